// What a walk with the Tab key says about a page; see tab_walk.js for the walk. Each function gives
// plain problems, [{rule, outcome, key, data, target}], and notes which rules had something to look at.

import {
  attr,
  bodyOf,
  checkVisibility,
  childNodesOf,
  childrenOf,
  classNameOf,
  closest,
  compareDocumentPosition,
  containsNode,
  createRange,
  documentElementOf,
  elementsFromPoint,
  getBoundingClientRect,
  getClientRects,
  getElementById,
  getRootNode,
  hasAttr,
  idOf,
  innerTextOf,
  isConnected,
  isEditable,
  localNameOf,
  matches,
  nodeTypeOf,
  parentElementOf,
  querySelector,
  querySelectorAll,
  scrollIntoView,
  shadowRootOf,
  tabIndexOf,
  takeFocusAway,
} from "../../../browser/scripts/dom.js";
import { describe } from "../../js/describe.js";
import { isFocusable, isTabbable } from "../../js/focus.js";
import { accessibleName, roleOf } from "../../js/names.js";
import { forget } from "../../js/once.js";
import { explicitRole } from "../../js/roles.js";
import { holdsWithin, styleRules } from "../../js/styles.js";
import { shownText, textOf } from "../../js/text.js";
import { ancestors, findIn, parentOf, selectAll } from "../../js/tree.js";
import { boxOf, isExposed, isRendered, isVisible, styleOf } from "../../js/visibility.js";
import { unsettled } from "./focus_indicators.js";
import { heard, hearers, hears, listenersKnown } from "./listeners.js";
import {
  coveredPart,
  endWalk,
  focusOn,
  focused,
  focusedFirst,
  hasPinned,
  inFrame,
  indicatorOf,
  kindOfLook,
  numberOf,
  numbered,
  pinnedBox,
  seenNow,
  startWalk,
  tabbables,
  walkNavigations,
  walkRound,
  walkStops,
} from "./tab_walk.js";

const MOST_KINDS = 40;
const SHOWN = 20; // of the same kind

const report = () => {
  const found = [];
  const applied = new Set();
  const say =
    (outcome) =>
    (rule, el, data = {}) => {
      applied.add(rule);
      const { key, ...rest } = data;
      found.push({
        rule,
        outcome,
        key: key || outcome,
        data: { name: el ? label(el) : "", ...rest },
        target: el && !inFrame(el) ? describe(el) : null,
      });
    };
  return {
    found,
    applied,
    applies: (rule) => applied.add(rule),
    fail: say("failed"),
    ask: say("cantTell"),
    plain: () => ({ problems: found, applied: [...applied] }),
  };
};
export const label = (el) =>
  accessibleName(el) || shownText(el).slice(0, 60) || attr(el, "href") || `<${localNameOf(el)}>`;

// --- focus that shows (2.4.7, 1.4.11) -------------------------------------------------------------

const grouped = (list) => {
  const groups = new Map();
  for (const el of list) {
    const kind = kindOfLook(el);
    if (!groups.has(kind)) groups.set(kind, []);
    groups.get(kind).push(el);
  }
  return [...groups.values()];
};
const judged = (el) =>
  el &&
  isConnected(el) &&
  !inFrame(el) &&
  !/^(iframe|frame|audio|video|object|embed|area|html|body)$/.test(localNameOf(el)) &&
  // A box that is in the tab order only because it scrolls is the browser's doing.
  (hasAttr(el, "tabindex") || isEditable(el) || isFocusable(el));

const measured = (groups) =>
  groups
    .slice(0, MOST_KINDS)
    .map((list) => {
      const [el] = list;
      return {
        ids: list.slice(0, SHOWN).map(numberOf),
        more: Math.max(0, list.length - SHOWN),
        kind: kindOfLook(el),
        ...indicatorOf(el),
      };
    })
    .filter((group) => group.how !== "lost" && !(group.contrast >= 3));

/** After a walk: the kinds of stops whose focus ring alone does not settle the matter. */
const afterWalk = () => {
  const stops = walkRound().filter((stop) => judged(stop.el));
  return {
    applied: stops.length > 0,
    groups: measured(grouped(stops.filter((stop) => !(stop.ring >= 3)).map((stop) => stop.el))),
  };
};
/** Without a walk: one of each kind of control is focused by script. */
export const byScript = () => {
  const groups = grouped(tabbables().filter((el) => judged(el) && isRendered(el)));
  return { applied: groups.length > 0, groups: measured(unsettled(groups)) };
};

// --- focus under something (2.4.11) ---------------------------------------------------------------

