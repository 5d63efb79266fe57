// Links to files, and to programs for mail and telephone.

import {
  attr,
  closest,
  hasAttr,
  maybe,
  nextSiblingOf,
  previousSiblingOf,
  textContentOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { accessibleDescription, accessibleName } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isExposed } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { addressOf, called } from "./addresses.js";

// --- files ----------------------------------------------------------------------------------------

const FILES =
  /\.(pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?|odp|zip|7z|rar|t?gz|tar|exe|msi|dmg|pkg|apk|deb|epub|mobi|ics|vcf|mp3|m4a|wav|ogg|mp4|mov|avi|wmv|mkv|iso|psd|ai|eps|pages|numbers|key)$/i;
/**
 * What files of each kind end in, with the programs that are known by name, and what else a link may
 * call them instead.
 * @type {[string, RegExp?][]}
 */
const KINDS = [
  ["pdf|acrobat"],
  ["word|docx?|odt|rtf", wordsPattern("file_word")],
  ["excel|xlsx?|ods|csv", wordsPattern("file_sheet")],
  ["power ?point|pptx?|odp", wordsPattern("file_slides")],
  ["zip|7z|rar|gz|tar", wordsPattern("file_archive")],
  ["exe|msi|dmg|apk|pkg|deb|iso", wordsPattern("file_program")],
  ["epub|mobi|kindle", wordsPattern("file_book")],
  ["ics|vcard|vcf", wordsPattern("file_calendar")],
  ["mp3|wav", wordsPattern("file_sound")],
  ["mp4|mov", wordsPattern("file_video")],
];
const ANY_FILE = wordsPattern("download");
const SIZE = /\b\d+(?:[.,]\d+)?\s?[kmg]i?b\b/i;
/** What a file of an ending may be called, as the source of a regular expression. */
const kindOf = (ending) => {
  const kind = KINDS.find(([endings]) => new RegExp(`^(?:${endings})$`, "i").test(ending));
  return kind ? [kind[0], ...(kind[1] ? [kind[1].source] : [])].join("|") : ending;
};

/** The ending of the file that a link leads to, in any case; nothing for a page. */
const endingOf = (el) => {
  const url = addressOf(el);
  return url && /^(?:https?|file):$/.test(url.protocol) ? (FILES.exec(url.pathname) || [])[1] : "";
};
/** Whether a link may lead to a file at all: that is quickly seen. */
const mayBeFile = (el) => {
  const href = attr(el, "href");
  if (/^(?:#|mailto:|tel:|javascript:)/i.test(href)) return false;
  return href.includes(".") || hasAttr(el, "download");
};
/** The words of a link and those right around it. */
const wordsAt = (el) => {
  const after = (maybe(nextSiblingOf(el), textContentOf) || "").slice(0, 40);
  const before = (maybe(previousSiblingOf(el), textContentOf) || "").slice(-25);
  const item = maybe(closest(el, "tr, li, figure"), (it) => textContentOf(it).slice(0, 300)) || "";
  return `${accessibleName(el)} ${accessibleDescription(el)} ${titleOf(el)} ${after} ${before} ${item}`;
};
/** Whether words speak of a file of the kind of an ending, or of any file. */
const speakOfFile = (words, ending) =>
  ANY_FILE.test(words) ||
  SIZE.test(words) ||
  (ending && new RegExp(`(?:^|[^\\p{L}])(?:${kindOf(ending)})(?![\\p{L}])`, "iu").test(words));

rule("link-download-unannounced", function* (page) {
  for (const el of page.all("a[href], area[href]")) {
    if (!mayBeFile(el)) continue;
    const ending = endingOf(el);
    if ((!ending && !hasAttr(el, "download")) || !isExposed(el)) continue;
    yield speakOfFile(wordsAt(el), ending)
      ? page.pass(el)
      : page.ask(el, { text: called(el), kind: (ending || "file").toUpperCase() });
  }
});

const MAIL = wordsPattern("mail");
const PHONE = wordsPattern("phone");

rule("link-mail-unannounced", function* (page) {
  for (const el of page.all("a[href^='mailto:' i], a[href^='tel:' i]")) {
    if (!isExposed(el)) continue;
    const mail = /^mailto:/i.test(attr(el, "href"));
    const words = `${accessibleName(el)} ${accessibleDescription(el)} ${textOf(parentOf(el) || el).slice(0, 200)}`;
    const said = mail
      ? words.includes("@") || MAIL.test(words)
      : /[\d٠-٩]{3}/.test(words) || PHONE.test(words);
    yield said ? page.pass(el) : page.ask(el, { text: called(el), key: mail ? "mail" : "phone" });
  }
});
