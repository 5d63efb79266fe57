// Fields that must be filled in, and how they are marked.

import {
  attr,
  bodyOf,
  closest,
  localNameOf,
  previousElementSiblingOf,
  querySelector,
  querySelectorAll,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { accessibleDescription, accessibleName, labelsOf } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { ownText, pseudoText, shownText, squeeze, textOf } from "../../js/text.js";
import { idrefs, parentOf } from "../../js/tree.js";
import { isExposed, isVisible } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { fields, kindOf, onePerRun, ownBox, seenWords } from "./labels.js";

export const REQUIRED = wordsPattern("required");
const OPTIONAL = wordsPattern("optional");
const ALL_REQUIRED = wordsPattern("all_required");
const NOT_REQUIRED = wordsPattern("not_required");

const requiredIn = (el) => el.required || attr(el, "aria-required") === "true";
export const scopeOf = (el) => el.form || closest(el, "[role=form]") || bodyOf(document);
const scopes = onePerRun(() => new Map());
/** What a form says as a whole, and what stands right before it. */
export const formWords = (scope) => {
  const known = scopes();
  if (known.has(scope)) return known.get(scope);
  let text = seenWords(scope);
  for (
    let node = previousElementSiblingOf(scope), count = 0;
    node && count < 4;
    node = previousElementSiblingOf(node), count++
  )
    text = `${seenWords(node)} ${text}`;
  const dialog = closest(scope, "dialog, [role=dialog], section, article");
  if (dialog && dialog !== scope) text = `${seenWords(dialog).slice(0, 600)} ${text}`;
  known.set(scope, text);
  return text;
};
export const fieldsIn = onePerRun(() => {
  const byScope = new Map();
  for (const el of fields()) {
    const scope = scopeOf(el);
    byScope.has(scope) ? byScope.get(scope).push(el) : byScope.set(scope, [el]);
  }
  return byScope;
});

const drawn = (el) =>
  [
    el,
    ...labelsOf(el),
    ...labelsOf(el).flatMap((label) => [...querySelectorAll(label, "*")].slice(0, 5)),
    ...(parentOf(el) ? [parentOf(el)] : []),
  ]
    .map((one) => `${pseudoText(one, "::before")} ${pseudoText(one, "::after")}`)
    .join(" ");

rule("required-field-unmarked", function* (page) {
  for (const [scope, inside] of fieldsIn()) {
    const shown = inside.filter((el) => isVisible(el) && accessibleName(el));
    const required = shown.filter(
      (el) => requiredIn(el) && !/^(radio|checkbox|switch|slider)$/.test(kindOf(el)),
    );
    if (!required.length) continue;
    const kinds = shown.filter((el) => kindOf(el) !== "checkbox");
    // In a search or a sign-in there is nothing that could be left out.
    if (kinds.length <= 2 && required.length === kinds.length) continue;
    const words = formWords(scope);
    const optionals = OPTIONAL.test(words);
    const all = ALL_REQUIRED.test(words);
    for (const el of required) {
      const near = `${seenWords(ownBox(el))} ${squeeze(
        labelsOf(el)
          .map((label) => seenWords(label))
          .join(" "),
      )} ${idrefs(el, "aria-labelledby")
        .map((ref) => seenWords(ref))
        .join(" ")} ${idrefs(el, "aria-describedby")
        .map((ref) => seenWords(ref))
        .join(" ")} ${el.placeholder || ""} ${drawn(el)}`;
      const picture = labelsOf(el).some((label) => querySelector(label, "img, svg"));
      const group = closest(el, "fieldset, [role=group]");
      const inGroup = group && REQUIRED.test(seenWords(group).slice(0, 200));
      if (optionals || all || picture || inGroup || /[*＊✱†]/.test(near) || REQUIRED.test(near))
        yield page.pass(el);
      else yield page.ask(el, { name: accessibleName(el) });
    }
  }
});

const STAR = wordsPattern("star").source;
/** Whether a form says what an asterisk means. */
const EXPLAINS_MARK = new RegExp(
  [
    `[*＊✱][^.]{0,60}?(${REQUIRED.source})`,
    `(${REQUIRED.source})[^.]{0,80}?[*＊✱]`,
    wordsPattern("asterisk").source,
    `(${REQUIRED.source})[^.]{0,60}${STAR}`,
    `${STAR}[^.]{0,60}(${REQUIRED.source})`,
  ].join("|"),
  "iu",
);

rule("required-star-unexplained", function* (page) {
  for (const [scope, inside] of fieldsIn()) {
    const starred = inside.filter(
      (el) =>
        isVisible(el) &&
        /[*＊✱]\s*:?\s*$|^\s*[*＊✱]/.test(
          [...labelsOf(el), ...idrefs(el, "aria-labelledby")]
            .map((label) => shownText(label))
            .join(" ") + drawn(el),
        ),
    );
    if (!starred.length) continue;
    const words = `${formWords(scope)}`;
    const explained = EXPLAINS_MARK.test(words);
    const titled = starred.every((el) =>
      labelsOf(el).some(
        (label) =>
          [...querySelectorAll(label, "[title], [aria-label]")].some((one) =>
            REQUIRED.test(`${titleOf(one)} ${attr(one, "aria-label")}`),
          ) || REQUIRED.test(accessibleName(el)),
      ),
    );
    if (explained || titled) yield page.pass(starred[0]);
    else yield page.ask(starred[0], { name: accessibleName(starred[0]) || "this label" });
  }
});

rule("required-field-unsaid", function* (page) {
  for (const el of fields()) {
    if (!isVisible(el) || !accessibleName(el) || /^(radio|checkbox|slider)$/.test(kindOf(el)))
      continue;
    if (requiredIn(el)) continue;
    const box = ownBox(el);
    const parts =
      labelsOf(el)
        .map((label) => seenWords(label))
        .join(" ") +
      " " +
      (box === el ? "" : seenWords(box));
    const star =
      /(^|[^\p{N}])\s*[*＊✱](\s|$)/u.test(parts) || /^\s*\*\s*$/.test(drawn(el).replace(/\s/g, ""));
    const word = REQUIRED.test(parts) && !NOT_REQUIRED.test(parts) && parts.length < 80;
    if (!star && !word) continue;
    const heard = `${accessibleName(el)} ${accessibleDescription(el)}`;
    if (/[*＊✱]/.test(heard) || REQUIRED.test(heard)) yield page.pass(el);
    else yield page.ask(el, { name: accessibleName(el) });
  }
});

const TELLS = wordsPattern("told_by_colour");
const OTHERWISE = wordsPattern("told_otherwise");

rule("required-by-colour", function* (page) {
  if (!fields().length) return;
  for (const el of page.all(
    "p, li, legend, label, td, div, span, strong, em, small, h1, h2, h3, h4",
  )) {
    const own = ownText(el);
    if (own.length < 8 || !isExposed(el)) continue;
    const text = textOf(el);
    if (text.length > 400 || !TELLS.test(text)) continue;
    if (
      querySelector(el, "p, li, div") ||
      (/^(span|strong|em|small)$/.test(localNameOf(el)) &&
        TELLS.test(textOf(parentOf(el))) &&
        textOf(parentOf(el)).length <= 400)
    )
      continue;
    // “in red and marked with a star”
    if (/[*＊✱"“']/.test(text) || OTHERWISE.test(text)) yield page.pass(el);
    else yield page.ask(el, { text });
  }
});