const obscured = (given) => {
  const out = report();
  const worst = new Map();
  const note = (el, seen) => {
    if (seen.by && (!worst.has(el) || worst.get(el).part < seen.part)) worst.set(el, seen);
  };
  let list;
  if (given) {
    const stops = walkRound().filter((stop) => stop.el && !inFrame(stop.el));
    list = stops.map((stop) => stop.el);
    for (const stop of stops)
      if (stop.seen && stop.part) note(stop.el, { part: stop.part, by: stop.by });
  } else {
    list = tabbables().slice(0, 150);
    for (const el of list) {
      focusOn(el, true);
      if (focused() === el && seenNow(el)) note(el, coveredPart(el));
    }
  }
  // Upwards elements come in under what sticks to the top.
  if (hasPinned()) {
    out.applies("focus-obscured");
    for (const el of list.slice(0, 150).reverse()) {
      focusOn(el, true);
      if (focused() === el && seenNow(el)) note(el, coveredPart(el));
    }
  }
  for (const el of list) {
    const seen = worst.get(el);
    if (!seen) continue;
    const by = label(seen.by).slice(0, 40);
    if (seen.part === 1) out.fail("focus-obscured", el, { by });
    else if (seen.part > 0.4) out.ask("focus-partly-obscured", el, { by });
  }
  if (hasPinned()) out.applies("focus-partly-obscured");
  return out.plain();
};

// --- focus that does something (3.2.1, 2.1.1), and where it starts --------------------------------

const NATIVE = /^(a|button|input|select|textarea|summary)$/;
/** Whether an element still has the focus right after it got it once more, from nowhere. */
const keeps = (el) => {
  takeFocusAway();
  focusOn(el, false);
  return focused() === el;
};
const moved = async (popups, dialogs, around) => {
  const out = report();
  const stops = walkStops();
  const told = new Set();
  const wanted = [...walkNavigations()];
  const goes = (el, { url, form }) => {
    if (told.has(el)) return;
    told.add(el);
    out.fail("focus-changes-context", el, {
      key: form ? "submits" : "failed",
      url: url.replace(/^https?:\/\/[^/]+/, ""),
    });
  };
  for (const one of wanted) if (one.during && one.el) goes(one.el, one);
  if (wanted.some((one) => !one.during)) {
    // Forms are sent a moment later: see whose focus brings it about again, and whether any does.
    const eager = stops
      .map((stop) => stop.el)
      .filter(
        (el) =>
          el &&
          !inFrame(el) &&
          !told.has(el) &&
          (hears(el, "focus", "focusin") || matches(el, "[onfocus]")),
      )
      .slice(0, 8);
    for (const el of new Set(eager)) {
      const before = walkNavigations().length;
      focusOn(el, false);
      await new Promise((done) => setTimeout(done, 40));
      if (walkNavigations().length > before)
        goes(el, { ...walkNavigations()[before], form: !!el.form });
    }
  }
  const handled = querySelector(document, "[onfocus], [onfocusin]");
  if (popups) out.fail("focus-changes-context", handled, { key: "window" });
  if (dialogs) out.ask("focus-changes-context", handled, { key: "dialog" });
  const taken = new Set();
  for (const stop of stops) {
    if (stop.taken && !inFrame(stop.taken) && !taken.has(stop.taken)) {
      taken.add(stop.taken);
      const there =
        isConnected(stop.taken) &&
        checkVisibility(stop.taken, { visibilityProperty: true }) &&
        !keeps(stop.taken);
      if (there) out.fail("focus-removed", stop.taken);
      else out.ask("focus-removed", stop.taken, { key: "vanishes" });
    }
    const from = stop.moved;
    if (
      !from ||
      !stop.el ||
      inFrame(from) ||
      told.has(from) ||
      containsNode(from, stop.el) ||
      !isConnected(from)
    )
      continue;
    // Empty stops at both ends of a dialog pass the focus on: that is how dialogs keep it.
    if (!accessibleName(from) || !seenNow(from)) continue;
    told.add(from);
    const data = { key: "jumps", to: label(stop.el) };
    if (around && NATIVE.test(localNameOf(from)) && !keeps(from))
      out.fail("focus-changes-context", from, data);
    else out.ask("focus-changes-context", from, { ...data, key: "mayJump" });
  }
  if (stops.some((stop) => stop.el))
    ["focus-removed", "focus-changes-context"].forEach(out.applies);
  return out.plain();
};

const loaded = () => {
  const out = report();
  const el = focusedFirst() || querySelector(document, "[autofocus]");
  if (
    !el ||
    !isConnected(el) ||
    !isVisible(el) ||
    el === bodyOf(document) ||
    closest(el, "dialog, [role=dialog], [role=alertdialog]")
  )
    return out.plain();
  out.applies("focus-set-on-load");
  // Nothing is skipped where nothing much stands before it.
  const range = createRange(document);
  range.setStart(bodyOf(document), 0);
  range.setEndBefore(el);
  const before = range.toString().replace(/\s+/g, " ").trim();
  if (before.length > 150) out.ask("focus-set-on-load", el);
  return out.plain();
};

// --- order (2.4.3) --------------------------------------------------------------------------------

