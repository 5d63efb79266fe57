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
import { backgroundOf, blend, contrastRatio, parseColour } from "../../js/colour.js";
import { accessibleName } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { ownText, textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isVisible, styleOf } from "../../js/visibility.js";
import { CONTROLS, ENOUGH, FIELD, NO_EDGE, SHAPES, draws, edge, framed, off } from "./edges.js";
import "./colour_alone.js";

rule("field-edge-contrast", function* (page) {
  for (const el of page.all(FIELD)) {
    const type = localNameOf(el) === "input" ? el.type : "text";
    if (NO_EDGE.test(type) || off(el) || !isVisible(el)) continue;
    const s = styleOf(el);
    const box = type === "checkbox" || type === "radio";
    if (box && s.appearance !== "none") continue; // drawn by the browser
    if (
      s.backgroundImage !== "none" ||
      parseFloat(s.opacity) < 1 ||
      s.maskImage !== "none" ||
      s.borderImageSource !== "none"
    )
      continue;
    if (box && (el.checked || draws(el))) continue;
    const best = edge(el);
    if (best === null) continue;
    if (best >= ENOUGH - 0.01 || framed(el)) {
      yield page.pass(el);
      continue;
    }
    const empty = box || (!el.placeholder && !(el.value || "").trim() && !textOf(el));
    const data = { ratio: best.toFixed(2) };
    if (!/^(input|textarea)$/.test(localNameOf(el)))
      yield best > 1.1 && empty ? page.ask(el, data) : page.pass(el);
    else if (best > 1.1 && empty && !draws(el)) yield page.fail(el, data);
    else yield page.ask(el, data);
  }
});

// --- icons -------------------------------------------------------------------------------------------

/** The best contrast of any shape of an SVG with what is behind it; null where it cannot be told. */
const drawing = (svg) => {
  const behind = backgroundOf(parentOf(svg) || svg);
  if (!behind) return null;
  const own = styleOf(svg);
  if (own.filter !== "none" || parseFloat(own.opacity) < 0.3) return null;
  const back = blend(parseColour(own.backgroundColor), behind);
  let best = 0,
    seen = 0;
  for (const shape of querySelectorAll(svg, SHAPES)) {
    if (closest(shape, "defs, clipPath, mask, symbol, pattern, marker, linearGradient")) continue;
    if (localNameOf(shape) === "use") return null; // what it stands for may bring its own colours
    const s = styleOf(shape);
    if (s.display === "none" || s.visibility !== "visible") continue;
    let alpha = 1;
    for (let at = shape; at && at !== parentOf(svg); at = parentOf(at)) {
      const up = styleOf(at);
      alpha *= parseFloat(up.opacity);
      if (up.filter !== "none" || up.mixBlendMode !== "normal" || up.animationName !== "none")
        return null;
    }
    for (const [paint, opacity, width] of [
      [s.fill, s.fillOpacity, 1],
      [s.stroke, s.strokeOpacity, parseFloat(s.strokeWidth)],
    ]) {
      if (paint === "none" || !width) continue;
      if (/url|context/.test(paint)) return null;
      const colour = parseColour(paint);
      const strength = colour[3] * parseFloat(opacity) * alpha;
      if (strength < 0.02) continue;
      seen += 1;
      best = Math.max(best, contrastRatio(blend([...colour.slice(0, 3), strength], back), back));
    }
  }
  return seen ? best : null;
};

/** Icons that are all there is to see of a control: [control, icon]. */
const loneIcons = function* (page) {
  for (const control of page.all(CONTROLS)) {
    const icons = querySelectorAll(control, "svg");
    if (
      icons.length !== 1 ||
      off(control) ||
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
    if (closest(svg, CONTROLS) || closest(svg, "[aria-hidden=true]") || !isVisible(svg) || off(svg))
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
  !off(el);
const iconOutcome = (page, control, ratio) =>
  ratio >= ENOUGH
    ? page.pass(control)
    : page.fail(control, { key: "icon", name: accessibleName(control), ratio: ratio.toFixed(2) });
const isLarge = (s) =>
  parseFloat(s.fontSize) >= 24 ||
  (parseFloat(s.fontSize) >= 18.66 && parseInt(s.fontWeight, 10) >= 700);
const wordsOutcome = (page, el, s) => {
  const back = backgroundOf(el);
  if (!back || s.textShadow !== "none" || parseFloat(s.opacity) < 1) return null;
  const ratio = contrastRatio(blend(parseColour(s.color), back), back);
  if (ratio >= (isLarge(s) ? 3 : 4.5)) return page.pass(el);
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
  if (s.appearance !== "none" || off(el) || !isVisible(el) || draws(el) || framed(el)) return null;
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
