import {
  attr,
  childElementCountOf,
  closest,
  idOf,
  innerTextOf,
  localNameOf,
  nextElementSiblingOf,
  nodeTypeOf,
  parentElementOf,
  previousElementSiblingOf,
  querySelector,
  querySelectorAll,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { accessibleDescription, accessibleName, roleOf } from "../../js/names.js";
import { once } from "../../js/once.js";
import { WIDGET_ROLES } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { styleRules } from "../../js/styles.js";
import { ownText, pseudoText, shownText, squeeze, textOf, textRuns } from "../../js/text.js";
import { findIn, parentOf, selectAll } from "../../js/tree.js";
import { isExposed, isRendered, isVisible, styleOf } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";

const WORD = /\p{L}{3,}|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]{2,}/u;
const ICONS = /icon|awesome|material|glyph|symbol|dashicons|feather|fontello|icomoon/i;

rule("text-from-stylesheet", function* (page) {
  const told = new Map();
  for (const [scope, rule] of styleRules()) {
    const hits = rule.parts
      .flatMap((part) => [/^(.*?)::?(before|after)\s*$/s.exec(part) || []])
      .filter(([all]) => all);
    if (!hits.length) continue;
    const content = rule.style.content;
    if (
      !content ||
      (!WORD.test(content.replace(/\\[0-9a-f]+ ?/gi, "")) && !content.includes("attr("))
    )
      continue;
    for (const [, before, which] of hits) {
      for (const el of findIn(scope, /(^|[\s>+~])$/.test(before) ? `${before}*` : before).slice(
        0,
        50,
      )) {
        const words = shown(el, `::${which}`);
        if (!words) continue;
        const group = told.get(words);
        if (group) group.elements.add(el);
        else told.set(words, { el, elements: new Set([el]) });
      }
    }
  }
  for (const [text, { el, elements }] of told) yield page.ask(el, { text, count: elements.size });
});
const shown = (el, which) => {
  if (!isRendered(el) || !isExposed(el)) return "";
  const s = getComputedStyle(el, which);
  if (s.display === "none" || s.visibility !== "visible" || ICONS.test(s.fontFamily)) return "";
  if (/\/\s*("|attr)/.test(s.content)) return ""; // with a text alternative
  const words = squeeze(
    (s.content.match(/"((?:[^"\\]|\\.)*)"/g) || []).map((text) => text.slice(1, -1)).join(""),
  );
  if (!WORD.test(words) || /^(https?:|\(https?:|www\.)/.test(words)) return "";
  // The same words stand in the page, next to it.
  const near = parentElementOf(el) ? innerTextOf(parentElementOf(el)) || "" : "";
  return near.includes(words) ? "" : words;
};

rule("text-hidden-from-screen-readers", function* (page) {
  const hidden = page
    .all("[aria-hidden=true]")
    .filter(
      (el) =>
        localNameOf(el) !== "body" &&
        WORD.test(textContentOf(el)) &&
        !closest(el, "svg, math, h1, h2, h3, h4, h5, h6"),
    );
  if (!hidden.length) return;
  if (
    page.all("dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]").some(isVisible)
  )
    return;
  const told = once("unseen.told", () =>
    textRuns()
      .flatMap((run) => run.parts)
      .filter((part) => nodeTypeOf(part.node) === 3 && isExposed(part.el))
      .map((part) => part.text)
      .join(" ")
      .replace(/\s+/g, " ")
      .toLowerCase(),
  );
  for (const el of hidden) {
    const up = parentOf(el);
    if ((up && !isExposed(up)) || !isVisible(el)) continue;
    const text = shownText(el);
    if (
      !WORD.test(text) ||
      ICONS.test(styleOf(el).fontFamily) ||
      ICONS.test(attr(el, "class") || "")
    )
      continue;
    if (told.includes(text.toLowerCase()) || named(el) || !readable(el)) yield page.pass(el);
    else yield page.ask(el, { text });
  }
});
/** Whether something around an element or beside it says the same or more in another way. */
const named = (el) => {
  const around =
    parentElementOf(el) &&
    closest(parentElementOf(el), "a, button, [role], [aria-label], label, summary, figure");
  if (around && (attr(around, "aria-label") || attr(around, "aria-labelledby"))) return true;
  if (around && WIDGET_ROLES.has(roleOf(around)) && accessibleName(around)) return true;
  const id = idOf(el);
  if (
    id &&
    selectAll(`[aria-labelledby~="${CSS.escape(id)}"], [aria-describedby~="${CSS.escape(id)}"]`)
      .length
  )
    return true;
  // Words for the ear stand beside words for the eye.
  const beside = [previousElementSiblingOf(el), nextElementSiblingOf(el)];
  return beside.some(
    (other) =>
      (other && isExposed(other) && !isVisible(other) && WORD.test(textContentOf(other))) ||
      (other && /^(input|select|textarea)$/.test(localNameOf(other)) && accessibleName(other)),
  );
};
const readable = (el) => {
  for (const part of [el, ...querySelectorAll(el, "*")].slice(0, 50)) {
    if (ownText(part) && ICONS.test(`${styleOf(part).fontFamily} ${attr(part, "class") || ""}`))
      return false;
  }
  return true;
};

const SUM = /[\p{Sc}]\s?\d|\d\s?(\p{Sc}|(EUR|USD|GBP|CHF|kr|zł)(?!\p{L}))/u;
const OLD_OR_NEW = wordsPattern("price_change");

/** Whether a short text is an amount that is struck through by style alone. */
const isStruckPrice = (el, text) =>
  text.length >= 2 &&
  text.length <= 20 &&
  SUM.test(text) &&
  styleOf(el).textDecorationLine.includes("line-through") &&
  !closest(el, "s, del, strike, [role=deletion]") &&
  !querySelector(el, "s, del, strike");
/** The words around a price as far as the other price; nothing where none is near. */
const wordsToOtherPrice = (el, price) => {
  for (let up = parentOf(el), level = 0; up && level < 3; up = parentOf(up), level += 1) {
    const words = textOf(up).replace(price, " ");
    if (words.length > 200) return "";
    if (SUM.test(words)) return words;
  }
  return "";
};
/** The words that are read out at an element itself. */
const heardAt = (el) =>
  `${accessibleName(el)} ${accessibleDescription(el)} ${pseudoText(el, "::before")} ${pseudoText(el, "::after")}`;

rule("price-struck-for-the-eye", function* (page) {
  for (const el of page.all("span, p, div, b, i, em, strong, small, bdi, dd, li, td")) {
    const text = childElementCountOf(el) > 2 ? "" : textOf(el).trim();
    if (!isStruckPrice(el, text) || !isExposed(el) || !isVisible(el)) continue;
    const words = wordsToOtherPrice(el, text);
    if (!words) continue;
    const around = `${words} ${text} ${heardAt(el)}`;
    const said = OLD_OR_NEW.test(around) || around.includes("%");
    yield said ? page.pass(el) : page.ask(el, { text });
  }
});
