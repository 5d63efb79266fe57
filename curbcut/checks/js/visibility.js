// Who can perceive an element.

import {
  nameProperty,
  attr,
  checkVisibility,
  closest,
  createRange,
  documentElementOf,
  firstChildOf,
  getBoundingClientRect,
  hasAttr,
  localNameOf,
  querySelector,
} from "../../browser/scripts/dom.js";
import { escapeName } from "./describe.js";
import { stylesMention } from "./mentions.js";
import { Remembered, once } from "./once.js";
import { parentOf } from "./tree.js";

const styles = new Remembered();
export const styleOf = (el) => {
  let found = styles.get(el);
  if (!found) styles.set(el, (found = getComputedStyle(el)));
  return found;
};

const exposures = new Remembered();
/** In the accessibility tree: neither hidden from everyone nor from assistive technology. */
export const isExposed = (el) => {
  const known = exposures.get(el);
  if (known !== undefined) return known;
  let answer = true;
  if (attr(el, "aria-hidden") === "true" || hasAttr(el, "inert")) answer = false;
  else if (!isRendered(el)) answer = false;
  else {
    const up = parentOf(el);
    if (up && !exposedAsAncestor(up)) answer = false;
  }
  exposures.set(el, answer);
  return answer;
};
const hiddenBranches = new Remembered();
const exposedAsAncestor = (el) => {
  const known = hiddenBranches.get(el);
  if (known !== undefined) return known;
  let answer = attr(el, "aria-hidden") !== "true" && !hasAttr(el, "inert");
  if (answer) {
    const up = parentOf(el);
    if (up) answer = exposedAsAncestor(up);
  }
  hiddenBranches.set(el, answer);
  return answer;
};

const renderings = new Remembered();
/** Laid out at all: neither display none nor visibility hidden, here or above. */
export const isRendered = (el) => {
  const known = renderings.get(el);
  if (known !== undefined) return known;
  const answer =
    localNameOf(el) === "area"
      ? !!areaImage(el)
      : checkVisibility(el, { visibilityProperty: true, contentVisibilityAuto: false });
  renderings.set(el, answer);
  return answer;
};
const areaImage = (area) => {
  const map = closest(area, "map");
  return map && nameProperty(map)
    ? querySelector(document, `img[usemap="#${escapeName(nameProperty(map))}"]`)
    : null;
};

export const boxOf = (el) => getBoundingClientRect(el);

const visibles = new Remembered();
/** Can be seen: laid out, with an area, not transparent, not clipped away or moved off the page. */
export const isVisible = (el) => {
  const known = visibles.get(el);
  if (known !== undefined) return known;
  const answer = seen(el);
  visibles.set(el, answer);
  return answer;
};
const seen = (el) => {
  if (!isRendered(el)) return false;
  const rect = boxOf(el);
  if (rect.width <= 1 || rect.height <= 1) {
    // A box without a size of its own may still show what overflows it.
    if (styleOf(el).overflow !== "visible" || !firstChildOf(el)) return false;
    const range = createRange(document);
    range.selectNodeContents(el);
    const inner = range.getBoundingClientRect();
    if (inner.width <= 1 || inner.height <= 1) return false;
  }
  const { x, y, rtl } = once("view", () => ({
    x: scrollX,
    y: scrollY,
    rtl: styleOf(documentElementOf(document)).direction === "rtl",
  }));
  if (rect.bottom + y <= 0 || (!rtl && rect.right + x <= 0)) return false;
  const s = styleOf(el);
  if (hides(s)) return false;
  return s.position === "fixed" || shownBelow(parentOf(el));
};
/** Whether an element is transparent or clipped away as a whole. */
const hides = (s) =>
  (stylesMention("opacity") && parseFloat(s.opacity) === 0) ||
  (stylesMention("clip") && clipsAway(s));
const branches = new Remembered();
/** Whether something below an element can be seen, as far as it and what is above it is concerned. */
const shownBelow = (el) => {
  const way = [];
  let answer = true;
  for (let at = el; at; at = parentOf(at)) {
    const known = branches.get(at);
    if (known !== undefined) {
      answer = known;
      break;
    }
    way.push(at);
    const s = styleOf(at);
    const overflow = s.overflow;
    const r = overflow !== "visible" && overflow !== "clip" ? boxOf(at) : null;
    answer =
      !hides(s) &&
      !(r && (r.width <= 1 || r.height <= 1) && s.display !== "inline" && s.display !== "contents");
    if (!answer || s.position === "fixed") break;
  }
  for (const at of way) branches.set(at, answer);
  return answer;
};
export const clipsAway = (s) => {
  if (s.clip && s.clip !== "auto" && (s.position === "absolute" || s.position === "fixed")) {
    const sides = s.clip.match(/-?[\d.]+/g);
    if (sides && sides.length === 4 && sides[2] - sides[0] <= 1 && sides[1] - sides[3] <= 1)
      return true;
  }
  return /^inset\((50%|100%)/.test(s.clipPath) || /^(circle|ellipse)\(0/.test(s.clipPath);
};

/**
 * The styles of what ::before and ::after put into an element.
 * @param {Element} el
 */
export const generatedStyles = (el) =>
  ["::before", "::after"]
    .map((which) => getComputedStyle(el, which))
    .filter((s) => s.content !== "none" && s.content !== "normal" && s.display !== "none");
