// Content on hover (1.4.13).

import {
  childNodesOf,
  createRange,
  elementsFromPoint,
  getBoundingClientRect,
  getClientRects,
  getRootNode,
  idOf,
  nodeTypeOf,
  querySelector,
  scrollIntoView,
} from "../../../browser/scripts/dom.js";
import { describe } from "../../js/describe.js";
import { forget } from "../../js/once.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { hovered } from "./hover_only.js";
import { label } from "./walk/report.js";
import { numberOf, numbered } from "./walk/tab_walk.js";
import { seenNow } from "./walk/look.js";

// --- content on hover (1.4.13) --------------------------------------------------------------------

/** What to try with the mouse: something hidden, and what shows it. */
export const toHover = () => {
  forget();
  // What lies under something in a shadow root is not to be seen from outside of it.
  const pairs = hovered()
    .filter(
      (one) =>
        one.owner &&
        !one.pseudo &&
        getRootNode(one.el) === document &&
        /absolute|fixed/.test(getComputedStyle(one.el).position),
    )
    .map((one) => [one.owner, one.el]);
  for (const tip of selectAll("[role=tooltip]")) {
    if (seenNow(tip) || !idOf(tip)) continue;
    const owner = querySelector(
      document,
      `[aria-describedby~="${CSS.escape(idOf(tip))}"], [aria-labelledby~="${CSS.escape(idOf(tip))}"]`,
    );
    if (owner && !pairs.some(([, el]) => el === tip)) pairs.push([owner, tip]);
  }
  return pairs.slice(0, 4).map(([owner, el]) => ({
    owner: numberOf(owner),
    el: numberOf(el),
    name: label(el).slice(0, 60),
    place: describe(el),
  }));
};
/** The middle of an element, scrolled into view; null where there is no such place. */
export const middle = (number, scroll) => {
  const el = numbered(number);
  if (scroll) scrollIntoView(el, { block: "center", behavior: "instant" });
  const line = getClientRects(el)[0];
  if (!line || line.width < 2) return null;
  const [x, y] = [
    line.left + Math.min(line.width / 2, 40),
    line.top + Math.min(line.height / 2, 12),
  ];
  return x < 0 || y < 0 || x > innerWidth || y > innerHeight ? null : { x, y };
};
/** Whether it shows now, where it is, and whether it lies over something else with words. */
export const showing = (ownerNumber, number) => {
  const [owner, el] = [numbered(ownerNumber), numbered(number)];
  if (!seenNow(el)) return { seen: false };
  const r = getBoundingClientRect(el);
  const point = { x: r.left + r.width / 2, y: r.top + r.height / 2 };
  const over = [0.15, 0.5, 0.85].some((fx) =>
    [0.25, 0.75].some((fy) => {
      const [x, y] = [r.left + r.width * fx, r.top + r.height * fy];
      return elementsFromPoint(document, x, y).some(
        (one) => !holds(el, one) && !holds(owner, one) && wordsAt(one, x, y),
      );
    }),
  );
  return { seen: true, point, over };
};
const holds = (outer, el) => {
  for (let at = el; at; at = parentOf(at)) if (at === outer) return true;
  return false;
};
const wordsAt = (el, x, y) =>
  [...childNodesOf(el)].some((node) => {
    if (nodeTypeOf(node) !== 3 || !node.data.trim()) return false;
    const range = createRange(document);
    range.selectNodeContents(node);
    return [...range.getClientRects()].some(
      (r) => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom,
    );
  });
