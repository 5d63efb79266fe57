import {
  activeElementOf,
  attr,
  bodyOf,
  containsNode,
  dispatchEvent,
  documentElementOf,
  elementsOf,
  formsOf,
  getBoundingClientRect,
  hasAttr,
  innerTextOf,
  isDraggable,
  localNameOf,
  matches,
  nameProperty,
  querySelector,
  querySelectorAll,
  shadowRootOf,
  takeFocus,
} from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";
import { forget } from "../../js/once.js";
import { textOf } from "../../js/text.js";
import { parentOf, selectAll } from "../../js/tree.js";
import { isExposed, isVisible } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { heard, hearers, hears, minds } from "../keyboard/listeners/listeners.js";
import {
  activeElement,
  appeared,
  applied,
  pressKey,
  say,
  seenElements,
  settled,
  takeChanges,
  tooMany,
} from "./custom/probe.js";

// What a page does on keys, input, focus and movement; see events.py.
export const FIELDS = "input:not([type=hidden]), select, textarea";
export const nameOf = (el) =>
  accessibleName(el) || textOf(el).slice(0, 60) || nameProperty(el) || localNameOf(el);
export const shown = (el) => isVisible(el) && isExposed(el);
export const LEAVES = /^(leave|reload|box open)/;

const SENDS = "[type=submit], [type=image], [type=button]";
/** The fields of a form that a reader fills in. */
const fieldsOf = (form) =>
  [...elementsOf(form)].filter(
    (el) => matches(el, FIELDS) && !matches(el, `${SENDS}, [type=reset]`) && shown(el),
  );
/** Whether anything in a form may send it; shadow roots may hold anything. */
const hasButton = (form) =>
  [...elementsOf(form)].some((el) => matches(el, `button, ${SENDS}`)) ||
  !!querySelector(form, "[role=button], a[onclick], a[href^='javascript:' i], [onclick]") ||
  [...querySelectorAll(form, "*")].some((el) => shadowRootOf(el));
/** Whether Enter sends a form, as it does from a single text field: many search fields work so. */
const isSentByEnter = (form, fields) =>
  fields.length === 1 &&
  (!hasAttr(form, "action") ||
    (localNameOf(fields[0]) !== "select" && !/^(checkbox|radio)$/.test(fields[0].type)));
const judgeForms = () => {
  for (const form of formsOf(document)) {
    const fields = fieldsOf(form);
    if (!fields.length) continue;
    applied.add("form-without-button");
    if (!hasButton(form) && !isSentByEnter(form, fields))
      say("form-without-button", "cantTell", form);
  }
};
/** Whether listeners compare where a finger was put down and where it was lifted. */
const flicks = (el) =>
  minds(el, "touchstart") &&
  heard(el).some(
    ({ type, source }) =>
      type === "touchend" && /changedTouches\b[^;]*\b(client|page|screen)[XY]/.test(source),
  );
const swipes = (el) =>
  (flicks(el) ||
    minds(el, "touchmove") ||
    (minds(el, "pointermove", "mousemove") && minds(el, "pointerdown", "mousedown"))) &&
  !/^(input|textarea|select)$/.test(localNameOf(el));
const isDragged = (el) =>
  isDraggable(el) &&
  /^(true)$/i.test(attr(el, "draggable") || "") &&
  hears(el, "dragstart", "drag", "dragend");
const judgeGestures = () => {
  const told = new Set();
  const isTold = (el) => [...told].some((other) => containsNode(other, el));
  const tellDragged = (el) => {
    told.add(parentOf(el) || el);
    say("gesture-needed", "cantTell", el);
  };
  for (const el of hearers()) {
    if (el === bodyOf(document) || el === documentElementOf(document)) continue;
    if (!shown(el) || isTold(el)) continue;
    if (isDragged(el)) tellDragged(el);
    else if (swipes(el)) {
      told.add(el);
      say("gesture-needed", "cantTell", el, { key: "swipe" });
    }
  }
  for (const el of querySelectorAll(document, "[draggable=true]"))
    if (!isTold(el) && shown(el)) tellDragged(el);
};
/** What needs no trying out. */
export const still = () => {
  forget();
  judgeForms();
  judgeGestures();
};

