import {
  activeElementOf,
  addEventListener,
  attr,
  bodyOf,
  canClick,
  checkVisibility,
  clickElement,
  closest,
  dispatchEvent,
  documentElementOf,
  getBoundingClientRect,
  giveFocus,
  nodeTypeOf,
  shadowRootOf,
} from "../../../../browser/scripts/dom.js";
import { describe } from "../../../js/describe.js";
import { isFocusable } from "../../../js/focus.js";
import { parentOf, walk } from "../../../js/tree.js";

// Tries things out in a page and watches what comes of it; see probing.py. Needs `checks`.
let noticed = [];
let mutations = [];
let watcher = null;

/** Watch the document; going elsewhere is noted and prevented. Once for each document. */
export const beginTrial = () => {
  if (watcher) return;
  watcher = new MutationObserver((records) => mutations.push(...records));
  watcher.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeOldValue: true,
    characterData: true,
  });
  addEventListener(navigation, "navigate", (event) => {
    if (event.hashChange) noticed.push("hash");
    else if (event.destination.sameDocument) noticed.push("route");
    else if (event.cancelable) {
      // A form is sent and a link is followed where they would be; the reader stays here.
      noticed.push(
        event.formData ||
          event.destination.url !== location.href ||
          event.navigationType !== "reload"
          ? "leave"
          : "reload",
      );
      event.preventDefault();
    }
  });
  addEventListener(document, "curbcut-box", (event) => noticed.push(`box ${event.detail}`), true);
};

const trivial = (record) =>
  (record.type === "attributes" && attr(record.target, record.attributeName) === record.oldValue) ||
  (nodeTypeOf(record.target) === 1 && !!closest(record.target, "head, script, style"));

/** What happened since the last time: [notes, real changes of the document]. */
export const takeChanges = () => {
  const records = mutations.concat(watcher.takeRecords()).filter((record) => !trivial(record));
  mutations = [];
  const notes = noticed;
  noticed = [];
  return { notes, records };
};

export const showsNow = (el) => {
  if (!checkVisibility(el, { opacityProperty: true, visibilityProperty: true })) return false;
  const box = getBoundingClientRect(el);
  return box.width > 1 && box.height > 1 && box.right + scrollX > 0 && box.bottom + scrollY > 0;
};
const MOST = 4000;
/** All that can be seen now. */
export const seenElements = () => {
  const found = new Set();
  for (const el of walk(bodyOf(document) || documentElementOf(document))) {
    if (found.size > MOST) break;
    if (showsNow(el)) found.add(el);
  }
  return found;
};
/** The outermost of what can be seen now and could not before. */
export const appeared = (before, now) =>
  [...now].filter(
    (el) =>
      !before.has(el) && !(parentOf(el) && now.has(parentOf(el)) && !before.has(parentOf(el))),
  );

export const settled = async (records) => {
  await curbcut.drawn();
  if (records || mutations.length) curbcut.finish();
  await curbcut.turn();
};

const KEYS = {
  Enter: 13,
  " ": 32,
  Escape: 27,
  ArrowDown: 40,
  ArrowUp: 38,
  ArrowLeft: 37,
  ArrowRight: 39,
  Home: 36,
  End: 35,
};
/** A key as scripts see it; what the browser itself does with keys does not happen. */
export const pressKey = (el, name) => {
  const keyCode = KEYS[name] || name.toUpperCase().charCodeAt(0);
  const code =
    name === " "
      ? "Space"
      : name.length > 1
        ? name
        : /[a-z]/i.test(name)
          ? `Key${name.toUpperCase()}`
          : /\d/.test(name)
            ? `Digit${name}`
            : "";
  const init = {
    key: name,
    code,
    keyCode,
    which: keyCode,
    bubbles: true,
    cancelable: true,
    composed: true,
  };
  const go = dispatchEvent(el, new KeyboardEvent("keydown", init));
  if (go && (name.length === 1 || name === "Enter")) {
    const charCode = name === "Enter" ? 13 : name.charCodeAt(0);
    dispatchEvent(
      el,
      new KeyboardEvent("keypress", { ...init, keyCode: charCode, charCode, which: charCode }),
    );
  }
  dispatchEvent(el, new KeyboardEvent("keyup", init));
};
/** A click with all that goes before it. */
export const clickOn = (el) => {
  const box = getBoundingClientRect(el);
  const at = {
    bubbles: true,
    cancelable: true,
    composed: true,
    view: window,
    detail: 1,
    button: 0,
    clientX: box.x + box.width / 2,
    clientY: box.y + box.height / 2,
  };
  dispatchEvent(
    el,
    new PointerEvent("pointerdown", { ...at, pointerType: "mouse", isPrimary: true, buttons: 1 }),
  );
  if (dispatchEvent(el, new MouseEvent("mousedown", { ...at, buttons: 1 })) && isFocusable(el))
    giveFocus(el, { preventScroll: true });
  dispatchEvent(
    el,
    new PointerEvent("pointerup", { ...at, pointerType: "mouse", isPrimary: true }),
  );
  dispatchEvent(el, new MouseEvent("mouseup", at));
  canClick(el) ? clickElement(el) : dispatchEvent(el, new MouseEvent("click", at));
};

export const activeElement = () => {
  let at = activeElementOf(document);
  while (at && shadowRootOf(at) && activeElementOf(shadowRootOf(at)))
    at = activeElementOf(shadowRootOf(at));
  return at;
};

const report = [];
let short = false;
/** There is more than is tried. */
export const tooMany = () => {
  short = true;
};
export const say = (rule, outcome, el, data = {}) => {
  const { key: words, ...rest } = data;
  report.push({
    rule,
    outcome,
    key: words || outcome,
    data: rest,
    target: el ? describe(el) : null,
  });
};
export const applied = new Set();
export const drainTrial = () => {
  const answer = {
    report: report.splice(0),
    applied: [...applied],
    short,
  };
  applied.clear();
  return answer;
};
