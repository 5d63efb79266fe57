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
import { backgroundOf, blend, contrastRatio, parseColour } from "../../js/colour.js";
import { describe, selectorOf } from "../../js/describe.js";
import { isFocusable } from "../../js/focus.js";
import { forget } from "../../js/once.js";
import { rule } from "../../js/rules.js";
import { holdsWithin, layerRanks, styleRules, unreadableSheets } from "../../js/styles.js";
import { ownText, shownText, textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isVisible, styleOf } from "../../js/visibility.js";

const STATES = { hover: /:hover\b/, focus: /:focus(?:-visible)?(?![\w-])/, visited: /:visited\b/ };
const ANY = /:(?:hover|focus|visited)/;
const MOST_RULES = 400;
const MOST_ELEMENTS = 60; // of one rule
const MOST_SUSPECTS = 24;

const largeText = (s) =>
  parseFloat(s.fontSize) >= 24 ||
  (parseFloat(s.fontSize) >= 18.66 && parseInt(s.fontWeight, 10) >= 700);
const needed = (el) => (largeText(styleOf(el)) ? 3 : 4.5);

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

const disabled = (el) =>
  el.disabled || !!closest(el, "[aria-disabled=true], [inert], fieldset:disabled");

let suspects = [];

/** Find what looks too faint in a state: [{state, selector, holder}] for the driver. */
export const suspect = () => {
  forget();
  const changes = new Map(); // element -> state -> {fg, bg, holder}
  const strengths = new Map(); // of layers, by document or shadow root
  let count = 0;
  for (const [scope, rule] of styleRules()) {
    const parts = rule.parts.filter((part) => ANY.test(part));
    if (!parts.length) continue;
    const { style } = rule;
    const fg = style.getPropertyValue("color"),
      bg = style.getPropertyValue("background-color");
    const other = style.getPropertyValue("background-image") || style.getPropertyValue("opacity");
    if (!fg && !bg && !(other && other !== "initial" && other !== "none")) continue;
    if (++count > MOST_RULES) break;
    if (!strengths.has(scope)) strengths.set(scope, layerRanks(scope));
    for (const part of parts) {
      const weighed = (value, name) => {
        const important = style.getPropertyPriority(name) !== "";
        return (
          value && {
            value,
            weight:
              weight(part) + 1e6 * (strengths.get(scope)(rule, important) + (important ? 1 : 0)),
          }
        );
      };
      collect(changes, scope, part, weighed(fg, "color"), weighed(bg, "background-color"), other);
    }
  }
  const seen = new Set();
  suspects = [];
  for (const [el, states] of changes) {
    if (!hasText(el)) continue;
    const s = styleOf(el);
    for (const [state, { fg, bg, other, holder, rules }] of Object.entries(states)) {
      const behind = backgroundOf(el);
      const back = bg && bg[3] > 0 ? (behind ? blend(bg, behind) : bg) : behind;
      if (!back && !other) continue;
      const front = fg || parseColour(s.color);
      if (
        back &&
        !other &&
        back[3] > 0.99 &&
        front[3] === 1 &&
        contrastRatio(front, back) >= needed(el)
      )
        continue;
      const key = [state, back, s.color, needed(el), rules].join();
      if (seen.has(key) || suspects.length >= MOST_SUSPECTS) continue;
      seen.add(key);
      suspects.push({
        el,
        state,
        holder,
        normal: behind ? contrastRatio(parseColour(s.color), behind) : 0,
      });
    }
  }
  return suspects.map(({ el, state, holder }) => ({
    state,
    selector: selectorOf(el),
    holder: selectorOf(holder),
  }));
};

