// What is in style sheets, read once.

import { documentElementOf, localNameOf, maybe, parentNodeOf } from "../../browser/scripts/dom.js";
import { selectorOf } from "./describe.js";
import { nested, scoped, split } from "./selectors.js";

// --- rules ------------------------------------------------------------------------------------

/**
 * A style rule as it would be written outside of all others. `parts` are its selectors, `layer`
 * is the path of names of its cascade layer, empty for none.
 */
class StyleRule {
  constructor(rule, parts, within) {
    this.rule = rule;
    this.parts = parts;
    this.within = within;
    this.layer = within.layer;
  }
  get style() {
    return this.rule.style;
  }
  get selector() {
    return this.parts.join(", ");
  }
  /** The conditions that it stands under, the innermost first: {kind, text}. */
  *conditions() {
    for (let at = this.within.condition; at; at = at.up) yield at;
  }
  /** Whether it stands in a block of one of these kinds. */
  depends(...kinds) {
    for (const { kind } of this.conditions()) if (kinds.includes(kind)) return true;
    return false;
  }
  /** Whether it depends on something about the device or its container that a pattern names. */
  asks(pattern) {
    for (const one of this.conditions())
      if (ASKING.has(one.kind) && pattern.test(one.text)) return true;
    return false;
  }
}
export const ASKING = new Set(["media", "container"]);

const matches = (media) => !media || matchMedia(media).matches;
// What depends on the element (a container, the root of a scope) is not decided here.
const HOLDS = {
  media: (one) => matches(one.list.mediaText),
  supports: (one) => CSS.supports(one.text),
  disabled: (one) => !one.sheet.disabled,
  title: (one) => chosen(one.sheet),
  "starting-style": () => false,
};
const CHOSEN = "--curbcut-chosen";
/** Whether a sheet with a title is the one that is in use: no property tells, but what it does. */
const chosen = (sheet) => {
  try {
    const at = sheet.insertRule(`:root { ${CHOSEN}: 1 !important }`, sheet.cssRules.length);
    const value = getComputedStyle(documentElementOf(document)).getPropertyValue(CHOSEN);
    sheet.deleteRule(at);
    return value === "1";
  } catch {
    return true; // of another origin
  }
};
// These do not change with the state that a page is in.
const FIXED = new Set(["supports", "disabled", "starting-style"]);
export const holds = (condition, known, fixed) => {
  if (!condition) return true;
  let answer = known.get(condition);
  if (answer === undefined) {
    answer =
      holds(condition.up, known, fixed) &&
      ((fixed && !FIXED.has(condition.kind)) ||
        !HOLDS[condition.kind] ||
        HOLDS[condition.kind](condition));
    known.set(condition, answer);
  }
  return answer;
};

// --- sheets -----------------------------------------------------------------------------------

export class Unreadable extends Error {}
export const given = new Map(); // texts of sheets of other origins by their addresses
const standIns = new WeakMap();
/** The rules of a sheet; throws Unreadable if they are not to be had. */
export const rulesOf = (sheet) => {
  try {
    return sheet.cssRules;
  } catch {
    if (!given.has(sheet.href)) throw new Unreadable(sheet.href);
    let own = standIns.get(sheet);
    if (!own) {
      own = new CSSStyleSheet({ baseURL: sheet.href });
      own.replaceSync(whole(sheet.href, []));
      standIns.set(sheet, own);
    }
    return own.cssRules;
  }
};
const LEADING =
  /^(?:\s|\/\*[^]*?\*\/|@charset[^;]*;|(@layer\s[^{};]*;)|@import\s+(?:url\(\s*)?(?:"([^"]*)"|'([^']*)'|([^"'\s;)]+))\s*\)?([^;]*);)/i;
/** The text of a sheet with what it imports put in its place: a sheet of our own imports nothing. */
const whole = (address, inside) => {
  if (!given.has(address)) throw new Unreadable(address);
  let text = given.get(address),
    made = "";
  for (let found = LEADING.exec(text); found; found = LEADING.exec(text)) {
    const [all, layers, one, other, third, conditions] = found;
    const target = one ?? other ?? third;
    if (layers) made += layers;
    if (target !== undefined) {
      const href = new URL(target, address).href;
      if (!inside.includes(href))
        made += wrapped(whole(href, [...inside, address]), conditions.trim());
    }
    text = text.slice(all.length);
  }
  return made + text;
};
const wrapped = (text, conditions) => {
  const [, layer, name, supports, media] =
    /^(layer(?:\(([^)]*)\))?)?\s*(?:supports\(((?:[^()]|\([^()]*\))*)\))?\s*([^]*)$/i.exec(
      conditions,
    ) ?? [];
  let made = layer ? `@layer ${name || ""} {${text}}` : text;
  if (supports)
    made = `@supports ${/^\s*(\(|not\b|selector)/i.test(supports) ? supports : `(${supports})`} {${made}}`;
  return media ? `@media ${media} {${made}}` : made;
};

const readings = new WeakMap();
const sameList = ([list, length, first, last]) =>
  list.length === length && list[0] === first && list[length - 1] === last;