// Each of these says whether it left the page other than it found it.
const PRINTABLE = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
  (sign) => !/[A-Z]/.test(sign),
);
const KNOWS =
  /(?:\.|\b)(?:key|code|char|k)\s*={2,3}\s*["'`](?:Key)?([A-Za-z0-9?/.!+-])["'`]|["'`](?:Key)?([A-Za-z?/.!+])["'`]\s*={2,3}\s*\w+\.(?:key|code)|case\s*["'`](?:Key)?([A-Za-z?/.!+])["'`]|(?:keyCode|which|charCode)\s*={2,3}\s*(\d{2,3})/g;
// Something that reacts to every key alike (a log of keys, a hidden field) is no shortcut.
const MOST_SHORTCUTS = 60;
const TELLS_OF_SHORTCUTS = wordsPattern("shortcuts");
/** Whether a change is something that happens to a reader: a class that says “uses the keyboard” is not. */
const isReal = (record) =>
  record.type !== "attributes" ||
  (record.target !== documentElementOf(document) &&
    !(record.target === bodyOf(document) && /^(class|data-)/.test(record.attributeName)));
/** The keys that do something by themselves. */
const keysThatAct = () => {
  const acted = [];
  let start = activeElement();
  for (const sign of PRINTABLE) {
    pressKey(bodyOf(document) || documentElementOf(document), sign);
    const { notes, records } = takeChanges();
    const at = activeElement();
    const moved = at !== start;
    if (notes.length || records.some(isReal) || moved) acted.push(sign);
    if (moved) {
      if (at && at !== bodyOf(document)) takeFocus(at);
      start = activeElement();
    }
    if (acted.length > MOST_SHORTCUTS) break;
  }
  return acted;
};
const keyIn = ([, one, two, three, number]) => {
  const code = number && +number;
  return one || two || three || (code >= 48 && code <= 90 ? String.fromCharCode(code) : "");
};
/** The keys that the texts of listeners name, but for those pressed with another. */
const keysNamed = (listening) => {
  const listeners = listening
    .flatMap((target) => heard(target))
    .filter(({ type, source }) => /^key/.test(type) && !/ctrlKey|metaKey|altKey/.test(source));
  const named = listeners.flatMap(({ source }) => [...source.matchAll(KNOWS)].map(keyIn));
  return [...new Set(named.filter(Boolean))];
};
const explainsShortcuts = () => TELLS_OF_SHORTCUTS.test(innerTextOf(bodyOf(document)) || "");
export const keys = async () => {
  const targets = [window, document, documentElementOf(document), bodyOf(document)];
  const listening = targets.filter(
    (target) => target && hears(target, "keydown", "keypress", "keyup"),
  );
  if (!listening.length) return;
  applied.add("single-key-shortcut");
  await settled();
  takeChanges();
  if (activeElementOf(document) && activeElementOf(document) !== bodyOf(document))
    takeFocus(activeElementOf(document));
  const acted = keysThatAct();
  await settled();
  const late = takeChanges();
  const reacts = late.records.length > 0 || late.notes.length > 0;
  if (acted.length && acted.length <= MOST_SHORTCUTS)
    say("single-key-shortcut", explainsShortcuts() ? "cantTell" : "failed", null, {
      keys: acted.slice(0, 5).join(" "),
    });
  else {
    const named = keysNamed(listening);
    if (named.length || acted.length || reacts)
      say("single-key-shortcut", "cantTell", null, {
        keys: named.slice(0, 5).join(" ") || "any letter",
      });
  }
  return acted.length > 0 || reacts;
};

export const down = async () => {
  let count = 0,
    touched = false;
  for (const el of hearers()) {
    if (
      !minds(el, "mousedown", "pointerdown", "touchstart") ||
      el === bodyOf(document) ||
      !shown(el)
    )
      continue;
    if (/^(input|select|textarea)$/.test(localNameOf(el))) continue;
    if (count++ >= 15) {
      tooMany();
      continue;
    }
    applied.add("pointer-down-acts");
    touched = true;
    await settled();
    takeChanges();
    const before = seenElements();
    const box = getBoundingClientRect(el);
    const at = {
      bubbles: true,
      cancelable: true,
      composed: true,
      button: 0,
      buttons: 1,
      clientX: box.x + box.width / 2,
      clientY: box.y + box.height / 2,
    };
    dispatchEvent(
      el,
      new PointerEvent("pointerdown", { ...at, isPrimary: true, pointerType: "mouse" }),
    );
    dispatchEvent(el, new MouseEvent("mousedown", at));
    if (typeof TouchEvent === "function" && hears(el, "touchstart")) {
      const touch = new Touch({
        identifier: 1,
        target: el,
        clientX: at.clientX,
        clientY: at.clientY,
      });
      dispatchEvent(
        el,
        new TouchEvent("touchstart", {
          bubbles: true,
          cancelable: true,
          touches: [touch],
          targetTouches: [touch],
          changedTouches: [touch],
        }),
      );
    }
    const { notes, records } = takeChanges();
    const now = seenElements();
    // A pressed look is none: only what appears, goes, or changes its words.
    const words = records.some((record) => record.type !== "attributes" && record.target !== el);
    const changed =
      notes.some((note) => note !== "hash") ||
      words ||
      appeared(before, now).length ||
      appeared(now, before).length;
    dispatchEvent(
      el,
      new PointerEvent("pointerup", { ...at, buttons: 0, isPrimary: true, pointerType: "mouse" }),
    );
    dispatchEvent(document, new MouseEvent("mouseup", { ...at, buttons: 0 }));
    if (changed) say("pointer-down-acts", "cantTell", el, { name: nameOf(el) });
  }
  return touched;
};

export const motion = async () => {
  const wide = [window, document].filter((target) =>
    hears(target, "devicemotion", "deviceorientation", "deviceorientationabsolute"),
  );
  if (!wide.length) return;
  applied.add("motion-operated");
  await settled();
  takeChanges();
  for (const degrees of [5, 40, 80]) {
    if (typeof DeviceOrientationEvent === "function")
      dispatchEvent(
        window,
        new DeviceOrientationEvent("deviceorientation", {
          alpha: degrees,
          beta: degrees,
          gamma: degrees,
        }),
      );
    if (typeof DeviceMotionEvent === "function")
      dispatchEvent(
        window,
        new DeviceMotionEvent("devicemotion", {
          acceleration: { x: degrees, y: degrees, z: degrees },
          accelerationIncludingGravity: { x: degrees, y: degrees, z: degrees },
          interval: 16,
        }),
      );
  }
  await settled();
  const { notes, records } = takeChanges();
  const controls = selectAll(
    `button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=switch], [role=slider], [onclick]`,
  ).filter((el) => shown(el) && !el.disabled);
  const links = selectAll("a[href]").filter(shown);
  say(
    "motion-operated",
    (notes.length || records.length) && !controls.length && !links.length ? "failed" : "cantTell",
    null,
  );
  return true;
};
