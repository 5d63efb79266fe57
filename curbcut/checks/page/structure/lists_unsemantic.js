// Lists that are none.

import {
  attr,
  classNameOf,
  closest,
  containsNode,
  hasAttr,
  localNameOf,
  nextElementSiblingOf,
  nodeTypeOf,
  parentElementOf,
} from "../../../browser/scripts/dom.js";
import { rule } from "../../js/rules.js";
import { pseudoText } from "../../js/text.js";
import { boxOf, isExposed, isVisible, styleOf } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { allLines, isBold, letters } from "./lines.js";

// --- lists --------------------------------------------------------------------------------------

const BULLET_IMAGE = wordsPattern("bullet_image");
const BULLET = /^([•‣⁃▪▫●○◦∙■□◆◇➢➤➔→►▶❖✓✔✦✱]|\u00B7|\uF0B7)\s*(?=\S)/;
const DASH = /^([-–—*»>+~])\s+(?=\S)/;
const NUMBER = /^\(?(\d{1,2})[.)](?!\d)\)?\s*(?=\D)/;
const LETTER = /^\(?([a-z])[.)]\s+(?=\S)/i;
const ROMAN = /^\(?([ivx]{1,5})[.)]\s+(?=\S)/i;
const ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
const NO_LIST =
  "pre, code, samp, kbd, h1, h2, h3, h4, h5, h6, [role=heading], [contenteditable=true], [role=math], nav ol, button, [role=listbox], [role=log]";

/** All that the beginning of a line may mean: [kind, marker, number]. */
const markersOf = (line) => {
  const found = [];
  const { text } = line;
  let hit = BULLET.exec(text);
  if (hit) found.push(["bullet", hit[1], 0]);
  if ((hit = DASH.exec(text))) found.push([`dash${hit[1]}`, hit[1], 0]);
  if ((hit = NUMBER.exec(text))) found.push(["number", hit[0].trim(), +hit[1]]);
  if ((hit = LETTER.exec(text)))
    found.push(["letter", hit[0].trim(), hit[1].toLowerCase().charCodeAt(0) - 96]);
  if ((hit = ROMAN.exec(text)) && ROMANS.includes(hit[1].toLowerCase()))
    found.push(["roman", hit[0].trim(), ROMANS.indexOf(hit[1].toLowerCase()) + 1]);
  const image = imageBefore(line);
  if (image) found.push([`image ${attr(image, "src")}`, "", 0]);
  return found;
};
/** The small image that a line begins with, or null. */
const imageBefore = (line) => {
  const first = line.parts.find((part) => /\S/.test(part.text));
  if (!first || localNameOf(first.node) !== "img" || !line.text || line.parts.indexOf(first) >= 3)
    return null;
  const alt = (attr(first.node, "alt") || "").trim(),
    shown = boxOf(first.node);
  const plain = alt.length < 3 || BULLET_IMAGE.test(alt);
  return plain && shown.width <= 24 && shown.height <= 24 ? first.node : null;
};
const ITEMS = /^(li|dt|dd|td|th|option|tr|summary)$/;
const drawnMarker = (run) => {
  if (!/^(p|div|span)$/.test(localNameOf(run.el))) return null;
  const s = styleOf(run.el);
  if (s.display === "list-item" && s.listStyleType !== "none") return ["drawn", "•", 0];
  if (!classNameOf(run.el)) return null;
  const sign = pseudoText(run.el, "::before").trim();
  return BULLET.test(`${sign} x`) && sign.length === 1 ? ["drawn", sign, 0] : null;
};

/** Whether a line comes straight after another one in the same list, if it is one. */
const follows = (before, line) => {
  if (before.run === line.run) return true;
  const [a, b] = [before.run.el, line.run.el];
  if (a === b) return true;
  return (
    parentElementOf(a) === parentElementOf(b) &&
    localNameOf(a) === localNameOf(b) &&
    !ITEMS.test(localNameOf(a)) &&
    !hasAttr(a, "role") &&
    !hasAttr(b, "role") &&
    nextOf(a) === b
  );
};
const nextOf = (el) => {
  let next = nextElementSiblingOf(el);
  while (next && /^(br|hr|script|style)$/.test(localNameOf(next)))
    next = nextElementSiblingOf(next);
  return next;
};

