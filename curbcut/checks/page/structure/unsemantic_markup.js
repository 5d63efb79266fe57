import {
  attr,
  bodyOf,
  childElementCountOf,
  childrenOf,
  classNameOf,
  closest,
  containsNode,
  createRange,
  firstElementChildOf,
  hasAttr,
  idOf,
  localNameOf,
  nextElementSiblingOf,
  nodeTypeOf,
  parentElementOf,
  querySelector,
} from "../../../browser/scripts/dom.js";
import { roleOf } from "../../js/names.js";
import { once } from "../../js/once.js";
import { rule } from "../../js/rules.js";
import { pseudoText, textOf, textRuns } from "../../js/text.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { boxOf, isExposed, isVisible, styleOf } from "../../js/visibility.js";

const letters = (text) => (text.match(/\p{L}/gu) || []).length;
const isBold = (el) => parseInt(styleOf(el).fontWeight, 10) >= 600;
const sizeOf = (el) => parseFloat(styleOf(el).fontSize);

/** The lines of a run of text that hold anything: {text, raw, parts, run}. */
const linesOf = (run) => {
  const lines = [];
  let parts = [];
  const close = () => {
    const raw = parts.map((part) => part.text).join("");
    const text = raw
      .replace(/\uFFFC/g, " ")
      .replace(/\s+/g, " ")
      .trim();
    if (text || /\uFFFC/.test(raw)) lines.push({ text, raw, parts, run });
    parts = [];
  };
  for (const part of run.parts) {
    const pieces = part.text.split("\n");
    pieces.forEach((piece, at) => {
      if (at) close();
      if (piece) parts.push({ ...part, text: piece });
    });
  }
  close();
  return lines;
};
const allLines = () => once("fakes.lines", () => textRuns().map(linesOf));

/** The element to point at for a line: the block if the line is all of it, else what is around it. */
const around = (line) => {
  const { run, parts } = line;
  if (run.parts.length === parts.length && textOf(run.el).length <= line.text.length + 2)
    return run.el;
  const first = parts.find((part) => /\S/.test(part.text));
  let el = first ? first.el : run.el;
  if (localNameOf(el) === "br") el = run.el;
  while (
    el !== run.el &&
    parentElementOf(el) !== run.el &&
    parentElementOf(el) &&
    textOf(parentElementOf(el)) === line.text
  )
    el = parentElementOf(el);
  return el;
};

const lineBox = (line) => {
  const texts = line.parts.filter((part) => nodeTypeOf(part.node) === 3);
  const range = createRange(document);
  range.setStartBefore(texts[0].node);
  range.setEndAfter(texts[texts.length - 1].node);
  return range.getBoundingClientRect();
};

/** How a line is set: whether all its letters are bold, underlined, capitals; its size in pixels. */
const lookOf = (line) => {
  const worded = line.parts.filter(
    (part) => /[\p{L}\p{N}]/u.test(part.text) && nodeTypeOf(part.node) === 3,
  );
  if (!worded.length) return null;
  const every = (test) => worded.every((part) => test(part.el, part));
  return {
    bold: every((el) => isBold(el)),
    someBold: worded.some((part) => isBold(part.el)),
    size: Math.min(...worded.map((part) => sizeOf(part.el))),
    underlined: every((el) => underlined(el, line.run.el)),
    capitals:
      letters(line.text) >= 4 &&
      every(
        (el, part) =>
          styleOf(el).textTransform === "uppercase" || part.text === part.text.toUpperCase(),
      ) &&
      (/\p{Lu}/u.test(line.text) || styleOf(worded[0].el).textTransform === "uppercase"),
  };
};
const underlined = (el, top) => {
  for (let at = el; at; at = parentOf(at)) {
    // Underlines of links say that they are links.
    if (localNameOf(at) === "a" && hasAttr(at, "href")) return false;
    if (styleOf(at).textDecorationLine.includes("underline")) return true;
    if (at === top) return false;
  }
  return false;
};

// --- headings -----------------------------------------------------------------------------------

const NO_HEADING =
  "h1, h2, h3, h4, h5, h6, [role=heading], button, [role=button], a[href], label, legend, caption, figcaption, figure, summary, dt, dl, li, th, thead, nav, [role=navigation], [role=banner], [role=tab], [role=tablist], [role=menu], [role=menubar], [role=alert], [role=status], [role=listitem], [role=columnheader], [role=rowheader], code, pre, samp, address, blockquote, time, output, [contenteditable=true]";

