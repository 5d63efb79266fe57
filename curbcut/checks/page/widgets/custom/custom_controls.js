import {
  attr,
  bodyOf,
  closest,
  containsNode,
  firstElementChildOf,
  getBoundingClientRect,
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
} from "../../../../browser/scripts/dom.js";
import { isFocusable, isTabbable } from "../../../js/focus.js";
import { roleOf } from "../../../js/names.js";
import { explicitRole } from "../../../js/roles.js";
import { textOf } from "../../../js/text.js";
import { idrefs, parentOf, selectAll } from "../../../js/tree.js";
import { isExposed } from "../../../js/visibility.js";
import { hears } from "../../keyboard/listeners/listeners.js";
import { announced, restored, unheard, voices } from "../announcements.js";
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
} from "../control_states.js";
import { tryDialog } from "../dialogs.js";
import { formNow, red, wordsNow } from "../form_errors.js";
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

/** What a click changes may come of whatever else listens to the whole page: it proves nothing. */
const askAboutDelegated = (el) => {
  if (getComputedStyle(el).cursor === "pointer")
    say("click-without-role", "cantTell", el, { name: nameOf(el) });
};
const emptyPlaces = () =>
  new Set(
    selectAll("p, div, span, output, section, strong, b, small").filter(
      (one) => !firstElementChildOf(one) && !textContentOf(one).trim(),
    ),
  );
/** What there is before a control is used, as far as it is compared with what there is after. */
const before = (el, kind) => {
  const native = kind === "native";
  const earlier = {
    el,
    kind,
    seen: seenElements(),
    state: stateOf(el),
    start: activeElement(),
    over: liesOver(el),
    form: el.form,
    voiced: voices(),
    empty: emptyPlaces(),
  };
  const sending = native ? formNow(el, el.form) : null;
  return {
    ...earlier,
    name: earlier.state.name || nameOf(el),
    sending,
    said: sending ? wordsNow() : "",
    twin: kind === "bare" && doubled(el),
    reachable: !native && isFocusable(el),
  };
};
/** Use a control: by keys, or else with a click. {way, happened, boxes}. */
const use = async ({ el, reachable }) => {
  if (reachable) {
    applied.add("role-not-operable");
    const way = await byKeys(el, keysFor(el).slice(0, 2));
    if (way) return { way, happened: { notes: ["key"], records: [] }, boxes: [] };
  }
  takeChanges();
  clickOn(el);
  await curbcut.turn();
  await settled();
  const happened = takeChanges();
  return { way: "", happened, boxes: happened.notes.filter((note) => note.startsWith("box")) };
};
/** Whether only the element itself has changed: it may be an effect and no function. */
const changedItselfOnly = (el, { happened, shown, gone }) =>
  happened.records.length > 0 &&
  !happened.notes.length &&
  happened.records.every(
    (record) => record.type === "attributes" && containsNode(el, record.target),
  ) &&
  !shown.length &&
  !gone.length;
const judgeBare = ({ el, name, twin }, after) => {
  const { effect } = after;
  const big = textOf(el).length > 150 || getBoundingClientRect(el).height > innerHeight / 2;
  const pointer = /^(pointer|zoom-in|zoom-out)$/.test(getComputedStyle(el).cursor);
  const own = changedItselfOnly(el, after);
  if (effect && !big && !(own && !pointer) && !twin)
    say("click-without-role", "failed", el, { name });
  else if (effect || pointer || tabIndexOf(el) >= 0)
    say("click-without-role", "cantTell", el, { name });
};
/** Fields of a form that have turned red since it was sent. */
const turnedRed = (sending, records) =>
  sending.fields.filter(
    (one) =>
      isConnected(one) &&
      !sending.red.has(one) &&
      red(one) &&
      records.some((record) => record.type === "attributes" && containsNode(record.target, one)),
  );
const saysItIsWrong = (field) =>
  /^(true|spelling|grammar)$/.test(attr(field, "aria-invalid") || "") ||
  (field.validity && field.validity.customError);
const judgeErrors = async ({ sending, said, voiced, name }, { happened }) => {
  if (!sending || !happened.notes.every((note) => note === "hash")) return;
  const turned = turnedRed(sending, happened.records);
  if (turned.length) applied.add("error-after-sending-without-words");
  const quiet = turned.filter((one) => !saysItIsWrong(one));
  if (!quiet.length || (await soon(() => wordsNow() !== said || voices() !== voiced))) return;
  for (const one of quiet.slice(0, 3))
    say("error-after-sending-without-words", "cantTell", one, { name: nameOf(one), button: name });
};
/** Whether the focus was lost with a control that went away. */
const losesFocus = async ({ el, kind, over }, { happened }) => {
  if (kind === "bare" || over || showsNow(el)) return false;
  applied.add("focus-lost-after-press");
  const elsewhere = happened.notes.some((note) => /^(route|hash)/.test(note));
  return !elsewhere && !(await soon(() => showsNow(el) || somewhere()));
};
/** Try the other keys of a control that something listens to; {effect, dirty, suspect}. */
const tryOtherKeys = async (el, answer) => {
  const all = keysFor(el).slice(2);
  if (all.length && (await byKeys(el, all))) return { ...answer, dirty: true };
  return { effect: true, dirty: true, suspect: true };
};

