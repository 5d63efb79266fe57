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
import { onlyWordsPattern, wordsPattern } from "../../js/words.js";
import { addressOf, called, fold, here } from "./addresses.js";
import "./files.js";

// --- where they lead ------------------------------------------------------------------------------

const SKIP = wordsPattern("leads_past");

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

const TOP = onlyWordsPattern("top_of_page");

const isTop = (name) => TOP.test(name) || /^[↑⇧]$/.test(name);

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
    if (isTop(accessibleName(el).trim()) && !script) yield page.pass(el);
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

/** Whether nothing but spaces is between two links that stand one after the other in one parent. */
const areNeighbours = (one, other) => {
  if (parentNodeOf(one) !== parentNodeOf(other) || nextElementSiblingOf(one) !== other)
    return false;
  for (let node = nextSiblingOf(one); node && node !== other; node = nextSiblingOf(node))
    if (textContentOf(node).trim()) return false;
  return true;
};
/** Whether two links with text are in the same flow of text. */
const flowTogether = (one, other) =>
  styleOf(one).display === "inline" &&
  styleOf(other).display === "inline" &&
  !/flex|grid/.test(styleOf(parentElementOf(one)).display) &&
  !!textOf(one) &&
  !!textOf(other);
/** Whether styles set an inline element apart from what is beside it. */
const isSetApart = (el) => {
  const s = styleOf(el);
  const room = [s.paddingInlineStart, s.paddingInlineEnd, s.marginInlineStart, s.marginInlineEnd];
  return (
    room.reduce((sum, one) => sum + parseFloat(one), 0) > 3 ||
    parseFloat(s.borderInlineStartWidth) > 0 ||
    parseFloat(s.borderInlineEndWidth) > 0 ||
    s.backgroundColor !== "rgba(0, 0, 0, 0)"
  );
};
const areSeparatedByStyle = (one, other) =>
  isSetApart(one) ||
  isSetApart(other) ||
  (pseudoText(one, "::after") + pseudoText(other, "::before")).trim();
/** Whether two elements are in one line with hardly a gap between them, in CSS pixels. */
const areClose = (one, other) => {
  const a = boxOf(one),
    b = boxOf(other);
  return Math.abs(a.top - b.top) <= 3 && Math.max(b.left - a.right, a.left - b.right) < 8;
};

rule("links-not-separated", function* (page) {
  const links = inlineLinks();
  for (const [i, one] of links.slice(0, -1).entries()) {
    const other = links[i + 1];
    if (
      areNeighbours(one, other) &&
      flowTogether(one, other) &&
      !areSeparatedByStyle(one, other) &&
      areClose(one, other)
    )
      yield page.ask(other, { text: called(one), next: called(other) });
  }
});

// --- their words ----------------------------------------------------------------------------------

const isAddress = (text) => /^(?:https?:\/\/|www\.)\S+$/i.test(text);
/** Whether a link has words and no other name than these: most have, and that is quickly seen. */
const isPlainlyWorded = (el, text) =>
  /\p{L}{2}/u.test(text) &&
  !/^(?:https?:|www\.)/i.test(text) &&
  !hasAttr(el, "aria-label") &&
  !hasAttr(el, "aria-labelledby");
const hasWords = (name) => /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(name);
const SYMBOLS = /^(?:[<>«»‹›←→↑↓^#¶§†‡*…|/.,:;+\-–—_()[\]{}!?=~•·\u200b-\u200f\u00a0\s]|&\w+;)+$/u;
/** A footnote's mark and its way back tell by where they stand. */
const isFootnote = (el, name) => /^[*†‡§¶#↩]+$/.test(name) && /#/.test(attr(el, "href") || "");
/** Whether a name is an address that is too long to be listened to. */
const isLongAddress = (name) =>
  isAddress(name) && name.length > 25 && /[/?=].*[/?=]/.test(name.replace(/^https?:\/\//i, ""));
/** The outcome for a link by its name. */
const judgeName = (page, el, name) => {
  if (!hasWords(name))
    return SYMBOLS.test(name) && !isFootnote(el, name)
      ? page.ask(el, { text: name, key: "signs" })
      : page.pass(el);
  return isLongAddress(name) ? page.ask(el, { text: name }) : page.pass(el);
};

rule("link-text-no-words", function* (page) {
  for (const el of page.all("a[href], [role=link]")) {
    const text = textOf(el);
    if (text.length > 60 && !/^https?:/i.test(text)) continue;
    if (!text && !accessibleName(el)) continue; // axe-core: link-name
    if (!isExposed(el)) continue;
    if (isPlainlyWorded(el, text)) {
      yield page.pass(el);
      continue;
    }
    const name = accessibleName(el).trim();
    if (name) yield judgeName(page, el, name);
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

const FRAME_WORDS = onlyWordsPattern("frame_vague");

const isMeaninglessTitle = (name) =>
  FRAME_WORDS.test(name) ||
  /^\d+$/.test(name) ||
  /^(?:https?:|\/|www\.)\S+$|^\S+\.(?:html?|php|aspx?|jsp)$/i.test(name);
/** Two frames of advertisements serve the same purpose, whatever they show. */
const ADVERTISING = wordsPattern("advertising");
/** Whether a frame of another page has the same title, and shows something else. */
const isMixedUp = (el, namesake) =>
  !!namesake && namesake.src !== el.src && alike(namesake, el) < 0.5;
/** Whether a frame that must not scroll cuts off what it shows, or may do so. */
const mayCutOff = (el) => {
  const box = boxOf(el);
  if (attr(el, "scrolling") !== "no" || box.width <= 20) return false;
  if (!el.contentDocument) return true;
  const inside = scrollingElementOf(el.contentDocument);
  return (
    inside && (scrollHeightOf(inside) > box.height + 4 || scrollWidthOf(inside) > box.width + 4)
  );
};
/** The outcome for a frame with a title; `namesake` is the first frame of the same title. */
const judgeFrame = (page, el, name, namesake) => {
  if (isMeaninglessTitle(name)) return page.ask(el, { text: name });
  if (isMixedUp(el, namesake))
    return alike(namesake, el) < 0.2 && !ADVERTISING.test(name)
      ? page.fail(el, { text: name, key: "same" })
      : page.ask(el, { text: name, key: "same" });
  return mayCutOff(el) ? page.ask(el, { text: name, key: "scrolling" }) : page.pass(el);
};

rule("frame-title-meaningless", function* (page) {
  const named = new Map();
  for (const el of page.all("iframe, frame")) {
    if (!isExposed(el)) continue;
    const name = (accessibleName(el) || titleOf(el) || "").trim();
    if (!name) continue; // axe-core: frame-title
    yield judgeFrame(page, el, name, named.get(fold(name)));
    if (!named.has(fold(name))) named.set(fold(name), el);
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
