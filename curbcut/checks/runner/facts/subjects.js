import {
  attributesOf,
  closest,
  localNameOf,
  nameProperty,
  parentElementOf,
  querySelector,
  querySelectorAll,
  shadowRootOf,
  textContentOf,
} from "../../../browser/scripts/dom.js";

// What a question for the reviewer is about, so that the answer lapses when it changes: the text of
// the element's block, the element's attributes, its images, and its computed styles.
const BLOCKS =
  "p, li, dt, dd, td, th, caption, h1, h2, h3, h4, h5, h6, figure, blockquote, pre, label, legend, summary, button, a, fieldset, form, dialog";
const ATTRIBUTES =
  /^(?:alt|title|href|src|type|role|lang|dir|placeholder|label|value|name|for|autocomplete|content|aria-.*)$/;
const STYLES = [
  "display",
  "position",
  "visibility",
  "opacity",
  "float",
  "order",
  "flex-direction",
  "color",
  "fill",
  "stroke",
  "font-size",
  "font-weight",
  "font-style",
  "line-height",
  "letter-spacing",
  "text-decoration-line",
  "text-transform",
  "outline-style",
  "outline-color",
  "border-top-style",
  "border-top-color",
  "overflow-x",
  "overflow-y",
];
const BEHIND = ["background-color", "background-image", "opacity", "filter"];

const find = (selectors) => {
  let root = document,
    el = null;
  for (const selector of selectors) {
    el = root && querySelector(root, selector);
    root = el && (shadowRootOf(el) || el.contentDocument);
  }
  return el;
};

export const subject = (selectors) => {
  const el = find(selectors);
  if (!el) return null;
  const block = closest(el, BLOCKS) || el;
  const picked = (style, names) => names.map((name) => style.getPropertyValue(name)).join(";");
  const behind = [];
  for (let at = el; at; at = parentElementOf(at)) behind.push(picked(getComputedStyle(at), BEHIND));
  const pictures = [
    ...new Set([el, block, ...querySelectorAll(block, "img, video, input[type=image]")]),
  ];
  return {
    words: (textContentOf(block) || "").replace(/\s+/g, " ").trim().slice(0, 20000),
    says: [
      localNameOf(el),
      ...[...attributesOf(el)]
        .filter((one) => ATTRIBUTES.test(nameProperty(one)))
        .map((one) => `${nameProperty(one)}=${one.value}`)
        .sort(),
    ],
    pictures: pictures
      .map((one) => one.currentSrc || one.poster || (localNameOf(one) === "input" && one.src) || "")
      .filter(Boolean)
      .slice(0, 20),
    looks: [picked(getComputedStyle(el), STYLES), ...behind],
  };
};
