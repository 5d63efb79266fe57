// What no key reaches (2.1.1).

import {
  attr,
  bodyOf,
  classNameOf,
  closest,
  containsNode,
  documentElementOf,
  hasAttr,
  innerTextOf,
  localNameOf,
  matches,
  parentElementOf,
  querySelector,
  querySelectorAll,
  tabIndexOf,
} from "../../../browser/scripts/dom.js";
import { isFocusable, isTabbable } from "../../js/focus.js";
import { roleOf } from "../../js/names.js";
import { explicitRole } from "../../js/roles.js";
import { shownText } from "../../js/text.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { boxOf, isExposed, isRendered, isVisible, styleOf } from "../../js/visibility.js";
import { heard, hearers, hears } from "./listeners/listeners.js";
import { SHOWN, report } from "./walk/report.js";
import { walkStops } from "./walk/tab_walk.js";

// --- reached by no key (2.1.1) --------------------------------------------------------------------

const COMPOSITES =
  "[role=tablist], [role=menu], [role=menubar], [role=listbox], [role=grid], [role=treegrid], [role=tree], [role=radiogroup], [role=toolbar], [role=combobox], [role=application]";
const ITEM =
  /^(option|treeitem|gridcell|row|menuitem|menuitemcheckbox|menuitemradio|tab|radio|cell|columnheader|rowheader)$/;
const CONTROLS = "a[href], area[href], button, input, select, textarea, summary";
export const inner = (el) => [
  ...querySelectorAll(
    el,
    "a, button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]",
  ),
];

const isOff = (el) =>
  el.disabled ||
  matches(el, "fieldset:disabled *, [aria-disabled=true]") ||
  !!closest(el, "[inert]");
/** Whether a reader meets a control, and can expect to use it. */
const isForUse = (el) =>
  isExposed(el) &&
  isVisible(el) &&
  !isOff(el) &&
  !(localNameOf(el) === "input" && el.type === "hidden");
const BESIDE =
  "[role=combobox], [role=spinbutton], input[list], input[type=number], [role=slider], input[type=range]";
/** Whether another way leads to what a control does that is out of the order. */
const hasOtherWay = (el, addresses) => {
  if (closest(el, COMPOSITES) || ITEM.test(roleOf(el))) return true;
  // A second way to the same place beside one that is reached.
  if (el.href && addresses.has(el.href)) return true;
  const up = parentElementOf(el);
  if (up && querySelector(up, BESIDE)) return true;
  if (localNameOf(el) === "input" && /^(file|radio)$/.test(el.type)) return true;
  return !!up && !!closest(up, "a[href], button, [tabindex='0']");
};
/** Whether Tab should have led to a control. */
const isInOrder = (el) => isTabbable(el) && !(localNameOf(el) === "input" && el.type === "radio");
/** What the walk met, with what got the focus on the way. */
const metStops = () =>
  new Set(walkStops().flatMap((stop) => [stop.el, ...(stop.given ? stop.given.got : [])]));

export const unreached = (walked, modal) => {
  const out = report();
  const met = metStops();
  const addresses = new Set(
    selectAll("a[href], area[href]")
      .filter((el) => tabIndexOf(el) >= 0 && isRendered(el))
      .map((el) => el.href),
  );
  // Where the walk was stopped, only what is taken out of the order can be reported.
  const whole = walked && !modal;
  const controls = `${CONTROLS}, [role=button], [role=link], [role=checkbox], [role=switch]`;
  for (const el of selectAll(whole ? controls : `:is(${controls})[tabindex^="-"]`)) {
    if (!isForUse(el)) continue;
    out.applies("control-not-in-tab-order");
    if (met.has(el)) continue;
    if (!matches(el, CONTROLS) && !hasAttr(el, "tabindex")) continue; // a rule of the components' own
    if (tabIndexOf(el) < 0) {
      if (!hasOtherWay(el, addresses)) out.ask("control-not-in-tab-order", el);
    } else if (whole && met.size > 0 && isInOrder(el))
      out.ask("control-not-in-tab-order", el, { key: "skipped" });
  }
  return out.plain();
};