const order = () => {
  const out = report();
  const stops = walkRound().filter(
    (stop) => stop.el && !inFrame(stop.el) && stop.box && stop.seen && stop.inView,
  );
  if (stops.length < 2) return out.plain();
  out.applies("focus-order");
  const rtl = getComputedStyle(bodyOf(document) || documentElementOf(document)).direction === "rtl";
  const fixed = new Map();
  const isPinned = (el) => {
    if (!fixed.has(el))
      fixed.set(el, pinnedBox(el) || closest(el, "dialog, [role=dialog], [popover]"));
    return fixed.get(el);
  };
  const told = new Set();
  // A positive tabindex comes first, wherever it is: ask where something that comes before it, in
  // the text as well as to the eye, is reached later.
  const positive = stops.filter((stop) => tabIndexOf(stop.el) > 0);
  for (const stop of positive) {
    const at = stops.indexOf(stop);
    const passed = stops
      .slice(at + 1)
      .find(
        (other) =>
          compareDocumentPosition(other.el, stop.el) & 4 && above(other.box, stop.box, rtl),
      );
    if (passed) {
      told.add(stop.el);
      out.ask("focus-order", stop.el, { key: "tabindex", other: label(passed.el) });
    }
  }
  for (let i = 1; i < stops.length; i++) {
    const [last, next] = [stops[i - 1], stops[i]];
    if (positive.length && (tabIndexOf(last.el) > 0 || tabIndexOf(next.el) > 0)) continue;
    if (isPinned(last.el) || isPinned(next.el) || told.has(next.el)) continue;
    const [lx, ly, lw] = last.box,
      [nx, ny, nw, nh] = next.box;
    const overlap = nx < lx + lw && lx < nx + nw;
    const up = ly - (ny + nh);
    // In one column, one screenful or a third of it above what came before.
    if (overlap && up > 200 && Math.abs(nx - lx) < 400) {
      told.add(next.el);
      out.ask("focus-order", next.el, { key: "up", other: label(last.el) });
    }
  }
  for (const list of rows(
    stops.filter((stop) => !isPinned(stop.el) && !told.has(stop.el) && !(tabIndexOf(stop.el) > 0)),
  )) {
    const backwards =
      getComputedStyle(parentElementOf(list[0].el) || list[0].el).direction === "rtl";
    const ahead = backwards ? list.map((stop) => -stop.box[0]) : list.map((stop) => stop.box[0]);
    const column = list.every((stop, i) => i === 0 || Math.abs(stop.box[0] - list[0].box[0]) < 8);
    const values = column ? list.map((stop) => stop.box[1]) : ahead;
    if (list.length >= 3 && values.every((value, i) => i === 0 || value < values[i - 1] - 4)) {
      out.ask("focus-order", list[0].el, {
        key: "reversed",
        other: label(list[list.length - 1].el),
      });
      list.forEach((stop) => told.add(stop.el));
    }
  }
  const kinds = new Set();
  for (let i = 1; i < stops.length; i++) {
    const [last, next] = [stops[i - 1], stops[i]];
    if ([last, next].some(({ el }) => told.has(el) || tabIndexOf(el) > 0 || isPinned(el))) continue;
    const parent = movedApart(last, next);
    if (!parent || kinds.has(kindOfLook(parent))) continue;
    kinds.add(kindOfLook(parent)); // one of a list of cards stands for all of them
    out.ask("focus-order", next.el, { key: "placed", other: label(last.el) });
  }
  return out.plain();
};
/**
 * The flex or grid box whose style sheet puts what holds the next stop before what holds the last
 * one; null if there is none. Parts of the page that stand beside one another may come in any order.
 */
const movedApart = (last, next) => {
  const parents = [];
  for (let at = parentOf(next.el); at; at = parentOf(at)) parents.push(at);
  let a = last.el;
  while (a && !parents.includes(parentOf(a))) a = parentOf(a);
  const parent = a && parentOf(a);
  if (!parent || containsNode(a, next.el)) return null;
  const at = parents.indexOf(parent);
  const b = at > 0 ? parents[at - 1] : next.el;
  const s = getComputedStyle(parent),
    [one, two] = [getComputedStyle(a), getComputedStyle(b)];
  const set = (value) => value !== "auto" && !/^span/.test(value);
  const turned =
    one.order !== two.order ||
    (/flex$/.test(s.display)
      ? /-reverse/.test(`${s.flexDirection} ${s.flexWrap}`)
      : /grid$/.test(s.display) &&
        (/dense/.test(s.gridAutoFlow) ||
          [one, two].some((part) => set(part.gridRowStart) || set(part.gridColumnStart))));
  if (!turned || !/(flex|grid)$/.test(s.display)) return null;
  // Two links to the same place are one stop too many, whichever comes first.
  if (last.el.href && last.el.href === next.el.href) return null;
  const [p, q] = [getBoundingClientRect(a), getBoundingClientRect(b)];
  const rtl = s.direction === "rtl";
  const ahead = rtl ? q.left >= p.right - 2 : q.right <= p.left + 2;
  const across = q.left < p.right && p.left < q.right;
  if (q.bottom <= p.top + 2) return ahead || across ? parent : null;
  const beside =
    Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) >= 0.5 * Math.min(p.height, q.height);
  const low = Math.max(p.height, q.height) <= LOW;
  return beside && low && ahead ? parent : null;
};
const LOW = 120; // pixels: a row of controls, as opposed to columns of the page
const above = ([ax, ay, , ah], [bx, by, , bh], rtl) =>
  ay + ah <= by + 4 ||
  (Math.abs(ay + ah / 2 - by - bh / 2) < Math.max(ah, bh) / 2 && (rtl ? ax > bx : ax < bx));
