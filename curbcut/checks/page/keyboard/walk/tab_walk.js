// What the keyboard checks share: a page that is walked through with real Tab keys while we look on
// (`start`, `stops`, `end`), and what shows that an element has the focus (`indicator`). Focus
// reports live here; the rules that judge them are beside this file.

import {
  activeElementOf,
  addEventListener,
  adoptSheets,
  adoptedStyleSheetsOf,
  attr,
  bodyOf,
  documentElementOf,
  getBoundingClientRect,
  giveFocus,
  hasFocus,
  isEditable,
  localNameOf,
  nameProperty,
  nodeTypeOf,
  ownerDocumentOf,
  querySelector,
  querySelectorAll,
  readyStateOf,
  removeAttribute,
  setAttribute,
  shadowRootOf,
  takeFocus,
  takeFocusAway,
} from "../../../../browser/scripts/dom.js";
import { selectorOf } from "../../../js/describe.js";
import { isTabbable } from "../../../js/focus.js";
import { stylesMention } from "../../../js/mentions.js";
import { forget } from "../../../js/once.js";
import { selectAll } from "../../../js/tree.js";
import { coveredPart, forgetPinned } from "./covered.js";
import { expected } from "./kinds.js";
import { clear, outlineOf, ringClipped, ringContrast, seenNow } from "./look.js";

const HERE = new Set(); // the windows that we listen in: this one and those of its frames
let on = false; // what happens is put on record
let guarded = false; // the page is kept from leaving
let press = null; // the Tab key that is down
let stops = [];
let loose = []; // focus that moved although no Tab key was pressed
let navigations = []; // where the page wanted to go meanwhile
let submits = [];
let leftAt = -1; // the number of stops when the focus went out of the page's end
let sheet = null;
let changes = null;

// --- where the focus is ---------------------------------------------------------------------------

const inner = (el) => {
  if (shadowRootOf(el) && activeElementOf(shadowRootOf(el)))
    return activeElementOf(shadowRootOf(el));
  if (/^i?frame$/.test(localNameOf(el))) {
    try {
      const there = el.contentDocument;
      const at = there && activeElementOf(there);
      if (at && at !== bodyOf(there) && at !== documentElementOf(there)) return at;
    } catch {
      // Of another origin: the frame itself is all there is to know.
    }
  }
  return null;
};
export const focused = () => {
  let el = activeElementOf(document);
  for (let next = el; next; next = inner(el)) el = next;
  return el === bodyOf(document) || el === documentElementOf(document) ? null : el;
};

// What a page focuses while it loads, before anybody pressed a key; and whether anything ever had
// the focus, which the next press of Tab would go on from.
let first = null;
let begun = false;
addEventListener(
  window,
  "focusin",
  (event) => {
    begun = true;
    if (!on && readyStateOf(document) !== "complete") first = event.composedPath()[0];
  },
  true,
);

// --- listening ------------------------------------------------------------------------------------

const down = (event) => {
  if (!on || event.key !== "Tab") return;
  press = { from: focused(), got: [] };
};
const got = (event) => {
  if (!on) return;
  // "focus" and not "focusin": a page that takes the focus away at once never gets to the second.
  const el = event.composedPath()[0];
  if (nodeTypeOf(el) !== 1) return;
  if (press) press.got.push(el);
  else loose.push(el);
};
const up = (event) => {
  if (!on || event.key !== "Tab") return;
  const given = press || { from: null, got: [] };
  press = null;
  // A timer that is due while a key is down moves the focus a second time.
  if (given.got.length > 1) loose.push(...given.got.slice(1));
  const el = focused();
  const left = !hasFocus(document);
  finishLast();
  if (left) {
    if (leftAt < 0) leftAt = stops.length;
    stops.push({ el: null, left });
    return;
  }
  stops.push(look(el, given));
};
// A page that leaves while it is looked at takes the check down with it; where it wants to go is
// all that we need to know.
const leaving = (event) => {
  if (!guarded || event.destination.sameDocument || event.downloadRequest !== null) return;
  if (!event.cancelable) return;
  if (on)
    navigations.push({
      url: event.destination.url,
      form: !!event.formData,
      el: focused(),
      at: stops.length,
      during: !!press,
    });
  event.preventDefault();
};
const sending = () => {
  if (on) submits.push({ el: focused(), at: stops.length });
};

