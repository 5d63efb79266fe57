// The tree of a document with what is in its open shadow roots, and its style sheets.

import {
  adoptedStyleSheetsOf,
  assignedSlotOf,
  attr,
  childNodesOf,
  firstElementChildOf,
  getAnimations,
  getElementById,
  getRootNode,
  localNameOf,
  matches,
  nextElementSiblingOf,
  nodeTypeOf,
  parentElementOf,
  querySelectorAll,
  shadowRootOf,
  styleSheetsOf,
} from "../../browser/scripts/dom.js";
import { onForget } from "./once.js";

/** All elements under `root` in tree order, those in open shadow roots included. */
export const walk = (root) => {
  const found = [];
  const visit = (node) => {
    for (let el = firstElementChildOf(node); el; el = nextElementSiblingOf(el)) {
      found.push(el);
      if (shadowRootOf(el)) visit(shadowRootOf(el));
      visit(el);
    }
  };
  visit(root);
  return found;
};

/** The parent in the flat tree: through slots and out of shadow roots. */
export const parentOf = (el) => {
  const up = assignedSlotOf(el) || parentElementOf(el);
  if (up) return up;
  const root = getRootNode(el);
  return root instanceof ShadowRoot ? root.host : null;
};

export const ancestors = function* (el) {
  for (let up = parentOf(el); up; up = parentOf(up)) yield up;
};

/** An element and all that it is in. */
export const selfAndAncestors = function* (el) {
  for (let at = el; at; at = parentOf(at)) yield at;
};

export const byId = (el, id) => {
  const root = getRootNode(el);
  return getElementById(nodeTypeOf(root) === 1 ? document : root, id);
};

export const idrefs = (el, attribute) =>
  (attr(el, attribute) || "")
    .split(/\s+/)
    .filter(Boolean)
    .map((id) => byId(el, id))
    .filter(Boolean);

export const flatChildren = (el) =>
  shadowRootOf(el)
    ? childNodesOf(shadowRootOf(el))
    : localNameOf(el) === "slot" && el.assignedNodes().length
      ? el.assignedNodes()
      : childNodesOf(el);

/** @type {any} */
let elements = null;
let shadowed = false;
onForget(() => {
  elements = null;
});
const everything = () => {
  if (!elements) {
    elements = walk(document);
    shadowed = elements.some((el) => shadowRootOf(el));
  }
  return elements;
};
/** Whether anything on the page is in a shadow root. */
export const hasShadowRoots = () => everything().length > 0 && shadowed;
// The browser's own search is a hundred times as fast, but stops at shadow roots.
export const selectAll = (selector) => {
  const found = everything();
  if (selector === "*") return found;
  return shadowed
    ? found.filter((el) => matches(el, selector))
    : [...querySelectorAll(document, selector)];
};

/** The document and every open shadow root: each has elements and style sheets of its own. */
const scopes = () => {
  const all = everything();
  return shadowed ? [document, ...all.flatMap((el) => shadowRootOf(el) || [])] : [document];
};
const HOST = /^:host(?:\(([^()]*)\))?$/;
/** The elements that a selector of a style sheet of a document or a shadow root means; none for what cannot be asked for. */
export const findIn = (scope, selector) => {
  try {
    const host = scope.host && HOST.exec(selector);
    if (host) return matches(scope.host, host[1] || "*") ? [scope.host] : [];
    return [...querySelectorAll(scope, selector)];
  } catch {
    return [];
  }
};
export const sheetsOf = (scope) => [...styleSheetsOf(scope), ...adoptedStyleSheetsOf(scope)];
/** The animations of the document and of what is in shadow roots, which it does not count as its own. */
export const allAnimations = () => scopes().flatMap((scope) => getAnimations(scope));
/** Each style sheet, with the document or the shadow root that it is for. */
export const styleSheets = () =>
  scopes().flatMap((scope) => sheetsOf(scope).map((sheet) => [scope, sheet]));