/** About the specificity: good enough for an estimate, which the browser then confirms or not. */
const weight = (selector) => {
  const count = (pattern) => (selector.match(pattern) || []).length;
  return (
    count(/#[\w-]/g) * 10000 +
    count(/\.[\w-]|\[|:(?!:|is|where|not)/g) * 100 +
    count(/(^|[\s>+~(])[a-z]/gi)
  );
};

const collect = (changes, scope, part, fg, bg, other) => {
  if (/:not\([^)]*:(hover|focus|visited)/.test(part) || /::/.test(part)) return;
  for (const [state, pattern] of Object.entries(STATES)) {
    if (!pattern.test(part)) continue;
    const plain = part
      .replace(/:(?:hover|focus-visible|focus(?![\w-])|active|visited|link)\b/g, "")
      .replace(":host()", ":host");
    const first = part.slice(0, part.search(pattern));
    let found;
    try {
      found = querySelectorAll(scope, plain.trim() || "a");
    } catch {
      continue;
    }
    let n = 0;
    for (const el of found) {
      if (n >= MOST_ELEMENTS) break;
      if (disabled(el) || !isVisible(el)) continue;
      n += 1;
      // ".card:hover a": the card is pointed at, and the link changes.
      let holder = el;
      // ":host(:hover) a": what the shadow belongs to.
      if (/^:host\([^)]*$/.test(first)) holder = scope.host;
      else if (
        /[\s>+~]/.test(
          part
            .slice(part.search(pattern))
            .replace(/\([^)]*\)/g, "")
            .trim(),
        )
      ) {
        try {
          holder =
            closest(
              el,
              first.replace(/:(?:hover|focus-visible|focus|active|visited|link)\b/g, "").trim(),
            ) || null;
        } catch {
          holder = null;
        }
      }
      if (!holder) continue;
      if (state === "visited" && !/^(a|area)$/.test(localNameOf(el))) continue;
      if (state === "focus" && !isFocusable(holder)) continue;
      const states = changes.get(el) || {};
      const entry =
        states[state] ||
        (states[state] = {
          fg: null,
          fgWeight: -1,
          bg: null,
          bgWeight: -1,
          other: false,
          holder,
          rules: "",
        });
      entry.rules += ` ${part}`;
      const front = fg && resolved(el, fg.value),
        back = bg && resolved(el, bg.value);
      if (front && fg.weight >= entry.fgWeight) [entry.fg, entry.fgWeight] = [front, fg.weight];
      if (back && bg.weight >= entry.bgWeight) [entry.bg, entry.bgWeight] = [back, bg.weight];
      if (other && other !== "initial" && other !== "none" && other !== "1") entry.other = true;
      changes.set(el, states);
    }
  }
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
    const front = blend([colour[0], colour[1], colour[2], colour[3] * opacity], back);
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
      disabled(el) ||
      !isVisible(el)
    )
      continue;
    const s = getComputedStyle(el, "::placeholder");
    const colour = parseColour(s.webkitTextFillColor || s.color);
    const opacity = parseFloat(s.opacity);
    const back = backgroundOf(el);
    if (opacity === 0 || colour[3] === 0) continue; // a label that floats takes its place
    if (!back || parseFloat(styleOf(el).opacity) < 1 || s.textShadow !== "none") continue;
    const ratio = contrastRatio(
      blend([colour[0], colour[1], colour[2], colour[3] * opacity], back),
      back,
    );
    const data = { text: el.placeholder, ratio: ratio.toFixed(2), needed: largeText(s) ? 3 : 4.5 };
    yield ratio >= data.needed - 0.005 || ratio <= 1.02 ? page.pass(el) : page.fail(el, data);
  }
});

// --- links in text ------------------------------------------------------------------------------------

const looks = (s) =>
  `${s.fontWeight} ${s.fontStyle} ${s.fontSize} ${s.fontFamily} ${s.backgroundColor} ${s.backgroundImage}`;

/** Set off by its colour and nothing else from words around it that are not a link. */
const plainLink = (link) => {
  const block = closest(link, "p, li, dd, td, blockquote, figcaption");
  if (
    !block ||
    closest(link, "nav, header, footer, [role=navigation], pre") ||
    !ownText(link) ||
    querySelector(link, "img, svg")
  )
    return null;
  const around = textOf(block);
  const own = [...querySelectorAll(block, "a[href]")].reduce((sum, a) => sum + textOf(a).length, 0);
  if (around.length - own < 25) return null;
  const s = styleOf(link),
    parent = parentOf(link),
    up = styleOf(parent);
  if (
    !ownText(parent) ||
    s.display !== "inline" ||
    s.textDecorationLine !== "none" ||
    up.textDecorationLine !== "none" ||
    s.boxShadow !== "none"
  )
    return null;
  if (parseFloat(s.borderBottomWidth) > 0 && s.borderBottomStyle !== "none") return null;
  const back = looks(s).replace("rgba(0, 0, 0, 0)", ""),
    base = looks(up).replace("rgba(0, 0, 0, 0)", "");
  if (back !== base) return null;
  for (const which of ["::before", "::after"])
    if (!/^(none|normal)$/.test(getComputedStyle(link, which).content)) return null;
  return up;
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
  const cues = [];
  for (const [scope, rule] of styleRules()) {
    const parts = rule.parts.filter((part) => /:hover\b/.test(part));
    if (
      !parts.length ||
      !/text-decoration|border|background|font-weight|outline|box-shadow/.test(rule.style.cssText)
    )
      continue;
    for (const part of parts)
      cues.push([
        scope,
        rule,
        part.replace(/:(?:hover|focus-visible|focus|active|visited|link)\b/g, "") || "*",
      ]);
  }
  for (const { link, ratio } of found) {
    const cued = cues.some(([scope, rule, selector]) => {
      try {
        return scope === getRootNode(link) && matches(link, selector) && holdsWithin(rule, link);
      } catch {
        return true;
      }
    });
    yield cued ? page.pass(link) : page.ask(link, { text: textOf(link), ratio: ratio.toFixed(2) });
  }
});