const groupsOf = () => {
  const groups = [];
  let open = new Map(); // kind → group
  let before = null;
  const seenRuns = new Set();
  for (const line of allLines().flat()) {
    const markers = markersOf(line);
    if (!markers.length && !seenRuns.has(line.run)) {
      const drawn = drawnMarker(line.run);
      if (drawn) markers.push(drawn);
    }
    seenRuns.add(line.run);
    const now = new Map();
    for (const [kind, marker, number] of markers) {
      const group = open.get(kind);
      const last = group && group.lines[group.lines.length - 1];
      if (
        group &&
        last === before &&
        follows(last, line) &&
        (number === 0 || number === group.number + 1)
      ) {
        group.lines.push(line);
        group.number = number;
        now.set(kind, group);
      } else {
        const fresh = { kind, marker, first: number, number, lines: [line] };
        groups.push(fresh);
        now.set(kind, fresh);
      }
    }
    open = now;
    before = line;
  }
  return groups.filter((group) => group.lines.length > 1);
};

const atLeastThree = (lines, more, fewer) => (lines.length > 2 ? more : fewer);
/** What lines that count up are: numbers, letters, Roman numerals. */
const judgeCounted = ({ kind, lines, first }) => {
  if (kind === "roman" && lines.length < 3) return "";
  if (first !== 1) return first > 0 && kind === "number" ? atLeastThree(lines, "cantTell", "") : "";
  const mean = lines.reduce((sum, line) => sum + line.text.length, 0) / lines.length;
  return lines.length > 2 && mean <= 200 && lines.every((line) => letters(line.text) > 2)
    ? "failed"
    : "cantTell";
};
/** What lines that begin with a dash or an asterisk are: dialogue and footnotes do as well. */
const judgeDashed = ({ kind, lines }) => {
  const sentences = lines.filter((line) => /[.!?…]["”’»]?$/.test(line.text));
  const spoken = sentences.length * 2 >= lines.length;
  if (lines.length < 3) return kind === "dash-" || (kind === "dash*" && !spoken) ? "cantTell" : "";
  return /^dash[-*]$/.test(kind) && !spoken ? "failed" : "cantTell";
};
/** "failed", "cantTell" or nothing for lines that begin alike. */
const judge = (group) => {
  const { kind, lines } = group;
  if (lines.some((line) => letters(line.text) < 1)) return "";
  if (kind === "bullet") return atLeastThree(lines, "failed", "cantTell");
  if (kind === "drawn" || kind.startsWith("image")) return atLeastThree(lines, "cantTell", "");
  return /^(number|letter|roman)$/.test(kind) ? judgeCounted(group) : judgeDashed(group);
};

rule("list-typed", function* (page) {
  const told = new Set();
  for (const group of groupsOf()) {
    const el = group.lines[0].run.el;
    if (told.has(el) || closest(el, NO_LIST) || !isExposed(el) || !isVisible(el)) continue;
    if (
      group.lines.some((line) =>
        line.parts.some((part) => closest(part.el, "code, kbd, samp, [aria-hidden=true] *")),
      )
    )
      continue;
    const outcome = judge(group);
    if (!outcome) continue;
    told.add(el);
    const data = { count: group.lines.length, marker: group.marker };
    if (group.kind.startsWith("image")) yield page.ask(el, { key: "images", ...data });
    else yield outcome === "failed" ? page.fail(el, data) : page.ask(el, data);
  }
  for (const [el, key, count] of quietLists()) {
    if (told.has(el) || closest(el, NO_LIST) || !isExposed(el) || !isVisible(el)) continue;
    told.add(el);
    yield page.ask(el, { key, count });
  }
});

/** Lines of one link each, and lines that each begin with a term in bold. */
const quietLists = function* () {
  for (const lines of allLines()) {
    if (lines.length < 3) continue;
    const links = new Set();
    let worded = 0;
    for (const line of lines) {
      const texts = line.parts.filter(
        (part) => /\S/.test(part.text) && nodeTypeOf(part.node) === 3,
      );
      const link = texts.length && closest(texts[0].el, "a[href]");
      if (link && texts.every((part) => containsNode(link, part.el))) links.add(link);
      worded += texts.length ? 1 : 0;
    }
    if (links.size >= 3 && links.size === worded) yield [lines[0].run.el, "links", links.size];
  }
  let group = [];
  const done = function* () {
    if (group.length >= 3) yield [group[0].run.el, "terms", group.length];
    group = [];
  };
  for (const line of allLines().flat()) {
    if (!explains(line)) {
      yield* done();
      continue;
    }
    if (group.length && !follows(group[group.length - 1], line)) yield* done();
    group.push(line);
  }
  yield* done();
};
const explains = (line) => {
  const texts = line.parts.filter((part) => nodeTypeOf(part.node) === 3 && /\S/.test(part.text));
  if (
    texts.length < 2 ||
    !isBold(texts[0].el) ||
    isBold(texts[1].el) ||
    closest(line.run.el, "li, dl, td, th, address")
  )
    return false;
  return (
    (/[:–—-]\s*$/.test(texts[0].text) && letters(texts[0].text) > 1) ||
    /^\s*[:–—]/.test(texts[1].text)
  );
};
