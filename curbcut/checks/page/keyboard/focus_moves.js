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
import { hears } from "./listeners.js";
import { label, report } from "./report.js";
import { focusOn, focused, focusedFirst, inFrame, walkNavigations, walkStops } from "./tab_walk.js";
import { seenNow } from "./look.js";

// --- focus that does something (3.2.1, 2.1.1), and where it starts --------------------------------

const NATIVE = /^(a|button|input|select|textarea|summary)$/;
/** Whether an element still has the focus right after it got it once more, from nowhere. */
const keeps = (el) => {
  takeFocusAway();
  focusOn(el, false);
  return focused() === el;
};
export const moved = async (popups, dialogs, around) => {
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
  // Nothing is skipped where nothing much stands before it.
  const range = createRange(document);
  range.setStart(bodyOf(document), 0);
  range.setEndBefore(el);
  const before = range.toString().replace(/\s+/g, " ").trim();
  if (before.length > 150) out.ask("focus-set-on-load", el);
  return out.plain();
};
