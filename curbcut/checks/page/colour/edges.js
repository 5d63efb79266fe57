// How well the edges of things stand out from what is around them.

import {
  bodyOf,
  childrenOf,
  closest,
  getBoundingClientRect,
} from "../../../browser/scripts/dom.js";
import { backgroundOf, blend, contrastRatio, parseColour } from "../../js/colour.js";
import { textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isRendered, styleOf } from "../../js/visibility.js";

export const ENOUGH = 3; // WCAG 2.2, 1.4.11
export const FIELD = "input, textarea, [role=textbox], [role=searchbox], [contenteditable=true]";
export const NO_EDGE = /^(hidden|range|color|file|image|submit|reset|button)$/;
export const SHAPES = "path, circle, rect, ellipse, line, polyline, polygon, text, use";
export const CONTROLS =
  "a[href], button, [role=button], [role=link], [role=menuitem], [role=tab], summary";

export const off = (el) =>
  el.disabled || !!closest(el, "[aria-disabled=true], [inert], fieldset:disabled");
const colourIn = (text) =>
  (text.match(/(?:rgba?|hsla?|oklch|oklab|lab|lch|color)\([^()]*\)|#[0-9a-f]{3,8}/gi) || []).map(
    parseColour,
  );

/** The best contrast that any part of a box's edge has with what is around it or in it. */
export const edge = (el) => {
  const up = parentOf(el);
  const outside = up && backgroundOf(up),
    inside = backgroundOf(el);
  if (!outside || !inside) return null;
  const s = styleOf(el);
  let best = contrastRatio(inside, outside);
  for (const side of ["Top", "Right", "Bottom", "Left"]) {
    if (/none|hidden/.test(s[`border${side}Style`]) || parseFloat(s[`border${side}Width`]) < 0.5)
      continue;
    const line = blend(parseColour(s[`border${side}Color`]), outside);
    best = Math.max(best, contrastRatio(line, outside), contrastRatio(line, inside));
  }
  if (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0.5)
    best = Math.max(best, contrastRatio(blend(parseColour(s.outlineColor), outside), outside));
  for (const shade of s.boxShadow === "none" ? [] : colourIn(s.boxShadow))
    best = Math.max(best, contrastRatio(blend(shade, outside), outside));
  return best;
};

export const draws = (el) =>
  ["::before", "::after"].some((which) => {
    const s = getComputedStyle(el, which);
    return s.content !== "none" && s.content !== "normal" && s.display !== "none";
  });

/** Something else that shows where a field is: a box drawn around it, a line under it. */
export const framed = (el) => {
  const r = getBoundingClientRect(el);
  let at = el;
  for (let n = 0; n < 4; n++) {
    const up = parentOf(at);
    if (!up || up === bodyOf(document)) return false;
    for (const other of childrenOf(up)) {
      if (other === at) continue;
      const o = getBoundingClientRect(other);
      const apart =
        o.right < r.left - 2 ||
        o.left > r.right + 2 ||
        o.bottom < r.top - 2 ||
        o.top > r.bottom + 6;
      // An outline laid over it, a line right under it, an icon in it.
      if (
        !apart &&
        isRendered(other) &&
        (styleOf(other).position === "absolute" ||
          (!textOf(other) && o.height <= 4 && o.height > 0))
      )
        return true;
    }
    const u = getBoundingClientRect(up);
    if (u.height > r.height * 3 + 20 || u.width > r.width * 1.8 + 60) return false;
    if (draws(up)) return true;
    const around = edge(up);
    if (around === null || around >= ENOUGH) return true;
    at = up;
  }
  return false;
};
