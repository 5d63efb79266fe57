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
import { addressOf, called } from "./addresses.js";

// --- files ----------------------------------------------------------------------------------------

const FILES =
  /\.(pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?|odp|zip|7z|rar|t?gz|tar|exe|msi|dmg|pkg|apk|deb|epub|mobi|ics|vcf|mp3|m4a|wav|ogg|mp4|mov|avi|wmv|mkv|iso|psd|ai|eps|pages|numbers|key)$/i;
// What a link may call a file of each kind instead of its ending.
const KINDS = {
  pdf: "pdf|acrobat",
  word: "word|docx?|odt|rtf|open ?document",
  sheet: "excel|xlsx?|ods|csv|spreadsheet|tabelle|hoja",
  slides: "power ?point|pptx?|odp|slides?|presentation|präsentation|presentación",
  archive: "zip|archive|archiv|archivo|7z|rar|gz|tar",
  program: "install\\w*|exe|msi|dmg|apk|pkg|deb|app\\b|iso",
  book: "e-?book|epub|mobi|kindle",
  calendar: "calendar|ics|kalender|calendario|vcard|vcf|contact card",
  sound: "audio|mp3|podcast|listen|sound|wav|hören|escuchar|aufnahme|recording|episode",
  film: "videos?|mp4|film|watch|mov|trailer|clip",
};
const ANY_FILE =
  /\b(?:\d+(?:[.,]\d+)?\s?[kmg]i?b|downloads?|herunterladen|descargar?|télécharger|scaricare?|pobierz|baixar)\b|تنزيل|تحميل|ダウンロード|下载|下載|다운로드/iu;
const kindOf = (ending) =>
  Object.entries(KINDS).find(([, words]) => new RegExp(`^(?:${words})$`, "i").test(ending))?.[1] ||
  ending;

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

rule("link-mail-unannounced", function* (page) {
  for (const el of page.all("a[href^='mailto:' i], a[href^='tel:' i]")) {
    if (!isExposed(el)) continue;
    const mail = /^mailto:/i.test(attr(el, "href"));
    const words = `${accessibleName(el)} ${accessibleDescription(el)} ${textOf(parentOf(el) || el).slice(0, 200)}`;
    const said = mail
      ? /@|e-?mail|mail|correo|courriel|écri|schreib|scri[vb]|escri|write|contact|kontakt|message|nachricht|mensaje|send|بريد|راسل|メール|邮/iu.test(
          words,
        )
      : /[\d٠-٩]{3}|call|phone|tel|ring|anruf|llam|appel|chiam|ligar|اتصل|هاتف|電話|电话/iu.test(
          words,
        );
    yield said ? page.pass(el) : page.ask(el, { text: called(el), key: mail ? "mail" : "phone" });
  }
});
