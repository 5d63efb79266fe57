// What an element is called in a report.

import {
  childElementCountOf,
  childrenOf,
  cloneNode,
  getRootNode,
  idOf,
  localNameOf,
  nodeTypeOf,
  outerHTMLOf,
  parentElementOf,
  parentNodeOf,
  querySelectorAll,
} from "../../browser/scripts/dom.js";
import { Remembered } from "./once.js";
import { ancestors } from "./tree.js";

export const escapeName = (text) => CSS.escape(text);

const places = new Remembered();
/** The place of an element among its siblings of the same name, from 1, and how many they are. */
const placeOf = (el) => {
  const parent = parentNodeOf(el);
  if (!parent) return [1, 1];
  let known = places.get(parent);
  if (!known || known.length !== childElementCountOf(parent) || !known.place.has(el)) {
    known = { length: childElementCountOf(parent), place: new Map(), count: {} };
    for (const child of childrenOf(parent))
      known.place.set(
        child,
        (known.count[localNameOf(child)] = (known.count[localNameOf(child)] || 0) + 1),
      );
    places.set(parent, known);
  }
  return [known.place.get(el), known.count[localNameOf(el)]];
};

const selectorIn = (el, root) => {
  const parts = [];
  for (let at = el; at && nodeTypeOf(at) === 1; at = parentElementOf(at)) {
    const tag = localNameOf(at);
    if (idOf(at)) {
      const own = `#${escapeName(idOf(at))}`;
      if (querySelectorAll(root, own).length === 1) {
        parts.unshift(own);
        break;
      }
    }
    if (tag === "html" || tag === "body") {
      parts.unshift(tag);
      break;
    }
    const [place, count] = placeOf(at);
    const step = escapeName(tag);
    parts.unshift(count > 1 ? `${step}:nth-of-type(${place})` : step);
  }
  return parts.join(" > ");
};

export const selectorOf = (el) => {
  const path = [];
  let at = el;
  while (at) {
    const root = getRootNode(at);
    path.unshift(selectorIn(at, root));
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return path;
};

/** The how-manieth start tag of its name in the source an element comes from; see origins.js. */
export const ordinalOf = (el) => curbcutOrigins.of(el);

export const startTag = (el) => {
  const shell = outerHTMLOf(cloneNode(el, false));
  const end = shell.lastIndexOf("</");
  const tag = end > 0 ? shell.slice(0, end) : shell;
  return tag.length > 300 ? `${tag.slice(0, 299)}…` : tag;
};

/** An element as plain data; see Target in curbcut.model.finding. */
export const describe = (el) => ({
  selector: selectorOf(el),
  html: startTag(el),
  tag: localNameOf(el),
  ordinal: ordinalOf(el),
  path: [...ancestors(el)].slice(0, 30).map((up) => [localNameOf(up), ordinalOf(up)]),
});
