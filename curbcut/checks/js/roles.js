// Roles, as markup gives them (ARIA in HTML).

import {
  attr,
  attributesOf,
  closest,
  hasAttr,
  localNameOf,
  nameProperty,
} from "../../browser/scripts/dom.js";
import { isFocusable } from "./focus.js";

const ROLES = new Set(
  "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell group heading img image insertion link list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong subscript suggestion superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem".split(
    " ",
  ),
);
const INPUTS = {
  button: "button",
  submit: "button",
  reset: "button",
  image: "button",
  checkbox: "checkbox",
  radio: "radio",
  range: "slider",
  number: "spinbutton",
  search: "searchbox",
  email: "textbox",
  tel: "textbox",
  url: "textbox",
  text: "textbox",
  "": "textbox",
};
const PLAIN = {
  article: "article",
  aside: "complementary",
  button: "button",
  dialog: "dialog",
  dd: "definition",
  dt: "term",
  details: "group",
  fieldset: "group",
  figure: "figure",
  form: "form",
  h1: "heading",
  h2: "heading",
  h3: "heading",
  h4: "heading",
  h5: "heading",
  h6: "heading",
  hr: "separator",
  main: "main",
  math: "math",
  menu: "list",
  meter: "meter",
  nav: "navigation",
  ol: "list",
  ul: "list",
  li: "listitem",
  optgroup: "group",
  option: "option",
  output: "status",
  progress: "progressbar",
  search: "search",
  summary: "button",
  table: "table",
  tbody: "rowgroup",
  td: "cell",
  textarea: "textbox",
  tfoot: "rowgroup",
  thead: "rowgroup",
  tr: "row",
};
const SECTIONING =
  "article, aside, main, nav, section, [role=article], [role=complementary], [role=main], [role=navigation], [role=region]";

export const explicitRole = (el) =>
  (attr(el, "role") || "")
    .toLowerCase()
    .split(/\s+/)
    .find((token) => ROLES.has(token)) || "";

export const conflicts = (el) =>
  isFocusable(el) ||
  [...attributesOf(el)].some(
    (a) =>
      /^aria-(label|labelledby|describedby|live|atomic|busy|controls|owns|relevant|flowto|details|current)$/.test(
        nameProperty(a),
      ) && a.value.trim(),
  );
const inPart = (role) => (el) => (closest(el, SECTIONING) ? "generic" : role);
const linkRole = (el) => (hasAttr(el, "href") ? "link" : "generic");
const imageRole = (el) =>
  attr(el, "alt") === "" && !attr(el, "aria-label") && !attr(el, "aria-labelledby")
    ? "none"
    : "img";
const inputRole = (el) => {
  const type = (attr(el, "type") || "").toLowerCase();
  if (type === "hidden") return "";
  if (el.list && /^(text|search|tel|url|email|)$/.test(type)) return "combobox";
  return INPUTS[type] || "textbox";
};
const BY_MORE_THAN_NAME = {
  a: linkRole,
  area: linkRole,
  header: inPart("banner"),
  footer: inPart("contentinfo"),
  img: imageRole,
  svg: () => "img",
  input: inputRole,
  select: (el) => (el.multiple || el.size > 1 ? "listbox" : "combobox"),
  th: (el) => (el.scope === "row" || el.scope === "rowgroup" ? "rowheader" : "columnheader"),
};
/** The role that an element has by itself, but for a section, where it depends on the name. */
export const nativeRole = (el) => {
  const tag = localNameOf(el);
  if (Object.hasOwn(BY_MORE_THAN_NAME, tag)) return BY_MORE_THAN_NAME[tag](el);
  return PLAIN[tag] || "generic";
};

export const WIDGET_ROLES = new Set(
  "button checkbox combobox gridcell link listbox menuitem menuitemcheckbox menuitemradio option radio scrollbar searchbox slider spinbutton switch tab textbox treeitem".split(
    " ",
  ),
);
export const FROM_CONTENT = new Set(
  "button cell checkbox columnheader gridcell heading link menuitem menuitemcheckbox menuitemradio option radio row rowheader switch tab tooltip treeitem".split(
    " ",
  ),
);

/** The role of an element, without asking for its name. */
export const roleWithoutName = (el) => explicitRole(el) || nativeRole(el);
