// Colours and their contrast (WCAG 2.2).

import { documentElementOf } from "../../browser/scripts/dom.js";
import { stylesMention } from "./mentions.js";
import { Remembered, once } from "./once.js";
import { parentOf } from "./tree.js";
import { styleOf } from "./visibility.js";

const canvas = () => {
  /** @type {any} */
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  return (text) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = "#000";
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
};
/** @type {any} */
let paint = null;
const parsed = new Map();
/** A CSS colour as [red, green, blue, alpha], 0–255 and 0–1. */
export const parseColour = (text) => {
  let found = parsed.get(text);
  if (found) return found;
  const plain =
    /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:\s*[,/]\s*([\d.]+%?))?\s*\)$/.exec(text);
  if (plain) {
    const alpha =
      plain[4] === undefined
        ? 1
        : plain[4].endsWith("%")
          ? parseFloat(plain[4]) / 100
          : parseFloat(plain[4]);
    found = [+plain[1], +plain[2], +plain[3], alpha];
  } else {
    paint = paint || canvas();
    found = paint(text);
  }
  parsed.set(text, found);
  return found;
};
export const blend = (front, back) => {
  const a = front[3] + back[3] * (1 - front[3]);
  if (a === 0) return [0, 0, 0, 0];
  return [0, 1, 2]
    .map((i) => (front[i] * front[3] + back[i] * back[3] * (1 - front[3])) / a)
    .concat(a);
};
/** Relative luminance, WCAG 2.2. */
export const luminance = (c) => {
  const [r, g, b] = c.slice(0, 3).map((v) => {
    const s = v / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
/** Contrast ratio of two opaque colours, 1 to 21. */
export const contrastRatio = (one, other) => {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};
/**
 * Whether text counts as large: 18 points, or 14 in bold (WCAG 2.2, 1.4.3).
 * @param {CSSStyleDeclaration} s
 */
export const isLargeText = (s) =>
  parseFloat(s.fontSize) >= 24 ||
  (parseFloat(s.fontSize) >= 18.66 && parseInt(s.fontWeight, 10) >= 700);
/**
 * The contrast that text of this style needs (WCAG 2.2, 1.4.3).
 * @param {CSSStyleDeclaration} s
 */
export const contrastNeeded = (s) => (isLargeText(s) ? 3 : 4.5);
/** A colour that is as much more translucent as `opacity` says, from 0 to 1. */
export const fade = ([r, g, b, a], opacity) => [r, g, b, a * opacity];
/** The plain colour behind an element, or null where an image, a gradient or the like is there. */
export const backgroundOf = (el) => {
  const s = styleOf(el);
  if (
    s.backgroundImage !== "none" ||
    (stylesMention("blend-mode") && s.mixBlendMode !== "normal") ||
    (stylesMention("filter") &&
      (s.filter !== "none" || (s.backdropFilter && s.backdropFilter !== "none")))
  )
    return null;
  const own = parseColour(s.backgroundColor);
  if (own[3] >= 0.999) return own;
  const up = parentOf(el);
  const back = up
    ? backing(up)
    : once("canvas", () =>
        matchMedia("(prefers-color-scheme: dark)").matches &&
        /dark/.test(styleOf(documentElementOf(document)).colorScheme)
          ? [18, 18, 18, 1]
          : [255, 255, 255, 1],
      );
  return back && blend(own, back);
};
const backings = new Remembered();
/** The plain colour that an element is for those within it; null where it fades them as well. */
const backing = (el) => {
  let known = backings.get(el);
  if (known === undefined) {
    known =
      stylesMention("opacity") && parseFloat(styleOf(el).opacity) < 1 ? null : backgroundOf(el);
    backings.set(el, known);
  }
  return known;
};
