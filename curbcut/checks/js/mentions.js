// What any style of the page names.

import { once } from "./once.js";
import { sheetSays } from "./styles.js";
import { allAnimations, hasShadowRoots, sheetsOf } from "./tree.js";

// Attributes that set what a style sheet could.
const STYLING = ["opacity", "filter", "mask", "clip-path", "transform"];
const attributesThatStyle = () =>
  once("attributes that style", () => {
    const styled = [...document.querySelectorAll("[style]")].map((el) => el.getAttribute("style"));
    const other = STYLING.filter((name) => document.querySelector(`[${name}]`));
    return [...styled, ...other, document.querySelector("[align]") ? "float" : ""].join("\n");
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
