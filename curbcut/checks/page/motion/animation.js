import {
  attr,
  bodyOf,
  closest,
  idOf,
  isConnected,
  localNameOf,
  matches,
  querySelector,
  scrollingElementOf,
  timelineOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";
import { once } from "../../js/once.js";
import { rule } from "../../js/rules.js";
import { stylesAsk } from "../../js/styles.js";
import { textOf } from "../../js/text.js";
import { allAnimations, selectAll } from "../../js/tree.js";
import { boxOf, isRendered, styleOf } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";

const LIMIT_MS = 5000; // WCAG 2.2, 2.2.2: what moves for more than five seconds can be paused
const PAUSES = wordsPattern("pauses");
const PAUSE_SYMBOL = /⏸|❚❚|■/u;
const pauses = (text) => PAUSES.test(text) || PAUSE_SYMBOL.test(text);
export const LOADER = /spin|load|progress|skeleton|shimmer|busy|wait|throbber|typing|caret|cursor/i;
const OPERATED =
  "button, [role=button], [role=switch], [role=checkbox], input[type=button], input[type=checkbox], input[type=radio], input[type=submit], select, [onclick], a[href^='javascript:'], a[href='#'], summary, [tabindex]:not([tabindex='-1'])";

let controlsSeen = null;
export const forgetControls = () => {
  controlsSeen = null;
};
/** "pause" where something says that it stops movement, "some" where something might, else "none". */
export const controls = () => {
  if (controlsSeen) return controlsSeen;
  const found = selectAll(OPERATED).filter((el) => isRendered(el));
  const says = found.some((el) =>
    pauses(
      `${accessibleName(el)} ${textOf(el).slice(0, 60)} ${idOf(el)} ${attr(el, "class") || ""} ${titleOf(el)}`,
    ),
  );
  controlsSeen = says ? "pause" : found.length ? "some" : "none";
  return controlsSeen;
};
/** Words on the page besides those of `el`: 2.2.2 is about what moves beside something to read. */
export const besides = (el) =>
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
export const isLoader = (el, animation) =>
  closest(el, "[role=progressbar], progress, [aria-busy=true]") ||
  LOADER.test(`${animation?.animationName || ""} ${idOf(el)} ${attr(el, "class") || ""}`);

const running = () =>
  allAnimations().filter((animation) => animation.effect?.target && lasts(animation) > LIMIT_MS);

const isWithin = ({ width, height }, most) => width <= most && height <= most;
/** Whether an element says something, so that its movement is beside the point for no reader. */
const speaks = (el) =>
  textOf(el).length > 1 ||
  matches(el, "img, picture, video, svg") ||
  !!querySelector(el, "img, picture");
/** Whether an animation goes on for every reader, whatever there is to operate. */
const isCertain = (animation, el, box) =>
  controls() === "none" &&
  speaks(el) &&
  !animation.effect.pseudoElement &&
  box.width >= 40 &&
  animation instanceof CSSAnimation &&
  styleOf(el).opacity !== "0.99";
/** The outcome for an element that an animation keeps changing, or null where it is not for the rule. */
const animationOutcome = (page, animation, how) => {
  const el = animation.effect.target;
  const box = boxOf(el);
  if (box.width < 2 || box.height < 2 || isLoader(el, animation) || isWithin(box, 24)) return null;
  if (controls() === "pause" || !besides(el)) return page.pass(el);
  const data = { text: textOf(el) || localNameOf(el), key: how };
  return isCertain(animation, el, box) && !once("heeds reduced motion", heedsReduced)
    ? page.fail(el, data)
    : page.ask(el, { ...data, key: `${how}-perhaps` });
};
/** Whether an SVG animation starts by itself and lasts for more than five seconds. */
const isEndless = (el) => {
  const length = seconds(attr(el, "dur"));
  const endless =
    attr(el, "repeatCount") === "indefinite" ||
    parseFloat(attr(el, "repeatCount")) * length > LIMIT_MS / 1000 ||
    length > LIMIT_MS / 1000;
  return endless && !/click|mouse|focus|indefinite/.test(attr(el, "begin") || "");
};
const drawingOutcome = (page, drawing) => {
  if (isLoader(drawing) || isWithin(boxOf(drawing), 32)) return null;
  return controls() === "pause"
    ? page.pass(drawing)
    : page.ask(drawing, { text: accessibleName(drawing) || "svg", key: "moves-perhaps" });
};

rule("animation-endless", function* (page) {
  forgetControls();
  const told = new Set();
  for (const animation of running().slice(0, 200)) {
    const el = animation.effect.target;
    // Descendants move along; the outermost is enough.
    if (told.has(el) || !isConnected(el) || closest(el, "marquee")) continue;
    const how = effectOf(animation);
    if (!how || !isRendered(el)) continue;
    told.add(el);
    const outcome = animationOutcome(page, animation, how);
    if (outcome) yield outcome;
  }
  for (const el of page.all("animate, animateTransform, animateMotion, set")) {
    const drawing = closest(el, "svg");
    if (!drawing || !isEndless(el) || told.has(drawing) || !isRendered(drawing)) continue;
    told.add(drawing);
    const outcome = drawingOutcome(page, drawing);
    if (outcome) yield outcome;
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