const PRESSES = [
  "click",
  "mousedown",
  "mouseup",
  "pointerdown",
  "pointerup",
  "dblclick",
  "touchstart",
  "touchend",
];
// A whole function; of an object that listens only the name of its kind is known, which tells nothing.
const HARMLESS =
  /^(?:[^{=]|=(?!>))*(?:=>\s*\{?|\{)\s*(?:(?:(?:return\s+)?[\w$]+\s*\.\s*(?:stopPropagation|preventDefault|stopImmediatePropagation)\s*\(\s*\)\s*[;,]?\s*){1,3}|return( false| true)?;?|(window\.)?(gtag|ga|_paq\.push|dataLayer\.push|track\w*|fbq)\([^;]*\);?|)\s*\}?\s*$/;
// What is longer does something; and endless spaces would keep the pattern busy.
const harmless = ({ source }) =>
  !source || (source.length < 500 && HARMLESS.test(source.trim().replace(/\s+/g, " ")));
const isRoot = (el) => el === bodyOf(document) || el === documentElementOf(document);
/** Whether a key can get to an element that is pressed. */
const isReached = (el) =>
  isFocusable(el) &&
  (tabIndexOf(el) >= 0 ||
    ITEM.test(roleOf(el)) ||
    !!closest(el, COMPOSITES) ||
    localNameOf(el) !== "div");
/** Whether an element is part of a control that keys can get to. */
const isPartOfControl = (el) =>
  !!closest(el, "a[href], button, label, summary, select, [inert], [tabindex='0']") ||
  matches(el, ":disabled") ||
  (ITEM.test(roleOf(el)) &&
    (!!closest(el, "[aria-activedescendant], [tabindex='0']") ||
      selectAll("[aria-controls][tabindex], input[aria-controls]").length > 0));
/** Whether an element is no control itself: it holds others, or covers the page as a curtain to close by. */
const isFrameOfOthers = (el) => {
  if (/^(dialog|video|audio|form|main|html|label|iframe|object)$/.test(localNameOf(el)))
    return true;
  if (
    /^(dialog|alertdialog|presentation|main|application)$/.test(explicitRole(el)) &&
    !innerTextOf(el)
  )
    return true;
  // Something inside is reached by keys: what is pressed here is most likely meant for it.
  if (inner(el).some((one) => isTabbable(one) && isRendered(one))) return true;
  const box = boxOf(el);
  return box.width * box.height > innerWidth * innerHeight * 0.7;
};
/** Whether there is anything to see that one would press. */
const looksPressable = (el) =>
  !!shownText(el) ||
  matches(el, "img, svg, canvas, i, [role]") ||
  !!querySelector(el, "img, svg, i, canvas") ||
  styleOf(el).backgroundImage !== "none" ||
  styleOf(el).cursor === "pointer";
const isForMouse = (el) => isVisible(el) && !isPartOfControl(el) && !isFrameOfOthers(el);
export const clicks = () => {
  const out = report();
  const nested = new Set(),
    kinds = new Map();
  for (const el of hearers()) {
    if (isRoot(el) || !(el instanceof Element)) continue;
    const presses = heard(el).filter((one) => PRESSES.includes(one.type) && !one.passes);
    if (!presses.length || !isRendered(el)) continue;
    out.applies("click-without-keyboard");
    if (presses.every(harmless)) continue;
    if (isReached(el)) {
      mouseOnly(out, el, presses);
      continue;
    }
    if (!isForMouse(el) || [...nested].some((outer) => containsNode(outer, el))) continue;
    if (!looksPressable(el)) continue;
    nested.add(el);
    const kind = `${localNameOf(el)} ${classNameOf(el)}`;
    if (presses.every((one) => one.delegated) && !among(kinds, kind)) continue;
    out.ask("click-without-keyboard", el);
  }
  // A link without an address does something on a click, or else it would not be one.
  if (
    selectAll("a[onclick]:not([href]):not([tabindex]), area[onclick]:not([href]):not([tabindex])")
      .length
  )
    out.applies("click-without-keyboard");
  return out.plain();
};
/** Whether this is one of the first of its kind: one listener may be for every row of a table. */
const among = (kinds, kind) => {
  kinds.set(kind, (kinds.get(kind) || 0) + 1);
  return kinds.get(kind) <= SHOWN;
};
const KEYED = ["click", "keydown", "keyup", "keypress", "change", "input", "focus", "submit"];
/** A control that a key can reach, but that only a mouse can work. */
const mouseOnly = (out, el, heard) => {
  if (heard.some((one) => one.type === "click") || !/^(button|a)$/.test(localNameOf(el))) return;
  if (localNameOf(el) === "a" && hasAttr(el, "href") && !/^(#|javascript:)/i.test(attr(el, "href")))
    return;
  if (
    localNameOf(el) === "button" &&
    ((el.type === "submit" && el.form) || hasAttr(el, "popovertarget") || hasAttr(el, "commandfor"))
  )
    return;
  for (let at = el; at && at !== bodyOf(document); at = parentOf(at))
    if (hears(at, ...KEYED)) return;
  out.ask("click-without-keyboard", el, { key: "mouseOnly", event: heard[0].type });
};
