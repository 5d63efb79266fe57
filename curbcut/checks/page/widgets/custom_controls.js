import {
  attr,
  bodyOf,
  closest,
  containsNode,
  firstElementChildOf,
  getBoundingClientRect,
  giveFocus,
  isConnected,
  localNameOf,
  matches,
  nextElementSiblingOf,
  nodeTypeOf,
  parentElementOf,
  querySelector,
  querySelectorAll,
  tabIndexOf,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { isFocusable, isTabbable } from "../../js/focus.js";
import { roleOf } from "../../js/names.js";
import { explicitRole } from "../../js/roles.js";
import { textOf } from "../../js/text.js";
import { idrefs, parentOf, selectAll } from "../../js/tree.js";
import { isExposed } from "../../js/visibility.js";
import { hears } from "../keyboard/listeners.js";
import { announced, restored, unheard, voices } from "./announcements.js";
import {
  BRIEF,
  CONTROL,
  LIVE,
  SPOKEN,
  WORD,
  candidate,
  candidates,
  doubled,
  nameOf,
} from "./candidates.js";
import {
  STEPS,
  SWITCHED,
  byKeys,
  chosen,
  dialogIn,
  effectOf,
  keysFor,
  liesOver,
  somewhere,
  soon,
  stateOf,
} from "./control_states.js";
import { tryDialog } from "./dialogs.js";
import { formNow, red, wordsNow } from "./form_errors.js";
import {
  activeElement,
  appeared,
  applied,
  clickOn,
  say,
  seenElements,
  settled,
  showsNow,
  takeChanges,
} from "./probe.js";

/** Tabs that the Tab key passes over are to be had by the arrow keys only. */
const roving = async (el, name) => {
  const all = closest(el, "[role=tablist]");
  const others = all
    ? [...querySelectorAll(all, "[role=tab]")].filter(
        (one) => one !== el && showsNow(one) && !one.disabled,
      )
    : [];
  if (!isTabbable(el) || !others.length || !others.every((one) => tabIndexOf(one) < 0)) return;
  applied.add("role-not-operable");
  if (
    !(await byKeys(el, ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "End", "Home"])) &&
    !(await soon(() => activeElement() !== el))
  )
    say("role-not-operable", "cantTell", others[0], {
      key: "arrows",
      name: nameOf(others[0]),
      other: name,
    });
};

