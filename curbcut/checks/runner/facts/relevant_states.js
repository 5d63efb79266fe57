// In which states this page can differ from the first one. The others need not be entered.

import {
  adoptedStyleSheetsOf,
  attr,
  attributesOf,
  bodyOf,
  documentElementOf,
  localNameOf,
  querySelector,
  querySelectorAll,
  scriptsOf,
  shadowRootOf,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { stylesMention } from "../../js/mentions.js";
import { everyStyleRule, stylesAsk, unreadableSheets } from "../../js/styles.js";
import { allAnimations } from "../../js/tree.js";
import { styleOf } from "../../js/visibility.js";
import { wordsAskToTurn } from "../../page/layout/orientation.js";

// Media conditions that change when a device is turned, besides its width.
const HELD = /orientation|aspect-ratio|height/;
// Ways to hide or rotate content.
const HIDES =
  /none|hidden|opacity|clip|height:\s*0|font-size:\s*0|rotate|matrix|writing-mode|translate/;
/** Whether style rules may hide or rotate something depending on the orientation. */
const styled = () => {
  return (
    stylesAsk(HELD, true) &&
    (unreadableSheets().length > 0 ||
      everyStyleRule().some(([, rule]) => rule.asks(HELD) && HIDES.test(rule.style.cssText)))
  );
};

/** Whether something moves already, or may move on scrolling. */
const moves = () =>
  allAnimations().length > 0 ||
  styleOf(documentElementOf(document)).scrollBehavior === "smooth" ||
  styleOf(bodyOf(document)).scrollBehavior === "smooth";
/** Whether something may depend on the orientation, or asks the reader to turn the device. */
const turns = () =>
  querySelector(document, "picture source[media], link[media], style[media]") !== null ||
  wordsAskToTurn(textContentOf(bodyOf(document))) ||
  styled();

// What can look different in dark colours: media queries, colour values, and SVG images.
const DARKENS = ["color-scheme", "light-dark(", ".svg", "image/svg"];
/** Whether the page may look different in dark colours. */
const darkens = () =>
  querySelector(document, "meta[name=color-scheme i], [media*=color-scheme]") !== null ||
  DARKENS.some(stylesMention);

/** Whether the document still matches its source, so that it is the same without scripts. */
const untouched = (source) => {
  if (!source || /<noscript/i.test(source) || scripted()) return false;
  const came = new DOMParser().parseFromString(source, "text/html");
  const [there, here] = [came, document].map((one) => [...querySelectorAll(one, "*")]);
  return (
    there.length === here.length &&
    textContentOf(bodyOf(came)) === textContentOf(bodyOf(document)) &&
    here.every((el, index) => alike(el, there[index]))
  );
};
const alike = (one, other) => {
  if (localNameOf(one) !== localNameOf(other) || shadowRootOf(one)) return false;
  const [mine, its] = [one, other].map((el) =>
    [...attributesOf(el)]
      .filter(({ name }) => name !== "aria-current")
      .map(({ name, value }) => `${name}=${value}`),
  );
  return mine.length === its.length && mine.every((attribute, index) => attribute === its[index]);
};
/** Whether a style rule queries scripting, or a script has added a constructed style sheet. */
const scripted = () => adoptedStyleSheetsOf(document).length > 0 || stylesAsk(/scripting/, true);

/** Whether style rules, pictures or scripts ask about a media feature. */
const asks = (feature, queries) =>
  feature.test(queries) ||
  stylesAsk(feature) ||
  [...querySelectorAll(document, "source[media], link[media], style[media]")].some((el) =>
    feature.test(attr(el, "media")),
  );

/** Whether something stays where it is while the page scrolls. */
const staysInPlace = () =>
  ["fixed", "sticky"].some(stylesMention) &&
  [...querySelectorAll(document, "body *")].some((el) =>
    ["fixed", "sticky"].includes(styleOf(el).position),
  );

/**
 * State id to whether this page must be put into it, for the states that can be skipped. `senses`:
 * a script may notice a change of state, or keeps changing the page; `source`: the page's HTML;
 * `queries`: the media queries that its scripts have asked.
 */
export const relevantStates = (senses, source, queries) => {
  // Nothing listens: a change of state only lays the page out again.
  curbcut.quiet = !senses;
  const open =
    senses || !bodyOf(document) || querySelector(document, "iframe, frame, object, embed") !== null;
  const turning = open || turns();
  return {
    dark: open || darkens(),
    "more-contrast": asks(/prefers-contrast/, queries),
    "less-transparency": asks(/prefers-reduced-transparency/, queries),
    "zoom-400": staysInPlace(),
    touch: asks(/\b(any-)?(hover|pointer)\b/, queries),
    "reduced-motion": open || moves(),
    portrait: turning,
    landscape: turning,
    "no-script": scriptsOf(document).length > 0 && (open || !untouched(source)),
  };
};
