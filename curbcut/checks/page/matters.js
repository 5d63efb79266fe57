"use strict";

// Which states can tell anything about this page that the first does not. The others need not be
// entered: what their rules look for is not there.

// Conditions that change when a device is turned and its width is matched by others.
const HELD = /orientation|aspect-ratio|height/;
// Ways to hide words or to turn them.
const HIDES = /none|hidden|opacity|clip|height:\s*0|font-size:\s*0|rotate|matrix|writing-mode|translate/;
/** Whether style rules may hide or turn something depending on how a device is held. */
const styled = () => {
  const read = ({ cssRules }) =>
    [...cssRules].some((rule) => {
      if (HELD.test(rule.conditionText || rule.media?.mediaText || "") && HIDES.test(rule.cssText)) return true;
      return rule.styleSheet ? read(rule.styleSheet) : rule.cssRules ? read(rule) : false;
    });
  try {
    return [...document.styleSheets, ...document.adoptedStyleSheets].some(read);
  } catch {
    return true; // of another origin: not to be known
  }
};

/** Something moves already, or may once the wish for less motion is heard. */
const moves = () => document.getAnimations().length > 0 || checks.style(document.documentElement).scrollBehavior === "smooth" || checks.style(document.body).scrollBehavior === "smooth";
/** Something may depend on how the device is held, or asks for it to be turned. */
const turns = () => document.querySelector("picture source[media], link[media], style[media]") !== null || checks.asksToTurn(document.body.textContent) || styled();

/**
 * By state, for those that many pages need not be put into: whether this page has to be. `senses`
 * says that a script of the page may come to know of a change, or changes the page by itself.
 */
checks.matters = (senses) => {
  const open = senses || !document.body || document.querySelector("iframe, frame, object, embed") !== null;
  const turning = open || turns();
  return { "reduced-motion": open || moves(), portrait: turning, landscape: turning };
};
