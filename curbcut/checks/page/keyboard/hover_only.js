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
import { heard, hearers, hears, listenersKnown } from "./listeners.js";
import { label, report } from "./report.js";
import { focusOn } from "./tab_walk.js";
import { seenNow } from "./look.js";
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
/** What style rules show while the mouse is over something, one element for each rule. */
export const hovered = () => {
  const hover = [],
    onFocus = [];
  for (const [scope, rule] of styleRules()) {
    const parts = rule.parts.filter((one) => one.includes(":hover") || FOCUS.test(one));
    if (!parts.length || (!reveals(rule.style) && !rule.style.content)) continue;
    for (const one of parts) {
      if (one.includes(":hover") && !/:not\([^)]*:hover/.test(one))
        hover.push({ scope, rule, selector: one, style: rule.style });
      if (FOCUS.test(one)) onFocus.push([scope, rule, one.replace(PSEUDO, "")]);
    }
  }
  const found = [],
    told = new Set();
  for (const { scope, rule, selector, style } of hover.slice(0, MOST_RULES)) {
    const which = PSEUDO.exec(selector);
    // Components of the same kind have the same style: one of them is enough.
    const kind = scope !== document && `${localNameOf(scope.host)} ${selector} ${style.cssText}`;
    if (kind && told.has(kind)) continue;
    const subjects = findIn(scope, bare(selector.replace(PSEUDO, "")))
      .slice(0, 30)
      .filter((one) => holdsWithin(rule, one));
    const [el] = which
      ? subjects.filter((one) => isVisible(one) && speaks(one, which[1], style))
      : subjects.filter((one) => !seenNow(one) && !hasAttr(one, "hidden") && content(one));
    if (!el) continue;
    // What is hovered: the part of the selector up to the last :hover.
    if (kind) told.add(kind);
    const hoveredOver = selector.slice(0, selector.lastIndexOf(":hover") + 6);
    const owner = which
      ? el
      : /^:host\([^)]*$/.test(hoveredOver)
        ? scope.host
        : nearest(el, bare(hoveredOver));
    const focused = onFocus.some(
      ([where, its, one]) =>
        where === scope && safely(() => matches(el, bare(one)), false) && holdsWithin(its, el),
    );
    found.push({ el, owner, pseudo: which ? which[1] : "", focused });
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

export const hovers = () => {
  const out = report();
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
  for (const el of hearers ? hearers() : []) {
    if (!isRendered(el) || el === bodyOf(document) || el === documentElementOf(document)) continue;
    const over = heard(el).filter((one) =>
      /^(mouseover|mouseenter|pointerenter|pointerover)$/.test(one.type),
    );
    if (!over.length) continue;
    out.applies("shown-on-hover-only");
    const does = over.map((one) => one.source).join(" ");
    if (
      !/display|visib|show|open|classList|className|hidden|innerHTML|tooltip|popup|menu|fadeIn|slideDown|toggle/i.test(
        does,
      )
    )
      continue;
    if (
      hears(
        el,
        "focus",
        "focusin",
        "click",
        "keydown",
        "keyup",
        "keypress",
        "mousedown",
        "pointerdown",
      )
    )
      continue;
    if (
      [...ancestorsUpTo(el, 4)].some((up) => hears(up, "focusin", "focus", "keydown")) ||
      inner(el).some((one) => hears(one, "focus", "focusin", "click", "keydown"))
    )
      continue;
    out.ask("shown-on-hover-only", el, { key: "script" });
  }
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
