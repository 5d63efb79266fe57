// The DOM, asked in a way that no name on a page can mislead (DOM clobbering).
//
// A form has its fields as properties, and a document its forms and images, before everything else
// and in every JavaScript world: with a field named “children”, `form.children` is that field. So the
// getters and methods of the browser are taken from the prototypes, before the page is there, and
// called on what is asked about: `childrenOf(el)`, `attr(el, "alt")`. They work for the elements of
// frames as well. ESLint forbids the properties themselves; see eslint/no-clobbered-properties.mjs.
//
// Only forms and documents can lose a property. Where a kind of element has a getter of its own, any
// other element is asked as usual.

const ELEMENT = 1;
const DOCUMENT = 9;
const XHTML = "http://www.w3.org/1999/xhtml";

/** @returns {(this: any) => any} the getter of a property, of a kind of node or of one above it */
const getter = (kind, name) => {
  for (let at = kind.prototype; at; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return found.get;
  }
  throw new Error(`this browser has no ${kind.name}.${name}`);
};

// --- nodes and what hears events ------------------------------------------------------------------

const $baseURI = getter(Node, "baseURI");
export const baseURIOf = (node) => $baseURI.call(node);
const $childNodes = getter(Node, "childNodes");
export const childNodesOf = (node) => $childNodes.call(node);
const $firstChild = getter(Node, "firstChild");
export const firstChildOf = (node) => $firstChild.call(node);
const $isConnected = getter(Node, "isConnected");
export const isConnected = (node) => $isConnected.call(node);
const $nextSibling = getter(Node, "nextSibling");
export const nextSiblingOf = (node) => $nextSibling.call(node);
const $parentElement = getter(Node, "parentElement");
export const parentElementOf = (node) => $parentElement.call(node);
const $parentNode = getter(Node, "parentNode");
export const parentNodeOf = (node) => $parentNode.call(node);
const $previousSibling = getter(Node, "previousSibling");
export const previousSiblingOf = (node) => $previousSibling.call(node);
const $textContent = getter(Node, "textContent");
export const textContentOf = (node) => $textContent.call(node);
const $nodeType = getter(Node, "nodeType");
/** The type of a node; undefined for a window and whatever else is none. */
export const nodeTypeOf = (it) => {
  try {
    return $nodeType.call(it);
  } catch {
    return undefined;
  }
};
const $ownerDocument = getter(Node, "ownerDocument");
export const ownerDocumentOf = (it) => (nodeTypeOf(it) ? $ownerDocument.call(it) : undefined);
const $cloneNode = Node.prototype.cloneNode;
export const cloneNode = (node, deep = undefined) => $cloneNode.call(node, deep);
const $compareDocumentPosition = Node.prototype.compareDocumentPosition;
export const compareDocumentPosition = (node, other) => $compareDocumentPosition.call(node, other);
const $contains = Node.prototype.contains;
export const containsNode = (node, other) => $contains.call(node, other);
const $getRootNode = Node.prototype.getRootNode;
export const getRootNode = (node, options = undefined) => $getRootNode.call(node, options);
const $addEventListener = EventTarget.prototype.addEventListener;
export const addEventListener = (target, type, listener, options = undefined) =>
  $addEventListener.call(target, type, listener, options);
const $dispatchEvent = EventTarget.prototype.dispatchEvent;
export const dispatchEvent = (target, event) => $dispatchEvent.call(target, event);
const $removeEventListener = EventTarget.prototype.removeEventListener;
export const removeEventListener = (target, type, listener, options = undefined) =>
  $removeEventListener.call(target, type, listener, options);

// --- elements -------------------------------------------------------------------------------------

const isElement = (it) => nodeTypeOf(it) === ELEMENT;
const isDocument = (it) => nodeTypeOf(it) === DOCUMENT;

