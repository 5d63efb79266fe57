// The elements of a walk by their numbers, for what only real keys can try; see tab_walk.js.

import {
  bodyOf,
  closest,
  giveFocus,
  hasFocus,
  innerTextOf,
  localNameOf,
  takeFocus,
} from "../../../../browser/scripts/dom.js";
import { describe } from "../../../js/describe.js";
import { accessibleDescription, accessibleName } from "../../../js/names.js";
import { label } from "./report.js";
import { otherWay, skipped } from "../bypass.js";
import { focused, focusOn, numbered, numberOf, tabbables, walkStops } from "./tab_walk.js";

/** The number of what has the focus; -1 where nothing has. */
export const numberNow = () => numberOf(focused());
/** The same after a time, in milliseconds; -2 where the page has the focus no more. */
export const focusedAfter = async (time) => {
  await new Promise((done) => setTimeout(done, time));
  return hasFocus(document) ? numberNow() : -2;
};
/** Put the focus on an element as the keyboard does. */
export const focusNumber = (number) => focusOn(numbered(number), true);
/** Put it there as a script does. */
export const focusPlainly = (number) => giveFocus(numbered(number));
/** Put the focus on an element, or take it away, and wait until the page has settled. */
export const showFocus = async (number, wanted) => {
  if (wanted) focusOn(numbered(number), true);
  else takeFocus(numbered(number));
  await curbcut.settle();
};
export const describeNumber = (number) => {
  const el = numbered(number);
  return { target: describe(el), name: label(el) };
};

/** Of the elements that the focus goes around in, the one that the walk came to first. */
export const firstOf = (numbers) => {
  const stop = walkStops().find(({ el }) => el && numbers.includes(numberOf(el)));
  return stop ? numberOf(stop.el) : Math.min(...numbers);
};
/** What is said about a way out of elements, and whether they are in a dialog. */
export const toldOf = (numbers) => {
  const els = numbers.map(numbered);
  const box = closest(els[0], "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]");
  const words = els.map((el) => `${accessibleName(el)} ${accessibleDescription(el)}`).join(" ");
  return { box: !!box, words, page: innerTextOf(bodyOf(document)).slice(0, 20000) };
};
export const buttonsOf = (numbers) =>
  numbers.filter((number) => /^(button|summary)$/.test(localNameOf(numbered(number))));

/** Whether a skip link, and the Tab key after it, led past something. */
export const ledPast = (link, target) => {
  const at = focused();
  if (target >= 0) return skipped(link, target, numberOf(at));
  // A script may do what the address does not: then the focus is further on than the next.
  const list = tabbables();
  return list.indexOf(at) > list.indexOf(numbered(link)) + 1;
};
/** Whether headings and landmarks lead past what is repeated. */
export const hasOtherWay = () => otherWay();
