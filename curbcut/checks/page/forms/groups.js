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
import { onlyWordsPattern } from "../../js/words.js";
import { BY_HAND, NATIVE } from "./labels.js";

const GROUPS =
  "fieldset, [role=group], [role=radiogroup], [role=listbox], [role=menu], [role=menubar], [role=toolbar], [role=tree], [role=grid], table";
// Answers that only a question gives a meaning: yes, no, true, false, a figure.
const BARE = onlyWordsPattern("bare_answer");

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

const GROUP = "fieldset, [role=group], [role=radiogroup]";
const isRadio = (el) => el.type === "radio" || explicitRole(el) === "radio";
const boxOf = (el) => closest(el, `form, ${GROUP}`) || bodyOf(document);

/** A number for each node, by which it can be a part of a key. */
const numbering = () => {
  const numbers = new Map();
  return (node) => {
    if (!numbers.has(node)) numbers.set(node, numbers.size);
    return numbers.get(node);
  };
};
/** What tells the box and the name of a choice from others, and how many choices share them. */
const namesakesOf = (choices, number) => {
  const keyOf = (el) => `${number(boxOf(el))} ${nameProperty(el)}`;
  const count = new Map();
  for (const el of choices) count.set(keyOf(el), (count.get(keyOf(el)) || 0) + 1);
  return { keyOf, share: (el) => count.get(keyOf(el)) > 1 };
};
/** The choices that answer the same question: of one name, in one list, or side by side in one box. */
const setsOf = (choices) => {
  const number = numbering();
  const namesakes = namesakesOf(choices, number);
  const keyOf = (el) => {
    const name = nameProperty(el);
    if (name && (isRadio(el) || /\[/.test(name) || namesakes.share(el)))
      return `${isRadio(el)} ${namesakes.keyOf(el)}`;
    // Without a name each radio button is a group of its own.
    if (isRadio(el) && localNameOf(el) === "input") return null;
    const list = closest(el, "ul, ol, [role=list]") || parentOf(closest(el, "label") || el);
    return `${isRadio(el)} ${number(list)}`;
  };
  const sets = new Map();
  for (const el of choices) {
    // The headers of a table are its groups.
    if (!isExposed(el) || !accessibleName(el) || closest(el, "tr, [role=row]")) continue;
    const key = keyOf(el);
    if (key === null) continue;
    if (sets.has(key)) sets.get(key).push(el);
    else sets.set(key, [el]);
  }
  return [...sets.values()].filter((set) => set.length > 1);
};
const isBare = (name) => BARE.test(name) || /^\d{1,3}$/.test(name);
/** Whether answers say nothing without a question: “yes” and “no”, say. */
const needQuestion = (set) =>
  set.every((el) => isBare(accessibleName(el))) && !set.every((el) => accessibleDescription(el));

rule("choices-not-grouped", function* (page) {
  const choices = page.all(
    "input[type=radio i], input[type=checkbox i], [role=radio], [role=checkbox]",
  );
  for (const set of setsOf(choices)) {
    if (namedGroup(set)) {
      yield page.pass(set[0]);
      continue;
    }
    const group = closest(set[0], GROUP);
    if (group && set.every((el) => containsNode(group, el))) continue; // fieldset-without-legend says so
    const radio = isRadio(set[0]);
    const data = { names: quote(set), name: accessibleName(set[0]) };
    if (radio && needQuestion(set)) yield page.fail(set[0], data);
    else if (
      radio ||
      querySelectorAll(around(set), "input[type=checkbox], [role=checkbox]").length >= 3
    )
      yield page.ask(set[0], data);
  }
});

/** The fields of a group that are in no group within it. */
const fieldsOfGroup = (el) =>
  [...querySelectorAll(el, `${NATIVE}, ${BY_HAND}`)].filter(
    (field) => isExposed(field) && closest(field, GROUP) === el,
  );
/** Whether a legend is a picture with a name. */
const isPictured = (legend) =>
  [...querySelectorAll(legend, "img, svg")].some((img) => accessibleName(img));
/** What is wrong with the legend of a fieldset for certain: it is empty, or not its child. */
const legendFault = (el, legend) => {
  if (!legend || localNameOf(el) !== "fieldset") return null;
  const words = textOf(legend);
  if (parentElementOf(legend) === el) return words ? null : { key: "empty" };
  return words && isVisible(legend) ? { key: "misplaced", legend: words } : null;
};
/** A group within a named group may need no name, such as the hours and minutes of a time. */
const isInNamedGroup = (el) => {
  const outer = parentOf(el) && closest(parentOf(el), GROUP);
  return !!outer && !!accessibleName(outer);
};
/** The outcome for a group without a name, if it has any. */
const judgeNameless = (page, el, inside) => {
  const legend = querySelector(el, "legend");
  if (legend && isPictured(legend)) return null;
  const fault = legendFault(el, legend);
  if (fault) return page.fail(el, fault);
  if (inside.length < 2 || isInNamedGroup(el)) return null;
  return inside.every(isRadio) && !accessibleDescription(el) ? page.fail(el) : page.ask(el);
};

rule("fieldset-without-legend", function* (page) {
  for (const el of page.all(GROUP)) {
    if (!isExposed(el) || /^(none|presentation)$/.test(attr(el, "role") || "")) continue;
    const inside = fieldsOfGroup(el);
    if (!inside.length) continue;
    const outcome = accessibleName(el) ? page.pass(el) : judgeNameless(page, el, inside);
    if (outcome) yield outcome;
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
