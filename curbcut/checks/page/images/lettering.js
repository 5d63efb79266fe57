// How much the pixels of an image look like lines of text.

import { boxOf } from "../../js/visibility.js";

/**
 * @typedef {object} Ink The pixels of an image that differ from its ground.
 * @property {number} width in pixels
 * @property {number} height in pixels
 * @property {(x: number, y: number) => boolean} at
 */
/**
 * @typedef {object} Row What there is of ink in one row of pixels.
 * @property {number} strokes how many stretches of ink
 * @property {number} total how many pixels of ink
 * @property {number} first the leftmost one, -1 for none
 * @property {number} last the rightmost one
 */

const LARGEST = 480; // pixels to a side: larger images are scaled down
const CONTRAST = 70; // of 255: what differs less from the ground is shade

/**
 * How text-like an image's pixels are: the share of its ink that stands in rows of thin upright
 * strokes, as letters do. Null where the pixels may not be read.
 */
export const lettering = (el) => {
  const width = Math.min(el.naturalWidth || boxOf(el).width, LARGEST);
  const scale = width / (el.naturalWidth || width);
  const height = Math.round(Math.min((el.naturalHeight || boxOf(el).height) * scale, LARGEST));
  if (width < 30 || height < 8) return 0;
  const pixels = pixelsOf(el, width, height);
  if (!pixels) return null;
  const ink = inkOf(pixels, width, height);
  return ink ? shareOfText(ink) : 0;
};

const pixelsOf = (el, width, height) => {
  try {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) return null;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(el, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  } catch {
    return null; // of another origin, or broken
  }
};

/**
 * The ink of an image; null for a photograph, which has no plain ground.
 * @returns {Ink | null}
 */
const inkOf = (pixels, width, height) => {
  const grey = new Uint8Array(width * height);
  const bins = new Uint32Array(32);
  for (let i = 0, p = 0; i < grey.length; i++, p += 4) {
    grey[i] = (pixels[p] * 54 + pixels[p + 1] * 183 + pixels[p + 2] * 19) >> 8;
    bins[grey[i] >> 3]++;
  }
  const ground = bins.indexOf(Math.max(...bins));
  const near = bins[ground] + (bins[ground - 1] || 0) + (bins[ground + 1] || 0);
  if (near < grey.length * 0.5) return null;
  const back = ground * 8 + 4;
  return { width, height, at: (x, y) => Math.abs(grey[y * width + x] - back) > CONTRAST };
};

/**
 * @param {Ink} ink
 * @returns {Row}
 */
const rowOf = (ink, y) => {
  const row = { strokes: 0, total: 0, first: -1, last: -1 };
  for (let x = 0; x < ink.width; x++) {
    if (!ink.at(x, y)) continue;
    if (row.last < 0 || row.last < x - 1) row.strokes++;
    if (row.first < 0) row.first = x;
    row.last = x;
    row.total++;
  }
  return row;
};

/**
 * The rows that hold ink, in bands: each line of text is one.
 * @param {Ink} ink
 */
const bandsOf = function* (ink) {
  let rows = [];
  for (let y = 0; y <= ink.height; y++) {
    const row = y < ink.height ? rowOf(ink, y) : null;
    if (row?.total) rows.push(row);
    else if (rows.length) {
      yield { top: y - rows.length, rows };
      rows = [];
    }
  }
};

/** How many pixels differ from those above them, in each second row of a band. */
const changesIn = (ink, { top, rows }, left, right) => {
  let changes = 0;
  for (let y = top + 1; y < top + rows.length; y += 2) {
    for (let x = left; x <= right; x += 1) if (ink.at(x, y) !== ink.at(x, y - 1)) changes++;
  }
  return changes;
};

const sumOf = (rows, key) => rows.reduce((sum, row) => sum + row[key], 0);
const isWithin = (value, least, most) => value > least && value < most;

/**
 * Whether a band looks like a line of text. A letter is about 0.6 of its line's height wide and has
 * one to two strokes in a row of pixels; its strokes are thin. In a barcode or a fence all rows are
 * alike.
 */
const isLineOfText = (ink, band) => {
  const { rows } = band;
  const left = Math.min(...rows.map((row) => row.first));
  const right = Math.max(...rows.map((row) => row.last));
  const tall = rows.length,
    span = right - left + 1;
  if (tall < 5 || span < tall * 2.5) return false;
  const total = sumOf(rows, "total"),
    strokes = sumOf(rows, "strokes");
  const perRow = strokes / tall;
  return (
    perRow >= 3 &&
    isWithin(perRow / (span / tall), 0.6, 6) &&
    total / strokes / tall < 0.4 &&
    isWithin(total / (span * tall), 0.06, 0.6) &&
    changesIn(ink, band, left, right) / ((tall / 2) * perRow) > 0.25
  );
};

/** The share of the ink of an image that is in lines of text, 0 to 1. */
const shareOfText = (ink) => {
  let text = 0,
    all = 0;
  for (const band of bandsOf(ink)) {
    const total = sumOf(band.rows, "total");
    all += total;
    if (isLineOfText(ink, band)) text += total;
  }
  return all ? text / all : 0;
};
