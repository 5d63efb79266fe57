// What review.py asks about single elements that axe-core reports; each is named by its selector.

import {
  activeElementOf,
  attr,
  bodyOf,
  closest,
  giveFocus,
  innerTextOf,
  matches,
  querySelector,
  querySelectorAll,
  scriptsOf,
  takeFocus,
} from "../../browser/scripts/dom.js";
import { isTabbable } from "../js/focus.js";
import { roleOf } from "../js/names.js";
import { pseudoText, textOf } from "../js/text.js";
import { parentOf } from "../js/tree.js";
import { isRendered, isVisible } from "../js/visibility.js";

/**
 * Whether an element hands on the focus at once, and so never holds a reader. Only what cannot be
 * seen or says nothing is tried: focusing changes the page.
 */
export const guardsFocus = (selector) => {
  const held = activeElementOf(document);
  const found = querySelector(document, selector);
  const answer = found !== null && guards(found);
  if (held && held !== bodyOf(document)) giveFocus(held, { preventScroll: true });
  else if (activeElementOf(document)) takeFocus(activeElementOf(document));
  return answer;
};
const guards = (el) => {
  const stops = [el, ...querySelectorAll(el, "*")].filter(isTabbable);
  return stops.length > 0 && stops.length < 5 && stops.every(handsOn);
};
const handsOn = (stop) => {
  if (isVisible(stop) && textOf(stop)) return false;
  giveFocus(stop, { preventScroll: true });
  return activeElementOf(document) !== stop && activeElementOf(document) !== bodyOf(document);
};

/** Whether the table of a header cell has data, or is one that no script may bring data into. */
export const headsNothing = (selector) => {
  const found = querySelector(document, selector);
  const table = found && closest(found, "table");
  if (!table || !isVisible(table)) return false;
  const cells = [...querySelectorAll(table, "td:not([role]), td[role=cell], td[role=gridcell]")];
  return cells.some((cell) => textOf(cell)) || !scriptsOf(document).length;
};

export const isFrame = (selector) => {
  const found = querySelector(document, selector);
  return found !== null && matches(found, "iframe, frame");
};

const drawsWords = (el) =>
  ["::before", "::after"].some((side) => {
    const s = getComputedStyle(el, side);
    if (s.display === "none" || s.visibility !== "visible") return false;
    if (/icon|symbol|awesome|glyph/i.test(s.fontFamily)) return false;
    return /\p{L}/u.test(pseudoText(el, side));
  });
/** Whether the style sheet draws words that belong to the name, which axe-core leaves out. */
export const hasDrawnWords = (selector) => {
  const found = querySelector(document, selector);
  if (!found) return false;
  const parts = [found, ...querySelectorAll(found, "*")];
  return parts.some((el) => !closest(el, "[aria-hidden=true]") && isRendered(el) && drawsWords(el));
};

const PARENTS = {
  listitem: "list",
  option: "listbox group",
  tab: "tablist",
  treeitem: "tree group",
  menuitem: "menu menubar group",
  menuitemcheckbox: "menu menubar group",
  menuitemradio: "menu menubar group",
  row: "table grid treegrid rowgroup",
  rowgroup: "table grid treegrid",
  cell: "row",
  gridcell: "row",
  columnheader: "row",
  rowheader: "row",
};
/** Whether the first known of several roles of a parent is the one that an element needs. */
export const hasParentByFallback = (selector) => {
  const found = querySelector(document, selector);
  if (!found) return false;
  const wanted = (PARENTS[roleOf(found)] || "").split(" ");
  for (let at = parentOf(found); at; at = parentOf(at)) {
    const given = (attr(at, "role") || "").trim().split(/\s+/);
    const role = roleOf(at);
    if (!role || /^(none|presentation|generic)$/.test(role)) continue;
    return given.length > 1 && wanted.includes(role);
  }
  return false;
};

/** Whether a page has fewer characters than that to be seen. */
export const isShorterThan = (characters) =>
  ((bodyOf(document) && innerTextOf(bodyOf(document))) || "").length < characters;
