// What the light state shows is the yardstick: text that was whole there and is cut off, covered or
// gone in another state is lost. One walk of the page in each state measures all of it.

import {
  attr,
  bodyOf,
  clientWidthOf,
  closest,
  containsNode,
  documentElementOf,
  getBoundingClientRect,
  localNameOf,
  querySelector,
  scrollWidthOf,
  scrollingElementOf,
} from "../../../browser/scripts/dom.js";
import { rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isRendered, styleOf } from "../../js/visibility.js";
import { isCarousel, lostText } from "./lost_text.js";
import {
  SMALL_SCREEN,
  blockOf,
  inLight,
  measured,
  mode,
  says,
  isWayfinding,
  ownInLight,
  widthInLight,
} from "./measured_text.js";
import "./narrow_window.js";
import "./orientation.js";

// --- text that zoom does not enlarge ------------------------------------------------------------------

// Headings in sizes that follow the window are large enough as they are.
const LARGE = 24;
const GROWS = 1.2;
rule("text-does-not-grow", function* (page) {
  const texts = measured(page);
  if (page.state === "light" || !texts.length) return;
  yield page.pass(null);
  const zoom = widthInLight() / innerWidth;
  const blocks = new Set();
  let letters = 0;
  /** @type {{text: any, words: string, size: number, was: number} | null} */
  let sample = null;
  for (const text of texts) {
    const was = inLight(text.node);
    if (
      !was ||
      was.size >= LARGE ||
      was.shown < 0.5 ||
      text.shown < 0.5 ||
      closest(text.el, "[aria-hidden=true]")
    )
      continue;
    const size = parseFloat(styleOf(text.el).fontSize);
    if ((zoom * size) / was.size >= GROWS) continue;
    const words = says(text);
    letters += words.length;
    blocks.add(blockOf(text));
    if (!sample || (words.length >= 20 && sample.words.length < 20))
      sample = { text, words, size, was: was.size };
  }
  if (!sample || letters < 40) return;
  const part = (value) => Math.round(value * 10) / 10;
  yield page.ask(blockOf(sample.text), {
    text: sample.words,
    was: part(sample.was),
    now: part(zoom * sample.size),
    count: blocks.size,
  });
});

// --- scrolling sideways ------------------------------------------------------------------------------

const vertical = (el) => /^(vertical|sideways)/.test(styleOf(el).writingMode);

const isDataTable = (table) => {
  const role = attr(table, "role");
  if (role === "presentation" || role === "none") return false;
  if (querySelector(table, "table, form, h1, h2, h3, h4, main, nav")) return false;
  return table.rows === undefined || [...table.rows].some((row) => row.cells.length > 1);
};

/** What needs two dimensions, and may scroll: "" if an element stands in none of it. */
const twoDimensional = (el) => {
  for (let at = el; at; at = parentOf(at)) {
    const tag = localNameOf(at);
    if (
      tag === "table" ||
      attr(at, "role") === "table" ||
      attr(at, "role") === "grid" ||
      attr(at, "role") === "treegrid"
    ) {
      if (tag !== "table" || isDataTable(at)) return "table";
    } else if (/^(pre|code|samp|kbd|math|video|canvas|svg|map|object|embed|textarea)$/.test(tag))
      return tag;
    else if (/^(toolbar|application|img|slider|menubar|tablist)$/.test(attr(at, "role") || ""))
      return attr(at, "role");
    else if (
      styleOf(at).whiteSpaceCollapse === "preserve" &&
      /mono|courier|consolas/i.test(styleOf(at).fontFamily)
    )
      return "code";
  }
  return "";
};

const inScroller = (el) => {
  for (
    let at = parentOf(el);
    at && at !== bodyOf(document) && at !== documentElementOf(document);
    at = parentOf(at)
  ) {
    const s = styleOf(at);
    if (mode(s.overflowX) && s.display !== "inline") return true;
    if (s.position === "fixed") return true;
  }
  return false;
};

/** Whether lines of the page go from top to bottom: it scrolls sideways as others scroll down. */
const isVerticalPage = () => vertical(bodyOf(document)) || vertical(documentElementOf(document));
/** The style that says how the window scrolls: that of the body where <html> says nothing. */
const windowStyle = () => {
  const s = styleOf(documentElementOf(document));
  return s.overflowX === "visible" ? styleOf(bodyOf(document)) : s;
};
const isRightToLeft = () =>
  styleOf(documentElementOf(document)).direction === "rtl" ||
  styleOf(bodyOf(document)).direction === "rtl";

/** How far things stick out of a window, in CSS pixels: less than LEAST is rounding. */
const LEAST = 3;
const sticksOut = ({ width, rtl }, rect) => (rtl ? -rect.left : rect.right - width);
/** The text that sticks out most, and whether any does that needs two dimensions. */
const worstText = (texts, view) => {
  let worst = null,
    worstBy = LEAST,
    exempt = false;
  for (const text of texts) {
    if (text.clip && chainScrolls(text.clip)) continue;
    for (const rect of text.rects) {
      const by = sticksOut(view, rect);
      if (by <= worstBy) continue;
      if (twoDimensional(text.el)) exempt = true;
      else if (!sidelong(text.el)) [worst, worstBy] = [text, by];
    }
  }
  return { text: worst, exempt };
};
const BOXES =
  "img, iframe, input, button, select, textarea, hr, video, canvas, svg, object, embed, picture, table, pre, div, section, ul, form";