const $assignedSlot = getter(Element, "assignedSlot");
export const assignedSlotOf = (it) => (isElement(it) ? $assignedSlot.call(it) : it.assignedSlot);
const $attributes = getter(Element, "attributes");
export const attributesOf = (it) => (isElement(it) ? $attributes.call(it) : it.attributes);
const $childElementCount = getter(Element, "childElementCount");
const $childElementCountInDocument = getter(Document, "childElementCount");
export const childElementCountOf = (it) =>
  isElement(it)
    ? $childElementCount.call(it)
    : isDocument(it)
      ? $childElementCountInDocument.call(it)
      : it.childElementCount;
const $children = getter(Element, "children");
const $childrenInDocument = getter(Document, "children");
export const childrenOf = (it) =>
  isElement(it) ? $children.call(it) : isDocument(it) ? $childrenInDocument.call(it) : it.children;
const $clientHeight = getter(Element, "clientHeight");
export const clientHeightOf = (it) => (isElement(it) ? $clientHeight.call(it) : it.clientHeight);
const $clientLeft = getter(Element, "clientLeft");
export const clientLeftOf = (it) => (isElement(it) ? $clientLeft.call(it) : it.clientLeft);
const $clientTop = getter(Element, "clientTop");
export const clientTopOf = (it) => (isElement(it) ? $clientTop.call(it) : it.clientTop);
const $clientWidth = getter(Element, "clientWidth");
export const clientWidthOf = (it) => (isElement(it) ? $clientWidth.call(it) : it.clientWidth);
const $firstElementChild = getter(Element, "firstElementChild");
const $firstElementChildInDocument = getter(Document, "firstElementChild");
export const firstElementChildOf = (it) =>
  isElement(it)
    ? $firstElementChild.call(it)
    : isDocument(it)
      ? $firstElementChildInDocument.call(it)
      : it.firstElementChild;
const $id = getter(Element, "id");
export const idOf = (it) => (isElement(it) ? $id.call(it) : it.id);
const $localName = getter(Element, "localName");
export const localNameOf = (it) => (isElement(it) ? $localName.call(it) : it.localName);
const $namespaceURI = getter(Element, "namespaceURI");
export const namespaceURIOf = (it) => (isElement(it) ? $namespaceURI.call(it) : it.namespaceURI);
const $nextElementSibling = getter(Element, "nextElementSibling");
export const nextElementSiblingOf = (it) =>
  isElement(it) ? $nextElementSibling.call(it) : it.nextElementSibling;
const $outerHTML = getter(Element, "outerHTML");
export const outerHTMLOf = (it) => (isElement(it) ? $outerHTML.call(it) : it.outerHTML);
const $previousElementSibling = getter(Element, "previousElementSibling");
export const previousElementSiblingOf = (it) =>
  isElement(it) ? $previousElementSibling.call(it) : it.previousElementSibling;
const $scrollHeight = getter(Element, "scrollHeight");
export const scrollHeightOf = (it) => (isElement(it) ? $scrollHeight.call(it) : it.scrollHeight);
const $scrollLeft = getter(Element, "scrollLeft");
export const scrollLeftOf = (it) => (isElement(it) ? $scrollLeft.call(it) : it.scrollLeft);
const $scrollTop = getter(Element, "scrollTop");
export const scrollTopOf = (it) => (isElement(it) ? $scrollTop.call(it) : it.scrollTop);
const $scrollWidth = getter(Element, "scrollWidth");
export const scrollWidthOf = (it) => (isElement(it) ? $scrollWidth.call(it) : it.scrollWidth);
const $shadowRoot = getter(Element, "shadowRoot");
export const shadowRootOf = (it) => (isElement(it) ? $shadowRoot.call(it) : it.shadowRoot);
const $checkVisibility = Element.prototype.checkVisibility;
export const checkVisibility = (it, options = undefined) =>
  isElement(it) ? $checkVisibility.call(it, options) : it.checkVisibility(options);
const $closest = Element.prototype.closest;
export const closest = (it, selectors) =>
  isElement(it) ? $closest.call(it, selectors) : it.closest(selectors);
const $getAnimations = Element.prototype.getAnimations;
const $getAnimationsInDocument = /** @type {Function} */ (Document.prototype.getAnimations);
export const getAnimations = (it, options = undefined) =>
  isElement(it)
    ? $getAnimations.call(it, options)
    : isDocument(it)
      ? $getAnimationsInDocument.call(it, options)
      : it.getAnimations(options);
