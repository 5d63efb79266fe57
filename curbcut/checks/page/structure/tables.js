import {
  attr,
  closest,
  firstElementChildOf,
  hasAttr,
  localNameOf,
  parentElementOf,
  querySelector,
} from "../../../browser/scripts/dom.js";
import { parseColour } from "../../js/colour.js";
import { once } from "../../js/once.js";
import { explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { isExposed, isVisible, styleOf } from "../../js/visibility.js";

const LONG_CELL = 80; // characters; data are shorter, paragraphs are longer
const BLOCKS =
  "h1, h2, h3, h4, h5, h6, ul, ol, dl, form, input, select, textarea, button, table, iframe, nav, main, header, footer, article, section, video, canvas, pre, blockquote, p + p, br + br";

/** What there is to know about a table; made once. */
const facts = (table) =>
  once(table, () => {
    const rows = [...table.rows]
      .slice(0, 200)
      .map((row) => [...row.cells])
      .filter((row) => row.length);
    const cells = rows.flat();
    const texts = cells.map(textOf);
    const role = explicitRole(table);
    return {
      table,
      rows,
      cells,
      texts,
      role,
      layout: role === "presentation" || role === "none",
      own: /^(table|grid|treegrid|)$/.test(role),
      width: Math.max(0, ...rows.map((row) => row.length)),
      first: texts.find(Boolean) || "",
      heads: cells.filter((cell) => isHead(cell)),
      caption: !!table.caption && !!textOf(table.caption),
      nested: !!querySelector(table, "table"),
      inner: !!parentElementOf(table) && !!closest(parentElementOf(table), "table"),
    };
  });
const isHead = (cell) => {
  const role = explicitRole(cell);
  return role ? role === "columnheader" || role === "rowheader" : localNameOf(cell) === "th";
};
const tables = function* (page) {
  for (const table of page.all("table")) {
    if (isExposed(table) && isVisible(table)) yield facts(table);
  }
};
const inBold = (cell) => {
  const text = textOf(cell);
  if (!text) return false;
  let el = cell;
  while (firstElementChildOf(el) && textOf(firstElementChildOf(el)) === text)
    el = firstElementChildOf(el);
  return parseInt(styleOf(el).fontWeight, 10) >= 600;
};
const ground = (cell) => {
  const own = styleOf(cell).backgroundColor;
  return parseColour(own)[3] > 0 ? own : styleOf(parentElementOf(cell)).backgroundColor;
};
/** Every cell is a short piece of text. */
const plain = (it) =>
  it.cells.every((cell, at) => it.texts[at].length <= LONG_CELL && !querySelector(cell, BLOCKS));
const filled = (it) => it.texts.filter(Boolean).length * 3 >= it.texts.length * 2;
const regular = (it) =>
  it.rows.filter((row) => row.length === it.width).length * 3 >= it.rows.length * 2;
const bordered = (it) =>
  parseInt(attr(it.table, "border"), 10) > 0 ||
  (it.cells.length > 0 &&
    ["Top", "Left"].some(
      (side) => parseFloat(styleOf(it.cells[it.cells.length - 1])[`border${side}Width`]) > 0,
    ));

/** A table that may hold data: no layout table, no other role, two rows and columns at least. */
const mayHoldData = (it) => !it.layout && it.own && it.rows.length > 1 && it.width > 1;
const holdsHeadAttributes = (cell) => hasAttr(cell, "scope") || hasAttr(cell, "headers");
/** Whether its markup says that a table holds data. */
const isMarkedAsData = (it) =>
  it.caption ||
  !!it.table.tHead ||
  !!attr(it.table, "summary") ||
  it.cells.some(holdsHeadAttributes);
/** Whether the first row is in bold, and no other one is. */
const hasLoudTop = ([top, ...rest]) =>
  top.length > 1 && top.every(inBold) && !rest.some((row) => row.every(inBold));
/** Whether the first row has one background, and no other row has it. */
const hasTintedTop = ([top, ...rest]) => {
  const grounds = new Set(top.map(ground));
  return (
    top.length > 1 &&
    grounds.size === 1 &&
    parseColour([...grounds][0])[3] > 0 &&
    rest.every((row) => !grounds.has(ground(row[0])))
  );
};
/** Whether each row below the first has figures beside its first cell. */
const holdsFigures = ([, ...rest]) =>
  rest.length > 1 && rest.every((row) => row.slice(1).some((cell) => /\d/.test(textOf(cell))));
/** Whether the first row has words in each column. */
const hasWordedTop = (it) =>
  it.rows[0].length === it.width && it.rows[0].every((cell) => /\p{L}/u.test(textOf(cell)));

/** Whether it is certain that the first row of a table is its header. */
const isSurelyHeaded = (it, loud, figures) =>
  it.rows.length > 2 &&
  (it.caption || !!it.table.tHead || (loud && (figures || bordered(it)))) &&
  hasWordedTop(it) &&
  !it.cells.some((cell) => hasAttr(cell, "scope"));
/** "failed", "cantTell" or nothing for a table without header cells. */
const judgeHeadless = (it) => {
  const loud = hasLoudTop(it.rows),
    figures = holdsFigures(it.rows);
  if (isSurelyHeaded(it, loud, figures)) return "failed";
  const perhaps = isMarkedAsData(it) || loud || hasTintedTop(it.rows) || bordered(it);
  const large = it.rows.length > 2 && (figures || it.width > 2);
  return perhaps || large ? "cantTell" : "";
};

rule("table-without-headers", function* (page) {
  for (const it of tables(page)) {
    if (!mayHoldData(it)) continue;
    if (it.heads.length) {
      yield rowHeadsMissing(it)
        ? page.ask(it.table, { key: "rows", text: textOf(it.rows[1][0]) })
        : page.pass(it.table);
      continue;
    }
    if (!plain(it) || !filled(it) || !regular(it) || it.nested) continue;
    const outcome = judgeHeadless(it);
    const data = { text: it.first };
    if (outcome) yield outcome === "failed" ? page.fail(it.table, data) : page.ask(it.table, data);
  }
});
const rowHeadsMissing = (it) => {
  const body = it.rows.slice(1);
  return (
    body.length > 1 &&
    it.width > 2 &&
    it.rows[0].every(isHead) &&
    body.every(
      (row) =>
        row.length === it.width &&
        !isHead(row[0]) &&
        /\p{L}/u.test(textOf(row[0])) &&
        inBold(row[0]) &&
        !row.slice(1).every(inBold),
    )
  );
};

rule("table-only-headers", function* (page) {
  for (const it of tables(page)) {
    if (!mayHoldData(it)) continue;
    const worded = it.cells.filter((cell, at) => it.texts[at]);
    const all =
      worded.length > 3 &&
      it.cells.every((cell) => localNameOf(cell) === "th" && !hasAttr(cell, "role"));
    yield all ? page.fail(it.table, { text: it.first }) : page.pass(it.table);
  }
});

/** What only a table of data has, as words; nothing for a table that has none of it. */
const dataMarkup = (it) => {
  if (it.cells.some((cell) => localNameOf(cell) === "th" && textOf(cell))) return "header cells";
  if (it.caption) return "a caption";
  if ((attr(it.table, "summary") || "").trim()) return "a summary";
  return it.cells.some(holdsHeadAttributes) ? "a scope" : "";
};
/** Whether a table that nothing marks as data has anything in it. */
const isBareTable = (it) =>
  it.own && !it.heads.length && !it.caption && it.cells.length > 0 && (it.first || it.nested);
/** Whether a table is a single row or column, or holds what is longer than data. */
const looksLikeLayout = (it) =>
  it.rows.length === 1 ||
  it.width === 1 ||
  it.cells.some((cell, at) => it.texts[at].length > LONG_CELL * 2 || querySelector(cell, BLOCKS));

rule("table-for-layout", function* (page) {
  for (const it of tables(page)) {
    if (it.layout) {
      const what = dataMarkup(it);
      yield what
        ? page.ask(it.table, { key: "marked", what, text: it.first })
        : page.pass(it.table);
    } else if (!it.inner && isBareTable(it)) {
      if (it.cells.length === 1 && !textOf(it.table)) continue;
      yield looksLikeLayout(it) ? page.ask(it.table, { text: it.first }) : page.pass(it.table);
    }
  }
});

rule("table-nested", function* (page) {
  for (const it of tables(page)) {
    if (!it.inner || it.layout) continue;
    const cell = closest(parentElementOf(it.table), "td, th");
    const outer = cell && facts(closest(cell, "table"));
    if (!outer || outer.layout) yield page.pass(it.table);
    else if (localNameOf(cell) === "th") yield page.ask(it.table, { key: "header" });
    else if (outer.heads.length) yield page.ask(it.table);
    else yield page.pass(it.table);
  }
});

rule("table-irregular", function* (page) {
  for (const it of tables(page)) {
    if (it.layout || !it.own || !it.heads.length || it.rows.length < 2) continue;
    const tied = it.cells.some(
      (cell) => holdsHeadAttributes(cell) || /header$/.test(explicitRole(cell)),
    );
    const widths = widthsOf(it.table);
    const odd = widths.findIndex((width) => width !== widths[0]);
    const headRows = it.rows.filter(
      (row) =>
        row.length > 1 && row.every((cell) => isHead(cell) || !textOf(cell)) && row.some(isHead),
    ).length;
    const first = it.rows[0];
    const above = first.length > 1 && first.filter(isHead).length > 1;
    const beside =
      it.rows.filter((row) => row.length > 1 && isHead(row[0]) && !isHead(row[row.length - 1]))
        .length > 1;
    const spanning = it.heads.some(
      (cell) => (cell.colSpan > 1 && cell.colSpan < widths[0]) || cell.rowSpan > 1,
    );
    if (odd > 0) yield page.ask(it.table, { count: widths[odd], width: widths[0] });
    else if (!tied && (headRows > 1 || spanning)) yield page.ask(it.table, { key: "levels" });
    else if (!tied && above && beside) yield page.ask(it.table, { key: "both" });
    else yield page.pass(it.table);
  }
});

/** How many columns each row fills, spans included; at most 200 rows. */
const widthsOf = (table) => {
  const hanging = []; // per column: rows that a cell from above still fills
  const widths = [];
  let section = null;
  for (const row of [...table.rows].slice(0, 200)) {
    if (parentElementOf(row) !== section) {
      section = parentElementOf(row);
      hanging.length = 0;
    }
    let column = 0,
      width = 0;
    const taken = hanging.map((left) => left > 0);
    for (let at = 0; at < hanging.length; at += 1) if (hanging[at] > 0) hanging[at] -= 1;
    for (const cell of row.cells) {
      while (taken[column]) column += 1;
      const span = Math.min(cell.colSpan, 1000);
      for (let n = 0; n < span; n += 1) {
        taken[column + n] = true;
        hanging[column + n] = (cell.rowSpan || 1000) - 1;
      }
      column += span;
    }
    for (let at = 0; at < taken.length; at += 1) if (taken[at]) width += 1;
    if (row.cells.length) widths.push(width);
  }
  return widths;
};
