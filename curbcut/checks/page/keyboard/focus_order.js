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
import { parentOf } from "../../js/tree.js";
import { label, report } from "./report.js";
import { inFrame, walkRound } from "./tab_walk.js";
import { kindOfLook } from "./kinds.js";
import { pinnedBox } from "./covered.js";

// --- order (2.4.3) --------------------------------------------------------------------------------

export const order = () => {
  const out = report();
  const stops = walkRound().filter(
    (stop) => stop.el && !inFrame(stop.el) && stop.box && stop.seen && stop.inView,
  );
  if (stops.length < 2) return out.plain();
  out.applies("focus-order");
  const rtl = getComputedStyle(bodyOf(document) || documentElementOf(document)).direction === "rtl";
  const fixed = new Map();
  const isPinned = (el) => {
    if (!fixed.has(el))
      fixed.set(el, pinnedBox(el) || closest(el, "dialog, [role=dialog], [popover]"));
    return fixed.get(el);
  };
  const told = new Set();
  // A positive tabindex comes first, wherever it is: ask where something that comes before it, in
  // the text as well as to the eye, is reached later.
  const positive = stops.filter((stop) => tabIndexOf(stop.el) > 0);
  for (const stop of positive) {
    const at = stops.indexOf(stop);
    const passed = stops
      .slice(at + 1)
      .find(
        (other) =>
          compareDocumentPosition(other.el, stop.el) & 4 && above(other.box, stop.box, rtl),
      );
    if (passed) {
      told.add(stop.el);
      out.ask("focus-order", stop.el, { key: "tabindex", other: label(passed.el) });
    }
  }
  for (let i = 1; i < stops.length; i++) {
    const [last, next] = [stops[i - 1], stops[i]];
    if (positive.length && (tabIndexOf(last.el) > 0 || tabIndexOf(next.el) > 0)) continue;
    if (isPinned(last.el) || isPinned(next.el) || told.has(next.el)) continue;
    const [lx, ly, lw] = last.box,
      [nx, ny, nw, nh] = next.box;
    const overlap = nx < lx + lw && lx < nx + nw;
    const up = ly - (ny + nh);
    // In one column, one screenful or a third of it above what came before.
    if (overlap && up > 200 && Math.abs(nx - lx) < 400) {
      told.add(next.el);
      out.ask("focus-order", next.el, { key: "up", other: label(last.el) });
    }
  }
  for (const list of rows(
    stops.filter((stop) => !isPinned(stop.el) && !told.has(stop.el) && !(tabIndexOf(stop.el) > 0)),
  )) {
    const backwards =
      getComputedStyle(parentElementOf(list[0].el) || list[0].el).direction === "rtl";
    const ahead = backwards ? list.map((stop) => -stop.box[0]) : list.map((stop) => stop.box[0]);
    const column = list.every((stop, i) => i === 0 || Math.abs(stop.box[0] - list[0].box[0]) < 8);
    const values = column ? list.map((stop) => stop.box[1]) : ahead;
    if (list.length >= 3 && values.every((value, i) => i === 0 || value < values[i - 1] - 4)) {
      out.ask("focus-order", list[0].el, {
        key: "reversed",
        other: label(list[list.length - 1].el),
      });
      list.forEach((stop) => told.add(stop.el));
    }
  }
  const kinds = new Set();
  for (let i = 1; i < stops.length; i++) {
    const [last, next] = [stops[i - 1], stops[i]];
    if ([last, next].some(({ el }) => told.has(el) || tabIndexOf(el) > 0 || isPinned(el))) continue;
    const parent = movedApart(last, next);
    if (!parent || kinds.has(kindOfLook(parent))) continue;
    kinds.add(kindOfLook(parent)); // one of a list of cards stands for all of them
    out.ask("focus-order", next.el, { key: "placed", other: label(last.el) });
  }
  return out.plain();
};
/**
 * The flex or grid box whose style sheet puts what holds the next stop before what holds the last
 * one; null if there is none. Parts of the page that stand beside one another may come in any order.
 */
const movedApart = (last, next) => {
  const parents = [];
  for (let at = parentOf(next.el); at; at = parentOf(at)) parents.push(at);
  let a = last.el;
  while (a && !parents.includes(parentOf(a))) a = parentOf(a);
  const parent = a && parentOf(a);
  if (!parent || containsNode(a, next.el)) return null;
  const at = parents.indexOf(parent);
  const b = at > 0 ? parents[at - 1] : next.el;
  const s = getComputedStyle(parent),
    [one, two] = [getComputedStyle(a), getComputedStyle(b)];
  const set = (value) => value !== "auto" && !/^span/.test(value);
  const turned =
    one.order !== two.order ||
    (/flex$/.test(s.display)
      ? /-reverse/.test(`${s.flexDirection} ${s.flexWrap}`)
      : /grid$/.test(s.display) &&
        (/dense/.test(s.gridAutoFlow) ||
          [one, two].some((part) => set(part.gridRowStart) || set(part.gridColumnStart))));
  if (!turned || !/(flex|grid)$/.test(s.display)) return null;
  // Two links to the same place are one stop too many, whichever comes first.
  if (last.el.href && last.el.href === next.el.href) return null;
  const [p, q] = [getBoundingClientRect(a), getBoundingClientRect(b)];
  const rtl = s.direction === "rtl";
  const ahead = rtl ? q.left >= p.right - 2 : q.right <= p.left + 2;
  const across = q.left < p.right && p.left < q.right;
  if (q.bottom <= p.top + 2) return ahead || across ? parent : null;
  const beside =
    Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) >= 0.5 * Math.min(p.height, q.height);
  const low = Math.max(p.height, q.height) <= LOW;
  return beside && low && ahead ? parent : null;
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
