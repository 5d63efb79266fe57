import {
  attr,
  bodyOf,
  childrenOf,
  classNameOf,
  closest,
  containsNode,
  documentElementOf,
  elementsOf,
  firstElementChildOf,
  getBoundingClientRect,
  giveFocus,
  idOf,
  innerTextOf,
  isConnected,
  isEditable,
  localNameOf,
  matches,
  nextElementSiblingOf,
  noValidateOf,
  nodeTypeOf,
  parentElementOf,
  previousElementSiblingOf,
  querySelector,
  querySelectorAll,
  shadowRootOf,
  tabIndexOf,
  textContentOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { parseColour } from "../../js/colour.js";
import { isFocusable, isTabbable } from "../../js/focus.js";
import { accessibleName, roleOf } from "../../js/names.js";
import { forget } from "../../js/once.js";
import { explicitRole } from "../../js/roles.js";
import { textOf } from "../../js/text.js";
import { idrefs, parentOf, selectAll } from "../../js/tree.js";
import { isExposed, isRendered, isVisible, styleOf } from "../../js/visibility.js";
import { heard, hearers, hears, minds } from "../keyboard/listeners.js";
import {
  activeElement,
  appeared,
  applied,
  clickOn,
  pressKey,
  say,
  seenElements,
  settled,
  showsNow,
  takeChanges,
  tooMany,
} from "./probe.js";

// Controls that scripts make: what they are called, which keys they know, what they tell of their
// state; see components.py.
const NATIVE =
  "a[href], area[href], button, input, select, textarea, summary, label, option, audio, video, details, dialog, iframe, object, embed";
const ROLES =
  "[role=button], [role=link], [role=checkbox], [role=switch], [role=radio], [role=tab], [role=menuitem], [role=menuitemcheckbox], [role=menuitemradio], [role=option], [role=treeitem], [role=slider], [role=spinbutton], [role=combobox], [role=textbox], [role=gridcell], [role=searchbox], [role=listbox], [role=scrollbar]";
const CONTROL = `${NATIVE.replace("label, option, ", "").replace(", details, dialog", "")}, ${ROLES}, [tabindex]:not([tabindex^="-"]), [contenteditable]:not([contenteditable=false])`;
const PRESS = [
  "click",
  "mousedown",
  "mouseup",
  "pointerdown",
  "pointerup",
  "touchstart",
  "touchend",
  "dblclick",
];
const DIALOG = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]";
const LIVE =
  "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], [role=alertdialog], [role=timer], output";
const STATES = [
  "aria-expanded",
  "aria-pressed",
  "aria-checked",
  "aria-selected",
  "aria-current",
  "aria-valuenow",
  "aria-sort",
  "open",
];
const nameOf = (el) => accessibleName(el) || textOf(el).slice(0, 60) || localNameOf(el);
const WORD = /[\p{L}\p{N}]/u;
const NOW_IS =
  /\b(success|error|message|toast|alert|notif\w*|notice|status|result|feedback|confirm\w*|snackbar|flash|info|warning)\b/i;

const BRIEF = 120; // letters of a message
const SPOKEN =
  /\b(added|saved|sent|removed|deleted|updated|copied|changed|subscribed|submitted|success\w*|errors?|fail\w*|invalid|please|thank(s| you)|results?|required|loading|done|complete[d]?|welcome)\b/i;

