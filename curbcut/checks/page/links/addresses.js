// Where links lead, and what they are called.

import { attr, baseURIOf } from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";

// Punctuation says nothing, but C, C++ and C# differ, and so do 5, 5 % and 5 €.
const SAYS_NOTHING = /(?<![\p{L}\p{N}+#])[+#](?![\p{L}\p{N}])|(?![+#%\p{Sc}])[\p{P}\p{S}]/gu;

export const fold = (text) =>
  text.toLowerCase().replace(SAYS_NOTHING, " ").replace(/\s+/g, " ").trim();
export const addressOf = (el) => {
  try {
    return new URL(attr(el, "href"), baseURIOf(document));
  } catch {
    return null;
  }
};
export const here = () => location.href.split("#")[0];
export const called = (el) => accessibleName(el) || attr(el, "href");
