// What a reader can see of an element and of its focus.

import {
  bodyOf,
  checkVisibility,
  childrenOf,
  createRange,
  documentElementOf,
  getBoundingClientRect,
  localNameOf,
  querySelectorAll,
  scrollWidthOf,
} from "../../../../browser/scripts/dom.js";
import { backgroundOf, blend, contrastRatio, parseColour } from "../../../js/colour.js";
import { labelsOf } from "../../../js/names.js";
import { parentOf } from "../../../js/tree.js";
import { clipsAway, generatedStyles } from "../../../js/visibility.js";

// --- how an element looks -------------------------------------------------------------------------

export const clear = (text) => parseColour(text)[3] < 0.05;
const line = (style, width, colour) =>
  style === "none" || style === "hidden" || parseFloat(width) === 0 || clear(colour)
    ? ""
    : `${style} ${width} ${colour}`;
export const outlineOf = (s) => {
  // The browser's own ring has two tones and shows on every background.
  if (s.outlineStyle === "auto" && parseFloat(s.outlineWidth) > 0) return "auto";
  // Not its offset, which the browser itself changes by a pixel for focused links.
  return line(s.outlineStyle, s.outlineWidth, s.outlineColor);
};
export const shadowOf = (text) => {
  if (text === "none") return "";
  const layers = text.split(/,(?![^(]*\))/);
  return layers
    .filter((layer) => {
      const colour = /^\s*([a-z-]+\([^)]*\)|#\w+|[a-z]+)/i.exec(layer);
      return !(colour && clear(colour[1])) && /[1-9]/.test(layer.replace(/[a-z-]+\([^)]*\)/i, ""));
    })
    .join(",");
};
const SIDES = ["Top", "Right", "Bottom", "Left"];
const PLAIN =
  "backgroundImage backgroundPosition backgroundSize opacity visibility transform translate scale rotate filter fontWeight fontSize fontStyle fill stroke strokeWidth clip clipPath display textTransform letterSpacing".split(
    " ",
  );
const PLACE = "width height top left right bottom marginTop marginLeft".split(" ");
/** All that a reader could see of an element's style, by kind. */
export const look1 = (s) => {
  const seen = {
    outline: outlineOf(s),
    shadow: shadowOf(s.boxShadow),
    colour: s.color,
    background: clear(s.backgroundColor) ? "" : s.backgroundColor,
  };
  seen.textShadow = s.textShadow;
  for (const side of SIDES)
    seen[`border${side}`] = line(
      s[`border${side}Style`],
      s[`border${side}Width`],
      s[`border${side}Color`],
    );
  const deco = s.textDecorationLine;
  seen.decoration =
    deco === "none" || clear(s.textDecorationColor)
      ? ""
      : `${deco} ${s.textDecorationStyle} ${s.textDecorationThickness}`;
  for (const name of PLAIN) seen[name] = s[name];
  for (const name of PLACE) seen[name] = s[name];
  return seen;
};
export const pseudos = (el) =>
  generatedStyles(el).map((s) => ({ content: s.content, ...look1(s) }));

/** The elements around `el` that a style sheet could change with its focus. */
export const around = (el) => {
  const found = new Set(labelsOf(el));
  let index = 0;
  for (const child of querySelectorAll(el, "*")) {
    if (++index > 15) break;
    found.add(child);
  }
  let at = el;
  for (let up = 0; up < 5 && at; up++) {
    const parent = parentOf(at);
    if (!parent || parent === bodyOf(document)) break;
    found.add(parent);
    if (up < 2)
      for (const child of [...childrenOf(parent)].slice(0, 12)) if (child !== el) found.add(child);
    at = parent;
  }
  for (const id of [...found])
    if (localNameOf(id) === "label")
      for (const child of [...childrenOf(id)].slice(0, 6)) found.add(child);
  found.delete(el);
  return [...found].slice(0, 50);
};

const isThin = ({ width, height }) => width <= 1 || height <= 1;
/** The box of an element, or where it has none that of what overflows it; null where neither has a size. */
const shownBox = (el) => {
  const box = getBoundingClientRect(el);
  if (!isThin(box)) return box;
  const range = createRange(document);
  range.selectNodeContents(el);
  const inner = range.getBoundingClientRect();
  return isThin(inner) ? null : inner;
};
/** Whether a box is where nobody can scroll to. */
const isOffPage = (box) => {
  const root = documentElementOf(document);
  if (box.bottom + scrollY <= 0 || box.right + scrollX <= 0) return true;
  const beyond = box.left >= Math.max(innerWidth, scrollWidthOf(root));
  return beyond && getComputedStyle(root).direction !== "rtl";
};
const isOutside = (box, frame) =>
  box.right <= frame.left + 1 ||
  box.left >= frame.right - 1 ||
  box.bottom <= frame.top + 1 ||
  box.top >= frame.bottom - 1;
/** Whether an element, or one around it, leaves nothing of a box to be seen. */
const cutsOff = (at, s, el, box) => {
  if (clipsAway(s)) return true;
  if (s.overflowX === "visible" || s.display === "inline") return false;
  const frame = getBoundingClientRect(at);
  return isThin(frame) || (at !== el && isOutside(box, frame));
};
const MOST_LEVELS = 8;
/** Whether anything of the element itself is to be seen where it is now. No caches: it may have moved. */
export const seenNow = (el) => {
  if (localNameOf(el) === "area") return true;
  if (!checkVisibility(el, { visibilityProperty: true, opacityProperty: true })) return false;
  const box = shownBox(el);
  if (!box || isOffPage(box)) return false;
  let depth = 0;
  for (let at = el; at && depth < MOST_LEVELS; at = parentOf(at), depth++) {
    const s = getComputedStyle(at);
    if (cutsOff(at, s, el, box)) return false;
    if (s.position === "fixed") break;
  }
  return true;
};
// A ring around a box that fills a clipping parent lies outside of what is shown.
export const ringClipped = (el, s) => {
  if (parseFloat(s.outlineOffset) < 0) return false;
  const r = getBoundingClientRect(el);
  let at = parentOf(el);
  for (let up = 0; up < 3 && at; up++, at = parentOf(at)) {
    const p = getComputedStyle(at);
    if (
      p.overflowX === "visible" ||
      p.display === "inline" ||
      at === bodyOf(document) ||
      at === documentElementOf(document)
    )
      continue;
    const q = getBoundingClientRect(at);
    if (
      q.left > r.left - 1 &&
      q.top > r.top - 1 &&
      q.right < r.right + 1 &&
      q.bottom < r.bottom + 1
    )
      return true;
  }
  return false;
};

/** How well the lines of `drawn` ("solid 2px rgb(…) …") stand out from the plain colour behind them. */
const lineContrast = (colourText, behind) => {
  const back = behind && backgroundOf(behind);
  if (!back) return 21;
  return contrastRatio(blend(parseColour(colourText), back), back);
};
export const ringContrast = (el, s) => {
  if (s.outlineStyle === "auto") return 21;
  const inside = parseFloat(s.outlineOffset) <= -parseFloat(s.outlineWidth);
  return lineContrast(s.outlineColor, inside ? el : parentOf(el));
};