/** What the use of a control led to: its effect, and what came and went in the page. */
const outcomeOf = (earlier, used) => {
  const { el, seen, reachable, start } = earlier;
  const effect = used.way || effectOf(el, reachable ? el : start, used.happened);
  const now = seenElements();
  const shown = appeared(seen, now).filter((x) => !containsNode(x, el));
  return { ...used, effect, shown, gone: [...seen].filter((x) => !now.has(x)) };
};

/** Try candidate number `index`; {dialog, dirty, suspect}. */
export const one = async (index) => {
  const { el, kind } = candidate(index);
  if (!isConnected(el) || !showsNow(el) || el.disabled) return {};
  if (kind === "delegated") {
    askAboutDelegated(el);
    return {};
  }
  return tryOut(el, kind);
};
const tryOut = async (el, kind) => {
  await settled();
  takeChanges();
  const earlier = before(el, kind);
  if (kind === "native" && explicitRole(el) === "tab") await roving(el, earlier.name);
  const after = outcomeOf(earlier, await use(earlier));
  const { effect, shown, gone, way } = after;
  const answer = { effect: !!effect, dirty: shown.length > 0 || gone.length > 0, suspect: false };
  if (kind === "bare") judgeBare(earlier, after);
  if (kind === "bare" && !isExposed(el)) return answer;
  if (earlier.reachable && !way && effect) return tryOtherKeys(el, answer);
  if (!effect || after.boxes.length) return answer;
  return judge(earlier, after, answer);
};
const judge = async (earlier, after, answer) => {
  const { el, kind, name, voiced } = earlier;
  const found = dialogIn(after.shown);
  if (found) {
    applied.add("dialog-focus");
    tryDialog({ ...found, opener: el });
    return { effect: true, dirty: true, dialog: true };
  }
  await judgeErrors(earlier, after);
  if (await losesFocus(earlier, after)) answer.lost = name;
  if (kind !== "bare") await told(earlier, after);
  else if (after.shown.length) await announced(el, after.shown, name, voiced);
  if (answer.dirty) answer.dirty = !(await restored(el, earlier.seen, after.way));
  return answer;
};

// --- what assistive technology learns of a change that a control made --------------------------------

