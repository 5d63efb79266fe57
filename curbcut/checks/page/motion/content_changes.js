// What scripts change by themselves, and time limits in words.

import {
  addEventListener,
  attr,
  bodyOf,
  containsNode,
  innerTextOf,
  isConnected,
  localNameOf,
  maybe,
  nodeTypeOf,
  parentElementOf,
  querySelector,
  removeEventListener,
  scriptsOf,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { describe } from "../../js/describe.js";
import { forget } from "../../js/once.js";
import { textOf } from "../../js/text.js";
import { boxOf, isRendered } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { besides, controls, forgetControls, isLoader } from "./animation.js";

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
const DURATION = wordsPattern("durations");

const UNSEEN = /^(?:script|style|head|title|html|link|meta)$/;
const wordsIn = (nodes) =>
  [...nodes]
    .map((one) => textContentOf(one))
    .join("")
    .trim();
/** What one record says of an element: "text", "picture", "moves" or nothing. */
const changeIn = (record, el) => {
  if (record.type === "characterData")
    return record.oldValue?.trim() !== record.target.data.trim() ? "text" : "";
  if (record.type === "childList") {
    if (wordsIn(record.addedNodes) !== wordsIn(record.removedNodes)) return "text";
    return record.addedNodes.length ? "moves" : "";
  }
  if (record.oldValue === attr(el, record.attributeName)) return "";
  return record.attributeName === "src" ? "picture" : "moves";
};
/** What changed, by element, and how often: {how, times}. Words count for more than movement. */
const changesByElement = (records) => {
  const found = new Map();
  for (const record of records) {
    const el = nodeTypeOf(record.target) === 1 ? record.target : parentElementOf(record.target);
    if (!maybe(el, isConnected) || UNSEEN.test(localNameOf(el))) continue;
    const how = changeIn(record, el);
    if (!how) continue;
    const known = found.get(el);
    if (!known) found.set(el, { how, times: 1 });
    else {
      known.times += 1;
      if (how !== "moves") known.how = how;
    }
  }
  return found;
};
/** Whether a reader sees that an element changes. */
const isNoticed = (el, { how, times }) => {
  if (/^(?:body|frameset)$/.test(localNameOf(el)) && how === "moves") return false;
  if (isRendered(el)) {
    const box = boxOf(el);
    return box.width >= 4 && box.height >= 4;
  }
  // What comes and goes may just be gone.
  const up = parentElementOf(el);
  return how === "moves" && times > 2 && !!up && isRendered(up);
};
const MOST_CHANGES = 5;
/** The elements that are noticed, the outermost of those within one another that come first. */
const noticed = (found) => {
  const seen = [];
  for (const [el, change] of found) {
    if (!isNoticed(el, change) || seen.some((other) => containsNode(other.el, el))) continue;
    seen.push({ el, how: change.how });
    if (seen.length >= MOST_CHANGES) break;
  }
  return seen;
};
const showsTime = (text) => CLOCK.test(text) || DURATION.test(text);

export const changesSeen = () => {
  const records = noted;
  watcher?.disconnect();
  watcher = null;
  noted = [];
  forget();
  forgetControls();
  return noticed(changesByElement(records)).map(({ el, how }) => ({
    target: describe(el),
    how,
    text: textOf(el).slice(0, 80),
    clock: showsTime(textOf(el)),
    besides: besides(el),
    controls: controls(),
    loader: !!isLoader(el),
  }));
};

// --- time limits in words -------------------------------------------------------------------------

const TIME_LIMITS = [
  wordsPattern("session_ends"),
  wordsPattern("time_given"),
  wordsPattern("signed_out"),
  wordsPattern("time_left"),
  wordsPattern("page_renewed"),
];
const TIMES = wordsPattern("times");
export const timeLimits = () => {
  const found = [];
  // What is shown takes a while to work out; most pages speak of no time at all.
  const counts = TIMES.test(maybe(bodyOf(document), textContentOf) || "");
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