/** Try candidate number `index`; {dialog, dirty, suspect}. */
export const one = async (index) => {
  const { el, kind } = candidate(index);
  if (!isConnected(el) || !showsNow(el) || el.disabled) return {};
  if (kind === "delegated") {
    // What a click changes may come of whatever else listens to the whole page: it proves nothing.
    if (getComputedStyle(el).cursor === "pointer")
      say("click-without-role", "cantTell", el, { name: nameOf(el) });
    return {};
  }
  await settled();
  takeChanges();
  const before = seenElements();
  const state = stateOf(el);
  const start = activeElement();
  const over = liesOver(el);
  const { form } = el,
    voiced = voices();
  const empty = new Set(
    selectAll("p, div, span, output, section, strong, b, small").filter(
      (one) => !firstElementChildOf(one) && !textContentOf(one).trim(),
    ),
  );
  const name = state.name || nameOf(el);
  const native = kind === "native";
  const sending = native ? formNow(el, el.form) : null;
  const said = sending ? wordsNow() : "";
  const twin = kind === "bare" && doubled(el);
  const reachable = !native && isFocusable(el);
  if (native && explicitRole(el) === "tab") await roving(el, name);
  let way = "";
  if (reachable) {
    applied.add("role-not-operable");
    way = await byKeys(el, keysFor(el).slice(0, 2));
  }
  let boxes = [];
  let happened;
  if (way) happened = { notes: ["key"], records: [] };
  else {
    takeChanges();
    clickOn(el);
    await curbcut.turn();
    await settled();
    happened = takeChanges();
    boxes = happened.notes.filter((note) => note.startsWith("box"));
  }
  const effect = way || effectOf(el, reachable ? el : start, happened);
  const after = seenElements();
  const shown = appeared(before, after).filter((x) => !containsNode(x, el));
  const gone = [...before].filter((x) => !after.has(x));
  const answer = { effect: !!effect, dirty: shown.length > 0 || gone.length > 0, suspect: false };
  if (kind === "bare") {
    const text = textOf(el);
    const big = text.length > 150 || getBoundingClientRect(el).height > innerHeight / 2;
    const pointer = /^(pointer|zoom-in|zoom-out)$/.test(getComputedStyle(el).cursor);
    // Only the element itself has changed: it may be an effect and no function.
    const own =
      happened.records.length > 0 &&
      !happened.notes.length &&
      happened.records.every(
        (record) => record.type === "attributes" && containsNode(el, record.target),
      ) &&
      !shown.length &&
      !gone.length;
    if (effect && !big && !(own && !pointer) && !twin)
      say("click-without-role", "failed", el, { name });
    else if (effect || pointer || tabIndexOf(el) >= 0)
      say("click-without-role", "cantTell", el, { name });
    if (!isExposed(el) || !effect) return answer;
  }
  if (reachable && !way && effect) {
    const all = keysFor(el).slice(2);
    if (all.length) {
      if (await byKeys(el, all)) return { ...answer, dirty: true };
    }
    return { effect: true, dirty: true, suspect: true };
  }
  if (!effect || boxes.length) return answer;
  const dialog = dialogIn(shown);
  if (dialog) {
    applied.add("dialog-focus");
    tryDialog({ ...dialog, opener: el });
    return { effect: true, dirty: true, dialog: true };
  }
  if (sending && happened.notes.every((note) => note === "hash")) {
    const turned = sending.fields.filter(
      (one) =>
        isConnected(one) &&
        !sending.red.has(one) &&
        red(one) &&
        happened.records.some(
          (record) => record.type === "attributes" && containsNode(record.target, one),
        ),
    );
    if (turned.length) applied.add("error-after-sending-without-words");
    const quiet = turned.filter(
      (one) =>
        !/^(true|spelling|grammar)$/.test(attr(one, "aria-invalid") || "") &&
        !(one.validity && one.validity.customError),
    );
    if (quiet.length && !(await soon(() => wordsNow() !== said || voices() !== voiced))) {
      for (const one of quiet.slice(0, 3))
        say("error-after-sending-without-words", "cantTell", one, {
          name: nameOf(one),
          button: name,
        });
    }
  }
  if (kind !== "bare" && !over && !showsNow(el)) {
    applied.add("focus-lost-after-press");
    const elsewhere = happened.notes.some((note) => /^(route|hash)/.test(note));
    if (!elsewhere && !(await soon(() => showsNow(el) || somewhere()))) answer.lost = name;
  }
  if (kind !== "bare")
    await told(el, { state, shown, gone, happened, name, way, form, empty, voiced });
  else if (shown.length) await announced(el, shown, name, voiced);
  if (answer.dirty) answer.dirty = !(await restored(el, before, way));
  return answer;
};

