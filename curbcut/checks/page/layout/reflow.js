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
  totalInLight,
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
  let letters = 0,
    sample = null;
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
  if (letters < 40) return;
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

rule("page-scrolls-sideways", function* (page) {
  const root = scrollingElementOf(document) || documentElementOf(document);
  const body = bodyOf(document);
  if (
    !body ||
    localNameOf(body) !== "body" ||
    vertical(body) ||
    vertical(documentElementOf(document))
  )
    return;
  const texts = measured(page);
  yield page.pass(null);
  yield* innerScrollers(page, texts);
  const width = clientWidthOf(root);
  if (scrollWidthOf(root) - width <= 3) return;
  const view =
    styleOf(documentElementOf(document)).overflowX === "visible"
      ? styleOf(body)
      : styleOf(documentElementOf(document));
  if (mode(view.overflowX) === 1) return; // nothing scrolls: see text-lost-narrow
  const rtl =
    styleOf(documentElementOf(document)).direction === "rtl" || styleOf(body).direction === "rtl";
  const sticksOut = (l, r) => (rtl ? -l : r - width);
  let worst = null,
    worstBy = 3,
    exempt = false;
  for (const text of texts) {
    if (text.clip && chainScrolls(text.clip)) continue;
    for (const rect of text.rects) {
      const by = sticksOut(rect.left, rect.right);
      if (by <= worstBy) continue;
      if (twoDimensional(text.el)) exempt = true;
      else if (!sidelong(text.el)) [worst, worstBy] = [text, by];
    }
  }
  const grave = tall(texts);
  const wide = scrollWidthOf(root);
  if (worst) {
    const el = widest(blockOf(worst), width, rtl);
    const data = { width: wide, text: says(worst) };
    yield grave ? page.fail(el, data) : page.ask(el, data);
    return;
  }
  // No text sticks out: a control, a picture, or an empty box.
  let box = null,
    boxBy = 3,
    kind = "";
  for (const el of page.all(
    "img, iframe, input, button, select, textarea, hr, video, canvas, svg, object, embed, picture, table, pre, div, section, ul, form",
  )) {
    const r = getBoundingClientRect(el);
    const by = sticksOut(r.left, r.right);
    if (by <= boxBy || r.height < 1 || !isRendered(el) || inScroller(el)) continue;
    if (twoDimensional(el) || /^(table|pre)$/.test(localNameOf(el))) {
      exempt = true;
      continue;
    }
    [box, boxBy] = [el, by];
    kind = /^(input|button|select|textarea)$/.test(localNameOf(el))
      ? "control"
      : /^(img|picture|iframe)$/.test(localNameOf(el))
        ? "picture"
        : "box";
  }
  if (!box || (exempt && kind === "box")) return;
  if (kind === "control" && grave && !sidelong(box))
    yield page.fail(box, { key: "control", width: wide });
  else yield page.ask(box, { key: kind === "picture" ? "picture" : "box", width: wide });
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
  if (page.state === "light" || totalInLight() < 200) return;
  let shown = 0;
  for (const text of texts) if (inLight(text.node)) shown += says(text).length * text.shown;
  const main = querySelector(document, "main, [role=main], article");
  if (main && textOf(main).length > 100 && !texts.some((text) => containsNode(main, text.el)))
    yield page.ask(main, { key: "main" });
  else if (shown < totalInLight() * 0.2) yield page.ask(bodyOf(document), {});
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
