// Where the text of a page is, measured in the first state and compared with the others.

import {
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
import { squeeze } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { clipsAway, styleOf } from "../../js/visibility.js";

const NO_TEXT = new Set(
  "audio canvas datalist embed head iframe math noscript object optgroup option script select style svg template textarea video".split(
    " ",
  ),
);
// 400 % zoom of a 1280 by 1024 window shows 320 by 256 CSS pixels (WCAG 2.2, 1.4.10).
export const SMALL_SCREEN = 256;
export const CAROUSEL =
  /carousel|slider|slide|swiper|slick|splide|glide|flickity|marquee|ticker|track|scroller/i;
export const MORE =
  /\b(more|all|full|expand|show|read|less|mehr|weiter|alle|más|todo|ver|plus|suite|altro)\b|اقرأ|المزيد|عرض|…$|\.\.\.$/iu;
const MOST = 20000; // elements with something in them; a page of more is measured up to there
export const FLOOR = 0.97; // of a text's area: seen whole

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
export const blockOf = (text) => {
  if (text.block) return text.block;
  let at = text.el;
  while (parentOf(at) && /^(inline|contents)$/.test(styleOf(at).display)) at = parentOf(at);
  return (text.block = at);
};

export const mode = (value) =>
  value === "hidden" || value === "clip" ? 1 : value === "visible" ? 0 : 2;

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
export const measured = (page) => {
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
export const inLight = (node) => first.get(node);
/** How much text there was to be seen then, in characters. */
export const totalInLight = () => firstTotal;
/** How wide the window was then, in CSS pixels. */
export const widthInLight = () => firstWidth;
export const says = (text) => squeeze(text.node.data);
