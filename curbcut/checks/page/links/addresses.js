// Where links lead, and what they are called.

import { attr, baseURIOf } from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";

export const fold = (text) =>
  text
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, " ")
    .trim();
export const addressOf = (el) => {
  try {
    return new URL(attr(el, "href"), baseURIOf(document));
  } catch {
    return null;
  }
};
export const here = () => location.href.split("#")[0];
export const called = (el) => accessibleName(el) || attr(el, "href");
