import {
  childElementCountOf,
  closest,
  localNameOf,
  maybe,
  nextSiblingOf,
  nodeTypeOf,
  previousSiblingOf,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { accessibleName, roleOf } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { squeeze } from "../../js/text.js";
import { isExposed, isVisible } from "../../js/visibility.js";
import { onlyWordsPattern } from "../../js/words.js";

const FIELDS =
  "input:not([type=hidden i], [type=submit i], [type=button i], [type=reset i], [type=image i]), select, textarea, [role=textbox], [role=searchbox], [role=combobox], [role=listbox], [role=spinbutton], [role=checkbox], [role=radio], [role=switch], [role=slider]";
const VAGUE = onlyWordsPattern("label_vague", String.raw`\s*\d*`);

rule("field-label-vague", function* (page) {
  for (const el of page.all(FIELDS)) {
    if (!isExposed(el)) continue;
    const name = accessibleName(el);
    if (!name) continue; // a failure of its own (axe-core)
    const words = name
      .replace(/[*:?.…()_-]+/g, " ")
      .replace(/\s+/g, " ")
      .trim();
    // One letter names the axis of a graph or a size; a choice may be a sign or a number.
    const choice = /^(?:checkbox|radio|switch|option)$/.test(roleOf(el));
    if (VAGUE.test(words) || (!choice && !/[\p{L}\p{N}]/u.test(name)))
      yield page.ask(el, { text: name });
    else yield page.pass(el);
  }
});

const ERRING = onlyWordsPattern("error_vague", String.raw`\s*[.!:]*`);

/** Whether words such as “Error:” only begin a message: they tell those who listen what it is. */
const beginsMessage = (el) => {
  const after =
    maybe(nextSiblingOf(el), nodeTypeOf) === 3 && !closest(el, "label")
      ? squeeze(nextSiblingOf(el).data)
      : "";
  return (
    /^(?:span|strong|em|b|small)$/.test(localNameOf(el)) &&
    !squeeze(maybe(previousSiblingOf(el), textContentOf) || "") &&
    (after.match(/\p{L}+/gu) || []).length > 1
  );
};

rule("error-message-vague", function* (page) {
  if (!page.all(FIELDS).length) return;
  for (const el of page.all(
    "span, p, div, li, strong, em, b, small, label, output, [role=alert]",
  )) {
    if (childElementCountOf(el) || textContentOf(el).length > 80) continue;
    const text = squeeze(textContentOf(el)).replace(/^[\p{So}\p{Sm}!*]+\s*/u, "");
    if (!text || !ERRING.test(text)) continue;
    if (beginsMessage(el)) continue;
    // A list of what happened to others is no message to the reader.
    if (!isVisible(el) || closest(el, "table, code, pre, legend, option")) continue;
    yield page.ask(el, { text });
  }
});
