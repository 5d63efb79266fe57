// What an image is called, and what its file is.

import { attr, closest, localNameOf } from "../../../browser/scripts/dom.js";
import { textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { onlyWordsPattern, wordsPattern } from "../../js/words.js";

export const IMAGES =
  "img, input[type=image i], [role=img i], [role=image i], area[href], object, embed";
export const EXTENSION = /\.(?:jpe?g|jfif|png|gif|webp|svgz?|avif|bmp|ico|tiff?|heic|psd)$/i;
export const ADDRESS =
  /^(?:(?:https?:|file:|data:)\/*|\/\/|www\.|[a-z]:\\)\S+$|^\.{0,2}\/?(?:[\w%.-]+\/){2,}[\w%.-]*$/i;
// WCAG's failure F30 names placeholders and numbered pictures ("picture 1", "0001", "img").
export const PLACEHOLDER = onlyWordsPattern("alt_placeholder", String.raw`[\s_.:#\-]*\d{0,3}[.:]?`);
export const CAMERA =
  /^(?:(?:img|dsc[nf]?|pict?|pxl|mvimg|screen ?shot|whatsapp image|untitled|scan|image|photo)[\s_-]*(?=[\d_\-\s.()]{4})\d[\d_\-\s.()]*|p\d{6,})$/i;
export const SERIAL = /^(?:[0-9a-f]{12,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+)$/i;
// Words that say what kind of thing it is and nothing of what it shows or does.
export const VAGUE = onlyWordsPattern("alt_vague", String.raw`\s*\d*`);
export const ORNAMENT = onlyWordsPattern("alt_ornament");
export const PREFIX = wordsPattern("alt_prefix");

/** The last part of the address of what is shown, without its query. */
export const fileOf = (el) => {
  const source = el.currentSrc || attr(el, "src") || attr(el, "data") || "";
  if (/^(?:data|blob):/i.test(source)) return "";
  const last = source.split(/[?#]/)[0].split("/").pop();
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
};
export const stem = (file) => file.replace(/\.\w{2,5}$/, "");
export const words = (text) =>
  text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .match(/[\p{L}\d]+/gu) || [];
export const fold = (text) =>
  text
    .toLowerCase()
    .replace(/(?:(?![#%])[\s\p{P}])+/gu, " ")
    .trim();

/** The text around an image: of its figure, cell, list item or paragraph. */
export const around = (el) => {
  const near = closest(el, "figure, td, th, li, p, dd, dt") || parentOf(el);
  return near && localNameOf(near) !== "body" ? textOf(near) : "";
};
