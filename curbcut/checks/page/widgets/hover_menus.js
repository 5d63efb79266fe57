import {
  attr,
  bodyOf,
  containsNode,
  documentElementOf,
  getBoundingClientRect,
  giveFocus,
  innerTextOf,
  isConnected,
  localNameOf,
  matches,
  nextElementSiblingOf,
  previousElementSiblingOf,
  querySelector,
  querySelectorAll,
  scrollIntoView,
  shadowRootOf,
  takeFocusAway,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { isTabbable } from "../../js/focus.js";
import { accessibleName } from "../../js/names.js";
import { forget } from "../../js/once.js";
import { styleRules } from "../../js/styles.js";
import { textOf } from "../../js/text.js";
import { findIn, parentOf } from "../../js/tree.js";
import { isVisible } from "../../js/visibility.js";
import { hearers, hears } from "../keyboard/listeners/listeners.js";
import {
  appeared,
  applied,
  say,
  seenElements,
  settled,
  showsNow,
  tooMany,
} from "./custom/probe.js";

// What shows on hover; see hovering.py.
const STOPS = "a[href], button, input, select, textarea, [tabindex]:not([tabindex^='-'])";
const WORD = /[\p{L}\p{N}]/u;
const SHOWING =
  /^(display|visibility|opacity|clip|clip-path|height|max-height|left|right|top|transform|content)$/;

/** Selectors of what is hovered over, from rules that may show something by it, by the document or shadow root that they are for. */
const hovered = () => {
  const found = new Map();
  for (const [scope, rule] of styleRules()) {
    const parts = rule.parts.filter((part) => part.includes(":hover"));
    if (!parts.length || ![...rule.style].some((name) => SHOWING.test(name))) continue;
    for (const selector of parts) {
      const at = selector.lastIndexOf(":hover");
      // What follows is what is shown: something inside or beside.
      if (!/^[^\s>+~]*\s*[\s>+~]\s*\S/.test(selector.slice(at + 6))) continue;
      const rest = selector.slice(at + 6).match(/^[^\s>+~]*/)[0];
      if (!found.has(scope)) found.set(scope, new Set());
      found
        .get(scope)
        .add(
          (selector.slice(0, at).replaceAll(":hover", "") + rest).replace(/(^|[\s>+~])$/, "$1*"),
        );
    }
  }
  return found;
};

/** What is in an element, in its shadow as well. */
const within = (el, selector) => [
  ...querySelectorAll(el, selector),
  ...(shadowRootOf(el) ? querySelectorAll(shadowRootOf(el), selector) : []),
];

const fold = (text) => text.replace(/\s+/g, " ").toLowerCase();

let list = [];
export const candidates = () => {
  forget();
  const found = new Set();
  const alike = new Map();
  for (const [scope, selectors] of hovered()) {
    for (const selector of selectors) {
      for (const el of findIn(scope, selector)) {
        // Three components of a kind behave as thirty do.
        const kind = scope.host && `${localNameOf(scope.host)} ${selector}`;
        if (kind) alike.set(kind, (alike.get(kind) || 0) + 1);
        if (found.size < 200 && !(alike.get(kind) > 3)) found.add(el);
      }
    }
  }
  for (const el of hearers()) {
    if (
      hears(el, "mouseover", "mouseenter", "pointerenter", "pointerover") &&
      el !== bodyOf(document) &&
      el !== documentElementOf(document)
    )
      found.add(el);
  }
  const hides = (el) =>
    [el, parentOf(el)].some(
      (at) =>
        at &&
        at !== bodyOf(document) &&
        within(at, "*")
          .slice(0, 200)
          .some((x) => !showsNow(x) && WORD.test(textContentOf(x))),
    );
  list = [...found].filter(
    (el) =>
      isVisible(el) &&
      (hides(el) || hears(el, "mouseover", "mouseenter", "pointerenter", "pointerover")),
  );
  if (list.length > 20) tooMany();
  list = list.slice(0, 20);
  return list.length;
};

let el = null,
  before = null,
  now = [],
  links = [],
  words = "";
export const place = async (index) => {
  el = list[index];
  now = [];
  if (!isConnected(el) || !showsNow(el)) return null;
  takeFocusAway();
  scrollIntoView(el, { block: "center", behavior: "instant" });
  await settled();
  const box = getBoundingClientRect(
    querySelector(el, ":scope > a, :scope > button, :scope > span") || el,
  );
  before = seenElements();
  const x = box.x + Math.min(box.width / 2, 40),
    y = box.y + box.height / 2;
  return x >= 0 && y >= 0 && x < innerWidth && y < innerHeight ? [x, y] : null;
};
export const hoveredNow = async () => {
  await settled(true);
  await new Promise((done) => setTimeout(done, 40));
  now = appeared(before, seenElements()).filter(
    (x) => (WORD.test(textOf(x)) || querySelector(x, STOPS)) && !containsNode(x, el),
  );
  // Scripts may take it away again with all that it says.
  links = now
    .flatMap((part) => [part, ...querySelectorAll(part, "*")])
    .filter((x) => matches(x, "a[href], button, input, select, textarea"));
  words = now.length ? textOf(now[0]) : "";
  return now.length > 0;
};
export const opened = async () => {
  await settled(true);
  await new Promise((done) => setTimeout(done, 40));
  return now.some(showsNow);
};
const stop = () => {
  const free = (x) =>
    x &&
    matches(x, STOPS) &&
    isTabbable(x) &&
    showsNow(x) &&
    !now.some((part) => containsNode(part, x));
  return (
    [el, ...within(el, STOPS)].find(free) ||
    [previousElementSiblingOf(el), nextElementSiblingOf(el), parentOf(el)].find(free)
  );
};
let way = false;
export const focused = async () => {
  await settled(true);
  forget();
  way = false;
  // What is hidden by transparency or outside of the page can be focused all the same.
  for (const part of now) {
    const inside = matches(part, STOPS) ? part : querySelector(part, STOPS);
    if (inside && isTabbable(inside)) {
      giveFocus(inside, { preventScroll: true });
      if (await opened()) return (way = true);
    }
  }
  const at = stop();
  if (!at) return true;
  giveFocus(at, { preventScroll: true });
  return (way = await opened());
};
/** Whether all links of the menu are visible elsewhere as well. */
const areElsewhere = () =>
  links.every(
    (link) =>
      link.href &&
      [...document.links].some(
        (other) => other !== link && other.href === link.href && isVisible(other),
      ),
  );
/** Whether a page of its own may have the links of a menu, or keys get to some of them. */
const mayBeReached = (at) => {
  const href = at && matches(at, "a[href]") ? attr(at, "href") : "";
  return (
    (href && !/^(#|javascript:|$)/i.test(href)) ||
    links.some((link) => isTabbable(link) && showsNow(link))
  );
};
const menuName = (at) =>
  (at && accessibleName(at)) ||
  textOf(el).replace(words, "").trim().slice(0, 60) ||
  localNameOf(el);
const insideName = () => words.slice(0, 80) || (links[0] && accessibleName(links[0])) || "";
const isSaidElsewhere = () => fold(innerTextOf(bodyOf(document)) || "").includes(fold(words));
export const judge = () => {
  const at = stop();
  const data = { name: menuName(at), inside: insideName() };
  const rule = links.length ? "menu-on-hover-only" : "note-on-hover-only";
  applied.add(rule);
  if (way || now.some(showsNow)) return;
  if (!links.length) {
    if (words && !isSaidElsewhere()) say(rule, "cantTell", el, data);
  } else if (!areElsewhere()) say(rule, mayBeReached(at) ? "cantTell" : "failed", el, data);
};
