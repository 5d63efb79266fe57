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
  checkVisibility,
  childrenOf,
  createRange,
  documentElementOf,
  elementFromPoint,
  getBoundingClientRect,
  giveFocus,
  hasFocus,
  idOf,
  isEditable,
  localNameOf,
  nameProperty,
  nodeTypeOf,
  ownerDocumentOf,
  querySelector,
  querySelectorAll,
  readyStateOf,
  removeAttribute,
  scrollWidthOf,
  setAttribute,
  shadowRootOf,
  takeFocus,
  takeFocusAway,
} from "../../../browser/scripts/dom.js";
import { backgroundOf, blend, contrastRatio, parseColour } from "../../js/colour.js";
import { selectorOf } from "../../js/describe.js";
import { isTabbable } from "../../js/focus.js";
import { stylesMention } from "../../js/mentions.js";
import { labelsOf } from "../../js/names.js";
import { forget, once } from "../../js/once.js";
import { styleRules } from "../../js/styles.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { clipsAway } from "../../js/visibility.js";

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

// --- how an element looks -------------------------------------------------------------------------

const clear = (text) => parseColour(text)[3] < 0.05;
const line = (style, width, colour) =>
  style === "none" || style === "hidden" || parseFloat(width) === 0 || clear(colour)
    ? ""
    : `${style} ${width} ${colour}`;
export const outlineOf = (s) => {
  // The browser's own ring has two tones and shows on every background.
  if (s.outlineStyle === "auto" && parseFloat(s.outlineWidth) > 0) return "auto";
  // Not its offset, which the browser itself changes by a pixel for focused links.
  return line(s.outlineStyle, s.outlineWidth, s.outlineColor);
};
export const shadowOf = (text) => {
  if (text === "none") return "";
  const layers = text.split(/,(?![^(]*\))/);
  return layers
    .filter((layer) => {
      const colour = /^\s*([a-z-]+\([^)]*\)|#\w+|[a-z]+)/i.exec(layer);
      return !(colour && clear(colour[1])) && /[1-9]/.test(layer.replace(/[a-z-]+\([^)]*\)/i, ""));
    })
    .join(",");
};
const SIDES = ["Top", "Right", "Bottom", "Left"];
const PLAIN =
  "backgroundImage backgroundPosition backgroundSize opacity visibility transform translate scale rotate filter fontWeight fontSize fontStyle fill stroke strokeWidth clip clipPath display textTransform letterSpacing".split(
    " ",
  );
const PLACE = "width height top left right bottom marginTop marginLeft".split(" ");
/** All that a reader could see of an element's style, by kind. */
const look1 = (s) => {
  const seen = {
    outline: outlineOf(s),
    shadow: shadowOf(s.boxShadow),
    colour: s.color,
    background: clear(s.backgroundColor) ? "" : s.backgroundColor,
  };
  seen.textShadow = s.textShadow;
  for (const side of SIDES)
    seen[`border${side}`] = line(
      s[`border${side}Style`],
      s[`border${side}Width`],
      s[`border${side}Color`],
    );
  const deco = s.textDecorationLine;
  seen.decoration =
    deco === "none" || clear(s.textDecorationColor)
      ? ""
      : `${deco} ${s.textDecorationStyle} ${s.textDecorationThickness}`;
  for (const name of PLAIN) seen[name] = s[name];
  for (const name of PLACE) seen[name] = s[name];
  return seen;
};
const pseudos = (el) =>
  ["::before", "::after"]
    .map((which) => getComputedStyle(el, which))
    .filter((s) => s.content !== "none" && s.content !== "normal" && s.display !== "none")
    .map((s) => ({ content: s.content, ...look1(s) }));

/** The elements around `el` that a style sheet could change with its focus. */
const around = (el) => {
  const found = new Set(labelsOf(el));
  let index = 0;
  for (const child of querySelectorAll(el, "*")) {
    if (++index > 15) break;
    found.add(child);
  }
  let at = el;
  for (let up = 0; up < 5 && at; up++) {
    const parent = parentOf(at);
    if (!parent || parent === bodyOf(document)) break;
    found.add(parent);
    if (up < 2)
      for (const child of [...childrenOf(parent)].slice(0, 12)) if (child !== el) found.add(child);
    at = parent;
  }
  for (const id of [...found])
    if (localNameOf(id) === "label")
      for (const child of [...childrenOf(id)].slice(0, 6)) found.add(child);
  found.delete(el);
  return [...found].slice(0, 50);
};

