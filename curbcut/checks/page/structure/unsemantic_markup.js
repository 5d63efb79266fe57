import {
  childElementCountOf,
  childrenOf,
  closest,
  firstElementChildOf,
  hasAttr,
  localNameOf,
  nodeTypeOf,
  querySelector,
} from "../../../browser/scripts/dom.js";
import { rule } from "../../js/rules.js";
import { textOf, textRuns } from "../../js/text.js";
import { selectAll } from "../../js/tree.js";
import { boxOf, isExposed, isVisible, styleOf } from "../../js/visibility.js";
import { isBold } from "./lines.js";
import "./headings/headings_unsemantic.js";
import "./lists_unsemantic.js";

// --- tables -------------------------------------------------------------------------------------

/** Columns where words begin after a gap, as a map from column to how many lines have it. */
const startsOf = (lines) => {
  const starts = new Map();
  for (const line of lines) {
    for (const hit of line.matchAll(/(?:\s{2,}|\|)\s*(?=\S)/g)) {
      const at = hit.index + hit[0].length;
      if (hit.index > 0 && line.slice(0, hit.index).trim())
        starts.set(at, (starts.get(at) || 0) + 1);
    }
  }
  return starts;
};
const untab = (line) => {
  let out = "";
  for (const sign of line) out += sign === "\t" ? " ".repeat(8 - (out.length % 8)) : sign;
  return out;
};
const codeLike = (text) =>
  (text.match(/[{}();=<>$#\\`[\]]/g) || []).length > text.replace(/\s/g, "").length * 0.04 ||
  /^\s*(\$|>|#|%)\s/m.test(text);

/** Whether line ends and spaces of a run of text are shown as they were typed. */
const isPreformatted = (run) =>
  run.parts.some((part) => nodeTypeOf(part.node) === 3 && part.text.includes("\n")) ||
  localNameOf(run.el) === "pre";
const NO_TABLE = "code, samp, kbd, textarea, table, [role=img], [contenteditable=true]";
/** Whether an element could be a table, and everybody meets it. */
const couldBeTable = (el) =>
  !closest(el, NO_TABLE) && !querySelector(el, "code, samp, kbd") && isExposed(el) && isVisible(el);
/** The first lines of a text that hold anything, with spaces alone for gaps. */
const typedLines = (text) =>
  text
    .split("\n")
    .slice(0, 200)
    .filter((line) => /\S/.test(line))
    .map((line) => untab(line.replace(/\u00A0/g, " ")).trimEnd());
/** Whether words begin in the same column in most lines. */
const isAligned = (gapped) =>
  [...startsOf(gapped)].some(([, count]) => count >= 3 && count >= gapped.length * 0.6);
/** How many lines have two gaps or more of spaces that do not break, typed to push words into columns. */
const pushedLines = (text) =>
  text
    .split("\n")
    .filter(
      (line) => (line.match(/\S[ \u00A0]*(?:\u00A0[ \u00A0]*){3,}(?=[^\s])/g) || []).length > 1,
    ).length;

/** The outcome for a run of text that may be a table, if it has any. */
const judgeTyped = (page, run) => {
  const text = run.parts.map((part) => part.text).join("");
  const lines = typedLines(text);
  if (lines.length < 3 || codeLike(text)) return null;
  const gapped = lines.filter((line) => /\S\s{2,}\S|\S\s*\|\s*\S/.test(line));
  if (gapped.length < 3) return null;
  const data = { count: gapped.length, text: gapped[0].replace(/\s+/g, " ") };
  if (!isPreformatted(run))
    return pushedLines(text) >= 3 ? page.fail(run.el, data) : page.ask(run.el, data);
  return isAligned(gapped) && gapped.length >= lines.length * 0.5 ? page.ask(run.el, data) : null;
};

rule("table-typed", function* (page) {
  for (const run of textRuns()) {
    const pushed = run.parts.some((part) => /\u00A0 ?\u00A0/.test(part.text));
    if ((!isPreformatted(run) && !pushed) || !couldBeTable(run.el)) continue;
    const outcome = judgeTyped(page, run);
    if (outcome) yield outcome;
  }
  for (const [el, rows, text] of boxTables())
    yield page.ask(el, { key: "boxes", count: rows, text });
});

const leaf = (el) => {
  if (hasAttr(el, "role")) return "";
  const text = textOf(el);
  return text.length <= 40 &&
    !querySelector(
      el,
      "p, div, ul, ol, img, svg, input, button, select, h1, h2, h3, h4, h5, h6, table, a",
    )
    ? text
    : "";
};
const inBold = (el) => {
  const inner = firstElementChildOf(el);
  return isBold(inner && textOf(inner) === textOf(el) ? inner : el);
};
const near = (a, b) => Math.abs(a - b) <= 2;

/** Boxes in rows and columns: [element, number of rows, words of the first row]. */
const boxTables = function* () {
  for (const el of selectAll("div, section")) {
    const count = childElementCountOf(el);
    if (count < 3 || count > 500 || hasAttr(el, "role")) continue;
    const rows = rowsOf(el);
    if (
      !rows ||
      rows.length < 3 ||
      closest(
        el,
        "table, [role=table], [role=grid], [role=treegrid], [role=list], [role=row], ul, ol, dl, [aria-hidden=true], nav, pre",
      )
    )
      continue;
    if (!isVisible(el) || !lined(rows)) continue;
    const headed = rows[0].every(inBold) && !rows[1].every(inBold);
    const body = rows.slice(1);
    const figures = rows[0].some(
      (_, column) => column > 0 && body.every((row) => /\d/.test(textOf(row[column]))),
    );
    if (headed || (figures && !/\d/.test(rows[0].map(textOf).join(""))))
      yield [el, rows.length, rows[0].map(textOf).join(" ")];
  }
};
const rowsOf = (el) => {
  const children = [...childrenOf(el)];
  const width = childElementCountOf(children[0]);
  if (width >= 3) {
    if (
      !children.every(
        (row) =>
          childElementCountOf(row) === width &&
          localNameOf(row) === localNameOf(children[0]) &&
          !hasAttr(row, "role"),
      )
    )
      return null;
    const rows = children.map((row) => [...childrenOf(row)]);
    return rows[0].every(leaf) && rows.every((row) => row.filter(leaf).length * 2 >= width)
      ? rows
      : null;
  }
  if (!styleOf(el).display.includes("grid") || children.length < 9 || !children.every(leaf))
    return null;
  const top = boxOf(children[0]).top;
  const columns = children.findIndex((cell) => !near(boxOf(cell).top, top));
  if (columns < 3 || children.length % columns) return null;
  const rows = [];
  for (let at = 0; at < children.length; at += columns) rows.push(children.slice(at, at + columns));
  return rows;
};
const lined = (rows) => {
  const lefts = rows[0].map((cell) => boxOf(cell).left),
    rights = rows[0].map((cell) => boxOf(cell).right);
  if (new Set(lefts.map(Math.round)).size < lefts.length) return false;
  let bottom = -Infinity;
  for (const row of rows.slice(0, 30)) {
    const boxes = row.map(boxOf);
    if (
      !boxes.every(
        (b, column) =>
          near(b.left, lefts[column]) ||
          near(b.right, rights[column]) ||
          near(b.left + b.right, lefts[column] + rights[column]),
      )
    )
      return false;
    const top = Math.min(...boxes.map((b) => b.top));
    if (top < bottom - 2) return false;
    bottom = top + 4;
  }
  return true;
};
