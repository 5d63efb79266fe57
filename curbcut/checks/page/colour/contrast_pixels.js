// Contrast by what is on the screen. The text is taken away to see what is behind it, and painted
// thickly in a loud colour to see where it is; what it is painted with follows from the style, or
// from a third picture where it is translucent. No element is touched: style sheets are adopted.

import {
  adoptSheets,
  adoptedStyleSheetsOf,
  childNodesOf,
  containsNode,
  createRange,
  documentElementOf,
  elementsFromPoint,
  getAnimations,
  getBoundingClientRect,
  getRootNode,
  localNameOf,
  nodeTypeOf,
  querySelector,
  shadowRootOf,
} from "../../../browser/scripts/dom.js";
import { blend, contrastNeeded, contrastRatio, parseColour } from "../../js/colour.js";
import { parentOf, selfAndAncestors } from "../../js/tree.js";

const MOST_CHARACTERS = 300; // of one element
const LOUD = "#ff00ff";
const NO_MOTION =
  "transition: none !important; text-shadow: none !important; -webkit-text-stroke-linejoin: round; text-decoration-color: transparent !important; caret-color: transparent !important;";
const DRESSES = {
  // What is behind the text.
  without: `* { ${NO_MOTION} -webkit-text-fill-color: transparent !important; -webkit-text-stroke-width: 0 !important }`,
  // Where the text is: letters so thick that each has pixels that are all letter.
  loud: `* { ${NO_MOTION} -webkit-text-fill-color: ${LOUD} !important; -webkit-text-stroke: 3px ${LOUD} !important }`,
  // What the text looks like where it is thick.
  thick: `* { ${NO_MOTION} -webkit-text-stroke: 3px currentcolor !important }`,
};

let sheet = null;
let roots = [];
let items = [];
let current = [];

export const dress = (kind) => {
  sheet.replaceSync(kind ? DRESSES[kind] : "");
  getBoundingClientRect(documentElementOf(document));
};

const locate = (steps) => {
  let root = document;
  let el = null;
  for (const step of steps) {
    if (!root) return null;
    try {
      el = querySelector(root, step);
    } catch {
      return null;
    }
    if (!el) return null;
    root = shadowRootOf(el);
  }
  return el;
};

/** The parts to look at: one for each letter or digit, or the box of a control. */
const partsOf = (el) => {
  if (/^(input|textarea|select)$/.test(localNameOf(el)))
    return [{ rect: getBoundingClientRect(el), letter: "" }];
  const parts = [];
  const range = createRange(document);
  for (const node of childNodesOf(el)) {
    if (nodeTypeOf(node) !== 3) continue;
    for (let i = 0; i < node.data.length && parts.length < MOST_CHARACTERS; i++) {
      if (!/[\p{L}\p{N}]/u.test(node.data[i])) continue;
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const rect = range.getBoundingClientRect();
      if (rect.width >= 1 && rect.height >= 1) parts.push({ rect, letter: node.data[i] });
    }
  }
  return parts;
};

/** Whether letters are painted with more than their colour. */
const paintsMore = (s) =>
  s.textShadow !== "none" ||
  s.webkitTextFillColor !== s.color ||
  parseFloat(s.webkitTextStrokeWidth) > 0;
/** Whether pixels cannot tell a text in this element: it is cut out of something, or changes. */
const isCutOrMoving = (el, s) =>
  s.webkitBackgroundClip === "text" ||
  s.maskImage !== "none" ||
  (s.animationName !== "none" && getAnimations(el).some((one) => one.playState === "running"));
const isMixed = (s) => s.opacity !== "1" || s.filter !== "none" || s.mixBlendMode !== "normal";
/** How an element's text is painted, or null where pixels cannot tell. */
const paintOf = (el) => {
  const s = getComputedStyle(el);
  if (paintsMore(s)) return null;
  let plain = true;
  for (const at of selfAndAncestors(el)) {
    const its = at === el ? s : getComputedStyle(at);
    if (isCutOrMoving(at, its)) return null;
    if (isMixed(its)) plain = false;
  }
  const colour = parseColour(s.color);
  // Letters that are filled and edged with a translucent colour are darker where the two overlap.
  if (!plain && colour[3] < 1) return null;
  return { colour: plain ? colour : null, needed: contrastNeeded(s) };
};