const $getAttribute = Element.prototype.getAttribute;
export const attr = (it, name) =>
  isElement(it) ? $getAttribute.call(it, name) : it.getAttribute(name);
const $getAttributeNS = Element.prototype.getAttributeNS;
export const getAttributeNS = (it, namespace, name) =>
  isElement(it) ? $getAttributeNS.call(it, namespace, name) : it.getAttributeNS(namespace, name);
const $getBoundingClientRect = Element.prototype.getBoundingClientRect;
export const getBoundingClientRect = (it) =>
  isElement(it) ? $getBoundingClientRect.call(it) : it.getBoundingClientRect();
const $getClientRects = Element.prototype.getClientRects;
export const getClientRects = (it) =>
  isElement(it) ? $getClientRects.call(it) : it.getClientRects();
const $getElementsByTagName = Element.prototype.getElementsByTagName;
const $getElementsByTagNameInDocument = Document.prototype.getElementsByTagName;
export const getElementsByTagName = (it, name) =>
  isElement(it)
    ? $getElementsByTagName.call(it, name)
    : isDocument(it)
      ? $getElementsByTagNameInDocument.call(it, name)
      : it.getElementsByTagName(name);
const $getElementsByTagNameNS = Element.prototype.getElementsByTagNameNS;
const $getElementsByTagNameNSInDocument = Document.prototype.getElementsByTagNameNS;
export const getElementsByTagNameNS = (it, namespace, name) =>
  isElement(it)
    ? $getElementsByTagNameNS.call(it, namespace, name)
    : isDocument(it)
      ? $getElementsByTagNameNSInDocument.call(it, namespace, name)
      : it.getElementsByTagNameNS(namespace, name);
const $hasAttribute = Element.prototype.hasAttribute;
export const hasAttr = (it, name) =>
  isElement(it) ? $hasAttribute.call(it, name) : it.hasAttribute(name);
const $hasAttributes = Element.prototype.hasAttributes;
export const hasAttributes = (it) => (isElement(it) ? $hasAttributes.call(it) : it.hasAttributes());
const $matches = Element.prototype.matches;
export const matches = (it, selectors) =>
  isElement(it) ? $matches.call(it, selectors) : it.matches(selectors);
const $querySelector = Element.prototype.querySelector;
const $querySelectorInDocument = Document.prototype.querySelector;
export const querySelector = (it, selectors) =>
  isElement(it)
    ? $querySelector.call(it, selectors)
    : isDocument(it)
      ? $querySelectorInDocument.call(it, selectors)
      : it.querySelector(selectors);
const $querySelectorAll = Element.prototype.querySelectorAll;
const $querySelectorAllInDocument = Document.prototype.querySelectorAll;
export const querySelectorAll = (it, selectors) =>
  isElement(it)
    ? $querySelectorAll.call(it, selectors)
    : isDocument(it)
      ? $querySelectorAllInDocument.call(it, selectors)
      : it.querySelectorAll(selectors);
const $removeAttribute = Element.prototype.removeAttribute;
export const removeAttribute = (it, name) =>
  isElement(it) ? $removeAttribute.call(it, name) : it.removeAttribute(name);
const $replaceWith = Element.prototype.replaceWith;
export const replaceWith = (it, ...nodes) =>
  isElement(it) ? $replaceWith.call(it, ...nodes) : it.replaceWith(...nodes);
const $scrollIntoView = Element.prototype.scrollIntoView;
export const scrollIntoView = (it, options = undefined) =>
  isElement(it) ? $scrollIntoView.call(it, options) : it.scrollIntoView(options);
const $setAttribute = Element.prototype.setAttribute;
export const setAttribute = (it, name, value) =>
  isElement(it) ? $setAttribute.call(it, name, value) : it.setAttribute(name, value);

// --- HTML elements, of which only forms are in doubt -------------------------------------------------

