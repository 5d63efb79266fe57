// Dialogs: that they take the focus, and give it back.

import {
  attr,
  bodyOf,
  classNameOf,
  containsNode,
  documentElementOf,
  giveFocus,
  isConnected,
  matches,
} from "../../../browser/scripts/dom.js";
import { isFocusable, isTabbable } from "../../js/focus.js";
import { accessibleName } from "../../js/names.js";
import { forget } from "../../js/once.js";
import { selectAll } from "../../js/tree.js";
import { isRendered, isVisible } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { nameOf } from "./custom/candidates.js";
import { isOver } from "./control_states.js";
import { activeElement, applied, clickOn, say, settled, showsNow } from "./custom/probe.js";

let open = null; // the dialog that is being tried
/** Take a dialog that a control has opened: {el, marked, opener}. */
export const tryDialog = (found) => {
  open = found;
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
const nowhere = (at) => !at || at === bodyOf(document) || at === documentElementOf(document);
/** Whether the Tab key led past the last tab stop of the page: the browser has the focus now. */
export const leftPage = async () => {
  // Scripts may bring the focus back a moment later.
  await settled();
  await new Promise((done) => setTimeout(done, 50));
  return nowhere(activeElement());
};
export const afterTab = async () => {
  await settled();
  const at = activeElement();
  const out =
    !nowhere(at) && !containsNode(open.el, at) && !containsNode(at, open.el) && isRendered(at);
  if (out && !matches(open.el, "dialog:modal"))
    say("dialog-focus", "cantTell", open.el, { key: "leaves", name: nameOf(open.opener) });
  const stops = inside();
  if (stops.length) giveFocus(stops[0], { preventScroll: true });
};
const CLOSES = wordsPattern("closes");
const CROSS = /[×✕✖]|^x$/i;
const closes = (el) => {
  const said = `${accessibleName(el)} ${classNameOf(el)}`;
  return CLOSES.test(said) || CROSS.test(said);
};
export const afterEscape = async () => {
  await settled();
  await new Promise((done) => setTimeout(done, 50));
  forget();
  const { el, opener } = open;
  const name = nameOf(opener);
  let closed = !isConnected(el) || !showsNow(el);
  if (!closed) {
    const stops = inside();
    const closer = stops.find(closes) || null;
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
