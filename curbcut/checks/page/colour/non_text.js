// What has to be seen besides text: the edge of a field, an icon, a dot that says something by its
// colour; in the author's colours and in forced ones.

import {
  attr,
  bodyOf,
  childrenOf,
  classNameOf,
  closest,
  createTreeWalker,
  firstElementChildOf,
  getBoundingClientRect,
  localNameOf,
  matches,
  parentElementOf,
  querySelector,
  querySelectorAll,
  textContentOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { backgroundOf, blend, contrastRatio, parseColour } from "../../js/colour.js";
import { accessibleName } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { ownText, textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isRendered, isVisible, styleOf } from "../../js/visibility.js";

const ENOUGH = 3; // WCAG 2.2, 1.4.11
const FIELD = "input, textarea, [role=textbox], [role=searchbox], [contenteditable=true]";
const NO_EDGE = /^(hidden|range|color|file|image|submit|reset|button)$/;
const SHAPES = "path, circle, rect, ellipse, line, polyline, polygon, text, use";
const CONTROLS =
  "a[href], button, [role=button], [role=link], [role=menuitem], [role=tab], summary";

const off = (el) =>
  el.disabled || !!closest(el, "[aria-disabled=true], [inert], fieldset:disabled");
const colourIn = (text) =>
  (text.match(/(?:rgba?|hsla?|oklch|oklab|lab|lch|color)\([^()]*\)|#[0-9a-f]{3,8}/gi) || []).map(
    parseColour,
  );

/** The best contrast that any part of a box's edge has with what is around it or in it. */
const edge = (el) => {
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

const draws = (el) =>
  ["::before", "::after"].some((which) => {
    const s = getComputedStyle(el, which);
    return s.content !== "none" && s.content !== "normal" && s.display !== "none";
  });

/** Something else that shows where a field is: a box drawn around it, a line under it. */
const framed = (el) => {
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

// --- by colour alone ------------------------------------------------------------------------------------

const hue = ([r, g, b]) => {
  const most = Math.max(r, g, b),
    spread = most - Math.min(r, g, b);
  if (spread < 60) return null; // black, white, grey
  const h =
    most === r ? ((g - b) / spread) % 6 : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  return (h * 60 + 360) % 360;
};
const apart = (one, other) => {
  const [a, b] = [hue(one), hue(other)];
  if (a === null || b === null) return a !== b;
  const d = Math.abs(a - b);
  return Math.min(d, 360 - d) > 30;
};
const fallsOut = (s) =>
  `${s.fontWeight} ${s.fontStyle} ${s.textDecorationLine} ${s.fontSize} ${s.backgroundColor} ${s.backgroundImage !== "none"} ${s.borderTopWidth} ${s.borderLeftWidth} ${s.borderBottomWidth} ${s.textTransform}`;
const SIGN = /^[-+−–]|[↑↓▲▼✓✔✗✘×⚠★☆!*†‡#]/u;
const STATUS =
  /error|fail|invalid|required|warn|danger|overdue|late|missing|wrong|correct|success|done|ok\b|pass|active|open|closed|new|sold|full|free|booked|available|cancel|pending|paid|unpaid|yes|no\b|high|low|medium|critical/i;

const singleColour = (el) => {
  if (ownText(el)) return el;
  const only = [...childrenOf(el)].filter((child) => textOf(child));
  return only.length === 1 &&
    /^(span|font|b|i|p|div)$/.test(localNameOf(only[0])) &&
    ownText(only[0])
    ? only[0]
    : null;
};

const oddOnesOut = function* (page, items) {
  if (items.length < 3 || items.length > 400) return;
  const held = [];
  for (const item of items) {
    if (
      querySelector(item, "a[href], button, input, select, img, svg, code, [aria-label]") ||
      !isVisible(item)
    )
      continue;
    const holder = singleColour(item);
    if (holder) held.push({ item, holder, colour: parseColour(styleOf(holder).color) });
  }
  if (held.length < 3) return;
  const count = new Map();
  for (const { colour } of held) count.set(colour.join(), (count.get(colour.join()) || 0) + 1);
  if (count.size < 2 || count.size > 5) return;
  const usual = [...count].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  const base = held.find(({ colour }) => colour.join() === usual);
  for (const { item, holder, colour } of held) {
    if (
      colour.join() === usual ||
      !apart(colour, base.colour) ||
      count.get(colour.join()) > held.length / 2
    )
      continue;
    const text = textOf(item);
    if (
      fallsOut(styleOf(holder)) !== fallsOut(styleOf(base.holder)) ||
      draws(holder) ||
      draws(item) ||
      SIGN.test(text) ||
      STATUS.test(text)
    )
      continue;
    yield page.ask(item, { key: "text", text });
    return;
  }
};

rule("told-by-colour-alone", function* (page) {
  // Dots, squares and bars without a word.
  const groups = new Map();
  for (const el of page.all("span, i, b, em, div, td, li")) {
    if (firstElementChildOf(el) || textContentOf(el).trim()) continue;
    const r = getBoundingClientRect(el);
    if (
      r.width < 5 ||
      r.height < 5 ||
      r.width > 40 ||
      r.height > 40 ||
      r.width > r.height * 2 ||
      r.height > r.width * 2
    )
      continue;
    const s = styleOf(el);
    const colour = parseColour(s.backgroundColor);
    if (
      colour[3] < 0.5 ||
      s.backgroundImage !== "none" ||
      s.maskImage !== "none" ||
      draws(el) ||
      !isVisible(el)
    )
      continue;
    if (titleOf(el) || attr(el, "aria-label") || attr(el, "aria-labelledby")) continue;
    if (
      closest(
        el,
        "button, [role=tablist], [role=progressbar], [role=slider], [role=switch], svg, a[href]",
      ) ||
      CAROUSEL_DOT.test(
        `${classNameOf(el)} ${parentElementOf(el) ? classNameOf(parentElementOf(el)) : ""}`,
      )
    )
      continue;
    const row = closest(el, "tr, li, dl > div, [role=listitem], [role=row]") || parentElementOf(el);
    const list = row && (closest(row, "table") || parentElementOf(row));
    if (!list) continue;
    if (!groups.has(list)) groups.set(list, []);
    groups.get(list).push({ el, colour, words: textOf(row) });
  }
  let told = 0;
  for (const dots of groups.values()) {
    if (dots.length < 2 || told >= 5) continue;
    const first = dots[0];
    if (!dots.some(({ colour }) => apart(colour, first.colour))) {
      yield page.pass(first.el);
      continue;
    }
    // A word that comes with each colour says the same.
    if (dots.every(({ words }) => STATUS.test(words))) {
      yield page.pass(first.el);
      continue;
    }
    told += 1;
    yield page.ask(first.el, { key: "dot", text: first.words });
  }
  for (const list of page.all("ul, ol"))
    yield* oddOnesOut(
      page,
      [...childrenOf(list)].filter((child) => localNameOf(child) === "li"),
    );
  for (const table of page.all("table")) {
    if (querySelector(table, "table")) continue;
    const columns = new Map();
    for (const row of table.rows)
      for (const cell of row.cells)
        if (localNameOf(cell) === "td")
          columns.set(cell.cellIndex, [...(columns.get(cell.cellIndex) || []), cell]);
    for (const cells of columns.values()) yield* oddOnesOut(page, cells);
  }
});
const CAROUSEL_DOT =
  /carousel|slider|swiper|slick|indicator|pagination|swatch|skeleton|avatar|spinner|loader|toggle|handle|knob|bullet/i;

// --- forced colours -----------------------------------------------------------------------------------

rule("forced-colors-lost", function* (page) {
  if (!matchMedia("(forced-colors: active)").matches) return;
  for (const [control, icon] of loneIcons(page)) {
    const best = drawing(icon);
    if (best === null) continue;
    yield best >= ENOUGH
      ? page.pass(control)
      : page.fail(control, { key: "icon", name: accessibleName(control), ratio: best.toFixed(2) });
  }
  for (const el of page.all("*")) {
    const s = styleOf(el);
    if (
      s.maskImage !== "none" &&
      s.maskImage !== "" &&
      s.backgroundImage === "none" &&
      s.forcedColorAdjust !== "none"
    ) {
      const control = closest(el, CONTROLS);
      if (!control || readable(control) || !isVisible(el) || el instanceof SVGElement) continue;
      const up = parentOf(el);
      const back = up && backgroundOf(up);
      const paint = backgroundOf(el);
      if (!back || !paint) continue;
      const ratio = contrastRatio(paint, back);
      yield ratio >= ENOUGH
        ? page.pass(control)
        : page.fail(control, {
            key: "icon",
            name: accessibleName(control),
            ratio: ratio.toFixed(2),
          });
    } else if (
      s.forcedColorAdjust === "none" &&
      localNameOf(el) !== "svg" &&
      !(el instanceof SVGElement) &&
      ownText(el) &&
      isVisible(el) &&
      !off(el)
    ) {
      const back = backgroundOf(el);
      if (!back || s.textShadow !== "none" || parseFloat(s.opacity) < 1) continue;
      const large =
        parseFloat(s.fontSize) >= 24 ||
        (parseFloat(s.fontSize) >= 18.66 && parseInt(s.fontWeight, 10) >= 700);
      const ratio = contrastRatio(blend(parseColour(s.color), back), back);
      yield ratio >= (large ? 3 : 4.5)
        ? page.pass(el)
        : ratio < 1.02
          ? page.ask(el, { key: "text", text: textOf(el), ratio: ratio.toFixed(2) })
          : page.fail(el, { key: "text", text: textOf(el), ratio: ratio.toFixed(2) });
    }
  }
  for (const el of page.all("input[type=checkbox], input[type=radio]")) {
    const s = styleOf(el);
    if (s.appearance !== "none" || off(el) || !isVisible(el) || draws(el) || framed(el)) continue;
    if (parseFloat(s.opacity) < 1 || s.backgroundImage !== "none") continue;
    const best = edge(el);
    if (best === null) continue;
    yield best >= ENOUGH ? page.pass(el) : page.fail(el, { key: "box" });
  }
  for (const el of page.all("[role=progressbar], [role=meter], [role=switch]")) {
    if (
      !isVisible(el) ||
      textOf(el) ||
      matches(el, "input, progress, meter, button") ||
      querySelector(el, "svg, img, canvas")
    )
      continue;
    const parts = [el, ...querySelectorAll(el, "*")].filter((part) => isVisible(part));
    if (
      parts.some(
        (part) =>
          draws(part) ||
          styleOf(part).forcedColorAdjust === "none" ||
          styleOf(part).backgroundImage !== "none",
      )
    )
      continue;
    const best = Math.max(...parts.map((part) => edge(part) || 1));
    yield best >= ENOUGH ? page.pass(el) : page.ask(el, { key: "shape", name: accessibleName(el) });
  }
});
