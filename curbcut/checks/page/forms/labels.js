"use strict";

// What the rules about forms share: the fields of a page and the words around them.
const NATIVE =
  "input:not([type=hidden], [type=submit], [type=reset], [type=button], [type=image]), select, textarea";
const BY_HAND =
  "[role=textbox], [role=searchbox], [role=combobox], [role=listbox], [role=spinbutton], [role=slider], [role=checkbox], [role=radio], [role=switch]";
const BUTTONS = "button, input[type=submit], input[type=image], input[type=button], [role=button]";

const onePerRun = (make) => {
  // Kept as long as the cached list of all elements is, that is, for one run.
  let list = null,
    made = null;
  return () => {
    const now = checks.all("*");
    if (now !== list) [list, made] = [now, make()];
    return made;
  };
};

/** The fields that assistive technology meets, in tree order. */
const fields = onePerRun(() =>
  checks
    .all(`${NATIVE}, ${BY_HAND}`)
    .filter((el) => checks.exposed(el) && !el.closest("[aria-disabled=true]")),
);
const fieldSet = onePerRun(() => new Set(fields()));

const kindOf = (el) => {
  const given = checks.explicitRole(el);
  if (given) return given;
  if (el.localName === "input") {
    const type = (el.getAttribute("type") || "text").toLowerCase();
    return type === "checkbox" || type === "radio" ? type : "text";
  }
  return el.localName;
};

/** Words that can be seen in an element; those of fields and of buttons in it do not count. */
const seenWords = (root, { buttons = true } = {}) => {
  let text = "";
  const collect = (node) => {
    for (const child of node.childNodes) {
      if (text.length > 2000) return;
      if (child.nodeType === 3) {
        if (child.data.trim() && checks.visible(node)) text += ` ${child.data}`;
      } else if (child.nodeType === 1) {
        if (/^(script|style|template|option|select|textarea|noscript)$/.test(child.localName))
          continue;
        if (child.matches(BY_HAND)) continue;
        if (child.matches(BUTTONS)) {
          if (buttons && checks.visible(child)) text += ` ${checks.name(child)}`;
          continue;
        }
        if (child.localName === "img" && child.alt && checks.visible(child))
          text += ` ${child.alt}`;
        collect(child.shadowRoot || child);
      }
    }
  };
  if (checks.rendered(root)) collect(root);
  return checks.squeeze(text);
};

/**
 * The largest box around a field that holds no other field (radio buttons and checkboxes of one
 * name count as one), at most `levels` up: what is written in it is meant for the field.
 */
