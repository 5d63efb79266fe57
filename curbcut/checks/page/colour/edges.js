// How well the edges of things stand out from what is around them.

import { bodyOf, childrenOf, getBoundingClientRect } from "../../../browser/scripts/dom.js";
import { backgroundOf, blend, contrastRatio, parseColour } from "../../js/colour.js";
import { textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { generatedStyles, isRendered, styleOf } from "../../js/visibility.js";

export const ENOUGH = 3; // WCAG 2.2, 1.4.11
export const FIELD = "input, textarea, [role=textbox], [role=searchbox], [contenteditable=true]";
export const NO_EDGE = /^(hidden|range|color|file|image|submit|reset|button)$/;
export const SHAPES = "path, circle, rect, ellipse, line, polyline, polygon, text, use";
export const CONTROLS =
  "a[href], button, [role=button], [role=link], [role=menuitem], [role=tab], summary";

const colourIn = (text) =>
  (text.match(/(?:rgba?|hsla?|oklch|oklab|lab|lch|color)\([^()]*\)|#[0-9a-f]{3,8}/gi) || []).map(
    parseColour,
  );

/** The colours of the lines around a box, on the colour around it. */
const lines = (s, outside) =>
  ["Top", "Right", "Bottom", "Left"]
    .filter(
      (side) =>
        !/none|hidden/.test(s[`border${side}Style`]) && parseFloat(s[`border${side}Width`]) >= 0.5,
    )
    .map((side) => blend(parseColour(s[`border${side}Color`]), outside));
/** The colours of what is drawn around a box from outside: its outline and its shadows. */
const surrounds = (s, outside) => {
  const outlined = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0.5;
  const colours = [
    ...(outlined ? [parseColour(s.outlineColor)] : []),
    ...(s.boxShadow === "none" ? [] : colourIn(s.boxShadow)),
  ];
  return colours.map((colour) => blend(colour, outside));
};
/** The best contrast that any part of a box's edge has with what is around it or in it. */
export const edge = (el) => {
  const up = parentOf(el);
  const outside = up && backgroundOf(up),
    inside = backgroundOf(el);
  if (!outside || !inside) return null;
  const s = styleOf(el);
  return Math.max(
    contrastRatio(inside, outside),
    ...lines(s, outside).flatMap((line) => [
      contrastRatio(line, outside),
      contrastRatio(line, inside),
    ]),
    ...surrounds(s, outside).map((colour) => contrastRatio(colour, outside)),
  );
};

export const draws = (el) => generatedStyles(el).length > 0;

/** Whether two boxes are apart, but for a line right under the first. */
const isApart = (one, other) =>
  other.right < one.left - 2 ||
  other.left > one.right + 2 ||
  other.bottom < one.top - 2 ||
  other.top > one.bottom + 6;
/** Whether a neighbour shows where a field is: an outline laid over it, a line right under it, an icon in it. */
const marks = (other, box) => {
  const its = getBoundingClientRect(other);
  if (isApart(box, its) || !isRendered(other)) return false;
  const isLine = !textOf(other) && its.height <= 4 && its.height > 0;
  return styleOf(other).position === "absolute" || isLine;
};
/** Whether an element around a field is so much larger that its edge is not the field's. */
const isLarger = (outer, inner) =>
  outer.height > inner.height * 3 + 20 || outer.width > inner.width * 1.8 + 60;
/** Whether an element around a field is drawn as a box; true where that cannot be told. */
const isBoxed = (el) => {
  if (draws(el)) return true;
  const around = edge(el);
  return around === null || around >= ENOUGH;
};
/** Something else that shows where a field is: a box drawn around it, a line under it. */
export const framed = (el) => {
  const box = getBoundingClientRect(el);
  let at = el;
  for (let n = 0; n < 4; n++) {
    const up = parentOf(at);
    if (!up || up === bodyOf(document)) return false;
    if ([...childrenOf(up)].some((other) => other !== at && marks(other, box))) return true;
    if (isLarger(getBoundingClientRect(up), box)) return false;
    if (isBoxed(up)) return true;
    at = up;
  }
  return false;
};
