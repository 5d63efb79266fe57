// What covers the focused element.

import {
  elementFromPoint,
  getBoundingClientRect,
  localNameOf,
  querySelectorAll,
  shadowRootOf,
} from "../../../../browser/scripts/dom.js";
import { parseColour } from "../../../js/colour.js";
import { parentOf, selectAll } from "../../../js/tree.js";

// --- what covers the focused element --------------------------------------------------------------

let pinned = null;
export const forgetPinned = () => {
  pinned = null;
};
/** What stays put while the page scrolls, and how far its parts reach out of it; once per walk. */
const allPinned = () => {
  if (pinned) return pinned;
  pinned = [];
  let count = 0;
  for (const el of selectAll("*")) {
    if (++count > 8000) break;
    const position = getComputedStyle(el).position;
    if (position !== "fixed" && position !== "sticky") continue;
    const box = getBoundingClientRect(el);
    if (box.height > 4) pinned.push({ el, reach: reachOf(el, box) });
  }
  return pinned;
};
export const hasPinned = () => allPinned().length > 0;
const MANY_PARTS = 300;
/** By how much what an element holds goes beyond its box: [left, top, right, bottom]. */
const reachOf = (el, box) => {
  const parts = shadowRootOf(el) ? [] : [...querySelectorAll(el, "*")];
  if (shadowRootOf(el) || parts.length > MANY_PARTS || parts.some((part) => shadowRootOf(part)))
    return [Infinity, Infinity, Infinity, Infinity];
  const reach = [0, 0, 0, 0];
  for (const part of parts) {
    const r = getBoundingClientRect(part);
    if (r.width === 0 && r.height === 0) continue;
    [box.left - r.left, box.top - r.top, r.right - box.right, r.bottom - box.bottom].forEach(
      (by, side) => (reach[side] = Math.max(reach[side], by)),
    );
  }
  return reach;
};
/** Whether anything pinned that `el` is no part of may lie over a part of the window. */
const mayCover = (el, left, top, right, bottom) =>
  allPinned().some(({ el: bar, reach }) => {
    if (holds(bar, el) || holds(el, bar)) return false;
    const r = getBoundingClientRect(bar);
    return (
      r.left - reach[0] < right &&
      left < r.right + reach[2] &&
      r.top - reach[1] < bottom &&
      top < r.bottom + reach[3]
    );
  });
export const pinnedBox = (el) => {
  for (let at = el; at; at = parentOf(at)) {
    const position = getComputedStyle(at).position;
    if (position === "fixed" || position === "sticky") return at;
  }
  return null;
};
const solid = (el, end) => {
  for (let at = el; at; at = parentOf(at)) {
    const s = getComputedStyle(at);
    if (parseFloat(s.opacity) < 0.99) return false;
    if (/^(img|video|canvas|iframe)$/.test(localNameOf(at))) return true;
    if (parseColour(s.backgroundColor)[3] > 0.99) return true;
    if (at === end) break;
  }
  return false;
};
const atPoint = (x, y) => {
  let el = elementFromPoint(document, x, y);
  while (el && shadowRootOf(el)) {
    const deeper = elementFromPoint(shadowRootOf(el), x, y);
    if (!deeper || deeper === el) break;
    el = deeper;
  }
  return el;
};
const holds = (outer, el) => {
  for (let at = el; at; at = parentOf(at)) if (at === outer) return true;
  return false;
};
/** What part of the element is in the window, and what part of that lies under something pinned. */
export const coveredPart = (el) => {
  const r = getBoundingClientRect(el);
  const left = Math.max(r.left, 0),
    right = Math.min(r.right, innerWidth);
  const top = Math.max(r.top, 0),
    bottom = Math.min(r.bottom, innerHeight);
  if (right - left < 1 || bottom - top < 1) return { part: 0, inView: false, by: null };
  if (!mayCover(el, left, top, right, bottom) || getComputedStyle(el).pointerEvents === "none")
    return { part: 0, inView: true, by: null };
  const own = pinnedBox(el);
  let hidden = 0,
    points = 0,
    by = null;
  for (const fx of [0.04, 0.5, 0.96]) {
    for (const fy of [0.06, 0.5, 0.94]) {
      points += 1;
      const hit = atPoint(left + (right - left) * fx, top + (bottom - top) * fy);
      if (!hit || holds(el, hit) || holds(hit, el)) continue;
      const over = pinnedBox(hit);
      if (!over || over === own || holds(over, el) || !solid(hit, over)) continue;
      hidden += 1;
      by = over;
    }
  }
  return { part: hidden / points, inView: true, by };
};
