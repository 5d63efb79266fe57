// Access to the DOM that is safe from DOM clobbering.
//
// A form has its fields as properties, and a document its forms and images, which shadow the DOM's
// own properties in every JavaScript world: with a field named “children”, `form.children` is
// that field. Symbols cannot be shadowed. So each property that can be clobbered has a symbol that
// leads to the original, and a function to read it: `childrenOf(el)`, `attr(el, "alt")`.
// (Calling the prototypes' getters instead takes twice the time.) ESLint forbids the properties
// themselves; see eslint/no-clobbered-properties.mjs.

// The prototypes whose properties can be clobbered, and others with properties of the same name.
const KINDS = [
  EventTarget,
  Node,
  Element,
  HTMLElement,
  HTMLFormElement,
  Document,
  SVGElement,
  HTMLScriptElement,
  HTMLSelectElement,
];
/** The symbol of a property; the same in each frame, so that elements of other frames work, too. */
const safe = (name) => {
  const symbol = Symbol.for(`curbcut.${name}`);
  if (Object.hasOwn(Object.prototype, symbol)) return symbol;
  // Other values cannot be clobbered: use the plain property.
  Object.defineProperty(Object.prototype, symbol, {
    configurable: true,
    get() {
      return this[name];
    },
    set(value) {
      this[name] = value;
    },
  });
  for (const { prototype } of KINDS) {
    const known = Object.getOwnPropertyDescriptor(prototype, name);
    if (known) Object.defineProperty(prototype, symbol, known);
  }
  return symbol;
};

// --- nodes and what hears events -----------------------------------------------------------------

const $baseURI = safe("baseURI");
export const baseURIOf = (it) => it[$baseURI];
const $childNodes = safe("childNodes");
export const childNodesOf = (it) => it[$childNodes];
const $firstChild = safe("firstChild");
export const firstChildOf = (it) => it[$firstChild];
const $isConnected = safe("isConnected");
export const isConnected = (it) => it[$isConnected];
const $nextSibling = safe("nextSibling");
export const nextSiblingOf = (it) => it[$nextSibling];
const $nodeType = safe("nodeType");
export const nodeTypeOf = (it) => it[$nodeType];
const $ownerDocument = safe("ownerDocument");
export const ownerDocumentOf = (it) => it[$ownerDocument];
const $parentElement = safe("parentElement");
export const parentElementOf = (it) => it[$parentElement];
const $parentNode = safe("parentNode");
export const parentNodeOf = (it) => it[$parentNode];
const $previousSibling = safe("previousSibling");
export const previousSiblingOf = (it) => it[$previousSibling];
const $textContent = safe("textContent");
export const textContentOf = (it) => it[$textContent];
const $cloneNode = safe("cloneNode");
/** @param {boolean} [deep] */
export const cloneNode = (it, deep = undefined) => it[$cloneNode](deep);
const $compareDocumentPosition = safe("compareDocumentPosition");
export const compareDocumentPosition = (it, other) => it[$compareDocumentPosition](other);
const $contains = safe("contains");
export const containsNode = (it, other) => it[$contains](other);
const $getRootNode = safe("getRootNode");
/** @param {any} [options] */
export const getRootNode = (it, options = undefined) => it[$getRootNode](options);
const $addEventListener = safe("addEventListener");
/** @param {any} [options] */
export const addEventListener = (it, type, listener, options = undefined) =>
  it[$addEventListener](type, listener, options);
const $dispatchEvent = safe("dispatchEvent");
export const dispatchEvent = (it, event) => it[$dispatchEvent](event);
const $removeEventListener = safe("removeEventListener");
/** @param {any} [options] */
export const removeEventListener = (it, type, listener, options = undefined) =>
  it[$removeEventListener](type, listener, options);

// --- elements ------------------------------------------------------------------------------------

