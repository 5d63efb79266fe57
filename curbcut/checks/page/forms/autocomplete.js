import { attr, closest, localNameOf, nameProperty } from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { isVisible } from "../../js/visibility.js";
import { onlyWordsPattern, wordsPattern } from "../../js/words.js";
import { fields, kindOf } from "./labels.js";

// Purposes by what the label says. The first that fits counts; words of other people's data do not.
/** @type {[string, RegExp][]} */
const PURPOSES = [
  ["email", onlyWordsPattern("purpose_email")],
  ["tel", onlyWordsPattern("purpose_tel")],
  ["given-name", onlyWordsPattern("purpose_given_name")],
  ["family-name", onlyWordsPattern("purpose_family_name")],
  ["name", onlyWordsPattern("purpose_name")],
  ["bday", onlyWordsPattern("purpose_birthday")],
  ["street-address", onlyWordsPattern("purpose_address")],
  ["address-line1", onlyWordsPattern("purpose_address_line_1")],
  ["address-line2", onlyWordsPattern("purpose_address_line_2")],
  ["address-level2", onlyWordsPattern("purpose_town")],
  ["postal-code", onlyWordsPattern("purpose_postal_code")],
  ["country", onlyWordsPattern("purpose_country")],
  ["username", onlyWordsPattern("purpose_username")],
  ["organization", onlyWordsPattern("purpose_organization")],
  ["cc-number", onlyWordsPattern("purpose_card_number")],
  ["cc-name", onlyWordsPattern("purpose_card_name")],
  ["cc-csc", onlyWordsPattern("purpose_card_code")],
];
const TEL_PART = wordsPattern("purpose_tel_part");
const EMAIL_START = wordsPattern("purpose_email_start");
const ASIDES = new RegExp(wordsPattern("label_asides").source, "giu");
// Values that are as right as the one that is suggested.
const ALIKE = {
  "street-address": ["address-line1"],
  "address-line1": ["street-address"],
  name: ["given-name", "family-name", "nickname", "username", "cc-name", "organization"],
  tel: ["tel-national", "tel-local"],
  username: ["email", "nickname", "tel", "name"],
  email: ["username"],
  country: ["country-name"],
  "address-level2": ["address-level1", "address-level3"],
  "given-name": ["name", "additional-name", "nickname"],
  "cc-name": ["name"],
  "family-name": ["name"],
};
const purpose = (el) => {
  const words = accessibleName(el)
    .replace(/\([^)]*\)|\[[^\]]*\]|[*:＊?]/g, " ")
    .replace(ASIDES, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
  const type = (el.type || "").toLowerCase();
  for (const [value, fits] of PURPOSES) if (fits.test(words)) return value;
  if (type === "tel" && TEL_PART.test(words)) return "tel";
  if (type === "email" && EMAIL_START.test(words)) return "email";
  return "";
};
const OTHERS = wordsPattern("other_people");

const text = (el) =>
  (localNameOf(el) === "input" &&
    /^(text|email|tel|url|number|search|date|)$/.test((attr(el, "type") || "").toLowerCase())) ||
  localNameOf(el) === "select" ||
  localNameOf(el) === "textarea";

const PLACE = /^(street-address|address-|postal-code|country)/;
const OWN = wordsPattern("own_place");

const context = (el) => {
  const group = closest(el, "fieldset, [role=group], form, section");
  return group ? accessibleName(group) : "";
};

/** What a field or its form says about autocompletion. */
const autocompleteOf = (el) =>
  attr(el, "autocomplete") || (el.form && attr(el.form, "autocomplete")) || "";
/** Whether readers type something of theirs into a field, other than words to search for. */
const isTypedInto = (el) =>
  text(el) &&
  !el.disabled &&
  !el.readOnly &&
  isVisible(el) &&
  el.type !== "search" &&
  !closest(el, "[role=search], search");
/** A place that is asked for alone may be any place: one to look up rather than the reader's own. */
const isAnyPlace = (el, wanted) =>
  PLACE.test(wanted) &&
  !OWN.test(accessibleName(el)) &&
  !fields().some(
    (other) => other !== el && other.form === el.form && text(other) && purpose(other),
  );

rule("autocomplete-missing", function* (page) {
  for (const el of fields()) {
    if (!isTypedInto(el)) continue;
    const wanted = purpose(el);
    if (!wanted || isAnyPlace(el, wanted)) continue;
    const name = accessibleName(el);
    if (OTHERS.test(`${name} ${context(el)}`)) continue;
    const given = autocompleteOf(el).trim();
    yield /^(on|off|)$/i.test(given) ? page.ask(el, { name, wanted }) : page.pass(el);
  }
});

const DETAILS =
  /^(name|honorific-prefix|given-name|additional-name|family-name|honorific-suffix|nickname|username|new-password|current-password|one-time-code|organization-title|organization|street-address|address-line[1-3]|address-level[1-4]|country|country-name|postal-code|cc-\S+|transaction-\S+|language|bday|bday-(day|month|year)|sex|url|photo|tel|tel-\S+|email|impp)$/;

rule("autocomplete-unfit", function* (page) {
  for (const el of fields()) {
    const given =
      (attr(el, "autocomplete") || "")
        .trim()
        .toLowerCase()
        .split(/\s+/)
        .filter((token) => token !== "webauthn")
        .pop() || "";
    if (!DETAILS.test(given) || !isVisible(el)) continue;
    const wanted = purpose(el);
    if (!wanted) continue;
    if (given === wanted || (ALIKE[wanted] || []).includes(given)) yield page.pass(el);
    else yield page.ask(el, { given, name: accessibleName(el) });
  }
});

const CAPTCHA =
  ".g-recaptcha, .h-captcha, .cf-turnstile, [class*=captcha i], [id*=captcha i], [name*=captcha i], iframe[src*=captcha i], img[src*=captcha i], img[alt*=captcha i]";
const RIDDLE = wordsPattern("riddle");

/** A riddle for people alone, or nothing: one that is shown, else a field that is called like one. */
const captchaOf = (page) =>
  page.all(CAPTCHA).find((el) => isVisible(el) && !/textarea/.test(localNameOf(el))) ||
  fields().find((el) => RIDDLE.test(accessibleName(el) || nameProperty(el)));
/** Whether a field of a sign-in is for what a password manager knows. */
const isCredential = (el) =>
  (el.type || "").toLowerCase() === "password" ||
  /username|one-time-code/i.test(autocompleteOf(el));
const refusesPaste = (el) => /return false|preventDefault/.test(attr(el, "onpaste") || "");

rule("sign-in-hinders-help", function* (page) {
  for (const el of fields()) {
    if (!isCredential(el) || !isVisible(el)) continue;
    const name = accessibleName(el) || nameProperty(el);
    if (refusesPaste(el)) yield page.ask(el, { key: "paste", name });
    else if (/(^|\s)off(\s|$)/i.test(autocompleteOf(el))) yield page.ask(el, { name });
    else yield page.pass(el);
  }
  const boxes = fields().filter((el) => el.maxLength === 1 && kindOf(el) === "text");
  if (boxes.length >= 4 && isVisible(boxes[0]))
    yield page.ask(boxes[0], { key: "parts", count: boxes.length });
  const captcha = captchaOf(page);
  if (captcha) yield page.ask(captcha, { key: "captcha" });
});
