import {
  actionOf,
  attr,
  childNodesOf,
  closest,
  elementsOf,
  formsOf,
  idOf,
  localNameOf,
  matches,
  nameProperty,
  nodeTypeOf,
  parentElementOf,
  querySelector,
  querySelectorAll,
  shadowRootOf,
} from "../../../browser/scripts/dom.js";
import { accessibleDescription, accessibleName, labelsOf, roleOf } from "../../js/names.js";
import { once } from "../../js/once.js";
import { WIDGET_ROLES, explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { squeeze } from "../../js/text.js";
import { ancestors, byId, idrefs, parentOf, selectAll } from "../../js/tree.js";
import { isExposed, isRendered, isVisible } from "../../js/visibility.js";
import { onlyWordsPattern, wordsPattern } from "../../js/words.js";

// What the rules about forms share: the fields of a page and the words around them.
export const NATIVE =
  "input:not([type=hidden], [type=submit], [type=reset], [type=button], [type=image]), select, textarea";
export const BY_HAND =
  "[role=textbox], [role=searchbox], [role=combobox], [role=listbox], [role=spinbutton], [role=slider], [role=checkbox], [role=radio], [role=switch]";
const BUTTONS = "button, input[type=submit], input[type=image], input[type=button], [role=button]";

/** A function that makes something at most once for all rules that run together. */
export const onePerRun = (make) => () => once(make, make);

/** The fields that assistive technology meets, in tree order. */
export const fields = onePerRun(() =>
  selectAll(`${NATIVE}, ${BY_HAND}`).filter(
    (el) => isExposed(el) && !closest(el, "[aria-disabled=true]"),
  ),
);
const fieldSet = onePerRun(() => new Set(fields()));

export const kindOf = (el) => {
  const given = explicitRole(el);
  if (given) return given;
  if (localNameOf(el) === "input") {
    const type = (attr(el, "type") || "text").toLowerCase();
    return type === "checkbox" || type === "radio" ? type : "text";
  }
  return localNameOf(el);
};

/** Words that can be seen in an element; those of fields and of buttons in it do not count. */
export const seenWords = (root, { buttons = true } = {}) => {
  let text = "";
  const collect = (node) => {
    for (const child of childNodesOf(node)) {
      if (text.length > 2000) return;
      if (nodeTypeOf(child) === 3) {
        if (child.data.trim() && isVisible(node)) text += ` ${child.data}`;
      } else if (nodeTypeOf(child) === 1) collectElement(child);
    }
  };
  const collectElement = (el) => {
    if (/^(script|style|template|option|select|textarea|noscript)$/.test(localNameOf(el))) return;
    if (matches(el, BY_HAND)) return;
    if (matches(el, BUTTONS)) {
      if (buttons && isVisible(el)) text += ` ${accessibleName(el)}`;
      return;
    }
    if (localNameOf(el) === "img" && el.alt && isVisible(el)) text += ` ${el.alt}`;
    collect(shadowRootOf(el) || el);
  };
  if (isRendered(root)) collect(root);
  return squeeze(text);
};

/**
 * The largest box around a field that holds no other field (radio buttons and checkboxes of one
 * name count as one), at most `levels` up: what is written in it is meant for the field.
 */
export const ownBox = (el, levels = 4) => {
  const all = fieldSet();
  let at = el;
  for (let up = parentOf(el), level = 0; up && level < levels; up = parentOf(up), level++) {
    if (/^(body|html|main|form|fieldset|table|tbody|section|article)$/.test(localNameOf(up))) break;
    let others = false;
    for (const other of querySelectorAll(up, `${NATIVE}, ${BY_HAND}`)) {
      if (
        other !== el &&
        all.has(other) &&
        !(nameProperty(other) && nameProperty(other) === nameProperty(el) && other.type === el.type)
      ) {
        others = true;
        break;
      }
    }
    if (others) break;
    at = up;
  }
  return at;
};

const WORD = /[\p{L}\p{N}]/u;
const isField = (node) =>
  nodeTypeOf(node) === 1 &&
  (matches(node, `${NATIVE}, ${BY_HAND}`) || querySelector(node, `${NATIVE}, ${BY_HAND}`));

/** The words right before or right behind a field, up to the next field. */
// “Search” right beside a field says what the field is for (G167); these words say nothing of it.
const ANY_FORM = onlyWordsPattern("form_buttons", String.raw`\W*`);
const buttonWords = (button) => {
  const name = accessibleName(button);
  return ANY_FORM.test(name) ? "" : name;
};
export const neighbourWords = (el) => {
  const gather = (step) => {
    let text = "";
    for (let node = el[step], count = 0; node && count < 6 && !text; node = node[step], count++) {
      if (isField(node)) break;
      if (nodeTypeOf(node) === 3)
        text = WORD.test(node.data) && isVisible(parentElementOf(node)) ? node.data : "";
      else if (nodeTypeOf(node) === 1 && isVisible(node))
        text = matches(node, BUTTONS) ? buttonWords(node) : seenWords(node);
    }
    return squeeze(text);
  };
  return { before: gather("previousSibling"), after: gather("nextSibling") };
};

const labelSeen = (el) => {
  const labels = [...labelsOf(el), ...idrefs(el, "aria-labelledby")];
  return labels.some(
    (label) =>
      WORD.test(seenWords(label)) || [...querySelectorAll(label, "img, svg")].some(isVisible),
  );
};

const SEARCH = wordsPattern("search_field");
/** Whether a field is one to search with. */
const isSearch = (el) =>
  (el.type || "").toLowerCase() === "search" ||
  kindOf(el) === "searchbox" ||
  closest(el, "[role=search], search") ||
  SEARCH.test(accessibleName(el)) ||
  /search|query|\bq\b/i.test(`${nameProperty(el) || ""} ${idOf(el)}`);
const formHasButton = (el) =>
  !!el.form && [...elementsOf(el.form)].some((other) => matches(other, BUTTONS));
/** Whether something other than a label shows what a field is for. */
const isNamedByPlace = (el) => {
  const { before, after } = neighbourWords(el);
  return (
    WORD.test(before) ||
    WORD.test(after) ||
    closest(el, "td, th, [role=cell], [role=gridcell]") ||
    (isSearch(el) && formHasButton(el)) ||
    WORD.test(seenWords(ownBox(el))) ||
    (explicitRole(el) && WORD.test(seenWords(el)))
  );
};
/** Whether a field is one that shows its options: these are what it is about. */
const isListByHand = (el) => kindOf(el) === "listbox" && localNameOf(el) !== "select";

rule("field-label-not-visible", function* (page) {
  for (const el of fields()) {
    // A box that was made invisible so that a drawn one can stand in for it is not looked at.
    if (isListByHand(el) || !isVisible(el)) continue;
    const name = accessibleName(el);
    if (!name) continue; // axe says so
    if (labelSeen(el) || isNamedByPlace(el)) yield page.pass(el);
    else if (el.placeholder && !el.value)
      yield page.ask(el, { key: "placeholder", name: el.placeholder });
    else yield page.ask(el, { name });
  }
});

/** Whether a label names a field by aria-labelledby. */
const namesByReference = (label) =>
  idOf(label) && fields().some((field) => idrefs(field, "aria-labelledby").includes(label));
/** The outcome for a label whose “for” leads to no field. */
const judgeReference = (page, label, text, wanted) => {
  const there = wanted && byId(label, wanted);
  if (!there) return page.ask(label, { key: "missing", text, wanted });
  if (!isRendered(there)) return null;
  return localNameOf(there) === "input" || accessibleName(there).includes(text)
    ? page.pass(label)
    : page.ask(label, { key: "unfit", text, wanted });
};
/** The outcome for a label that refers to nothing and holds no field of HTML. */
const judgeContent = (page, label, text) => {
  const byHand = querySelector(label, BY_HAND);
  if (byHand)
    return accessibleName(byHand) ? page.pass(label) : page.ask(label, { key: "unfit", text });
  return querySelector(label, "button, meter, progress, output") ? null : page.ask(label, { text });
};
/** The outcome for a label that can be seen, if it has any. */
const judgeLabel = (page, label, text) => {
  if (label.control || namesByReference(label)) return page.pass(label);
  const wanted = attr(label, "for");
  return wanted === null
    ? judgeContent(page, label, text)
    : judgeReference(page, label, text, wanted);
};

rule("label-points-nowhere", function* (page) {
  for (const el of page.all("label")) {
    if (!isVisible(el) || !isExposed(el)) continue;
    const text = seenWords(el);
    const outcome = WORD.test(text) ? judgeLabel(page, el, text) : null;
    if (outcome) yield outcome;
  }
});

/** What else is said when a field is reached: groups, row and column, the heading above. */
const surroundings = (el) => {
  const said = [];
  for (const up of ancestors(el)) {
    if (
      localNameOf(up) === "fieldset" ||
      /^(group|radiogroup|region|dialog|form|tabpanel|listitem)$/.test(explicitRole(up)) ||
      localNameOf(up) === "form"
    )
      said.push(`${accessibleName(up)}|${localNameOf(up) === "form" ? actionOf(up) || "" : ""}`);
    if (/^(td|th)$/.test(localNameOf(up)))
      said.push(`${parentElementOf(up) && parentElementOf(up).rowIndex}/${up.cellIndex}`);
    if (localNameOf(up) === "form") said.push([...formsOf(document)].indexOf(up));
  }
  return said.join("¶");
};

rule("field-label-repeated", function* (page) {
  const groups = new Map();
  let heading = 0;
  const order = page.all(`h1, h2, h3, h4, h5, h6, [role=heading], legend, ${NATIVE}, ${BY_HAND}`);
  const all = fieldSet();
  for (const el of order) {
    if (!all.has(el)) {
      if (/^h[1-6]$/.test(localNameOf(el)) || explicitRole(el) === "heading") heading += 1;
      continue;
    }
    const kind = kindOf(el);
    const name = accessibleName(el).toLowerCase();
    if (!name) continue;
    const key = [
      name,
      kind === "radio" ? `radio ${nameProperty(el)}` : kind,
      heading,
      surroundings(el),
    ].join("\n");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(el);
  }
  for (const same of groups.values()) {
    // A description, such as a hint, can tell them apart as well.
    const told = new Set(same.map((el) => accessibleDescription(el)));
    if (same.length < 2 || told.size === same.length) yield page.pass(same[0]);
    else yield page.ask(same[1], { name: accessibleName(same[1]), count: same.length });
  }
});

const bare = (text) =>
  text
    .toLowerCase()
    .normalize("NFKC")
    .replace(/\([^)]*\)|\[[^\]]*\]/g, " ");