const $assignedSlot = safe("assignedSlot");
export const assignedSlotOf = (it) => it[$assignedSlot];
const $attributes = safe("attributes");
export const attributesOf = (it) => it[$attributes];
const $childElementCount = safe("childElementCount");
export const childElementCountOf = (it) => it[$childElementCount];
const $children = safe("children");
export const childrenOf = (it) => it[$children];
const $clientHeight = safe("clientHeight");
export const clientHeightOf = (it) => it[$clientHeight];
const $clientLeft = safe("clientLeft");
export const clientLeftOf = (it) => it[$clientLeft];
const $clientTop = safe("clientTop");
export const clientTopOf = (it) => it[$clientTop];
const $clientWidth = safe("clientWidth");
export const clientWidthOf = (it) => it[$clientWidth];
const $firstElementChild = safe("firstElementChild");
export const firstElementChildOf = (it) => it[$firstElementChild];
const $id = safe("id");
export const idOf = (it) => it[$id];
const $localName = safe("localName");
export const localNameOf = (it) => it[$localName];
const $namespaceURI = safe("namespaceURI");
export const namespaceURIOf = (it) => it[$namespaceURI];
const $nextElementSibling = safe("nextElementSibling");
export const nextElementSiblingOf = (it) => it[$nextElementSibling];
const $outerHTML = safe("outerHTML");
export const outerHTMLOf = (it) => it[$outerHTML];
const $previousElementSibling = safe("previousElementSibling");
export const previousElementSiblingOf = (it) => it[$previousElementSibling];
const $scrollHeight = safe("scrollHeight");
export const scrollHeightOf = (it) => it[$scrollHeight];
const $scrollLeft = safe("scrollLeft");
export const scrollLeftOf = (it) => it[$scrollLeft];
const $scrollTop = safe("scrollTop");
export const scrollTopOf = (it) => it[$scrollTop];
const $scrollWidth = safe("scrollWidth");
export const scrollWidthOf = (it) => it[$scrollWidth];
const $shadowRoot = safe("shadowRoot");
export const shadowRootOf = (it) => it[$shadowRoot];
const $checkVisibility = safe("checkVisibility");
/** @param {any} [options] */
export const checkVisibility = (it, options = undefined) => it[$checkVisibility](options);
const $closest = safe("closest");
export const closest = (it, selectors) => it[$closest](selectors);
const $getAnimations = safe("getAnimations");
/** @param {any} [options] */
export const getAnimations = (it, options = undefined) => it[$getAnimations](options);
const $getAttribute = safe("getAttribute");
export const attr = (it, name) => it[$getAttribute](name);
const $getAttributeNS = safe("getAttributeNS");
export const getAttributeNS = (it, namespace, name) => it[$getAttributeNS](namespace, name);
const $getBoundingClientRect = safe("getBoundingClientRect");
export const getBoundingClientRect = (it) => it[$getBoundingClientRect]();
const $getClientRects = safe("getClientRects");
export const getClientRects = (it) => it[$getClientRects]();
const $getElementsByTagName = safe("getElementsByTagName");
export const getElementsByTagName = (it, name) => it[$getElementsByTagName](name);
const $getElementsByTagNameNS = safe("getElementsByTagNameNS");
export const getElementsByTagNameNS = (it, namespace, name) =>
  it[$getElementsByTagNameNS](namespace, name);
const $hasAttribute = safe("hasAttribute");
export const hasAttr = (it, name) => it[$hasAttribute](name);
const $hasAttributes = safe("hasAttributes");
export const hasAttributes = (it) => it[$hasAttributes]();
const $matches = safe("matches");
export const matches = (it, selectors) => it[$matches](selectors);
const $querySelector = safe("querySelector");
export const querySelector = (it, selectors) => it[$querySelector](selectors);
const $querySelectorAll = safe("querySelectorAll");
export const querySelectorAll = (it, selectors) => it[$querySelectorAll](selectors);
const $removeAttribute = safe("removeAttribute");
export const removeAttribute = (it, name) => it[$removeAttribute](name);
const $replaceWith = safe("replaceWith");
export const replaceWith = (it, ...nodes) => it[$replaceWith](...nodes);
const $scrollIntoView = safe("scrollIntoView");
/** @param {any} [options] */
export const scrollIntoView = (it, options = undefined) => it[$scrollIntoView](options);
const $setAttribute = safe("setAttribute");
export const setAttribute = (it, name, value) => it[$setAttribute](name, value);

// --- HTML elements -------------------------------------------------------------------------------