const bare = (el) => {
  // Made to be pressed, and nothing that says so to assistive technology.
  if (
    el === bodyOf(document) ||
    el === documentElementOf(document) ||
    (closest(el, "svg") && localNameOf(el) !== "svg")
  )
    return false;
  if (!minds(el, ...PRESS) || matches(el, NATIVE)) return false;
  const role = explicitRole(el);
  if (
    role &&
    !/^(none|presentation|generic|img|group|listitem|text|region|article|row|cell|list|heading|paragraph)$/.test(
      role,
    )
  )
    return false;
  if (
    /^(form|table|tbody|ul|ol|main|nav|header|footer|body|dl|fieldset|canvas)$/.test(
      localNameOf(el),
    )
  )
    return false;
  if (localNameOf(el).includes("-")) return false; // custom elements put controls of their own inside
  const up = parentOf(el);
  if (up && closest(up, `a[href], button, label, summary, ${ROLES}`)) return false;
  if (querySelector(el, CONTROL) || shadowRootOf(el)) return false;
  if (isEditable(el)) return false;
  return (
    WORD.test(textOf(el)) ||
    !!querySelector(el, "img, svg, canvas, i") ||
    localNameOf(el) === "img" ||
    localNameOf(el) === "svg" ||
    (styleOf(el).cursor === "pointer" && !/\b(overlay|backdrop|mask)\b/i.test(classNameOf(el)))
  );
};

const TYPED = ["keydown", "keyup", "keypress"];
/** Whether presses are heard for it further up, and not by itself. */
const forIt = (el) =>
  heard(el).every((one) => one.delegated || one.passes || !PRESS.includes(one.type));
/** Whether a key can be meant for it, as far as is known. */
const typed = (el) =>
  isFocusable(el) && [el, window, document, bodyOf(document)].some((one) => hears(one, ...TYPED));
const PICTURE = "img, svg, canvas, picture, video";
/** Whether a picture stands beside a control with a name, which may well do the same. */
const doubled = (el) => {
  if (!matches(el, PICTURE) && (WORD.test(textOf(el)) || !querySelector(el, PICTURE))) return false;
  const places = [closest(el, "figure, li, article, section")];
  // Right beside it, or beside the paragraph that holds nothing else.
  for (let at = el; at && at !== bodyOf(document); at = parentOf(at)) {
    if (at !== el && (childrenOf(at).length > 1 || WORD.test(textOf(at)))) break;
    places.push(nextElementSiblingOf(at), previousElementSiblingOf(at));
  }
  return places.some(
    (place) =>
      place &&
      [place, ...querySelectorAll(place, CONTROL)].some(
        (one) =>
          matches(one, CONTROL) && !containsNode(one, el) && isTabbable(one) && accessibleName(one),
      ),
  );
};

let list = [];
/** What is worth trying, the most telling first; the same in each visit of the page. */
const candidates = () => {
  forget();
  const found = [],
    kinds = new Map();
  const add = (el, kind) => {
    if (!isVisible(el) || !isExposed(el) || found.some((one) => one.el === el)) return;
    const like = `${kind} ${localNameOf(el)} ${attr(el, "class")} ${[el, el.form]
      .flatMap((one) => (one ? heard(one) : []))
      .map((one) => one.source)
      .join()}`;
    kinds.set(like, (kinds.get(like) || 0) + 1);
    // Three of a kind behave as thirty do.
    if (kinds.get(like) > 3) return;
    if (found.length < 40) found.push({ el, kind });
    else if (kind !== "delegated") tooMany();
  };
  const listening = hearers();
  for (const el of listening) if (bare(el) && !forIt(el)) add(el, "bare");
  const wide = [document, window, bodyOf(document)].some(
    (target) => target && hears(target, "click", "mousedown", "pointerdown"),
  );
  for (const el of selectAll(ROLES))
    if (
      !matches(el, "a[href], button, input, select, textarea") &&
      !/^(textbox|searchbox|listbox|gridcell|scrollbar|spinbutton)$/.test(explicitRole(el)) &&
      attr(el, "aria-disabled") !== "true"
    )
      add(el, "role");
  for (const el of selectAll(
    "button, input[type=button], input[type=submit], a[href^='#'], a[href^='javascript:' i], summary[aria-expanded]",
  )) {
    if (el.disabled) continue;
    let heard = wide || hears(el, ...PRESS);
    if (!heard && el.form && /^submit$/.test(el.type)) heard = hears(el.form, "submit");
    for (let up = parentOf(el), level = 0; up && !heard && level < 4; up = parentOf(up), level++)
      heard = hears(up, "click");
    if (heard) add(el, "native");
  }
  for (const el of listening) if (bare(el) && forIt(el) && !typed(el)) add(el, "delegated");
  return (list = found);
};