/** What assistive technology learns of a change that a control made. */
const told = async (el, { state, shown, gone, happened, name, way, form, empty, voiced }) => {
  let now, changed;
  const look = () => {
    now = stateOf(el);
    return (changed =
      now.states !== state.states || now.name !== state.name || !isConnected(el) || !showsNow(el));
  };
  look();
  const words = shown.filter(
    (x) => WORD.test(textOf(x)) || querySelector(x, CONTROL) || matches(x, CONTROL),
  );
  const role = roleOf(el);
  if (
    /^(menuitem|option|gridcell|link|textbox|treeitem)$/.test(role) &&
    !(role === "link" && /^(#|javascript:)/i.test(attr(el, "href") || "#"))
  )
    return;
  if (words.length || gone.length) {
    applied.add("state-not-said");
    const into = words.some((x) => containsNode(x, activeElement()));
    if (into) return;
    if (words.length && (await announced(el, words, name, voiced))) return;
    const live = words.length > 0 && words.every((x) => closest(x, LIVE) || querySelector(x, LIVE));
    if (live) return;
    if (
      matches(el, "[type=submit], form button:not([type=button])") &&
      form &&
      hears(form, "submit")
    ) {
      // Where the focus goes to the field that is wrong, it is said there.
      const text = words.length ? textOf(words[0]) : "";
      if (
        text.length < BRIEF &&
        SPOKEN.test(text) &&
        (activeElement() === el || activeElement() === bodyOf(document))
      )
        await unheard(words[0], { text, name, voiced });
      return;
    }
    const controlled = idrefs(el, "aria-controls").some((x) =>
      [...words, ...gone].some((y) => x === y || containsNode(x, y) || containsNode(y, x)),
    );
    const next = nextElementSiblingOf(el) || (parentOf(el) && nextElementSiblingOf(parentOf(el)));
    const beside = [...words, ...gone].some((y) => next && (next === y || containsNode(next, y)));
    if (
      !changed &&
      (state.expanded !== null ? controlled || beside : words.length || role === "tab")
    )
      await soon(look);
    if (
      state.expanded !== null &&
      now.expanded === state.expanded &&
      !changed &&
      (controlled || beside)
    ) {
      say("state-not-said", "failed", el, {
        key: "stale",
        name,
        state: `expanded: ${now.expanded}`,
      });
    } else if (!changed && state.expanded === null && words.length && !/\b(tab)\b/.test(role)) {
      // Only what the same control hides again is opened by it.
      takeChanges();
      way ? await byKeys(el, [way]) : clickOn(el);
      await settled();
      const [first] = words,
        text = textOf(first);
      // What was there without words, and keeps them, is a place for messages.
      const filled =
        words.length === 1 &&
        showsNow(first) &&
        empty.has(first) &&
        !STEPS.test(name) &&
        !querySelector(first, `${CONTROL}, img, ul, ol, table, h1, h2, h3, h4, h5, h6`);
      if (text.length < BRIEF && ((shown.some(showsNow) && SPOKEN.test(text)) || filled))
        await unheard(first, { text, name, voiced });
      else if (isConnected(el) && words.every((x) => !showsNow(x)) && !STEPS.test(name))
        say("state-not-said", "cantTell", el, { key: "expanded", name });
      // Tabs written by hand: pressed again, they show the same.
      else if (gone.length && chosen(now, state) && chosen(stateOf(el), state))
        say("state-not-said", "cantTell", el, { key: "selected", name });
    } else if (role === "tab" && now.states === state.states)
      say("state-not-said", "cantTell", el, { key: "selected", name });
    return;
  }
  if (changed) {
    applied.add("state-not-said");
    return;
  }
  const looks = () =>
    now.look !== state.look || now.class !== state.class || now.inner !== state.inner;
  if (
    /^(checkbox|switch|radio|menuitemcheckbox|menuitemradio)$/.test(role) &&
    looks() &&
    localNameOf(el) !== "input"
  ) {
    if (await soon(look)) return;
    say("state-not-said", /^(radio|menuitemradio)$/.test(role) ? "cantTell" : "failed", el, {
      key: "stale",
      name,
      state: `checked: ${now.checked}`,
    });
    return;
  }
  if (
    role === "button" &&
    (now.class !== state.class || now.inner !== state.inner) &&
    now.look + now.inner !== state.look + state.inner &&
    SWITCHED.test(`${now.class} ${state.class} ${now.inner}`)
  ) {
    if (!(await soon(look))) say("state-not-said", "cantTell", el, { key: "pressed", name });
    return;
  }
  if (STEPS.test(name)) return;
  // Words that changed somewhere else.
  for (const record of happened.records) {
    if (record.type === "attributes") continue;
    const at = nodeTypeOf(record.target) === 1 ? record.target : parentElementOf(record.target);
    if (
      !at ||
      containsNode(el, at) ||
      containsNode(at, el) ||
      !showsNow(at) ||
      closest(at, LIVE) ||
      containsNode(at, activeElement())
    )
      continue;
    const text = textOf(at);
    if (!text || text.length > 150 || matches(at, "script, style, option, select")) continue;
    await unheard(at, { text, name, voiced });
    return;
  }
};

// --- making sure, with real keys ---------------------------------------------------------------
let doubted = null,
  from = null;
export const doubt = async (index) => {
  doubted = candidate(index).el;
  giveFocus(doubted, { preventScroll: true });
  await settled();
  from = activeElement();
  takeChanges();
  return { there: from === doubted || containsNode(doubted, from), keys: keysFor(doubted) };
};
export const acted = async () => {
  await settled();
  return effectOf(doubted, from, takeChanges());
};
/** Say of candidate number `index`, on the page opened anew, that the focus goes with it. */
export const lost = (index, name) =>
  say("focus-lost-after-press", "cantTell", candidate(index).el, { name });
export const blame = () => {
  const role = roleOf(doubted);
  say("role-not-operable", "failed", doubted, {
    name: nameOf(doubted),
    role: role === "generic" ? "control" : role,
  });
};

/** How many things there are to try. */
export const countCandidates = () => candidates().length;