const wordsOf = (text) => bare(text).match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) || [];
/** Whether the words are in the others, together and in order. */
const within = (few, many) => {
  for (let at = 0; at + few.length <= many.length; at++) {
    if (few.every((word, index) => word === many[at + index])) return true;
  }
  return !few.length;
};

/** What a control is called to the eye; null for those whose words are their value. */
const visibleLabel = (el) => {
  if (matches(el, `${NATIVE}, ${BY_HAND}`) && labelsOf(el).length)
    return labelsOf(el)
      .map((one) => seenWords(one))
      .join(" ");
  if (localNameOf(el) === "input" && /^(submit|reset|button)$/.test(el.type)) return el.value;
  return /^(textbox|searchbox|combobox|listbox|slider|spinbutton|gridcell|scrollbar)$/.test(
    roleOf(el),
  )
    ? null
    : seenWords(el);
};
const labelWords = (label) => wordsOf(label.replace(/\s*[*:]\s*$/, ""));
/** Whether the text of an element may be the letters that an icon font is spelled with. */
const isIconFont = (el) =>
  /material|icon|fa-|glyph/i.test(
    [...querySelectorAll(el, "*")].map((x) => attr(x, "class") || "").join(" "),
  );
/** Whether a name has the words of a label together and in order. */
const includesLabel = (name, few) =>
  within(few, wordsOf(name)) ||
  // Brackets that hold everything are no aside.
  within(few, name.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) || []);
