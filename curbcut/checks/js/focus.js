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

export const isFocusable = (el) => {
  if (el.disabled || closest(el, "[inert]")) return false;
  if (localNameOf(el) === "input" && el.type === "hidden") return false;
  if (/^(a|area)$/.test(localNameOf(el))) return hasAttr(el, "href") || hasAttr(el, "tabindex");
  if (/^(button|input|select|textarea|iframe)$/.test(localNameOf(el)))
    return (
      !matches(el, "fieldset:disabled *") ||
      !!closest(el, "fieldset:disabled > legend:first-of-type")
    );
  if (localNameOf(el) === "summary")
    return (
      (parentElementOf(el) &&
        localNameOf(parentElementOf(el)) === "details" &&
        el === querySelector(parentElementOf(el), ":scope > summary")) ||
      hasAttr(el, "tabindex")
    );
  if (/^(audio|video)$/.test(localNameOf(el))) return el.controls || hasAttr(el, "tabindex");
  return (
    (hasAttr(el, "tabindex") && !Number.isNaN(parseInt(attr(el, "tabindex"), 10))) ||
    (isEditable(el) &&
      attr(el, "contenteditable") !== null &&
      attr(el, "contenteditable") !== "false")
  );
};
/** Reached by Tab, as far as markup and style tell. */
export const isTabbable = (el) => isFocusable(el) && tabIndexOf(el) >= 0 && isRendered(el);