const listenIn = (view) => {
  if (HERE.has(view)) return;
  HERE.add(view);
  try {
    addEventListener(view, "keydown", down, true);
    addEventListener(view, "focus", got, true);
    addEventListener(view, "keyup", up, true);
    if (view.navigation) addEventListener(view.navigation, "navigate", leaving);
    addEventListener(view, "submit", sending, true);
    for (const frame of querySelectorAll(view.document, "iframe, frame")) {
      if (frame.contentWindow && frame.contentDocument) listenIn(frame.contentWindow);
    }
  } catch {
    // Of another origin.
  }
};

// --- a stop of the walk ---------------------------------------------------------------------------

export const inFrame = (el) => ownerDocumentOf(el) !== document;
const look = (el, given) => {
  const stop = { el, given, left: false };
  // More than one focus event for one key: a script passed the focus on, or took it away.
  stop.moved = given.got.length > 1 && given.got[0] !== el ? given.got[0] : null;
  stop.taken = !el && given.got.length > 0 ? given.got[given.got.length - 1] : null;
  if (!el || inFrame(el)) return stop;
  const r = getBoundingClientRect(el);
  stop.box = [r.left + scrollX, r.top + scrollY, r.width, r.height].map(Math.round);
  stop.seen = seenNow(el);
  Object.assign(stop, coveredPart(el));
  const s = getComputedStyle(el);
  stop.outline = outlineOf(s);
  stop.ring = stop.outline && stop.seen && !ringClipped(el, s) ? ringContrast(el, s) : 0;
  return stop;
};
// Whether the ring was there for the focus can be told when the focus has gone on.
const finishLast = () => {
  const last = stops[stops.length - 1];
  if (
    last &&
    last.el &&
    last.outline &&
    last.ring &&
    focused() !== last.el &&
    outlineOf(getComputedStyle(last.el)) === last.outline
  )
    last.ring = 0;
};

// --- controls -------------------------------------------------------------------------------------

export const tabbables = () => {
  const radios = new Set();
  return selectAll(
    "a, area, button, input, select, textarea, summary, iframe, audio, video, [tabindex], [contenteditable]",
  ).filter((el) => {
    if (!isTabbable(el)) return false;
    if (localNameOf(el) !== "input" || el.type !== "radio" || !nameProperty(el)) return true;
    const group = `${el.form ? selectorOf(el.form) : ""} ${nameProperty(el)}`;
    if (radios.has(group)) return false;
    radios.add(group);
    return true;
  });
};

export const focusOn = (el, scroll) =>
  giveFocus(el, { preventScroll: !scroll, focusVisible: true });
const TYPED = /^(text|search|tel|url|email|password|number|)$/;
export const hasCaret = (el) =>
  (localNameOf(el) === "textarea" ||
    (localNameOf(el) === "input" && TYPED.test((attr(el, "type") || "text").toLowerCase())) ||
    isEditable(el)) &&
  !el.readOnly &&
  !clear(getComputedStyle(el).caretColor);

// --- beginning and ending -------------------------------------------------------------------------

const STILL =
  "*, ::before, ::after { transition-duration: 0s !important; transition-delay: 0s !important; scroll-behavior: auto !important }";
// A style sheet for all elements has the browser style each of them anew: only where it is needed.
const mayMove = () => ["transition", "scroll-behavior"].some(stylesMention);
export const holdStill = (wanted) => {
  if (wanted && !sheet && mayMove()) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STILL);
    adoptSheets(document, [...adoptedStyleSheetsOf(document), sheet]);
  } else if (!wanted && sheet) {
    adoptSheets(
      document,
      [...adoptedStyleSheetsOf(document)].filter((one) => one !== sheet),
    );
    sheet = null;
  }
};