const $action = safe("action");
export const actionOf = (it) => it[$action];
const $className = safe("className");
export const classNameOf = (it) => it[$className];
const $dataset = safe("dataset");
export const datasetOf = (it) => it[$dataset];
const $draggable = safe("draggable");
export const isDraggable = (it) => it[$draggable];
const $elements = safe("elements");
export const elementsOf = (it) => it[$elements];
const $hidden = safe("hidden");
export const isHidden = (it) => it[$hidden];
const $innerText = safe("innerText");
export const innerTextOf = (it) => it[$innerText];
const $inputMode = safe("inputMode");
export const inputModeOf = (it) => it[$inputMode];
const $isContentEditable = safe("isContentEditable");
export const isEditable = (it) => it[$isContentEditable];
const $lang = safe("lang");
export const langOf = (it) => it[$lang];
const $name = safe("name");
export const nameProperty = (it) => it[$name];
const $noValidate = safe("noValidate");
export const noValidateOf = (it) => it[$noValidate];
const $offsetWidth = safe("offsetWidth");
export const offsetWidthOf = (it) => it[$offsetWidth];
const $rel = safe("rel");
export const relOf = (it) => it[$rel];
const $tabIndex = safe("tabIndex");
export const tabIndexOf = (it) => it[$tabIndex];
const $title = safe("title");
export const titleOf = (it) => it[$title];
const $blur = safe("blur");
export const takeFocus = (it) => it[$blur]?.();
const $click = safe("click");
export const clickElement = (it) => it[$click]?.();
const $focus = safe("focus");
/** @param {any} [options] */
export const giveFocus = (it, options = undefined) => it[$focus]?.(options);

// --- documents -----------------------------------------------------------------------------------

const $activeElement = safe("activeElement");
export const activeElementOf = (it) => it[$activeElement];
const $adoptedStyleSheets = safe("adoptedStyleSheets");
export const adoptedStyleSheetsOf = (it) => it[$adoptedStyleSheets];
const $body = safe("body");
export const bodyOf = (it) => it[$body];
const $contentType = safe("contentType");
export const contentTypeOf = (it) => it[$contentType];
const $currentScript = safe("currentScript");
export const currentScriptOf = (it) => it[$currentScript];
const $documentElement = safe("documentElement");
export const documentElementOf = (it) => it[$documentElement];
const $fonts = safe("fonts");
export const fontsOf = (it) => it[$fonts];
const $forms = safe("forms");
export const formsOf = (it) => it[$forms];
const $head = safe("head");
export const headOf = (it) => it[$head];
const $implementation = safe("implementation");
export const implementationOf = (it) => it[$implementation];
const $readyState = safe("readyState");
export const readyStateOf = (it) => it[$readyState];
const $scripts = safe("scripts");
export const scriptsOf = (it) => it[$scripts];
const $scrollingElement = safe("scrollingElement");
export const scrollingElementOf = (it) => it[$scrollingElement];
const $styleSheets = safe("styleSheets");
export const styleSheetsOf = (it) => it[$styleSheets];
const $timeline = safe("timeline");
export const timelineOf = (it) => it[$timeline];
const $createDocumentFragment = safe("createDocumentFragment");
export const createDocumentFragment = (it) => it[$createDocumentFragment]();
const $createElement = safe("createElement");
export const createElement = (it, name) => it[$createElement](name);
const $createRange = safe("createRange");
export const createRange = (it) => it[$createRange]();
const $createTreeWalker = safe("createTreeWalker");
export const createTreeWalker = (it, root, what) => it[$createTreeWalker](root, what);
const $elementFromPoint = safe("elementFromPoint");
export const elementFromPoint = (it, x, y) => it[$elementFromPoint](x, y);
const $elementsFromPoint = safe("elementsFromPoint");
export const elementsFromPoint = (it, x, y) => it[$elementsFromPoint](x, y);
const $getElementById = safe("getElementById");
export const getElementById = (it, id) => it[$getElementById](id);
const $getElementsByName = safe("getElementsByName");
export const getElementsByName = (it, name) => it[$getElementsByName](name);
const $hasFocus = safe("hasFocus");
export const hasFocus = (it) => it[$hasFocus]();
/** Set the constructed style sheets of a document or shadow root. */
export const adoptSheets = (root, sheets) => {
  root[$adoptedStyleSheets] = sheets;
};

// --- shorthands -----------------------------------------------------------------------------------

/** Whether an element has a `click` method; SVG elements do not. */
export const canClick = (it) => typeof it[$click] === "function";
/** `ask(value)`, or undefined if the value is null or undefined, like `value?.…`. */
export const maybe = (value, ask) =>
  value === null || value === undefined ? undefined : ask(value);
/** Remove the focus from the focused element. */
export const takeFocusAway = () => maybe(activeElementOf(document), takeFocus);
