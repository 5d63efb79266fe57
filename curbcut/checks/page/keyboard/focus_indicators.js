// Which rings around focused controls are alike, so that one that was seen stands for the others.

import {
  attr,
  createDocumentFragment,
  localNameOf,
  matches,
  querySelector,
  shadowRootOf,
  takeFocusAway,
} from "../../../browser/scripts/dom.js";
import { backgroundOf } from "../../js/colour.js";
import { styleRules, unreadableSheets } from "../../js/styles.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { hearers, hears, listenersKnown } from "./listeners/listeners.js";
import { differences, strengthOf } from "./walk/indicator.js";
import { focusOn, focused } from "./walk/tab_walk.js";
import { outlineOf, ringClipped, ringContrast, seenNow, shadowOf } from "./walk/look.js";

const rings = (s) => ({ outline: outlineOf(s), shadow: shadowOf(s.boxShadow) });
/** Whether a ring that was not there before shows, as clearly as it has to, that `el` has the focus. */
const ringed = (el) => {
  takeFocusAway();
  const before = rings(getComputedStyle(el));
  focusOn(el, false);
  if (focused() !== el || !seenNow(el)) return false;
  const s = getComputedStyle(el);
  const after = rings(s);
  const names = differences(before, after).filter(
    (name) => after[name] && !(name === "outline" && ringClipped(el, s)),
  );
  return (
    names.length > 0 &&
    ((names.includes("outline") && ringContrast(el, s) >= 3) ||
      strengthOf(el, before, after, names) >= 3)
  );
};

/**
 * The kinds that are left when those are taken out whose ring comes of the same rules, in the same
 * colours and before the same background, as one that was seen to show. To focus an element has the
 * page laid out anew, and a page has dozens of kinds for a handful of rings.
 */
export const unsettled = (groups) => {
  const rules = listensForFocus() ? null : ringRules();
  if (!rules) return groups;
  const shown = new Map();
  return groups.filter(([el]) => {
    if (!seenNow(el)) return true;
    const key = ringOf(el, rules);
    if (!shown.has(key)) shown.set(key, ringed(el));
    return !shown.get(key);
  });
};
const FOCUS_EVENTS = ["focus", "focusin", "blur", "focusout"];
/** Whether scripts may change how something looks when it gets the focus; true where that is not known. */
const listensForFocus = () =>
  !listenersKnown() ||
  [window, document, ...hearers()].some((target) => hears(target, ...FOCUS_EVENTS));
/** The rules that set an outline or a shadow: {plain: its selector with all that depends on the focus taken as given, variables}; null if not to be known. */
const ringRules = () => {
  if (selectAll("*").some((el) => shadowRootOf(el))) return null;
  const found = [];
  try {
    if (unreadableSheets().length) return null;
    for (const [, rule] of styleRules()) {
      const text = rule.style.cssText;
      if (!/outline|box-shadow|(^|[;\s])all:/.test(text)) continue;
      // In scopes and containers it depends on more than selectors whether a rule holds.
      if (rule.depends("scope", "container")) return null;
      const plain = rule.selector.replace(
        /:not\(\s*:focus(?:-visible|-within)?\s*\)|:focus(?:-visible|-within)?(?![\w-])/g,
        ":is(*)",
      );
      querySelector(createDocumentFragment(document), plain); // throws where it is no selector any more
      found.push({
        plain,
        variables: [...text.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name),
      });
    }
  } catch {
    return null; // a selector that cannot be asked for
  }
  return found;
};
/** What the looks of a ring around an element depend on. */
const ringOf = (el, rules) => {
  const s = getComputedStyle(el);
  const matched = rules
    .map((rule, index) => ({ ...rule, index }))
    .filter(({ plain }) => matches(el, plain));
  const back = [el, parentOf(el) || el].map((one) => String(backgroundOf(one)));
  const variables = matched.flatMap(({ variables: names }) =>
    names.map((name) => s.getPropertyValue(name)),
  );
  return [
    localNameOf(el),
    el.type,
    attr(el, "style"),
    matched.map(({ index }) => index),
    variables,
    s.color,
    back,
    ringClipped(el, s),
  ].join("|");
};
