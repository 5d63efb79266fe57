import {
  addEventListener,
  attr,
  bodyOf,
  closest,
  containsNode,
  idOf,
  innerTextOf,
  isConnected,
  localNameOf,
  matches,
  maybe,
  nodeTypeOf,
  parentElementOf,
  querySelector,
  removeEventListener,
  scriptsOf,
  scrollingElementOf,
  textContentOf,
  timelineOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { luminance } from "../../js/colour.js";
import { describe } from "../../js/describe.js";
import { accessibleName } from "../../js/names.js";
import { forget } from "../../js/once.js";
import { rule } from "../../js/rules.js";
import { stylesAsk } from "../../js/styles.js";
import { textOf } from "../../js/text.js";
import { allAnimations, selectAll } from "../../js/tree.js";
import { boxOf, isRendered, isVisible, styleOf } from "../../js/visibility.js";

const LIMIT_MS = 5000; // WCAG 2.2, 2.2.2: what moves for more than five seconds can be paused
const PAUSES =
  /paus|stop|freez|halt|still|quiet|animat|motion|auto-?play|anhalt|bewegung|detener|parar|interromp|arrêt|إيقاف|توقف|一時停止|停止|暂停|⏸|❚❚|■/iu;
const LOADER = /spin|load|progress|skeleton|shimmer|busy|wait|throbber|typing|caret|cursor/i;
const OPERATED =
  "button, [role=button], [role=switch], [role=checkbox], input[type=button], input[type=checkbox], input[type=radio], input[type=submit], select, [onclick], a[href^='javascript:'], a[href='#'], summary, [tabindex]:not([tabindex='-1'])";

let controlsSeen = null;
const forgetControls = () => {
  controlsSeen = null;
};
/** "pause" where something says that it stops movement, "some" where something might, else "none". */
const controls = () => {
  if (controlsSeen) return controlsSeen;
  const found = selectAll(OPERATED).filter((el) => isRendered(el));
  const says = found.some((el) =>
    PAUSES.test(
      `${accessibleName(el)} ${textOf(el).slice(0, 60)} ${idOf(el)} ${attr(el, "class") || ""} ${titleOf(el)}`,
    ),
  );
  controlsSeen = says ? "pause" : found.length ? "some" : "none";
  return controlsSeen;
};
/** Words on the page besides those of `el`: 2.2.2 is about what moves beside something to read. */
const besides = (el) =>
  bodyOf(document) ? textOf(bodyOf(document)).length - textOf(el).length > 20 : false;
/** Whether the style sheets ask if the reader wants less movement, or may do so. */
const heedsReduced = () => stylesAsk(/prefers-reduced-motion/);

const MOVES =
  /^(?:transform|translate|rotate|scale|left|right|top|bottom|inset\w*|margin\w*|width|height|backgroundPosition\w*|backgroundSize|offset\w*|textIndent|strokeDash\w*|clipPath|filter|maxHeight|maxWidth|objectPosition|letterSpacing|fontSize)$/;
const BLINKS =
  /^(?:opacity|visibility|color|backgroundColor|display|borderColor\w*|border\w*Color|outlineColor|fill|boxShadow|textShadow|backgroundImage|background)$/;

/** What an animation changes: "moves", "blinks" or nothing that is seen. */
const effectOf = (animation) => {
  let frames;
  try {
    frames = animation.effect.getKeyframes();
  } catch {
    return "";
  }
  const values = new Map();
  for (const frame of frames) {
    for (const [property, value] of Object.entries(frame)) {
      if (/^(?:offset|computedOffset|easing|composite)$/.test(property)) continue;
      if (!values.has(property)) values.set(property, new Set());
      values.get(property).add(String(value));
    }
  }
  const changed = [...values]
    .filter(([, set]) => set.size > 1 || frames.length === 1)
    .map(([property]) => property);
  if (changed.some((property) => MOVES.test(property))) return "moves";
  return changed.some((property) => BLINKS.test(property)) ? "blinks" : "";
};
const lasts = (animation) => {
  const timing = animation.effect?.getComputedTiming();
  if (
    !timing ||
    animation.playState !== "running" ||
    animation.timeline !== timelineOf(document) ||
    animation.playbackRate === 0
  )
    return 0;
  return timing.endTime === Infinity ? Infinity : timing.endTime / Math.abs(animation.playbackRate);
};
const isLoader = (el, animation) =>
  closest(el, "[role=progressbar], progress, [aria-busy=true]") ||
  LOADER.test(`${animation?.animationName || ""} ${idOf(el)} ${attr(el, "class") || ""}`);

const running = () =>
  allAnimations().filter((animation) => animation.effect?.target && lasts(animation) > LIMIT_MS);

rule("animation-endless", function* (page) {
  forgetControls();
  const told = new Set();
  let reduced = null;
  for (const animation of running().slice(0, 200)) {
    const el = animation.effect.target;
    // Descendants move along; the outermost is enough.
    if (told.has(el) || !isConnected(el) || closest(el, "marquee")) continue;
    const how = effectOf(animation);
    if (!how || !isRendered(el)) continue;
    told.add(el);
    const box = boxOf(el);
    if (box.width < 2 || box.height < 2) continue;
    if (isLoader(el, animation) || (box.width <= 24 && box.height <= 24)) continue;
    if (controls() === "pause" || !besides(el)) {
      yield page.pass(el);
      continue;
    }
    reduced = reduced ?? heedsReduced();
    const speaks =
      textOf(el).length > 1 ||
      matches(el, "img, picture, video, svg") ||
      querySelector(el, "img, picture");
    const pseudo = animation.effect.pseudoElement;
    const sure =
      controls() === "none" &&
      !reduced &&
      speaks &&
      !pseudo &&
      box.width >= 40 &&
      animation instanceof CSSAnimation &&
      styleOf(el).opacity !== "0.99";
    const data = { text: textOf(el) || localNameOf(el), key: how };
    yield sure ? page.fail(el, data) : page.ask(el, { ...data, key: `${how}-perhaps` });
  }
  for (const el of page.all("animate, animateTransform, animateMotion, set")) {
    const endless =
      attr(el, "repeatCount") === "indefinite" ||
      parseFloat(attr(el, "repeatCount")) * seconds(attr(el, "dur")) > 5 ||
      seconds(attr(el, "dur")) > 5;
    const begin = attr(el, "begin") || "";
    const drawing = closest(el, "svg");
    if (
      !endless ||
      /click|mouse|focus|indefinite/.test(begin) ||
      !drawing ||
      told.has(drawing) ||
      !isRendered(drawing)
    )
      continue;
    told.add(drawing);
    const box = boxOf(drawing);
    if (isLoader(drawing) || (box.width <= 32 && box.height <= 32)) continue;
    yield controls() === "pause"
      ? page.pass(drawing)
      : page.ask(drawing, { text: accessibleName(drawing) || "svg", key: "moves-perhaps" });
  }
});
const seconds = (text) => {
  const found = /^\s*([\d.]+)\s*(ms|s|min|h)?/.exec(text || "");
  return found ? parseFloat(found[1]) * { ms: 0.001, s: 1, min: 60, h: 3600 }[found[2] || "s"] : 0;
};

// Three flashes within a second; smaller ones than a quarter of 341 by 256 pixels do no harm (2.3.1).
const FLASHES = 3;
const FLASH_AREA = (341 * 256) / 4;

rule("flashing", function* (page) {
  const told = new Set();
  for (const animation of allAnimations()) {
    const el = animation.effect?.target;
    if (
      !el ||
      told.has(el) ||
      animation.playState !== "running" ||
      animation instanceof CSSTransition
    )
      continue;
    const timing = animation.effect.getComputedTiming();
    if (!(timing.iterations * timing.duration > 500) || effectOf(animation) !== "blinks") continue;
    // One turn there and back is a flash; alternate directions need two iterations for it.
    const turns = Math.max(1, Math.floor(animation.effect.getKeyframes().length / 2));
    const flash =
      ((/alternate/.test(timing.direction) ? 2 : 1) * timing.duration) /
      Math.abs(animation.playbackRate || 1) /
      turns;
    if (flash >= 1000 / FLASHES || !isRendered(el)) continue;
    told.add(el);
    const box = boxOf(el);
    if (box.width * box.height < FLASH_AREA) yield page.pass(el);
    else yield page.ask(el, { rate: Math.round(1000 / flash) });
  }
});

rule("motion-despite-preference", function* (page) {
  for (const animation of running().slice(0, 200)) {
    const el = animation.effect.target;
    const box = boxOf(el);
    if (
      !isRendered(el) ||
      effectOf(animation) !== "moves" ||
      isLoader(el, animation) ||
      (box.width <= 32 && box.height <= 32)
    )
      continue;
    yield page.ask(el, { text: textOf(el) || localNameOf(el) });
  }
  const root = scrollingElementOf(document);
  if (root && styleOf(root).scrollBehavior === "smooth" && querySelector(document, "a[href^='#']"))
    yield page.ask(null, { text: "the page", key: "scroll" });
});

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
const flashesIn = (frames) => {
  // A flash is a pair of opposite changes of a tenth or more, the darker one below 0.8 (WCAG 2.2).
  const turns = [];
  let time = 0,
    direction = 0;
  for (let round = 0; round < 40 && time < 2000; round++) {
    for (let i = 0; i < frames.length; i++) {
      const before = frames[(i || frames.length) - 1].light,
        now = frames[i].light;
      let up = 0,
        down = 0;
      if (round || i) {
        for (let p = 0; p < now.length; p++) {
          if (Math.abs(now[p] - before[p]) >= 0.1 && Math.min(now[p], before[p]) < 0.8)
            now[p] > before[p] ? up++ : down++;
        }
        const way = up > now.length / 4 ? 1 : down > now.length / 4 ? -1 : 0;
        if (way && way !== direction) {
          turns.push(time);
          direction = way;
        }
      }
      time += frames[i].ms;
    }
  }
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

// --- what scripts change by themselves ------------------------------------------------------------

const RECORDS = 5000;
let watcher = null;
let noted = [];
// Promises that wait for one another within one turn of the event loop.
const HOPS = 20;
export const watchChanges = () => {
  noted = [];
  watcher = new MutationObserver((records) => {
    if (noted.length < RECORDS) noted.push(...records.slice(0, RECORDS));
  });
  // Only what the timers do that are tried counts, not what another one does meanwhile by itself:
  // the trial tells when it begins and when it ends.
  let begun = false;
  const edge = () => {
    if (!begun) {
      begun = true;
      watcher.takeRecords();
      noted = [];
      return;
    }
    removeEventListener(document, "curbcut-ahead", edge);
    const ended = watcher;
    // What the trial set off is done in its own turn; in the next one a timer of the page may come.
    (async () => {
      for (let hop = 0; hop < HOPS; hop++) await null;
      noted.push(...ended.takeRecords().slice(0, RECORDS));
      ended.disconnect();
    })();
  };
  addEventListener(document, "curbcut-ahead", edge);
  watcher.observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    characterDataOldValue: true,
    attributes: true,
    attributeFilter: ["style", "class", "src", "hidden"],
    attributeOldValue: true,
  });
};

