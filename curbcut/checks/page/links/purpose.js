import {
  attr,
  baseURIOf,
  bodyOf,
  closest,
  compareDocumentPosition,
  containsNode,
  createRange,
  getElementById,
  getElementsByName,
  getRootNode,
  hasAttr,
  localNameOf,
  matches,
  maybe,
  nextElementSiblingOf,
  nextSiblingOf,
  parentElementOf,
  parentNodeOf,
  previousSiblingOf,
  querySelector,
  querySelectorAll,
  scrollHeightOf,
  scrollWidthOf,
  scrollingElementOf,
  textContentOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { selectAll } from "../../js/tree.js";
import { describe } from "../../js/describe.js";
import { isTabbable } from "../../js/focus.js";
import { accessibleDescription, accessibleName, roleOf } from "../../js/names.js";
import { WIDGET_ROLES, explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { ownText, pseudoText, textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { boxOf, isExposed, isRendered, styleOf } from "../../js/visibility.js";

const fold = (text) =>
  text
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, " ")
    .trim();
const addressOf = (el) => {
  try {
    return new URL(attr(el, "href"), baseURIOf(document));
  } catch {
    return null;
  }
};
const here = () => location.href.split("#")[0];
const called = (el) => accessibleName(el) || attr(el, "href");

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

rule("link-download-unannounced", function* (page) {
  for (const el of page.all("a[href], area[href]")) {
    const href = attr(el, "href");
    if (!href.includes(".") && !hasAttr(el, "download")) continue;
    if (/^(?:#|mailto:|tel:|javascript:)/i.test(href)) continue;
    const url = addressOf(el);
    const ending =
      url && /^(?:https?|file):$/.test(url.protocol) ? (FILES.exec(url.pathname) || [])[1] : "";
    if (!ending && !hasAttr(el, "download")) continue;
    if (!isExposed(el)) continue;
    const beside = `${(maybe(nextSiblingOf(el), textContentOf) || "").slice(0, 40)} ${(maybe(previousSiblingOf(el), textContentOf) || "").slice(-25)}`;
    const cell =
      maybe(closest(el, "tr, li, figure"), (it) => textContentOf(it).slice(0, 300)) || "";
    const words = `${accessibleName(el)} ${accessibleDescription(el)} ${titleOf(el)} ${beside} ${cell}`;
    const announced =
      ANY_FILE.test(words) ||
      (ending && new RegExp(`(?:^|[^\\p{L}])(?:${kindOf(ending)})(?![\\p{L}])`, "iu").test(words));
    yield announced
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

// --- where they lead ------------------------------------------------------------------------------

const SKIP =
  /\b(?:skip|jump|go(?: straight| directly)?) (?:to|past|over|navigation)|\bskip\b|zum (?:haupt)?inhalt|saltar|ir al contenido|aller au contenu|passer|vai al contenuto|pular|hoppa|تخط|スキップ|跳/iu;

rule("link-fragment-missing", function* (page) {
  const page_ = here();
  for (const el of page.all("a[href*='#'], area[href*='#']")) {
    const url = addressOf(el);
    if (!url || url.href.split("#")[0] !== page_ || url.hash.length < 2) continue;
    let id = url.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // An id may hold a plain percent sign.
    }
    if (/^top$/i.test(id) || /^[!/]|:~:|^t=|^page=/.test(id)) continue; // routes of scripts, text fragments
    if (!isRendered(el) && !isExposed(el)) continue;
    const there =
      getElementById(document, id) ||
      getElementById(document, url.hash.slice(1)) ||
      [...getElementsByName(document, id)].some((one) => localNameOf(one) === "a");
    // A script may catch the press; a button is what that should be. Skip links: see skip_links.py.
    if (!there && SKIP.test(accessibleName(el))) continue;
    yield there ? page.pass(el) : page.ask(el, { text: called(el), to: id });
  }
});

const TOP =
  /^(?:(?:back |return |go )?(?:to )?(?:the )?top(?: of (?:the )?page)?|nach oben|zum anfang|seitenanfang|(?:volver )?arriba|subir|haut(?: de page)?|retour en haut|torna su|topo|↑|⇧|أعلى.*)$/iu;

rule("link-without-destination", function* (page) {
  for (const el of page.all(
    "a[href='#'], a[href=''], a[href^='javascript:' i], area[href^='javascript:' i], a[href='#!'], a[href='#0']",
  )) {
    if (!isExposed(el)) continue;
    const role = explicitRole(el);
    const script = /^javascript:/i.test(attr(el, "href"));
    // With the role of a control it says what it is; whether its keys work is looked at elsewhere.
    if (role && role !== "link") {
      yield page.pass(el);
      continue;
    }
    if (TOP.test(accessibleName(el).trim()) && !script) yield page.pass(el);
    // A link to this very page, in a menu say, is empty by intent.
    else if (attr(el, "href") === "" && attr(el, "aria-current")) yield page.pass(el);
    else
      yield page.ask(el, {
        text: accessibleName(el) || attr(el, "href"),
        key: script ? "script" : "cantTell",
      });
  }
});

// --- links and their neighbours -------------------------------------------------------------------

const inlineLinks = () => selectAll("a[href]").filter((el) => isExposed(el));

/** What stands between two links in the order of the page: text, or null if they share no parent. */
const between = (one, other) => {
  const range = createRange(document);
  try {
    range.setStartAfter(one);
    range.setEndBefore(other);
  } catch {
    return null;
  }
  if (range.collapsed && compareDocumentPosition(one, other) & Node.DOCUMENT_POSITION_PRECEDING)
    return null;
  return range;
};

rule("links-adjacent-same-destination", function* (page) {
  const links = inlineLinks();
  for (let i = 0; i + 1 < links.length; i++) {
    const [one, other] = [links[i], links[i + 1]];
    const href = attr(one, "href").trim();
    if (!href || href === "#" || /^(?:javascript:|#)/i.test(href) || one.href !== other.href)
      continue;
    if (getRootNode(one) !== getRootNode(other) || getRootNode(one) !== document) continue;
    if (closest(one, "li, td, th, dd, article") !== closest(other, "li, td, th, dd, article"))
      continue;
    const range = between(one, other);
    if (!range || range.toString().replace(/[\s|·•,/–-]/g, "")) continue;
    const fragment = range.cloneContents();
    if (querySelector(fragment, "img, input, button, select, textarea, hr, iframe, video"))
      continue;
    if (querySelectorAll(fragment, "*").length > 12) continue;
    const pictures = [one, other].filter(
      (link) => querySelector(link, "img, svg, picture") && !textOf(link),
    );
    if (pictures.length) yield page.ask(pictures[0], { text: called(pictures[0]), key: "picture" });
    else yield page.ask(other, { text: called(other) });
  }
});

rule("links-not-separated", function* (page) {
  const links = inlineLinks();
  for (let i = 0; i + 1 < links.length; i++) {
    const [one, other] = [links[i], links[i + 1]];
    if (parentNodeOf(one) !== parentNodeOf(other) || nextElementSiblingOf(one) !== other) continue;
    const s = styleOf(one),
      t = styleOf(other);
    if (
      s.display !== "inline" ||
      t.display !== "inline" ||
      /flex|grid/.test(styleOf(parentElementOf(one)).display)
    )
      continue;
    let text = "";
    for (let node = nextSiblingOf(one); node && node !== other; node = nextSiblingOf(node))
      text += textContentOf(node);
    if (text.trim() || !textOf(one) || !textOf(other)) continue;
    const styled = [s, t].some(
      (x) =>
        parseFloat(x.paddingInlineStart) +
          parseFloat(x.paddingInlineEnd) +
          parseFloat(x.marginInlineStart) +
          parseFloat(x.marginInlineEnd) >
          3 ||
        parseFloat(x.borderInlineStartWidth) > 0 ||
        parseFloat(x.borderInlineEndWidth) > 0 ||
        x.backgroundColor !== "rgba(0, 0, 0, 0)",
    );
    const marked = pseudoText(one, "::after") + pseudoText(other, "::before");
    if (styled || marked.trim()) continue;
    const a = boxOf(one),
      b = boxOf(other);
    if (Math.abs(a.top - b.top) > 3) continue;
    const gap = Math.max(b.left - a.right, a.left - b.right);
    if (gap < 8) yield page.ask(other, { text: called(one), next: called(other) });
  }
});

// --- their words ----------------------------------------------------------------------------------

rule("link-text-no-words", function* (page) {
  for (const el of page.all("a[href], [role=link]")) {
    const text = textOf(el);
    if (text.length > 60 && !/^https?:/i.test(text)) continue;
    if (!text && !accessibleName(el)) continue; // axe-core: link-name
    if (!isExposed(el)) continue;
    // Most links have words, and no other name than these; that is quickly seen.
    if (
      /\p{L}{2}/u.test(text) &&
      !/^(?:https?:|www\.)/i.test(text) &&
      !hasAttr(el, "aria-label") &&
      !hasAttr(el, "aria-labelledby")
    ) {
      yield page.pass(el);
      continue;
    }
    const name = accessibleName(el).trim();
    if (!name) {
      // Blanks that do not look blank to a parser: an address of nbsp, zero-width signs.
      if (/^[\s\u00a0\u200b-\u200f\u2060\ufeff]+$/.test(textContentOf(el))) continue;
    }
    const href = attr(el, "href") || "";
    if (name && !/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(name)) {
      if (
        /^(?:[<>«»‹›←→↑↓^#¶§†‡*…|/.,:;+\-–—_()[\]{}!?=~•·\u200b-\u200f\u00a0\s]|&\w+;)+$/u.test(
          name,
        )
      ) {
        // A footnote's mark and its way back tell by where they stand.
        yield /^[*†‡§¶#↩]+$/.test(name) && /#/.test(href)
          ? page.pass(el)
          : page.ask(el, { text: name, key: "signs" });
      } else yield page.pass(el);
    } else if (
      /^(?:https?:\/\/|www\.)\S+$/i.test(name) &&
      name.length > 25 &&
      /[/?=].*[/?=]/.test(name.replace(/^https?:\/\//i, ""))
    )
      yield page.ask(el, { text: name });
    else if (name) yield page.pass(el);
  }
});

// --- the same words for different things ----------------------------------------------------------

const whereTo = (el) => {
  const url = addressOf(el);
  if (!url) return "";
  if (url.protocol === "javascript:") return "";
  const path = url.pathname.replace(/\/(?:index|default)\.\w+$/i, "/").replace(/(?<=.)\/$/, "");
  return `${url.protocol}//${url.host}${path}${url.search}${url.hash}`;
};
/** What tells a link from others with the same words: the sentence, item, cells or heading it is in. */
const contextOf = (el) => {
  const parts = [];
  const block = closest(el, "p, li, dd, td, th, figure, blockquote, caption");
  if (block) parts.push(textOf(block));
  const row = closest(el, "tr");
  if (row) parts.push(...[...row.cells].map((cell) => textOf(cell)));
  const item = maybe(block, (it) => maybe(parentElementOf(it), (it2) => closest(it2, "li")));
  if (item) parts.push(ownText(item));
  if (!block) parts.push(textOf(parentOf(el) || el));
  return fold(parts.join(" "));
};
/** The last heading before each link, in one pass. */
const headingsOf = () => {
  const found = new Map();
  let last = null;
  for (const el of selectAll("h1, h2, h3, h4, h5, h6, [role=heading], a[href]")) {
    if (localNameOf(el) === "a") found.set(el, last && containsNode(last, el) ? null : last);
    else if (isExposed(el)) last = el;
  }
  return found;
};

const numbers = new WeakMap();
let last = 0;
const numberOf = (el) => {
  if (!el) return 0;
  if (!numbers.has(el)) numbers.set(el, ++last);
  return numbers.get(el);
};

/** Pairs of links with the same words and context, and the number of links with any other's words. */
/** Whether hardly a word stands between two links: nothing that could tell them apart. */
const standBeside = (first, second) => {
  if (getRootNode(first) !== getRootNode(second)) return false;
  const between = createRange(document);
  between.setStartAfter(first);
  between.setEndBefore(second);
  const inside = between.cloneContents();
  return (
    (textContentOf(inside).match(/[\p{L}\p{N}]+/gu) || []).length <= 1 &&
    !querySelector(inside, "a, img, svg, h1, h2, h3, h4, h5, h6, tr, td, li, section, article, hr")
  );
};

const sameWords = () => {
  const groups = new Map();
  for (const el of inlineLinks()) {
    const words = fold(accessibleName(el));
    if (!words) continue;
    if (!groups.has(words)) groups.set(words, []);
    groups.get(words).push(el);
  }
  let headings = null,
    shared = 0;
  const pairs = [];
  for (const [words, links] of groups) {
    if (links.length < 2) continue;
    shared += links.length;
    if (new Set(links.map(whereTo).filter(Boolean)).size < 2) continue;
    headings = headings || headingsOf();
    const seen = new Map();
    for (const el of links) {
      const to = whereTo(el);
      if (!to) continue;
      const context = contextOf(el);
      // Words of its own around a link tell it from the others; else the heading above it does.
      const told = context === words ? "" : context;
      const key = `${fold(accessibleDescription(el))}|${told}|${told ? "" : numberOf(headings.get(el))}`;
      if (!seen.has(key)) seen.set(key, new Map());
      const known = seen.get(key);
      if (known.has(to)) continue;
      known.set(to, el);
      if (known.size > 1) {
        const [other, first] = [...known][0];
        pairs.push({ el, to, other, beside: standBeside(first, el) });
      }
    }
  }
  return { shared, pairs };
};

export const linksWithSameWords = () => {
  const { shared, pairs } = sameWords();
  return {
    shared,
    own: location.origin,
    pairs: pairs.slice(0, 40).map((pair) => ({
      text: accessibleName(pair.el),
      to: pair.to,
      other: pair.other,
      beside: pair.beside,
      target: describe(pair.el),
    })),
  };
};

// --- what stands inside of them --------------------------------------------------------------------

rule("control-in-link", function* (page) {
  for (const el of page.all(
    "a[href] :is(a[href], button, select, textarea, input:not([type=hidden]), [tabindex])",
  )) {
    const link = closest(parentElementOf(el), "a[href]");
    if (!isTabbable(el) || !isTabbable(link) || !isExposed(el) || !isExposed(link)) continue;
    // Nothing within these is there for assistive technology: axe-core says so.
    if (
      /^(button|checkbox|img|menuitemcheckbox|menuitemradio|option|radio|slider|switch|tab)$/.test(
        explicitRole(link),
      )
    )
      continue;
    // A box that scrolls may be made a stop of the Tab key, and is no control.
    if (!matches(el, "a, button, select, textarea, input") && !WIDGET_ROLES.has(roleOf(el)))
      continue;
    yield page.fail(el, { text: called(link), name: accessibleName(el) || localNameOf(el) });
  }
});

// --- frames ---------------------------------------------------------------------------------------

const FRAME_WORDS =
  /^(?:i?frame\s*\d*|untitled(?: document)?|title|page|content|embed(?:ded)?(?: content)?|widget|blank|about:blank|window|null|undefined|placeholder|inhalt|rahmen|contenido|youtube(?: video player)?|video player|test|\d+)$/i;

rule("frame-title-meaningless", function* (page) {
  const named = new Map();
  for (const el of page.all("iframe, frame")) {
    if (!isExposed(el)) continue;
    const name = (accessibleName(el) || titleOf(el) || "").trim();
    if (!name) continue; // axe-core: frame-title
    const box = boxOf(el);
    const key = fold(name);
    if (
      FRAME_WORDS.test(name) ||
      /^(?:https?:|\/|www\.)\S+$|^\S+\.(?:html?|php|aspx?|jsp)$/i.test(name)
    )
      yield page.ask(el, { text: name });
    else if (named.has(key) && named.get(key).src !== el.src && alike(named.get(key), el) < 0.5) {
      // Two frames of advertisements serve the same purpose, whatever they show.
      const differ =
        alike(named.get(key), el) < 0.2 &&
        !/advert|promot|sponsor|anzeige|publicidad|werbung|إعلان|^ads?$/i.test(name);
      yield differ
        ? page.fail(el, { text: name, key: "same" })
        : page.ask(el, { text: name, key: "same" });
    } else if (attr(el, "scrolling") === "no" && box.width > 20) {
      const inside = maybe(el.contentDocument, scrollingElementOf);
      const cut =
        inside &&
        (scrollHeightOf(inside) > box.height + 4 || scrollWidthOf(inside) > box.width + 4);
      yield cut || !el.contentDocument
        ? page.ask(el, { text: name, key: "scrolling" })
        : page.pass(el);
    } else yield page.pass(el);
    if (!named.has(key)) named.set(key, el);
  }
});
/** What share of their words two frames have in common; 0.3 where that cannot be seen. */
const alike = (one, other) => {
  const [a, b] = [one, other].map((frame) => {
    try {
      return new Set(
        fold(textOf(bodyOf(frame.contentDocument)))
          .split(" ")
          .filter(Boolean),
      );
    } catch {
      return new Set(); // of another origin
    }
  });
  if (a.size < 3 || b.size < 3)
    return a.size && a.size === b.size && [...a].every((word) => b.has(word)) ? 1 : 0.3;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared);
};
