// What only the mouse shows (2.1.1, 1.4.13).

import {
  bodyOf,
  childrenOf,
  closest,
  containsNode,
  documentElementOf,
  hasAttr,
  localNameOf,
  matches,
  parentElementOf,
  querySelector,
  shadowRootOf,
} from "../../../browser/scripts/dom.js";
import { isTabbable } from "../../js/focus.js";
import { holdsWithin, styleRules } from "../../js/styles.js";
import { textOf } from "../../js/text.js";
import { ancestors, findIn } from "../../js/tree.js";
import { isRendered, isVisible } from "../../js/visibility.js";
import { heard, hearers, hears, listenersKnown } from "./listeners/listeners.js";
import { label, report } from "./walk/report.js";
import { focusOn } from "./walk/tab_walk.js";
import { seenNow } from "./walk/look.js";
import { inner } from "./unreached.js";

// --- shown by the mouse alone (2.1.1, 1.4.13) -----------------------------------------------------

const REVEALS = {
  display: (v) => v && v !== "none",
  visibility: (v) => v === "visible" || v === "inherit",
  opacity: (v) => v && parseFloat(v) > 0,
  height: (v) => v && parseFloat(v) !== 0,
  "max-height": (v) => v && parseFloat(v) !== 0,
  width: (v) => v && parseFloat(v) !== 0,
  left: (v) => v && parseFloat(v) > -200,
  right: (v) => v && parseFloat(v) > -200,
  top: (v) => v && parseFloat(v) > -200,
  clip: (v) => !!v,
  "clip-path": (v) => !!v,
  transform: (v) => !!v,
  scale: (v) => !!v,
  "margin-left": (v) => v && parseFloat(v) > -200,
};
const reveals = (style) =>
  Object.keys(REVEALS).some((name) => REVEALS[name](style.getPropertyValue(name)));
const FOCUS = /:focus(-within|-visible)?/;
export const safely = (work, otherwise) => {
  try {
    return work();
  } catch {
    return otherwise;
  }
};
const content = (el) =>
  textOf(el).length > 0 || !!querySelector(el, "img, a[href], button, input, svg[role]");

const bare = (selector) =>
  selector.replace(/(^|[\s>+~(,])?:(?:hover|focus-within|focus-visible|focus)\b/g, (_, before) =>
    before === undefined ? "" : `${before}*`,
  );
const MOST_RULES = 150;
const PSEUDO = /::?(before|after)\b/;
/** The selectors of rules that show something, of those for the mouse and of those for the focus. */
const revealing = () => {
  const hover = [],
    focus = [];
  for (const [scope, rule] of styleRules()) {
    const parts = rule.parts.filter((one) => one.includes(":hover") || FOCUS.test(one));
    if (!parts.length || (!reveals(rule.style) && !rule.style.content)) continue;
    for (const selector of parts) {
      if (selector.includes(":hover") && !/:not\([^)]*:hover/.test(selector))
        hover.push({ scope, rule, selector });
      if (FOCUS.test(selector))
        focus.push({ scope, rule, selector: bare(selector.replace(PSEUDO, "")) });
    }
  }
  return { hover: hover.slice(0, MOST_RULES), focus };
};
/** The first element that a rule shows while the mouse is over something. */
const shownBy = ({ scope, rule, selector }, which) =>
  findIn(scope, bare(selector.replace(PSEUDO, "")))
    .slice(0, 30)
    .filter((one) => holdsWithin(rule, one))
    .find((one) =>
      which
        ? isVisible(one) && speaks(one, which[1], rule.style)
        : !seenNow(one) && !hasAttr(one, "hidden") && content(one),
    );
/** What the mouse has to be over: the element of the selector up to the last :hover. */
const hoverTarget = (el, { scope, selector }) => {
  const over = selector.slice(0, selector.lastIndexOf(":hover") + ":hover".length);
  return /^:host\([^)]*$/.test(over) ? scope.host : nearest(el, bare(over));
};
/** Whether a rule for the focus shows an element as well. */
const isShownOnFocus = (el, from, { scope, rule, selector }) =>
  scope === from && safely(() => matches(el, selector), false) && holdsWithin(rule, el);
/** What style rules show while the mouse is over something, one element for each rule. */
export const hovered = () => {
  const { hover, focus } = revealing();
  const found = [],
    told = new Set();
  for (const one of hover) {
    const { scope, rule, selector } = one;
    // Components of the same kind have the same style: one of them is enough.
    const kind =
      scope !== document && `${localNameOf(scope.host)} ${selector} ${rule.style.cssText}`;
    if (kind && told.has(kind)) continue;
    const which = PSEUDO.exec(selector);
    const el = shownBy(one, which);
    if (!el) continue;
    if (kind) told.add(kind);
    found.push({
      el,
      owner: which ? el : hoverTarget(el, one),
      pseudo: which ? which[1] : "",
      focused: focus.some((other) => isShownOnFocus(el, scope, other)),
    });
  }
  return found;
};
/** Whether a pseudo-element holds words, now or when its rule applies, and does not show them now. */
const speaks = (el, which, style) => {
  const s = getComputedStyle(el, `::${which}`);
  const text = style.content || s.content;
  if (!/attr\(|"[^"]*\p{L}{3}/u.test(text) && !/"[^"]*\p{L}{3}/u.test(s.content)) return false;
  return (
    s.content === "none" ||
    s.display === "none" ||
    s.visibility === "hidden" ||
    parseFloat(s.opacity) === 0
  );
};

