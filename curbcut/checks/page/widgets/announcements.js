// What changes without a word to screen readers.

import {
  attr,
  closest,
  containsNode,
  idOf,
  isConnected,
  querySelector,
  querySelectorAll,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { LIVE, MESSAGE_CLASSES, WORD } from "./custom/candidates.js";
import { byKeys, soon } from "./control_states.js";
import { activeElement, clickOn, say, seenElements, settled, showsNow } from "./custom/probe.js";

/** Whether the page shows what it showed before, if need be after the same control again. */
export const restored = async (el, before, way) => {
  const same = () => {
    const now = seenElements();
    return now.size === before.size && [...now].every((x) => before.has(x));
  };
  if (same()) return true;
  if (!isConnected(el) || !showsNow(el)) return false;
  way ? await byKeys(el, [way]) : clickOn(el);
  await settled();
  return same();
};

/** What live regions say; some are filled a moment after what they speak of has appeared. */
export const voices = () =>
  [...querySelectorAll(document, LIVE)]
    .map((x) => textContentOf(x).trim())
    .filter(Boolean)
    .join("\n");
export const unheard = async (at, { text, name, voiced }) => {
  if (
    !(await soon(
      () =>
        (voices() && voices() !== voiced) || (activeElement() && containsNode(at, activeElement())),
    ))
  )
    say("status-not-said", "cantTell", at, { text, name });
};

export const announced = async (el, shown, name, voiced) => {
  const words = shown.filter((x) => WORD.test(textOf(x)));
  if (
    !words.length ||
    words.some((x) => containsNode(x, activeElement())) ||
    words.some((x) => closest(x, LIVE) || querySelector(x, LIVE))
  )
    return;
  const text = textOf(words[0]);
  const marks =
    `${attr(words[0], "class") || ""} ${idOf(words[0])} ${idOf(parentOf(words[0]) || words[0])}`.replace(
      /[-_]/g,
      " ",
    );
  if (text.length < 200 && MESSAGE_CLASSES.test(marks)) {
    await unheard(words[0], { text, name, voiced });
    return true;
  }
  return false;
};
