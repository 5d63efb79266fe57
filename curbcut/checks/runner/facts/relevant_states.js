// Which states can tell anything about this page that the first does not. The others need not be
// entered: what their rules look for is not there.

import {
  adoptedStyleSheetsOf,
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

// Conditions that change when a device is turned and its width is matched by others.
const HELD = /orientation|aspect-ratio|height/;
// Ways to hide words or to turn them.
const HIDES =
  /none|hidden|opacity|clip|height:\s*0|font-size:\s*0|rotate|matrix|writing-mode|translate/;
/** Whether style rules may hide or turn something depending on how a device is held. */
const styled = () => {
  return (
    stylesAsk(HELD, true) &&
    (unreadableSheets().length > 0 ||
      everyStyleRule().some(([, rule]) => rule.asks(HELD) && HIDES.test(rule.style.cssText)))
  );
};

/** Something moves already, or may once the wish for less motion is heard. */
const moves = () =>
  allAnimations().length > 0 ||
  styleOf(documentElementOf(document)).scrollBehavior === "smooth" ||
  styleOf(bodyOf(document)).scrollBehavior === "smooth";
/** Something may depend on how the device is held, or asks for it to be turned. */
const turns = () =>
  querySelector(document, "picture source[media], link[media], style[media]") !== null ||
  wordsAskToTurn(textContentOf(bodyOf(document))) ||
  styled();

// What can look different where dark colours are preferred: rules, values and pictures that ask.
const DARKENS = ["color-scheme", "light-dark(", ".svg", "image/svg"];
/** Whether the page may look different where dark colours are preferred. */
const darkens = () =>
  querySelector(document, "meta[name=color-scheme i], [media*=color-scheme]") !== null ||
  DARKENS.some(stylesMention);

/** Whether the scripts of the page have left it as it came, so that it is the same without them. */
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
/** Whether a style rule asks for scripts, or a script has brought a style sheet. */
const scripted = () => adoptedStyleSheetsOf(document).length > 0 || stylesAsk(/scripting/, true);

/**
 * By state, for those that many pages need not be put into: whether this page has to be. `senses`
 * says that a script of the page may come to know of a change, or changes the page by itself;
 * `source` is the page as it came.
 */
export const relevantStates = (senses, source) => {
  // Nobody listens: laying out anew is all that a change of state brings about.
  curbcut.quiet = !senses;
  const open =
    senses || !bodyOf(document) || querySelector(document, "iframe, frame, object, embed") !== null;
  const turning = open || turns();
  return {
    dark: open || darkens(),
    "reduced-motion": open || moves(),
    portrait: turning,
    landscape: turning,
    "no-script": scriptsOf(document).length > 0 && (open || !untouched(source)),
  };
};
