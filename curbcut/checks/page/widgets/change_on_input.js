// Fields that change the context when something is entered (3.2.2).

import {
  bodyOf,
  clickElement,
  closest,
  containsNode,
  createRange,
  dispatchEvent,
  documentElementOf,
  giveFocus,
  inputModeOf,
  isConnected,
  localNameOf,
  nameProperty,
} from "../../../browser/scripts/dom.js";
import { accessibleDescription, accessibleName } from "../../js/names.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { hears } from "../keyboard/listeners.js";
import { FIELDS, LEAVES, nameOf, shown } from "./input_events.js";
import { activeElement, applied, pressKey, say, settled, takeChanges, tooMany } from "./probe.js";

const WARNS =
  /\b(automatic(ally)?|at once|immediately|as soon as|when you (select|choose|change|pick|make)|(selecting|choosing|changing|picking|checking|ticking)\b.{0,60}\b(will|opens?|takes?|submits?|reloads?|loads?|goes)|(page|window|form|site) (will|reloads|changes|opens)|will (open|load|reload|take|submit|go|move|advance|redirect)|takes you|new (window|tab))\b/i;
const warned = (el) => {
  const form = el.form || closest(el, "section, div, main") || bodyOf(document);
  let text = `${accessibleName(el)} ${accessibleDescription(el)}`;
  const range = createRange(document);
  range.setStart(bodyOf(document), 0);
  range.setEndBefore(el);
  text += ` ${range.toString().slice(-600)} ${containsNode(form, el) ? "" : ""}`;
  return WARNS.test(text);
};

const WAYS = {
  leave: "leads to another page at once",
  reload: "loads the page anew",
  "box open": "opens a new window",
  focus: "moves the focus elsewhere",
};
export const change = async () => {
  const wide = [document, window, bodyOf(document), documentElementOf(document)].some(
    (target) => target && hears(target, "change", "input", "keyup"),
  );
  let count = 0;
  for (const el of selectAll(FIELDS)) {
    if (
      !shown(el) ||
      el.disabled ||
      el.readOnly ||
      /^(submit|button|reset|image|file)$/.test(el.type)
    )
      continue;
    let heard =
      wide || hears(el, "change", "input", "keyup", "keydown", "keypress", "blur", "focusout");
    const choice = /^(checkbox|radio)$/.test(el.type);
    if (!heard && choice) heard = hears(el, "click");
    for (let up = parentOf(el); up && !heard; up = parentOf(up))
      heard = hears(up, "change", "input");
    if (!heard) continue;
    if (count++ >= 15) {
      tooMany();
      continue;
    }
    applied.add("change-of-context-on-input");
    giveFocus(el, { preventScroll: true });
    await curbcut.turn();
    takeChanges();
    const event = (name) =>
      dispatchEvent(
        el,
        name === "input"
          ? new InputEvent("input", { bubbles: true, composed: true })
          : new Event(name, { bubbles: true }),
      );
    const put = (value) => {
      // Past any setter that a framework laid over the field.
      const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(el), "value").set;
      setter.call(el, value);
    };
    let undo;
    if (localNameOf(el) === "select") {
      const old = el.selectedIndex;
      const other = [...el.options].findIndex(
        (option, index) => index !== old && !option.disabled && option.value !== "",
      );
      if (other < 0) continue;
      el.selectedIndex = other;
      undo = () => (el.selectedIndex = old);
      event("input");
      event("change");
    } else if (choice) {
      const old = el.checked;
      clickElement(el);
      undo = () => (el.checked = old);
    } else {
      const old = el.value;
      const length = el.maxLength > 0 && el.maxLength < 50 ? el.maxLength : 4;
      const value =
        el.type === "number" || inputModeOf(el) === "numeric" || el.type === "tel"
          ? "1234567890".repeat(5).slice(0, length)
          : el.type === "email"
            ? "a@b.org"
            : el.type === "range"
              ? String(+el.value === +(el.max || 100) ? el.min || 0 : el.max || 100)
              : el.type === "date"
                ? "2020-02-02"
                : "abcdefghij".repeat(5).slice(0, length);
      try {
        put(value);
      } catch {
        continue;
      }
      undo = () => put(old);
      pressKey(el, /^\d/.test(value) ? value.slice(-1) : "d");
      event("input");
      event("change");
    }
    await curbcut.turn();
    await settled();
    const { notes } = takeChanges();
    const left = notes.find((note) => LEAVES.test(note));
    const at = activeElement();
    const moved =
      at !== el &&
      at &&
      at !== bodyOf(document) &&
      !(choice && nameProperty(at) === nameProperty(el)) &&
      isConnected(el);
    if (left || moved) {
      const what = WAYS[left] || WAYS.focus;
      const dialog = moved && closest(at, "dialog, [role=dialog], [role=alertdialog]");
      say(
        "change-of-context-on-input",
        warned(el) || dialog || (moved && !left && choice) ? "cantTell" : "failed",
        el,
        { name: nameOf(el), what },
      );
    }
    try {
      undo();
    } catch {
      /* it is gone */
    }
  }
  return count > 0;
};