const ownBox = (el, levels = 4) => {
  const all = fieldSet();
  let at = el;
  for (
    let up = checks.parentOf(el), level = 0;
    up && level < levels;
    up = checks.parentOf(up), level++
  ) {
    if (/^(body|html|main|form|fieldset|table|tbody|section|article)$/.test(up.localName)) break;
    let others = false;
    for (const other of up.querySelectorAll(`${NATIVE}, ${BY_HAND}`)) {
      if (
        other !== el &&
        all.has(other) &&
        !(other.name && other.name === el.name && other.type === el.type)
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
  node.nodeType === 1 &&
  (node.matches(`${NATIVE}, ${BY_HAND}`) || node.querySelector(`${NATIVE}, ${BY_HAND}`));

/** The words right before or right behind a field, up to the next field. */
// “Search” right beside a field says what the field is for (G167); these words say nothing of it.
const ANY_FORM =
  /^(?:send|submit|ok|go|continue|next|save|done|enter|confirm|reset|cancel|senden|absenden|weiter|speichern|enviar|continuar|guardar|aceptar|إرسال|متابعة|حفظ)\W*$/iu;
const buttonWords = (button) => {
  const name = checks.name(button);
  return ANY_FORM.test(name) ? "" : name;
};
const neighbourWords = (el) => {
  const gather = (step) => {
    let text = "";
    for (let node = el[step], count = 0; node && count < 6 && !text; node = node[step], count++) {
      if (isField(node)) break;
      if (node.nodeType === 3)
        text = WORD.test(node.data) && checks.visible(node.parentElement) ? node.data : "";
      else if (node.nodeType === 1 && checks.visible(node))
        text = node.matches(BUTTONS) ? buttonWords(node) : seenWords(node);
    }
    return checks.squeeze(text);
  };
  return { before: gather("previousSibling"), after: gather("nextSibling") };
};

checks.forms = {
  NATIVE,
  BY_HAND,
  BUTTONS,
  fields,
  fieldSet,
  kindOf,
  seenWords,
  ownBox,
  neighbourWords,
  onePerRun,
};

const labelSeen = (el) => {
  const labels = [...checks.labelsOf(el), ...checks.idrefs(el, "aria-labelledby")];
  return labels.some(
    (label) =>
      WORD.test(seenWords(label)) || [...label.querySelectorAll("img, svg")].some(checks.visible),
  );
};

checks.rule("field-label-not-visible", function* (page) {
  for (const el of fields()) {
    const kind = kindOf(el);
    const type = (el.type || "").toLowerCase();
    if (kind === "listbox" && el.localName !== "select") continue;
    // A box that was made invisible so that a drawn one can stand in for it is not looked at.
    if (!checks.visible(el)) continue;
    const name = checks.name(el);
    if (!name) continue; // axe says so
    if (labelSeen(el)) {
      yield page.pass(el);
      continue;
    }
    const { before, after } = neighbourWords(el);
    const cell = el.closest("td, th, [role=cell], [role=gridcell]");
    const search =
      /^(search)$/.test(type) ||
      kind === "searchbox" ||
      el.closest("[role=search], search") ||
      /search|query|\bq\b/i.test(`${el.name || ""} ${el.id} ${name}`);
    const button = el.form ? [...el.form.elements].some((other) => other.matches(BUTTONS)) : false;
    if (
      WORD.test(before) ||
      WORD.test(after) ||
      cell ||
      (search && button) ||
      WORD.test(seenWords(ownBox(el)))
    )
      yield page.pass(el);
    else if (checks.explicitRole(el) && WORD.test(seenWords(el))) yield page.pass(el);
    else if (el.placeholder && !el.value)
      yield page.ask(el, { key: "placeholder", name: el.placeholder });
    else yield page.ask(el, { name });
  }
});

checks.rule("label-points-nowhere", function* (page) {
  for (const el of page.all("label")) {
    if (!checks.visible(el) || !checks.exposed(el)) continue;
    const text = seenWords(el);
    if (!WORD.test(text)) continue;
    const wanted = el.getAttribute("for");
    const used =
      !el.control &&
      el.id &&
      fields().some((field) => checks.idrefs(field, "aria-labelledby").includes(el));
    if (el.control || used) {
      yield page.pass(el);
    } else if (wanted !== null) {
      const there = wanted && checks.byId(el, wanted);
      if (there && !checks.rendered(there)) continue;
      if ((there && there.localName === "input") || (there && checks.name(there).includes(text)))
        yield page.pass(el);
      else yield page.ask(el, { key: there ? "unfit" : "missing", text, wanted });
    } else if (!el.querySelector(BY_HAND) && !el.querySelector("button, meter, progress, output")) {
      yield page.ask(el, { text });
    } else if (el.querySelector(BY_HAND)) {
      yield checks.name(el.querySelector(BY_HAND))
        ? page.pass(el)
        : page.ask(el, { key: "unfit", text });
    }
  }
});

/** What else is said when a field is reached: groups, row and column, the heading above. */
const surroundings = (el) => {
  const said = [];
  for (const up of checks.ancestors(el)) {
    if (
      up.localName === "fieldset" ||
      /^(group|radiogroup|region|dialog|form|tabpanel|listitem)$/.test(checks.explicitRole(up)) ||
      up.localName === "form"
    )
      said.push(`${checks.name(up)}|${up.localName === "form" ? up.action || "" : ""}`);
    if (/^(td|th)$/.test(up.localName))
      said.push(`${up.parentElement && up.parentElement.rowIndex}/${up.cellIndex}`);
    if (up.localName === "form") said.push([...document.forms].indexOf(up));
  }
  return said.join("¶");
};

checks.rule("field-label-repeated", function* (page) {
  const groups = new Map();
  let heading = 0;
  const order = page.all(`h1, h2, h3, h4, h5, h6, [role=heading], legend, ${NATIVE}, ${BY_HAND}`);
  const all = fieldSet();
  for (const el of order) {
    if (!all.has(el)) {
      if (/^h[1-6]$/.test(el.localName) || checks.explicitRole(el) === "heading") heading += 1;
      continue;
    }
    const kind = kindOf(el);
    const name = checks.name(el).toLowerCase();
    if (!name) continue;
    const key = [
      name,
      kind === "radio" ? `radio ${el.name}` : kind,
      heading,
      surroundings(el),
    ].join("\n");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(el);
  }
  for (const same of groups.values()) {
    // A description, such as a hint, can tell them apart as well.
    const told = new Set(same.map((el) => checks.description(el)));
    if (same.length < 2 || told.size === same.length) yield page.pass(same[0]);
    else yield page.ask(same[1], { name: checks.name(same[1]), count: same.length });
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

checks.rule("visible-label-not-in-name", function* (page) {
  for (const el of page.all("[aria-label], [aria-labelledby]")) {
    if (!checks.exposed(el) || !checks.visible(el)) continue;
    const role = checks.role(el);
    if (!checks.WIDGETS.has(role) && el.localName !== "summary") continue;
    let label;
    const field = el.matches(`${NATIVE}, ${BY_HAND}`);
    if (field && checks.labelsOf(el).length)
      label = checks
        .labelsOf(el)
        .map((one) => seenWords(one))
        .join(" ");
    else if (el.localName === "input" && /^(submit|reset|button)$/.test(el.type)) label = el.value;
    else if (
      /^(textbox|searchbox|combobox|listbox|slider|spinbutton|gridcell|scrollbar)$/.test(role)
    )
      continue;
    else label = seenWords(el);
    const name = checks.name(el);
    const few = wordsOf(label.replace(/\s*[*:]\s*$/, ""));
    // Single letters and what an icon font is spelled with are pictures rather than words.
    if (
      !name ||
      !few.some((word) => [...word].length > 1) ||
      /material|icon|fa-|glyph/i.test(
        [...el.querySelectorAll("*")].map((x) => x.getAttribute("class") || "").join(" "),
      )
    )
      continue;
    const many = wordsOf(name);
    // Brackets that hold everything are no aside.
    if (
      within(few, many) ||
      within(few, name.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) || [])
    ) {
      yield page.pass(el);
      continue;
    }
    const glued = few.join("") && many.join("").includes(few.join(""));
    // Figures and signs may be spelled out in the name ("A & B", "2nd"); long labels hold asides,
    // such as a price, that are no part of what the control is called.
    const plain = few.every((word) => /^[\p{L}'’]+$/u.test(word)) && !/[&+%$€£@#=<>/]/.test(label);
    const block =
      el.querySelector("p, h1, h2, h3, h4, h5, h6, li, div, br, time") || few.length > 8;
    if (glued || !plain || block) yield page.ask(el, { label, name });
    else yield page.fail(el, { label, name });
  }
});