/** Whether anything of the element itself is to be seen where it is now. No caches: it may have moved. */
export const seenNow = (el) => {
  if (localNameOf(el) === "area") return true;
  if (!checkVisibility(el, { visibilityProperty: true, opacityProperty: true })) return false;
  const rect = getBoundingClientRect(el);
  let box = rect;
  if (rect.width <= 1 || rect.height <= 1) {
    const range = createRange(document);
    range.selectNodeContents(el);
    box = range.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return false;
  }
  if (box.bottom + scrollY <= 0 || box.right + scrollX <= 0) return false;
  if (
    box.left >= Math.max(innerWidth, scrollWidthOf(documentElementOf(document))) &&
    getComputedStyle(documentElementOf(document)).direction !== "rtl"
  )
    return false;
  let depth = 0;
  for (let at = el; at && depth < 8; at = parentOf(at), depth++) {
    const s = getComputedStyle(at);
    if (clipsAway(s)) return false;
    if (s.overflowX !== "visible" && s.display !== "inline") {
      const r = getBoundingClientRect(at);
      if (r.width <= 1 || r.height <= 1) return false;
      if (
        at !== el &&
        (box.right <= r.left + 1 ||
          box.left >= r.right - 1 ||
          box.bottom <= r.top + 1 ||
          box.top >= r.bottom - 1)
      )
        return false;
    }
    if (s.position === "fixed") break;
  }
  return true;
};
// A ring around a box that fills a clipping parent lies outside of what is shown.
export const ringClipped = (el, s) => {
  if (parseFloat(s.outlineOffset) < 0) return false;
  const r = getBoundingClientRect(el);
  let at = parentOf(el);
  for (let up = 0; up < 3 && at; up++, at = parentOf(at)) {
    const p = getComputedStyle(at);
    if (
      p.overflowX === "visible" ||
      p.display === "inline" ||
      at === bodyOf(document) ||
      at === documentElementOf(document)
    )
      continue;
    const q = getBoundingClientRect(at);
    if (
      q.left > r.left - 1 &&
      q.top > r.top - 1 &&
      q.right < r.right + 1 &&
      q.bottom < r.bottom + 1
    )
      return true;
  }
  return false;
};

/** How well the lines of `drawn` ("solid 2px rgb(…) …") stand out from the plain colour behind them. */
const lineContrast = (colourText, behind) => {
  const back = behind && backgroundOf(behind);
  if (!back) return 21;
  return contrastRatio(blend(parseColour(colourText), back), back);
};
export const ringContrast = (el, s) => {
  if (s.outlineStyle === "auto") return 21;
  const inside = parseFloat(s.outlineOffset) <= -parseFloat(s.outlineWidth);
  return lineContrast(s.outlineColor, inside ? el : parentOf(el));
};

// --- what covers the focused element --------------------------------------------------------------

let pinned = null;
const forgetPinned = () => {
  pinned = null;
};
/** What stays put while the page scrolls, and how far its parts reach out of it; once per walk. */
const allPinned = () => {
  if (pinned) return pinned;
  pinned = [];
  let count = 0;
  for (const el of selectAll("*")) {
    if (++count > 8000) break;
    const position = getComputedStyle(el).position;
    if (position !== "fixed" && position !== "sticky") continue;
    const box = getBoundingClientRect(el);
    if (box.height > 4) pinned.push({ el, reach: reachOf(el, box) });
  }
  return pinned;
};
export const hasPinned = () => allPinned().length > 0;
const MANY_PARTS = 300;
/** By how much what an element holds goes beyond its box: [left, top, right, bottom]. */
const reachOf = (el, box) => {
  const parts = shadowRootOf(el) ? [] : [...querySelectorAll(el, "*")];
  if (shadowRootOf(el) || parts.length > MANY_PARTS || parts.some((part) => shadowRootOf(part)))
    return [Infinity, Infinity, Infinity, Infinity];
  const reach = [0, 0, 0, 0];
  for (const part of parts) {
    const r = getBoundingClientRect(part);
    if (r.width === 0 && r.height === 0) continue;
    [box.left - r.left, box.top - r.top, r.right - box.right, r.bottom - box.bottom].forEach(
      (by, side) => (reach[side] = Math.max(reach[side], by)),
    );
  }
  return reach;
};
/** Whether anything pinned that `el` is no part of may lie over a part of the window. */
const mayCover = (el, left, top, right, bottom) =>
  allPinned().some(({ el: bar, reach }) => {
    if (holds(bar, el) || holds(el, bar)) return false;
    const r = getBoundingClientRect(bar);
    return (
      r.left - reach[0] < right &&
      left < r.right + reach[2] &&
      r.top - reach[1] < bottom &&
      top < r.bottom + reach[3]
    );
  });
