// Images of text, and pictures made of characters.

import {
  attr,
  bodyOf,
  childrenOf,
  classNameOf,
  closest,
  containsNode,
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
import { fileOf, stem } from "./image_names.js";

// --- images of text -------------------------------------------------------------------------------

const TEXT_FILE =
  /(?:^|[^a-z])(?:text|heading|headline|header-text|title|button|btn|nav|menu|quote|slogan|tagline|caption)(?:[^a-z]|$)/i;
// What WCAG exempts (a logo, what has to look exactly so), and pictures that have text in them.
const EXEMPT =
  /(?:^|[^a-z])(?:logo\w*|logotype|brand|wordmark|signature|captcha|screen-?shots?|screen|charts?|graphs?|diagram|map|plan|figure|fig|scan|facsimile|qr|barcode|icon|avatar|flag|badge|seal|sketch|drawing|photo|screenshot of|logo of)(?:[^a-z]|$)/i;
const LOOKED_AT = 16;

/**
 * How text-like an image's pixels are: the share of its ink that stands in rows of thin upright
 * strokes, as letters do. Null where the pixels may not be read.
 */
const lettering = (el) => {
  const width = Math.min(el.naturalWidth || boxOf(el).width, 480);
  const scale = width / (el.naturalWidth || width);
  const height = Math.round(Math.min((el.naturalHeight || boxOf(el).height) * scale, 480));
  if (width < 30 || height < 8) return 0;
  let pixels;
  try {
    const context = new OffscreenCanvas(width, height).getContext("2d", {
      willReadFrequently: true,
    });
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(el, 0, 0, width, height);
    pixels = context.getImageData(0, 0, width, height).data;
  } catch {
    return null; // of another origin, or broken
  }
  return linesOf(pixels, width, height);
};

const linesOf = (pixels, width, height) => {
  const grey = new Uint8Array(width * height);
  const bins = new Uint32Array(32);
  for (let i = 0, p = 0; i < grey.length; i++, p += 4) {
    grey[i] = (pixels[p] * 54 + pixels[p + 1] * 183 + pixels[p + 2] * 19) >> 8;
    bins[grey[i] >> 3]++;
  }
  let ground = 0;
  for (let i = 1; i < 32; i++) if (bins[i] > bins[ground]) ground = i;
  const near = bins[ground] + (bins[ground - 1] || 0) + (bins[ground + 1] || 0);
  if (near < grey.length * 0.5) return 0; // a photograph has no plain ground
  const back = ground * 8 + 4;
  const ink = (i) => Math.abs(grey[i] - back) > 70;
  // The rows that hold ink, in bands: each line of text is one.
  const rows = [];
  for (let y = 0; y < height; y++) {
    let strokes = 0,
      run = 0,
      total = 0,
      first = -1,
      last = -1;
    for (let x = 0; x < width; x++) {
      if (ink(y * width + x)) {
        if (!run) strokes++;
        run = 1;
        total++;
        if (first < 0) first = x;
        last = x;
      } else run = 0;
    }
    rows.push({ strokes, total, first, last });
  }
  let good = 0,
    all = 0,
    lines = 0;
  for (let y = 0; y < height;) {
    if (!rows[y].total) {
      y++;
      continue;
    }
    const top = y;
    while (y < height && rows[y].total) y++;
    const band = rows.slice(top, y);
    const tall = band.length;
    const total = band.reduce((sum, row) => sum + row.total, 0);
    all += total;
    const left = Math.min(...band.map((row) => row.first));
    const right = Math.max(...band.map((row) => row.last));
    const span = right - left + 1;
    if (tall < 5 || span < tall * 2.5) continue;
    const strokes = band.reduce((sum, row) => sum + row.strokes, 0);
    const perRow = strokes / tall;
    const fill = total / (span * tall);
    // A letter is about 0.6 of its line's height wide and has one to two strokes in a row of pixels;
    // its strokes are thin. In a barcode or a fence all rows are alike.
    const dense = perRow / (span / tall);
    const thin = total / strokes / tall;
    let changes = 0;
    for (let r = top + 1; r < y; r += 2) {
      for (let x = left; x <= right; x += 1)
        if (ink(r * width + x) !== ink((r - 1) * width + x)) changes++;
    }
    const varied = changes / ((tall / 2) * perRow);
    if (
      dense > 0.6 &&
      dense < 6 &&
      thin < 0.4 &&
      fill > 0.06 &&
      fill < 0.6 &&
      varied > 0.25 &&
      perRow >= 3
    ) {
      good += total;
      lines++;
    }
  }
  return lines && all ? good / all : 0;
};

rule("image-of-text", function* (page) {
  let looked = 0;
  for (const el of page.all("img, input[type=image i]")) {
    const box = boxOf(el);
    if (box.width < 30 || box.height < 9 || !isVisible(el)) continue;
    const about = `${stem(fileOf(el))} ${attr(el, "alt") || ""} ${classNameOf(el)} ${idOf(el)}`;
    const home =
      maybe(closest(el, "header, [role=banner], nav"), (it) => containsNode(it, el)) &&
      closest(el, "a[href]");
    if (EXEMPT.test(about) || (home && /^\/?(?:index\.\w+)?$/.test(attr(home, "href")))) {
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
rule("icon-without-words", function* (page) {
  for (const el of page.all(ICON)) {
    if (!isRendered(el) || (closest(el, "[aria-hidden=true]") && textOf(parentOf(el)))) continue;
    const sign = pseudoText(el, "::before") + pseudoText(el, "::after");
    if (!sign.trim() || !/[\uE000-\uF8FF✓✔✗✘★☆⚠●○▲▼]/.test(sign) || !isVisible(el)) continue;
    const control = closest(el, "a, button, [role=button], [role=link], label, summary");
    const holder = parentOf(el);
    const cell = localNameOf(el) === "td" && !accessibleName(el).replace(sign, "").trim();
    const lonely =
      cell || (!control && holder && !textOf(holder) && localNameOf(holder) !== "body");
    const named = explicitRole(el) === "img" && accessibleName(el);
    yield lonely &&
    !named &&
    (cell || ![...childrenOf(holder)].some((other) => other !== el && accessibleName(other)))
      ? page.ask(el, { what: classNameOf(el) || localNameOf(el) })
      : page.pass(el);
  }
});

rule("captcha", function* (page) {
  for (const el of page.all(
    "img, iframe, [class*=captcha i], [id*=captcha i], canvas, [src*=captcha i]",
  )) {
    if (!isRendered(el)) continue;
    const about = `${attr(el, "src") || ""} ${attr(el, "alt") || ""} ${idOf(el)} ${attr(el, "class") || ""} ${attr(el, "title") || ""}`;
    if (!/captcha|turnstile|(?:security|verification)[ _-]?(?:code|image)/i.test(about)) continue;
    if (maybe(parentElementOf(el), (it) => closest(it, "[class*=captcha i], [id*=captcha i]")))
      continue;
    if (localNameOf(el) === "input" || localNameOf(el) === "label") continue;
    yield page.ask(el, { what: localNameOf(el) });
  }
});