/** The thing to try with this number. */
const candidate = (index) => list[index];

const stateOf = (el) => {
  const style = getComputedStyle(el);
  forget();
  return {
    states: STATES.map((name) => attr(el, name)).join("|"),
    expanded: attr(el, "aria-expanded"),
    checked: attr(el, "aria-checked") || attr(el, "aria-pressed") || attr(el, "aria-selected"),
    name: accessibleName(el),
    look: `${style.backgroundColor} ${style.color} ${style.borderColor} ${style.fontWeight} ${style.backgroundImage} ${style.transform}`,
    inner: [...querySelectorAll(el, "*")]
      .slice(0, 10)
      .map((one) => `${attr(one, "class")} ${attr(one, "style")}`)
      .join(),
    class: attr(el, "class") || "",
  };
};

const SWITCHED =
  /\b(is-?)?(active|on|off|selected|pressed|checked|toggled|current|open|liked|enabled|fav\w*)\b/i;
const classes = (text) => text.split(/\s+/).filter(Boolean);
/** Whether a control got the class of what is chosen, and looks different for it. */
const chosen = (now, state) =>
  now.look !== state.look &&
  classes(now.class).some((one) => SWITCHED.test(one) && !classes(state.class).includes(one));

// What goes from one picture to the next opens nothing.
const STEPS =
  /(?<!\p{L})(next|prev|previous|back|backwards?|forwards?|nächste[rs]?|weiter|zurück|vorherige[rs]?|suivante?|précédente?|siguiente|anterior|volgende|vorige|التالي|السابق)(?!\p{L})/iu;
// As long as people do not notice that a screen reader is told a moment late.
const MOMENT = 350;
/** Whether something comes true within a moment: some states are set after a transition or a request. */
const soon = async (test) => {
  // A timer of ours and no clock: however busy the machine is, timers of the page that are due
  // before come first.
  let over = false;
  setTimeout(() => (over = true), MOMENT);
  while (!test()) {
    const last = over;
    await Promise.race([curbcut.drawn(), new Promise((done) => setTimeout(done, 50))]);
    if (last) return test();
  }
  return true;
};

const effectOf = (el, start, { notes, records }) => {
  const at = activeElement();
  const moved = at !== start && at !== el && at && at !== bodyOf(document);
  return (
    notes.filter((note) => note !== "hash" || !matches(el, "a")).length > 0 ||
    records.length > 0 ||
    moved
  );
};

/** Press keys on a focused control; whether anything came of it. */
const byKeys = async (el, keys) => {
  giveFocus(el, { preventScroll: true });
  await curbcut.turn();
  for (const name of keys) {
    if (!isConnected(el)) return true;
    takeChanges();
    const start = activeElement();
    pressKey(start && start !== bodyOf(document) && containsNode(el, start) ? start : el, name);
    await curbcut.turn();
    await settled();
    if (effectOf(el, start, takeChanges())) return name;
  }
  return "";
};

const KEYS = {
  link: ["Enter"],
  tab: ["Enter", " ", "ArrowRight", "ArrowDown", "ArrowLeft"],
  radio: [" ", "Enter", "ArrowDown", "ArrowUp"],
  slider: ["ArrowRight", "ArrowUp", "ArrowLeft", "Home"],
  option: ["Enter", " ", "ArrowDown", "ArrowUp"],
  menuitem: ["Enter", " ", "ArrowDown", "ArrowRight"],
  treeitem: ["Enter", " ", "ArrowRight", "ArrowDown"],
  combobox: ["Enter", " ", "ArrowDown", "a"],
};
const keysFor = (el) => KEYS[explicitRole(el)] || ["Enter", " "];

