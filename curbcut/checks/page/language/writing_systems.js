import {
  attr,
  bodyOf,
  closest,
  documentElementOf,
  hasAttr,
  nodeTypeOf,
} from "../../../browser/scripts/dom.js";
import { once } from "../../js/once.js";
import { rule } from "../../js/rules.js";
import { squeeze, textRuns } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isExposed, styleOf } from "../../js/visibility.js";

// Scripts by their ISO 15924 codes; Jpan stands for the two Japanese syllabaries.
const SCRIPTS = {
  Latn: ["Latin", /\p{sc=Latin}/gu],
  Cyrl: ["Cyrillic", /\p{sc=Cyrillic}/gu],
  Arab: ["Arabic", /\p{sc=Arabic}/gu],
  Hebr: ["Hebrew", /\p{sc=Hebrew}/gu],
  Grek: ["Greek", /\p{sc=Greek}/gu],
  Hani: ["Chinese", /\p{sc=Han}/gu],
  Jpan: ["Japanese", /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  Hang: ["Korean", /\p{sc=Hangul}/gu],
  Deva: ["Devanagari", /\p{sc=Devanagari}/gu],
  Beng: ["Bengali", /\p{sc=Bengali}/gu],
  Guru: ["Gurmukhi", /\p{sc=Gurmukhi}/gu],
  Gujr: ["Gujarati", /\p{sc=Gujarati}/gu],
  Taml: ["Tamil", /\p{sc=Tamil}/gu],
  Telu: ["Telugu", /\p{sc=Telugu}/gu],
  Knda: ["Kannada", /\p{sc=Kannada}/gu],
  Mlym: ["Malayalam", /\p{sc=Malayalam}/gu],
  Sinh: ["Sinhala", /\p{sc=Sinhala}/gu],
  Thai: ["Thai", /\p{sc=Thai}/gu],
  Laoo: ["Lao", /\p{sc=Lao}/gu],
  Khmr: ["Khmer", /\p{sc=Khmer}/gu],
  Mymr: ["Burmese", /\p{sc=Myanmar}/gu],
  Geor: ["Georgian", /\p{sc=Georgian}/gu],
  Armn: ["Armenian", /\p{sc=Armenian}/gu],
  Ethi: ["Ethiopic", /\p{sc=Ethiopic}/gu],
  Tibt: ["Tibetan", /\p{sc=Tibetan}/gu],
};
// Which scripts a language is written in, where it is not the Latin one alone.
const WRITTEN = {};
for (const [scripts, languages] of Object.entries({
  Cyrl: "ru uk bg be mk ky ab av ba bua ce chm cv os sah tyv udm kv mo",
  "Cyrl Latn": "sr uz kk tt tg bs az mn sh rom cnr",
  "Cyrl Arab Latn": "tk",
  Arab: "ar fa ur ps ug ckb sd arz ary apc prs bal lrc glk mzn",
  "Arab Latn": "ku ms ha so sw ff wo",
  "Arab Deva": "ks",
  Hebr: "he iw yi ji lad",
  Grek: "el grc",
  Hani: "zh cmn yue wuu hak nan lzh",
  "Hani Latn": "za ii",
  "Jpan Hani": "ja",
  "Hang Hani": "ko",
  Deva: "hi mr ne sa mai bho awa doi kok brx",
  Beng: "bn as mni",
  Guru: "pa",
  Gujr: "gu",
  Taml: "ta",
  Telu: "te",
  Knda: "kn tcy",
  Mlym: "ml",
  Sinh: "si",
  Thai: "th",
  Laoo: "lo",
  Khmr: "km",
  Mymr: "my shn",
  Geor: "ka xmf",
  Armn: "hy hyw",
  Ethi: "am ti gez",
  Tibt: "bo dz",
}))
  for (const language of languages.split(" ")) WRITTEN[language] = scripts.split(" ");
WRITTEN.pa.push("Arab");
const LATIN = new Set(
  "aa af ak an ast ay bi bm br ca ceb ch co cs cy da de dsb ee en eo es et eu fi fil fj fo fr fy ga gd gl gn gsw gv haw hr hsb ht hu hy-latn ia id ie ig io is it iu jv kab kg kl kw la lb lg li ln lt lu lv mg mh mi mt na nb nd nds nl nn no nr nv ny oc om pap pl pt qu rm rn ro rw sc se sg sk sl sm sn sq ss st su sv tl tn to tpi tr ts tw ty vi vo wa war xh yo zu".split(
    " ",
  ),
);
const SIGNS = new Set(["Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"]); // written without spaces between words
const BEYOND =
  /[\u0370-\u1DFF\u2C80-\u2DFF\u3005-\uD7FF\uF900-\uFAFF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10000}-\u{1F000}\u{20000}-\u{323AF}]/u;
