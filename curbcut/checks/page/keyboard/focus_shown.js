// Focus that shows (2.4.7, 1.4.11) and is not covered (2.4.11).

import { hasAttr, isConnected, isEditable, localNameOf } from "../../../browser/scripts/dom.js";
import { isFocusable } from "../../js/focus.js";
import { isRendered } from "../../js/visibility.js";
import { unsettled } from "./focus_indicators.js";
import { MOST_KINDS, SHOWN, label, report } from "./walk/report.js";
import { coveredPart, hasPinned } from "./walk/covered.js";
import { focusOn, focused, inFrame, numberOf, tabbables, walkRound } from "./walk/tab_walk.js";
import { indicatorOf } from "./walk/indicator.js";
import { kindOfLook } from "./walk/kinds.js";
import { seenNow } from "./walk/look.js";

// --- focus that shows (2.4.7, 1.4.11) -------------------------------------------------------------

const grouped = (list) => {
  const groups = new Map();
  for (const el of list) {
    const kind = kindOfLook(el);
    if (!groups.has(kind)) groups.set(kind, []);
    groups.get(kind).push(el);
  }
  return [...groups.values()];
};
const judged = (el) =>
  el &&
  isConnected(el) &&
  !inFrame(el) &&
  !/^(iframe|frame|audio|video|object|embed|area|html|body)$/.test(localNameOf(el)) &&
  // A box that is in the tab order only because it scrolls is the browser's doing.
  (hasAttr(el, "tabindex") || isEditable(el) || isFocusable(el));

const measured = (groups) =>
  groups
    .slice(0, MOST_KINDS)
    .map((list) => {
      const [el] = list;
      return {
        ids: list.slice(0, SHOWN).map(numberOf),
        more: Math.max(0, list.length - SHOWN),
        kind: kindOfLook(el),
        ...indicatorOf(el),
      };
    })
    .filter((group) => group.how !== "lost" && !(group.contrast >= 3));

/** After a walk: the kinds of stops whose focus ring alone does not settle the matter. */
export const afterWalk = () => {
  const stops = walkRound().filter((stop) => judged(stop.el));
  return {
    applied: stops.length > 0,
    groups: measured(grouped(stops.filter((stop) => !(stop.ring >= 3)).map((stop) => stop.el))),
  };
};
/** Without a walk: one of each kind of control is focused by script. */
export const byScript = () => {
  const groups = grouped(tabbables().filter((el) => judged(el) && isRendered(el)));
  return { applied: groups.length > 0, groups: measured(unsettled(groups)) };
};

// --- focus under something (2.4.11) ---------------------------------------------------------------

const MOST_FOCUSED = 150;
/** Focus elements one by one and note what covers them. */
const focusEach = (list, note) => {
  for (const el of list) {
    focusOn(el, true);
    if (focused() === el && seenNow(el)) note(el, coveredPart(el));
  }
};
/** What covers each element at its worst: {list, worst}, from the walk if there was one. */
const covers = (walked) => {
  const worst = new Map();
  const note = (el, seen) => {
    if (seen.by && (!worst.has(el) || worst.get(el).part < seen.part)) worst.set(el, seen);
  };
  const stops = walked ? walkRound().filter((stop) => stop.el && !inFrame(stop.el)) : [];
  for (const stop of stops)
    if (stop.seen && stop.part) note(stop.el, { part: stop.part, by: stop.by });
  const list = walked ? stops.map((stop) => stop.el) : tabbables().slice(0, MOST_FOCUSED);
  if (!walked) focusEach(list, note);
  // Upwards elements come in under what sticks to the top.
  if (hasPinned()) focusEach(list.slice(0, MOST_FOCUSED).reverse(), note);
  return { list, worst };
};
export const obscured = (walked) => {
  const out = report();
  const { list, worst } = covers(walked);
  if (hasPinned()) out.applies("focus-obscured");
  for (const el of list) {
    const seen = worst.get(el);
    if (!seen) continue;
    const by = label(seen.by).slice(0, 40);
    if (seen.part === 1) out.fail("focus-obscured", el, { by });
    else if (seen.part > 0.4) out.ask("focus-partly-obscured", el, { by });
  }
  if (hasPinned()) out.applies("focus-partly-obscured");
  return out.plain();
};
