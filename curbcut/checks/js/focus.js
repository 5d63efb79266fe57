// What can have the focus, as far as markup and style tell.

import { isRendered } from "./visibility.js";

export const isFocusable = (el) => {
  if (el.disabled || el.closest("[inert]")) return false;
  if (el.localName === "input" && el.type === "hidden") return false;
  if (/^(a|area)$/.test(el.localName))
    return el.hasAttribute("href") || el.hasAttribute("tabindex");
  if (/^(button|input|select|textarea|iframe)$/.test(el.localName))
    return (
      !el.matches("fieldset:disabled *") || !!el.closest("fieldset:disabled > legend:first-of-type")
    );
  if (el.localName === "summary")
    return (
      (el.parentElement &&
        el.parentElement.localName === "details" &&
        el === el.parentElement.querySelector(":scope > summary")) ||
      el.hasAttribute("tabindex")
    );
  if (/^(audio|video)$/.test(el.localName)) return el.controls || el.hasAttribute("tabindex");
  return (
    (el.hasAttribute("tabindex") && !Number.isNaN(parseInt(el.getAttribute("tabindex"), 10))) ||
    (el.isContentEditable &&
      el.getAttribute("contenteditable") !== null &&
      el.getAttribute("contenteditable") !== "false")
  );
};
/** Reached by Tab, as far as markup and style tell. */
export const isTabbable = (el) => isFocusable(el) && el.tabIndex >= 0 && isRendered(el);
