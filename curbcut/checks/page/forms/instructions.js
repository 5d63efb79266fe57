import {
  attr,
  closest,
  compareDocumentPosition,
  containsNode,
  idOf,
  localNameOf,
  matches,
  querySelector,
  querySelectorAll,
  titleOf,
  previousElementSiblingOf,
} from "../../../browser/scripts/dom.js";
import { parseColour } from "../../js/colour.js";
import { accessibleDescription, accessibleName } from "../../js/names.js";
import { explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { ownText, shownText, textOf } from "../../js/text.js";
import { idrefs, parentOf, selectAll } from "../../js/tree.js";
import { isVisible, styleOf } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import {
  BY_HAND,
  NATIVE,
  fields,
  kindOf,
  neighbourWords,
  onePerRun,
  ownBox,
  seenWords,
} from "./labels.js";
import { REQUIRED, fieldsIn, formWords, scopeOf } from "./required_fields.js";

const HINTING = wordsPattern("format_hint");
const HINT_MARK =
  /(^|[-_\s])(hints?|help|helper|help-?text|form-?text|tip|instructions?|field-?(note|description)|description)([-_\s]|$)/i;
const ERROR_MARK =
  /(^|[-_\s])(errors?|error-?(message|text)|err|invalid-feedback|validation|is-invalid|has-error|invalid)([-_\s]|$)/i;
const ERRING = wordsPattern("error_words");

const marks = (el) => `${attr(el, "class") || ""} ${idOf(el)}`;

/** Pieces of visible text around a field that are not its label: the smallest ones with words. */
const notes = (field) => {
  const box = ownBox(field);
  const loose = looseWords(field, box);
  const near = between(field);
  const own = boxed(field, box).filter((el) => !near.some((one) => one.el === el));
  return [...near, ...own.map((el) => ({ el, text: shownText(el) })), ...loose];
};
/** What stands between a field and its label, as a hint does, and belongs to no other field. */
const between = (field) => {
  const found = [];
  for (let el = previousElementSiblingOf(field); el; el = previousElementSiblingOf(el)) {
    if (localNameOf(el) === "label") return attr(el, "for") === idOf(field) ? found : [];
    if (matches(el, "a, button, h1, h2, h3, h4, h5, h6, script, style") || !isVisible(el))
      return [];
    if (matches(el, `${NATIVE}, ${BY_HAND}`) || !ownText(el)) return [];
    found.push({ el, text: shownText(el), sure: true });
  }
  return [];
};
/** Words that stand beside a field without an element of their own. */
const looseWords = (field, box) => {
  const found = [];
  if (box === field) {
    const after = neighbourWords(field).after;
    return after ? [{ el: null, text: after }] : [];
  }
  for (let up = parentOf(field); up && (up === box || containsNode(box, up)); up = parentOf(up)) {
    if (!closest(up, "label, legend")) {
      const text = ownText(up);
      if (/\p{L}{2}/u.test(text) && isVisible(up)) found.push({ el: null, text });
    }
    if (up === box) break;
  }
  return found;
};
const boxed = (field, box) => {
  if (box === field) return [];
  const found = [];
  for (const el of querySelectorAll(box, "*")) {
    if (found.length > 8) break;
    if (
      el === field ||
      containsNode(el, field) ||
      localNameOf(el) === "label" ||
      localNameOf(el) === "legend" ||
      closest(el, "label, legend, button, option, script, style") ||
      matches(el, `${NATIVE}, ${BY_HAND}, h1, h2, h3, h4, h5, h6, a, svg *`)
    )
      continue;
    if (found.some((other) => containsNode(other, el))) continue;
    if (!ownText(el) || !isVisible(el)) continue;
    found.push(el);
  }
  return found;
};

const said = (field) => {
  const errors = idrefs(field, "aria-errormessage")
    .map((el) => textOf(el))
    .join(" ");
  let text = `${accessibleName(field)} ${accessibleDescription(field)} ${errors}`;
  // A group's description is said when the group is entered.
  const group = closest(field, "fieldset, [role=group], [role=radiogroup]");
  if (group) text += ` ${accessibleName(group)} ${accessibleDescription(group)}`;
  return fold(text);
};
const fold = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Whether a piece of text beside a field is marked as an error, or reads like one where errors are. */
const isErrorNote = (field, el, text) => {
  const mark = el ? marks(el) : "";
  if (ERROR_MARK.test(mark) || (el && explicitRole(el) === "alert")) return true;
  const near = el ? `${mark} ${marks(parentOf(el) || el)}` : "";
  return (ERROR_MARK.test(near) || attr(field, "aria-invalid") === "true") && ERRING.test(text);
};
const isHintNote = (el, text) => HINT_MARK.test(el ? marks(el) : "") || HINTING.test(text);
/** What a piece of text beside a field is: one of "errors", one of "hints", or nothing. */
const noteKind = (field, el, text) => {
  if (text.length > 250 || !/\p{L}{2}/u.test(text)) return "";
  if (isErrorNote(field, el, text)) return "errors";
  return isHintNote(el, text) ? "hints" : "";
};

const judged = onePerRun(() => {
  /** @type {Record<string, any[]>} */
  const found = { hints: [], errors: [] };
  const seen = new Set();
  for (const field of fields().slice(0, 300)) {
    if (!isVisible(field) || !accessibleName(field)) continue;
    const known = said(field);
    for (const { el, text, sure } of notes(field)) {
      if (el && seen.has(el)) continue;
      seen.add(el);
      const kind = noteKind(field, el, text);
      if (kind) found[kind].push({ field, el, text, sure, tied: known.includes(fold(text)) });
    }
  }
  return found;
});

const notesRule = (which) =>
  function* (page) {
    for (const { field, text, sure, tied } of judged()[which]) {
      if (tied) yield page.pass(field);
      else yield (sure ? page.fail : page.ask)(field, { text, name: accessibleName(field) });
    }
  };
rule("field-hint-not-tied", notesRule("hints"));
rule("field-error-not-tied", notesRule("errors"));

const reddish = (text) => {
  const [r, g, b, a] = parseColour(text);
  return a > 0.3 && r > 140 && g < 100 && b < 100;
};
const redBorder = (el) => {
  const s = styleOf(el);
  return (
    ["Top", "Bottom"].every(
      (side) =>
        parseFloat(s[`border${side}Width`]) > 0 &&
        s[`border${side}Style`] !== "none" &&
        reddish(s[`border${side}Color`]),
    ) ||
    (parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== "none" && reddish(s.outlineColor))
  );
};

/** How a field is marked as wrong: by its state, by red and a name that says so, by red alone. */
const errorMarks = (el) => {
  const invalid = /^(true|spelling|grammar)$/.test(attr(el, "aria-invalid") || "");
  const red = redBorder(el);
  const marked = red && (ERROR_MARK.test(marks(el)) || ERROR_MARK.test(marks(parentOf(el) || el)));
  return { invalid, marked, odd: red && !marked && hasPlainSibling(el) };
};
/** Whether another field of the same kind in the same form has no red border. */
const hasPlainSibling = (el) =>
  fields().some(
    (other) =>
      other !== el &&
      other.form === el.form &&
      kindOf(other) === kindOf(el) &&
      isVisible(other) &&
      !redBorder(other),
  );
/** The words of all messages on the page that are about several fields. */
const errorSummary = onePerRun(() =>
  selectAll("[role=alert], [role=status], [aria-live], [class*=error i], [id*=error i]")
    .filter(
      (one) =>
        !querySelector(one, `${NATIVE}, ${BY_HAND}`) &&
        !matches(one, `${NATIVE}, ${BY_HAND}`) &&
        isVisible(one),
    )
    .map((one) => seenWords(one))
    .join(" "),
);
/** Whether a summary of errors names a field. */
const isInSummary = (name) =>
  errorSummary() && fold(errorSummary()).includes(fold(name.replace(/[*:]|\([^)]*\)/g, "")));
