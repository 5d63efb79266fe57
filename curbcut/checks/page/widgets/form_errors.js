// What a form looks and reads like, before and after it is sent.

import {
  bodyOf,
  elementsOf,
  innerTextOf,
  matches,
  noValidateOf,
  querySelectorAll,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { parseColour } from "../../js/colour.js";
import { hears } from "../keyboard/listeners/listeners.js";
import { showsNow } from "./custom/probe.js";

const ENTRY =
  "input:not([type=hidden], [type=submit], [type=image], [type=button], [type=reset]), select, textarea";
const reddish = (text) => {
  const [r, g, b, a] = parseColour(text);
  return a > 0.3 && r > 140 && r - Math.max(g, b) > 50;
};
const SHADE = /[a-z-]+\([^)]*\)|#[0-9a-f]+/i;
export const red = (el) => {
  const s = getComputedStyle(el);
  const shadow = s.boxShadow === "none" ? null : SHADE.exec(s.boxShadow);
  return (
    ["Top", "Bottom", "Left"].some(
      (side) =>
        parseFloat(s[`border${side}Width`]) > 0 &&
        s[`border${side}Style`] !== "none" &&
        reddish(s[`border${side}Color`]),
    ) ||
    (parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== "none" && reddish(s.outlineColor)) ||
    reddish(s.backgroundColor) ||
    (!!shadow && reddish(shadow[0]))
  );
};
/** What a form looks and reads like, if a script is told when it is sent by this button. */
export const formNow = (el, form) => {
  if (!form || !matches(el, "button, input") || !/^(submit|image|button)$/.test(el.type))
    return null;
  // Where the browser itself finds something wrong, it says so in words.
  if (
    !(hears(form, "submit") || hears(el, "click")) ||
    (!noValidateOf(form) && matches(form, ":invalid"))
  )
    return null;
  const fields = [...elementsOf(form)].filter((one) => matches(one, ENTRY) && showsNow(one));
  return fields.length ? { fields, red: new Set(fields.filter(red)) } : null;
};
export const wordsNow = () =>
  `${innerTextOf(bodyOf(document))} ${[...querySelectorAll(document, "[placeholder], [title]")].map((one) => `${one.placeholder} ${titleOf(one)}`).join(" ")}`;
