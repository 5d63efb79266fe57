// What is gone or covered in a narrow window.

import {
  attr,
  bodyOf,
  closest,
  containsNode,
  createTreeWalker,
  documentElementOf,
  getBoundingClientRect,
  idOf,
  matches,
  parentElementOf,
  querySelector,
  querySelectorAll,
  scrollHeightOf,
} from "../../../browser/scripts/dom.js";
import { rule } from "../../js/rules.js";
import { squeeze, textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isRendered, isVisible, styleOf } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { FLOOR, SMALL_SCREEN, inLight, measured, says, totalInLight } from "./measured_text.js";

// --- gone in a narrow window --------------------------------------------------------------------------

let firstControls = new WeakSet();
const CONTROL =
  "button, summary, [role=button], [aria-expanded], [aria-haspopup], [aria-controls], input[type=checkbox], label[for]";

/** The texts that show now, as nodes, and all their words in lower case. */
const shownIn = (texts) => {
  const shown = texts.filter((text) => text.shown > 0.05);
  return {
    nodes: new Set(shown.map((text) => text.node)),
    words: shown
      .map((text) => ` ${says(text)}`)
      .join("")
      .toLowerCase(),
  };
};
/** The words of a text that was seen whole and is not now, nor said elsewhere; nothing for others. */
const goneWords = (node, shown) => {
  const was = inLight(node);
  if (!was || was.shown < FLOOR || shown.nodes.has(node)) return "";
  const words = squeeze(node.data);
  return words.length < 2 || shown.words.includes(words.toLowerCase()) ? "" : words;
};
/** The outermost element around a text that is not laid out; null where something still is. */
const hiddenBox = (node) => {
  let box = parentElementOf(node);
  if (!box || closest(box, "[aria-hidden=true], dialog, [role=dialog], [role=tabpanel]"))
    return null;
  for (let up = parentOf(box); up && up !== bodyOf(document) && !isRendered(up); up = parentOf(up))
    box = up;
  // Merely parked or closed: something is still laid out there, see text-lost-narrow.
  return isRendered(box) ? null : box;
};
/** What is no longer laid out, with its words. */
const goneBoxes = (shown) => {
  const gone = new Map();
  const walker = createTreeWalker(document, bodyOf(document) || document, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = goneWords(node, shown);
    const box = words ? hiddenBox(node) : null;
    if (box) gone.set(box, (gone.get(box) || "") + ` ${words}`);
  }
  return gone;
};
/** Whether what is gone is of any use: more than a few words, or something to operate. */
const isUseful = (box, text) =>
  text.length >= 40 ||
  matches(box, "a[href], button, input") ||
  querySelector(box, "a[href], button, input, select, textarea");
/** Whether a control refers to an element or to something in it. */
const isTied = (control, box) => {
  const ids = new Set([box, ...querySelectorAll(box, "[id]")].map(idOf).filter(Boolean));
  return (attr(control, "aria-controls") || attr(control, "for") || "")
    .split(/\s+/)
    .some((id) => ids.has(id));
};
const isMenu = (box) =>
  closest(box, "nav, header, aside, footer, [role=navigation], [role=banner]") ||
  querySelector(box, "nav, [role=navigation]") ||
  matches(box, "ul, ol");
/** Whether any of the controls that are new in the narrow window may bring an element back. */
const canBeOpened = (box, fresh) =>
  (fresh.length > 0 && isMenu(box)) ||
  fresh.some((el) => isTied(el, box) || parentOf(el) === parentOf(box));

rule("content-missing-narrow", function* (page) {
  const texts = measured(page);
  if (page.state === "light") {
    firstControls = new WeakSet(page.all(CONTROL).filter((el) => isVisible(el)));
    return;
  }
  if (!totalInLight()) return;
  yield page.pass(null);
  const gone = goneBoxes(shownIn(texts));
  if (!gone.size) return;
  const fresh = page
    .all(CONTROL)
    .filter(
      (el) => isVisible(el) && (!firstControls.has(el) || attr(el, "aria-expanded") === "false"),
    );
  for (const [box, words] of gone) {
    const text = words.trim();
    // A column that is turned into labels within the cells, or a header row that they repeat.
    if (!isUseful(box, text) || closest(box, "thead, th, caption, tr")) continue;
    if (!canBeOpened(box, fresh)) yield page.ask(box, { text });
  }
});

/** Whether an element stays where it is in the window when the page scrolls. */
const isStuck = (el) => {
  const s = styleOf(el);
  if (s.position === "fixed") return isVisible(el);
  return s.position === "sticky" && isVisible(el) && (s.top !== "auto" || s.bottom !== "auto");
};
/** Whether an element fills most of the width of the window, and is in it. */
const spansWindow = (el) => {
  const r = getBoundingClientRect(el);
  return (
    Math.min(r.right, innerWidth) - Math.max(r.left, 0) >= innerWidth * 0.6 &&
    r.height >= 1 &&
    r.top < innerHeight &&
    r.bottom > 0
  );
};
const CLOSES = wordsPattern("closes_notice");
/** A box to answer and to be rid of: a dialog or a notice. */
const canBeClosed = (el) =>
  closest(el, "dialog, [role=dialog], [role=alertdialog], [role=alert], [role=status]") ||
  [...querySelectorAll(el, "button, a, [role=button], input[type=submit]")].some((b) => {
    const words = `${textOf(b)} ${attr(b, "aria-label") || ""} ${b.value || ""}`;
    return CLOSES.test(words) || /[×✕]/.test(words);
  });
/** A panel over the whole height is one that opens and closes. */
const isPanel = (page, el) =>
  getBoundingClientRect(el).height >= innerHeight * 0.9 &&
  page.all("[aria-controls], [aria-expanded]").some((one) => isRendered(one));
const pageHeight = () => scrollHeightOf(documentElementOf(document));
/** Whether an element sticks only for a while: as long as the page scrolls, or its own box is there. */
const sticksForAWhile = (el) =>
  styleOf(el).position === "sticky" &&
  (pageHeight() <= innerHeight ||
    (parentElementOf(el) &&
      getBoundingClientRect(parentElementOf(el)).height < pageHeight() * 0.5));
/** Whether an element covers part of the window for good. */
const isInTheWay = (page, el) =>
  styleOf(el).pointerEvents !== "none" &&
  !isPanel(page, el) &&
  !canBeClosed(el) &&
  !sticksForAWhile(el);
const heightOf = (el) => getBoundingClientRect(el).height;

// Three quarters of the screen that remains at 400 % zoom.
const MOST_COVERED = SMALL_SCREEN * 0.75;

rule("content-covered-narrow", function* (page) {
  const stuck = page.all("*").filter((el) => isStuck(el) && spansWindow(el));
  if (!stuck.length) return;
  yield page.pass(null);
  const covering = [];
  for (const el of stuck) {
    if (isInTheWay(page, el) && !covering.some((one) => containsNode(one, el))) covering.push(el);
  }
  const high = covering.reduce((sum, el) => sum + Math.min(innerHeight, heightOf(el)), 0);
  if (high < MOST_COVERED || pageHeight() <= innerHeight * 1.2) return;
  const tallest = covering.reduce((a, b) => (heightOf(a) >= heightOf(b) ? a : b));
  yield page.ask(tallest, { height: Math.round(high) });
});
