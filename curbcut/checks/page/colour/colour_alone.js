// What is told by colour alone.

import {
  attr,
  childrenOf,
  classNameOf,
  closest,
  firstElementChildOf,
  getBoundingClientRect,
  localNameOf,
  maybe,
  parentElementOf,
  querySelector,
  textContentOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { parseColour } from "../../js/colour.js";
import { rule } from "../../js/rules.js";
import { ownText, textOf } from "../../js/text.js";
import { isVisible, styleOf } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { draws } from "./edges.js";

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
const STATUS = wordsPattern("states_of_things");
// By its class: what shows a place in a row of pictures, or moves, says nothing by its colour.
const WIDGET =
  /carousel|slider|swiper|slick|indicator|pagination|swatch|skeleton|avatar|spinner|loader|toggle|handle|knob|bullet/i;

const singleColour = (el) => {
  if (ownText(el)) return el;
  const only = [...childrenOf(el)].filter((child) => textOf(child));
  return only.length === 1 &&
    /^(span|font|b|i|p|div)$/.test(localNameOf(only[0])) &&
    ownText(only[0])
    ? only[0]
    : null;
};

// --- words in another colour than those beside them ---------------------------------------------------

const MOST_ITEMS = 400;
const MOST_COLOURS = 5;
/** Items of a list or a column that are words in one colour: {item, holder, colour}. */
const colouredWords = (items) => {
  const found = [];
  for (const item of items) {
    if (
      querySelector(item, "a[href], button, input, select, img, svg, code, [aria-label]") ||
      !isVisible(item)
    )
      continue;
    const holder = singleColour(item);
    if (holder) found.push({ item, holder, colour: parseColour(styleOf(holder).color) });
  }
  return found;
};
/** How often each colour is used, by its text, and the one that is used most. */
const countColours = (words) => {
  const counts = new Map();
  for (const { colour } of words) counts.set(colour.join(), (counts.get(colour.join()) || 0) + 1);
  const usual = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  return { counts, usual };
};
/** Whether something else than colour tells a thing from the usual ones, a word for example. */
const saysSo = ({ item, holder }, base) =>
  fallsOut(styleOf(holder)) !== fallsOut(styleOf(base.holder)) ||
  draws(holder) ||
  draws(item) ||
  SIGN.test(textOf(item)) ||
  STATUS.test(textOf(item));
/** The first item that nothing but a colour of its own sets apart from the others. */
const oddOneOut = (items) => {
  if (items.length < 3 || items.length > MOST_ITEMS) return null;
  const words = colouredWords(items);
  if (words.length < 3) return null;
  const { counts, usual } = countColours(words);
  if (counts.size < 2 || counts.size > MOST_COLOURS) return null;
  const base = words.find(({ colour }) => colour.join() === usual);
  const odd = words.find(
    (one) =>
      one.colour.join() !== usual &&
      apart(one.colour, base.colour) &&
      counts.get(one.colour.join()) <= words.length / 2 &&
      !saysSo(one, base),
  );
  return odd ? odd.item : null;
};
/** The cells of each column of a table. */
const columnsOf = (table) => {
  const columns = new Map();
  for (const row of table.rows)
    for (const cell of row.cells)
      if (localNameOf(cell) === "td")
        columns.set(cell.cellIndex, [...(columns.get(cell.cellIndex) || []), cell]);
  return [...columns.values()];
};
/** The items of each list, and the cells of each column of each table that holds no other. */
const series = function* (page) {
  for (const list of page.all("ul, ol"))
    yield [...childrenOf(list)].filter((child) => localNameOf(child) === "li");
  for (const table of page.all("table"))
    if (!querySelector(table, "table")) yield* columnsOf(table);
};

// --- dots, squares and bars without a word ------------------------------------------------------------

const MOST_LISTS = 5;
/** Whether a box is of the size and shape of a dot. */
const isSmall = ({ width, height }) =>
  Math.min(width, height) >= 5 &&
  Math.max(width, height) <= 40 &&
  width <= height * 2 &&
  height <= width * 2;
const isNamed = (el) => titleOf(el) || attr(el, "aria-label") || attr(el, "aria-labelledby");
/** Whether an element is part of something whose look is not about what is beside it. */
const isOfWidget = (el) =>
  !!closest(
    el,
    "button, [role=tablist], [role=progressbar], [role=slider], [role=switch], svg, a[href]",
  ) || WIDGET.test(`${classNameOf(el)} ${maybe(parentElementOf(el), classNameOf) || ""}`);
/** The colour of a dot, or null where an element is none. */
const colourOfDot = (el) => {
  if (firstElementChildOf(el) || textContentOf(el).trim()) return null;
  if (!isSmall(getBoundingClientRect(el))) return null;
  const s = styleOf(el);
  const colour = parseColour(s.backgroundColor);
  if (colour[3] < 0.5 || s.backgroundImage !== "none" || s.maskImage !== "none") return null;
  return draws(el) || !isVisible(el) || isNamed(el) || isOfWidget(el) ? null : colour;
};
/** The dots of each list or table: {el, colour, words}, with the words of the row that each is in. */
const dotsByList = (page) => {
  const groups = new Map();
  for (const el of page.all("span, i, b, em, div, td, li")) {
    const colour = colourOfDot(el);
    if (!colour) continue;
    const row = closest(el, "tr, li, dl > div, [role=listitem], [role=row]") || parentElementOf(el);
    const list = row && (closest(row, "table") || parentElementOf(row));
    if (!list) continue;
    if (!groups.has(list)) groups.set(list, []);
    groups.get(list).push({ el, colour, words: textOf(row) });
  }
  return groups.values();
};
/** Whether dots are all of one colour, or a word that comes with each says the same. */
const areExplained = (dots) =>
  !dots.some(({ colour }) => apart(colour, dots[0].colour)) ||
  dots.every(({ words }) => STATUS.test(words));

rule("told-by-colour-alone", function* (page) {
  let told = 0;
  for (const dots of dotsByList(page)) {
    if (dots.length < 2 || told >= MOST_LISTS) continue;
    const [{ el, words }] = dots;
    if (areExplained(dots)) {
      yield page.pass(el);
      continue;
    }
    told += 1;
    yield page.ask(el, { key: "dot", text: words });
  }
  for (const items of series(page)) {
    const item = oddOneOut(items);
    if (item) yield page.ask(item, { key: "text", text: textOf(item) });
  }
});