const CLOCK =
  /^[^\p{L}]*(?:\p{L}+[\s,.:]+){0,6}[^\p{L}]*\d{1,2}\s?[:.h]\s?\d{2}|\d{1,2}:\d{2}(?::\d{2})?|\bGMT\b|\bUTC\b/u;

export const changesSeen = () => {
  const records = noted;
  watcher?.disconnect();
  watcher = null;
  noted = [];
  forget();
  forgetControls();
  const found = new Map();
  const times = new Map();
  for (const record of records) {
    const node = nodeTypeOf(record.target) === 1 ? record.target : parentElementOf(record.target);
    if (
      !maybe(node, isConnected) ||
      /^(?:script|style|head|title|html|link|meta)$/.test(localNameOf(node))
    )
      continue;
    let how = "";
    if (record.type === "characterData")
      how = record.oldValue?.trim() !== record.target.data.trim() ? "text" : "";
    else if (record.type === "childList") {
      const text = (list) =>
        [...list]
          .map((one) => textContentOf(one))
          .join("")
          .trim();
      how =
        text(record.addedNodes) !== text(record.removedNodes)
          ? "text"
          : record.addedNodes.length
            ? "moves"
            : "";
    } else if (record.oldValue !== attr(node, record.attributeName))
      how = record.attributeName === "src" ? "picture" : "moves";
    if (how) times.set(node, (times.get(node) || 0) + 1);
    if (!how || (how !== "moves" && found.get(node) === "text")) continue;
    if (how === "moves" && found.has(node)) continue;
    found.set(node, how);
  }
  const seen = [];
  for (const [el, how] of found) {
    // What comes and goes may just be gone.
    const seenAtTimes =
      how === "moves" &&
      times.get(el) > 2 &&
      parentElementOf(el) &&
      isRendered(parentElementOf(el));
    if (
      (!isRendered(el) && !seenAtTimes) ||
      (/^(?:body|frameset)$/.test(localNameOf(el)) && how === "moves")
    )
      continue;
    if (seen.some((other) => containsNode(other.el, el))) continue;
    const box = boxOf(el);
    if (isRendered(el) && (box.width < 4 || box.height < 4)) continue;
    seen.push({ el, how });
    if (seen.length >= 5) break;
  }
  return seen.map(({ el, how }) => ({
    target: describe(el),
    how,
    text: textOf(el).slice(0, 80),
    clock:
      CLOCK.test(textOf(el)) ||
      /\b\d+\s*(?:s|sec|seconds?|minutes?|min|sekunden|segundos)\b/i.test(textOf(el)),
    besides: besides(el),
    controls: controls(),
    loader: !!isLoader(el),
  }));
};

