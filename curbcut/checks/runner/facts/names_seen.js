// The names by which style sheets can select elements of this page, of all elements that were in it
// at any time. A result of the page does not depend on style rules that ask for others.

import {
  attr,
  localNameOf,
  nodeTypeOf,
  querySelectorAll,
  shadowRootOf,
} from "../../../browser/scripts/dom.js";

const names = new Set();
// Parts of a page with styles of their own; of what is in them nothing is known.
const APART = /^(?:i?frame|object|embed|portal|fencedframe)$|-/;
let open = true;

const note = (el, classes = attr(el, "class"), id = attr(el, "id")) => {
  const tag = localNameOf(el);
  if (APART.test(tag)) open = false;
  names.add(tag);
  for (const one of (classes || "").split(/[ \t\n\f\r]+/)) if (one) names.add(`.${one}`);
  if (id) names.add(`#${id}`);
};
const take = (records) => {
  for (const { target, type, attributeName, oldValue, addedNodes } of records) {
    if (type === "attributes") {
      note(target);
      note(
        target,
        attributeName === "class" ? oldValue : "",
        attributeName === "id" ? oldValue : "",
      );
    }
    for (const node of addedNodes) {
      if (nodeTypeOf(node) !== 1) continue;
      note(node);
      for (const el of querySelectorAll(node, "*")) note(el);
    }
  }
};
const observer = new MutationObserver(take);
observer.observe(document, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["class", "id"],
  attributeOldValue: true,
});

/** All of them, or null where they are not to be known. */
export const namesSeen = () => {
  take(observer.takeRecords());
  for (const el of querySelectorAll(document, "*")) {
    note(el);
    if (shadowRootOf(el)) open = false;
  }
  return open ? [...names] : null;
};
