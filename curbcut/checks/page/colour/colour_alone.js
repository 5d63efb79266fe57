// What is told by colour alone.

import {
  attr,
  childrenOf,
  classNameOf,
  closest,
  firstElementChildOf,
  getBoundingClientRect,
  localNameOf,
  parentElementOf,
  querySelector,
  textContentOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { parseColour } from "../../js/colour.js";
import { rule } from "../../js/rules.js";
import { ownText, textOf } from "../../js/text.js";
import { isVisible, styleOf } from "../../js/visibility.js";
import { draws } from "./edges.js";

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
