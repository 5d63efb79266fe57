// Controls that are worth trying, and what they look like before.

import {
  attr,
  bodyOf,
  childrenOf,
  classNameOf,
  closest,
  containsNode,
  documentElementOf,
  isEditable,
  localNameOf,
  matches,
  nextElementSiblingOf,
  previousElementSiblingOf,
  querySelector,
  querySelectorAll,
  shadowRootOf,
} from "../../../../browser/scripts/dom.js";
import { isFocusable, isTabbable } from "../../../js/focus.js";
import { accessibleName } from "../../../js/names.js";
import { forget } from "../../../js/once.js";
import { explicitRole } from "../../../js/roles.js";
import { textOf } from "../../../js/text.js";
import { ancestors, parentOf, selectAll } from "../../../js/tree.js";
import { isExposed, isVisible, styleOf } from "../../../js/visibility.js";
import { wordsPattern } from "../../../js/words.js";
import { heard, hearers, hears, minds } from "../../keyboard/listeners/listeners.js";
import { tooMany } from "./probe.js";

// Controls that scripts make: what they are called, which keys they know, what they tell of their
// state; see components.py.
const NATIVE =
  "a[href], area[href], button, input, select, textarea, summary, label, option, audio, video, details, dialog, iframe, object, embed";
const ROLES =
  "[role=button], [role=link], [role=checkbox], [role=switch], [role=radio], [role=tab], [role=menuitem], [role=menuitemcheckbox], [role=menuitemradio], [role=option], [role=treeitem], [role=slider], [role=spinbutton], [role=combobox], [role=textbox], [role=gridcell], [role=searchbox], [role=listbox], [role=scrollbar]";
export const CONTROL = `${NATIVE.replace("label, option, ", "").replace(", details, dialog", "")}, ${ROLES}, [tabindex]:not([tabindex^="-"]), [contenteditable]:not([contenteditable=false])`;
const PRESS = [
  "click",
  "mousedown",
  "mouseup",
  "pointerdown",
  "pointerup",
  "touchstart",
  "touchend",
  "dblclick",
];
export const DIALOG = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]";
export const LIVE =
  "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], [role=alertdialog], [role=timer], output";
export const STATES = [
  "aria-expanded",
  "aria-pressed",
  "aria-checked",
  "aria-selected",
  "aria-current",
  "aria-valuenow",
  "aria-sort",
  "open",
];
export const nameOf = (el) => accessibleName(el) || textOf(el).slice(0, 60) || localNameOf(el);
export const WORD = /[\p{L}\p{N}]/u;

export const BRIEF = 120; // letters of a message
export const SPOKEN = wordsPattern("messages");
/** What classes and ids of messages are named after. */
export const MESSAGE_CLASSES = wordsPattern("message_classes");

const CONTAINER = /^(form|table|tbody|ul|ol|main|nav|header|footer|body|dl|fieldset|canvas)$/;
const NO_CONTROL =
  /^(none|presentation|generic|img|group|listitem|text|region|article|row|cell|list|heading|paragraph)$/;
const isRoot = (el) => el === bodyOf(document) || el === documentElementOf(document);
/** Whether an element is of a kind that scripts make controls of. */
const isPlain = (el) => {
  const tag = localNameOf(el);
  const role = explicitRole(el);
  return (
    !(closest(el, "svg") && tag !== "svg") &&
    !matches(el, NATIVE) &&
    (!role || NO_CONTROL.test(role)) &&
    !CONTAINER.test(tag) &&
    !tag.includes("-") // custom elements put controls of their own inside
  );
};
/** Whether an element is in a control, holds one or is for writing. */
const isAroundControl = (el) => {
  const up = parentOf(el);
  return (
    (!!up && !!closest(up, `a[href], button, label, summary, ${ROLES}`)) ||
    !!querySelector(el, CONTROL) ||
    !!shadowRootOf(el) ||
    isEditable(el)
  );
};
/** Whether there is anything to see that one would press. */
const looksPressable = (el) =>
  WORD.test(textOf(el)) ||
  !!querySelector(el, "img, svg, canvas, i") ||
  localNameOf(el) === "img" ||
  localNameOf(el) === "svg" ||
  (styleOf(el).cursor === "pointer" && !/\b(overlay|backdrop|mask)\b/i.test(classNameOf(el)));