/** Whether words at a field say what is wrong, or why it has a red border. */
const saysWhatIsWrong = (el, { invalid, odd }) => {
  const description = accessibleDescription(el);
  const words = `${description} ${seenWords(ownBox(el))} ${accessibleName(el)}`;
  return (
    judged().errors.some(({ field }) => field === el) ||
    idrefs(el, "aria-errormessage").some((ref) => textOf(ref)) ||
    ERRING.test(words) ||
    (description && invalid) ||
    (odd && (REQUIRED.test(words) || /\*/.test(words)))
  );
};

rule("field-error-without-words", function* (page) {
  for (const el of fields()) {
    if (!isVisible(el) || /^(radio|slider)$/.test(kindOf(el))) continue;
    const found = errorMarks(el);
    if (!found.invalid && !found.marked && !found.odd) continue;
    const name = accessibleName(el);
    if (saysWhatIsWrong(el, found) || isInSummary(name)) yield page.pass(el);
    else yield page.ask(el, { key: found.invalid || found.marked ? "cantTell" : "red", name });
  }
});

// Anything goes, or figures alone: the second brings up a keypad on phones.
const LOOSE =
  /^\^?(\.[*+]|\\S[*+]|(\.\*)?\\S+(\.\*)?|(\[0-9\]|\\d)[*+]?|(\.|\\S|\[\^[^\]]*\])?\{\d*,?\d*\})\$?$/;
