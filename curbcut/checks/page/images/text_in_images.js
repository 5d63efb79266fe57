// Images of text, and pictures made of characters.

import {
  attr,
  bodyOf,
  childrenOf,
  classNameOf,
  closest,
  createTreeWalker,
  idOf,
  localNameOf,
  maybe,
  parentElementOf,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";
import { explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { pseudoText, textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { boxOf, isExposed, isRendered, isVisible, styleOf } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { fileOf, stem } from "./image_names.js";
import { lettering } from "./lettering.js";

// --- images of text -------------------------------------------------------------------------------

const TEXT_FILE =
  /(?:^|[^a-z])(?:text|heading|headline|header-text|title|button|btn|nav|menu|quote|slogan|tagline|caption)(?:[^a-z]|$)/i;
// What WCAG exempts (a logo, what has to look exactly so), and pictures that have text in them.
const EXEMPT =
  /(?:^|[^a-z])(?:logo\w*|logotype|brand|wordmark|signature|captcha|screen-?shots?|screen|charts?|graphs?|diagram|map|plan|figure|fig|scan|facsimile|qr|barcode|icon|avatar|flag|badge|seal|sketch|drawing|photo|screenshot of|logo of)(?:[^a-z]|$)/i;
const LOOKED_AT = 16;

/** Whether an image is in a link to the first page: the logo of the site. */
const isLogoOfSite = (el) => {
  const link = closest(el, "header, [role=banner], nav") && closest(el, "a[href]");
  return !!link && /^\/?(?:index\.\w+)?$/.test(attr(link, "href"));
};
const isExempt = (el) =>
  EXEMPT.test(`${stem(fileOf(el))} ${attr(el, "alt") || ""} ${classNameOf(el)} ${idOf(el)}`) ||
  isLogoOfSite(el);
/** Whether an image has room for a line of text, and can be seen. */
const isLargeEnough = (el) => {
  const box = boxOf(el);
  return box.width >= 30 && box.height >= 9 && isVisible(el);
};

rule("image-of-text", function* (page) {
  let looked = 0;
  for (const el of page.all("img, input[type=image i]")) {
    if (!isLargeEnough(el)) continue;
    if (isExempt(el)) {
      yield page.pass(el);
      continue;
    }
    const share =
      localNameOf(el) === "img" && el.complete && looked++ < LOOKED_AT ? lettering(el) : null;
    const hint = TEXT_FILE.test(stem(fileOf(el)));
    if (share === null ? hint : share > (hint ? 0.4 : 0.7))
      yield page.ask(el, { text: accessibleName(el) || fileOf(el) });
    else yield page.pass(el);
  }
});

// --- pictures made of characters ------------------------------------------------------------------

const EMOTICON =
  /(?:^|\s)(?:[:;=][-'^o]?[)(\][DPp|\\/]|[xX8]-?D|8-\)|[)(][-^][:;=]|<\/?3|\^_+\^|[oO]_[oO]|>_<|-_-|T_T|¯\\_\(ツ\)_\/¯|\(╯°□°\)╯︵?\s?┻━┻|ಠ_ಠ)(?=$|[\s.,!?])/u;
const EMOJI_RUN =
  /(?:[\p{Emoji_Presentation}\u{1F300}-\u{1FAFF}]\u{FE0F}?[\u{1F3FB}-\u{1F3FF}]?\s?){4,}/u;
const FANCY = /[\u{1D400}-\u{1D7FF}\u{24B6}-\u{24E9}\u{1F130}-\u{1F169}]{3,}/u;
const PRIVATE = /[\uE000-\uF8FF]/;
const LIGATURES = /material (?:icons|symbols)/i;
// Marks and spaces, several lines of them, hardly a word between.
const ART_MARKS = /[^\p{L}\p{N}\s]/gu;

const isArt = (text) => {
  const lines = text.split("\n").filter((line) => line.trim());
  if (lines.length < 3) return false;
  const solid = text.replace(/\s/g, "");
  if (solid.length < 10) return false;
  const marks = (solid.match(ART_MARKS) || []).length / solid.length;
  const wordish = (text.match(/\p{L}{3,}/gu) || []).length;
  return marks > 0.6 && wordish <= lines.length / 2;
};

/**
 * The elements with text that a pattern fits, with the text and the key of the pattern.
 * @param {[RegExp, string][]} patterns
 * @param {Set<Element>} judged
 */
function* withText(patterns, judged) {
  if (!bodyOf(document)) return;
  const text = textContentOf(bodyOf(document));
  // Most pages have none of all this, and one look at all their text is cheap.
  const wanted = patterns.filter(([pattern]) => pattern.test(text));
  if (!wanted.length) return;
  const walker = createTreeWalker(document, bodyOf(document), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = parentElementOf(node);
    const found = el && !judged.has(el) && wanted.find(([pattern]) => pattern.test(node.data));
    if (!found || !isReadOut(el, found[1])) continue;
    judged.add(el);
    yield { el, text: node.data.trim(), key: found[1] };
  }
}
const NOT_READ =
  "code, kbd, samp, pre, script, style, textarea, math, template, noscript, [role=img], [role=image], abbr, svg";
const isReadOut = (el, key) => {
  if (closest(el, NOT_READ) || !isExposed(el)) return false;
  if (key !== "private") return true;
  // A symbol from a private font says nothing to a listener, which is fine beside words.
  const rest = textOf(parentOf(el) || el).replace(/[\uE000-\uF8FF]/g, "");
  return !rest.trim() && !closest(el, "a, button");
};

rule("emoji-run", function* (page) {
  for (const { el, text } of withText([[EMOJI_RUN, "emoji"]], new Set()))
    yield page.ask(el, { text });
});

rule("ascii-art", function* (page) {
  const judged = new Set();
  for (const el of page.all("pre, [style*=monospace], [class*=ascii i]")) {
    if (!isExposed(el) || !isArt(textContentOf(el)) || closest(el, "math, [role=math]")) continue;
    judged.add(el);
    yield closest(el, "[role=img], [role=image]") &&
    accessibleName(closest(el, "[role=img], [role=image]"))
      ? page.pass(el)
      : page.ask(el, { text: textOf(el), key: "art" });
  }
  /** @type {[RegExp, string][]} */
  const kinds = [
    [EMOTICON, "emoticon"],
    [FANCY, "fancy"],
    [PRIVATE, "private"],
  ];
  for (const { el, text, key } of withText(kinds, judged)) yield page.ask(el, { text, key });
  for (const el of page.all("[class*=material-icons], [class*=material-symbols]")) {
    if (
      !judged.has(el) &&
      isExposed(el) &&
      /^[a-z]+(?:_[a-z\d]+)*$/.test(textOf(el)) &&
      LIGATURES.test(styleOf(el).fontFamily)
    )
      yield page.ask(el, { text: textOf(el), key: "ligature" });
  }
});

const ICON =
  "i:empty, span:empty[class*=icon i], span:empty[class*=fa-], em:empty, b:empty, td:empty, td > span:empty, td > div:empty";
/** The symbol that styles draw in an empty element; nothing where they draw none. */
const drawnSymbol = (el) => {
  const drawn = pseudoText(el, "::before") + pseudoText(el, "::after");
  return drawn.trim() && /[\uE000-\uF8FF✓✔✗✘★☆⚠●○▲▼]/.test(drawn) ? drawn : "";
};
/** Whether an empty cell of a table has no name but its symbol. */
const isNamelessCell = (el, symbol) =>
  localNameOf(el) === "td" && !accessibleName(el).replace(symbol, "").trim();
/** Whether nothing with a name is around a symbol outside of controls, or beside it. */
const isLonely = (el) => {
  const holder = parentOf(el);
  return (
    !closest(el, "a, button, [role=button], [role=link], label, summary") &&
    holder &&
    !textOf(holder) &&
    localNameOf(holder) !== "body" &&
    ![...childrenOf(holder)].some((other) => other !== el && accessibleName(other))
  );
};

rule("icon-without-words", function* (page) {
  for (const el of page.all(ICON)) {
    if (!isRendered(el) || (closest(el, "[aria-hidden=true]") && textOf(parentOf(el)))) continue;
    const symbol = drawnSymbol(el);
    if (!symbol || !isVisible(el)) continue;
    const named = explicitRole(el) === "img" && accessibleName(el);
    yield !named && (isNamelessCell(el, symbol) || isLonely(el))
      ? page.ask(el, { what: classNameOf(el) || localNameOf(el) })
      : page.pass(el);
  }
});

const SECURITY_CODE = wordsPattern("security_code");

rule("captcha", function* (page) {
  for (const el of page.all(
    "img, iframe, [class*=captcha i], [id*=captcha i], canvas, [src*=captcha i]",
  )) {
    if (!isRendered(el)) continue;
    const about = `${attr(el, "src") || ""} ${attr(el, "alt") || ""} ${idOf(el)} ${attr(el, "class") || ""} ${attr(el, "title") || ""}`;
    if (!/captcha|turnstile/i.test(about) && !SECURITY_CODE.test(about)) continue;
    if (maybe(parentElementOf(el), (it) => closest(it, "[class*=captcha i], [id*=captcha i]")))
      continue;
    if (localNameOf(el) === "input" || localNameOf(el) === "label") continue;
    yield page.ask(el, { what: localNameOf(el) });
  }
});
