// Small questions about a page that has just been opened.

import {
  contentTypeOf,
  bodyOf,
  documentElementOf,
  getBoundingClientRect,
  innerTextOf,
  querySelector,
  scriptsOf,
  textContentOf,
} from "../../browser/scripts/dom.js";

/** Why what was opened is nothing to look at, or an empty text. */
export const noPageBecause = () => {
  if (!documentElementOf(document))
    return "a script has taken everything away, its root element included";
  const error =
    contentTypeOf(document) !== "text/html" && querySelector(document, "parsererror div");
  if (!error) return "";
  const words = textContentOf(error)
    .trim()
    .replace(/^error on line/, "line");
  return `it is not well-formed XML, so readers get the browser’s error page: ${words}`;
};
export const asksForPassword = () => querySelector(document, "input[type=password]") !== null;
export const scriptCount = () => scriptsOf(document).length;
/** How many characters of text a reader sees, spaces left out. */
export const shownCharacters = () =>
  bodyOf(document) ? innerTextOf(bodyOf(document)).replace(/\s+/g, "").length : 0;
/** Lay the page out, and put what moves at its end. */
export const layOut = () => {
  getBoundingClientRect(documentElementOf(document));
  curbcut.finish();
};
