// What any style of the page names.

import { attr, querySelector, querySelectorAll } from "../../browser/scripts/dom.js";
import { once } from "./once.js";
import { sheetSays } from "./styles.js";
import { allAnimations, hasShadowRoots, sheetsOf } from "./tree.js";

// Attributes that set what a style sheet could.
const STYLING = ["opacity", "filter", "mask", "clip-path", "transform"];
const attributesThatStyle = () =>
  once("attributes that style", () => {
    const styled = [...querySelectorAll(document, "[style]")].map((el) => attr(el, "style"));
    const other = STYLING.filter((name) => querySelector(document, `[${name}]`));
    return [...styled, ...other, querySelector(document, "[align]") ? "float" : ""].join("\n");
  });
/**
 * Whether any style of the page names something, a property for example: to ask the browser for
 * the style of each element costs a hundred times as much. True where that is not to be known.
 */
export const stylesMention = (word) =>
  once(`mentions ${word}`, () => {
    try {
      if (hasShadowRoots() || allAnimations().length > 0 || attributesThatStyle().includes(word))
        return true;
      return sheetsOf(document).some((sheet) => sheetSays(sheet, word));
    } catch {
      return true; // of another origin
    }
  });
