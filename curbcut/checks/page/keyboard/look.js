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
} from "../../../browser/scripts/dom.js";
import { backgroundOf, blend, contrastRatio, parseColour } from "../../js/colour.js";
import { labelsOf } from "../../js/names.js";
import { parentOf } from "../../js/tree.js";
import { clipsAway } from "../../js/visibility.js";

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
  ["::before", "::after"]
    .map((which) => getComputedStyle(el, which))
    .filter((s) => s.content !== "none" && s.content !== "normal" && s.display !== "none")
    .map((s) => ({ content: s.content, ...look1(s) }));

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

/** Whether anything of the element itself is to be seen where it is now. No caches: it may have moved. */
export const seenNow = (el) => {
  if (localNameOf(el) === "area") return true;
  if (!checkVisibility(el, { visibilityProperty: true, opacityProperty: true })) return false;
  const rect = getBoundingClientRect(el);
  let box = rect;
  if (rect.width <= 1 || rect.height <= 1) {
    const range = createRange(document);
    range.selectNodeContents(el);
    box = range.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return false;
  }
  if (box.bottom + scrollY <= 0 || box.right + scrollX <= 0) return false;
  if (
    box.left >= Math.max(innerWidth, scrollWidthOf(documentElementOf(document))) &&
    getComputedStyle(documentElementOf(document)).direction !== "rtl"
  )
    return false;
  let depth = 0;
  for (let at = el; at && depth < 8; at = parentOf(at), depth++) {
    const s = getComputedStyle(at);
    if (clipsAway(s)) return false;
    if (s.overflowX !== "visible" && s.display !== "inline") {
      const r = getBoundingClientRect(at);
      if (r.width <= 1 || r.height <= 1) return false;
      if (
        at !== el &&
        (box.right <= r.left + 1 ||
          box.left >= r.right - 1 ||
          box.bottom <= r.top + 1 ||
          box.top >= r.bottom - 1)
      )
        return false;
    }
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