const same = (known) =>
  known.lists.every(sameList) &&
  known.imports.every(([rule, sheet]) => rule.styleSheet === sheet) &&
  known.closed.every((sheet) => !given.has(sheet.href));
/**
 * What is in a sheet, read once for as long as it has the same rules: {rules, conditions, layers,
 * closed}. Where it is asked again, properties are as they are then.
 */
export const reading = (sheet) => {
  let known = readings.get(sheet);
  if (!known || !same(known)) {
    known = {
      rules: [],
      conditions: [],
      layers: [],
      closed: [],
      lists: [],
      imports: [],
      text: null,
      found: new Map(),
    };
    readings.set(sheet, known);
    readSheet(known, sheet, {
      parts: null,
      scope: null,
      layer: [],
      condition: null,
      owner: sheet.ownerNode,
    });
  }
  return known;
};
const under = (known, within, kind, text, more) => {
  const condition = { kind, text, up: within.condition, ...more };
  known.conditions.push(condition);
  return { ...within, condition };
};
const underLayer = (known, within, name) => {
  // One without a name is like no other.
  const layer = [...within.layer, ...(name ? name.split(".") : [`\0${known.layers.length}`])];
  known.layers.push({ layer, condition: within.condition });
  return { ...within, layer };
};
const readSheet = (known, sheet, within) => {
  let rules;
  try {
    rules = rulesOf(sheet);
  } catch {
    known.closed.push(sheet);
    return;
  }
  let inside = under(known, within, "disabled", "", { sheet });
  if (sheet.media)
    inside = under(known, inside, "media", sheet.media.mediaText, { list: sheet.media });
  if (sheet.title) inside = under(known, inside, "title", "", { sheet });
  readList(known, rules, inside);
};
const readList = (known, list, within) => {
  const length = list.length;
  known.lists.push([list, length, list[0], list[length - 1]]);
  for (let at = 0; at < length; at++) readRule(known, list[at], within);
};
const readRule = (known, rule, within) => {
  const kind = rule.constructor.name;
  if (kind === "CSSStyleRule") readStyle(known, rule, within);
  else if (kind === "CSSNestedDeclarations") {
    // They are for what is around them, between rules that are nested in it.
    const parts = within.parts || (within.scope && [`:where(${within.scope.root})`]);
    if (parts) known.rules.push(new StyleRule(rule, parts, within));
  } else if (kind === "CSSImportRule") readImport(known, rule, within);
  else if (kind === "CSSLayerStatementRule")
    for (const name of rule.nameList) underLayer(known, within, name);
  else if (GROUPS[kind]) readList(known, rule.cssRules, GROUPS[kind](known, rule, within));
};
const readStyle = (known, rule, within) => {
  let parts = split(rule.selectorText);
  if (within.parts) parts = nested(parts, within.parts);
  else if (within.scope) parts = parts.flatMap((part) => scoped(part, within.scope));
  else if (rule.selectorText.includes("&")) parts = nested(parts, [":root"]);
  if (!parts.length) return;
  known.rules.push(new StyleRule(rule, parts, within));
  const inner = rule.cssRules;
  if (inner && inner.length) readList(known, inner, { ...within, parts });
};
const readImport = (known, rule, within) => {
  known.imports.push([rule, rule.styleSheet]);
  let inside = within;
  if (rule.media.mediaText)
    inside = under(known, inside, "media", rule.media.mediaText, { list: rule.media });
  if (rule.supportsText) inside = under(known, inside, "supports", rule.supportsText);
  if (rule.layerName !== null) inside = underLayer(known, inside, rule.layerName);
  if (rule.styleSheet) readSheet(known, rule.styleSheet, inside);
};
/** The root of a scope without a selector: what the style element is in. */
const around = ({ owner }) => {
  const parent = maybe(owner, localNameOf) === "style" ? parentNodeOf(owner) : null;
  if (!parent) return ":root";
  return parent instanceof ShadowRoot ? ":host" : selectorOf(parent).pop();
};
const GROUPS = {
  CSSMediaRule: (known, rule, within) =>
    under(known, within, "media", rule.media.mediaText, { list: rule.media }),
  CSSSupportsRule: (known, rule, within) => under(known, within, "supports", rule.conditionText),
  CSSContainerRule: (known, rule, within) => under(known, within, "container", rule.conditionText),
  CSSStartingStyleRule: (known, rule, within) => under(known, within, "starting-style", ""),
  CSSLayerBlockRule: (known, rule, within) => underLayer(known, within, rule.name),
  CSSScopeRule: (known, rule, within) => {
    const outer = within.parts
      ? within.parts.join(", ")
      : within.scope
        ? within.scope.root
        : ":root";
    const fillIn = (text) => text.replace(/:scope(?![\w-])|&/g, `:where(${outer})`);
    const root = rule.start ? fillIn(rule.start) : within.parts ? outer : around(within);
    const limit = rule.end
      ? split(rule.end)
          .map((part) =>
            /:scope|&/.test(part)
              ? part.replace(/:scope(?![\w-])|&/g, `:where(${root})`)
              : `:where(${root}) ${part}`,
          )
          .join(", ")
      : "";
    return { ...under(known, within, "scope", root), parts: null, scope: { root, limit } };
  },
};
