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

/** Why the document has nothing to check; "" if it has. */
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
/** The number of visible characters, without white space. */
export const shownCharacters = () =>
  bodyOf(document) ? innerTextOf(bodyOf(document)).replace(/\s+/g, "").length : 0;
/** Lay the page out, and finish its transitions and short animations. */
export const layOut = () => {
  getBoundingClientRect(documentElementOf(document));
  curbcut.finish();
};
