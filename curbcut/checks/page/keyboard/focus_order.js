// The order in which the focus goes through a page (2.4.3).

import {
  bodyOf,
  closest,
  compareDocumentPosition,
  containsNode,
  documentElementOf,
  getBoundingClientRect,
  localNameOf,
  parentElementOf,
  tabIndexOf,
} from "../../../browser/scripts/dom.js";
import { ancestors, parentOf } from "../../js/tree.js";
import { label, report } from "./walk/report.js";
import { inFrame, walkRound } from "./walk/tab_walk.js";
import { kindOfLook } from "./walk/kinds.js";
import { pinnedBox } from "./walk/covered.js";

// --- order (2.4.3) --------------------------------------------------------------------------------

/**
 * Report positive values of tabindex: they come first, wherever they are. Asked is where something
 * that comes before one, in the text as well as to the eye, is reached later.
 */
const reportTabindex = ({ out, stops, told, rtl }) => {
  for (const stop of stops.filter(isPositive)) {
    const passed = stops
      .slice(stops.indexOf(stop) + 1)
      .find(
        (other) =>
          compareDocumentPosition(other.el, stop.el) & 4 && above(other.box, stop.box, rtl),
      );
    if (!passed) continue;
    told.add(stop.el);
    out.ask("focus-order", stop.el, { key: "tabindex", other: label(passed.el) });
  }
};
const isPositive = (stop) => tabIndexOf(stop.el) > 0;
/** Whether a stop is one screenful or a third of it above the one before, in the same column. */
const goesUp = ([lx, ly, lw], [nx, ny, nw, nh]) =>
  nx < lx + lw && lx < nx + nw && ly - (ny + nh) > 200 && Math.abs(nx - lx) < 400;
/** Each stop with the one before it. */
const pairs = (stops) => stops.slice(1).map((next, at) => [stops[at], next]);
const reportUp = ({ out, stops, told, isPinned }) => {
  for (const [last, next] of pairs(stops)) {
    if (isPositive(last) || isPositive(next)) continue;
    if (isPinned(last.el) || isPinned(next.el) || told.has(next.el)) continue;
    if (!goesUp(last.box, next.box)) continue;
    told.add(next.el);
    out.ask("focus-order", next.el, { key: "up", other: label(last.el) });
  }
};
/** Whether the stops of a row or a column are reached from its end to its start. */
const isReversed = (list) => {
  if (list.length < 3) return false;
  const [{ el, box }] = list;
  const rtl = getComputedStyle(parentElementOf(el) || el).direction === "rtl";
  const column = list.every((stop) => Math.abs(stop.box[0] - box[0]) < 8);
  const values = list.map((stop) => (column ? stop.box[1] : rtl ? -stop.box[0] : stop.box[0]));
  return values.every((value, i) => i === 0 || value < values[i - 1] - 4);
};
const reportReversed = ({ out, stops, told, isPinned }) => {
  const free = stops.filter(
    (stop) => !isPinned(stop.el) && !told.has(stop.el) && !isPositive(stop),
  );
  for (const list of rows(free).filter(isReversed)) {
    const other = label(list[list.length - 1].el);
    out.ask("focus-order", list[0].el, { key: "reversed", other });
    list.forEach((stop) => told.add(stop.el));
  }
};
const reportPlaced = ({ out, stops, told, isPinned }) => {
  const kinds = new Set();
  for (const [last, next] of pairs(stops)) {
    if ([last, next].some((stop) => told.has(stop.el) || isPositive(stop) || isPinned(stop.el)))
      continue;
    const parent = movedApart(last, next);
    if (!parent || kinds.has(kindOfLook(parent))) continue;
    kinds.add(kindOfLook(parent)); // one of a list of cards is enough for all of them
    out.ask("focus-order", next.el, { key: "placed", other: label(last.el) });
  }
};
/** A function that says whether an element is pinned to the window, or apart from the page's flow. */
const pinning = () => {
  const known = new Map();
  return (el) => {
    if (!known.has(el))
      known.set(el, pinnedBox(el) || closest(el, "dialog, [role=dialog], [popover]"));
    return known.get(el);
  };
};
export const order = () => {
  const out = report();
  const stops = walkRound().filter(
    (stop) => stop.el && !inFrame(stop.el) && stop.box && stop.seen && stop.inView,
  );
  if (stops.length < 2) return out.plain();
  out.applies("focus-order");
  const rtl = getComputedStyle(bodyOf(document) || documentElementOf(document)).direction === "rtl";
  const it = { out, stops, told: new Set(), rtl, isPinned: pinning() };
  // Each leaves out what those before it have reported.
  for (const reportOrder of [reportTabindex, reportUp, reportReversed, reportPlaced])
    reportOrder(it);
  return out.plain();
};
/** The nearest element around two stops, with those of its children that hold them; null where one holds both. */
const apartFrom = (last, next) => {
  const parents = [...ancestors(next)];
  let a = last;
  while (a && !parents.includes(parentOf(a))) a = parentOf(a);
  const parent = a && parentOf(a);
  if (!parent || containsNode(a, next)) return null;
  const at = parents.indexOf(parent);
  return { parent, a, b: at > 0 ? parents[at - 1] : next };
};
const isPlaced = (s) =>
  [s.gridRowStart, s.gridColumnStart].some((value) => value !== "auto" && !/^span/.test(value));