const RTL = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/g;
const NO_LANGUAGE = "code, pre, kbd, samp, var, math, [translate=no], .notranslate, [role=math]";

/** The scripts that a language tag allows, or null where that is not known. */
const allowed = (tag) => {
  const [primary, ...rest] = tag.trim().toLowerCase().split(/[-_]/);
  const script = rest.find((part) => /^[a-z]{4}$/.test(part));
  if (script) {
    const code = script[0].toUpperCase() + script.slice(1);
    if (/^(Hans|Hant|Hanb)$/.test(code)) return ["Hani"];
    if (/^(Kore|Hrkt|Hira|Kana)$/.test(code)) return ["Hang", "Hani", "Jpan"];
    return SCRIPTS[code] ? (code === "Jpan" ? ["Jpan", "Hani"] : [code]) : null;
  }
  return WRITTEN[primary] || (LATIN.has(primary) ? ["Latn"] : null);
};

const holders = () => once("scripts.holders", () => new Map());
/** The element whose lang applies to another one, or null. */
const holder = (el) => {
  const known = holders().get(el);
  if (known !== undefined) return known;
  const up = parentOf(el);
  const found = hasAttr(el, "lang") ? el : up ? holder(up) : null;
  holders().set(el, found);
  return found;
};

const count = (text, script) => (text.match(SCRIPTS[script][1]) || []).length;
/** How many letters of each script a text has. */
const tally = (text) => {
  const found = {};
  if (!BEYOND.test(text)) {
    const latin = count(text, "Latn");
    if (latin) found.Latn = latin;
    return found;
  }
  for (const script of Object.keys(SCRIPTS)) {
    const number = count(text, script);
    if (number) found[script] = number;
  }
  return found;
};

/** Pieces of text with one language each: {run, holder, lang, text, el, tally}. */
const pieces = () =>
  once("scripts.pieces", () => {
    const found = [];
    for (const run of textRuns()) {
      const groups = new Map();
      for (const part of run.parts) {
        if (
          nodeTypeOf(part.node) !== 3 ||
          !/\p{L}/u.test(part.text) ||
          closest(part.el, NO_LANGUAGE)
        )
          continue;
        const by = holder(part.el);
        const group = groups.get(by);
        if (group) {
          group.text += part.text;
          group.parts.push(part);
        } else
          groups.set(by, {
            run,
            holder: by,
            lang: by ? attr(by, "lang") : "",
            text: part.text,
            el: part.el,
            parts: [part],
          });
      }
      for (const group of groups.values()) found.push({ ...group, tally: tally(group.text) });
    }
    return found;
  });

/** What the letters of the page say: {lang, script, share, letters} for the script that is foreign. */
const pageScript = () =>
  once("scripts.page", () => {
    const root = documentElementOf(document);
    const lang = attr(root, "lang") || "";
    const may = allowed(lang);
    if (!may) return null;
    const sum = {};
    for (const piece of pieces()) {
      if (piece.holder !== root) continue;
      for (const [script, number] of Object.entries(piece.tally))
        sum[script] = (sum[script] || 0) + number;
    }
    const all = Object.values(sum).reduce((a, b) => a + b, 0);
    const foreign = Object.entries(sum)
      .filter(([script]) => !may.includes(script))
      .sort((a, b) => b[1] - a[1])[0];
    return {
      lang,
      all,
      script: foreign ? foreign[0] : "",
      letters: foreign ? foreign[1] : 0,
      share: foreign ? foreign[1] / all : 0,
    };
  });

rule("language-of-page-script", function* (page) {
  const found = pageScript();
  if (!found || !found.all) return;
  const { lang, script, letters, share } = found;
  const enough = letters >= (SIGNS.has(script) ? 25 : script === "Latn" ? 80 : 60);
  const data = { lang, percent: Math.round(share * 100), script: script && SCRIPTS[script][0] };
  const el = documentElementOf(document);
  if (enough && share >= 0.8) yield page.fail(el, data);
  else if (enough && share >= 0.5) yield page.ask(el, data);
  else yield page.pass(el);
});

/** The script with the most letters of those that a text may not have, with their number; or undefined. */
const foreignScript = (tally, may) =>
  Object.entries(tally)
    .filter(([script]) => !may.includes(script))
    .sort((a, b) => b[1] - a[1])[0];
/** Whether a piece is in the script of a page that as a whole is in another than it declares. */
const isOfForeignPage = (piece, script) => {
  const whole = pageScript();
  return (
    !!whole &&
    whole.share >= 0.5 &&
    whole.script === script &&
    piece.holder === documentElementOf(document)
  );
};
/** The element of a piece that has most of its letters in a script. */
const mainElement = ({ parts }, script) =>
  parts.reduce((a, b) => (count(b.text, script) > count(a.text, script) ? b : a)).el;
