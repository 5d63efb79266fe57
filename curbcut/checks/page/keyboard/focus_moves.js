// Focus that does something (3.2.1, 2.1.1), and where it starts.

import {
  bodyOf,
  checkVisibility,
  closest,
  containsNode,
  createRange,
  isConnected,
  localNameOf,
  matches,
  querySelector,
  takeFocusAway,
} from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";
import { isVisible } from "../../js/visibility.js";
import { hears } from "./listeners/listeners.js";
import { label, report } from "./walk/report.js";
import {
  focusOn,
  focused,
  focusedFirst,
  inFrame,
  walkNavigations,
  walkStops,
} from "./walk/tab_walk.js";
import { seenNow } from "./walk/look.js";

// --- focus that does something (3.2.1, 2.1.1), and where it starts --------------------------------

const NATIVE = /^(a|button|input|select|textarea|summary)$/;
/** Whether an element still has the focus right after it got it once more, from nowhere. */
const keeps = (el) => {
  takeFocusAway();
  focusOn(el, false);
  return focused() === el;
};
/** Elements that do something when they get the focus, and may be why a form was sent a moment later. */
const eagerStops = (stops, told) =>
  stops
    .map((stop) => stop.el)
    .filter(
      (el) =>
        el &&
        !inFrame(el) &&
        !told.has(el) &&
        (hears(el, "focus", "focusin") || matches(el, "[onfocus]")),
    )
    .slice(0, 8);
/** Report elements whose focus led to another page, during the walk or when they get it once more. */
const reportNavigations = async (out, stops, told) => {
  const goes = (el, { url, form }) => {
    if (told.has(el)) return;
    told.add(el);
    out.fail("focus-changes-context", el, {
      key: form ? "submits" : "failed",
      url: url.replace(/^https?:\/\/[^/]+/, ""),
    });
  };
  const navigations = [...walkNavigations()];
  for (const one of navigations) if (one.during && one.el) goes(one.el, one);
  if (navigations.every((one) => one.during)) return;
  // Forms are sent a moment later: see whose focus brings it about again, and whether any does.
  for (const el of new Set(eagerStops(stops, told))) {
    const before = walkNavigations().length;
    focusOn(el, false);
    await new Promise((done) => setTimeout(done, 40));
    if (walkNavigations().length > before)
      goes(el, { ...walkNavigations()[before], form: !!el.form });
  }
};
/** Report an element that gave the focus away as soon as it got it. */
const reportRemoved = (out, el) => {
  const there = isConnected(el) && checkVisibility(el, { visibilityProperty: true }) && !keeps(el);
  if (there) out.fail("focus-removed", el);
  else out.ask("focus-removed", el, { key: "vanishes" });
};
/** Whether the focus of a stop came from an element that passed it on, and that a reader can notice. */
const jumped = ({ el, moved: from }, told) =>
  from &&
  el &&
  !inFrame(from) &&
  !told.has(from) &&
  !containsNode(from, el) &&
  isConnected(from) &&
  // Empty stops at both ends of a dialog pass the focus on: that is how dialogs keep it.
  accessibleName(from) &&
  seenNow(from);
const reportJump = (out, { el, moved: from }, around) => {
  const data = { key: "jumps", to: label(el) };
  if (around && NATIVE.test(localNameOf(from)) && !keeps(from))
    out.fail("focus-changes-context", from, data);
  else out.ask("focus-changes-context", from, { ...data, key: "mayJump" });
};
export const moved = async (popups, dialogs, around) => {
  const out = report();
  const stops = walkStops();
  const told = new Set();
  await reportNavigations(out, stops, told);
  const handled = querySelector(document, "[onfocus], [onfocusin]");
  if (popups) out.fail("focus-changes-context", handled, { key: "window" });
  if (dialogs) out.ask("focus-changes-context", handled, { key: "dialog" });
  const taken = new Set();
  for (const stop of stops) {
    if (stop.taken && !inFrame(stop.taken) && !taken.has(stop.taken)) {
      taken.add(stop.taken);
      reportRemoved(out, stop.taken);
    }
    if (jumped(stop, told)) {
      told.add(stop.moved);
      reportJump(out, stop, around);
    }
  }
  if (stops.some((stop) => stop.el))
    ["focus-removed", "focus-changes-context"].forEach(out.applies);
  return out.plain();
};

export const loaded = () => {
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
  // Nothing is skipped where nothing much comes before it.
  const range = createRange(document);
  range.setStart(bodyOf(document), 0);
  range.setEndBefore(el);
  const before = range.toString().replace(/\s+/g, " ").trim();
  if (before.length > 150) out.ask("focus-set-on-load", el);
  return out.plain();
};
