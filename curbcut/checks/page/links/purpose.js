import {
  attr,
  bodyOf,
  closest,
  compareDocumentPosition,
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
  querySelector,
  querySelectorAll,
  scrollHeightOf,
  scrollWidthOf,
  scrollingElementOf,
  textContentOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { isTabbable } from "../../js/focus.js";
import { accessibleName, roleOf } from "../../js/names.js";
import { WIDGET_ROLES, explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { pseudoText, textOf } from "../../js/text.js";
import { selectAll } from "../../js/tree.js";
import { boxOf, isExposed, isRendered, styleOf } from "../../js/visibility.js";
import { addressOf, called, fold, here } from "./addresses.js";
import "./files.js";

// --- where they lead ------------------------------------------------------------------------------

const SKIP =
  /\b(?:skip|jump|go(?: straight| directly)?) (?:to|past|over|navigation)|\bskip\b|zum (?:haupt)?inhalt|saltar|ir al contenido|aller au contenu|passer|vai al contenuto|pular|hoppa|تخط|スキップ|跳/iu;

rule("anchor-broken", function* (page) {
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

export const inlineLinks = () => selectAll("a[href]").filter((el) => isExposed(el));

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
