// Colours that are there only while a link is pointed at, has the focus, or has been visited, and
// those of a field's placeholder. The style sheets say which elements change; what they change to
// is estimated here, and only what looks too faint is put into its state to be measured.

import {
  closest,
  getRootNode,
  localNameOf,
  matches,
  querySelector,
  querySelectorAll,
} from "../../../browser/scripts/dom.js";
import {
  backgroundOf,
  blend,
  contrastNeeded,
  contrastRatio,
  fade,
  parseColour,
} from "../../js/colour.js";
import { describe, selectorOf } from "../../js/describe.js";
import { isDisabled, isFocusable } from "../../js/focus.js";
import { forget } from "../../js/once.js";
import { rule } from "../../js/rules.js";
import { withoutStates } from "../../js/selectors.js";
import { holdsWithin, layerRanks, styleRules, unreadableSheets } from "../../js/styles.js";
import { ownText, shownText, textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isVisible, styleOf } from "../../js/visibility.js";

const STATES = { hover: /:hover\b/, focus: /:focus(?:-visible)?(?![\w-])/, visited: /:visited\b/ };
const ANY = /:(?:hover|focus|visited)/;
const MOST_RULES = 400;
const MOST_ELEMENTS = 60; // of one rule
const MOST_SUSPECTS = 24;

const needed = (el) => contrastNeeded(styleOf(el));

const resolved = (el, value) => {
  let text = value;
  for (let n = 0; n < 5 && text.includes("var("); n++) {
    text = text.replace(
      /var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\))?[^()]*))?\)/,
      (all, name, fallback) => styleOf(el).getPropertyValue(name).trim() || fallback || "",
    );
  }
  if (
    !text ||
    text.includes("var(") ||
    /^(inherit|initial|unset|revert|revert-layer)$/i.test(text.trim())
  )
    return null;
  if (/^currentcolor$/i.test(text.trim())) return parseColour(styleOf(el).color);
  return CSS.supports("color", text) ? parseColour(text) : null;
};

const hasText = (el) => {
  if (ownText(el)) return true;
  const own = styleOf(el).color;
  return [...querySelectorAll(el, "*")]
    .slice(0, 20)
    .some((child) => ownText(child) && styleOf(child).color === own && isVisible(child));
};

// --- what the style sheets change -------------------------------------------------------------------