// --- time limits in words -------------------------------------------------------------------------

const TIME_LIMITS = [
  /\b(?:session|page|form|offer|reservation|booking|basket|quiz|test|login|sitzung|sesión)\b[^.!?]{0,80}\b(?:expires?|times? out|timeout|time-?out|ends?|will (?:be )?(?:close|end|expire|log)\w*|läuft[^.]*ab|caduca|expira)\b[^.!?]{0,60}?\b(?:in|after|within|nach|en)\b[^.!?]{0,20}\b(?:\d+|one|two|five|ten|fifteen|twenty|thirty)?\s*(?:minutes?|mins?|seconds?|secs?|minuten|sekunden|minutos|segundos)/i,
  /\byou(?: only)?(?: have|['’]ve got| will have| are given)\b[^.!?]{0,30}?\b(?:\d+|one|two|three|five|ten|fifteen|twenty|thirty)\s*(?:minutes?|mins?|seconds?|secs?)\b[^.!?]{0,60}(?:\bto\b|\bleft\b|\bremaining\b|\bbefore\b)/i,
  /\b(?:logged|signed|timed) out\b[^.!?]{0,60}\b(?:in|after)\b[^.!?]{0,30}(?:minutes?|mins?|seconds?|hours?)/i,
  /\b(?:time (?:left|remaining)|remaining time|verbleibende zeit|tiempo restante)\b\s*:?\s*\d/i,
  /\b(?:redirect(?:ed)?|refresh(?:es|ed)?|reload(?:s|ed)?|weitergeleitet|taken (?:back )?to)\b[^.!?]{0,60}\b(?:in|after|every|nach)\b\s+(?:about )?(?:\d+|one|two|three|five|ten|thirty)\s*(?:minutes?|mins?|seconds?|secs?|sekunden)/i,
];
export const timeLimits = () => {
  const found = [];
  // What is shown takes a while to work out; most pages speak of no time at all.
  const counts =
    /minute|second|\bmins?\b|\bsecs?\b|hours|time left|remaining|sekund|segund|tiempo|zeit/i.test(
      maybe(bodyOf(document), textContentOf) || "",
    );
  const text = counts ? innerTextOf(bodyOf(document)) || textContentOf(bodyOf(document)) : "";
  for (const pattern of TIME_LIMITS) {
    const said = pattern.exec(text.slice(0, 200000));
    if (said) found.push(said[0].replace(/\s+/g, " ").slice(0, 120));
  }
  return {
    said: found.slice(0, 2),
    scripts: scriptsOf(document).length > 0 || !!querySelector(document, "[onload]"),
  };
};
