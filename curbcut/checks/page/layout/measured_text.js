// Where the text of a page is, measured in the first state and compared with the others.

import {
  closest,
  bodyOf,
  checkVisibility,
  childNodesOf,
  clientHeightOf,
  clientLeftOf,
  clientTopOf,
  clientWidthOf,
  createRange,
  documentElementOf,
  firstChildOf,
  getBoundingClientRect,
  localNameOf,
  nodeTypeOf,
  shadowRootOf,
} from "../../../browser/scripts/dom.js";
import { once } from "../../js/once.js";
import { squeeze } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { clipsAway, styleOf } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";

const NO_TEXT = new Set(
  "audio canvas datalist embed head iframe math noscript object optgroup option script select style svg template textarea video".split(
    " ",
  ),
);
// 400 % zoom of a 1280 by 1024 window shows 320 by 256 CSS pixels (WCAG 2.2, 1.4.10).
export const SMALL_SCREEN = 256;
export const CAROUSEL =
  /carousel|slider|slide|swiper|slick|splide|glide|flickity|marquee|ticker|track|scroller/i;
export const MORE = wordsPattern("shows_more");
const MOST = 20000; // elements with something in them; a page of more is measured up to there
export const FLOOR = 0.97; // of a text's area: seen whole

let first = new WeakMap(); // text node -> {shown, rects} in the light state
let firstTotal = 0;
let firstOwn = 0;
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
export const blockOf = (text) => {
  if (text.block) return text.block;
  let at = text.el;
  while (parentOf(at) && /^(inline|contents)$/.test(styleOf(at).display)) at = parentOf(at);
  return (text.block = at);
};

export const mode = (value) =>
  value === "hidden" || value === "clip" ? 1 : value === "visible" ? 0 : 2;

/** How far a box lets what is in it be seen along one axis; what scrolls has its scroll bar taken off. */
const extentOf = (inside, outside, border, scrolls) =>
  Math.max(inside, outside - border - (scrolls ? outside : 0));
const clipOf = (el, s, up) => {
  const x = mode(s.overflowX),
    y = mode(s.overflowY);
  if (!x && !y) return up;
  const scrolls = x === 2 || y === 2;
  const r = getBoundingClientRect(el);
  const l = r.left + clientLeftOf(el),
    t = r.top + clientTopOf(el);
  const right = clientLeftOf(el) + parseFloat(s.borderRightWidth || 0),
    bottom = clientTopOf(el) + parseFloat(s.borderBottomWidth || 0);
  return {
    el,
    x,
    y,
    l,
    t,
    r: l + extentOf(clientWidthOf(el), r.width, right, scrolls),
    b: t + extentOf(clientHeightOf(el), r.height, bottom, scrolls),
    up,
  };
};

/** What the window itself cuts off, and whether the overflow of the body says so. */
const windowClip = (html, body) => {
  const rootStyle = getComputedStyle(html);
  // The overflow of the body is the window's where <html> says nothing.
  const fromBody = rootStyle.overflowX === "visible" && rootStyle.overflowY === "visible";
  const view = fromBody ? getComputedStyle(body) : rootStyle;
  const clip = {
    el: fromBody ? body : html,
    view: true,
    x: mode(view.overflowX) === 1 ? 1 : 0,
    y: mode(view.overflowY) === 1 ? 1 : 0,
    l: 0,
    t: 0,
    r: clientWidthOf(html),
    b: innerHeight,
    up: null,
  };
  return { fromBody, clip: clip.x || clip.y ? clip : null };
};

/** What cuts off an element that is placed in some way. */
const clipFor = (position, ctx) => {
  if (position === "absolute") return ctx.abs;
  return position === "fixed" ? ctx.fixed : ctx.flow;
};
/** A box without a size shows nothing: text for screen readers, or a closed panel. */
const isShut = (clip) =>
  (clip.x === 1 && clip.r - clip.l <= 1) || (clip.y === 1 && clip.b - clip.t <= 1);
/** What cuts off that which is in an element; `flow` is what does so for what flows in it. */
const contextWithin = (ctx, s, position, flow) => {
  const holds = s.transform !== "none";
  if (position === "static" && flow === ctx.flow && !holds) return ctx;
  return {
    flow,
    abs: position !== "static" || holds ? flow : ctx.abs,
    fixed: holds ? flow : ctx.fixed,
    stuck: ctx.stuck || position === "fixed" || position === "sticky",
    turned: ctx.turned || holds,
  };
};
const isEmpty = (el) => !firstChildOf(el) && !shadowRootOf(el) && localNameOf(el) !== "slot";
/** The rectangles of the lines of a text node. */
const linesOf = (node, range) => {
  range.selectNodeContents(node);
  return [...range.getClientRects()].filter((r) => r.width > 0.5 && r.height > 0.5);
};

/** One walk through the page, which adds every text that is painted somewhere to `texts`. */
class Walk {
  texts = [];
  #range = createRange(document);
  #count = 0;
  #viewport;

  /** @param {Element[]} viewport the elements whose overflow is that of the window */
  constructor(viewport) {
    this.#viewport = viewport;
  }

