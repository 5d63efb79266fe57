// Which element makes the browser request a URL; see initiators.py.

import {
  attr,
  baseURIOf,
  getAttributeNS,
  hasAttr,
  localNameOf,
} from "../../../browser/scripts/dom.js";
import { describe } from "../../js/describe.js";
import { sheetTexts } from "../../js/styles.js";
import { selectAll, styleSheets } from "../../js/tree.js";

const HOLDERS =
  "[src], [srcset], [imagesrcset], [data], [poster], [background], [style], link[href], image, use, feImage";
const absolute = (text, base) => {
  try {
    return new URL(text, base || baseURIOf(document)).href.split("#")[0];
  } catch {
    return "";
  }
};
const URLS = /url\(\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([^"')\s]+))\s*\)/g;
const inStyle = (text, base) =>
  [...text.matchAll(URLS)].map(([, one, other, third]) => absolute(one ?? other ?? third, base));
const inSet = (text) =>
  (text || "")
    .split(/,\s+|\s+[\d.]+[wx]\s*,?\s*/)
    .map((part) => absolute(part.trim().split(/\s/)[0]))
    .filter(Boolean);

/** The URLs that an element itself requests. */
const asked = function* (el) {
  for (const name of ["src", "data", "poster", "background"])
    if (hasAttr(el, name)) yield absolute(attr(el, name));
  if (typeof el.currentSrc === "string" && el.currentSrc) yield el.currentSrc.split("#")[0];
  yield* inSet(attr(el, "srcset"));
  yield* inSet(attr(el, "imagesrcset"));
  if (/^(link|image|use|feImage)$/.test(localNameOf(el)))
    yield absolute(
      attr(el, "href") ?? getAttributeNS(el, "http://www.w3.org/1999/xlink", "href") ?? "",
    );
  if (hasAttr(el, "style")) yield* inStyle(attr(el, "style"));
};

/** URL to the element that requests it, itself or in its style sheet; not what scripts request. */
export const initiators = (addresses) => {
  const left = new Map(addresses.map((address) => [address.split("#")[0], address]));
  const found = {};
  const take = (url, el) => {
    if (!left.has(url)) return;
    found[left.get(url)] = describe(el);
    left.delete(url);
  };
  for (const el of selectAll(HOLDERS)) {
    if (!left.size) break;
    for (const url of asked(el)) take(url, el);
  }
  for (const [, sheet] of left.size ? styleSheets() : []) {
    if (!sheet.ownerNode) continue;
    for (const [base, text] of sheetTexts(sheet))
      for (const url of inStyle(text, base)) take(url, sheet.ownerNode);
  }
  return found;
};