const overMoving = (rect) =>
  elementsFromPoint(document, rect.left + rect.width / 2, rect.top + rect.height / 2).some((el) =>
    /^(video|canvas|iframe|object|embed|marquee)$/.test(localNameOf(el)),
  );

const layers = (el) => {
  const said = [];
  for (const which of [null, "::before", "::after"]) {
    const s = getComputedStyle(el, which);
    if (which && s.content === "none") continue;
    said.push(s.backgroundColor, s.backgroundImage, s.opacity);
  }
  return said.join() + (el.currentSrc || "");
};

/** What all of an element's paint is made from: the same in two states, the same contrast. */
const signature = (el, rect) => {
  const parts = [getComputedStyle(el).color, getComputedStyle(el).fontSize];
  for (let at = el; at; at = parentOf(at)) parts.push(layers(at));
  for (const other of elementsFromPoint(
    document,
    rect.left + rect.width / 2,
    rect.top + rect.height / 2,
  ))
    if (!containsNode(other, el)) parts.push(layers(other));
  return parts.join("|");
};

/** The elements that can be measured, by index, each with its signature. */
export const signatures = (selectors) => {
  const found = {};
  items = [];
  selectors.forEach((steps, index) => {
    const el = locate(steps);
    const paint = el && paintOf(el);
    if (!paint) return;
    const rect = getBoundingClientRect(el);
    if (rect.width < 1 || rect.height < 1) return;
    found[index] = signature(el, rect);
  });
  return found;
};

/** What each element's colours come to now, whether or not pixels could tell. */
const shades = (selectors) =>
  selectors.map((steps) => {
    const parts = [];
    for (let at = locate(steps); at; at = parentOf(at)) {
      const s = getComputedStyle(at);
      parts.push(s.color, s.backgroundColor, s.opacity, s.filter);
    }
    return parts.join("|");
  });

/** Which of the elements scripts bring into another colour, as a text does that fades in: looked at until none changes. */
export const changing = async (selectors) => {
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const first = shades(selectors);
  let last = first;
  for (
    let waited = 0, still = 0;
    waited < MOST_WAITED && (waited < LEAST_WAITED || still < 2);
    waited += STEP
  ) {
    await pause(STEP);
    curbcut.finish();
    const now = shades(selectors);
    still = now.join() === last.join() ? still + 1 : 0;
    last = now;
  }
  return selectors.map((_, index) => index).filter((index) => first[index] !== last[index]);
};
// Milliseconds: most pages have shown what they show by the first, and none takes longer than the
// last, from where on WCAG speaks of content that moves.
const [LEAST_WAITED, MOST_WAITED, STEP] = [1000, 5000, 100];

/** Note the elements to be measured; returns how many windows have to be looked at. */
export const begin = (selectors, wanted) => {
  items = [];
  selectors.forEach((steps, index) => {
    if (!wanted.includes(index)) return;
    const el = locate(steps);
    const paint = el && paintOf(el);
    if (!paint) return;
    const rect = getBoundingClientRect(el);
    if (rect.width < 1 || rect.height < 1) return;
    items.push({ el, index, ...paint, top: rect.top + scrollY, bottom: rect.bottom + scrollY });
  });
  items.sort((a, b) => a.top - b.top);
  let windows = 0,
    end = -1;
  for (const item of items) {
    if (item.bottom > end) {
      windows += 1;
      item.from = Math.max(0, item.top - 60);
      end = item.from + innerHeight;
    }
    item.window = windows - 1;
  }
  sheet = new CSSStyleSheet();
  roots = [
    document,
    ...new Set(items.map(({ el }) => getRootNode(el)).filter((root) => root !== document)),
  ];
  for (const root of roots) adoptSheets(root, [...adoptedStyleSheetsOf(root), sheet]);
  return windows;
};