  // Reading a property of a computed style is what this costs: as few as will do, for each element
  // that holds something.
  visit(el, ctx) {
    if (isEmpty(el)) return;
    if (NO_TEXT.has(localNameOf(el)) || ++this.#count > MOST) return;
    const s = styleOf(el);
    const position = s.position;
    const base = clipFor(position, ctx);
    const flow = this.#clips(el, s) ? clipOf(el, s, base) : base;
    if (flow && flow !== base && isShut(flow)) return;
    if (position === "absolute" || position === "fixed" || s.clipPath !== "none")
      if (clipsAway(s)) return;
    this.#visitChildren(el, contextWithin(ctx, s, position, flow));
  }

  #clips(el, s) {
    return (
      s.overflow !== "visible" &&
      !this.#viewport.includes(el) &&
      !/^(inline|contents|none)$/.test(s.display)
    );
  }

  #visitChildren(el, ctx) {
    const closed = localNameOf(el) === "details" && !el.open;
    let seen = null;
    for (const node of childrenOf(el)) {
      if (nodeTypeOf(node) === 1) {
        if (!closed || localNameOf(node) === "summary") this.visit(node, ctx);
      } else if (nodeTypeOf(node) === 3 && !closed && /\S/.test(node.data)) {
        seen ??= checkVisibility(el, SEEN);
        if (seen) this.#add(node, el, ctx);
      }
    }
  }

  #add(node, el, { flow, stuck, turned }) {
    const rects = linesOf(node, this.#range);
    if (rects.length) this.texts.push(judged({ node, el, rects, clip: flow, stuck, turned }));
  }
}

/** Every text that is painted somewhere, with its lines and what may cut it off. */
const measure = () => {
  const html = documentElementOf(document),
    body = bodyOf(document);
  if (!html || !body || localNameOf(body) !== "body") return [];
  const { fromBody, clip } = windowClip(html, body);
  const walk = new Walk(fromBody ? [html, body] : [html]);
  walk.visit(html, { flow: clip, abs: clip, fixed: null, stuck: false, turned: false });
  return walk.texts;
};

/** The sides of a box along each axis. */
const AXES = { x: ["l", "r"], y: ["t", "b"] };
/** Cut a box off along an axis by all that does so, up to what scrolls; the first that takes any of it. */
const cutOff = (box, clip, axis) => {
  const [from, to] = AXES[axis];
  let by = null;
  for (let c = clip; c && c[axis] !== 2; c = c.up) {
    if (c[axis] !== 1 || (box[from] >= c[from] && box[to] <= c[to])) continue;
    by = by || c;
    box[from] = Math.max(box[from], c[from]);
    box[to] = Math.min(box[to], c[to]);
  }
  return by;
};
/** What takes so much of a line that letters are lost, along which axis, and the part that is left. */
const cutOfLine = (rect, box, byX, byY) => {
  const wide = Math.max(0, box.r - box.l),
    high = Math.max(0, box.b - box.t);
  if (byX && rect.width - wide >= Math.max(6, rect.height * 0.35))
    return { by: byX, axis: "x", part: wide / rect.width };
  // A fifth of a line is the room below the letters; a quarter takes part of the letters with it.
  return byY && rect.height - high >= rect.height * 0.25
    ? { by: byY, axis: "y", part: high / rect.height }
    : null;
};
const boxOf = ({ left: l, top: t, right: r, bottom: b }) => ({ l, t, r, b });
const areaOf = ({ l, t, r, b }) => Math.max(0, r - l) * Math.max(0, b - t);

/** Add how much of a text shows, where, and what cuts it. Inside of a scroller all of it can be reached. */
const judged = (text) => {
  text.cuts = [];
  if (!text.clip) {
    text.boxes = text.rects.map(boxOf);
    text.shown = 1;
    return text;
  }
  let total = 0,
    seen = 0;
  text.boxes = [];
  for (const rect of text.rects) {
    const box = boxOf(rect);
    const byX = cutOff(box, text.clip, "x"),
      byY = cutOff(box, text.clip, "y");
    total += rect.width * rect.height;
    seen += areaOf(box);
    if (areaOf(box) > 0) text.boxes.push(box);
    const cut = cutOfLine(rect, box, byX, byY);
    if (cut) text.cuts.push(cut);
  }
  text.shown = total ? seen / total : 0;
  return text;
};

/** The texts of the page; one walk for all rules that run together. */
export const measured = (page) =>
  once("layout.texts", () => {
    const texts = measure();
    if (page.state === "light") remember(texts);
    return texts;
  });

const remember = (texts) => {
  first = new WeakMap();
  firstTotal = 0;
  firstOwn = 0;
  firstWidth = innerWidth;
  for (const text of texts) {
    first.set(text.node, {
      shown: text.shown,
      boxes: text.boxes,
      size: parseFloat(styleOf(text.el).fontSize),
    });
    const amount = text.node.data.trim().length * text.shown;
    firstTotal += amount;
    if (!isWayfinding(text.el)) firstOwn += amount;
  }
};

/** What a text node was like in the light state: {shown, rects}. */
export const inLight = (node) => first.get(node);
/** How much text there was to be seen then, in characters. */
export const totalInLight = () => firstTotal;
/** The same without what leads to other pages. */
export const ownInLight = () => firstOwn;
/** Whether an element is part of what leads to other pages, which nobody misses on paper. */
export const isWayfinding = (el) =>
  closest(el, "nav, [role=navigation], [role=search], body > header, body > footer") !== null;
/** How wide the window was then, in CSS pixels. */
export const widthInLight = () => firstWidth;
export const says = (text) => squeeze(text.node.data);
