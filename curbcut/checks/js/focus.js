// What can have the focus, as far as markup and style tell.

import {
  attr,
  closest,
  hasAttr,
  isEditable,
  localNameOf,
  matches,
  parentElementOf,
  querySelector,
  tabIndexOf,
} from "../../browser/scripts/dom.js";
import { isRendered } from "./visibility.js";

const isOfDetails = (summary) => {
  const up = parentElementOf(summary);
  return up && localNameOf(up) === "details" && summary === querySelector(up, ":scope > summary");
};
const isEnabled = (el) =>
  !matches(el, "fieldset:disabled *") || !!closest(el, "fieldset:disabled > legend:first-of-type");
/** What makes an element focusable by itself, by its kind. */
const BY_KIND = {
  a: (el) => hasAttr(el, "href"),
  area: (el) => hasAttr(el, "href"),
  summary: isOfDetails,
  audio: (el) => el.controls,
  video: (el) => el.controls,
};
const isMadeFocusable = (el) =>
  (hasAttr(el, "tabindex") && !Number.isNaN(parseInt(attr(el, "tabindex"), 10))) ||
  (isEditable(el) &&
    attr(el, "contenteditable") !== null &&
    attr(el, "contenteditable") !== "false");

export const isFocusable = (el) => {
  if (el.disabled || closest(el, "[inert]")) return false;
  const tag = localNameOf(el);
  if (tag === "input" && el.type === "hidden") return false;
  if (/^(button|input|select|textarea|iframe)$/.test(tag)) return isEnabled(el);
  if (Object.hasOwn(BY_KIND, tag)) return BY_KIND[tag](el) || hasAttr(el, "tabindex");
  return isMadeFocusable(el);
};
/** Cannot be operated for now, and looks so: contrast is not required of it (WCAG 2.2, 1.4.3 and 1.4.11). */
export const isDisabled = (el) =>
  el.disabled || !!closest(el, "[aria-disabled=true], [inert], fieldset:disabled");
/** Reached by Tab, as far as markup and style tell. */
export const isTabbable = (el) => isFocusable(el) && tabIndexOf(el) >= 0 && isRendered(el);