/** Whether an element is made to be pressed, and nothing says so to assistive technology. */
const bare = (el) =>
  !isRoot(el) && minds(el, ...PRESS) && isPlain(el) && !isAroundControl(el) && looksPressable(el);

const TYPED = ["keydown", "keyup", "keypress"];
/** Whether presses are heard for it further up, and not by itself. */
const forIt = (el) =>
  heard(el).every((one) => one.delegated || one.passes || !PRESS.includes(one.type));
/** Whether a key can be meant for it, as far as is known. */
const typed = (el) =>
  isFocusable(el) && [el, window, document, bodyOf(document)].some((one) => hears(one, ...TYPED));
const PICTURE = "img, svg, canvas, picture, video";
/** Whether a picture stands beside a control with a name, which may well do the same. */
export const doubled = (el) => {
  if (!matches(el, PICTURE) && (WORD.test(textOf(el)) || !querySelector(el, PICTURE))) return false;
  const places = [closest(el, "figure, li, article, section")];
  // Right beside it, or beside the paragraph that holds nothing else.
  for (let at = el; at && at !== bodyOf(document); at = parentOf(at)) {
    if (at !== el && (childrenOf(at).length > 1 || WORD.test(textOf(at)))) break;
    places.push(nextElementSiblingOf(at), previousElementSiblingOf(at));
  }
  return places.some(
    (place) =>
      place &&
      [place, ...querySelectorAll(place, CONTROL)].some(
        (one) =>
          matches(one, CONTROL) && !containsNode(one, el) && isTabbable(one) && accessibleName(one),
      ),
  );
};

const SHOWN_OF_KIND = 3; // three of a kind behave as thirty do
const MOST_TRIED = 40;
const kindOf = (el, kind) => {
  const listeners = [el, el.form].flatMap((one) => (one ? heard(one) : []));
  return `${kind} ${localNameOf(el)} ${attr(el, "class")} ${listeners.map((one) => one.source).join()}`;
};
/** Whether a native control, or something up to four levels around it, listens for presses. */
const isListenedTo = (el) => {
  if (hears(el, ...PRESS)) return true;
  if (el.form && /^submit$/.test(el.type) && hears(el.form, "submit")) return true;
  return [...ancestors(el)].slice(0, 4).some((up) => hears(up, "click"));
};
const hasTriedRole = (el) =>
  !matches(el, "a[href], button, input, select, textarea") &&
  !/^(textbox|searchbox|listbox|gridcell|scrollbar|spinbutton)$/.test(explicitRole(el)) &&
  attr(el, "aria-disabled") !== "true";
const NATIVE_TRIED =
  "button, input[type=button], input[type=submit], a[href^='#'], a[href^='javascript:' i], summary[aria-expanded]";
/** Native controls that scripts listen to. */
const nativeCandidates = () => {
  const wide = [document, window, bodyOf(document)].some(
    (target) => target && hears(target, "click", "mousedown", "pointerdown"),
  );
  return selectAll(NATIVE_TRIED).filter((el) => !el.disabled && (wide || isListenedTo(el)));
};
let list = [];
/** What is worth trying, the most telling first; the same in each visit of the page. */
export const candidates = () => {
  forget();
  const found = [],
    kinds = new Map();
  const add = (el, kind) => {
    if (!isVisible(el) || !isExposed(el) || found.some((one) => one.el === el)) return;
    const like = kindOf(el, kind);
    kinds.set(like, (kinds.get(like) || 0) + 1);
    if (kinds.get(like) > SHOWN_OF_KIND) return;
    if (found.length < MOST_TRIED) found.push({ el, kind });
    else if (kind !== "delegated") tooMany();
  };
  const made = hearers().filter(bare);
  for (const el of made) if (!forIt(el)) add(el, "bare");
  for (const el of selectAll(ROLES).filter(hasTriedRole)) add(el, "role");
  for (const el of nativeCandidates()) add(el, "native");
  for (const el of made) if (forIt(el) && !typed(el)) add(el, "delegated");
  return (list = found);
};

/** The thing to try with this number. */
export const candidate = (index) => list[index];