const isOver = (el) => {
  for (let at = el, level = 0; at && level < 3; at = firstElementChildOf(at), level++) {
    const s = getComputedStyle(at);
    const box = getBoundingClientRect(at);
    if (
      s.position === "fixed" &&
      box.width * box.height >= innerWidth * innerHeight * 0.1 &&
      box.left < innerWidth / 2 &&
      box.right > innerWidth / 2 &&
      box.top < innerHeight / 2 &&
      box.bottom > innerHeight / 2
    )
      return at;
  }
  return null;
};
const dialogIn = (shown) => {
  for (const el of shown) {
    const found = matches(el, DIALOG)
      ? el
      : [...querySelectorAll(el, DIALOG)].find(showsNow) || closest(el, DIALOG);
    if (found) return { el: found, marked: true };
  }
  for (const el of shown) {
    const over = isOver(el);
    if (over && (querySelector(over, CONTROL) || WORD.test(textOf(over))))
      return { el: over, marked: false };
  }
  return null;
};

const CONSENT = /cookie|consent|einwilligung|galletas/i;
/** Whether something stands in a box over the page, such as a notice that people close. */
const liesOver = (el) => {
  const notice = closest(el, "section, aside, form, div");
  if (notice && CONSENT.test(textOf(notice).slice(0, 400)) && textOf(notice).length < 1500)
    return true;
  for (let at = el; at && at !== bodyOf(document); at = parentOf(at))
    if (
      /^(fixed|sticky)$/.test(getComputedStyle(at).position) ||
      matches(at, `${DIALOG}, [popover]`)
    )
      return true;
  return false;
};
const somewhere = () => {
  const at = activeElement();
  return !!at && at !== bodyOf(document) && at !== documentElementOf(document) && showsNow(at);
};

let open = null; // the dialog that is being tried

const ENTRY =
  "input:not([type=hidden], [type=submit], [type=image], [type=button], [type=reset]), select, textarea";
const reddish = (text) => {
  const [r, g, b, a] = parseColour(text);
  return a > 0.3 && r > 140 && r - Math.max(g, b) > 50;
};
const SHADE = /[a-z-]+\([^)]*\)|#[0-9a-f]+/i;
const red = (el) => {
  const s = getComputedStyle(el);
  const shadow = s.boxShadow === "none" ? null : SHADE.exec(s.boxShadow);
  return (
    ["Top", "Bottom", "Left"].some(
      (side) =>
        parseFloat(s[`border${side}Width`]) > 0 &&
        s[`border${side}Style`] !== "none" &&
        reddish(s[`border${side}Color`]),
    ) ||
    (parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== "none" && reddish(s.outlineColor)) ||
    reddish(s.backgroundColor) ||
    (!!shadow && reddish(shadow[0]))
  );
};
/** What a form looks and reads like, if a script is told when it is sent by this button. */
const formNow = (el, form) => {
  if (!form || !matches(el, "button, input") || !/^(submit|image|button)$/.test(el.type))
    return null;
  // Where the browser itself finds something wrong, it says so in words.
  if (
    !(hears(form, "submit") || hears(el, "click")) ||
    (!noValidateOf(form) && matches(form, ":invalid"))
  )
    return null;
  const fields = [...elementsOf(form)].filter((one) => matches(one, ENTRY) && showsNow(one));
  return fields.length ? { fields, red: new Set(fields.filter(red)) } : null;
};
const wordsNow = () =>
  `${innerTextOf(bodyOf(document))} ${[...querySelectorAll(document, "[placeholder], [title]")].map((one) => `${one.placeholder} ${titleOf(one)}`).join(" ")}`;

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
    open = { ...dialog, opener: el };
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

/** Whether the page shows what it showed before, if need be after the same control again. */
const restored = async (el, before, way) => {
  const same = () => {
    const now = seenElements();
    return now.size === before.size && [...now].every((x) => before.has(x));
  };
  if (same()) return true;
  if (!isConnected(el) || !showsNow(el)) return false;
  way ? await byKeys(el, [way]) : clickOn(el);
  await settled();
  return same();
};

/** What live regions say; some are filled a moment after what they speak of has appeared. */
const voices = () =>
  [...querySelectorAll(document, LIVE)]
    .map((x) => textContentOf(x).trim())
    .filter(Boolean)
    .join("\n");
