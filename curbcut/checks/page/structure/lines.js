// The lines of text of a page, and how they look.

import {
  createRange,
  hasAttr,
  localNameOf,
  nodeTypeOf,
  parentElementOf,
} from "../../../browser/scripts/dom.js";
import { once } from "../../js/once.js";
import { textOf, textRuns } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { styleOf } from "../../js/visibility.js";

export const letters = (text) => (text.match(/\p{L}/gu) || []).length;
export const isBold = (el) => parseInt(styleOf(el).fontWeight, 10) >= 600;
const sizeOf = (el) => parseFloat(styleOf(el).fontSize);

/** The lines of a run of text that hold anything: {text, raw, parts, run}. */
const linesOf = (run) => {
  const lines = [];
  let parts = [];
  const close = () => {
    const raw = parts.map((part) => part.text).join("");
    const text = raw
      .replace(/\uFFFC/g, " ")
      .replace(/\s+/g, " ")
      .trim();
    if (text || /\uFFFC/.test(raw)) lines.push({ text, raw, parts, run });
    parts = [];
  };
  for (const part of run.parts) {
    const pieces = part.text.split("\n");
    pieces.forEach((piece, at) => {
      if (at) close();
      if (piece) parts.push({ ...part, text: piece });
    });
  }
  close();
  return lines;
};
export const allLines = () => once("fakes.lines", () => textRuns().map(linesOf));

/** The element to point at for a line: the block if the line is all of it, else what is around it. */
export const around = (line) => {
  const { run, parts } = line;
  if (run.parts.length === parts.length && textOf(run.el).length <= line.text.length + 2)
    return run.el;
  const first = parts.find((part) => /\S/.test(part.text));
  let el = first ? first.el : run.el;
  if (localNameOf(el) === "br") el = run.el;
  while (
    el !== run.el &&
    parentElementOf(el) !== run.el &&
    parentElementOf(el) &&
    textOf(parentElementOf(el)) === line.text
  )
    el = parentElementOf(el);
  return el;
};

export const lineBox = (line) => {
  const texts = line.parts.filter((part) => nodeTypeOf(part.node) === 3);
  const range = createRange(document);
  range.setStartBefore(texts[0].node);
  range.setEndAfter(texts[texts.length - 1].node);
  return range.getBoundingClientRect();
};

/** How a line is set: whether all its letters are bold, underlined, capitals; its size in pixels. */
export const lookOf = (line) => {
  const worded = line.parts.filter(
    (part) => /[\p{L}\p{N}]/u.test(part.text) && nodeTypeOf(part.node) === 3,
  );
  if (!worded.length) return null;
  const every = (test) => worded.every((part) => test(part.el, part));
  return {
    bold: every((el) => isBold(el)),
    someBold: worded.some((part) => isBold(part.el)),
    size: Math.min(...worded.map((part) => sizeOf(part.el))),
    underlined: every((el) => underlined(el, line.run.el)),
    capitals:
      letters(line.text) >= 4 &&
      every(
        (el, part) =>
          styleOf(el).textTransform === "uppercase" || part.text === part.text.toUpperCase(),
      ) &&
      (/\p{Lu}/u.test(line.text) || styleOf(worded[0].el).textTransform === "uppercase"),
  };
};
const underlined = (el, top) => {
  for (let at = el; at; at = parentOf(at)) {
    // Underlines of links say that they are links.
    if (localNameOf(at) === "a" && hasAttr(at, "href")) return false;
    if (styleOf(at).textDecorationLine.includes("underline")) return true;
    if (at === top) return false;
  }
  return false;
};
