import {
  attr,
  bodyOf,
  closest,
  containsNode,
  getElementsByTagName,
  getRootNode,
  localNameOf,
  nextElementSiblingOf,
  nextSiblingOf,
  nodeTypeOf,
  parentElementOf,
  querySelector,
} from "../../../../browser/scripts/dom.js";
import { accessibleName, roleOf } from "../../../js/names.js";
import { once } from "../../../js/once.js";
import { explicitRole } from "../../../js/roles.js";
import { rule } from "../../../js/rules.js";
import { textOf, textRuns } from "../../../js/text.js";
import { selectAll } from "../../../js/tree.js";
import { isExposed, isRendered, isVisible } from "../../../js/visibility.js";

const NATIVE = "h1, h2, h3, h4, h5, h6";
const ANY = `${NATIVE}, [role~=heading]`;
const LONGEST = 120; // characters
const LONG_PAGE = 800; // characters

const levelOf = (el) => {
  const given = parseInt(attr(el, "aria-level"), 10);
  if (given > 0) return given;
  return /^h[1-6]$/.test(localNameOf(el)) ? +localNameOf(el)[1] : 2;
};
const isHeading = (el) => roleOf(el) === "heading";
const headings = () =>
  once("headings", () =>
    selectAll(ANY).filter((el) => isHeading(el) && isExposed(el) && accessibleName(el)),
  );

rule("heading-hidden-from-screen-readers", function* (page) {
  if (selectAll("[aria-modal=true], dialog[open]").some(isVisible)) return; // the rest of the page is out of play
  for (const el of selectAll(NATIVE)) {
    const text = textOf(el);
    if (!/\p{L}/u.test(text) || !isVisible(el)) continue;
    const role = explicitRole(el);
    if (!isExposed(el)) {
      // What slides, collapses or is a copy for the eye is hidden on purpose.
      if (!closest(el, "[inert]") && !toldElsewhere(el, text)) yield page.ask(el, { text });
    } else if (/^(none|presentation|generic|paragraph)$/.test(role) && !isHeading(el))
      yield page.ask(el, { key: "role", text, role });
    else yield page.pass(el);
  }
});
const toldElsewhere = (el, text) =>
  headings().some((other) => other !== el && accessibleName(other).includes(text));

rule("heading-duplicate", function* (page) {
  let before = null;
  for (const el of headings()) {
    if (
      before &&
      levelOf(before) === levelOf(el) &&
      isVisible(before) &&
      isVisible(el) &&
      accessibleName(before).toLowerCase() === accessibleName(el).toLowerCase()
    )
      yield page.ask(el, { text: accessibleName(el) });
    else yield page.pass(el);
    before = el;
  }
});

const CONTENT =
  "img, svg, picture, video, audio, canvas, iframe, object, embed, input, button, select, textarea, table, form, hr, math, [role=img], [contenteditable=true]";

/** Where everything that a heading can open begins, as places in the page: text, controls, media. */
const contentPlaces = (placeOf) => {
  const words = textRuns().map((run) => run.parts.find((part) => /\S/.test(part.text)).node);
  const places = new Set(words.map(placeOf));
  for (const el of selectAll(CONTENT)) if (isRendered(el)) places.add(placeOf(el));
  return [...places].sort((a, b) => a - b);
};
/** The place of a node's element in the order of the page; -1 for what has none. */
const pagePlaces = () => {
  const order = new Map(selectAll("*").map((el, at) => [el, at]));
  return (node) => order.get(nodeTypeOf(node) === 1 ? node : parentElementOf(node)) ?? -1;
};
/** Headings, in order, each with whether anything begins between it and the next one. */
const headingsWithContent = function* (list) {
  const placeOf = pagePlaces();
  const places = contentPlaces(placeOf);
  let at = 0;
  for (const [n, el] of list.entries()) {
    const next = list[n + 1];
    const end = placeOf(el) + getElementsByTagName(el, "*").length;
    while (at < places.length && places[at] <= end) at += 1;
    yield {
      el,
      next,
      filled: at < places.length && places[at] < (next ? placeOf(next) : Infinity),
    };
  }
};
/** Whether a heading is a control or holds one: it does something by itself. */
const doesSomething = (el) =>
  querySelector(el, `a[href], button, ${CONTENT}`) ||
  closest(el, "a[href], button, summary, dialog, template");
/** Whether what a heading opens may be there and only not shown now. */
const contentMayBeHidden = (el, next) => (next ? !isVisible(next) : collapsedAfter(el));

rule("heading-without-content", function* (page) {
  for (const { el, next, filled } of headingsWithContent(headings())) {
    // Text that stands loose behind the heading belongs to its parent, which comes before it.
    const opensSomething =
      filled || looseTextAfter(el, next) || (next && levelOf(next) > levelOf(el));
    if (opensSomething || doesSomething(el) || !isVisible(el) || getRootNode(el) !== document)
      yield page.pass(el);
    else if (contentMayBeHidden(el, next)) yield page.pass(el);
    else yield page.ask(el, { text: accessibleName(el) });
  }
});
const looseTextAfter = (el, next) => {
  for (let at = el; at && at !== parentElementOf(bodyOf(document)); at = parentElementOf(at)) {
    for (let node = nextSiblingOf(at); node; node = nextSiblingOf(node)) {
      if (nodeTypeOf(node) === 3 && /\S/.test(node.data)) return true;
      if (nodeTypeOf(node) === 1 && next && (node === next || containsNode(node, next)))
        return false;
    }
  }
  return false;
};
/** Whether something that is not shown now follows, such as what a tab or a script brings. */
const collapsedAfter = (el) => {
  for (let at = el; at && localNameOf(at) !== "body"; at = parentElementOf(at)) {
    for (let other = nextElementSiblingOf(at); other; other = nextElementSiblingOf(other)) {
      if (!/^(script|style|link|template|br)$/.test(localNameOf(other))) return true;
    }
  }
  return false;
};

rule("heading-used-for-text", function* (page) {
  for (const el of headings()) {
    const text = textOf(el);
    const sentences = (text.match(/\p{Ll}[.。](?=\s+\p{Lu}|$)/gu) || []).length;
    if (text.length > LONGEST || (sentences > 1 && text.length > 80))
      yield page.ask(el, { count: text.length, text });
    else yield page.pass(el);
  }
});

rule("headings-missing", function* (page) {
  const found = selectAll(ANY).some((el) => isHeading(el) && isExposed(el));
  if (found) {
    yield page.pass(null);
    return;
  }
  let count = 0,
    blocks = 0;
  for (const run of textRuns()) {
    const length = run.parts.reduce(
      (sum, part) => sum + (part.text === "\uFFFC" ? 0 : part.text.trim().length),
      0,
    );
    count += length;
    if (length > 60) blocks += 1;
  }
  if (count > LONG_PAGE && blocks > 2) yield page.ask(null, { count });
});

rule("heading-level-one-repeated", function* (page) {
  const list = headings().filter(
    (el) => levelOf(el) === 1 && isVisible(el) && !closest(el, "dialog, [role=dialog]"),
  );
  if (!list.length) return;
  if (list.length > 1)
    yield page.ask(list[1], { text: accessibleName(list[1]), number: 2, count: list.length });
  else yield page.pass(list[0]);
});
