// The words of an element and of a page.

import {
  bodyOf,
  childNodesOf,
  innerTextOf,
  localNameOf,
  nodeTypeOf,
  textContentOf,
} from "../../browser/scripts/dom.js";
import { once } from "./once.js";
import { flatChildren } from "./tree.js";
import { styleOf } from "./visibility.js";

/** The words that an element shows or holds, with white space folded. */
export const textOf = (el) => (textContentOf(el) || "").replace(/\s+/g, " ").trim();
export const shownText = (el) =>
  innerTextOf(el) === undefined ? textOf(el) : innerTextOf(el).replace(/\s+/g, " ").trim();
/** Words of an element's own text nodes only. */
export const ownText = (el) =>
  [...childNodesOf(el)]
    .filter((n) => nodeTypeOf(n) === 3)
    .map((n) => n.data)
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();

export const squeeze = (text) => text.replace(/\s+/g, " ").trim();

export const pseudoText = (el, which) => {
  const content = getComputedStyle(el, which).content;
  if (!content || content === "none" || content === "normal") return "";
  const alternative = content.match(/\/\s*"((?:[^"\\]|\\.)*)"\s*$/);
  if (alternative) return alternative[1];
  return (content.match(/"((?:[^"\\]|\\.)*)"/g) || []).map((s) => s.slice(1, -1)).join("");
};

const NO_PROSE =
  /^(script|style|template|noscript|head|title|textarea|select|datalist|iframe|object|embed|audio|video|canvas|svg|math|progress|meter)$/;
const keepsSpaces = (s) =>
  /^(pre|break-spaces)/.test(s.whiteSpace) || /^preserve/.test(s.whiteSpaceCollapse || "");
/** Whether what is in an element flows with the text around it. */
const flowsInline = (s) =>
  s.display === "contents" ||
  ((s.display.startsWith("inline") || s.display.startsWith("ruby")) &&
    s.float === "none" &&
    !/^(absolute|fixed)$/.test(s.position));

/**
 * Runs of text, in tree order: the words that stand in one block without another block between
 * them. Each is {el, parts}: the block, and parts {text, el, node}, where el is the element that
 * the text stands in directly; a line break is a part with the text "\n", and a picture or another
 * thing that is no text has the text "\uFFFC". Text that is not laid out is left out.
 */
export const textRuns = () =>
  once("runs", () => {
    const found = [];
    /** @type {any} */
    let run = null;
    const close = () => {
      if (run && run.parts.some((part) => /[^\s\uFFFC]/.test(part.text))) found.push(run);
      run = null;
    };
    const add = (block, part) => {
      if (!run) run = { el: block, parts: [] };
      run.parts.push(part);
    };
    const addText = (el, block, node, s) => {
      if (s.visibility !== "visible" || (!run && !/\S/.test(node.data))) return;
      const text = keepsSpaces(s) ? node.data : node.data.replace(/[ \t\r\n\f]+/g, " ");
      add(block, { text, el, node });
    };
    const addElement = (block, node) => {
      const tag = localNameOf(node);
      if (tag === "br") {
        if (run) run.parts.push({ text: "\n", el: node, node });
        return;
      }
      const inner = styleOf(node);
      if (inner.display === "none") return;
      if (NO_PROSE.test(tag) || /^(img|input)$/.test(tag)) {
        if (inner.display.startsWith("inline")) add(block, { text: "\uFFFC", el: node, node });
        else close();
      } else if (flowsInline(inner)) visit(node, block);
      else {
        close();
        visit(node, node);
        close();
      }
    };
    const visit = (el, block) => {
      const s = styleOf(el);
      for (const node of flatChildren(el)) {
        if (nodeTypeOf(node) === 3) addText(el, block, node, s);
        else if (nodeTypeOf(node) === 1) addElement(block, node);
      }
    };
    if (bodyOf(document) && localNameOf(bodyOf(document)) === "body")
      visit(bodyOf(document), bodyOf(document));
    close();
    return found;
  });