/** Runs of stops that belong together: same parent, or items of the same list; in one row or column. */
const rows = (stops) => {
  const found = [];
  let run = [];
  const home = (el) =>
    parentElementOf(el) && localNameOf(parentElementOf(el)) === "li"
      ? parentElementOf(parentElementOf(el))
      : parentElementOf(el);
  const flush = () => {
    if (run.length > 2) found.push(run);
    run = [];
  };
  for (const stop of stops) {
    const last = run[run.length - 1];
    const sameRow = last && Math.abs(last.box[1] - stop.box[1]) < 6;
    const sameColumn = last && Math.abs(last.box[0] - stop.box[0]) < 8;
    if (last && (home(last.el) !== home(stop.el) || !(sameRow || sameColumn))) flush();
    run.push(stop);
  }
  flush();
  return found;
};

// --- reached by no key (2.1.1) --------------------------------------------------------------------

const COMPOSITES =
  "[role=tablist], [role=menu], [role=menubar], [role=listbox], [role=grid], [role=treegrid], [role=tree], [role=radiogroup], [role=toolbar], [role=combobox], [role=application]";
const ITEM =
  /^(option|treeitem|gridcell|row|menuitem|menuitemcheckbox|menuitemradio|tab|radio|cell|columnheader|rowheader)$/;
const CONTROLS = "a[href], area[href], button, input, select, textarea, summary";
const inner = (el) => [
  ...querySelectorAll(
    el,
    "a, button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]",
  ),
];

const unreached = (walked, modal) => {
  const out = report();
  const met = new Set(
    walkStops().flatMap((stop) => [stop.el, ...(stop.given ? stop.given.got : [])]),
  );
  const addresses = new Set(
    selectAll("a[href], area[href]")
      .filter((el) => tabIndexOf(el) >= 0 && isRendered(el))
      .map((el) => el.href),
  );
  // Where the walk was broken off, only what is taken out of the order can be told.
  const controls = `${CONTROLS}, [role=button], [role=link], [role=checkbox], [role=switch]`;
  for (const el of selectAll(walked && !modal ? controls : `:is(${controls})[tabindex^="-"]`)) {
    if (
      !isExposed(el) ||
      !isVisible(el) ||
      el.disabled ||
      matches(el, "fieldset:disabled *, [aria-disabled=true]") ||
      closest(el, "[inert]")
    )
      continue;
    if (localNameOf(el) === "input" && el.type === "hidden") continue;
    out.applies("control-not-in-tab-order");
    if (met.has(el)) continue;
    const native = matches(el, CONTROLS);
    if (!native && !hasAttr(el, "tabindex")) continue; // a rule of the components' own
    if (tabIndexOf(el) < 0) {
      if (closest(el, COMPOSITES) || ITEM.test(roleOf(el))) continue;
      // A second way to the same place beside one that is reached.
      if (el.href && addresses.has(el.href)) continue;
      const near = parentElementOf(el);
      if (
        near &&
        querySelector(
          near,
          "[role=combobox], [role=spinbutton], input[list], input[type=number], [role=slider], input[type=range]",
        )
      )
        continue;
      if (localNameOf(el) === "input" && /^(file|radio)$/.test(el.type)) continue;
      const up =
        parentElementOf(el) && closest(parentElementOf(el), "a[href], button, [tabindex='0']");
      if (up) continue;
      out.ask("control-not-in-tab-order", el);
    } else if (
      walked &&
      !modal &&
      met.size > 0 &&
      isTabbable(el) &&
      !(localNameOf(el) === "input" && el.type === "radio")
    ) {
      out.ask("control-not-in-tab-order", el, { key: "skipped" });
    }
  }
  return out.plain();
};

