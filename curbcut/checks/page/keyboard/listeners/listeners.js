// What the page listens for, as the browser says; see event_listeners.py.

import { nodeTypeOf, ownerDocumentOf } from "../../../../browser/scripts/dom.js";
import { walk } from "../../../js/tree.js";
import { delegate } from "./event_delegation.js";

const NONE = Object.freeze([]);
let known = null;
let order = [];

/**
 * Take what the browser says: `table` has the listeners by element, of the window and of the
 * frameworks; `targets` are the elements, each with its place in the table.
 */
export const keep = (table, ...targets) => {
  const plain = (list) =>
    list.map(([type, capture, passive, once, source]) => ({
      type,
      capture,
      passive,
      once,
      source: table.sources[source],
    }));
  known = new WeakMap();
  order = [];
  targets.forEach((target, index) => {
    known.set(target, plain(table.heard[index]));
    if (nodeTypeOf(target) === 1 && ownerDocumentOf(target) === document) order.push(target);
  });
  known.set(window, plain(table.window));
  const here = targets.filter((one) => one === document || ownerDocumentOf(one) === document);
  if (delegate(known, here, table.traces)) {
    order = walk(document).filter((el) => known.has(el));
  }
};

/** Whether the browser has been asked. */
export const listenersKnown = () => known !== null;
/** The listeners of an element, the document or the window: {type, capture, passive, once, source}. */
export const heard = (target) => known.get(target) || NONE;
/** Whether a target has a listener for any of these events. */
export const hears = (target, ...types) => heard(target).some((one) => types.includes(one.type));
/** The same without listeners that only pass on. */
export const minds = (target, ...types) =>
  heard(target).some((one) => !one.passes && types.includes(one.type));
/** The elements that have any listener, in tree order. */
export const hearers = () => order;
