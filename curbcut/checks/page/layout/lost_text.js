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
      if (text.length < 60 && (MORE.test(text) || /(?:…|\.\.\.)$/.test(text))) return true;
    }
  }
  return false;
};

/** Whether a text was seen whole in the light state and is not now, for no reason of its own. */
const isLost = (text) => {
  const was = inLight(text.node);
  return (
    was && was.shown >= FLOOR && text.shown <= FLOOR && !closest(text.el, "[aria-hidden=true]")
  );
};
/** The texts that are cut off, by the box that cuts them off, or by their block where that is the window. */
const cutGroups = (texts) => {
  const groups = new Map();
  for (const text of texts) {
    if (!text.cuts.length || !isLost(text)) continue;
    const cut = text.cuts.find((one) => one.part > 0) || text.cuts[0];
    if (truncatesOnPurpose(text, cut.by, cut.axis) || isCarousel(text, cut.by)) continue;
    const key = cut.by.view ? blockOf(text) : cut.by.el;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push({ text, cut });
  }
  return groups;
};
/** The boxes in which any text shows. */
const boxesWithText = (texts) => {
  const found = new Set();
  for (const text of texts)
    if (text.shown > 0.05) for (let c = text.clip; c; c = c.up) found.add(c.el);
  return found;
};
/** Whether nothing explains that a group of texts is cut off but a size that does not fit. */
const isSurelyCut = (key, members, sample) => {
  const { cut } = members[0];
  return (
    members.every((one) => !one.text.turned && !one.text.stuck) &&
    !(cut.by.view && cut.axis === "y") &&
    plainWay(sample, cut.by) &&
    !moving(key)
  );
};

const cutTexts = function* (page, texts, certain) {
  const groups = cutGroups(texts);
  if (!groups.size) return;
  const showing = boxesWithText(texts);
  for (const [key, members] of groups) {
    const { by } = members[0].cut;
    // A box that shows nothing at all is closed, or parked outside of the window.
    const through = members.find((one) => one.text.shown > 0);
    if (by.view ? !through : !showing.has(by.el)) continue;
    if (opens(by)) continue;
    const sample = (through || members[0]).text;
    const text = says(sample);
    yield certain && through && isSurelyCut(key, members, sample)
      ? page.fail(key, { key: "cut", text })
      : page.ask(key, { key: "perhapsCut", text });
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

/** What can be seen of the lines of all texts that could be covered, from the top down. */
const paintedLines = (texts) => {
  const lines = [];
  for (const text of texts) {
    if (text.stuck || closest(text.el, "rt, [aria-hidden=true], ruby, sup, sub")) continue;
    for (const whole of text.boxes) {
      const box = painted(text, whole);
      if (box.r - box.l >= 4 && box.b - box.t >= 6) lines.push({ text, ...box });
    }
  }
  return lines.sort((a, b) => a.t - b.t);
};
const MOST_COMPARED = 400000; // pairs of lines; a page of more is compared up to there
/** Pairs of lines of different blocks that meet, with how far, in CSS pixels. */
const meetingLines = function* (lines) {
  let active = [];
  let steps = 0;
  for (const line of lines) {
    active = active.filter((other) => other.b > line.t + 2);
    for (const other of active) {
      if (++steps > MOST_COMPARED) return;
      const wide = meets(line, other);
      if (wide && line.text.node !== other.text.node && blockOf(line.text) !== blockOf(other.text))
        yield { one: line.text, other: other.text, wide };
    }
    active.push(line);
  }
};
/** Two texts in the order of the page. */
const inOrder = (one, other) =>
  compareDocumentPosition(other.node, one.node) & Node.DOCUMENT_POSITION_FOLLOWING
    ? [other, one]
    : [one, other];
/** Whether two texts were seen whole and apart in the light state. */
const wereApart = (a, b) => {
  const [was, wasToo] = [inLight(a.node), inLight(b.node)];
  return (
    was &&
    wasToo &&
    was.shown >= FLOOR &&
    wasToo.shown >= FLOOR &&
    !was.boxes.some((one) => wasToo.boxes.some((two) => meets(one, two)))
  );
};
const isPlainText = (text) => !text.turned && says(text).length > 2 && !moving(text.el);

const coveredTexts = function* (page, texts, certain) {
  const told = new Set();
  for (const { one, other, wide } of meetingLines(paintedLines(texts))) {
    const [a, b] = inOrder(one, other);
    if (told.has(a.el) || told.has(b.el) || !wereApart(a, b)) continue;
    if (isCarousel(a, { el: null }) || isCarousel(b, { el: null })) continue;
    told.add(a.el).add(b.el);
    const data = { text: says(b), other: says(a) };
    yield certain && wide >= 12 && isPlainText(a) && isPlainText(b)
      ? page.fail(b.el, { ...data, key: "covered" })
      : page.ask(b.el, { ...data, key: "perhapsCovered" });
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