/** What becomes of words in a foreign script, by how long they are: "fail", "ask" or "pass". */
const verdictOn = (text, script) => {
  const own = count(text, script);
  const sentence = /[.!?؟。！？।،，,]/.test(text);
  if (SIGNS.has(script)) return own >= 24 && sentence ? "fail" : own >= 7 ? "ask" : "pass";
  const words = text.split(/\s+/).length;
  // Names of firms and products are Latin everywhere: only a sentence is worth a question.
  if (script === "Latn") return own >= 60 && words >= 9 ? "ask" : "pass";
  if (own >= 40 && words >= 7 && sentence) return "fail";
  return own >= 10 && words >= 2 ? "ask" : "pass";
};

rule("script-unmarked", function* (page) {
  for (const piece of pieces()) {
    const may = allowed(piece.lang);
    if (!may || !isExposed(piece.el)) continue;
    const foreign = foreignScript(piece.tally, may);
    if (!foreign) {
      yield page.pass(piece.el);
      continue;
    }
    const [script] = foreign;
    if (isOfForeignPage(piece, script)) continue;
    const text = phrase(piece.text, script);
    const el = mainElement(piece, script);
    const verdict = verdictOn(text, script);
    const data = { text, script: SCRIPTS[script][0], lang: piece.lang };
    yield verdict === "pass" ? page.pass(el) : page[verdict](el, data);
  }
});
/** The longest stretch of a text in one script, with the spaces and punctuation between its words. */
const stretches = {};
const phrase = (text, script) => {
  const set = SCRIPTS[script][1].source;
  stretches[script] =
    stretches[script] || new RegExp(`${set}(?:${set}|[\\p{M}\\p{P}\\p{N}\\s])*`, "gu");
  return (text.match(stretches[script]) || [])
    .reduce((a, b) => (b.length > a.length ? b : a), "")
    .trim();
};

const rtlLetters = (text) => (text.match(RTL) || []).length;
const letters = (text) => (text.match(/\p{L}/gu) || []).length;
/** The parts of a run that are prose: code runs from the left in every language, whatever is around it. */
const proseOf = (run) =>
  run.parts.filter(
    (part) =>
      nodeTypeOf(part.node) === 3 &&
      /\p{L}/u.test(part.text) &&
      !closest(part.el, "code, kbd, samp"),
  );
/** Whether bdo or a style turns letters round. */
const isTurned = ({ el, text }) =>
  styleOf(el).unicodeBidi.includes("override") &&
  isExposed(el) &&
  rtlLetters(text) * 2 > letters(text) !== (styleOf(el).direction === "rtl") &&
  /\p{L}{2}/u.test(text);
/** What is wrong with the direction of a text: "cantTell" for text from the right, "ltr", or nothing. */
const wrongDirection = (text, el) => {
  const rtl = rtlLetters(text),
    all = letters(text);
  const { direction } = styleOf(el);
  if (direction === "ltr")
    return rtl >= 10 && rtl * 2 > all && /\s/.test(text.trim()) ? "cantTell" : "";
  const words = text.trim().split(/\s+/).length;
  return direction === "rtl" && !rtl && all >= 30 && words >= 5 && latin(el) ? "ltr" : "";
};
const isJudged = ({ el }) => !closest(el, "code, pre, [contenteditable=true]") && isExposed(el);

rule("text-direction-wrong", function* (page) {
  let right = 0,
    all = 0;
  const suspects = [];
  for (const run of textRuns()) {
    const parts = proseOf(run);
    if (!parts.length) continue;
    for (const part of parts.filter(isTurned))
      yield page.ask(part.el, { key: "turned", text: squeeze(part.text) });
    const text = parts.map((part) => part.text).join("");
    all += letters(text);
    right += rtlLetters(text);
    if (!isJudged(run)) continue;
    const main = parts.reduce((a, b) => (b.text.length > a.text.length ? b : a)).el;
    const key = wrongDirection(text, main);
    if (key) suspects.push([main, key, text]);
    else yield page.pass(run.el);
  }
  const root = bodyOf(document) || documentElementOf(document);
  const wrong = suspects.filter(([, key]) => key === "cantTell").length;
  if (right * 2 > all && wrong > 3 && styleOf(root).direction === "ltr") {
    yield page.ask(documentElementOf(document), { key: "page" });
    return;
  }
  for (const [el, key, text] of suspects) yield page.ask(el, { key, text: squeeze(text) });
});
const latin = (el) => {
  const by = holder(el);
  const may = by && allowed(attr(by, "lang"));
  return !!may && may[0] === "Latn";
};
