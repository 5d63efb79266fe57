// What has to be seen besides text: the edge of a field, an icon, a dot that says something by its
// colour; in the author's colours and in forced ones.

import {
  closest,
  createTreeWalker,
  localNameOf,
  matches,
  parentElementOf,
  querySelector,
  querySelectorAll,
} from "../../../browser/scripts/dom.js";
import {
  backgroundOf,
  blend,
  contrastNeeded,
  contrastRatio,
  fade,
  parseColour,
} from "../../js/colour.js";
import { isDisabled } from "../../js/focus.js";
import { accessibleName } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { ownText, textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isVisible, styleOf } from "../../js/visibility.js";
import { CONTROLS, ENOUGH, FIELD, NO_EDGE, SHAPES, draws, edge, framed } from "./edges.js";
import "./colour_alone.js";

/** Whether a field is painted with more than plain colours, which are all that can be measured. */
const isPainted = (s) =>
  s.backgroundImage !== "none" ||
  parseFloat(s.opacity) < 1 ||
  s.maskImage !== "none" ||
  s.borderImageSource !== "none";
/** Whether the browser draws a box to tick, or something in it shows where it is. */
const isDrawn = (el, s) => s.appearance !== "none" || el.checked || draws(el);
/** The contrast of a field's edge; null where that is not asked for, or not to be measured. */
const fieldEdge = (el, type, isBox) => {
  if (NO_EDGE.test(type) || isDisabled(el) || !isVisible(el)) return null;
  const s = styleOf(el);
  return isPainted(s) || (isBox && isDrawn(el, s)) ? null : edge(el);
};
const isEmpty = (el) => !el.placeholder && !(el.value || "").trim() && !textOf(el);
/** What becomes of a field whose edge is too faint: with something in it, or at its edge, it may be found. */
const faintField = (page, el, best, isBox) => {
  const bare = best > 1.1 && (isBox || isEmpty(el));
  const data = { ratio: best.toFixed(2) };
  if (!/^(input|textarea)$/.test(localNameOf(el))) return bare ? page.ask(el, data) : page.pass(el);
  return bare && !draws(el) ? page.fail(el, data) : page.ask(el, data);
};

rule("field-edge-contrast", function* (page) {
  for (const el of page.all(FIELD)) {
    const type = localNameOf(el) === "input" ? el.type : "text";
    const isBox = type === "checkbox" || type === "radio";
    const best = fieldEdge(el, type, isBox);
    if (best === null) continue;
    if (best >= ENOUGH - 0.01 || framed(el)) yield page.pass(el);
    else yield faintField(page, el, best, isBox);
  }
});

// --- icons -------------------------------------------------------------------------------------------

/** How much of a shape's colour is left by what it is in; null where that is not to be known. */
const alphaWithin = (shape, svg) => {
  let alpha = 1;
  for (let at = shape; at && at !== parentOf(svg); at = parentOf(at)) {
    const s = styleOf(at);
    if (s.filter !== "none" || s.mixBlendMode !== "normal" || s.animationName !== "none")
      return null;
    alpha *= parseFloat(s.opacity);
  }
  return alpha;
};
/** The colours that a shape is painted with; null where they are not to be known. */
const paintsOf = (shape, svg) => {
  const s = styleOf(shape);
  const alpha = alphaWithin(shape, svg);
  if (alpha === null) return null;
  const paints = [
    { paint: s.fill, opacity: s.fillOpacity, width: 1 },
    { paint: s.stroke, opacity: s.strokeOpacity, width: parseFloat(s.strokeWidth) },
  ].filter(({ paint, width }) => paint !== "none" && width);
  if (paints.some(({ paint }) => /url|context/.test(paint))) return null;
  return paints
    .map(({ paint, opacity }) => fade(parseColour(paint), parseFloat(opacity) * alpha))
    .filter((colour) => colour[3] >= 0.02);
};
const shapesOf = (svg) =>
  [...querySelectorAll(svg, SHAPES)].filter(
    (shape) => !closest(shape, "defs, clipPath, mask, symbol, pattern, marker, linearGradient"),
  );
const isShown = (s) => s.display !== "none" && s.visibility === "visible";
/** The best contrast of any shape of an SVG with what is behind it; null where it cannot be told. */
const drawing = (svg) => {
  const behind = backgroundOf(parentOf(svg) || svg);
  if (!behind) return null;
  const own = styleOf(svg);
  if (own.filter !== "none" || parseFloat(own.opacity) < 0.3) return null;
  const back = blend(parseColour(own.backgroundColor), behind);
  const ratios = [];
  for (const shape of shapesOf(svg)) {
    if (localNameOf(shape) === "use") return null; // what it refers to may bring its own colours
    if (!isShown(styleOf(shape))) continue;
    const colours = paintsOf(shape, svg);
    if (!colours) return null;
    ratios.push(...colours.map((colour) => contrastRatio(blend(colour, back), back)));
  }
  return ratios.length ? Math.max(...ratios) : null;
};

/** Icons that are all there is to see of a control: [control, icon]. */
const loneIcons = function* (page) {
  for (const control of page.all(CONTROLS)) {
    const icons = querySelectorAll(control, "svg");
    if (
      icons.length !== 1 ||
      isDisabled(control) ||
      !isVisible(control) ||
      querySelector(control, "img, picture, canvas, video")
    )
      continue;
    if (readable(control) || draws(control) || !isVisible(icons[0])) continue;
    yield [control, icons[0]];
  }
};

