// The words of the page as plain data, for the checks that judge words outside of the browser. An
// element is a number there, and becomes a target only if something is wrong with it.

import {
  attr,
  childrenOf,
  classNameOf,
  closest,
  containsNode,
  documentElementOf,
  firstChildOf,
  firstElementChildOf,
  hasAttr,
  localNameOf,
  maybe,
  nextSiblingOf,
  nodeTypeOf,
  parentElementOf,
  previousElementSiblingOf,
  querySelector,
  querySelectorAll,
  textContentOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { describe } from "../../js/describe.js";
import { accessibleDescription, accessibleName, roleOf } from "../../js/names.js";
import { once } from "../../js/once.js";
import { explicitRole } from "../../js/roles.js";
import { ownText, squeeze, textOf, textRuns } from "../../js/text.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { isExposed, isRendered, styleOf } from "../../js/visibility.js";

const MOST = 200000; // characters; nobody reads a longer page
const MOST_LINKS = 2000;
const NO_WORDS =
  "code, pre, kbd, samp, var, math, textarea, [translate=no], .notranslate, [contenteditable=true]";
const HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]";
// What WCAG takes for the context of a link: its list item, table cell or paragraph.
const CONTEXT =
  "p, li, td, th, dd, dt, figcaption, caption, blockquote, [role=listitem], [role=cell], [role=gridcell]";

let elements = [];
const numberOf = (el) => elements.push(el) - 1;

const holders = () => once("reading.holders", () => new Map());
/** The element whose lang applies to another one, or null. */
const holder = (el) => {
  const known = holders().get(el);
  if (known !== undefined) return known;
  const up = parentOf(el);
  const found = hasAttr(el, "lang") ? el : up ? holder(up) : null;
  holders().set(el, found);
  return found;
};
const languageOf = (el) => maybe(holder(el), (it) => attr(it, "lang").trim()) ?? "";

const isSetApart = (el) =>
  /^(b|strong|a|button|code|kbd|samp|label)$/.test(localNameOf(el)) ||
  closest(el, "a[href], strong, b, button");
/** An empty group for the text of a run whose language is given by one element. */
const groupOf = (by, el) => ({
  text: "",
  lang: by ? attr(by, "lang").trim() : "",
  root: by === documentElementOf(document),
  held: by === el && by !== documentElementOf(document),
  named: [],
  el,
});
/** Add the text of a part to a group; what is no prose is a place holder. */
const addText = (group, part) => {
  const start = group.text.length;
  group.text += closest(part.el, NO_WORDS) ? "\uFFFC" : part.text;
  if (isSetApart(part.el)) group.named.push([start, group.text.length]);
};
/** The text of a run by the element that gives its language, from at most `room` characters. */
const byLanguage = (run, room) => {
  const groups = new Map();
  let length = 0;
  for (const part of run.parts) {
    if (length > room) return { groups: new Map(), length };
    if (nodeTypeOf(part.node) !== 3) {
      for (const group of groups.values()) group.text += part.text === "\n" ? "\n" : "\uFFFC";
      continue;
    }
    const by = holder(part.el);
    if (!groups.has(by)) groups.set(by, groupOf(by, part.el));
    addText(groups.get(by), part);
    length += part.text.length;
  }
  return { groups, length };
};

/** Runs of text of one language in one block; `named` are the stretches in bold, links or code. */
const blocks = () => {
  const found = [];
  let room = MOST;
  for (const run of textRuns()) {
    const { groups, length } = byLanguage(run, room);
    room -= length;
    for (const { el, ...data } of groups.values()) {
      if (!/\p{L}/u.test(data.text)) continue;
      found.push({
        ...data,
        heading: !!closest(el, HEADINGS),
        link: !!closest(el, "a[href], button, nav, [role=navigation]"),
        exposed: isExposed(el),
        el: numberOf(groups.size > 1 ? el : run.el),
      });
    }
    if (room < 0) break;
  }
  return found;
};

/** The text of a paragraph, list item or cell and of those around it; images inside of a link are its own. */
const boxTexts = (box, el) => {
  const texts = [];
  for (let at = box; at; at = maybe(parentElementOf(at), (it) => closest(it, "li, td, th, dd"))) {
    texts.push(textOf(at).slice(0, 2000));
    for (const image of querySelectorAll(at, "img[alt]"))
      if (!containsNode(el, image)) texts.push(image.alt);
  }
  return texts;
};
/** The headers of the row and the column of a cell. */
const cellHeaders = (cell) => {
  const texts = [];
  const row = closest(cell, "tr, [role=row]");
  if (row) texts.push(...[...querySelectorAll(row, "th, [role=rowheader]")].map(textOf));
  const head = maybe(closest(cell, "table"), (it) => querySelector(it, "tr"));
  const above = head && cell.cellIndex >= 0 ? head.cells[cell.cellIndex] : null;
  if (above && above !== cell) texts.push(textOf(above));
  return texts;
};
const isInlineText = (node) =>
  nodeTypeOf(node) === 3 ||
  (nodeTypeOf(node) === 1 && /^inline/.test(styleOf(node).display) && localNameOf(node) !== "a");
