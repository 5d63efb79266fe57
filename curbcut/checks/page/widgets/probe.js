import { describe } from "../../js/describe.js";
import { isFocusable } from "../../js/focus.js";
import { parentOf, walk } from "../../js/tree.js";

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
  navigation.addEventListener("navigate", (event) => {
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
  document.addEventListener("curbcut-box", (event) => noticed.push(`box ${event.detail}`), true);
};

const trivial = (record) =>
  (record.type === "attributes" &&
    record.target.getAttribute(record.attributeName) === record.oldValue) ||
  (record.target.nodeType === 1 &&
    record.target.closest &&
    !!record.target.closest("head, script, style"));

/** What happened since the last time: [notes, real changes of the document]. */
export const takeChanges = () => {
  const records = mutations.concat(watcher.takeRecords()).filter((record) => !trivial(record));
  mutations = [];
  const notes = noticed;
  noticed = [];
  return { notes, records };
};

export const showsNow = (el) => {
  if (!el.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const box = el.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && box.right + scrollX > 0 && box.bottom + scrollY > 0;
};
const MOST = 4000;
/** All that can be seen now. */
export const seenElements = () => {
  const found = new Set();
  for (const el of walk(document.body || document.documentElement)) {
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
  const go = el.dispatchEvent(new KeyboardEvent("keydown", init));
  if (go && (name.length === 1 || name === "Enter")) {
    const charCode = name === "Enter" ? 13 : name.charCodeAt(0);
    el.dispatchEvent(
      new KeyboardEvent("keypress", { ...init, keyCode: charCode, charCode, which: charCode }),
    );
  }
  el.dispatchEvent(new KeyboardEvent("keyup", init));
};
/** A click with all that goes before it. */
export const clickOn = (el) => {
  const box = el.getBoundingClientRect();
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
  el.dispatchEvent(
    new PointerEvent("pointerdown", { ...at, pointerType: "mouse", isPrimary: true, buttons: 1 }),
  );
  if (el.dispatchEvent(new MouseEvent("mousedown", { ...at, buttons: 1 })) && isFocusable(el))
    el.focus({ preventScroll: true });
  el.dispatchEvent(new PointerEvent("pointerup", { ...at, pointerType: "mouse", isPrimary: true }));
  el.dispatchEvent(new MouseEvent("mouseup", at));
  el.click ? el.click() : el.dispatchEvent(new MouseEvent("click", at));
};

export const activeElement = () => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
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
