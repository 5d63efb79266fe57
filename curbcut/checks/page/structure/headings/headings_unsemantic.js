// Headings that are none.

import {
  attr,
  bodyOf,
  closest,
  containsNode,
  idOf,
  localNameOf,
  parentElementOf,
  querySelector,
} from "../../../../browser/scripts/dom.js";
import { roleOf } from "../../../js/names.js";
import { once } from "../../../js/once.js";
import { rule } from "../../../js/rules.js";
import { textOf } from "../../../js/text.js";
import { selectAll } from "../../../js/tree.js";
import { isExposed, isVisible } from "../../../js/visibility.js";
import { wordsPattern } from "../../../js/words.js";
import { allLines, around, letters, lineBox, lookOf } from "../lines.js";

// --- headings -----------------------------------------------------------------------------------

const NO_HEADING =
  "h1, h2, h3, h4, h5, h6, [role=heading], button, [role=button], a[href], label, legend, caption, figcaption, figure, summary, dt, dl, li, th, thead, nav, [role=navigation], [role=banner], [role=tab], [role=tablist], [role=menu], [role=menubar], [role=alert], [role=status], [role=listitem], [role=columnheader], [role=rowheader], code, pre, samp, address, blockquote, time, output, [contenteditable=true]";

/** The ids that name or describe something else. */
const namers = () =>
  once("fakes.namers", () => {
    const ids = new Set();
    for (const el of selectAll("[aria-labelledby], [aria-describedby]")) {
      for (const name of ["aria-labelledby", "aria-describedby"]) {
        for (const id of (attr(el, name) || "").split(/\s+/)) if (id) ids.add(id);
      }
    }
    return ids;
  });
const headsSomething = (el) => {
  for (let at = el, far = 0; at && far < 4; at = parentElementOf(at), far += 1)
    if (idOf(at) && namers().has(idOf(at))) return true;
  return false;
};

const couldHead = (line) => {
  const { text } = line;
  const count = text.split(" ").length;
  return (
    text.length >= 3 &&
    text.length <= 100 &&
    count <= 14 &&
    letters(text) >= 3 &&
    letters(text) * 2 > text.replace(/\s/g, "").length &&
    !/[.;,!…。、،؛]["”’)]?$/.test(text) &&
    !/\n/.test(text)
  );
};
// A label such as “Note” says what kind of box this is; it opens no part of the page.
const NOTE = wordsPattern("note_label");
const BOX =
  "[role=note], [class*=callout], [class*=admonition], [class*=alert], [class*=notice], [class*=toast], [class*=message]";
const labelsBox = (el, text) => {
  const box = closest(el, BOX);
  return (
    NOTE.test(text) ||
    (!!box && box !== bodyOf(document) && textOf(box).startsWith(text) && textOf(box).length < 800)
  );
};
const inBanner = (el) => {
  const header = closest(el, "header");
  return !!header && roleOf(header) === "banner";
};

const PRICE = /^[\p{Sc}~±+-]*\s?\d[\d.,\s]*(\p{Sc}|%|\/|$)/u;
const BYLINE = wordsPattern("byline");
/** Letters in the line before that head this part already: what follows them is a byline or a lead. */
const headedBy = (line) => {
  const heading = line && closest(line.run.el, "h2, h3, h4, h5, h6, [role=heading]");
  return !!heading && isExposed(heading);
};

const HEADING = "h1, h2, h3, h4, h5, h6, [role=heading]";
/** Whether all words of a line are within something. */
const isWhollyIn = (line, selector) =>
  line.parts.every((part) => !/\S/.test(part.text) || closest(part.el, selector));
/** Whether a line begins an item of a list or a cell of a table, apart from another line. */
const beginsItem = (next, line) =>
  /^(li|dt|td|th)$/.test(localNameOf(next.run.el)) && next.run.el !== line.run.el;
/** Whether a line can be headed: a sentence rather than another label, or a list or table. */
const canBeHeaded = (next, line) =>
  next.text.length >= (next.run === line.run ? 40 : 25) || beginsItem(next, line);

/** Whether the words of a line read like a heading of the next one. */
const readsAsHeading = (line, next) =>
  couldHead(line) && !PRICE.test(line.text) && !BYLINE.test(line.text) && canBeHeaded(next, line);

/** Whether a line looks like a heading of the next one. */
const looksAsHeading = (line, next) => {
  const look = lookOf(line),
    below = lookOf(next);
  if (!look || !below || !standsOut(look, below)) return false;
  return !beginsItem(next, line) || look.size >= below.size;
};

/** Whether a line is in something that cannot head the next one: links, labels, real headings. */
const isOtherwiseMarked = (line, next) => {
  const within = line.run.el;
  // A line that is a link leads somewhere; and what is around the text is headed by nothing in it.
  if (isWhollyIn(line, "a[href]")) return true;
  const main = closest(within, "main, [role=main]");
  if (main && !containsNode(main, next.run.el)) return true;
  if (closest(around(line), NO_HEADING) || closest(within, NO_HEADING)) return true;
  // A real heading that is laid out in a line, with a box around it.
  if (isWhollyIn(line, HEADING)) return true;
  const table = closest(within, "table");
  return !!table && containsNode(table, next.run.el) && !!querySelector(table, "th");
};

/** Whether a line is above the next one, and not taller than a heading of up to three lines. */
const isAbove = (line, next) => {
  const [upper, lower] = [lineBox(line), lineBox(next)];
  const size = lookOf(line)?.size ?? 0;
  return (
    lower.top >= upper.bottom - size * 0.6 &&
    upper.left < lower.right &&
    lower.left < upper.right &&
    upper.height <= size * 3.4
  );
};

/** Whether everybody meets a line and the next one. */
const isMet = (line, next) =>
  isExposed(line.run.el) && isExposed(next.run.el) && isVisible(line.run.el);
/** Whether a line names something else than what follows it. */
const namesSomethingElse = (line) =>
  inBanner(line.run.el) || headsSomething(around(line)) || labelsBox(line.run.el, line.text);

rule("heading-bold", function* (page) {
  const lines = allLines().flat();
  for (const [at, line] of lines.slice(0, -1).entries()) {
    const next = lines[at + 1];
    if (
      readsAsHeading(line, next) &&
      looksAsHeading(line, next) &&
      !headedBy(lines[at - 1]) &&
      !isOtherwiseMarked(line, next) &&
      isMet(line, next) &&
      !namesSomethingElse(line) &&
      isAbove(line, next)
    )
      yield page.ask(around(line), { text: line.text });
  }
});
const standsOut = (look, below) => {
  if (look.size < below.size) return false;
  if (look.size >= below.size * 1.15) return look.bold || !below.bold;
  return (
    (look.bold && !below.bold) ||
    (look.underlined && !below.underlined) ||
    (look.capitals && !below.capitals)
  );
};
