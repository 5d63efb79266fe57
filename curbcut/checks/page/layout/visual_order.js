import { bodyOf, createRange, nodeTypeOf, offsetWidthOf } from "../../../browser/scripts/dom.js";
import { rule } from "../../js/rules.js";
import { squeeze, textOf, textRuns } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { clipsAway, isExposed, isVisible, styleOf } from "../../js/visibility.js";

const ENOUGH = 15; // letters: less is a label, a date or a button

const grow = (a, b) =>
  a
    ? {
        left: Math.min(a.left, b.left),
        right: Math.max(a.right, b.right),
        top: Math.min(a.top, b.top),
        bottom: Math.max(a.bottom, b.bottom),
      }
    : { left: b.left, right: b.right, top: b.top, bottom: b.bottom };

/** The text nodes of a run that hold anything. */
const wordsIn = (run) =>
  run.parts.filter((part) => nodeTypeOf(part.node) === 3 && part.text.trim());
/** Where some text nodes are; null for what has no area. */
const areaOf = (texts, range) => {
  range.setStartBefore(texts[0].node);
  range.setEndAfter(texts[texts.length - 1].node);
  const box = range.getBoundingClientRect();
  return box.width < 2 || box.height < 2 ? null : box;
};
/** Add where a text is to what is known of each element around it. */
const addToFamilies = (families, el, box, text) => {
  for (let at = el, up = parentOf(at); up && at !== bodyOf(document); at = up, up = parentOf(at)) {
    if (!families.has(up)) families.set(up, new Map());
    const child = families.get(up).get(at);
    if (child) child.box = grow(child.box, box);
    else families.get(up).set(at, { el: at, box: grow(null, box), text, source: el });
  }
};
/** Each element that holds text, with its children that do, and where their text is. */
const textFamilies = () => {
  const families = new Map();
  const range = createRange(document);
  for (const run of textRuns()) {
    const texts = wordsIn(run);
    const text = squeeze(texts.map((part) => part.text).join(""));
    if ((text.match(/\p{L}/gu) || []).length < ENOUGH || !isExposed(run.el) || tucked(run.el))
      continue;
    const box = areaOf(texts, range);
    if (box) addToFamilies(families, run.el, box, text);
  }
  return families;
};
/** Whether styles may have changed the order of two children that follow each other. */
const mayBeReordered = (a, b, arranged) => {
  if (swapped(a, b)) return true;
  return (arranged || moved(a.el) || moved(b.el)) && !set(a.el) && !set(b.el);
};
/** The first two children in the wrong order, if any, and whether styles may have changed it at all. */
const judgeFamily = (parent, children) => {
  const arranged = /flex|grid/.test(styleOf(parent).display);
  const rtl = styleOf(parent).direction === "rtl";
  let judged = false;
  for (let at = 1; at < children.length; at += 1) {
    const [a, b] = [children[at - 1], children[at]];
    if (!mayBeReordered(a, b, arranged)) continue;
    judged = true;
    if (before(b.box, a.box, rtl) && isVisible(a.source) && isVisible(b.source))
      return { judged, wrong: [a, b] };
  }
  return { judged, wrong: null };
};

rule("reading-order", function* (page) {
  for (const [parent, children] of textFamilies()) {
    const { judged, wrong } = judgeFamily(parent, [...children.values()]);
    if (wrong) yield page.ask(parent, { first: wrong[0].text, second: wrong[1].text });
    else if (judged) yield page.pass(parent);
  }
});
/** Made for screen readers alone: clipped to nothing, or in a box of one pixel. */
const tucked = (el) => {
  const s = styleOf(el);
  return (
    s.position === "absolute" &&
    (clipsAway(s) || (s.overflow !== "visible" && offsetWidthOf(el) <= 1))
  );
};
const moved = (el) => {
  const s = styleOf(el);
  return (
    s.position === "absolute" ||
    (s.position === "relative" &&
      ((s.top !== "auto" && parseFloat(s.top) !== 0) ||
        (s.left !== "auto" && parseFloat(s.left) !== 0) ||
        (s.bottom !== "auto" && parseFloat(s.bottom) !== 0))) ||
    s.transform !== "none" ||
    s.translate !== "none" ||
    parseFloat(s.marginTop) < -20
  );
};
/** Two short texts, the first floating to the end of the line and the second to its beginning. */
const swapped = (a, b) => {
  const sides = [a, b].map((child) => styleOf(child.el).float);
  return (
    /^(left|right)$/.test(sides[0]) &&
    /^(left|right)$/.test(sides[1]) &&
    sides[0] !== sides[1] &&
    textOf(a.el).length < 300 &&
    textOf(b.el).length < 300
  );
};
/** Out of the order altogether: fixed to the screen, or floating beside the text. */
const set = (el) => /^(fixed|sticky)$/.test(styleOf(el).position) || styleOf(el).float !== "none";

const before = (b, a, rtl) => {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const narrow = Math.min(a.right - a.left, b.right - b.left),
    low = Math.min(a.bottom - a.top, b.bottom - b.top);
  if (b.bottom <= a.top + 2 && across > narrow / 2) return true;
  if (down <= low / 2) return false;
  return rtl ? b.left >= a.right - 2 : b.right <= a.left + 2;
};
