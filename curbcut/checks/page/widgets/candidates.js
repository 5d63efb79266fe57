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
} from "../../../browser/scripts/dom.js";
import { isFocusable, isTabbable } from "../../js/focus.js";
import { accessibleName } from "../../js/names.js";
import { forget } from "../../js/once.js";
import { explicitRole } from "../../js/roles.js";
import { textOf } from "../../js/text.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { isExposed, isVisible, styleOf } from "../../js/visibility.js";
import { heard, hearers, hears, minds } from "../keyboard/listeners.js";
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
export const NOW_IS =
  /\b(success|error|message|toast|alert|notif\w*|notice|status|result|feedback|confirm\w*|snackbar|flash|info|warning)\b/i;

export const BRIEF = 120; // letters of a message
export const SPOKEN =
  /\b(added|saved|sent|removed|deleted|updated|copied|changed|subscribed|submitted|success\w*|errors?|fail\w*|invalid|please|thank(s| you)|results?|required|loading|done|complete[d]?|welcome)\b/i;

const bare = (el) => {
  // Made to be pressed, and nothing that says so to assistive technology.
  if (
    el === bodyOf(document) ||
    el === documentElementOf(document) ||
    (closest(el, "svg") && localNameOf(el) !== "svg")
  )
    return false;
  if (!minds(el, ...PRESS) || matches(el, NATIVE)) return false;
  const role = explicitRole(el);
  if (
    role &&
    !/^(none|presentation|generic|img|group|listitem|text|region|article|row|cell|list|heading|paragraph)$/.test(
      role,
    )
  )
    return false;
  if (
    /^(form|table|tbody|ul|ol|main|nav|header|footer|body|dl|fieldset|canvas)$/.test(
      localNameOf(el),
    )
  )
    return false;
  if (localNameOf(el).includes("-")) return false; // custom elements put controls of their own inside
  const up = parentOf(el);
  if (up && closest(up, `a[href], button, label, summary, ${ROLES}`)) return false;
  if (querySelector(el, CONTROL) || shadowRootOf(el)) return false;
  if (isEditable(el)) return false;
  return (
    WORD.test(textOf(el)) ||
    !!querySelector(el, "img, svg, canvas, i") ||
    localNameOf(el) === "img" ||
    localNameOf(el) === "svg" ||
    (styleOf(el).cursor === "pointer" && !/\b(overlay|backdrop|mask)\b/i.test(classNameOf(el)))
  );
};

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

let list = [];
/** What is worth trying, the most telling first; the same in each visit of the page. */
export const candidates = () => {
  forget();
  const found = [],
    kinds = new Map();
  const add = (el, kind) => {
    if (!isVisible(el) || !isExposed(el) || found.some((one) => one.el === el)) return;
    const like = `${kind} ${localNameOf(el)} ${attr(el, "class")} ${[el, el.form]
      .flatMap((one) => (one ? heard(one) : []))
      .map((one) => one.source)
      .join()}`;
    kinds.set(like, (kinds.get(like) || 0) + 1);
    // Three of a kind behave as thirty do.
    if (kinds.get(like) > 3) return;
    if (found.length < 40) found.push({ el, kind });
    else if (kind !== "delegated") tooMany();
  };
  const listening = hearers();
  for (const el of listening) if (bare(el) && !forIt(el)) add(el, "bare");
  const wide = [document, window, bodyOf(document)].some(
    (target) => target && hears(target, "click", "mousedown", "pointerdown"),
  );
  for (const el of selectAll(ROLES))
    if (
      !matches(el, "a[href], button, input, select, textarea") &&
      !/^(textbox|searchbox|listbox|gridcell|scrollbar|spinbutton)$/.test(explicitRole(el)) &&
      attr(el, "aria-disabled") !== "true"
    )
      add(el, "role");
  for (const el of selectAll(
    "button, input[type=button], input[type=submit], a[href^='#'], a[href^='javascript:' i], summary[aria-expanded]",
  )) {
    if (el.disabled) continue;
    let heard = wide || hears(el, ...PRESS);
    if (!heard && el.form && /^submit$/.test(el.type)) heard = hears(el.form, "submit");
    for (let up = parentOf(el), level = 0; up && !heard && level < 4; up = parentOf(up), level++)
      heard = hears(up, "click");
    if (heard) add(el, "native");
  }
  for (const el of listening) if (bare(el) && forIt(el) && !typed(el)) add(el, "delegated");
  return (list = found);
};

/** The thing to try with this number. */
export const candidate = (index) => list[index];
