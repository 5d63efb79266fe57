// What the light state shows is the yardstick: text that was whole there and is cut off, covered or
// gone in another state is lost. One walk of the page in each state measures all of it.

import {
  attr,
  bodyOf,
  checkVisibility,
  childNodesOf,
  classNameOf,
  clientHeightOf,
  clientLeftOf,
  clientTopOf,
  clientWidthOf,
  closest,
  compareDocumentPosition,
  containsNode,
  createRange,
  createTreeWalker,
  documentElementOf,
  firstChildOf,
  getAnimations,
  getBoundingClientRect,
  hasAttr,
  idOf,
  localNameOf,
  matches,
  nextElementSiblingOf,
  nodeTypeOf,
  parentElementOf,
  querySelector,
  querySelectorAll,
  scrollHeightOf,
  scrollLeftOf,
  scrollTopOf,
  scrollWidthOf,
  scrollingElementOf,
  shadowRootOf,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { parseColour } from "../../js/colour.js";
import { rule } from "../../js/rules.js";
import { squeeze, textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { clipsAway, isRendered, isVisible, styleOf } from "../../js/visibility.js";

const NO_TEXT = new Set(
  "audio canvas datalist embed head iframe math noscript object optgroup option script select style svg template textarea video".split(
    " ",
  ),
);
// 400 % zoom of a 1280 by 1024 window shows 320 by 256 CSS pixels (WCAG 2.2, 1.4.10).
const SMALL_SCREEN = 256;
const CAROUSEL =
  /carousel|slider|slide|swiper|slick|splide|glide|flickity|marquee|ticker|track|scroller/i;
const MORE =
  /\b(more|all|full|expand|show|read|less|mehr|weiter|alle|más|todo|ver|plus|suite|altro)\b|اقرأ|المزيد|عرض|…$|\.\.\.$/iu;
const MOST = 20000; // elements with something in them; a page of more is measured up to there
const FLOOR = 0.97; // of a text's area: seen whole

let first = new WeakMap(); // text node -> {shown, rects} in the light state
let firstTotal = 0;
let firstWidth = 0;

const childrenOf = (el) => {
  if (shadowRootOf(el)) return childNodesOf(shadowRootOf(el));
  if (localNameOf(el) === "slot") {
    const given = el.assignedNodes();
    if (given.length) return given;
  }
  return childNodesOf(el);
};

const SEEN = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: false };

/** The block that a text is a part of. */
const blockOf = (text) => {
  if (text.block) return text.block;
  let at = text.el;
  while (parentOf(at) && /^(inline|contents)$/.test(styleOf(at).display)) at = parentOf(at);
  return (text.block = at);
};

const mode = (value) => (value === "hidden" || value === "clip" ? 1 : value === "visible" ? 0 : 2);

const clipOf = (el, s, up) => {
  const x = mode(s.overflowX),
    y = mode(s.overflowY);
  if (!x && !y) return up;
  const r = getBoundingClientRect(el);
  const left = r.left + clientLeftOf(el),
    top = r.top + clientTopOf(el);
  const width = Math.max(
    clientWidthOf(el),
    r.width -
      clientLeftOf(el) -
      parseFloat(s.borderRightWidth || 0) -
      (x === 2 || y === 2 ? r.width : 0),
  );
  return {
    el,
    x,
    y,
    l: left,
    t: top,
    r: left + width,
    b:
      top +
      Math.max(
        clientHeightOf(el),
        r.height -
          clientTopOf(el) -
          parseFloat(s.borderBottomWidth || 0) -
          (y === 2 || x === 2 ? r.height : 0),
      ),
    up,
  };
};

/** Every text that is painted somewhere, with its lines and what may cut it off. */
const measure = () => {
  const texts = [];
  const range = createRange(document);
  const html = documentElementOf(document),
    body = bodyOf(document);
  const rootStyle = html && getComputedStyle(html);
  const bodyStyle = body && getComputedStyle(body);
  // The overflow of the body is the window's where <html> says nothing.
  const fromBody = body && rootStyle.overflowX === "visible" && rootStyle.overflowY === "visible";
  const view = fromBody ? bodyStyle : rootStyle;
  const window0 = {
    el: fromBody ? body : html,
    view: true,
    x: view && mode(view.overflowX) === 1 ? 1 : 0,
    y: view && mode(view.overflowY) === 1 ? 1 : 0,
    l: 0,
    t: 0,
    r: html ? clientWidthOf(html) : innerWidth,
    b: innerHeight,
    up: null,
  };
  const top = window0.x || window0.y ? window0 : null;
  let count = 0;

  // Reading a property of a computed style is what this costs: as few as will do, for each element
  // that holds something.
  const visit = (el, ctx) => {
    if (!firstChildOf(el) && !shadowRootOf(el) && localNameOf(el) !== "slot") return;
    if (NO_TEXT.has(localNameOf(el)) || ++count > MOST) return;
    const s = styleOf(el);
    const position = s.position,
      overflow = s.overflow;
    const base =
      position === "static"
        ? ctx.flow
        : position === "absolute"
          ? ctx.abs
          : position === "fixed"
            ? ctx.fixed
            : ctx.flow;
    let flow = base;
    if (
      overflow !== "visible" &&
      el !== html &&
      !(el === body && fromBody) &&
      !/^(inline|contents|none)$/.test(s.display)
    ) {
      flow = clipOf(el, s, base);
      // A box without a size shows nothing: text for screen readers, or a closed panel.
      if ((flow.x === 1 && flow.r - flow.l <= 1) || (flow.y === 1 && flow.b - flow.t <= 1)) return;
    }
    if (position === "absolute" || position === "fixed" || s.clipPath !== "none")
      if (clipsAway(s)) return;
    const holds = s.transform !== "none";
    const next =
      position === "static" && flow === ctx.flow && !holds
        ? ctx
        : {
            flow,
            abs: position !== "static" || holds ? flow : ctx.abs,
            fixed: holds ? flow : ctx.fixed,
            stuck: ctx.stuck || position === "fixed" || position === "sticky",
            turned: ctx.turned || holds,
          };
    const closed = localNameOf(el) === "details" && !el.open;
    let seen = null;
    for (const node of childrenOf(el)) {
      if (nodeTypeOf(node) === 1) {
        if (!closed || localNameOf(node) === "summary") visit(node, next);
      } else if (nodeTypeOf(node) === 3 && !closed && seen !== false && /\S/.test(node.data)) {
        if (seen === null) seen = checkVisibility(el, SEEN);
        if (!seen) continue;
        range.selectNodeContents(node);
        const rects = [];
        for (const r of range.getClientRects()) if (r.width > 0.5 && r.height > 0.5) rects.push(r);
        if (rects.length)
          texts.push(
            judged({ node, el, rects, clip: next.flow, stuck: next.stuck, turned: next.turned }),
          );
      }
    }
  };
  if (html && body && localNameOf(body) === "body")
    visit(html, { flow: top, abs: top, fixed: null, stuck: false, turned: false });
  return texts;
};

/** Add how much of a text shows, where, and what cuts it. Inside of a scroller all of it can be reached. */
const judged = (text) => {
  text.cuts = [];
  if (!text.clip) {
    text.boxes = text.rects.map((r) => ({ l: r.left, t: r.top, r: r.right, b: r.bottom }));
    text.shown = 1;
    return text;
  }
  let total = 0,
    seen = 0;
  text.boxes = [];
  for (const rect of text.rects) {
    let { left: l, top: t, right: r, bottom: b } = rect;
    let stopX = false,
      stopY = false,
      byX = null,
      byY = null;
    for (let c = text.clip; c && !(stopX && stopY); c = c.up) {
      if (!stopX) {
        if (c.x === 2) stopX = true;
        else if (c.x === 1 && (l < c.l || r > c.r)) {
          byX = byX || c;
          l = Math.max(l, c.l);
          r = Math.min(r, c.r);
        }
      }
      if (!stopY) {
        if (c.y === 2) stopY = true;
        else if (c.y === 1 && (t < c.t || b > c.b)) {
          byY = byY || c;
          t = Math.max(t, c.t);
          b = Math.min(b, c.b);
        }
      }
    }
    const area = rect.width * rect.height;
    const shown = Math.max(0, r - l) * Math.max(0, b - t);
    total += area;
    seen += shown;
    if (shown > 0) text.boxes.push({ l, t, r, b });
    if (byX && rect.width - Math.max(0, r - l) >= Math.max(6, rect.height * 0.35))
      text.cuts.push({ by: byX, axis: "x", part: Math.max(0, r - l) / rect.width });
    // A fifth of a line is the room below the letters; a quarter takes part of the letters with it.
    else if (byY && rect.height - Math.max(0, b - t) >= rect.height * 0.25)
      text.cuts.push({ by: byY, axis: "y", part: Math.max(0, b - t) / rect.height });
  }
  text.shown = total ? seen / total : 0;
  return text;
};

// One walk for all rules of a run: the list of elements is made anew for each run.
let kept = { run: null, texts: null };
const measured = (page) => {
  const run = page.all("*");
  if (kept.run !== run) {
    kept = { run, texts: measure() };
    if (page.state === "light") remember(kept.texts);
  }
  return kept.texts;
};

const remember = (texts) => {
  first = new WeakMap();
  firstTotal = 0;
  firstWidth = innerWidth;
  for (const text of texts) {
    first.set(text.node, {
      shown: text.shown,
      boxes: text.boxes,
      size: parseFloat(styleOf(text.el).fontSize),
    });
    firstTotal += text.node.data.trim().length * text.shown;
  }
};

/** What a text node was like in the light state: {shown, rects}. */
const inLight = (node) => first.get(node);
/** How much text there was to be seen then, in characters. */
const totalInLight = () => firstTotal;
/** How wide the window was then, in CSS pixels. */
const widthInLight = () => firstWidth;
const says = (text) => squeeze(text.node.data);

// --- text that is cut off or covered ----------------------------------------------------------------

const truncatesOnPurpose = (text, clip, axis) => {
  for (let at = text.el; at; at = parentOf(at)) {
    const s = styleOf(at);
    if (axis === "x" && s.textOverflow !== "clip") return true;
    if (s.webkitLineClamp !== "none") return true;
    if (at === clip.el) break;
  }
  return false;
};

const classOf = (el) => `${idOf(el)} ${typeof classNameOf(el) === "string" ? classNameOf(el) : ""}`;

const isCarousel = (text, clip) => {
  if (clip.view) return false;
  if (clip.el && (scrollLeftOf(clip.el) || scrollTopOf(clip.el))) return true;
  for (let at = text.el, n = 0; at && n < 12; at = parentOf(at), n++) {
    const s = styleOf(at);
    if (
      s.scrollSnapType !== "none" ||
      s.animationName !== "none" ||
      hasAttr(at, "aria-roledescription") ||
      CAROUSEL.test(classOf(at)) ||
      localNameOf(at) === "marquee"
    )
      return true;
    if (at === clip.el) {
      const up = parentElementOf(at);
      return !!up && (CAROUSEL.test(classOf(up)) || hasAttr(up, "aria-roledescription"));
    }
  }
  return false;
};

/** Something near that shows the rest. */
const opens = (clip) => {
  if (clip.view) return false;
  let after = clip.el;
  for (let n = 0; after && n < 3; n++, after = nextElementSiblingOf(after)) {
    for (const el of [after, ...querySelectorAll(after, "*")].slice(0, 300)) {
      if (!matches(el, "[aria-expanded], summary, button, [role=button], a[href], label[for]"))
        continue;
      if (hasAttr(el, "aria-expanded") || localNameOf(el) === "summary") return true;
      const text = textOf(el);
      if (text.length < 60 && MORE.test(text)) return true;
    }
  }
  return false;
};

const cutTexts = function* (page, texts, certain) {
  const groups = new Map();
  for (const text of texts) {
    if (!text.cuts.length) continue;
    const was = inLight(text.node);
    if (!was || was.shown < FLOOR || text.shown > FLOOR) continue;
    if (closest(text.el, "[aria-hidden=true]")) continue;
    const cut = text.cuts.find((one) => one.part > 0) || text.cuts[0];
    if (truncatesOnPurpose(text, cut.by, cut.axis) || isCarousel(text, cut.by)) continue;
    const key = cut.by.view ? blockOf(text) : cut.by.el;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push({ text, cut });
  }
  if (!groups.size) return;
  const showsSome = new Set();
  for (const text of texts)
    if (text.shown > 0.05) for (let c = text.clip; c; c = c.up) showsSome.add(c.el);
  for (const [key, members] of groups) {
    const { cut } = members[0];
    // A box that shows nothing at all is closed, or parked outside of the window.
    const through = members.find((one) => one.text.shown > 0);
    if (cut.by.view ? !through : !showsSome.has(cut.by.el)) continue;
    if (opens(cut.by)) continue;
    const sample = (through || members[0]).text;
    const sure =
      certain &&
      !!through &&
      members.every((one) => !one.text.turned && !one.text.stuck) &&
      !(cut.by.view && cut.axis === "y") &&
      plainWay(sample, cut.by) &&
      !moving(key);
    const data = { key: "cut", text: says(sample) };
    yield sure ? page.fail(key, data) : page.ask(key, { ...data, key: "perhapsCut" });
  }
};

const moving = (el) =>
  getAnimations(el, { subtree: true }).some((one) => one.playState === "running");

/** From a text up to what cuts it off there is nothing that is placed by hand. */
const plainWay = (text, clip) => {
  for (let at = text.el; at && at !== clip.el; at = parentOf(at)) {
    const s = styleOf(at);
    if (s.position === "absolute" || s.position === "fixed" || s.transform !== "none") return false;
  }
  return true;
};

const meets = (a, b) => {
  const x = Math.min(a.r, b.r) - Math.max(a.l, b.l);
  if (x < 4) return 0;
  const y = Math.min(a.b, b.b) - Math.max(a.t, b.t);
  // The boxes of two lines set tightly touch; where letters meet, half of the lower line is covered.
  return y >= 0.5 * Math.min(a.b - a.t, b.b - b.t) ? x : 0;
};

/** What can be seen of a box now: what has been scrolled away lies under nothing. */
const painted = (text, { l, t, r, b }) => {
  for (let c = text.clip; c && !c.view; c = c.up) {
    if (c.x) [l, r] = [Math.max(l, c.l), Math.min(r, c.r)];
    if (c.y) [t, b] = [Math.max(t, c.t), Math.min(b, c.b)];
  }
  return { l, t, r, b };
};

const coveredTexts = function* (page, texts, certain) {
  const items = [];
  for (const text of texts) {
    if (
      text.stuck ||
      localNameOf(text.el) === "rt" ||
      closest(text.el, "[aria-hidden=true], ruby, sup, sub")
    )
      continue;
    for (const whole of text.boxes) {
      const box = painted(text, whole);
      if (box.r - box.l >= 4 && box.b - box.t >= 6) items.push({ text, ...box });
    }
  }
  items.sort((a, b) => a.t - b.t);
  let active = [];
  let steps = 0;
  const told = new Set();
  for (const item of items) {
    active = active.filter((other) => other.b > item.t + 2);
    for (const other of active) {
      if (++steps > 400000) return;
      const wide = meets(item, other);
      if (!wide || item.text.node === other.text.node || blockOf(item.text) === blockOf(other.text))
        continue;
      const follows =
        compareDocumentPosition(other.text.node, item.text.node) & Node.DOCUMENT_POSITION_FOLLOWING;
      const [a, b] = follows ? [other.text, item.text] : [item.text, other.text];
      if (told.has(a.el) || told.has(b.el)) continue;
      const before = inLight(a.node),
        before2 = inLight(b.node);
      if (!before || !before2 || before.shown < FLOOR || before2.shown < FLOOR) continue;
      if (before.boxes.some((one) => before2.boxes.some((two) => meets(one, two)))) continue;
      if (isCarousel(a, { el: null }) || isCarousel(b, { el: null })) continue;
      told.add(a.el).add(b.el);
      const sure =
        certain &&
        wide >= 12 &&
        !a.turned &&
        !b.turned &&
        says(a).length > 2 &&
        says(b).length > 2 &&
        !moving(a.el) &&
        !moving(b.el);
      const data = { text: says(b), other: says(a) };
      yield sure
        ? page.fail(b.el, { ...data, key: "covered" })
        : page.ask(b.el, { ...data, key: "perhapsCovered" });
    }
    active.push(item);
  }
};

const lostText = (certainIn) =>
  function* (page) {
    const texts = measured(page);
    if (page.state === "light" || !texts.length) return;
    yield page.pass(null);
    const certain = certainIn.includes(page.state);
    yield* cutTexts(page, texts, certain);
    yield* coveredTexts(page, texts, certain);
  };

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

// --- gone in a narrow window --------------------------------------------------------------------------

let firstControls = new WeakSet();
const CONTROL =
  "button, summary, [role=button], [aria-expanded], [aria-haspopup], [aria-controls], input[type=checkbox], label[for]";

rule("content-missing-narrow", function* (page) {
  const texts = measured(page);
  if (page.state === "light") {
    firstControls = new WeakSet(page.all(CONTROL).filter((el) => isVisible(el)));
    return;
  }
  if (!totalInLight()) return;
  yield page.pass(null);
  const shownNow = new Set();
  let said = "";
  for (const text of texts) {
    if (text.shown > 0.05) {
      shownNow.add(text.node);
      said += ` ${says(text)}`;
    }
  }
  said = said.toLowerCase();
  const gone = new Map();
  const range = createTreeWalker(document, bodyOf(document) || document, NodeFilter.SHOW_TEXT);
  for (let node = range.nextNode(); node; node = range.nextNode()) {
    const was = inLight(node);
    if (!was || was.shown < FLOOR || shownNow.has(node)) continue;
    const words = squeeze(node.data);
    if (words.length < 2 || said.includes(words.toLowerCase())) continue;
    let box = parentElementOf(node);
    if (!box || closest(box, "[aria-hidden=true], dialog, [role=dialog], [role=tabpanel]"))
      continue;
    for (
      let up = parentOf(box);
      up && up !== bodyOf(document) && !isRendered(up);
      up = parentOf(up)
    )
      box = up;
    // Merely parked or closed: something is still laid out there, see text-lost-narrow.
    if (isRendered(box)) continue;
    gone.set(box, (gone.get(box) || "") + ` ${words}`);
  }
  if (!gone.size) return;
  const fresh = page
    .all(CONTROL)
    .filter(
      (el) => isVisible(el) && (!firstControls.has(el) || attr(el, "aria-expanded") === "false"),
    );
  for (const [box, words] of gone) {
    const text = words.trim();
    const useful =
      text.length >= 40 ||
      matches(box, "a[href], button, input") ||
      querySelector(box, "a[href], button, input, select, textarea");
    if (!useful) continue;
    // A column that is turned into labels within the cells, or a header row that they repeat.
    if (closest(box, "thead, th, caption, tr")) continue;
    const ids = [idOf(box), ...[...querySelectorAll(box, "[id]")].map((el) => idOf(el))].filter(
      Boolean,
    );
    const tied = fresh.some((el) =>
      (attr(el, "aria-controls") || attr(el, "for") || "")
        .split(/\s+/)
        .some((id) => ids.includes(id)),
    );
    const menu =
      closest(box, "nav, header, aside, footer, [role=navigation], [role=banner]") ||
      querySelector(box, "nav, [role=navigation]") ||
      matches(box, "ul, ol");
    if (tied || (menu && fresh.length) || fresh.some((el) => parentOf(el) === parentOf(box)))
      continue;
    yield page.ask(box, { text });
  }
});

rule("content-covered-narrow", function* (page) {
  // Three quarters of the screen that remains at 400 % zoom.
  const most = SMALL_SCREEN * 0.75;
  const stuck = [];
  const inView = [];
  for (const el of page.all("*")) {
    const s = styleOf(el);
    if (s.position !== "fixed" && s.position !== "sticky") continue;
    if (!isVisible(el)) continue;
    if (s.position === "sticky" && s.top === "auto" && s.bottom === "auto") continue;
    const r = getBoundingClientRect(el);
    if (
      Math.min(r.right, innerWidth) - Math.max(r.left, 0) < innerWidth * 0.6 ||
      r.height < 1 ||
      r.top >= innerHeight ||
      r.bottom <= 0
    )
      continue;
    stuck.push(el);
    // A box to answer and to be rid of: a dialog or a notice.
    if (closest(el, "dialog, [role=dialog], [role=alertdialog], [role=alert], [role=status]"))
      continue;
    // A panel over the whole height is one that opens and closes.
    if (
      r.height >= innerHeight * 0.9 &&
      page.all("[aria-controls], [aria-expanded]").some((one) => isRendered(one))
    )
      continue;
    if (s.pointerEvents === "none" || inView.some((one) => containsNode(one, el))) continue;
    if (
      [...querySelectorAll(el, "button, a, [role=button], input[type=submit]")].some((b) =>
        /close|dismiss|accept|reject|agree|hide|schlie|akzept|cerrar|acept|إغلاق|قبول|×|✕/iu.test(
          `${textOf(b)} ${attr(b, "aria-label") || ""} ${b.value || ""}`,
        ),
      )
    )
      continue;
    if (s.position === "sticky" && scrollHeightOf(documentElementOf(document)) <= innerHeight)
      continue;
    // Sticky inside of a box of its own sticks only as long as that box is there.
    if (
      s.position === "sticky" &&
      parentElementOf(el) &&
      getBoundingClientRect(parentElementOf(el)).height <
        scrollHeightOf(documentElementOf(document)) * 0.5
    )
      continue;
    inView.push(el);
  }
  if (!stuck.length) return;
  yield page.pass(null);
  const high = inView.reduce(
    (sum, el) => sum + Math.min(innerHeight, getBoundingClientRect(el).height),
    0,
  );
  if (high < most || scrollHeightOf(documentElementOf(document)) <= innerHeight * 1.2) return;
  const tallest = inView.reduce((a, b) =>
    getBoundingClientRect(a).height >= getBoundingClientRect(b).height ? a : b,
  );
  yield page.ask(tallest, { height: Math.round(high) });
});

// --- orientation --------------------------------------------------------------------------------------

let upright = null; // what the upright phone shows
const ROTATE =
  /\b(rotate|turn|flip|tilt)\b.{0,40}\b(device|phone|screen|tablet|mobile|ipad|landscape|portrait)\b|\b(landscape|portrait)\s+(mode|orientation|only|view)\b|\bin (landscape|portrait)\b|(dreh|rotier).{0,30}(gerät|handy|bildschirm|telefon|tablet)|(gira|gire|rota|rote).{0,30}(dispositivo|teléfono|móvil|pantalla)|(tournez|pivotez).{0,30}(appareil|téléphone|écran|tablette)|(ruota|gira).{0,30}(dispositivo|telefono|schermo)|(أدر|تدوير|قم بتدوير).{0,30}(جهاز|هاتف|شاشة)/iu;

/** Whether words ask for the device to be turned. */
export const wordsAskToTurn = (words) => ROTATE.test(words);

const quarter = (el) => {
  const s = styleOf(el);
  let angle = 0;
  if (s.transform !== "none") {
    const m = new DOMMatrixReadOnly(s.transform);
    angle += (Math.atan2(m.b, m.a) * 180) / Math.PI;
  }
  if (s.rotate && s.rotate !== "none") {
    const turn = /(?:^|\s)(-?[\d.]+)(deg|rad|turn|grad)$/.exec(s.rotate);
    if (turn)
      angle += parseFloat(turn[1]) * { deg: 1, rad: 180 / Math.PI, turn: 360, grad: 0.9 }[turn[2]];
  }
  return Math.round(((angle % 360) + 360) % 360);
};

rule("orientation-locked", function* (page) {
  if (!bodyOf(document) || localNameOf(bodyOf(document)) !== "body") return;
  const texts = measured(page);
  const now = { length: 0, turned: new Map(), texts: new Set() };
  for (const text of texts) {
    if (text.shown < 0.5) continue;
    now.length += says(text).length;
    now.texts.add(text.node);
  }
  for (const el of page.all("*")) {
    const s = styleOf(el);
    if (s.transform !== "none" || (s.rotate && s.rotate !== "none"))
      now.turned.set(el, quarter(el));
  }
  if (page.state === "portrait") {
    upright = { ...now, asks: requests(texts) };
    return;
  }
  if (!upright) return;
  const before = upright;
  upright = null;
  if (!now.length && !before.length) return;
  yield page.pass(null);
  for (const el of new Set([...now.turned.keys(), ...before.turned.keys()])) {
    const apart = Math.abs((now.turned.get(el) || 0) - (before.turned.get(el) || 0));
    if (
      (Math.abs(apart - 90) <= 3 || Math.abs(apart - 270) <= 3) &&
      isVisible(el) &&
      (textOf(el).length > 20 ||
        containsNode(el, bodyOf(document)) ||
        localNameOf(el) === "main" ||
        querySelector(el, "a[href], button, input, img"))
    ) {
      yield page.fail(el, { key: "turned" });
      return;
    }
  }
  const [most, least] = [Math.max(now.length, before.length), Math.min(now.length, before.length)];
  const which = now.length < before.length ? "landscape" : "portrait";
  const request = [...requests(texts), ...before.asks].find(
    ({ text }) => !(now.texts.has(text.node) && before.texts.has(text.node)),
  );
  if (request) {
    const hides = most >= 60 && least < most * 0.4;
    const data = { key: "request", text: says(request.text) };
    yield hides || request.over
      ? page.fail(blockOf(request.text), data)
      : page.ask(blockOf(request.text), data);
  } else if (most >= 200 && least < most * 0.25) {
    yield page.ask(bodyOf(document), { key: "hidden", which });
  }
});

const asksToTurn = (text) => {
  if (
    !/turn|rotat|flip|tilt|landscape|portrait|dreh|rotier|gir|rota|tournez|pivotez|ruota|[أا]در|تدوير/i.test(
      text.node.data,
    )
  )
    return false;
  const block = blockOf(text);
  if (block === bodyOf(document) || textContentOf(block).length > 400) return false;
  const words = textOf(block);
  return words.length < 300 && ROTATE.test(words);
};

const requests = (texts) =>
  texts
    .filter((text) => text.shown > 0.5 && asksToTurn(text))
    .map((text) => ({ text, over: covers(text) }));

const covers = (text) => {
  for (let at = text.el; at; at = parentOf(at)) {
    const s = styleOf(at);
    if (s.position !== "fixed" && s.position !== "absolute") continue;
    const r = getBoundingClientRect(at);
    if (
      r.width >= innerWidth * 0.9 &&
      r.height >= innerHeight * 0.9 &&
      parseColour(s.backgroundColor)[3] > 0.9
    )
      return true;
  }
  return false;
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