// What everybody knows how to write.
const KNOWN =
  /\b(name|email|url|username|(new|current)-password|one-time-code|tel|cc-number|cc-csc|postal-code)\b/;

/** Whether a field takes what is written in one way alone, and not everybody knows which. */
const wantsFormat = (el) => {
  const pattern = localNameOf(el) === "input" && attr(el, "pattern");
  return (
    pattern &&
    pattern.length >= 4 &&
    !LOOSE.test(pattern) &&
    /^(text|search|)$/.test(attr(el, "type") || "") &&
    !KNOWN.test(attr(el, "autocomplete") || "")
  );
};
const canBeFilledIn = (el) => isVisible(el) && accessibleName(el) && !el.disabled && !el.readOnly;
/** Whether anything at a field may say how it wants to be filled in. */
const hasFormatHint = (el) => {
  const name = accessibleName(el);
  const group = closest(el, "fieldset, [role=group]");
  const words = [
    accessibleDescription(el),
    titleOf(el),
    el.placeholder,
    el.value,
    ...notes(el).map(({ text }) => text),
    group ? accessibleDescription(group) : "",
  ].join(" ");
  // A figure, a bracket or a sign in the label is a hint as well.
  return (
    /[\p{L}\p{N}]/u.test(words) ||
    /[\d(/…]/.test(name) ||
    DATE_PARTS.test(name) ||
    HINTING.test(
      `${name} ${group ? accessibleName(group) : ""} ${formWords(scopeOf(el)).slice(0, 1500)}`,
    )
  );
};

rule("field-format-unsaid", function* (page) {
  for (const el of fields()) {
    if (!canBeFilledIn(el) || !wantsFormat(el)) continue;
    yield hasFormatHint(el) ? page.pass(el) : page.ask(el, { name: accessibleName(el) });
  }
});

const PAYER = wordsPattern("payer"),
  GOAL = wordsPattern("recipient");
const STREET = /\b(street-address|address-line1|postal-code)\b/;
const SAME = wordsPattern("same_address");
const SAME_WORD = wordsPattern("same");
const DATE_PARTS = wordsPattern("date_parts");
/** Whose address a field is for: what its own markup, its group or the heading above says. */
const whose = (el, headings) => {
  const token = attr(el, "autocomplete") || "";
  const above = headings
    .filter((one) => compareDocumentPosition(one, el) & Node.DOCUMENT_POSITION_FOLLOWING)
    .pop();
  const group = closest(el, "fieldset, [role=group], section");
  for (const words of [
    token,
    accessibleName(el),
    group && containsNode(el.form, group) ? accessibleName(group) : "",
    above ? textOf(above) : "",
  ]) {
    const [payer, goal] = [PAYER.test(words), GOAL.test(words)];
    if (payer !== goal) return payer ? "payer" : "goal";
  }
  return "";
};
rule("address-asked-twice", function* (page) {
  for (const [scope, inside] of fieldsIn()) {
    if (localNameOf(scope) !== "form") continue;
    const shown = inside.filter(
      (el) =>
        el.form === scope &&
        STREET.test(attr(el, "autocomplete") || "") &&
        isVisible(el) &&
        !el.value,
    );
    if (shown.length < 2) continue;
    const headings = [...querySelectorAll(scope, "h1, h2, h3, h4, h5, h6, legend")];
    /** @type {Record<string, any[]>} */
    const sets = { payer: [], goal: [], "": [] };
    for (const el of shown) sets[whose(el, headings)].push(el);
    if (!sets.payer.length || !sets.goal.length) continue;
    const second =
      compareDocumentPosition(sets.payer[0], sets.goal[0]) & Node.DOCUMENT_POSITION_FOLLOWING
        ? sets.goal[0]
        : sets.payer[0];
    const controls = [
      ...querySelectorAll(
        scope,
        "input[type=checkbox], input[type=radio], button, a, [role=checkbox], [role=switch]",
      ),
    ]
      .map((el) => accessibleName(el))
      .join(". ");
    if (SAME.test(`${formWords(scope)} ${controls}`) || SAME_WORD.test(controls))
      yield page.pass(second);
    else yield page.ask(second, { name: accessibleName(second) });
  }
});
