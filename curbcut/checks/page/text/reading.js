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

/** Runs of text of one language in one block; `named` are the stretches in bold, links or code. */
const blocks = () => {
  const found = [];
  let length = 0;
  for (const run of textRuns()) {
    const groups = new Map();
    for (const part of run.parts) {
      if (length > MOST) return found;
      if (nodeTypeOf(part.node) !== 3) {
        for (const group of groups.values()) group.text += part.text === "\n" ? "\n" : "\uFFFC";
        continue;
      }
      const by = holder(part.el);
      let group = groups.get(by);
      if (!group) {
        group = {
          text: "",
          lang: by ? attr(by, "lang").trim() : "",
          root: by === documentElementOf(document),
          held: by === part.el && by !== documentElementOf(document),
          named: [],
          el: part.el,
        };
        groups.set(by, group);
      }
      const start = group.text.length;
      if (closest(part.el, NO_WORDS)) group.text += "\uFFFC";
      else group.text += part.text;
      if (
        /^(b|strong|a|button|code|kbd|samp|label)$/.test(localNameOf(part.el)) ||
        closest(part.el, "a[href], strong, b, button")
      )
        group.named.push([start, group.text.length]);
      length += part.text.length;
    }
    for (const group of groups.values()) {
      if (!/\p{L}/u.test(group.text)) continue;
      const { el, ...data } = group;
      const heading = closest(el, HEADINGS);
      found.push({
        ...data,
        heading: !!heading,
        link: !!closest(el, "a[href], button, nav, [role=navigation]"),
        exposed: isExposed(el),
        el: numberOf(groups.size > 1 ? el : run.el),
      });
    }
  }
  return found;
};

/** What stands around a link in its paragraph, list item or cell, without the link itself. */
const contextOf = (el) => {
  const box = closest(el, CONTEXT);
  let text = "";
  for (let at = box; at; at = maybe(parentElementOf(at), (it) => closest(it, "li, td, th, dd"))) {
    text += ` ${textOf(at).slice(0, 2000)}`;
    for (const image of querySelectorAll(at, "img[alt]"))
      if (!containsNode(el, image)) text += ` ${image.alt}`;
  }
  const cell = closest(el, "td, [role=gridcell], [role=cell]");
  if (cell) {
    const row = closest(cell, "tr, [role=row]");
    if (row) text += ` ${[...querySelectorAll(row, "th, [role=rowheader]")].map(textOf).join(" ")}`;
    const head = maybe(closest(cell, "table"), (it) => querySelector(it, "tr"));
    if (
      head &&
      cell.cellIndex >= 0 &&
      head.cells[cell.cellIndex] &&
      head.cells[cell.cellIndex] !== cell
    )
      text += ` ${textOf(head.cells[cell.cellIndex])}`;
  }
  // A term names what its description links to.
  const dd = closest(el, "dd");
  if (maybe(dd, previousElementSiblingOf)) text += ` ${textOf(previousElementSiblingOf(dd))}`;
  // The text of an inline block that is no paragraph: “Read more <a>here</a>” in a div.
  if (!box && parentElementOf(el)) {
    let seen = 0;
    for (
      let node = firstChildOf(parentElementOf(el));
      node && seen < 200;
      node = nextSiblingOf(node)
    ) {
      seen += 1;
      if (
        node !== el &&
        (nodeTypeOf(node) === 3 ||
          (nodeTypeOf(node) === 1 &&
            /^inline/.test(styleOf(node).display) &&
            localNameOf(node) !== "a"))
      )
        text += ` ${textContentOf(node).slice(0, 300)}`;
    }
  }
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

/** Phrases that are set apart in their sentence, which may be in another language. */
const phrases = () => {
  const found = [];
  for (const el of selectAll("i, em, q, cite, dfn, span, a[href], li, td, option")) {
    if (found.length >= 300) break;
    const text = localNameOf(el) === "li" || localNameOf(el) === "td" ? ownText(el) : textOf(el);
    if (text.length < 4 || text.length > 300 || childrenOf(el).length > 3) continue;
    const kind = /^(i|em|q|cite|dfn)$/.test(localNameOf(el)) ? "set apart" : localNameOf(el);
    if (kind === "span" && !hasAttr(el, "lang") && !classNameOf(el)) continue;
    if (closest(el, NO_WORDS) || (!isRendered(el) && localNameOf(el) !== "option")) continue;
    // The language may stand on an element within that holds all of the words.
    let worded = el;
    while (childrenOf(worded).length === 1 && textOf(firstElementChildOf(worded)) === text)
      worded = firstElementChildOf(worded);
    found.push({ text, kind, lang: languageOf(worded), el: numberOf(el) });
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