const unheard = async (at, { text, name, voiced }) => {
  if (
    !(await soon(
      () =>
        (voices() && voices() !== voiced) || (activeElement() && containsNode(at, activeElement())),
    ))
  )
    say("status-not-said", "cantTell", at, { text, name });
};

const announced = async (el, shown, name, voiced) => {
  const words = shown.filter((x) => WORD.test(textOf(x)));
  if (
    !words.length ||
    words.some((x) => containsNode(x, activeElement())) ||
    words.some((x) => closest(x, LIVE) || querySelector(x, LIVE))
  )
    return;
  const text = textOf(words[0]);
  const marks =
    `${attr(words[0], "class") || ""} ${idOf(words[0])} ${idOf(parentOf(words[0]) || words[0])}`.replace(
      /[-_]/g,
      " ",
    );
  if (text.length < 200 && NOW_IS.test(marks)) {
    await unheard(words[0], { text, name, voiced });
    return true;
  }
  return false;
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

const inside = () =>
  selectAll("*").filter((x) => containsNode(open.el, x) && isTabbable(x) && isVisible(x));
export const dialog = async () => {
  await new Promise((done) => setTimeout(done, 150));
  forget();
  const { el, marked, opener } = open;
  const modal = attr(el, "aria-modal") === "true" || matches(el, "dialog:modal");
  const name = nameOf(opener);
  if (!marked) say("dialog-unmarked", "cantTell", el, { name });
  else if (!accessibleName(el)) say("dialog-unmarked", "cantTell", el, { key: "nameless", name });
  else applied.add("dialog-unmarked");
  const at = activeElement();
  const within = at && containsNode(el, at);
  if (!within && (modal || isOver(el)))
    say("dialog-focus", modal ? "failed" : "cantTell", el, { key: "in", name });
  const stops = inside();
  open.stops = stops.length;
  if (stops.length) giveFocus(stops[stops.length - 1], { preventScroll: true });
  return { stops: stops.length, modal: modal || !!isOver(el) };
};
export const afterTab = () => {
  const at = activeElement();
  const out =
    at &&
    at !== bodyOf(document) &&
    !containsNode(open.el, at) &&
    !containsNode(at, open.el) &&
    isRendered(at);
  if (out && !matches(open.el, "dialog:modal"))
    say("dialog-focus", "cantTell", open.el, { key: "leaves", name: nameOf(open.opener) });
  const stops = inside();
  if (stops.length) giveFocus(stops[0], { preventScroll: true });
};
const CLOSES =
  /close|cancel|dismiss|\bok\b|okay|done|\bno\b|back|got it|continue|agree|accept|reject|×|✕|✖|^x$|schlie|abbrech|cerrar|fermer|chiudi|إغلاق/i;
export const afterEscape = async () => {
  await settled();
  await new Promise((done) => setTimeout(done, 50));
  forget();
  const { el, opener } = open;
  const name = nameOf(opener);
  let closed = !isConnected(el) || !showsNow(el);
  if (!closed) {
    const stops = inside();
    const closer = stops.find((x) => CLOSES.test(`${accessibleName(x)} ${classNameOf(x)}`)) || null;
    if (
      !closer &&
      !stops.some((x) =>
        matches(x, "button, [role=button], a, input[type=submit], input[type=button]"),
      )
    )
      say("dialog-no-way-out", "cantTell", el, { name });
    else if (closer) {
      applied.add("dialog-no-way-out");
      clickOn(closer);
      await settled();
      await new Promise((done) => setTimeout(done, 50));
      closed = !isConnected(el) || !showsNow(el);
    }
  } else applied.add("dialog-no-way-out");
  const at = activeElement();
  if (
    closed &&
    isConnected(opener) &&
    showsNow(opener) &&
    (!at || at === bodyOf(document) || !showsNow(at)) &&
    isFocusable(opener)
  )
    say("dialog-focus", "cantTell", opener, { key: "back", name });
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
