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
import { ancestors, selectAll } from "../../js/tree.js";
import { wordsPattern } from "../../js/words.js";
import { hears } from "../keyboard/listeners/listeners.js";
import { FIELDS, LEAVES, nameOf, shown } from "./input_events.js";
import {
  activeElement,
  applied,
  pressKey,
  say,
  settled,
  takeChanges,
  tooMany,
} from "./custom/probe.js";

const WARNS = wordsPattern("warns_of_change");
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
const MOST_FIELDS = 15;
const CHANGES = ["change", "input", "keyup", "keydown", "keypress", "blur", "focusout"];
const isChoice = (el) => /^(checkbox|radio)$/.test(el.type);
/** Whether a field can be filled in. */
const isOpen = (el) =>
  shown(el) && !el.disabled && !el.readOnly && !/^(submit|button|reset|image|file)$/.test(el.type);
/** Whether a field, or something around it, listens for its changes. */
const isHeard = (el) =>
  hears(el, ...CHANGES) ||
  (isChoice(el) && hears(el, "click")) ||
  [...ancestors(el)].some((up) => hears(up, "change", "input"));

/** Tell the page of a change, as the browser does. */
const announce = (el) => {
  dispatchEvent(el, new InputEvent("input", { bubbles: true, composed: true }));
  dispatchEvent(el, new Event("change", { bubbles: true }));
};
/** Choose another option; returns what takes it back, or null where there is none. */
const chooseOther = (el) => {
  const old = el.selectedIndex;
  const other = [...el.options].findIndex(
    (option, index) => index !== old && !option.disabled && option.value !== "",
  );
  if (other < 0) return null;
  el.selectedIndex = other;
  announce(el);
  return () => (el.selectedIndex = old);
};
const toggle = (el) => {
  const old = el.checked;
  clickElement(el);
  return () => (el.checked = old);
};
/** The other end of a slider. */
const otherEnd = (el) => String(+el.value === +(el.max || 100) ? el.min || 0 : el.max || 100);
/** Something that the type of a field allows. */
const valueFor = (el) => {
  const length = el.maxLength > 0 && el.maxLength < 50 ? el.maxLength : 4;
  if (el.type === "number" || inputModeOf(el) === "numeric" || el.type === "tel")
    return "1234567890".repeat(5).slice(0, length);
  if (el.type === "email") return "a@b.org";
  if (el.type === "range") return otherEnd(el);
  if (el.type === "date") return "2020-02-02";
  return "abcdefghij".repeat(5).slice(0, length);
};
/** Type a value; returns what takes it back, or null where the field does not take it. */
const type = (el) => {
  const old = el.value;
  const value = valueFor(el);
  const put = (text) => {
    // Past any setter that a framework laid over the field.
    const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(el), "value").set;
    setter.call(el, text);
  };
  try {
    put(value);
  } catch {
    return null;
  }
  pressKey(el, /^\d/.test(value) ? value.slice(-1) : "d");
  announce(el);
  return () => put(old);
};
/** Change what a field holds; returns what takes that back, or null where it cannot be changed. */
const changeValue = (el) => {
  if (localNameOf(el) === "select") return chooseOther(el);
  return isChoice(el) ? toggle(el) : type(el);
};
/** Where the focus went by a change, or null where it stayed. Another choice of the group is no other place. */
const focusMoved = (el) => {
  const at = activeElement();
  if (!at || at === el || at === bodyOf(document) || !isConnected(el)) return null;
  return isChoice(el) && nameProperty(at) === nameProperty(el) ? null : at;
};
/** Report a field if its change led elsewhere. */
const judge = (el) => {
  const left = takeChanges().notes.find((note) => LEAVES.test(note));
  const at = focusMoved(el);
  if (!left && !at) return;
  const toDialog = at && closest(at, "dialog, [role=dialog], [role=alertdialog]");
  const expected = warned(el) || toDialog || (at && !left && isChoice(el));
  const what = WAYS[left] || WAYS.focus;
  say("change-of-context-on-input", expected ? "cantTell" : "failed", el, {
    name: nameOf(el),
    what,
  });
};
/** Change a field, see what comes of it, and take the change back. */
const tryField = async (el) => {
  applied.add("change-of-context-on-input");
  giveFocus(el, { preventScroll: true });
  await curbcut.turn();
  takeChanges();
  const undo = changeValue(el);
  if (!undo) return;
  await curbcut.turn();
  await settled();
  judge(el);
  try {
    undo();
  } catch {
    /* it is gone */
  }
};

export const change = async () => {
  const wide = [document, window, bodyOf(document), documentElementOf(document)].some(
    (target) => target && hears(target, "change", "input", "keyup"),
  );
  let count = 0;
  for (const el of selectAll(FIELDS)) {
    if (!isOpen(el) || !(wide || isHeard(el))) continue;
    if (count++ >= MOST_FIELDS) tooMany();
    else await tryField(el);
  }
  return count > 0;
};