const readable = (el) => {
  const walker = createTreeWalker(document, el, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (
      /\S/.test(node.data) &&
      !closest(parentElementOf(node), "svg") &&
      isVisible(parentElementOf(node))
    )
      return true;
  return false;
};

rule("icon-contrast", function* (page) {
  for (const [control, icon] of loneIcons(page)) {
    const best = drawing(icon);
    if (best === null) continue;
    const data = { name: accessibleName(control), ratio: best.toFixed(2) };
    if (best >= ENOUGH - 0.01) yield page.pass(control);
    else if (best > 1.05) yield page.fail(control, data);
    else yield page.ask(control, data);
  }
  for (const svg of page.all("svg[role=img], svg[aria-label], svg[aria-labelledby]")) {
    if (
      closest(svg, CONTROLS) ||
      closest(svg, "[aria-hidden=true]") ||
      !isVisible(svg) ||
      isDisabled(svg)
    )
      continue;
    const best = drawing(svg);
    if (best === null) continue;
    yield best >= ENOUGH - 0.01
      ? page.pass(svg)
      : page.ask(svg, { name: accessibleName(svg), ratio: best.toFixed(2) });
  }
});

// --- forced colours -----------------------------------------------------------------------------------

/** How well an icon that is a mask over a plain colour stands out; null where it cannot be measured. */
const maskedIcon = (el, control) => {
  if (!control || readable(control) || !isVisible(el) || el instanceof SVGElement) return null;
  const up = parentOf(el);
  const back = up && backgroundOf(up);
  const paint = backgroundOf(el);
  return back && paint ? contrastRatio(paint, back) : null;
};
const isMasked = (s) =>
  s.maskImage !== "none" &&
  s.maskImage !== "" &&
  s.backgroundImage === "none" &&
  s.forcedColorAdjust !== "none";
/** Whether an element keeps colours of its own for words. */
const keepsColours = (el, s) =>
  s.forcedColorAdjust === "none" &&
  localNameOf(el) !== "svg" &&
  !(el instanceof SVGElement) &&
  ownText(el) &&
  isVisible(el) &&
  !isDisabled(el);
const iconOutcome = (page, control, ratio) =>
  ratio >= ENOUGH
    ? page.pass(control)
    : page.fail(control, { key: "icon", name: accessibleName(control), ratio: ratio.toFixed(2) });
const wordsOutcome = (page, el, s) => {
  const back = backgroundOf(el);
  if (!back || s.textShadow !== "none" || parseFloat(s.opacity) < 1) return null;
  const ratio = contrastRatio(blend(parseColour(s.color), back), back);
  if (ratio >= contrastNeeded(s)) return page.pass(el);
  const data = { key: "text", text: textOf(el), ratio: ratio.toFixed(2) };
  return ratio < 1.02 ? page.ask(el, data) : page.fail(el, data);
};
/** What becomes of icons that are masks, and of words that keep their colours. */
const colourOutcome = (page, el) => {
  const s = styleOf(el);
  if (isMasked(s)) {
    const control = closest(el, CONTROLS);
    const ratio = maskedIcon(el, control);
    return ratio === null ? null : iconOutcome(page, control, ratio);
  }
  return keepsColours(el, s) ? wordsOutcome(page, el, s) : null;
};
const boxOutcome = (page, el) => {
  const s = styleOf(el);
  if (s.appearance !== "none" || isDisabled(el) || !isVisible(el) || draws(el) || framed(el))
    return null;
  if (parseFloat(s.opacity) < 1 || s.backgroundImage !== "none") return null;
  const best = edge(el);
  if (best === null) return null;
  return best >= ENOUGH ? page.pass(el) : page.fail(el, { key: "box" });
};
const keepsItsLook = (part) =>
  draws(part) ||
  styleOf(part).forcedColorAdjust === "none" ||
  styleOf(part).backgroundImage !== "none";
const shapeOutcome = (page, el) => {
  if (
    !isVisible(el) ||
    textOf(el) ||
    matches(el, "input, progress, meter, button") ||
    querySelector(el, "svg, img, canvas")
  )
    return null;
  const parts = [el, ...querySelectorAll(el, "*")].filter((part) => isVisible(part));
  if (parts.some(keepsItsLook)) return null;
  const best = Math.max(...parts.map((part) => edge(part) || 1));
  return best >= ENOUGH ? page.pass(el) : page.ask(el, { key: "shape", name: accessibleName(el) });
};
/** @type {[string, (page: any, el: any) => any][]} */
const OUTCOMES = [
  ["*", colourOutcome],
  ["input[type=checkbox], input[type=radio]", boxOutcome],
  ["[role=progressbar], [role=meter], [role=switch]", shapeOutcome],
];

rule("forced-colors-lost", function* (page) {
  if (!matchMedia("(forced-colors: active)").matches) return;
  for (const [control, icon] of loneIcons(page)) {
    const best = drawing(icon);
    if (best !== null) yield iconOutcome(page, control, best);
  }
  for (const [selector, outcomeOf] of OUTCOMES) {
    for (const el of page.all(selector)) {
      const outcome = outcomeOf(page, el);
      if (outcome) yield outcome;
    }
  }
});
