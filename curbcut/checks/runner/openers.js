import {
  attr,
  bodyOf,
  canClick,
  clickElement,
  closest,
  hasAttr,
  isConnected,
  localNameOf,
  matches,
  nameProperty,
  parentElementOf,
  querySelector,
  removeAttribute,
  shadowRootOf,
} from "../../browser/scripts/dom.js";
import { selectorOf } from "../js/describe.js";
import { accessibleName } from "../js/names.js";
import { forget } from "../js/once.js";
import { idrefs, walk } from "../js/tree.js";
import { isRendered, isVisible } from "../js/visibility.js";

// What readers open: the controls that say that there is more, used as a reader would, so that what
// is behind them is looked at like the rest.
//
// Everything that can be open side by side is opened in one round. What closes something else (the
// tabs of a list, one of several details with a name) gets rounds of its own, and so does each menu,
// dialog and popover, because it lies over the page.

const MOST_ROUNDS = 12;
const WAIT = 400; // milliseconds for scripts that open something with a timer or a fetch

const LAYERS =
  "[aria-haspopup]:not([aria-haspopup=false]), [popovertarget], [commandfor][command^=show]";
const KINDS = [
  {
    kind: "details",
    selector: "summary",
    isClosed: (el) => isDetails(el) && !hasAttr(parentElementOf(el), "open"),
  },
  { kind: "tab", selector: "[role=tab]", isClosed: (el) => attr(el, "aria-selected") === "false" },
  { kind: "layer", selector: LAYERS, isClosed: (el) => attr(el, "aria-expanded") !== "true" },
  { kind: "part", selector: "[aria-expanded=false]", isClosed: () => true },
];
const isDetails = (el) => localNameOf(parentElementOf(el) ?? el) === "details";
const leadsAway = (el) => localNameOf(el) === "a" && /^[^#]/.test(attr(el, "href") ?? "");
const isTypedInto = (el) => matches(el, "input, textarea, select, [contenteditable]");
const isOff = (el) => matches(el, ":disabled") || attr(el, "aria-disabled") === "true";

const kindOf = (el) => {
  if (!canClick(el) || isTypedInto(el) || leadsAway(el) || isOff(el) || !isVisible(el)) return "";
  return KINDS.find((one) => matches(el, one.selector) && one.isClosed(el))?.kind ?? "";
};

/** @type {any[][]} */
let rounds = [];
let hidden = [];
/** @type {WeakSet<object>} */
let seen = new WeakSet();

/** Find what can be opened; returns in how many rounds, at most, and how many controls are left. */
export const find = () => {
  forget();
  rounds = [];
  hidden = [];
  const together = [];
  const layers = [];
  const turns = new Map();
  for (const el of walk(document)) {
    if (attr(el, "hidden") === "until-found") hidden.push(el);
    const kind = kindOf(el);
    if (kind === "layer") layers.push([el]);
    else if (kind) {
      const group = groupOf(el, kind);
      const turn = group ? (turns.get(group) ?? 0) : 0;
      if (group) turns.set(group, turn + 1);
      (together[turn] ??= []).push(el);
    }
  }
  if (hidden.length && !together.length) together.push([]);
  const all = [...together, ...layers];
  rounds = all.slice(0, MOST_ROUNDS);
  return { rounds: rounds.length, left: all.slice(MOST_ROUNDS).flat().length };
};

/** What no two of can be open at once: the list of a tab, the name of details. */
const groupOf = (el, kind) => {
  if (kind === "tab") return closest(el, "[role=tablist]") ?? bodyOf(document);
  if (kind !== "details") return null;
  const name = nameProperty(parentElementOf(el)) || attr(parentElementOf(el), "name");
  return name ? `details ${name}` : null;
};

/** Use the controls of a round; returns whether anything appeared, and what opened nothing. */
export const open = async (number) => {
  forget();
  seen = new WeakSet(walk(document).filter(isRendered));
  for (const el of hidden) removeAttribute(el, "hidden");
  const used = [];
  for (const el of rounds[number]) {
    if (!isConnected(el) || !isVisible(el)) continue;
    clickElement(el);
    used.push(el);
  }
  await curbcut.settle();
  const end = performance.now() + WAIT;
  while (used.some(saysClosed) && performance.now() < end) {
    await new Promise((done) => setTimeout(done, 20));
  }
  await curbcut.settle();
  const shown = isOpen();
  const stuck = used.filter((el) => saysClosed(el) && !(shown && opensAnother(el)));
  return {
    shown,
    stuck: stuck.map((el) => ({ name: accessibleName(el), selector: selectorOf(el) })),
  };
};

/** Whether a control that was used says all the same that it is closed. */
const saysClosed = (el) => {
  forget();
  return isConnected(el) && attr(el, "aria-expanded") === "false" && kindOf(el) !== "";
};
/** Whether what appeared may be its own: it does not say what it opens, or that is there. */
const opensAnother = (el) => {
  const parts = idrefs(el, "aria-controls");
  return rounds.flat().length === 1 || parts.some((part) => isRendered(part) && !seen.has(part));
};

/** Which of the elements, each by its selectors, appeared in this round. */
export const isNew = (selectors) =>
  selectors.map((path) => {
    const el = elementAt(path);
    return el !== null && isRendered(el) && !seen.has(el);
  });

const elementAt = (path) => {
  /** @type {any} */
  let root = document;
  let el = null;
  for (const selector of path) {
    try {
      el = querySelector(root, selector);
    } catch {
      return null;
    }
    if (!el) return null;
    root = shadowRootOf(el) ?? el;
  }
  return el;
};

/** Whether what the last round opened still lies over the page. */
export const isOpen = () => {
  forget();
  return walk(document).some((el) => isRendered(el) && !seen.has(el));
};
/** Whether a round opens one layer, which has to be closed again. */
export const isLayer = (number) =>
  rounds[number].length === 1 && matches(rounds[number][0], LAYERS);