/** Whether the style of a flex or grid box may put its children in another order. */
const reorders = (s, children) => {
  if (!/(flex|grid)$/.test(s.display)) return false;
  if (children[0].order !== children[1].order) return true;
  if (/flex$/.test(s.display)) return /-reverse/.test(`${s.flexDirection} ${s.flexWrap}`);
  return /dense/.test(s.gridAutoFlow) || children.some(isPlaced);
};
/** Whether a box comes before another one to the eye: above it, or beside it in a low row. */
const comesBefore = (box, other, rtl) => {
  const ahead = rtl ? box.left >= other.right - 2 : box.right <= other.left + 2;
  const across = box.left < other.right && other.left < box.right;
  if (box.bottom <= other.top + 2) return ahead || across;
  const shared = Math.min(other.bottom, box.bottom) - Math.max(other.top, box.top);
  const beside = shared >= 0.5 * Math.min(other.height, box.height);
  return beside && Math.max(other.height, box.height) <= LOW && ahead;
};
/**
 * The flex or grid box whose style sheet puts what holds the next stop before what holds the last
 * one; null if there is none. Parts of the page that are beside one another may come in any order.
 */
const movedApart = (last, next) => {
  const found = apartFrom(last.el, next.el);
  if (!found) return null;
  const { parent, a, b } = found;
  const s = getComputedStyle(parent);
  if (!reorders(s, [getComputedStyle(a), getComputedStyle(b)])) return null;
  // Two links to the same place are one stop too many, whichever comes first.
  if (last.el.href && last.el.href === next.el.href) return null;
  const rtl = s.direction === "rtl";
  return comesBefore(getBoundingClientRect(b), getBoundingClientRect(a), rtl) ? parent : null;
};
const LOW = 120; // pixels: a row of controls, as opposed to columns of the page
const above = ([ax, ay, , ah], [bx, by, , bh], rtl) =>
  ay + ah <= by + 4 ||
  (Math.abs(ay + ah / 2 - by - bh / 2) < Math.max(ah, bh) / 2 && (rtl ? ax > bx : ax < bx));
/** Runs of stops that belong together: same parent, or items of the same list; in one row or column. */
const rows = (stops) => {
  const found = [];
  let run = [];
  const home = (el) =>
    parentElementOf(el) && localNameOf(parentElementOf(el)) === "li"
      ? parentElementOf(parentElementOf(el))
      : parentElementOf(el);
  const flush = () => {
    if (run.length > 2) found.push(run);
    run = [];
  };
  for (const stop of stops) {
    const last = run[run.length - 1];
    const sameRow = last && Math.abs(last.box[1] - stop.box[1]) < 6;
    const sameColumn = last && Math.abs(last.box[0] - stop.box[0]) < 8;
    if (last && (home(last.el) !== home(stop.el) || !(sameRow || sameColumn))) flush();
    run.push(stop);
  }
  flush();
  return found;
};