const isForm = (it) =>
  isElement(it) && $localName.call(it) === "form" && $namespaceURI.call(it) === XHTML;

const $action = getter(HTMLFormElement, "action");
export const actionOf = (it) => (isForm(it) ? $action.call(it) : it.action);
const $className = getter(HTMLFormElement, "className");
export const classNameOf = (it) => (isForm(it) ? $className.call(it) : it.className);
const $dataset = getter(HTMLFormElement, "dataset");
export const datasetOf = (it) => (isForm(it) ? $dataset.call(it) : it.dataset);
const $draggable = getter(HTMLFormElement, "draggable");
export const isDraggable = (it) => (isForm(it) ? $draggable.call(it) : it.draggable);
const $elements = getter(HTMLFormElement, "elements");
export const elementsOf = (it) => (isForm(it) ? $elements.call(it) : it.elements);
const $hidden = getter(HTMLFormElement, "hidden");
export const isHidden = (it) => (isForm(it) ? $hidden.call(it) : it.hidden);
const $innerText = getter(HTMLFormElement, "innerText");
export const innerTextOf = (it) => (isForm(it) ? $innerText.call(it) : it.innerText);
const $inputMode = getter(HTMLFormElement, "inputMode");
export const inputModeOf = (it) => (isForm(it) ? $inputMode.call(it) : it.inputMode);
const $isContentEditable = getter(HTMLFormElement, "isContentEditable");
export const isEditable = (it) => (isForm(it) ? $isContentEditable.call(it) : it.isContentEditable);
const $lang = getter(HTMLFormElement, "lang");
export const langOf = (it) => (isForm(it) ? $lang.call(it) : it.lang);
const $name = getter(HTMLFormElement, "name");
export const nameProperty = (it) => (isForm(it) ? $name.call(it) : it.name);
const $noValidate = getter(HTMLFormElement, "noValidate");
export const noValidateOf = (it) => (isForm(it) ? $noValidate.call(it) : it.noValidate);
const $offsetWidth = getter(HTMLFormElement, "offsetWidth");
export const offsetWidthOf = (it) => (isForm(it) ? $offsetWidth.call(it) : it.offsetWidth);
const $rel = getter(HTMLFormElement, "rel");
export const relOf = (it) => (isForm(it) ? $rel.call(it) : it.rel);
const $tabIndex = getter(HTMLFormElement, "tabIndex");
export const tabIndexOf = (it) => (isForm(it) ? $tabIndex.call(it) : it.tabIndex);
const $title = getter(HTMLFormElement, "title");
const $titleInDocument = getter(Document, "title");
export const titleOf = (it) =>
  isForm(it) ? $title.call(it) : isDocument(it) ? $titleInDocument.call(it) : it.title;
const $blur = HTMLElement.prototype.blur;
export const takeFocus = (it) => (isForm(it) ? $blur.call(it) : it.blur?.());
const $click = HTMLElement.prototype.click;
export const clickElement = (it) => (isForm(it) ? $click.call(it) : it.click?.());
const $focus = HTMLElement.prototype.focus;
export const giveFocus = (it, options = undefined) =>
  isForm(it) ? $focus.call(it, options) : it.focus?.(options);

// --- documents ------------------------------------------------------------------------------------

const $activeElement = getter(Document, "activeElement");
export const activeElementOf = (it) =>
  isDocument(it) ? $activeElement.call(it) : it.activeElement;
const $adoptedStyleSheets = getter(Document, "adoptedStyleSheets");
export const adoptedStyleSheetsOf = (it) =>
  isDocument(it) ? $adoptedStyleSheets.call(it) : it.adoptedStyleSheets;
const $body = getter(Document, "body");
export const bodyOf = (it) => (isDocument(it) ? $body.call(it) : it.body);
const $contentType = getter(Document, "contentType");
export const contentTypeOf = (it) => (isDocument(it) ? $contentType.call(it) : it.contentType);
const $currentScript = getter(Document, "currentScript");
export const currentScriptOf = (it) =>
  isDocument(it) ? $currentScript.call(it) : it.currentScript;