const PRESSES = [
  "click",
  "mousedown",
  "mouseup",
  "pointerdown",
  "pointerup",
  "dblclick",
  "touchstart",
  "touchend",
];
// A whole function; of an object that listens only the name of its kind is known, which tells nothing.
const HARMLESS =
  /^(?:[^{=]|=(?!>))*(?:=>\s*\{?|\{)\s*(?:(?:(?:return\s+)?[\w$]+\s*\.\s*(?:stopPropagation|preventDefault|stopImmediatePropagation)\s*\(\s*\)\s*[;,]?\s*){1,3}|return( false| true)?;?|(window\.)?(gtag|ga|_paq\.push|dataLayer\.push|track\w*|fbq)\([^;]*\);?|)\s*\}?\s*$/;
// What is longer does something; and blanks without end would keep the pattern busy.
const harmless = ({ source }) =>
  !source || (source.length < 500 && HARMLESS.test(source.trim().replace(/\s+/g, " ")));
const clicks = () => {
  const out = report();
  const nested = new Set(),
    kinds = new Map();
  for (const el of hearers()) {
    if (el === bodyOf(document) || el === documentElementOf(document) || !(el instanceof Element))
      continue;
    const presses = heard(el).filter((one) => PRESSES.includes(one.type) && !one.passes);
    if (!presses.length || !isRendered(el)) continue;
    out.applies("click-without-keyboard");
    if (presses.every(harmless)) continue;
    if (
      isFocusable(el) &&
      (tabIndexOf(el) >= 0 ||
        ITEM.test(roleOf(el)) ||
        closest(el, COMPOSITES) ||
        localNameOf(el) !== "div")
    ) {
      mouseOnly(out, el, presses);
      continue;
    }
    if (
      !isVisible(el) ||
      closest(el, "a[href], button, label, summary, select, [inert], [tabindex='0']") ||
      matches(el, ":disabled")
    )
      continue;
    if (
      ITEM.test(roleOf(el)) &&
      (closest(el, "[aria-activedescendant], [tabindex='0']") ||
        selectAll("[aria-controls][tabindex], input[aria-controls]").length)
    )
      continue;
    if (
      /^(dialog|video|audio|form|main|html|label|iframe|object)$/.test(localNameOf(el)) ||
      (/^(dialog|alertdialog|presentation|main|application)$/.test(explicitRole(el)) &&
        !innerTextOf(el))
    )
      continue;
    // Something inside is reached by keys: what is presses here is most likely meant for it.
    if (inner(el).some((one) => isTabbable(one) && isRendered(one))) continue;
    const rect = boxOf(el);
    if (rect.width * rect.height > innerWidth * innerHeight * 0.7) continue; // a curtain to close by
    if ([...nested].some((outer) => containsNode(outer, el))) continue;
    if (
      !shownText(el) &&
      !matches(el, "img, svg, canvas, i, [role]") &&
      !querySelector(el, "img, svg, i, canvas") &&
      styleOf(el).backgroundImage === "none" &&
      styleOf(el).cursor !== "pointer"
    )
      continue;
    nested.add(el);
    if (
      presses.every((one) => one.delegated) &&
      !among(kinds, `${localNameOf(el)} ${classNameOf(el)}`)
    )
      continue;
    out.ask("click-without-keyboard", el);
  }
  // A link without an address does something on a click, or else it would not be one.
  if (
    selectAll("a[onclick]:not([href]):not([tabindex]), area[onclick]:not([href]):not([tabindex])")
      .length
  )
    out.applies("click-without-keyboard");
  return out.plain();
};
/** Whether this is one of the first of its kind: one listener may be for every row of a table. */
const among = (kinds, kind) => {
  kinds.set(kind, (kinds.get(kind) || 0) + 1);
  return kinds.get(kind) <= SHOWN;
};
const KEYED = ["click", "keydown", "keyup", "keypress", "change", "input", "focus", "submit"];
/** A control that a key can reach, but that only a mouse can work. */
const mouseOnly = (out, el, heard) => {
  if (heard.some((one) => one.type === "click") || !/^(button|a)$/.test(localNameOf(el))) return;
  if (localNameOf(el) === "a" && hasAttr(el, "href") && !/^(#|javascript:)/i.test(attr(el, "href")))
    return;
  if (
    localNameOf(el) === "button" &&
    ((el.type === "submit" && el.form) || hasAttr(el, "popovertarget") || hasAttr(el, "commandfor"))
  )
    return;
  for (let at = el; at && at !== bodyOf(document); at = parentOf(at))
    if (hears(at, ...KEYED)) return;
  out.ask("click-without-keyboard", el, { key: "mouseOnly", event: heard[0].type });
};

// --- shown by the mouse alone (2.1.1, 1.4.13) -----------------------------------------------------

const REVEALS = {
  display: (v) => v && v !== "none",
  visibility: (v) => v === "visible" || v === "inherit",
  opacity: (v) => v && parseFloat(v) > 0,
  height: (v) => v && parseFloat(v) !== 0,
  "max-height": (v) => v && parseFloat(v) !== 0,
  width: (v) => v && parseFloat(v) !== 0,
  left: (v) => v && parseFloat(v) > -200,
  right: (v) => v && parseFloat(v) > -200,
  top: (v) => v && parseFloat(v) > -200,
  clip: (v) => !!v,
  "clip-path": (v) => !!v,
  transform: (v) => !!v,
  scale: (v) => !!v,
  "margin-left": (v) => v && parseFloat(v) > -200,
};
const reveals = (style) =>
  Object.keys(REVEALS).some((name) => REVEALS[name](style.getPropertyValue(name)));
const FOCUS = /:focus(-within|-visible)?/;
const safely = (work, otherwise) => {
  try {
    return work();
  } catch {
    return otherwise;
  }
};
const content = (el) =>
  textOf(el).length > 0 || !!querySelector(el, "img, a[href], button, input, svg[role]");

const bare = (selector) =>
  selector.replace(/(^|[\s>+~(,])?:(?:hover|focus-within|focus-visible|focus)\b/g, (_, before) =>
    before === undefined ? "" : `${before}*`,
  );
const MOST_RULES = 150;
const PSEUDO = /::?(before|after)\b/;
/** What style rules show while the mouse is over something, one element for each rule. */
const hovered = () => {
  const hover = [],
    onFocus = [];
  for (const [scope, rule] of styleRules()) {
    const parts = rule.parts.filter((one) => one.includes(":hover") || FOCUS.test(one));
    if (!parts.length || (!reveals(rule.style) && !rule.style.content)) continue;
    for (const one of parts) {
      if (one.includes(":hover") && !/:not\([^)]*:hover/.test(one))
        hover.push({ scope, rule, selector: one, style: rule.style });
      if (FOCUS.test(one)) onFocus.push([scope, rule, one.replace(PSEUDO, "")]);
    }
  }
  const found = [],
    told = new Set();
  for (const { scope, rule, selector, style } of hover.slice(0, MOST_RULES)) {
    const which = PSEUDO.exec(selector);
    // Components of the same kind have the same style: one of them is enough.
    const kind = scope !== document && `${localNameOf(scope.host)} ${selector} ${style.cssText}`;
    if (kind && told.has(kind)) continue;
    const subjects = findIn(scope, bare(selector.replace(PSEUDO, "")))
      .slice(0, 30)
      .filter((one) => holdsWithin(rule, one));
    const [el] = which
      ? subjects.filter((one) => isVisible(one) && speaks(one, which[1], style))
      : subjects.filter((one) => !seenNow(one) && !hasAttr(one, "hidden") && content(one));
    if (!el) continue;
    // What is hovered: the part of the selector up to the last :hover.
    if (kind) told.add(kind);
    const hoveredOver = selector.slice(0, selector.lastIndexOf(":hover") + 6);
    const owner = which
      ? el
      : /^:host\([^)]*$/.test(hoveredOver)
        ? scope.host
        : nearest(el, bare(hoveredOver));
    const focused = onFocus.some(
      ([where, its, one]) =>
        where === scope && safely(() => matches(el, bare(one)), false) && holdsWithin(its, el),
    );
    found.push({ el, owner, pseudo: which ? which[1] : "", focused });
  }
  return found;
};
/** Whether a pseudo-element holds words, now or when its rule applies, and does not show them now. */
const speaks = (el, which, style) => {
  const s = getComputedStyle(el, `::${which}`);
  const text = style.content || s.content;
  if (!/attr\(|"[^"]*\p{L}{3}/u.test(text) && !/"[^"]*\p{L}{3}/u.test(s.content)) return false;
  return (
    s.content === "none" ||
    s.display === "none" ||
    s.visibility === "hidden" ||
    parseFloat(s.opacity) === 0
  );
};

const hovers = () => {
  const out = report();
  for (const { el, owner, pseudo, focused } of hovered()) {
    out.applies("shown-on-hover-only");
    if (focused || (owner && !pseudo && opensByKey(owner, el))) continue;
    const name = pseudo
      ? getComputedStyle(el, `::${pseudo}`).content.replace(/^"|"$/g, "")
      : label(el);
    out.ask("shown-on-hover-only", el, {
      name: /^(none|normal)$/.test(name) ? label(el) : name.slice(0, 60),
      owner: owner ? label(owner).slice(0, 40) : "",
    });
  }
  for (const el of hearers ? hearers() : []) {
    if (!isRendered(el) || el === bodyOf(document) || el === documentElementOf(document)) continue;
    const over = heard(el).filter((one) =>
      /^(mouseover|mouseenter|pointerenter|pointerover)$/.test(one.type),
    );
    if (!over.length) continue;
    out.applies("shown-on-hover-only");
    const does = over.map((one) => one.source).join(" ");
    if (
      !/display|visib|show|open|classList|className|hidden|innerHTML|tooltip|popup|menu|fadeIn|slideDown|toggle/i.test(
        does,
      )
    )
      continue;
    if (
      hears(
        el,
        "focus",
        "focusin",
        "click",
        "keydown",
        "keyup",
        "keypress",
        "mousedown",
        "pointerdown",
      )
    )
      continue;
    if (
      [...ancestorsUpTo(el, 4)].some((up) => hears(up, "focusin", "focus", "keydown")) ||
      inner(el).some((one) => hears(one, "focus", "focusin", "click", "keydown"))
    )
      continue;
    out.ask("shown-on-hover-only", el, { key: "script" });
  }
  return out.plain();
};
const ancestorsUpTo = function* (el, most) {
  let count = 0;
  for (const up of ancestors(el)) if (count++ < most) yield up;
};
const nearest = (el, selector) => {
  const inside = safely(() => closest(el, selector), null);
  if (inside) return inside;
  // A sibling of it, or of something around it.
  for (let at = el; at && parentElementOf(at); at = parentElementOf(at)) {
    const beside = [...childrenOf(parentElementOf(at))].find(
      (one) => one !== at && safely(() => matches(one, selector), false),
    );
    if (beside) return beside;
  }
  return null;
};
/** Whether the focus, or a press that scripts listen for, opens what hovering opens. */
const opensByKey = (owner, el) => {
  const controls = [
    owner,
    ...inner(owner),
    ...(shadowRootOf(owner) ? inner(shadowRootOf(owner)) : []),
  ].filter((one) => !containsNode(el, one) && isTabbable(one));
  for (const one of controls.slice(0, 3)) {
    if (
      hasAttr(one, "aria-expanded") ||
      hasAttr(one, "aria-haspopup") ||
      hasAttr(one, "aria-controls") ||
      localNameOf(one) === "summary" ||
      hasAttr(one, "popovertarget")
    )
      return true;
    if (
      localNameOf(one) === "button" ||
      (listenersKnown() && hears(one, "click", "keydown", "keyup", "focus", "focusin"))
    )
      return true;
    focusOn(one, false);
    if (seenNow(el)) return true;
  }
  // The same links are there for all where the menu is a second copy of them.
  return false;
};

// --- ways past what is repeated (2.4.1) -----------------------------------------------------------

const SKIP =
  /\b(skip|jump|go (straight )?to|bypass)\b.*\b(content|main|nav\w*|menu|search|article|text|results|form|footer)\b|^(skip|jump)\b|\b(saltar|ir)\b.*\b(contenido|principal)|\b(aller|passer)\b.*\bcontenu|zum (haupt)?inhalt|\binhalt springen|تخط|انتقل إلى|الانتقال إلى/iu;
const anchorOf = (el) => {
  const hash =
    el.hash && el.href.split("#")[0] === location.href.split("#")[0] ? el.hash.slice(1) : "";
  if (!hash) return { hash, target: null };
  const id = safely(() => decodeURIComponent(hash), hash);
  return {
    hash,
    target:
      getElementById(document, id) ||
      getElementById(document, hash) ||
      querySelector(document, `a[name="${CSS.escape(id)}"]`),
  };
};
/** Links among the first of the page that say that they lead past something. */
export const skips = () =>
  // An <a> without href can be a stop as well, by its tabindex; it leads nowhere.
  tabbables()
    .slice(0, 4)
    .filter((el) => matches(el, 'a[href*="#"]') && SKIP.test(accessibleName(el)))
    .slice(0, 3)
    .map((el) => {
      const { hash, target } = anchorOf(el);
      return {
        id: numberOf(el),
        target: target ? numberOf(target) : -1,
        hash,
        place: describe(el),
        name: accessibleName(el),
      };
    });
/** After the link was pressed, and Tab after it: whether that led on from the target. */
export const skipped = (link, target, landed) => {
  const el = numbered(link),
    goal = numbered(target),
    at = numbered(landed);
  // Out of the page, or at its start again: nothing comes after the target.
  if (!at || at === el || compareDocumentPosition(el, at) & 2) return true;
  if (containsNode(goal, at) || compareDocumentPosition(goal, at) & 4) return true;
  const between = tabbables().filter(
    (one) => compareDocumentPosition(el, one) & 4 && compareDocumentPosition(goal, one) & 2,
  );
  return between.length === 0;
};

const HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]";
const REPEATED =
  "nav, aside, header, footer, [role=navigation], [role=complementary], [role=banner], [role=contentinfo], [role=search]";
const outerRepeated = (el) => {
  const at = closest(el, REPEATED);
  return !!at && !(localNameOf(at) === "header" && closest(at, "main, article, section"));
};
/**
 * axe asks where a page has neither headings nor landmarks nor skip links at all. Left are pages
 * that have some, of which none is of use: hidden ones, or ones within what is repeated.
 */
export const bypass = () => {
  const out = report();
  const said = selectAll(`${HEADINGS}, main, [role=main]`);
  const links = selectAll('a[href*="#"]').filter((el) => anchorOf(el).target);
  if (!said.length && !links.length) return out.plain();
  const repeated = selectAll(REPEATED).find(
    (el) => isVisible(el) && !closest(el, "main, article, [role=main]"),
  );
  if (!repeated) return out.plain();
  out.applies("no-way-past-repeated");
  const works = said.some((el) => {
    if (!isExposed(el)) return false;
    if (matches(el, "main, [role=main]")) return isVisible(el) && textOf(el).length > 0;
    return isVisible(el) && accessibleName(el) && !outerRepeated(el);
  });
  if (works) return out.plain();
  const skip = links
    .slice(0, 10)
    .some(
      (el) =>
        isExposed(el) && tabIndexOf(el) >= 0 && isRendered(el) && SKIP.test(accessibleName(el)),
    );
  if (!skip) out.ask("no-way-past-repeated", null);
  return out.plain();
};
/** Whether a heading or a main landmark leads past what is repeated, whatever a skip link does. */
export const otherWay = () =>
  selectAll(`${HEADINGS}, main, [role=main]`).some(
    (el) =>
      isExposed(el) &&
      isVisible(el) &&
      (matches(el, "main, [role=main]") || (accessibleName(el) && !outerRepeated(el))),
  );

// --- in few calls ---------------------------------------------------------------------------------

/** All that is judged after a walk. */
export const walked = async ({ popups, dialogs, around, trusted, modal }) => {
  const reports = [
    await moved(popups, dialogs, around),
    loaded(),
    unreached(trusted, modal),
    clicks(),
    around ? order() : report().plain(),
  ];
  const shows = afterWalk();
  reports.push(obscured(true), hovers());
  return {
    problems: reports.flatMap((one) => one.problems),
    applied: reports.flatMap((one) => one.applied),
    shows,
  };
};
/** What is judged without a walk, in other states. Ends by itself where nothing is left to do. */
export const glance = (state) => {
  startWalk(false);
  const done = (answer) => ({ ...answer, end: endWalk() });
  if (state === "narrow") return done(hasPinned() ? obscured(false) : report().plain());
  const shows = byScript();
  return shows.groups.length ? { shows } : done({ shows });
};

// --- content on hover (1.4.13) --------------------------------------------------------------------

/** What to try with the mouse: something hidden, and what shows it. */
export const toHover = () => {
  forget();
  // What lies under something in a shadow root is not to be seen from outside of it.
  const pairs = hovered()
    .filter(
      (one) =>
        one.owner &&
        !one.pseudo &&
        getRootNode(one.el) === document &&
        /absolute|fixed/.test(getComputedStyle(one.el).position),
    )
    .map((one) => [one.owner, one.el]);
  for (const tip of selectAll("[role=tooltip]")) {
    if (seenNow(tip) || !idOf(tip)) continue;
    const owner = querySelector(
      document,
      `[aria-describedby~="${CSS.escape(idOf(tip))}"], [aria-labelledby~="${CSS.escape(idOf(tip))}"]`,
    );
    if (owner && !pairs.some(([, el]) => el === tip)) pairs.push([owner, tip]);
  }
  return pairs.slice(0, 4).map(([owner, el]) => ({
    owner: numberOf(owner),
    el: numberOf(el),
    name: label(el).slice(0, 60),
    place: describe(el),
  }));
};
/** The middle of an element, scrolled into view; null where there is no such place. */
export const middle = (number, scroll) => {
  const el = numbered(number);
  if (scroll) scrollIntoView(el, { block: "center", behavior: "instant" });
  const line = getClientRects(el)[0];
  if (!line || line.width < 2) return null;
  const [x, y] = [
    line.left + Math.min(line.width / 2, 40),
    line.top + Math.min(line.height / 2, 12),
  ];
  return x < 0 || y < 0 || x > innerWidth || y > innerHeight ? null : { x, y };
};
/** Whether it shows now, where it is, and whether it lies over something else with words. */
export const showing = (ownerNumber, number) => {
  const [owner, el] = [numbered(ownerNumber), numbered(number)];
  if (!seenNow(el)) return { seen: false };
  const r = getBoundingClientRect(el);
  const point = { x: r.left + r.width / 2, y: r.top + r.height / 2 };
  const over = [0.15, 0.5, 0.85].some((fx) =>
    [0.25, 0.75].some((fy) => {
      const [x, y] = [r.left + r.width * fx, r.top + r.height * fy];
      return elementsFromPoint(document, x, y).some(
        (one) => !holds(el, one) && !holds(owner, one) && wordsAt(one, x, y),
      );
    }),
  );
  return { seen: true, point, over };
};
const holds = (outer, el) => {
  for (let at = el; at; at = parentOf(at)) if (at === outer) return true;
  return false;
};
const wordsAt = (el, x, y) =>
  [...childNodesOf(el)].some((node) => {
    if (nodeTypeOf(node) !== 3 || !node.data.trim()) return false;
    const range = createRange(document);
    range.selectNodeContents(node);
    return [...range.getClientRects()].some(
      (r) => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom,
    );
  });