/** Let the next Tab key begin at the top of the page, wherever the focus was before. */
const toTop = () => {
  const root = documentElementOf(document);
  const given = attr(root, "tabindex");
  setAttribute(root, "tabindex", "-1");
  giveFocus(root, { preventScroll: true });
  takeFocus(root);
  if (given === null) removeAttribute(root, "tabindex");
  else setAttribute(root, "tabindex", given);
};

/**
 * Start to look on: nothing is focused, nothing moves smoothly, the page cannot leave. For keys the
 * next Tab begins at the top; who focuses by script can do without.
 */
export const startWalk = (keys = true) => {
  forget();
  [stops, loose, navigations, submits, press, leftAt] = [[], [], [], [], null, -1];
  forgetPinned();
  HERE.forEach((view) => view.closed && HERE.delete(view));
  listenIn(window);
  holdStill(true);
  changes = changes || new MutationObserver(() => {});
  changes.takeRecords();
  changes.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeOldValue: true,
    characterData: true,
    characterDataOldValue: true,
  });
  if (keys && (begun || location.hash)) toTop();
  else takeFocusAway();
  on = guarded = true;
  if (!keys) return null;
  const list = tabbables();
  return {
    count: list.length,
    elements: selectAll("*").length,
    expected: expected(list),
    frames: querySelectorAll(document, "iframe, frame").length,
    modal: !!querySelector(document, ":modal"),
    handlers: !!querySelector(
      document,
      "[onfocus], [onblur], [onfocusin], [onfocusout], [onkeydown]",
    ),
  };
};

// A page may note that a keyboard is in use; that is no change worth loading it anew for.
const NOTED = /^(class|data-|style$|aria-activedescendant)/;
/** Stop looking on. Says whether the page is another one than before. */
export const endWalk = () => {
  on = guarded = false;
  takeFocusAway();
  scrollTo({ left: 0, top: 0, behavior: "instant" });
  holdStill(false);
  const records = changes ? changes.takeRecords() : [];
  changes?.disconnect();
  const seen = new Set();
  for (const record of records) {
    if (record.type !== "attributes") return { changed: true };
    if (
      (record.target === bodyOf(document) || record.target === documentElementOf(document)) &&
      NOTED.test(record.attributeName)
    )
      continue;
    const key = `${selectorOf(record.target)} ${record.attributeName}`;
    if (seen.has(key)) continue; // the first record of an attribute holds what it was
    seen.add(key);
    if ((attr(record.target, record.attributeName) || "") !== (record.oldValue || ""))
      return { changed: true };
  }
  return { changed: false };
};

const place = new Map();
export const numberOf = (el) => {
  if (!el) return -1;
  if (!place.has(el)) place.set(el, place.size);
  return place.get(el);
};
export const numbered = (index) => [...place.keys()][index];

/** The walk so far as plain data. */
export const walkProgress = () => ({ presses: stops.length, left: leftAt, loose: loose.length });

/** The stops from the start of the page on, once around. */
export const walkRound = () => {
  if (leftAt < 0) {
    const seen = new Set();
    return stops.filter((stop) => stop.el && !seen.has(stop.el) && seen.add(stop.el));
  }
  // A walk that began in the middle of the page goes on from its start.
  const seen = new Set();
  const before = stops.slice(0, leftAt),
    after = stops.slice(leftAt + 1);
  const later = after.findIndex((stop) => stop.left);
  const whole = later >= 0 ? after.slice(0, later) : null;
  const began = before.find((stop) => stop.el);
  const earlier = [];
  for (const stop of whole || after) {
    if (began && stop.el === began.el) break;
    earlier.push(stop);
  }
  return [...earlier, ...before].filter(
    (stop) => stop.el && !seen.has(stop.el) && seen.add(stop.el),
  );
};

export const walkStops = () => stops;
export const looseFocus = () => loose;
export const walkNavigations = () => navigations;
export const walkSubmits = () => submits;
/** What a page focused while it was loaded. */
export const focusedFirst = () => first;
export const clearLoose = () => {
  loose = [];
};
/** Look away for a while, after which the next Tab begins at the top, or on again. */
export const pause = (wanted) => {
  on = !wanted;
  if (wanted) toTop();
};