const $documentElement = getter(Document, "documentElement");
export const documentElementOf = (it) =>
  isDocument(it) ? $documentElement.call(it) : it.documentElement;
const $fonts = getter(Document, "fonts");
export const fontsOf = (it) => (isDocument(it) ? $fonts.call(it) : it.fonts);
const $forms = getter(Document, "forms");
export const formsOf = (it) => (isDocument(it) ? $forms.call(it) : it.forms);
const $head = getter(Document, "head");
export const headOf = (it) => (isDocument(it) ? $head.call(it) : it.head);
const $implementation = getter(Document, "implementation");
export const implementationOf = (it) =>
  isDocument(it) ? $implementation.call(it) : it.implementation;
const $readyState = getter(Document, "readyState");
export const readyStateOf = (it) => (isDocument(it) ? $readyState.call(it) : it.readyState);
const $scripts = getter(Document, "scripts");
export const scriptsOf = (it) => (isDocument(it) ? $scripts.call(it) : it.scripts);
const $scrollingElement = getter(Document, "scrollingElement");
export const scrollingElementOf = (it) =>
  isDocument(it) ? $scrollingElement.call(it) : it.scrollingElement;
const $styleSheets = getter(Document, "styleSheets");
export const styleSheetsOf = (it) => (isDocument(it) ? $styleSheets.call(it) : it.styleSheets);
const $timeline = getter(Document, "timeline");
export const timelineOf = (it) => (isDocument(it) ? $timeline.call(it) : it.timeline);
const $createDocumentFragment = Document.prototype.createDocumentFragment;
export const createDocumentFragment = (it) =>
  isDocument(it) ? $createDocumentFragment.call(it) : it.createDocumentFragment();
const $createElement = Document.prototype.createElement;
export const createElement = (it, name) =>
  isDocument(it) ? $createElement.call(it, name) : it.createElement(name);
const $createRange = Document.prototype.createRange;
export const createRange = (it) => (isDocument(it) ? $createRange.call(it) : it.createRange());
const $createTreeWalker = Document.prototype.createTreeWalker;
export const createTreeWalker = (it, root, what) =>
  isDocument(it) ? $createTreeWalker.call(it, root, what) : it.createTreeWalker(root, what);
const $elementFromPoint = Document.prototype.elementFromPoint;
export const elementFromPoint = (it, x, y) =>
  isDocument(it) ? $elementFromPoint.call(it, x, y) : it.elementFromPoint(x, y);
const $elementsFromPoint = Document.prototype.elementsFromPoint;
export const elementsFromPoint = (it, x, y) =>
  isDocument(it) ? $elementsFromPoint.call(it, x, y) : it.elementsFromPoint(x, y);
const $getElementById = Document.prototype.getElementById;
export const getElementById = (it, id) =>
  isDocument(it) ? $getElementById.call(it, id) : it.getElementById(id);
const $getElementsByName = Document.prototype.getElementsByName;
export const getElementsByName = (it, name) =>
  isDocument(it) ? $getElementsByName.call(it, name) : it.getElementsByName(name);
const $hasFocus = Document.prototype.hasFocus;
export const hasFocus = (it) => (isDocument(it) ? $hasFocus.call(it) : it.hasFocus());
const setSheets = Object.getOwnPropertyDescriptor(Document.prototype, "adoptedStyleSheets").set;
/** Give a document or a shadow root other constructed style sheets. */
export const adoptSheets = (root, sheets) => {
  if (isDocument(root)) setSheets.call(root, sheets);
  else root.adoptedStyleSheets = sheets;
};

/** Whether an element can be clicked by a script: those of SVG cannot. */
export const canClick = (it) => isForm(it) || typeof it.click === "function";

// --- in short -------------------------------------------------------------------------------------

/** What `ask` says of a value, as `value?.…` does: undefined where there is none. */
export const maybe = (value, ask) =>
  value === null || value === undefined ? undefined : ask(value);
/** Take the focus away from whatever has it. */
export const takeFocusAway = () => maybe(activeElementOf(document), takeFocus);
