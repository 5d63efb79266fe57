// The same words for different things.

import {
  closest,
  containsNode,
  createRange,
  getRootNode,
  localNameOf,
  maybe,
  parentElementOf,
  querySelector,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { describe } from "../../js/describe.js";
import { accessibleDescription, accessibleName } from "../../js/names.js";
import { ownText, textOf } from "../../js/text.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { isExposed } from "../../js/visibility.js";
import { addressOf, fold } from "./addresses.js";
import { inlineLinks } from "./purpose.js";

// --- the same words for different things ----------------------------------------------------------

const whereTo = (el) => {
  const url = addressOf(el);
  if (!url) return "";
  if (url.protocol === "javascript:") return "";
  const path = url.pathname.replace(/\/(?:index|default)\.\w+$/i, "/").replace(/(?<=.)\/$/, "");
  return `${url.protocol}//${url.host}${path}${url.search}${url.hash}`;
};
/** What tells a link from others with the same words: the sentence, item, cells or heading it is in. */
const contextOf = (el) => {
  const parts = [];
  const block = closest(el, "p, li, dd, td, th, figure, blockquote, caption");
  if (block) parts.push(textOf(block));
  const row = closest(el, "tr");
  if (row) parts.push(...[...row.cells].map((cell) => textOf(cell)));
  const item = maybe(block, (it) => maybe(parentElementOf(it), (it2) => closest(it2, "li")));
  if (item) parts.push(ownText(item));
  if (!block) parts.push(textOf(parentOf(el) || el));
  return fold(parts.join(" "));
};
/** The last heading before each link, in one pass. */
const headingsOf = () => {
  const found = new Map();
  let last = null;
  for (const el of selectAll("h1, h2, h3, h4, h5, h6, [role=heading], a[href]")) {
    if (localNameOf(el) === "a") found.set(el, last && containsNode(last, el) ? null : last);
    else if (isExposed(el)) last = el;
  }
  return found;
};

const numbers = new WeakMap();
let last = 0;
const numberOf = (el) => {
  if (!el) return 0;
  if (!numbers.has(el)) numbers.set(el, ++last);
  return numbers.get(el);
};

/** Pairs of links with the same words and context, and the number of links with any other's words. */
/** Whether hardly a word stands between two links: nothing that could tell them apart. */
const standBeside = (first, second) => {
  if (getRootNode(first) !== getRootNode(second)) return false;
  const between = createRange(document);
  between.setStartAfter(first);
  between.setEndBefore(second);
  const inside = between.cloneContents();
  return (
    (textContentOf(inside).match(/[\p{L}\p{N}]+/gu) || []).length <= 1 &&
    !querySelector(inside, "a, img, svg, h1, h2, h3, h4, h5, h6, tr, td, li, section, article, hr")
  );
};

const sameWords = () => {
  const groups = new Map();
  for (const el of inlineLinks()) {
    const words = fold(accessibleName(el));
    if (!words) continue;
    if (!groups.has(words)) groups.set(words, []);
    groups.get(words).push(el);
  }
  /** @type {Map<any, any> | undefined} */
  let headings;
  let shared = 0;
  const pairs = [];
  for (const [words, links] of groups) {
    if (links.length < 2) continue;
    shared += links.length;
    if (new Set(links.map(whereTo).filter(Boolean)).size < 2) continue;
    headings ??= headingsOf();
    const seen = new Map();
    for (const el of links) {
      const to = whereTo(el);
      if (!to) continue;
      const context = contextOf(el);
      // Words of its own around a link tell it from the others; else the heading above it does.
      const told = context === words ? "" : context;
      const key = `${fold(accessibleDescription(el))}|${told}|${told ? "" : numberOf(headings.get(el))}`;
      if (!seen.has(key)) seen.set(key, new Map());
      const known = seen.get(key);
      if (known.has(to)) continue;
      known.set(to, el);
      if (known.size > 1) {
        const [other, first] = [...known][0];
        pairs.push({ el, to, other, beside: standBeside(first, el) });
      }
    }
  }
  return { shared, pairs };
};

export const linksWithSameWords = () => {
  const { shared, pairs } = sameWords();
  return {
    shared,
    own: location.origin,
    pairs: pairs.slice(0, 40).map((pair) => ({
      text: accessibleName(pair.el),
      to: pair.to,
      other: pair.other,
      beside: pair.beside,
      target: describe(pair.el),
    })),
  };
};