/** Whether it is certain that a label is all of what a control is called, letter by letter. */
const isPlainLabel = (el, label, few, name) => {
  const glued = few.join("") && wordsOf(name).join("").includes(few.join(""));
  // Figures and signs may be spelled out in the name ("A & B", "2nd"); long labels hold asides,
  // such as a price, that are no part of what the control is called.
  const spelled = few.every((word) => /^[\p{L}'’]+$/u.test(word)) && !/[&+%$€£@#=<>/]/.test(label);
  const long = querySelector(el, "p, h1, h2, h3, h4, h5, h6, li, div, br, time") || few.length > 8;
  return !glued && spelled && !long;
};
const isOperable = (el) => WIDGET_ROLES.has(roleOf(el)) || localNameOf(el) === "summary";

rule("visible-label-not-in-name", function* (page) {
  for (const el of page.all("[aria-label], [aria-labelledby]")) {
    if (!isExposed(el) || !isVisible(el) || !isOperable(el)) continue;
    const label = visibleLabel(el);
    const name = accessibleName(el);
    if (label === null || !name) continue;
    const few = labelWords(label);
    // Single letters and what an icon font is spelled with are pictures rather than words.
    if (!few.some((word) => [...word].length > 1) || isIconFont(el)) continue;
    if (includesLabel(name, few)) yield page.pass(el);
    else if (isPlainLabel(el, label, few, name)) yield page.fail(el, { label, name });
    else yield page.ask(el, { label, name });
  }
});
