// What a control says about itself, and what a press changes.

import {
  attr,
  bodyOf,
  closest,
  containsNode,
  documentElementOf,
  firstElementChildOf,
  getBoundingClientRect,
  giveFocus,
  isConnected,
  matches,
  querySelector,
  querySelectorAll,
} from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";
import { forget } from "../../js/once.js";
import { explicitRole } from "../../js/roles.js";
import { textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { wordsPattern } from "../../js/words.js";
import { CONTROL, DIALOG, STATES, WORD } from "./custom/candidates.js";
import { activeElement, pressKey, settled, showsNow, takeChanges } from "./custom/probe.js";

export const stateOf = (el) => {
  const style = getComputedStyle(el);
  forget();
  return {
    states: STATES.map((name) => attr(el, name)).join("|"),
    expanded: attr(el, "aria-expanded"),
    checked: attr(el, "aria-checked") || attr(el, "aria-pressed") || attr(el, "aria-selected"),
    name: accessibleName(el),
    look: `${style.backgroundColor} ${style.color} ${style.borderColor} ${style.fontWeight} ${style.backgroundImage} ${style.transform}`,
    inner: [...querySelectorAll(el, "*")]
      .slice(0, 10)
      .map((one) => `${attr(one, "class")} ${attr(one, "style")}`)
      .join(),
    class: attr(el, "class") || "",
  };
};

export const SWITCHED =
  /\b(is-?)?(active|on|off|selected|pressed|checked|toggled|current|open|liked|enabled|fav\w*)\b/i;
const classes = (text) => text.split(/\s+/).filter(Boolean);
/** Whether a control got the class of what is chosen, and looks different for it. */
export const chosen = (now, state) =>
  now.look !== state.look &&
  classes(now.class).some((one) => SWITCHED.test(one) && !classes(state.class).includes(one));

// What goes from one picture to the next opens nothing.
export const STEPS = wordsPattern("steps");
// As long as people do not notice that a screen reader is told a moment late.
const MOMENT = 350;
/** Whether something comes true within a moment: some states are set after a transition or a request. */
export const soon = async (test) => {
  // A timer of ours and no clock: however busy the machine is, timers of the page that are due
  // before come first.
  let over = false;
  setTimeout(() => (over = true), MOMENT);
  while (!test()) {
    const last = over;
    await Promise.race([curbcut.drawn(), new Promise((done) => setTimeout(done, 50))]);
    if (last) return test();
  }
  return true;
};

export const effectOf = (el, start, { notes, records }) => {
  const at = activeElement();
  const moved = at !== start && at !== el && at && at !== bodyOf(document);
  return (
    notes.filter((note) => note !== "hash" || !matches(el, "a")).length > 0 ||
    records.length > 0 ||
    moved
  );
};

/** Press keys on a focused control; whether anything came of it. */
export const byKeys = async (el, keys) => {
  giveFocus(el, { preventScroll: true });
  await curbcut.turn();
  for (const name of keys) {
    if (!isConnected(el)) return true;
    takeChanges();
    const start = activeElement();
    pressKey(start && start !== bodyOf(document) && containsNode(el, start) ? start : el, name);
    await curbcut.turn();
    await settled();
    if (effectOf(el, start, takeChanges())) return name;
  }
  return "";
};

const KEYS = {
  link: ["Enter"],
  tab: ["Enter", " ", "ArrowRight", "ArrowDown", "ArrowLeft"],
  radio: [" ", "Enter", "ArrowDown", "ArrowUp"],
  slider: ["ArrowRight", "ArrowUp", "ArrowLeft", "Home"],
  option: ["Enter", " ", "ArrowDown", "ArrowUp"],
  menuitem: ["Enter", " ", "ArrowDown", "ArrowRight"],
  treeitem: ["Enter", " ", "ArrowRight", "ArrowDown"],
  combobox: ["Enter", " ", "ArrowDown", "a"],
};
export const keysFor = (el) => KEYS[explicitRole(el)] || ["Enter", " "];

export const isOver = (el) => {
  for (let at = el, level = 0; at && level < 3; at = firstElementChildOf(at), level++) {
    const s = getComputedStyle(at);
    const box = getBoundingClientRect(at);
    if (
      s.position === "fixed" &&
      box.width * box.height >= innerWidth * innerHeight * 0.1 &&
      box.left < innerWidth / 2 &&
      box.right > innerWidth / 2 &&
      box.top < innerHeight / 2 &&
      box.bottom > innerHeight / 2
    )
      return at;
  }
  return null;
};
export const dialogIn = (shown) => {
  for (const el of shown) {
    const found = matches(el, DIALOG)
      ? el
      : [...querySelectorAll(el, DIALOG)].find(showsNow) || closest(el, DIALOG);
    if (found) return { el: found, marked: true };
  }
  for (const el of shown) {
    const over = isOver(el);
    if (over && (querySelector(over, CONTROL) || WORD.test(textOf(over))))
      return { el: over, marked: false };
  }
  return null;
};

const CONSENT = /cookie|consent|einwilligung|galletas/i;
/** Whether something stands in a box over the page, such as a notice that people close. */
export const liesOver = (el) => {
  const notice = closest(el, "section, aside, form, div");
  if (notice && CONSENT.test(textOf(notice).slice(0, 400)) && textOf(notice).length < 1500)
    return true;
  for (let at = el; at && at !== bodyOf(document); at = parentOf(at))
    if (
      /^(fixed|sticky)$/.test(getComputedStyle(at).position) ||
      matches(at, `${DIALOG}, [popover]`)
    )
      return true;
  return false;
};
export const somewhere = () => {
  const at = activeElement();
  return !!at && at !== bodyOf(document) && at !== documentElementOf(document) && showsNow(at);
};
