import { closest, localNameOf, namespaceURIOf, nodeTypeOf } from "../../../browser/scripts/dom.js";
import { rule } from "../../js/rules.js";
import { squeeze, textRuns } from "../../js/text.js";
import { isExposed, isRendered } from "../../js/visibility.js";

const HTML = "http://www.w3.org/1999/xhtml";

rule("presentational-markup", function* (page) {
  const found = new Map();
  for (const el of page.all(
    "font, center, big, tt, strike, basefont, nobr, multicol, spacer, dir",
  )) {
    if (namespaceURIOf(el) !== HTML || (!isRendered(el) && localNameOf(el) !== "basefont"))
      continue;
    const group = found.get(localNameOf(el));
    if (group) group.count += 1;
    else found.set(localNameOf(el), { el, count: 1 });
  }
  for (const [tag, { el, count }] of found) yield page.fail(el, { tag, count });
});

rule("paragraphs-by-line-breaks", function* (page) {
  /** @type {any} the first run with paragraphs in it */
  let first = null;
  let count = 0;
  for (const run of textRuns()) {
    if (!run.parts.some((part) => localNameOf(part.node) === "br")) continue;
    if (closest(run.el, "pre, code, address, [contenteditable=true]") || !isExposed(run.el))
      continue;
    const paragraphs = [0]; // the characters of each
    let breaks = 0;
    for (const part of run.parts) {
      const length = part.text.trim().length;
      if (localNameOf(part.node) === "br") breaks += 1;
      else if (length) {
        if (breaks > 1) paragraphs.push(0);
        paragraphs[paragraphs.length - 1] += length;
        breaks = 0;
      }
    }
    const found = paragraphs.filter((length) => length >= 40).length - 1;
    if (found < 1) {
      yield page.pass(run.el);
      continue;
    }
    first = first || run;
    count += found + 1;
  }
  if (first)
    yield page.ask(first.el, {
      count,
      text: squeeze(first.parts.map((part) => part.text).join("")),
    });
});

const APART = /(?<![\p{L}\p{N}'’.])(?:\p{L}[ \u00A0\u2002-\u200A]){3,}\p{L}(?![\p{L}\p{N}'’])/gu;

rule("letters-spaced", function* (page) {
  for (const run of textRuns()) {
    const text = run.parts.map((part) => part.text).join("");
    const hits = text.match(APART);
    if (!hits || !isExposed(run.el) || closest(run.el, "code, pre, kbd, math, [translate=no]"))
      continue;
    const hit = hits.find(isWord);
    const part =
      hit &&
      run.parts.find((other) => nodeTypeOf(other.node) === 3 && other.text.includes(hit.trim()));
    if (part && closest(part.el, "code, kbd, samp, math")) continue;
    if (hit) yield page.ask(part ? part.el : run.el, { text: hit });
    else yield page.pass(run.el);
  }
});
const isWord = (hit) => {
  const signs = hit.replace(/\s/g, "").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  // An index of letters, steps or notes goes up or down; a chain of one letter is a pattern.
  const rises = [...signs].every((sign, at) => !at || sign > signs[at - 1]);
  const falls = [...signs].every((sign, at) => !at || sign < signs[at - 1]);
  return !rises && !falls && new Set(signs).size > 1;
};
