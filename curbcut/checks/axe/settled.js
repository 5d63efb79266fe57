// What axe-core would certainly find nothing wrong with, measured in a fraction of its time. It is
// asked only where this is in doubt. Each function says "passed", "inapplicable" or, at the slightest
// doubt, "" (ask axe).

import {
  bodyOf,
  clientHeightOf,
  clientWidthOf,
  closest,
  containsNode,
  createDocumentFragment,
  createRange,
  createTreeWalker,
  documentElementOf,
  localNameOf,
  matches,
  parentElementOf,
  querySelector,
  querySelectorAll,
  scrollHeightOf,
  scrollWidthOf,
  shadowRootOf,
  tabIndexOf,
} from "../../browser/scripts/dom.js";
import { contrastRatio, parseColour } from "../js/colour.js";
import { stylesMention } from "../js/mentions.js";
import { forget, once } from "../js/once.js";
import { everyStyleRule, stylesVersion, unreadableSheets } from "../js/styles.js";
import { parentOf, selectAll } from "../js/tree.js";
import { boxOf, isRendered, isVisible, styleOf } from "../js/visibility.js";

const rendered = (selector) => selectAll(selector).filter(isRendered);
// Beyond so many, comparing each with each costs more than axe does.
const MOST = 800;
const meets = (one, other) =>
  one.left < other.right &&
  other.left < one.right &&
  one.top < other.bottom &&
  other.top < one.bottom;
const within = (inner, outer) =>
  inner.left >= outer.left - 1 &&
  inner.right <= outer.right + 1 &&
  inner.top >= outer.top - 1 &&
  inner.bottom <= outer.bottom + 1;

// --- what may lie over or under something that it does not contain ----------------------------------

const PICTURES = /^(img|svg|video|canvas|iframe|object|embed|picture|input|progress|meter)$/;
const paints = (el, s) =>
  s.backgroundImage !== "none" ||
  parseColour(s.backgroundColor)[3] > 0 ||
  PICTURES.test(localNameOf(el));