/** A look at the state of a control, again and again: {now, changed, look}. */
const watched = (el, state) => {
  const it = { now: null, changed: false, look: null };
  it.look = () => {
    it.now = stateOf(el);
    return (it.changed =
      it.now.states !== state.states ||
      it.now.name !== state.name ||
      !isConnected(el) ||
      !showsNow(el));
  };
  it.look();
  return it;
};
const SAYS_BY_ITSELF = /^(menuitem|option|gridcell|link|textbox|treeitem)$/;
const holdsWords = (x) => WORD.test(textOf(x)) || querySelector(x, CONTROL) || matches(x, CONTROL);
const told = async (earlier, after) => {
  const { el, state } = earlier;
  const it = watched(el, state);
  const role = roleOf(el);
  const goesNowhere = role === "link" && /^(#|javascript:)/i.test(attr(el, "href") || "#");
  if (SAYS_BY_ITSELF.test(role) && !goesNowhere) return;
  const words = after.shown.filter(holdsWords);
  if (words.length || after.gone.length) await toldOfParts(earlier, after, it, role, words);
  else if (it.changed) applied.add("state-not-said");
  else await toldOfItself(earlier, after, it, role);
};

/** Whether a reader hears words that appeared: the focus is in them, or they are live. */
const areHeard = async ({ el, name, voiced }, words) => {
  if (!words.length) return false;
  if (words.some((x) => containsNode(x, activeElement()))) return true;
  if (await announced(el, words, name, voiced)) return true;
  return words.every((x) => closest(x, LIVE) || querySelector(x, LIVE));
};
/** Where parts of the page came or went. */
const toldOfParts = async (earlier, after, it, role, words) => {
  const { el, name, state } = earlier;
  applied.add("state-not-said");
  if (await areHeard(earlier, words)) return;
  if (sendsForm(earlier)) {
    await toldOfSending(earlier, words);
    return;
  }
  const near = isNear(el, [...words, ...after.gone]);
  if (!it.changed && (state.expanded !== null ? near : words.length || role === "tab"))
    await soon(it.look);
  if (near && isStale(it, state))
    say("state-not-said", "failed", el, {
      key: "stale",
      name,
      state: `expanded: ${it.now.expanded}`,
    });
  else if (!it.changed && state.expanded === null && words.length && !/\b(tab)\b/.test(role))
    await toldWhenUsedAgain(earlier, after, it, words);
  else if (role === "tab" && it.now.states === state.states)
    say("state-not-said", "cantTell", el, { key: "selected", name });
};
/** Whether a control still says that it is expanded, or is not, as before. */
const isStale = (it, state) =>
  state.expanded !== null && it.now.expanded === state.expanded && !it.changed;
const sendsForm = ({ el, form }) =>
  matches(el, "[type=submit], form button:not([type=button])") && form && hears(form, "submit");
/** Where the focus goes to the field that is wrong, it is said there. */
const toldOfSending = async ({ el, name, voiced }, words) => {
  const text = words.length ? textOf(words[0]) : "";
  const stays = activeElement() === el || activeElement() === bodyOf(document);
  if (text.length < BRIEF && SPOKEN.test(text) && stays)
    await unheard(words[0], { text, name, voiced });
};
/** Whether one of several parts is controlled by an element, or comes right after it. */
const isNear = (el, parts) => {
  const controlled = idrefs(el, "aria-controls").some((x) =>
    parts.some((y) => x === y || containsNode(x, y) || containsNode(y, x)),
  );
  if (controlled) return true;
  const next = nextElementSiblingOf(el) || (parentOf(el) && nextElementSiblingOf(parentOf(el)));
  return parts.some((y) => next && (next === y || containsNode(next, y)));
};
/** Whether what was there without words, and keeps them, is a place for messages. */
const isFilledPlace = (place, name, empty) =>
  showsNow(place) &&
  empty.has(place) &&
  !STEPS.test(name) &&
  !querySelector(place, `${CONTROL}, img, ul, ol, table, h1, h2, h3, h4, h5, h6`);
/** Only what the same control hides again is opened by it. */
const toldWhenUsedAgain = async ({ el, name, voiced, state, empty }, after, it, words) => {
  takeChanges();
  after.way ? await byKeys(el, [after.way]) : clickOn(el);
  await settled();
  const [first] = words,
    text = textOf(first);
  const filled = words.length === 1 && isFilledPlace(first, name, empty);
  if (text.length < BRIEF && ((after.shown.some(showsNow) && SPOKEN.test(text)) || filled))
    await unheard(first, { text, name, voiced });
  else if (isConnected(el) && words.every((x) => !showsNow(x)) && !STEPS.test(name))
    say("state-not-said", "cantTell", el, { key: "expanded", name });
  // Tabs written by hand: pressed again, they show the same.
  else if (after.gone.length && chosen(it.now, state) && chosen(stateOf(el), state))
    say("state-not-said", "cantTell", el, { key: "selected", name });
};

const CHECKED = /^(checkbox|switch|radio|menuitemcheckbox|menuitemradio)$/;
const looksPressed = (now, state) =>
  (now.class !== state.class || now.inner !== state.inner) &&
  now.look + now.inner !== state.look + state.inner &&
  SWITCHED.test(`${now.class} ${state.class} ${now.inner}`);
/** Where nothing came or went: the control itself may look different. */
const toldOfItself = async (earlier, after, it, role) => {
  const { el, name, state } = earlier;
  const { now } = it;
  const looks = now.look !== state.look || now.class !== state.class || now.inner !== state.inner;
  if (CHECKED.test(role) && looks && localNameOf(el) !== "input") {
    if (await soon(it.look)) return;
    say("state-not-said", /^(radio|menuitemradio)$/.test(role) ? "cantTell" : "failed", el, {
      key: "stale",
      name,
      state: `checked: ${it.now.checked}`,
    });
  } else if (role === "button" && looksPressed(now, state)) {
    if (!(await soon(it.look))) say("state-not-said", "cantTell", el, { key: "pressed", name });
  } else if (!STEPS.test(name)) await toldElsewhere(earlier, after.happened.records);
};
/** Words that changed somewhere else. */
const toldElsewhere = async ({ el, name, voiced }, records) => {
  for (const record of records) {
    if (record.type === "attributes") continue;
    const at = nodeTypeOf(record.target) === 1 ? record.target : parentElementOf(record.target);
    if (!at || isApart(el, at)) continue;
    const text = textOf(at);
    if (!text || text.length > 150 || matches(at, "script, style, option, select")) continue;
    await unheard(at, { text, name, voiced });
    return;
  }
};
/** Whether a change is in the control itself, hidden, live, or where the focus is. */
const isApart = (el, at) =>
  containsNode(el, at) ||
  containsNode(at, el) ||
  !showsNow(at) ||
  closest(at, LIVE) ||
  containsNode(at, activeElement());

/** How many things there are to try. */
export const countCandidates = () => candidates().length;
