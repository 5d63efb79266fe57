// Moving images: their bytes tell.

import { closest } from "../../../browser/scripts/dom.js";
import { luminance } from "../../js/colour.js";
import { describe } from "../../js/describe.js";
import { accessibleName } from "../../js/names.js";
import { selectAll } from "../../js/tree.js";
import { boxOf, isVisible } from "../../js/visibility.js";
import { LOADER, besides, controls, forgetControls, isLoader } from "./animation.js";

// --- moving pictures: their bytes tell ------------------------------------------------------------

// PNG that moves is rare and PNG that does not is large; its own ending tells.
const MAYBE = /\.(?:gif|webp|apng|avifs)$|^data:image\/(?:gif|webp|a?png|avif)/i;
const BYTES = 8e6;
const LOOKED_AT = 30;

const typeOf = (bytes) => {
  const at = (start, text) =>
    [...text].every((letter, index) => bytes[start + index] === letter.charCodeAt(0));
  if (at(0, "GIF8")) return "image/gif";
  if (at(0, "RIFF") && at(8, "WEBP")) return at(12, "VP8X") && bytes[20] & 2 ? "image/webp" : "";
  if (bytes[0] === 0x89 && at(1, "PNG")) {
    // The chunk that says so comes before the first one of the picture.
    for (let p = 8; p + 12 < bytes.length;) {
      if (at(p + 4, "acTL")) return "image/png";
      if (at(p + 4, "IDAT")) return "";
      p += 12 + ((bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3]);
    }
  }
  return at(4, "ftypavis") ? "image/avif" : "";
};

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

const GRID = 16;
/** Frames, length in ms, rounds, and the most flashes within any second. */
const playing = async ({ type, data }) => {
  if (!globalThis.ImageDecoder) return null;
  const decoder = new ImageDecoder({ data, type });
  await decoder.tracks.ready;
  await decoder.completed;
  const track = decoder.tracks.selectedTrack;
  if (!track || track.frameCount < 2) return null;
  const canvas = new OffscreenCanvas(GRID, GRID).getContext("2d", { willReadFrequently: true });
  const frames = [];
  for (let index = 0; index < Math.min(track.frameCount, 40); index++) {
    const { image } = await decoder.decode({ frameIndex: index });
    canvas.drawImage(image, 0, 0, GRID, GRID);
    const pixels = canvas.getImageData(0, 0, GRID, GRID).data;
    frames.push({
      ms: (image.duration || 100000) / 1000,
      light: Float32Array.from({ length: GRID * GRID }, (_, i) =>
        luminance([pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2]]),
      ),
    });
    image.close();
  }
  decoder.close();
  const mean = frames.reduce((sum, frame) => sum + frame.ms, 0) / frames.length;
  return {
    frames: track.frameCount,
    ms: mean * track.frameCount,
    rounds: track.repetitionCount + 1,
    flashes: flashesIn(frames),
  };
};
/** In which direction at least a quarter of a picture flashes from one frame to the next: 1, -1 or 0. */
const turnOf = (before, now) => {
  let up = 0,
    down = 0;
  // A tenth or more, the darker one below 0.8 (WCAG 2.2, general flash).
  for (let p = 0; p < now.length; p++)
    if (Math.abs(now[p] - before[p]) >= 0.1 && Math.min(now[p], before[p]) < 0.8)
      now[p] > before[p] ? up++ : down++;
  return up > now.length / 4 ? 1 : down > now.length / 4 ? -1 : 0;
};
/** When a picture turns lighter or darker, in ms from its start, over two seconds or 40 rounds. */
const turnsOf = (frames) => {
  const turns = [];
  let time = 0,
    direction = 0;
  for (let round = 0; round < 40 && time < 2000; round++) {
    for (let i = 0; i < frames.length; i++) {
      const before = frames[(i || frames.length) - 1].light;
      const way = round || i ? turnOf(before, frames[i].light) : 0;
      if (way && way !== direction) {
        turns.push(time);
        direction = way;
      }
      time += frames[i].ms;
    }
  }
  return turns;
};
/** The most flashes within any second: pairs of opposite changes (WCAG 2.2). */
const flashesIn = (frames) => {
  const turns = turnsOf(frames);
  let most = 0;
  for (let i = 0; i < turns.length; i++) {
    let j = i;
    while (j + 1 < turns.length && turns[j + 1] - turns[i] <= 1000) j++;
    most = Math.max(most, Math.floor((j - i + 1) / 2));
  }
  return most;
};

/** The addresses of pictures that may move. Their bytes come from the browser, not by a request. */
export const maybeMoving = () => {
  const found = new Set();
  for (const el of selectAll("img, input[type=image i]")) {
    const url = el.currentSrc || el.src || "";
    if (
      MAYBE.test(url.startsWith("data:") ? url.slice(0, 30) : url.split(/[?#]/)[0]) &&
      url.length < BYTES &&
      isVisible(el)
    )
      found.add(url);
    if (found.size >= LOOKED_AT) break;
  }
  return [...found];
};

/** Those of them that do move: `contents` has the bytes by address, in base64. */
export const movingPictures = async (contents) => {
  forgetControls();
  const moving = [];
  for (const [url, content] of Object.entries(contents)) {
    let how = null;
    try {
      const data = bytesOf(content);
      const type = typeOf(data);
      how = type && (await playing({ type, data }));
    } catch {
      // Not to be decoded: image-not-shown has its own word on that.
    }
    if (!how) continue;
    const total = how.rounds === Infinity ? null : (how.ms * how.rounds) / 1000;
    for (const el of selectAll("img, input[type=image i]")
      .filter((one) => (one.currentSrc || one.src) === url && isVisible(one))
      .slice(0, 5)) {
      const box = boxOf(el);
      moving.push({
        target: describe(el),
        total,
        frames: how.frames,
        flashes: how.flashes,
        name: url.startsWith("data:")
          ? accessibleName(el) || "picture"
          : url.split(/[?#]/)[0].split("/").pop(),
        small: box.width <= 48 && box.height <= 48,
        area: box.width * box.height,
        besides: besides(el),
        controls: closest(el, "button, a[href='#'], [role=button], summary") ? "some" : controls(),
        loader: !!isLoader(el) || LOADER.test(url.split("/").pop().slice(0, 80)),
      });
    }
  }
  return moving;
};