/** Go to a window and take the text away: the part of the page to take pictures of. */
export const look = (window) => {
  current = items.filter((item) => item.window === window);
  const start = current.find((item) => item.from !== undefined);
  const before = scrollY;
  if (start.bottom > innerHeight) scrollTo({ left: 0, top: start.from, behavior: "instant" });
  else if (scrollY) scrollTo({ left: 0, top: 0, behavior: "instant" });
  let l = Infinity,
    t = Infinity,
    r = -Infinity,
    b = -Infinity;
  for (const item of current) {
    item.parts = partsOf(item.el).filter(
      ({ rect }) =>
        rect.left >= 0 && rect.top >= 0 && rect.right <= innerWidth && rect.bottom <= innerHeight,
    );
    if (item.parts.length && overMoving(item.parts[0].rect)) item.parts = [];
    for (const { rect } of item.parts) {
      l = Math.min(l, rect.left);
      t = Math.min(t, rect.top);
      r = Math.max(r, rect.right);
      b = Math.max(b, rect.bottom);
    }
  }
  dress("without");
  if (l === Infinity) return null;
  l = Math.floor(l);
  t = Math.floor(t);
  return {
    clip: {
      x: l + scrollX,
      y: t + scrollY,
      width: Math.ceil(r) - l,
      height: Math.ceil(b) - t,
      scale: 1,
    },
    left: l,
    top: t,
    third: current.some((item) => !item.colour),
    moved: before !== scrollY,
  };
};

const pixels = async (encoded) => {
  const bytes = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }), {
    colorSpaceConversion: "none",
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
};

const colourAt = ({ data, width }, x, y) => {
  const i = (y * width + x) * 4;
  return [data[i], data[i + 1], data[i + 2]];
};
/** Whether a pixel is of a letter: it is another one in the picture with loud letters. */
const isInked = ({ back, mask }, x, y) => {
  const loud = colourAt(mask, x, y);
  const apart = colourAt(back, x, y).map((value, i) => Math.abs(value - loud[i]));
  return apart[0] + apart[1] + apart[2] > 24;
};
/** Whether a pixel and those beside, above and below it are of a letter. */
const isAllInk = (pictures, x, y) =>
  isInked(pictures, x, y) &&
  isInked(pictures, x - 1, y) &&
  isInked(pictures, x + 1, y) &&
  isInked(pictures, x, y - 1) &&
  isInked(pictures, x, y + 1);
/** The contrasts of all pixels of a letter with what is behind them, in order. */
const contrastsIn = (rect, view, pictures, colour) => {
  const { back, front } = pictures;
  const found = [];
  const x1 = Math.min(back.width - 1, Math.ceil(rect.right - view.left)),
    y1 = Math.min(back.height - 1, Math.ceil(rect.bottom - view.top));
  for (let y = Math.max(1, Math.floor(rect.top - view.top)); y < y1; y++) {
    for (let x = Math.max(1, Math.floor(rect.left - view.left)); x < x1; x++) {
      if (!isAllInk(pictures, x, y)) continue;
      const behind = colourAt(back, x, y);
      const ink = colour ? blend(colour, [...behind, 1]) : colourAt(front, x, y);
      found.push(contrastRatio(ink, behind));
    }
  }
  return found.sort((a, b) => a - b);
};
/** Compare the pictures of the present window: for each element, the least and the most contrast. */
export const compare = async (view, without, loud, thick) => {
  const [back, mask, front] = await Promise.all([
    pixels(without),
    pixels(loud),
    thick ? pixels(thick) : null,
  ]);
  const answers = [];
  for (const { index, parts, colour, needed } of current) {
    if (!parts.length) continue;
    let least = Infinity,
      most = 0,
      weakest = Infinity,
      where = "",
      seen = 0;
    for (const { rect, letter } of parts) {
      const found = contrastsIn(rect, view, { back, mask, front }, colour);
      if (found.length < 4) continue;
      seen += 1;
      // A twentieth is left out: pixels at the edge of a letter that are not all letter.
      least = Math.min(least, found[Math.floor(found.length * 0.05)]);
      const best = found[found.length - 1];
      most = Math.max(most, best);
      if (best < weakest) [weakest, where] = [best, letter];
    }
    if (!seen) least = weakest = 0; // nothing of it is to be seen: JSON knows no infinity
    answers.push({ index, needed, seen, parts: parts.length, least, most, weakest, where });
  }
  return answers;
};

export const end = () => {
  for (const root of roots)
    adoptSheets(
      root,
      [...adoptedStyleSheetsOf(root)].filter((one) => one !== sheet),
    );
  roots = items = current = [];
  // Colours that change slowly would be on their way back for a while.
  getBoundingClientRect(documentElementOf(document));
  globalThis.curbcut.finish();
  if (scrollX || scrollY) scrollTo({ left: 0, top: 0, behavior: "instant" });
};