/** The ids that name or describe something else. */
const namers = () =>
  once("fakes.namers", () => {
    const ids = new Set();
    for (const el of selectAll("[aria-labelledby], [aria-describedby]")) {
      for (const name of ["aria-labelledby", "aria-describedby"]) {
        for (const id of (attr(el, name) || "").split(/\s+/)) if (id) ids.add(id);
      }
    }
    return ids;
  });
const headsSomething = (el) => {
  for (let at = el, far = 0; at && far < 4; at = parentElementOf(at), far += 1)
    if (idOf(at) && namers().has(idOf(at))) return true;
  return false;
};

const couldHead = (line) => {
  const { text } = line;
  const count = text.split(" ").length;
  return (
    text.length >= 3 &&
    text.length <= 100 &&
    count <= 14 &&
    letters(text) >= 3 &&
    letters(text) * 2 > text.replace(/\s/g, "").length &&
    !/[.;,!…。、،؛]["”’)]?$/.test(text) &&
    !/\n/.test(text)
  );
};
// A label such as “Note” says what kind of box this is; it opens no part of the page.
const NOTE =
  /^(note|important|warning|tip|caution|danger|attention|info|hint|example|remember|nota|aviso|importante|hinweis|achtung|tipp|remarque|attention|ملاحظة|تنبيه|تحذير)(?![\p{L}\p{N}])/iu;
const BOX =
  "[role=note], [class*=callout], [class*=admonition], [class*=alert], [class*=notice], [class*=toast], [class*=message]";
const labelsBox = (el, text) => {
  const box = closest(el, BOX);
  return (
    NOTE.test(text) ||
    (!!box && box !== bodyOf(document) && textOf(box).startsWith(text) && textOf(box).length < 800)
  );
};
const inBanner = (el) => {
  const header = closest(el, "header");
  return !!header && roleOf(header) === "banner";
};

const PRICE = /^[\p{Sc}~±+-]*\s?\d[\d.,\s]*(\p{Sc}|%|\/|$)/u;
const BYLINE = /^(by|von|par|por|posted|published|updated|written)\s/i;
/** Letters in the line before that head this part already: what follows them is a byline or a lead. */
const headedBy = (line) => {
  const heading = line && closest(line.run.el, "h2, h3, h4, h5, h6, [role=heading]");
  return !!heading && isExposed(heading);
};

rule("heading-fake", function* (page) {
  const lines = allLines().flat();
  for (let at = 0; at + 1 < lines.length; at += 1) {
    const line = lines[at],
      next = lines[at + 1];
    const within = line.run.el;
    if (!couldHead(line) || PRICE.test(line.text) || BYLINE.test(line.text)) continue;
    // What it heads: a sentence rather than another label, or a list or table.
    const listed = /^(li|dt|td|th)$/.test(localNameOf(next.run.el)) && next.run.el !== within;
    if (next.text.length < (next.run === line.run ? 40 : 25) && !listed) continue;
    const look = lookOf(line),
      below = lookOf(next);
    if (!look || !below || !standsOut(look, below)) continue;
    if ((listed && look.size < below.size) || headedBy(lines[at - 1])) continue;
    // A line that is a link leads somewhere; and what is around the text is headed by nothing in it.
    if (line.parts.every((part) => !/\S/.test(part.text) || closest(part.el, "a[href]"))) continue;
    const main = closest(within, "main, [role=main]");
    if (main && !containsNode(main, next.run.el)) continue;
    const el = around(line);
    if (closest(el, NO_HEADING) || closest(within, NO_HEADING)) continue;
    // A real heading that is laid out in a line, with a box around it.
    if (
      line.parts.every(
        (part) =>
          !/\S/.test(part.text) || closest(part.el, "h1, h2, h3, h4, h5, h6, [role=heading]"),
      )
    )
      continue;
    const table = closest(within, "table");
    if (table && containsNode(table, next.run.el) && querySelector(table, "th")) continue;
    if (!isExposed(within) || !isExposed(next.run.el) || !isVisible(within)) continue;
    if (inBanner(within) || headsSomething(el) || labelsBox(within, line.text)) continue;
    const [upper, lower] = [lineBox(line), lineBox(next)];
    const stands =
      lower.top >= upper.bottom - look.size * 0.6 &&
      upper.left < lower.right &&
      lower.left < upper.right;
    if (stands && upper.height <= look.size * 3.4) yield page.ask(el, { text: line.text });
  }
});
const standsOut = (look, below) => {
  if (look.size < below.size) return false;
  if (look.size >= below.size * 1.15) return look.bold || !below.bold;
  return (
    (look.bold && !below.bold) ||
    (look.underlined && !below.underlined) ||
    (look.capitals && !below.capitals)
  );
};

// --- lists --------------------------------------------------------------------------------------

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
  const first = line.parts.find((part) => /\S/.test(part.text));
  if (first && localNameOf(first.node) === "img" && line.text && line.parts.indexOf(first) < 3) {
    const alt = (attr(first.node, "alt") || "").trim(),
      shown = boxOf(first.node);
    if (
      (alt.length < 3 || /bullet|arrow|dot/i.test(alt)) &&
      shown.width <= 24 &&
      shown.height <= 24
    )
      found.push([`image ${attr(first.node, "src")}`, "", 0]);
  }
  return found;
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

/** "failed", "cantTell" or nothing for lines that begin alike. */
const judge = (group) => {
  const { kind, lines, first } = group;
  const count = lines.length;
  const mean = lines.reduce((sum, line) => sum + line.text.length, 0) / count;
  if (lines.some((line) => letters(line.text) < 1) || (kind === "roman" && count < 3)) return "";
  if (kind === "bullet") return count > 2 ? "failed" : "cantTell";
  if (kind === "drawn" || kind.startsWith("image")) return count > 2 ? "cantTell" : "";
  if (/^(number|letter|roman)$/.test(kind)) {
    if (first !== 1) return count > 2 && first > 0 && kind === "number" ? "cantTell" : "";
    return count > 2 && mean <= 200 && lines.every((line) => letters(line.text) > 2)
      ? "failed"
      : "cantTell";
  }
  // Dashes also open lines of dialogue, which are sentences; asterisks open footnotes.
  const spoken = lines.filter((line) => /[.!?…]["”’»]?$/.test(line.text)).length * 2 >= count;
  if (count < 3) return kind === "dash-" || (kind === "dash*" && !spoken) ? "cantTell" : "";
  return /^dash[-*]$/.test(kind) && !spoken ? "failed" : "cantTell";
};

rule("list-fake", function* (page) {
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

// --- tables -------------------------------------------------------------------------------------

/** Columns where words begin after a gap, as a map from column to how many lines have it. */
const startsOf = (lines) => {
  const starts = new Map();
  for (const line of lines) {
    for (const hit of line.matchAll(/(?:\s{2,}|\|)\s*(?=\S)/g)) {
      const at = hit.index + hit[0].length;
      if (hit.index > 0 && line.slice(0, hit.index).trim())
        starts.set(at, (starts.get(at) || 0) + 1);
    }
  }
  return starts;
};
const untab = (line) => {
  let out = "";
  for (const sign of line) out += sign === "\t" ? " ".repeat(8 - (out.length % 8)) : sign;
  return out;
};
const codeLike = (text) =>
  (text.match(/[{}();=<>$#\\`[\]]/g) || []).length > text.replace(/\s/g, "").length * 0.04 ||
  /^\s*(\$|>|#|%)\s/m.test(text);

rule("table-fake", function* (page) {
  for (const run of textRuns()) {
    const pre =
      run.parts.some((part) => nodeTypeOf(part.node) === 3 && part.text.includes("\n")) ||
      localNameOf(run.el) === "pre";
    if (!pre && !run.parts.some((part) => /\u00A0 ?\u00A0/.test(part.text))) continue;
    const el = run.el;
    if (
      closest(el, "code, samp, kbd, textarea, table, [role=img], [contenteditable=true]") ||
      querySelector(el, "code, samp, kbd") ||
      !isExposed(el) ||
      !isVisible(el)
    )
      continue;
    const text = run.parts.map((part) => part.text).join("");
    const lines = text
      .split("\n")
      .slice(0, 200)
      .filter((line) => /\S/.test(line))
      .map((line) => untab(line.replace(/\u00A0/g, " ")).trimEnd());
    if (lines.length < 3 || codeLike(text)) continue;
    const gapped = lines.filter((line) => /\S\s{2,}\S|\S\s*\|\s*\S/.test(line));
    if (gapped.length < 3) continue;
    const data = { count: gapped.length, text: gapped[0].replace(/\s+/g, " ") };
    if (pre) {
      const shared = [...startsOf(gapped)].filter(
        ([, count]) => count >= 3 && count >= gapped.length * 0.6,
      );
      if (shared.length && gapped.length >= lines.length * 0.5) yield page.ask(el, data);
    } else {
      // Blanks that do not break, typed to push words into columns: two gaps or more in each line.
      const wide = text
        .split("\n")
        .filter(
          (line) => (line.match(/\S[ \u00A0]*(?:\u00A0[ \u00A0]*){3,}(?=[^\s])/g) || []).length > 1,
        );
      yield wide.length >= 3 ? page.fail(el, data) : page.ask(el, data);
    }
  }
  for (const [el, rows, text] of boxTables())
    yield page.ask(el, { key: "boxes", count: rows, text });
});

const leaf = (el) => {
  if (hasAttr(el, "role")) return "";
  const text = textOf(el);
  return text.length <= 40 &&
    !querySelector(
      el,
      "p, div, ul, ol, img, svg, input, button, select, h1, h2, h3, h4, h5, h6, table, a",
    )
    ? text
    : "";
};
const inBold = (el) => {
  const inner = firstElementChildOf(el);
  return isBold(inner && textOf(inner) === textOf(el) ? inner : el);
};
const near = (a, b) => Math.abs(a - b) <= 2;

/** Boxes in rows and columns: [element, number of rows, words of the first row]. */
const boxTables = function* () {
  for (const el of selectAll("div, section")) {
    const count = childElementCountOf(el);
    if (count < 3 || count > 500 || hasAttr(el, "role")) continue;
    const rows = rowsOf(el);
    if (
      !rows ||
      rows.length < 3 ||
      closest(
        el,
        "table, [role=table], [role=grid], [role=treegrid], [role=list], [role=row], ul, ol, dl, [aria-hidden=true], nav, pre",
      )
    )
      continue;
    if (!isVisible(el) || !lined(rows)) continue;
    const headed = rows[0].every(inBold) && !rows[1].every(inBold);
    const body = rows.slice(1);
    const figures = rows[0].some(
      (_, column) => column > 0 && body.every((row) => /\d/.test(textOf(row[column]))),
    );
    if (headed || (figures && !/\d/.test(rows[0].map(textOf).join(""))))
      yield [el, rows.length, rows[0].map(textOf).join(" ")];
  }
};
const rowsOf = (el) => {
  const children = [...childrenOf(el)];
  const width = childElementCountOf(children[0]);
  if (width >= 3) {
    if (
      !children.every(
        (row) =>
          childElementCountOf(row) === width &&
          localNameOf(row) === localNameOf(children[0]) &&
          !hasAttr(row, "role"),
      )
    )
      return null;
    const rows = children.map((row) => [...childrenOf(row)]);
    return rows[0].every(leaf) && rows.every((row) => row.filter(leaf).length * 2 >= width)
      ? rows
      : null;
  }
  if (!styleOf(el).display.includes("grid") || children.length < 9 || !children.every(leaf))
    return null;
  const top = boxOf(children[0]).top;
  const columns = children.findIndex((cell) => !near(boxOf(cell).top, top));
  if (columns < 3 || children.length % columns) return null;
  const rows = [];
  for (let at = 0; at < children.length; at += columns) rows.push(children.slice(at, at + columns));
  return rows;
};
const lined = (rows) => {
  const lefts = rows[0].map((cell) => boxOf(cell).left),
    rights = rows[0].map((cell) => boxOf(cell).right);
  if (new Set(lefts.map(Math.round)).size < lefts.length) return false;
  let bottom = -Infinity;
  for (const row of rows.slice(0, 30)) {
    const boxes = row.map(boxOf);
    if (
      !boxes.every(
        (b, column) =>
          near(b.left, lefts[column]) ||
          near(b.right, rights[column]) ||
          near(b.left + b.right, lefts[column] + rights[column]),
      )
    )
      return false;
    const top = Math.min(...boxes.map((b) => b.top));
    if (top < bottom - 2) return false;
    bottom = top + 4;
  }
  return true;
};
