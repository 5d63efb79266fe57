// The one reader of style rules. No check walks through style sheets by itself.
//
// It knows nesting (CSS Nesting 1), @media, @supports, @import, @layer, @scope, @container and
// @starting-style, sheets that are disabled or for other media, adopted sheets and those in shadow
// roots. A sheet of another origin keeps its rules from scripts; the driver gives us its text
// (sheets.py). One whose text is not to be had is named by `unreadable`.

import {
  adoptSheets,
  adoptedStyleSheetsOf,
  baseURIOf,
  clientWidthOf,
  getRootNode,
} from "../../browser/scripts/dom.js";
import { ASKING, Unreadable, given, holds, reading, rulesOf } from "./style_sheets.js";
import { sheetsOf, styleSheets } from "./tree.js";

// --- what checks ask for ------------------------------------------------------------------------

const collect = (fixed) => {
  const known = new Map(),
    found = [];
  for (const [scope, sheet] of styleSheets()) {
    for (const rule of reading(sheet).rules)
      if (holds(rule.within.condition, known, fixed)) found.push([scope, rule]);
  }
  return found;
};
/** The style rules that apply now, in order: [the document or shadow root that they are for, StyleRule]. */
export const styleRules = () => collect(false);
/** Those that apply in this or in another medium, size or preference as well. */
export const everyStyleRule = () => collect(true);

const sheetsRead = () => styleSheets().map(([, sheet]) => reading(sheet));
/** The addresses of sheets whose rules are not to be had. */
export const unreadableSheets = () => [
  ...new Set(sheetsRead().flatMap(({ closed }) => closed.map(({ href }) => href))),
];
/** Whether a condition of the sheets that now apply, or with `ever` may apply, names something that a pattern does; true where that is not to be known. */
export const stylesAsk = (pattern, ever = false) => {
  const known = new Map();
  return sheetsRead().some(
    ({ closed, conditions }) =>
      closed.length > 0 ||
      conditions.some(
        (one) => ASKING.has(one.kind) && pattern.test(one.text) && holds(one.up, known, ever),
      ),
  );
};

/** @type {{of: any[]}} */
let last = { of: [] };
/** A value that stays the same for as long as the page has the same style rules. */
export const stylesVersion = () => {
  const now = styleSheets().flatMap(([scope, sheet]) => [scope, reading(sheet), sheet.disabled]);
  if (now.length !== last.of.length || now.some((one, at) => one !== last.of[at]))
    last = { of: now };
  return last;
};

/** What tells how strong the layer of a rule is in a document or shadow root: the stronger, the higher. */
export const layerRanks = (scope) => {
  const top = { inner: new Map() },
    known = new Map();
  for (const sheet of sheetsOf(scope)) {
    for (const { layer, condition } of reading(sheet).layers) {
      if (!holds(condition, known, false)) continue;
      let at = top;
      for (const name of layer) {
        if (!at.inner.has(name)) at.inner.set(name, { inner: new Map() });
        at = at.inner.get(name);
      }
    }
  }
  let count = 0;
  // What is in a layer but in none within it is stronger than what is further in.
  const number = (one) => {
    for (const inner of one.inner.values()) number(inner);
    one.rank = count++;
  };
  number(top);
  return (rule, important) => {
    let at = top;
    for (const name of rule.layer) at = at.inner.get(name) || at;
    // Of what is important, the first layer is the strongest.
    return important ? 2 * count - at.rank : at.rank;
  };
};

const PROBE = "--curbcut-within";
const probes = new WeakMap();
/** Whether the containers that a rule asks about are, for an element, as it wants them; the browser is asked. */
export const holdsWithin = (rule, el) => {
  const containers = [...rule.conditions()]
    .filter(({ kind }) => kind === "container")
    .map(({ text }) => text);
  if (!containers.length) return true;
  const key = containers.join("\n");
  if (!probes.has(el)) probes.set(el, new Map());
  const known = probes.get(el);
  const size = `${innerWidth} ${innerHeight} ${clientWidthOf(el)}`;
  if (known.get(key)?.size !== size) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `* { ${PROBE}: 0 !important } ${containers.reduce((css, text) => `@container ${text} {${css}}`, `* { ${PROBE}: 1 !important }`)}`,
    );
    const root = getRootNode(el);
    adoptSheets(root, [...adoptedStyleSheetsOf(root), sheet]);
    known.set(key, { size, holds: getComputedStyle(el).getPropertyValue(PROBE) === "1" });
    adoptSheets(
      root,
      [...adoptedStyleSheetsOf(root)].filter((one) => one !== sheet),
    );
  }
  return known.get(key).holds;
};

/** The addresses and texts of a sheet and of all that it imports: an address in a text goes from there. */
export const sheetTexts = function* (sheet) {
  let rules;
  try {
    rules = rulesOf(sheet);
  } catch {
    return;
  }
  const base = sheet.href || baseURIOf(document);
  yield [base, [...rules].map((rule) => rule.cssText).join("\n")];
  for (const rule of rules) if (rule.styleSheet) yield* sheetTexts(rule.styleSheet);
};

/** The text of a sheet's rules, and what was searched for in it. */
const textOf = (sheet) => {
  const known = reading(sheet);
  if (known.closed.length) throw new Unreadable(known.closed[0].href);
  if (known.text === null) {
    const write = (list) =>
      [...list]
        .map(
          (rule) => rule.cssText + (rule.styleSheet ? `\n${write(rulesOf(rule.styleSheet))}` : ""),
        )
        .join("\n");
    known.text = write(rulesOf(sheet));
  }
  return known;
};
/** Whether a word is in a style sheet, in any of its rules; throws where it cannot be read. */
export const sheetSays = (sheet, word) => {
  const { text, found } = textOf(sheet);
  if (!found.has(word)) found.set(word, text.includes(word));
  return found.get(word);
};

/** Take the texts of sheets that scripts may not read, by their addresses. */
export const giveSheets = (texts) => {
  for (const [address, text] of Object.entries(texts)) given.set(address, text);
};