const TURNS = ["transform", "rotate", "scale", "translate", "offset"];
// What is turned or stretched covers other points than its box says.
const turned = (s) =>
  s.rotate !== "none" ||
  s.scale !== "none" ||
  s.offsetPath !== "none" ||
  !/^(none|matrix\(1, 0, 0, 1,.*)$/.test(s.transform);
/** Put into a cell of a grid by name or number, where something else may be as well. */
const placed = (el, s) => {
  const up = parentOf(el);
  return (
    !!up &&
    (s.gridRowStart !== "auto" || s.gridColumnStart !== "auto") &&
    /grid/.test(styleOf(up).display)
  );
};
/** The ways to leave the flow that the styles of the page mention: of no others elements are asked. */
const waysOut = () => ({
  turns: TURNS.some(stylesMention),
  floats: stylesMention("float"),
  margins: stylesMention("margin"),
  blends: stylesMention("blend-mode"),
  cells: stylesMention("grid-"),
});
const isShifted = (s) => s.transform !== "none" || s.translate !== "none";
/** Whether an element left its place in the flow. */
const isMoved = (el, s, ways) =>
  s.position !== "static" ||
  (ways.turns && isShifted(s)) ||
  (ways.floats && s.float !== "none") ||
  (ways.margins && /-/.test(s.margin)) ||
  (ways.blends && s.mixBlendMode !== "normal") ||
  (ways.cells && placed(el, s));
/** Elements that left their place in the flow and paint something; null where that is not to be known. */
const strays = () =>
  once("strays", () => {
    const found = [];
    const ways = waysOut();
    for (const el of selectAll("*")) {
      const s = styleOf(el);
      if (ways.turns && turned(s) && isRendered(el)) return null;
      if (isMoved(el, s, ways) && paints(el, s) && isRendered(el))
        found.push({ el, box: boxOf(el) });
    }
    const drawn = drawnBefore();
    if (!drawn || found.length + drawn.size > MOST) return null;
    for (const el of drawn) found.push({ el: null, box: boxOf(el) });
    return found;
  });
/** Elements whose ::before or ::after is taken out of the flow and painted; null if not to be known. */
const drawnBefore = () => {
  const selectors = drawing();
  if (selectors === null) return null;
  const found = new Set();
  for (const selector of selectors)
    for (const el of querySelectorAll(document, selector))
      if (!found.has(el) && isRendered(el) && floats(el)) found.add(el);
  return found;
};
let drawers = null;
/** Selectors of what may have such a ::before or ::after, read once as long as the style sheets stay the same. */
const drawing = () => {
  try {
    const version = stylesVersion();
    if (drawers && drawers.version === version) return drawers.selectors;
    if (unreadableSheets().length) return null;
    const found = new Set();
    for (const [scope, rule] of everyStyleRule()) {
      const selector = rule.selector;
      // Only a rule of its own takes drawn content out of the flow.
      if (
        scope !== document ||
        !/:(before|after)/.test(selector) ||
        !(rule.style.position || rule.style.cssFloat || rule.style.all)
      )
        continue;
      found.add(
        selector.replace(/::?(before|after)\b/g, "").replace(/(^|[\s>+~,(])(?=$|[,)])/g, "$1*"),
      );
    }
    const selectors = [...found];
    for (const selector of selectors) querySelector(createDocumentFragment(document), selector); // throws where it is none
    drawers = { version, selectors };
    return selectors;
  } catch {
    return null; // a selector that cannot be asked for
  }
};
const floats = (el) =>
  ["::before", "::after"].some((which) => {
    const s = getComputedStyle(el, which);
    return (
      s.content !== "none" &&
      s.content !== "normal" &&
      (s.position !== "static" || s.float !== "none") &&
      (s.backgroundImage !== "none" || parseColour(s.backgroundColor)[3] > 0)
    );
  });
const disturbed = (el, box) =>
  strays().some(
    (stray) =>
      meets(stray.box, box) && !(stray.el && (stray.el === el || containsNode(stray.el, el))),
  );

// --- contrast ---------------------------------------------------------------------------------------

// For text of every size; the rest is for the rounding of colours.
const ENOUGH = 4.55;
const PLAIN = {
  opacity: ["opacity", /^1$/],
  filter: ["filter", /^none$/],
  mixBlendMode: ["blend-mode", /^normal$/],
  clipPath: ["clip-path", /^none$/],
  maskImage: ["mask", /^none$/],
  backdropFilter: ["backdrop", /^(none)?$/],
};
/** Whether an element is neither faded nor blended nor cut, of the ways to do so that the page knows. */
const solid = (s) =>
  once("ways to fade", () =>
    Object.entries(PLAIN).filter(([, [word]]) => stylesMention(word)),
  ).every(([name, [, plain]]) => plain.test(s[name]));
/** What is behind an element: its opaque colour, null in doubt, and the element that has it. */
const behind = (el, known) => {
  if (known.has(el)) return known.get(el);
  const s = styleOf(el);
  const up = parentOf(el);
  const above = up
    ? behind(up, known)
    : /dark/.test(s.colorScheme)
      ? { colour: null }
      : { colour: [255, 255, 255, 1], by: el };
  let found = null;
  // What is above must not blend or fade the whole, even where a colour of its own lies between.
  if (above && solid(s)) {
    const own = parseColour(s.backgroundColor);
    if (s.backgroundImage !== "none" || (own[3] > 0 && own[3] < 1)) found = { colour: null };
    else found = own[3] === 1 ? { colour: own, by: el } : above;
  }
  known.set(el, found);
  return found;
};
const everywhere = (el) => el === bodyOf(document) || el === documentElementOf(document);
// A line of letters is higher than a tight line height leaves room for, by this part of their size.
const SLACK = 0.4;
/** Whether a line of text leaves a box between it and what it stands on, and may lie over other things. */
const spills = (el, line, by) => {
  const boxes = once("boxes", () => new Map());
  const slack = SLACK * parseFloat(styleOf(el).fontSize);
  for (let at = el; at && !everywhere(at); at = parentOf(at)) {
    if (!boxes.has(at))
      boxes.set(at, /^(inline|contents)$/.test(styleOf(at).display) ? null : boxOf(at));
    const box = boxes.get(at);
    const room = at === by ? 0 : slack;
    if (
      box &&
      !within(line, {
        left: box.left - room,
        right: box.right + room,
        top: box.top - room,
        bottom: box.bottom + room,
      })
    )
      return true;
    if (at === by) return !box && !within(line, boxOf(at));
  }
  return false;
};
/** Whether text of an element may lie outside of its box. */
const overflows = (el) =>
  scrollWidthOf(el) > clientWidthOf(el) || scrollHeightOf(el) > clientHeightOf(el);
const FIELDS = "input:not([type=hidden]), select, textarea, button, meter, progress";
const NO_TEXT = /^(script|style|template|noscript|title|option|optgroup|head)$/;
/** The text nodes that can be seen, each with its element. */
const visibleTexts = function* () {
  const texts = createTreeWalker(document, bodyOf(document), NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const el = parentElementOf(node);
    if (/\S/.test(node.data) && !NO_TEXT.test(localNameOf(el)) && isVisible(el)) yield [node, el];
  }
};
/** A function that gives what is behind an element whose text stands out from it, else null. */
const clearing = () => {
  const known = new Map();
  const [shadows, fills] = [stylesMention("shadow"), stylesMention("text-fill")];
  return (el) => {
    const s = styleOf(el);
    const back = behind(el, known);
    if (
      !back?.colour ||
      (shadows && s.textShadow !== "none") ||
      (fills && s.webkitTextFillColor !== s.color)
    )
      return null;
    const front = parseColour(s.color);
    return front[3] === 1 && contrastRatio(front, back.colour) >= ENOUGH ? back : null;
  };
};
/** Whether a text lies on what is behind its element and on nothing else. */
const liesOn = (node, el, back, seen) => {
  const free = (box) => !spills(el, box, back.by) && !disturbed(el, box);
  if (!seen.has(el)) seen.set(el, !overflows(el) && free(boxOf(el)));
  // Only lines that leave their element, or are beside what may disturb them, are looked at one by one.
  if (seen.get(el)) return true;
  const range = createRange(document);
  range.selectNodeContents(node);
  return [...range.getClientRects()].every(free);
};
const contrast = () => {
  const clear = clearing();
  const seen = new Map();
  let any = false;
  for (const [node, el] of visibleTexts()) {
    any = true;
    const back = el instanceof HTMLElement ? clear(el) : null;
    if (!back || !liesOn(node, el, back, seen)) return "";
  }
  for (const el of rendered(FIELDS)) {
    if (!isVisible(el)) continue;
    any = true;
    if (!clear(el) || disturbed(el, boxOf(el))) return "";
  }
  return any ? "passed" : "inapplicable";
};

// --- links, nesting, scrolling, targets ---------------------------------------------------------------

// As axe has it: what is laid out otherwise flows with the text around it.
const BLOCK = /^(block|list-item|table|flex|grid|inline-block)$/;
const blockOf = (el) => {
  let at = parentOf(el);
  while (at && at !== bodyOf(document) && !BLOCK.test(styleOf(at).display)) at = parentOf(at);
  return at || bodyOf(document);
};
/** Whether a link flows with other words than those of links. */
const inText = (el) => !BLOCK.test(styleOf(el).display) && besideWords(blockOf(el));
const besideWords = (block) => {
  const known = once("blocks with words beside links", () => new Map());
  if (!known.has(block)) known.set(block, hasWords(block));
  return known.get(block);
};
/** Whether these words are on lines of its own, and not in the next cell of a table. */
const inLine = (el) => {
  let at = parentOf(el);
  while (at && /^(inline|contents)$/.test(styleOf(at).display)) at = parentOf(at);
  return !!at && besideWords(at);
};
const LINKS = "a[href], [role=link]";
const hasWords = (block) => {
  const texts = createTreeWalker(document, block, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    if (/[\p{L}\p{N}]/u.test(node.data) && !closest(parentElementOf(node), LINKS)) return true;
  return false;
};
const links = () => {
  const told = rendered(LINKS).filter(inText);
  if (!told.length) return "inapplicable";
  return told.every((el) => styleOf(el).textDecorationLine.includes("underline")) ? "passed" : "";
};

const KEYS =
  "a[href], area[href], button, input, select, textarea, summary, iframe, object, embed, audio, video, [tabindex], [contenteditable]";
const hiddenFocus = () => {
  const hidden = selectAll("[aria-hidden=true]");
  if (!hidden.length) return "inapplicable";
  return hidden.some((el) => matches(el, KEYS) || querySelector(el, KEYS)) ? "" : "passed";
};
const FLAT =
  ":is(button, summary, svg, img, progress, meter, [role=button], [role=checkbox], [role=img], [role=image], [role=math], [role=menuitemcheckbox], [role=menuitemradio], [role=meter], [role=option], [role=progressbar], [role=radio], [role=scrollbar], [role=separator], [role=slider], [role=switch], [role=tab])";
const nested = () =>
  querySelector(document, `${FLAT} :is(${KEYS})`)
    ? ""
    : querySelector(document, FLAT)
      ? "passed"
      : "inapplicable";
const scrolling = () => {
  const scrolls = rendered("*").some((el) => {
    const s = styleOf(el);
    return (
      /auto|scroll/.test(`${s.overflowX} ${s.overflowY}`) &&
      (scrollWidthOf(el) > clientWidthOf(el) || scrollHeightOf(el) > clientHeightOf(el))
    );
  });
  return scrolls ? "" : "inapplicable";
};

// CSS pixels (WCAG 2.2, 2.5.8).
const TARGET = 24;
const targets = () => {
  const all = rendered(
    `${KEYS}, ${["button", "link", "checkbox", "radio", "tab", "switch", "option", "menuitem", "slider", "treeitem"].map((role) => `[role=${role}]`).join(", ")}`,
  )
    .filter((el) => tabIndexOf(el) >= 0 && isVisible(el))
    .map((el) => ({ el, box: boxOf(el) }));
  if (!all.length) return "inapplicable";
  if (all.length > MOST) return "";
  for (const { el, box } of all) {
    const others = all.filter((other) => other.el !== el);
    if (matches(el, LINKS) && styleOf(el).display === "inline" && inText(el) && inLine(el))
      continue;
    if (others.some((other) => meets(other.box, box)) || disturbed(el, box)) return "";
    if (box.width >= TARGET && box.height >= TARGET) continue;
    // One that is small needs room: a circle around its middle that meets no other target's.
    const [x, y, r] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2, TARGET / 2];
    const room = { left: x - r, right: x + r, top: y - r, bottom: y + r };
    if (
      others.some(
        (other) =>
          meets(other.box, room) ||
          Math.hypot(
            (other.box.left + other.box.right) / 2 - x,
            (other.box.top + other.box.bottom) / 2 - y,
          ) < TARGET,
      )
    )
      return "";
  }
  return "passed";
};

const LOOKS = {
  "aria-hidden-focus": hiddenFocus,
  "color-contrast": contrast,
  "link-in-text-block": links,
  "nested-interactive": nested,
  "scrollable-region-focusable": scrolling,
  "target-size": targets,
};

/** Of axe's rules `names` those that are certain, with their outcomes. */
export const settled = (names) => {
  forget();
  // axe looks into frames, and follows what is in shadow roots.
  if (
    !bodyOf(document) ||
    querySelector(document, "iframe, frame, object, embed") ||
    selectAll("*").some((el) => shadowRootOf(el))
  )
    return {};
  if (!strays()) return {};
  const found = {};
  for (const name of names) {
    const outcome = LOOKS[name]?.();
    if (outcome) found[name] = outcome;
  }
  return found;
};