/** Report what style rules show for the mouse, and for nothing that a key does. */
const reportStyles = (out) => {
  for (const { el, owner, pseudo, focused } of hovered()) {
    out.applies("shown-on-hover-only");
    if (focused || (owner && !pseudo && opensByKey(owner, el))) continue;
    const name = pseudo
      ? getComputedStyle(el, `::${pseudo}`).content.replace(/^"|"$/g, "")
      : label(el);
    out.ask("shown-on-hover-only", el, {
      name: /^(none|normal)$/.test(name) ? label(el) : name.slice(0, 60),
      owner: owner ? label(owner).slice(0, 40) : "",
    });
  }
};
const OVER = /^(mouseover|mouseenter|pointerenter|pointerover)$/;
// What the text of a listener calls things that it shows.
const SHOWS =
  /display|visib|show|open|classList|className|hidden|innerHTML|tooltip|popup|menu|fadeIn|slideDown|toggle/i;
const OTHER_WAYS = [
  "focus",
  "focusin",
  "click",
  "keydown",
  "keyup",
  "keypress",
  "mousedown",
  "pointerdown",
];
/** Whether a key may do the same, as far as listeners tell: of an element, and of what is around or in it. */
const hearsKeys = (el) =>
  hears(el, ...OTHER_WAYS) ||
  [...ancestorsUpTo(el, 4)].some((up) => hears(up, "focusin", "focus", "keydown")) ||
  inner(el).some((one) => hears(one, "focus", "focusin", "click", "keydown"));
/** Report elements whose listeners show something for the mouse alone. */
const reportListeners = (out) => {
  for (const el of hearers()) {
    if (!isRendered(el) || el === bodyOf(document) || el === documentElementOf(document)) continue;
    const over = heard(el).filter((one) => OVER.test(one.type));
    if (!over.length) continue;
    out.applies("shown-on-hover-only");
    if (SHOWS.test(over.map((one) => one.source).join(" ")) && !hearsKeys(el))
      out.ask("shown-on-hover-only", el, { key: "script" });
  }
};
export const hovers = () => {
  const out = report();
  reportStyles(out);
  reportListeners(out);
  return out.plain();
};
const ancestorsUpTo = function* (el, most) {
  let count = 0;
  for (const up of ancestors(el)) if (count++ < most) yield up;
};
const nearest = (el, selector) => {
  const inside = safely(() => closest(el, selector), null);
  if (inside) return inside;
  // A sibling of it, or of something around it.
  for (let at = el; at && parentElementOf(at); at = parentElementOf(at)) {
    const beside = [...childrenOf(parentElementOf(at))].find(
      (one) => one !== at && safely(() => matches(one, selector), false),
    );
    if (beside) return beside;
  }
  return null;
};
/** Whether the focus, or a press that scripts listen for, opens what hovering opens. */
const opensByKey = (owner, el) => {
  const controls = [
    owner,
    ...inner(owner),
    ...(shadowRootOf(owner) ? inner(shadowRootOf(owner)) : []),
  ].filter((one) => !containsNode(el, one) && isTabbable(one));
  for (const one of controls.slice(0, 3)) {
    if (
      hasAttr(one, "aria-expanded") ||
      hasAttr(one, "aria-haspopup") ||
      hasAttr(one, "aria-controls") ||
      localNameOf(one) === "summary" ||
      hasAttr(one, "popovertarget")
    )
      return true;
    if (
      localNameOf(one) === "button" ||
      (listenersKnown() && hears(one, "click", "keydown", "keyup", "focus", "focusin"))
    )
      return true;
    focusOn(one, false);
    if (seenNow(el)) return true;
  }
  // The same links are there for all where the menu is a second copy of them.
  return false;
};
