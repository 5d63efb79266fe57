// The words of the page as plain data, for the checks that judge words outside of the browser. An
// element is a number there, and becomes a target only if something is wrong with it.

import { describe } from "../../js/describe.js";
import { accessibleDescription, accessibleName, roleOf } from "../../js/names.js";
import { once } from "../../js/once.js";
import { explicitRole } from "../../js/roles.js";
import { ownText, squeeze, textOf, textRuns } from "../../js/text.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { isExposed, isRendered, styleOf } from "../../js/visibility.js";

const MOST = 200000; // characters; what is longer is no page that somebody reads
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
  const found = el.hasAttribute("lang") ? el : up ? holder(up) : null;
  holders().set(el, found);
  return found;
};
const languageOf = (el) => holder(el)?.getAttribute("lang").trim() ?? "";

/** Runs of text of one language in one block; `named` are the stretches in bold, links or code. */
const blocks = () => {
  const found = [];
  let length = 0;
  for (const run of textRuns()) {
    const groups = new Map();
    for (const part of run.parts) {
      if (length > MOST) return found;
      if (part.node.nodeType !== 3) {
        for (const group of groups.values()) group.text += part.text === "\n" ? "\n" : "\uFFFC";
        continue;
      }
      const by = holder(part.el);
      let group = groups.get(by);
      if (!group) {
        group = {
          text: "",
          lang: by ? by.getAttribute("lang").trim() : "",
          root: by === document.documentElement,
          held: by === part.el && by !== document.documentElement,
          named: [],
          el: part.el,
        };
        groups.set(by, group);
      }
      const start = group.text.length;
      if (part.el.closest(NO_WORDS)) group.text += "\uFFFC";
      else group.text += part.text;
      if (
        /^(b|strong|a|button|code|kbd|samp|label)$/.test(part.el.localName) ||
        part.el.closest("a[href], strong, b, button")
      )
        group.named.push([start, group.text.length]);
      length += part.text.length;
    }
    for (const group of groups.values()) {
      if (!/\p{L}/u.test(group.text)) continue;
      const { el, ...data } = group;
      const heading = el.closest(HEADINGS);
      found.push({
        ...data,
        heading: !!heading,
        link: !!el.closest("a[href], button, nav, [role=navigation]"),
        exposed: isExposed(el),
        el: numberOf(groups.size > 1 ? el : run.el),
      });
    }
  }
  return found;
};

/** What stands around a link in its paragraph, list item or cell, without the link itself. */
const contextOf = (el) => {
  const box = el.closest(CONTEXT);
  let text = "";
  for (let at = box; at; at = at.parentElement?.closest("li, td, th, dd")) {
    text += ` ${textOf(at).slice(0, 2000)}`;
    for (const image of at.querySelectorAll("img[alt]"))
      if (!el.contains(image)) text += ` ${image.alt}`;
  }
  const cell = el.closest("td, [role=gridcell], [role=cell]");
  if (cell) {
    const row = cell.closest("tr, [role=row]");
    if (row) text += ` ${[...row.querySelectorAll("th, [role=rowheader]")].map(textOf).join(" ")}`;
    const head = cell.closest("table")?.querySelector("tr");
    if (
      head &&
      cell.cellIndex >= 0 &&
      head.cells[cell.cellIndex] &&
      head.cells[cell.cellIndex] !== cell
    )
      text += ` ${textOf(head.cells[cell.cellIndex])}`;
  }
  // A term names what its description links to.
  const dd = el.closest("dd");
  if (dd?.previousElementSibling) text += ` ${textOf(dd.previousElementSibling)}`;
  // The text of an inline block that is no paragraph: “Read more <a>here</a>” in a div.
  if (!box && el.parentElement) {
    let seen = 0;
    for (let node = el.parentElement.firstChild; node && seen < 200; node = node.nextSibling) {
      seen += 1;
      if (
        node !== el &&
        (node.nodeType === 3 ||
          (node.nodeType === 1 && /^inline/.test(styleOf(node).display) && node.localName !== "a"))
      )
        text += ` ${node.textContent.slice(0, 300)}`;
    }
  }
  const own = textOf(el);
  return own ? text.split(own).join(" ") : text;
};

/** Whether a heading stands before a link in the part of the page that it is in. */
const headed = (el, order, places) => {
  const part = el.closest(
    "section, article, li, aside, nav, figure, fieldset, [role=region], [role=article], main, body",
  );
  if (!part) return false;
  const at = order.get(el),
    from = order.get(part);
  return (
    places.some((place) => place > from && place < at) ||
    !!el.closest(HEADINGS) ||
    (part.localName !== "body" && part.localName !== "main" && !!accessibleName(part))
  );
};

const links = () => {
  const found = [];
  for (const el of selectAll("a[href], area[href], [role=link]")) {
    if (found.length >= MOST_LINKS) break;
    if (
      !isExposed(el) ||
      el.hasAttribute("aria-expanded") ||
      el.hasAttribute("aria-haspopup") ||
      el.closest("[hidden]")
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
    const text = el.localName === "li" || el.localName === "td" ? ownText(el) : textOf(el);
    if (text.length < 4 || text.length > 300 || el.children.length > 3) continue;
    const kind = /^(i|em|q|cite|dfn)$/.test(el.localName) ? "set apart" : el.localName;
    if (kind === "span" && !el.hasAttribute("lang") && !el.className) continue;
    if (el.closest(NO_WORDS) || (!isRendered(el) && el.localName !== "option")) continue;
    // The language may stand on an element within that holds all of the words.
    let worded = el;
    while (worded.children.length === 1 && textOf(worded.firstElementChild) === text)
      worded = worded.firstElementChild;
    found.push({ text, kind, lang: languageOf(worded), el: numberOf(el) });
  }
  return found;
};

const abbreviations = () =>
  selectAll("abbr, acronym").map((el) => ({
    text: textOf(el),
    title: (el.getAttribute("title") || el.getAttribute("aria-label") || "").trim(),
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
  const root = document.documentElement;
  return {
    lang: (root.getAttribute("lang") || "").trim(),
    html: root.localName === "html",
    root: numberOf(root),
    title: document.title,
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