const isTwoDimensional = (el) => twoDimensional(el) || /^(table|pre)$/.test(localNameOf(el));
/** The control, picture or empty box that sticks out most, and whether any does that needs two dimensions. */
const worstBox = (page, view) => {
  let worst = null,
    worstBy = LEAST,
    exempt = false;
  for (const el of page.all(BOXES)) {
    const r = getBoundingClientRect(el);
    const by = sticksOut(view, r);
    if (by <= worstBy || r.height < 1 || !isRendered(el) || inScroller(el)) continue;
    if (isTwoDimensional(el)) exempt = true;
    else [worst, worstBy] = [el, by];
  }
  return { box: worst, exempt };
};
const boxKind = (el) => {
  if (/^(input|button|select|textarea)$/.test(localNameOf(el))) return "control";
  return /^(img|picture|iframe)$/.test(localNameOf(el)) ? "picture" : "box";
};
/** The outcome for a page whose text fits and that scrolls sideways all the same, if it has any. */
const judgeBox = (page, view, grave, textExempt) => {
  const { box, exempt } = worstBox(page, view);
  if (!box) return null;
  const kind = boxKind(box);
  if ((exempt || textExempt) && kind === "box") return null;
  const width = view.scrolled;
  if (kind === "control" && grave && !sidelong(box))
    return page.fail(box, { key: "control", width });
  return page.ask(box, { key: kind === "picture" ? "picture" : "box", width });
};

rule("page-scrolls-sideways", function* (page) {
  const body = bodyOf(document);
  if (!body || localNameOf(body) !== "body" || isVerticalPage()) return;
  const texts = measured(page);
  yield page.pass(null);
  yield* innerScrollers(page, texts);
  const root = scrollingElementOf(document) || documentElementOf(document);
  const view = { width: clientWidthOf(root), scrolled: scrollWidthOf(root), rtl: isRightToLeft() };
  if (view.scrolled - view.width <= LEAST) return;
  if (mode(windowStyle().overflowX) === 1) return; // nothing scrolls: see text-lost-narrow
  const { text, exempt } = worstText(texts, view);
  const grave = tall(texts);
  if (text) {
    const el = widest(blockOf(text), view.width, view.rtl);
    const data = { width: view.scrolled, text: says(text) };
    yield grave ? page.fail(el, data) : page.ask(el, data);
    return;
  }
  const outcome = judgeBox(page, view, grave, exempt);
  if (outcome) yield outcome;
});

/** Placed beyond the edge by hand, as a closed menu is: nobody is meant to scroll there. */
const sidelong = (el) => {
  for (let at = el; at; at = parentOf(at)) {
    const s = styleOf(at);
    if (s.position === "absolute" || s.position === "fixed" || s.transform !== "none") return true;
  }
  return false;
};

const chainScrolls = (clip) => {
  for (let c = clip; c; c = c.up) if (!c.view && c.x) return true;
  return false;
};

/** The outermost element that is itself too wide: what has to be made narrower. */
const widest = (el, width, rtl) => {
  let found = el;
  for (let at = el; at && at !== bodyOf(document); at = parentOf(at)) {
    const r = getBoundingClientRect(at);
    if (r.width > width + 3 || (rtl ? r.left < -3 : r.right > width + 3)) found = at;
  }
  return found;
};

/** More than one screen at 400 % zoom: a page that fits on it is scrolled in one direction only. */
const tall = (texts) =>
  texts.some(
    (text) => !text.stuck && text.rects[text.rects.length - 1].bottom + scrollY > SMALL_SCREEN,
  );

const innerScrollers = function* (page, texts) {
  const found = new Map();
  for (const text of texts) {
    for (let c = text.clip; c; c = c.up) {
      if (c.x !== 2 || c.view) continue;
      const room = c.r - c.l;
      if (scrollWidthOf(c.el) - clientWidthOf(c.el) <= 8) break;
      // Lines of running text that are longer than the box is wide: each has to be scrolled to.
      const long = text.rects.filter((r) => r.width > room + 20).length;
      if (
        long &&
        text.node.data.trim().length >= 40 &&
        !twoDimensional(text.el) &&
        !isCarousel(text, c)
      ) {
        const entry = found.get(c.el) || { lines: 0, text };
        entry.lines += long;
        found.set(c.el, entry);
      }
      break;
    }
  }
  for (const [el, { lines, text }] of found) {
    const data = { key: "inner", text: says(text), width: scrollWidthOf(el) };
    if (vertical(el)) continue;
    if (lines >= 3 && tall(texts)) yield page.fail(el, data);
    else yield page.ask(el, data);
  }
};

// --- print ---------------------------------------------------------------------------------------------

rule("print-lacks-content", function* (page) {
  const texts = measured(page);
  if (page.state === "light" || ownInLight() < 200) return;
  let shown = 0;
  for (const text of texts) {
    if (inLight(text.node) && !isWayfinding(text.el)) shown += says(text).length * text.shown;
  }
  const main = querySelector(document, "main, [role=main], article");
  if (main && textOf(main).length > 100 && !texts.some((text) => containsNode(main, text.el)))
    yield page.ask(main, { key: "main" });
  else if (shown < ownInLight() * 0.2) yield page.ask(bodyOf(document), {});
  else yield page.pass(null);
});

// --- enlarging on a touch screen -----------------------------------------------------------------------

rule("pinch-zoom-blocked", function* (page) {
  for (const el of [documentElementOf(document), bodyOf(document)]) {
    if (!el) continue;
    const action = styleOf(el).touchAction;
    if (action === "auto") continue;
    // The keywords that remain allow what they name; only these two allow enlarging by two fingers.
    yield /manipulation|pinch-zoom/.test(action) ? page.pass(el) : page.ask(el, { action });
  }
});

rule("text-lost-narrow", lostText(["narrow"]));
rule("text-lost-zoomed", lostText(["zoom-200"]));
rule("text-lost-spacing", lostText(["text-spacing"]));
