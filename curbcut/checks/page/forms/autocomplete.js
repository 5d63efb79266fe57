import { attr, closest, localNameOf, nameProperty } from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { isVisible } from "../../js/visibility.js";
import { fields, kindOf } from "./labels.js";

// Purposes by what the label says. The first that fits counts; words of other people's data do not.
/** @type {[string, RegExp][]} */
const PURPOSES = [
  [
    "email",
    /^(your |my )?(e-?mail)( address)?$|^(correo( electrónico)?|courriel|adresse e-?mail|e-?mail-?adresse|البريد الإلكتروني)$/iu,
  ],
  [
    "tel",
    /^(your |my |home |mobile |work |cell |daytime |contact )*(tele)?phone( number)?$|^(mobile|cell|cellphone)( number)?$|^(tel|teléfono|téléphone|telefon(nummer)?|telefono|telefone|الهاتف|رقم الهاتف)$/iu,
  ],
  [
    "given-name",
    /^(your )?(first|given|christian) ?names?$|^(forenames?|fname|prénom|vorname|nombre de pila)$/iu,
  ],
  [
    "family-name",
    /^(your )?(last|family) ?names?$|^(surname|lname|nom de famille|nachname|familienname|apellidos?|cognome|sobrenome)$/iu,
  ],
  ["name", /^(your |my )?(full )?name$|^(nombre( completo)?|nom complet|الاسم( الكامل)?)$/iu],
  [
    "bday",
    /^(your )?(date of birth|birth ?day|birth ?date|dob|fecha de nacimiento|date de naissance|geburtsdatum)$/iu,
  ],
  [
    "street-address",
    /^(your |home |postal |mailing |street |billing |shipping |delivery )*address$|^(street|street name|dirección|adresse|anschrift|العنوان)$/iu,
  ],
  ["address-line1", /^(street )?address( line)? ?1$/iu],
  ["address-line2", /^(street )?address( line)? ?2$/iu],
  [
    "address-level2",
    /^(town|city|town or city|city or town|town\/city|ciudad|ville|stadt|ort|المدينة)$/iu,
  ],
  [
    "postal-code",
    /^(post ?code|zip( ?code)?|postal ?code|zip\/postal code|código postal|code postal|plz|postleitzahl)$/iu,
  ],
  ["country", /^(your )?(country|país|pays|land|country of residence)$/iu],
  [
    "username",
    /^(your )?user ?(name|id)$|^(log-?in|nombre de usuario|nom d['’]utilisateur|benutzername)$/iu,
  ],
  ["organization", /^(your )?(company|organi[sz]ation|employer)( name)?$/iu],
  ["cc-number", /^(credit |debit |payment )?card ?number$/iu],
  ["cc-name", /^name on (the )?card$|^card ?holder('s)? name$/iu],
  ["cc-csc", /^(cvc|cvv|cvv2|security code|card security code)$/iu],
];
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
    .replace(/\([^)]*\)|\[[^\]]*\]|[*:＊?]|\b(required|optional)\b/giu, " ")
    .replace(/^(enter|type|please enter)\b/i, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
  const type = (el.type || "").toLowerCase();
  for (const [value, fits] of PURPOSES) if (fits.test(words)) return value;
  if (type === "tel" && /phone|mobile/i.test(words)) return "tel";
  if (type === "email" && /^(e-?mail|your e-?mail|address)/i.test(words)) return "email";
  return "";
};
const OTHERS =
  /\b(friend|recipient|child|spouse|partner|next of kin|emergency|their|guest|pet|company|product|file|project|manager|referee|colleague|search|filter)\b/i;

const text = (el) =>
  (localNameOf(el) === "input" &&
    /^(text|email|tel|url|number|search|date|)$/.test((attr(el, "type") || "").toLowerCase())) ||
  localNameOf(el) === "select" ||
  localNameOf(el) === "textarea";

const PLACE = /^(street-address|address-|postal-code|country)/;
const OWN = /\b(your|my|home|residence|mailing|billing|shipping|delivery)\b/i;

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
const RIDDLE =
  /\b(captcha|prove (that )?you are (not a robot|human)|are you (a )?human|not a robot|type the (characters|letters|text|words|numbers)|(characters|letters|numbers) (you see|shown|in the (image|picture)))\b|^\s*(what is|how much is)\s+\w+\s*(\+|plus|minus|times|-)\s*\w+/i;

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
