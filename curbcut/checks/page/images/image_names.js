// What an image is called, and what its file is.

import { attr, closest, localNameOf } from "../../../browser/scripts/dom.js";
import { textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";

export const IMAGES =
  "img, input[type=image i], [role=img i], [role=image i], area[href], object, embed";
export const EXTENSION = /\.(?:jpe?g|jfif|png|gif|webp|svgz?|avif|bmp|ico|tiff?|heic|psd)$/i;
export const ADDRESS =
  /^(?:(?:https?:|file:|data:)\/*|\/\/|www\.|[a-z]:\\)\S+$|^\.{0,2}\/?(?:[\w%.-]+\/){2,}[\w%.-]*$/i;
// WCAG's failure F30 names placeholders and numbered pictures ("picture 1", "0001", "img").
export const PLACEHOLDER =
  /^(?:(?:an? |the |my |das |ein |une? |la |el )?(?:image|img|pictures?|pic|photo|photograph|spacer|placeholder|image placeholder|alt|alt[ _-]?text|alt(?:ernative)? text (?:goes )?here|(?:insert|add|enter|your) (?:alt(?:ernative)? text|image description|description)(?: here)?|image description|untitled|missing alt|no alt|undefined|null|todo|tbd|xxx+|bild|foto|imagen|imatge|immagine|imagem|afbeelding|obraz|صورة|圖片|图片|画像))[\s_.:#-]*\d{0,3}[.:]?$/i;
export const CAMERA =
  /^(?:(?:img|dsc[nf]?|pict?|pxl|mvimg|screen ?shot|whatsapp image|untitled|scan|image|photo)[\s_-]*(?=[\d_\-\s.()]{4})\d[\d_\-\s.()]*|p\d{6,})$/i;
export const SERIAL = /^(?:[0-9a-f]{12,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+)$/i;
// Words that say what kind of thing it is and nothing of what it shows or does.
export const VAGUE =
  /^(?:the |a |our )?(?:logo|company logo|icon|graphic|graphics|chart|graph|diagram|figure|banner|button|symbol|thumbnail|thumb|avatar|illustration|drawing|map|screenshot|infographic|artwork|clip ?art|header|header image|hero|hero image|background|background image|slide|slide \d+|image link|link|click here|blank|none|empty|space|description|test|asdf\w*|abc|foo|bar|lorem ipsum.*|video|gif|jpe?g|png|symbolbild|grafik|diagramm|logotipo|icono|gráfico|شعار|رمز)\s*\d*$/i;
export const ORNAMENT =
  /^(?:decorat(?:ive|ion)(?: image| element)?|ornament|divider|separator|bullet|bullet point|arrow|line|(?:horizontal )?rule|border|corner|shadow|swirl|stripe|dots?|transparent(?: pixel)?|pixel|1x1|shim|filler|clear ?gif|trenner|trennlinie|separador|decorativ[ao])$/i;
export const PREFIX =
  /^(?:an? |the )?(?:image|picture|photo|photograph|pic|graphic|icon|illustration|drawing|screen ?shot|bild|foto|imagen|fotografía) (?:of|showing|that shows|von|de)\s/i;

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