export const pinnedBox = (el) => {
  for (let at = el; at; at = parentOf(at)) {
    const position = getComputedStyle(at).position;
    if (position === "fixed" || position === "sticky") return at;
  }
  return null;
};
const solid = (el, end) => {
  for (let at = el; at; at = parentOf(at)) {
    const s = getComputedStyle(at);
    if (parseFloat(s.opacity) < 0.99) return false;
    if (/^(img|video|canvas|iframe)$/.test(localNameOf(at))) return true;
    if (parseColour(s.backgroundColor)[3] > 0.99) return true;
    if (at === end) break;
  }
  return false;
};
const atPoint = (x, y) => {
  let el = elementFromPoint(document, x, y);
  while (el && shadowRootOf(el)) {
    const deeper = elementFromPoint(shadowRootOf(el), x, y);
    if (!deeper || deeper === el) break;
    el = deeper;
  }
  return el;
};
const holds = (outer, el) => {
  for (let at = el; at; at = parentOf(at)) if (at === outer) return true;
  return false;
};
/** What part of the element is in the window, and what part of that lies under something pinned. */
export const coveredPart = (el) => {
  const r = getBoundingClientRect(el);
  const left = Math.max(r.left, 0),
    right = Math.min(r.right, innerWidth);
  const top = Math.max(r.top, 0),
    bottom = Math.min(r.bottom, innerHeight);
  if (right - left < 1 || bottom - top < 1) return { part: 0, inView: false, by: null };
  if (!mayCover(el, left, top, right, bottom) || getComputedStyle(el).pointerEvents === "none")
    return { part: 0, inView: true, by: null };
  const own = pinnedBox(el);
  let hidden = 0,
    points = 0,
    by = null;
  for (const fx of [0.04, 0.5, 0.96]) {
    for (const fy of [0.06, 0.5, 0.94]) {
      points += 1;
      const hit = atPoint(left + (right - left) * fx, top + (bottom - top) * fy);
      if (!hit || holds(el, hit) || holds(hit, el)) continue;
      const over = pinnedBox(hit);
      if (!over || over === own || holds(over, el) || !solid(hit, over)) continue;
      hidden += 1;
      by = over;
    }
  }
  return { part: hidden / points, inView: true, by };
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
// Some controls have several stops inside, all of which are the same element for the page.
const INSIDE = { date: 4, time: 4, month: 3, week: 3, "datetime-local": 7, audio: 7, video: 8 };
const expected = (list) => {
  let count = 0;
  for (const el of list) {
    count += INSIDE[localNameOf(el) === "input" ? el.type : localNameOf(el)] || 1;
    if (localNameOf(el) === "iframe") {
      try {
        count += querySelectorAll(
          el.contentDocument,
          "a[href], button, input, select, textarea, [tabindex]",
        ).length;
      } catch {
        count += 1;
      }
    }
  }
  return count;
};

/** The ids that style rules for the focus name: of elements with such an id none stands for another. */
const idsInFocus = () =>
  once(
    "ids in focus",
    () =>
      new Set(
        styleRules()
          .flatMap(([, rule]) => rule.parts.filter((part) => part.includes(":focus")))
          .flatMap((part) =>
            [...part.matchAll(/#((?:[\w-]|[^\p{ASCII}])+)/gu)].map(([, id]) => id),
          ),
      ),
  );
/** Elements that the same style rules apply to, as far as can be told cheaply: one stands for all. */
export const kindOfLook = (el) => {
  const parts = [
    attr(el, "style") || "",
    el.type || "",
    attr(el, "role") || "",
    attr(el, "aria-current") || "",
  ];
  const ids = idsInFocus();
  for (let at = el, up = 0; at && up < 12; at = parentOf(at), up++)
    parts.push(
      `${localNameOf(at)}${ids.has(idOf(at)) ? `#${idOf(at)}` : ""}.${attr(at, "class") || ""}`,
    );
  return parts.join(" ");
};

export const focusOn = (el, scroll) =>
  giveFocus(el, { preventScroll: !scroll, focusVisible: true });
const TYPED = /^(text|search|tel|url|email|password|number|)$/;
const hasCaret = (el) =>
  (localNameOf(el) === "textarea" ||
    (localNameOf(el) === "input" && TYPED.test((attr(el, "type") || "text").toLowerCase())) ||
    isEditable(el)) &&
  !el.readOnly &&
  !clear(getComputedStyle(el).caretColor);

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