/** About the specificity: good enough for an estimate, which the browser then confirms or not. */
const weight = (selector) => {
  const count = (pattern) => (selector.match(pattern) || []).length;
  return (
    count(/#[\w-]/g) * 10000 +
    count(/\.[\w-]|\[|:(?!:|is|where|not)/g) * 100 +
    count(/(^|[\s>+~(])[a-z]/gi)
  );
};
/** A value of a rule with how strong it is for a selector, or nothing. */
const weighed = (rule, name, part, strength) => {
  const value = rule.style.getPropertyValue(name);
  if (!value) return null;
  const important = rule.style.getPropertyPriority(name) !== "";
  return {
    value,
    weight: weight(part) + 1e6 * (strength(rule, important) + (important ? 1 : 0)),
  };
};
/** What of a rule can change contrast without a colour. */
const otherChange = ({ style }) => {
  const value = style.getPropertyValue("background-image") || style.getPropertyValue("opacity");
  return value && value !== "initial" && value !== "none" ? value : "";
};
const changesColour = (rule) =>
  rule.style.getPropertyValue("color") ||
  rule.style.getPropertyValue("background-color") ||
  otherChange(rule);

/** The elements that a selector with a state changes, whether or not they are in it. */
const changedBy = (scope, part) => {
  const plain = withoutStates(part).replace(":host()", ":host");
  let found;
  try {
    found = querySelectorAll(scope, plain.trim() || "a");
  } catch {
    return [];
  }
  const changed = [];
  for (const el of found) {
    if (changed.length >= MOST_ELEMENTS) break;
    if (!isDisabled(el) && isVisible(el)) changed.push(el);
  }
  return changed;
};
/** What has to be in the state for an element to change: of “.card:hover a”, the card; null in doubt. */
const holderOf = (el, scope, part, at) => {
  const first = part.slice(0, at);
  // ":host(:hover) a": what the shadow belongs to.
  if (/^:host\([^)]*$/.test(first)) return scope.host;
  const rest = part
    .slice(at)
    .replace(/\([^)]*\)/g, "")
    .trim();
  if (!/[\s>+~]/.test(rest)) return el;
  try {
    return closest(el, withoutStates(first).trim()) || null;
  } catch {
    return null;
  }
};
const canBeIn = (state, el, holder) =>
  (state !== "visited" || /^(a|area)$/.test(localNameOf(el))) &&
  (state !== "focus" || isFocusable(holder));

const noChange = (holder) => ({
  fg: null,
  fgWeight: -1,
  bg: null,
  bgWeight: -1,
  other: false,
  holder,
  rules: "",
});
/** Add to what changes in a state what one rule says of it, where no stronger one says otherwise. */
const addChange = (entry, el, part, { fg, bg, other }) => {
  entry.rules += ` ${part}`;
  const front = fg && resolved(el, fg.value),
    back = bg && resolved(el, bg.value);
  if (front && fg.weight >= entry.fgWeight) [entry.fg, entry.fgWeight] = [front, fg.weight];
  if (back && bg.weight >= entry.bgWeight) [entry.bg, entry.bgWeight] = [back, bg.weight];
  if (other && other !== "1") entry.other = true;
};
/** Note what a rule changes in the states that one of its selectors names. */
const collect = (changes, scope, part, change) => {
  if (/:not\([^)]*:(hover|focus|visited)/.test(part) || /::/.test(part)) return;
  for (const [state, pattern] of Object.entries(STATES)) {
    if (!pattern.test(part)) continue;
    for (const el of changedBy(scope, part)) {
      const holder = holderOf(el, scope, part, part.search(pattern));
      if (!holder || !canBeIn(state, el, holder)) continue;
      const states = changes.get(el) || {};
      states[state] ||= noChange(holder);
      addChange(states[state], el, part, change);
      changes.set(el, states);
    }
  }
};
/** What changes: element -> state -> {fg, bg, other, holder, rules}. */
const allChanges = () => {
  const changes = new Map();
  const strengths = new Map(); // of layers, by document or shadow root
  let count = 0;
  for (const [scope, rule] of styleRules()) {
    const parts = rule.parts.filter((part) => ANY.test(part));
    if (!parts.length || !changesColour(rule)) continue;
    if (++count > MOST_RULES) break;
    if (!strengths.has(scope)) strengths.set(scope, layerRanks(scope));
    const strength = strengths.get(scope);
    for (const part of parts)
      collect(changes, scope, part, {
        fg: weighed(rule, "color", part, strength),
        bg: weighed(rule, "background-color", part, strength),
        other: otherChange(rule),
      });
  }
  return changes;
};

// --- what is suspected --------------------------------------------------------------------------------

let suspects = [];

/** What will be behind an element in a state, as far as that can be estimated. */
const backIn = (bg, behind) => (bg && bg[3] > 0 ? (behind ? blend(bg, behind) : bg) : behind);
/** Whether a change of colours leaves more than enough contrast, beyond doubt. */
const isClear = (el, front, back, other) =>
  back && !other && back[3] > 0.99 && front[3] === 1 && contrastRatio(front, back) >= needed(el);
/** What looks too faint in the states of one element: [{el, state, holder, normal, key}]. */
const suspectsOf = function* (el, states) {
  const s = styleOf(el);
  const behind = backgroundOf(el);
  for (const [state, { fg, bg, other, holder, rules }] of Object.entries(states)) {
    const back = backIn(bg, behind);
    if (!back && !other) continue;
    if (isClear(el, fg || parseColour(s.color), back, other)) continue;
    const key = [state, back, s.color, needed(el), rules].join();
    const normal = behind ? contrastRatio(parseColour(s.color), behind) : 0;
    yield { el, state, holder, normal, key };
  }
};

/** Find what looks too faint in a state: [{state, selector, holder}] for the driver. */
export const suspect = () => {
  forget();
  const seen = new Set();
  suspects = [];
  for (const [el, states] of allChanges()) {
    if (!hasText(el)) continue;
    for (const one of suspectsOf(el, states)) {
      if (seen.has(one.key) || suspects.length >= MOST_SUSPECTS) continue;
      seen.add(one.key);
      suspects.push(one);
    }
  }
  return suspects.map(({ el, state, holder }) => ({
    state,
    selector: selectorOf(el),
    holder: selectorOf(holder),
  }));
};

/** Measure the suspects, which the driver has put into their state. `given` are colours of visited links. */
export const verdicts = (given) => {
  globalThis.curbcut.finish();
  forget();
  const answers = [];
  suspects.forEach(({ el, state, normal }, index) => {
    const s = styleOf(el);
    const colour =
      state === "visited" ? given[index] && parseColour(given[index]) : parseColour(s.color);
    const back = backgroundOf(el);
    if (!colour || !back || s.textShadow !== "none") return;
    const opacity = parseFloat(s.opacity);
    if (s.webkitTextFillColor !== s.color && state !== "visited") return;
    const front = blend(fade(colour, opacity), back);
    const ratio = contrastRatio(front, back);
    // As faint as it is at rest: that is told of by the rule for text at rest.
    if (ratio >= needed(el) || ratio <= 1.02 || Math.abs(ratio - normal) < 0.01) return;
    answers.push({
      index,
      state,
      ratio: ratio.toFixed(2),
      needed: needed(el),
      text: shownText(el).slice(0, 80),
      target: describe(el),
    });
  });
  return answers;
};

/** The element, counted from 0, in whose hovered look something is suspected. */
export const holder = (index) => suspects[index].holder;

rule("placeholder-contrast", function* (page) {
  for (const el of page.all("input[placeholder], textarea[placeholder]")) {
    if (
      !matches(el, ":placeholder-shown") ||
      !el.placeholder.trim() ||
      isDisabled(el) ||
      !isVisible(el)
    )
      continue;
    const s = getComputedStyle(el, "::placeholder");
    const colour = parseColour(s.webkitTextFillColor || s.color);
    const opacity = parseFloat(s.opacity);
    const back = backgroundOf(el);
    if (opacity === 0 || colour[3] === 0) continue; // a label that floats takes its place
    if (!back || parseFloat(styleOf(el).opacity) < 1 || s.textShadow !== "none") continue;
    const ratio = contrastRatio(blend(fade(colour, opacity), back), back);
    const data = { text: el.placeholder, ratio: ratio.toFixed(2), needed: contrastNeeded(s) };
    yield ratio >= data.needed - 0.005 || ratio <= 1.02 ? page.pass(el) : page.fail(el, data);
  }
});

// --- links in text ------------------------------------------------------------------------------------

const looks = (s) =>
  `${s.fontWeight} ${s.fontStyle} ${s.fontSize} ${s.fontFamily} ${s.backgroundColor} ${s.backgroundImage}`;

/** Whether a link has words of its own among others of its block that are no links. */
const isInWords = (link) => {
  const block = closest(link, "p, li, dd, td, blockquote, figcaption");
  if (
    !block ||
    closest(link, "nav, header, footer, [role=navigation], pre") ||
    !ownText(link) ||
    querySelector(link, "img, svg")
  )
    return false;
  const linked = [...querySelectorAll(block, "a[href]")].map((a) => textOf(a).length);
  return textOf(block).length - linked.reduce((sum, length) => sum + length, 0) >= 25;
};
/** Whether a line, a shadow or a box sets a link off. */
const isMarked = (s) =>
  s.display !== "inline" ||
  s.textDecorationLine !== "none" ||
  s.boxShadow !== "none" ||
  (parseFloat(s.borderBottomWidth) > 0 && s.borderBottomStyle !== "none");
/** The style around a link that is set off by its colour and nothing else from the words there; or null. */
const plainLink = (link) => {
  if (!isInWords(link)) return null;
  const s = styleOf(link),
    parent = parentOf(link),
    up = styleOf(parent);
  if (!ownText(parent) || isMarked(s) || up.textDecorationLine !== "none") return null;
  const back = looks(s).replace("rgba(0, 0, 0, 0)", ""),
    base = looks(up).replace("rgba(0, 0, 0, 0)", "");
  if (back !== base) return null;
  for (const which of ["::before", "::after"])
    if (!/^(none|normal)$/.test(getComputedStyle(link, which).content)) return null;
  return up;
};

const CUE = /text-decoration|border|background|font-weight|outline|box-shadow/;
/** What style rules give links when they are pointed at: {scope, rule, selector}. */
const hoverCues = () =>
  styleRules()
    .filter(([, rule]) => CUE.test(rule.style.cssText))
    .flatMap(([scope, rule]) =>
      rule.parts
        .filter((part) => /:hover\b/.test(part))
        .map((part) => ({ scope, rule, selector: withoutStates(part) || "*" })),
    );
/** Whether a rule gives a link a cue; also where its selector cannot be asked for. */
const isCued = (link, { scope, rule, selector }) => {
  try {
    return scope === getRootNode(link) && matches(link, selector) && holdsWithin(rule, link);
  } catch {
    return true;
  }
};

rule("link-told-by-colour", function* (page) {
  const found = [];
  for (const link of page.all("a[href]")) {
    if (found.length >= 20) break;
    const up = plainLink(link);
    if (!up || !isVisible(link)) continue;
    // Below 3:1, and in the very same colour, it is axe-core's link-in-text-block.
    const ratio = contrastRatio(parseColour(styleOf(link).color), parseColour(up.color));
    if (ratio >= 3) found.push({ link, ratio });
  }
  if (!found.length) return;
  if (unreadableSheets().length) return; // they may well hold the cue; see sheets.py
  const cues = hoverCues();
  for (const { link, ratio } of found) {
    const cued = cues.some((cue) => isCued(link, cue));
    yield cued ? page.pass(link) : page.ask(link, { text: textOf(link), ratio: ratio.toFixed(2) });
  }
});
