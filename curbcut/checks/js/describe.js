// What an element is called in a report.

import { Remembered } from "./once.js";
import { ancestors } from "./tree.js";

export const escapeName = (text) => CSS.escape(text);

const places = new Remembered();
/** The place of an element among its siblings of the same name, from 1, and how many they are. */
const placeOf = (el) => {
  const parent = el.parentNode;
  if (!parent) return [1, 1];
  let known = places.get(parent);
  if (!known || known.length !== parent.childElementCount || !known.place.has(el)) {
    known = { length: parent.childElementCount, place: new Map(), count: {} };
    for (const child of parent.children)
      known.place.set(
        child,
        (known.count[child.localName] = (known.count[child.localName] || 0) + 1),
      );
    places.set(parent, known);
  }
  return [known.place.get(el), known.count[el.localName]];
};

const selectorIn = (el, root) => {
  const parts = [];
  for (let at = el; at && at.nodeType === 1; at = at.parentElement) {
    const tag = at.localName;
    if (at.id) {
      const own = `#${escapeName(at.id)}`;
      if (root.querySelectorAll(own).length === 1) {
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
    const root = at.getRootNode();
    path.unshift(selectorIn(at, root));
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return path;
};

/** The how-manieth start tag of its name in the source an element comes from; see origins.js. */
export const ordinalOf = (el) => curbcutOrigins.of(el);

export const startTag = (el) => {
  const shell = el.cloneNode(false).outerHTML;
  const end = shell.lastIndexOf("</");
  const tag = end > 0 ? shell.slice(0, end) : shell;
  return tag.length > 300 ? `${tag.slice(0, 299)}…` : tag;
};

/** An element as plain data; see Target in curbcut.model.finding. */
export const describe = (el) => ({
  selector: selectorOf(el),
  html: startTag(el),
  tag: el.localName,
  ordinal: ordinalOf(el),
  path: [...ancestors(el)].slice(0, 30).map((up) => [up.localName, ordinalOf(up)]),
});
