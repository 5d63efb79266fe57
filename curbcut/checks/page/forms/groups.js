import {
  attr,
  bodyOf,
  closest,
  containsNode,
  createElement,
  isHidden,
  localNameOf,
  matches,
  nameProperty,
  parentElementOf,
  querySelector,
  querySelectorAll,
} from "../../../browser/scripts/dom.js";
import { accessibleDescription, accessibleName } from "../../js/names.js";
import { explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { idrefs, parentOf } from "../../js/tree.js";
import { isExposed, isVisible } from "../../js/visibility.js";
import { BY_HAND, NATIVE } from "./labels.js";

const GROUPS =
  "fieldset, [role=group], [role=radiogroup], [role=listbox], [role=menu], [role=menubar], [role=toolbar], [role=tree], [role=grid], table";
// Answers that only a question gives a meaning: yes, no, true, false, a figure.
const BARE =
  /^(yes|no|y|n|true|false|on|off|maybe|none|sí|si|oui|non|ja|nein|nee|sim|não|да|нет|نعم|لا|はい|いいえ|是|否|\d{1,3})$/iu;

const quote = (els) =>
  els
    .slice(0, 3)
    .map((el) => `“${accessibleName(el)}”`)
    .join(", ");

/** The closest element around all of them. */
const around = (els) => {
  let up = parentOf(els[0]);
  while (up && !els.every((el) => containsNode(up, el))) up = parentOf(up);
  return up;
};

const namedGroup = (els) => {
  const top = around(els);
  for (let up = top; up; up = parentOf(up)) {
    if (matches(up, GROUPS) && (localNameOf(up) === "table" || accessibleName(up))) return up;
    if (/^(body|html)$/.test(localNameOf(up))) break;
  }
  return null;
};

rule("choices-not-grouped", function* (page) {
  const sets = new Map();
  const add = (key, el) => (sets.has(key) ? sets.get(key).push(el) : sets.set(key, [el]));
  const numbers = new Map();
  const number = (node) => (
    numbers.has(node) || numbers.set(node, numbers.size),
    numbers.get(node)
  );
  const namesakes = new Map();
  const choices = page.all(
    "input[type=radio i], input[type=checkbox i], [role=radio], [role=checkbox]",
  );
  const boxOf = (el) =>
    closest(el, "form, fieldset, [role=group], [role=radiogroup]") || bodyOf(document);
  for (const el of choices) {
    const key = `${number(boxOf(el))} ${nameProperty(el)}`;
    if (nameProperty(el)) namesakes.set(key, (namesakes.get(key) || 0) + 1);
  }
  for (const el of choices) {
    if (!isExposed(el) || !accessibleName(el)) continue;
    const radio = el.type === "radio" || explicitRole(el) === "radio";
    const row = closest(el, "tr, [role=row]");
    if (row) continue; // a table's headers are its groups
    const box = boxOf(el);
    if (
      nameProperty(el) &&
      (radio ||
        /\[/.test(nameProperty(el)) ||
        namesakes.get(`${number(box)} ${nameProperty(el)}`) > 1)
    )
      add(`${radio} ${number(box)} ${nameProperty(el)}`, el);
    else if (radio && localNameOf(el) === "input")
      continue; // without a name each is a group of its own
    else {
      // In one list, or side by side in one box.
      const list = closest(el, "ul, ol, [role=list]") || parentOf(closest(el, "label") || el);
      add(`${radio} ${number(list)}`, el);
    }
  }
  for (const set of sets.values()) {
    if (set.length < 2) continue;
    const own = around(set);
    const radio = set[0].type === "radio" || explicitRole(set[0]) === "radio";
    if (namedGroup(set)) {
      yield page.pass(set[0]);
      continue;
    }
    const group = closest(set[0], "fieldset, [role=group], [role=radiogroup]");
    if (group && set.every((el) => containsNode(group, el))) continue; // fieldset-without-legend says so
    const names = set.map((el) => accessibleName(el));
    const described = set.every((el) => accessibleDescription(el));
    const data = { names: quote(set), name: names[0] };
    if (radio && names.every((name) => BARE.test(name)) && !described)
      yield page.fail(set[0], data);
    else if (radio || querySelectorAll(own, "input[type=checkbox], [role=checkbox]").length >= 3)
      yield page.ask(set[0], data);
  }
});

rule("fieldset-without-legend", function* (page) {
  for (const el of page.all("fieldset, [role=group], [role=radiogroup]")) {
    if (!isExposed(el) || /^(none|presentation)$/.test(attr(el, "role") || "")) continue;
    const inside = [...querySelectorAll(el, `${NATIVE}, ${BY_HAND}`)].filter(
      (field) =>
        isExposed(field) && closest(field, "fieldset, [role=group], [role=radiogroup]") === el,
    );
    if (!inside.length) continue;
    if (accessibleName(el)) {
      yield page.pass(el);
      continue;
    }
    const legend = querySelector(el, "legend");
    const words = legend ? textOf(legend) : "";
    const own = legend && parentElementOf(legend) === el;
    const pictured =
      legend && [...querySelectorAll(legend, "img, svg")].some((img) => accessibleName(img));
    const radios = inside.filter(
      (field) => field.type === "radio" || explicitRole(field) === "radio",
    );
    // A group within a named group may need no name, such as the hours and minutes of a time.
    const outer =
      parentOf(el) && closest(parentOf(el), "fieldset, [role=group], [role=radiogroup]");
    const spoken = outer && accessibleName(outer);
    if (pictured) continue;
    if (own && localNameOf(el) === "fieldset" && !words) yield page.fail(el, { key: "empty" });
    else if (legend && words && !own && isVisible(legend) && localNameOf(el) === "fieldset")
      yield page.fail(el, { key: "misplaced", legend: words });
    else if (inside.length < 2 || spoken) continue;
    else if (radios.length > 1 && radios.length === inside.length && !accessibleDescription(el))
      yield page.fail(el);
    else yield page.ask(el);
  }
});

rule("option-group-without-label", function* (page) {
  for (const el of page.all("optgroup")) {
    const select = closest(el, "select");
    if (!select || !isExposed(select) || isHidden(el) || !querySelector(el, "option")) continue;
    const name =
      (el.label || "").trim() ||
      (attr(el, "aria-label") || "").trim() ||
      idrefs(el, "aria-labelledby").length ||
      textOf(querySelector(el, ":scope > legend") || createElement(document, "p"));
    if (name) yield page.pass(el);
    else
      yield page.fail(el, {
        options: [...querySelectorAll(el, "option")]
          .slice(0, 3)
          .map((one) => `“${one.label}”`)
          .join(", "),
      });
  }
});
