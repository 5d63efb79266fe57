import {
  bodyOf,
  documentElementOf,
  headOf,
  innerTextOf,
  localNameOf,
  querySelector,
  querySelectorAll,
  titleOf,
} from "../../../../browser/scripts/dom.js";
import { rule } from "../../../js/rules.js";
import { squeeze, textOf } from "../../../js/text.js";
import { selectAll } from "../../../js/tree.js";
import { isExposed } from "../../../js/visibility.js";
import { onlyWordsPattern } from "../../../js/words.js";

// Titles that programs give to what has none; F25 names several of them.
const MADE_UP = onlyWordsPattern("title_placeholder");
const BY_TOOL =
  /^(lorem ipsum.*|welcome to adobe golive.*|react app|vite( \+ \w+)*( app)?|create next app)$/i;
const FILE =
  /^[\w%~. -]*[\w%~-]\.(html?|xhtml|php\d?|aspx?|jsp|cfm|pdf|docx?|odt|rtf|pptx?|xlsx?|indd|txt|md)$/i;
const ADDRESS = /^(https?:\/\/|www\.)\S+$/i;
const ANY = onlyWordsPattern("title_vague");
const SMALL = onlyWordsPattern("function_words");

/** The words of a text that carry meaning, in a form that survives endings. */
const words = (text) =>
  (
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) || []
  ).filter((word) => (word.length > 2 || /\p{Lo}/u.test(word)) && !SMALL.test(word));
const stem = (word) => word.replace(/(?<=...)s$/, "").slice(0, 4);

rule("title-vague", function* (page) {
  const title = squeeze(titleOf(document));
  if (!title || localNameOf(documentElementOf(document)) !== "html") return;
  const el =
    (headOf(document) && querySelector(headOf(document), "title")) ||
    querySelector(document, "title");
  const titles = [...querySelectorAll(document, "head title")].filter(
    (other) => other !== el && textOf(other),
  );
  if (titles.length) yield page.ask(titles[0], { key: "second", title, second: textOf(titles[0]) });
  if (MADE_UP.test(title) || BY_TOOL.test(title)) yield page.fail(el, { title });
  else if (FILE.test(title)) yield page.fail(el, { key: "file", title });
  else if (!/[\p{L}\p{N}\p{So}]/u.test(title)) yield page.fail(el, { key: "signs", title });
  else if (ADDRESS.test(title) || title.toLowerCase() === location.hostname)
    yield page.ask(el, { key: "address", title });
  else if (ANY.test(title) || /^\d+$/.test(title)) yield page.ask(el, { title });
  else yield compared(page, el, title);
});

/** What a title and the page under it have to do with each other; null for too little text. */
const wordsOfPage = () => {
  const text = (bodyOf(document) ? innerTextOf(bodyOf(document)) || "" : "").slice(0, 200000);
  const there = words(text);
  return there.length < 5 ? null : { text, stems: new Set(there.map(stem)) };
};
/** Each part of a title between dashes, bars or colons, as words: it may name the page, or the site. */
const partsOf = (title) =>
  title
    .split(/\s+[|·•»«–—:/-]+\s+|:\s+|\s*\|\s*/)
    .map(words)
    .filter((part) => part.length);
/** Whether hardly a word of any part of a title is on the page, where words can be told apart. */
const isForeign = (title, parts, { text, stems }) => {
  const known = (part) => part.filter((word) => stems.has(stem(word))).length / part.length;
  const spaced = /\s/.test(text.trim()) && !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Thai}]/u.test(title);
  return spaced && parts.length > 0 && parts.every((part) => known(part) < 0.5);
};
/** How a title differs from the one main heading: "other", "part" or not at all. */
const differsFrom = (heading, title, { stems }) => {
  const named = words(heading),
    own = new Set(words(title).map(stem));
  const missing = named.filter((word) => !own.has(stem(word)));
  const shared = named.length - missing.length;
  // One word differs and stands nowhere on the page: the title of another page, copied.
  const odd = [...own].filter((word) => !named.map(stem).includes(word));
  if (shared >= 2 && odd.length === 1 && missing.length === 1 && !stems.has(odd[0])) return "other";
  return shared && shared >= own.size && missing.length > 2 && missing.length >= shared
    ? "part"
    : "";
};

const compared = (page, el, title) => {
  const found = wordsOfPage();
  if (!found) return page.pass(el);
  const parts = partsOf(title);
  if (isForeign(title, parts, found)) return page.ask(el, { key: "foreign", title });
  const heads = selectAll("h1, [role=heading][aria-level='1']").filter(isExposed);
  if (heads.length !== 1 || parts.length !== 1) return page.pass(el);
  const heading = textOf(heads[0]);
  const key = differsFrom(heading, title, found);
  return key ? page.ask(el, { key, title, heading }) : page.pass(el);
};
