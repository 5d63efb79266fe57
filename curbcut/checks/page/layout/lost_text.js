// Text that is cut off or covered.

import {
  classNameOf,
  closest,
  compareDocumentPosition,
  getAnimations,
  hasAttr,
  idOf,
  localNameOf,
  matches,
  nextElementSiblingOf,
  parentElementOf,
  querySelectorAll,
  scrollLeftOf,
  scrollTopOf,
} from "../../../browser/scripts/dom.js";
import { textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { styleOf } from "../../js/visibility.js";
import { CAROUSEL, FLOOR, MORE, blockOf, inLight, measured, says } from "./measured_text.js";

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

export const isCarousel = (text, clip) => {
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

export const lostText = (certainIn) =>
  function* (page) {
    const texts = measured(page);
    if (page.state === "light" || !texts.length) return;
    yield page.pass(null);
    const certain = certainIn.includes(page.state);
    yield* cutTexts(page, texts, certain);
    yield* coveredTexts(page, texts, certain);
  };
