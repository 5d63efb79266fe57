// What shows that an element has the focus.

import { takeFocus, takeFocusAway } from "../../../../browser/scripts/dom.js";
import { backgroundOf, blend, contrastRatio, parseColour } from "../../../js/colour.js";
import { parentOf } from "../../../js/tree.js";
import { around, look1, pseudos, ringClipped, ringContrast, seenNow } from "./look.js";
import { focusOn, focused, hasCaret } from "./tab_walk.js";

export const differences = (one, other) =>
  Object.keys(one).filter((name) => one[name] !== other[name]);
const COLOURED = /^(colour|background|border|outline|shadow)/;
const colourIn = (text) => {
  const found = /[a-z-]+\([^)]*\)|#\w+/i.exec(text);
  return found ? found[0] : null;
};
/** The colours of the shadows that are new, but for those that another one lies over: rings are drawn one around the other. */
const ringsIn = (is, was) => {
  const colours = [];
  let reach = -Infinity; // how far those reach that are drawn on top
  for (const layer of is ? is.split(/,(?![^(]*\))/) : []) {
    const colour = colourIn(layer);
    const [x, y, blur, spread] = (layer.replace(colour, "").match(/-?[\d.]+(?=px)/g) || []).map(
      Number,
    );
    if (!colour) continue;
    const plain = !x && !y && !blur && !/inset/.test(layer);
    if (!(was || "").includes(layer.trim()) && !(plain && spread <= reach)) colours.push(colour);
    if (plain) reach = Math.max(reach, spread);
  }
  return colours;
};
/** The greatest contrast of what changed: 21 where something other than colours did. */
export const strengthOf = (el, before, after, names) => {
  let best = 0;
  const back = backgroundOf(parentOf(el) || el) || null;
  if (!back) return 21;
  for (const name of names) {
    if (!COLOURED.test(name)) return 21;
    const [was, is] = [before[name], after[name]];
    if (name === "outline" && is === "auto") return 21;
    const plain = (text) => {
      const colour = colourIn(text || "");
      return colour ? blend(parseColour(colour), back) : back;
    };
    // A line that grows is seen by its size, if it can be seen at all.
    if (name === "shadow")
      for (const colour of ringsIn(is, was))
        best = Math.max(best, contrastRatio(plain(colour), back));
    best = Math.max(
      best,
      contrastRatio(plain(was), plain(is)),
      /^border|outline|shadow/.test(name) && is && colourIn(was || "") === colourIn(is)
        ? contrastRatio(plain(is), back)
        : 0,
    );
  }
  return best;
};

/**
 * What shows that `el` has the focus: {how: "ring" | "style" | "around" | "caret" | "none", contrast}.
 * The element is focused by script, as if by the keyboard, and loses the focus again.
 */
export const indicatorOf = (el) => {
  takeFocusAway();
  const before = look1(getComputedStyle(el));
  const wasSeen = seenNow(el);
  focusOn(el, false);
  if (focused() !== el) return { how: "lost", contrast: 21 };
  const seen = seenNow(el);
  const s = getComputedStyle(el);
  const answer = { how: "none", contrast: 0, seen };
  if (seen) {
    const after = look1(s);
    let names = differences(before, after);
    if (names.includes("outline") && ringClipped(el, s))
      names = names.filter((name) => name !== "outline");
    if (
      names.includes("outline") &&
      (!after.outline || ringContrast(el, s) < 1.1) &&
      names.length === 1
    ) {
      names = [];
      if (after.outline) answer.faint = ringContrast(el, s);
    }
    if (!wasSeen) Object.assign(answer, { how: "style", contrast: 21 });
    else if (names.length) {
      const strong = strengthOf(el, before, after, names);
      const ring = names.includes("outline") && after.outline ? ringContrast(el, s) : 0;
      Object.assign(answer, { how: "style", contrast: Math.max(strong, ring), names });
    }
  }
  if (answer.contrast < 3) lookAround(el, answer);
  return answer;
};
const drawn = (el) => JSON.stringify(pseudos(el));
const whole = (el) => JSON.stringify([look1(getComputedStyle(el)), pseudos(el)]);
/** Of an element that has the focus and shows it little: what else shows it, besides its own box. */
const lookAround = (el, answer) => {
  const others = around(el).filter(seenNow);
  const own = drawn(el);
  const there = others.map(whole);
  const caret = hasCaret(el);
  takeFocus(el);
  if (answer.seen && drawn(el) !== own) Object.assign(answer, { how: "style", contrast: 21 });
  else if (others.some((one, i) => whole(one) !== there[i]))
    Object.assign(answer, { how: "around", contrast: 21 });
  else if (answer.seen && caret) Object.assign(answer, { how: "caret", contrast: 21 });
};