/** The text of an inline block that is no paragraph: “Read more <a>here</a>” in a div. */
const inlineTexts = (el) => {
  const texts = [];
  let seen = 0;
  for (
    let node = firstChildOf(parentElementOf(el));
    node && seen < 200;
    node = nextSiblingOf(node)
  ) {
    seen += 1;
    if (node !== el && isInlineText(node)) texts.push(textContentOf(node).slice(0, 300));
  }
  return texts;
};
/** What stands around a link in its paragraph, list item or cell, without the link itself. */
const contextOf = (el) => {
  const box = closest(el, CONTEXT);
  const cell = closest(el, "td, [role=gridcell], [role=cell]");
  // A term names what its description links to.
  const term = maybe(closest(el, "dd"), previousElementSiblingOf);
  const text = [
    ...boxTexts(box, el),
    ...(cell ? cellHeaders(cell) : []),
    ...(term ? [textOf(term)] : []),
    ...(!box && parentElementOf(el) ? inlineTexts(el) : []),
  ]
    .map((one) => ` ${one}`)
    .join("");
  const own = textOf(el);
  return own ? text.split(own).join(" ") : text;
};

/** Whether a heading stands before a link in the part of the page that it is in. */
const headed = (el, order, places) => {
  const part = closest(
    el,
    "section, article, li, aside, nav, figure, fieldset, [role=region], [role=article], main, body",
  );
  if (!part) return false;
  const at = order.get(el),
    from = order.get(part);
  return (
    places.some((place) => place > from && place < at) ||
    !!closest(el, HEADINGS) ||
    (localNameOf(part) !== "body" && localNameOf(part) !== "main" && !!accessibleName(part))
  );
};

const links = () => {
  const found = [];
  for (const el of selectAll("a[href], area[href], [role=link]")) {
    if (found.length >= MOST_LINKS) break;
    if (
      !isExposed(el) ||
      hasAttr(el, "aria-expanded") ||
      hasAttr(el, "aria-haspopup") ||
      closest(el, "[hidden]")
    )
      continue;
    const role = explicitRole(el);
    if (role && role !== "link") continue;
    const name = accessibleName(el);
    if (!name || name.length > 40) continue;
    found.push({ name, lang: languageOf(el), el: numberOf(el) });
  }
  return found;
};

/** What a phrase is: "set apart" by its kind of element, else the name of the element. */
const phraseKind = (el) =>
  /^(i|em|q|cite|dfn)$/.test(localNameOf(el)) ? "set apart" : localNameOf(el);
/** Whether a phrase of some kind is set apart at all, and there for readers. */
const isPhrase = (el, kind) => {
  if (kind === "span" && !hasAttr(el, "lang") && !classNameOf(el)) return false;
  return !closest(el, NO_WORDS) && (isRendered(el) || kind === "option");
};
/** The innermost element that holds all words of another one: the language may stand on it. */
const innermost = (el, text) => {
  let at = el;
  while (childrenOf(at).length === 1 && textOf(firstElementChildOf(at)) === text)
    at = firstElementChildOf(at);
  return at;
};
/** Phrases that are set apart in their sentence, which may be in another language. */
const phrases = () => {
  const found = [];
  for (const el of selectAll("i, em, q, cite, dfn, span, a[href], li, td, option")) {
    if (found.length >= 300) break;
    const kind = phraseKind(el);
    const text = kind === "li" || kind === "td" ? ownText(el) : textOf(el);
    if (text.length < 4 || text.length > 300 || childrenOf(el).length > 3) continue;
    if (isPhrase(el, kind))
      found.push({ text, kind, lang: languageOf(innermost(el, text)), el: numberOf(el) });
  }
  return found;
};

const abbreviations = () =>
  selectAll("abbr, acronym").map((el) => ({
    text: textOf(el),
    title: (attr(el, "title") || attr(el, "aria-label") || "").trim(),
    el: numberOf(el),
  }));

/** All headings with what stands between them and the next one. */
const headings = () =>
  selectAll(HEADINGS)
    .filter((el) => isExposed(el) && roleOf(el) === "heading")
    .slice(0, 300)
    .map((el) => ({ text: accessibleName(el), lang: languageOf(el), el: numberOf(el) }));

/**
 * {lang, html, root, title, blocks, links, headings, phrases, abbreviations}; `el` in each is a
 * number for readingTargets.
 */
export const reading = () => {
  elements = [];
  const root = documentElementOf(document);
  return {
    lang: (attr(root, "lang") || "").trim(),
    html: localNameOf(root) === "html",
    root: numberOf(root),
    title: titleOf(document),
    blocks: blocks(),
    links: links(),
    headings: headings(),
    phrases: phrases(),
    abbreviations: abbreviations(),
  };
};

/** What is around links: {context, headed, description} for each of their numbers. */
export const readingLinks = (numbers) => {
  const order = new Map(selectAll("*").map((one, at) => [one, at]));
  const places = selectAll(HEADINGS)
    .filter(isExposed)
    .map((one) => order.get(one));
  return numbers.map((number) => {
    const el = elements[number];
    return {
      context: squeeze(contextOf(el)).slice(0, 400),
      headed: headed(el, order, places),
      description: accessibleDescription(el),
    };
  });
};

export const readingTargets = (numbers) => numbers.map((number) => describe(elements[number]));
