// Pages that ask for a device to be turned.

import {
  bodyOf,
  containsNode,
  getBoundingClientRect,
  localNameOf,
  querySelector,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { parseColour } from "../../js/colour.js";
import { rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isVisible, styleOf } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { blockOf, measured, says } from "./measured_text.js";

// --- orientation --------------------------------------------------------------------------------------

/** @type {ReturnType<typeof snapshot> | null} what the upright phone shows */
let upright = null;
const ROTATE = wordsPattern("turn_device");
const TURN = wordsPattern("turn");

/** Whether words ask for the device to be turned. */
export const wordsAskToTurn = (words) => ROTATE.test(words);

const quarter = (el) => {
  const s = styleOf(el);
  let angle = 0;
  if (s.transform !== "none") {
    const m = new DOMMatrixReadOnly(s.transform);
    angle += (Math.atan2(m.b, m.a) * 180) / Math.PI;
  }
  if (s.rotate && s.rotate !== "none") {
    const turn = /(?:^|\s)(-?[\d.]+)(deg|rad|turn|grad)$/.exec(s.rotate);
    if (turn)
      angle += parseFloat(turn[1]) * { deg: 1, rad: 180 / Math.PI, turn: 360, grad: 0.9 }[turn[2]];
  }
  return Math.round(((angle % 360) + 360) % 360);
};

const isTurned = (el) => {
  const s = styleOf(el);
  return s.transform !== "none" || (s.rotate && s.rotate !== "none");
};
/** What a phone shows: how many characters in which text nodes, and by how many degrees what is turned. */
const snapshot = (page, texts) => {
  const shown = texts.filter((text) => text.shown >= 0.5);
  return {
    length: shown.reduce((sum, text) => sum + says(text).length, 0),
    texts: new Set(shown.map((text) => text.node)),
    turned: new Map(
      page
        .all("*")
        .filter(isTurned)
        .map((el) => [el, quarter(el)]),
    ),
    asks: requests(texts),
  };
};
/** Whether an element holds enough to matter: text, the page, something to operate or to see. */
const isSubstantial = (el) =>
  textOf(el).length > 20 ||
  containsNode(el, bodyOf(document)) ||
  localNameOf(el) === "main" ||
  querySelector(el, "a[href], button, input, img");
/** What is turned by a quarter when the phone is, so that it stays as it was. */
const countersTurn = (now, before) =>
  [...new Set([...now.turned.keys(), ...before.turned.keys()])].find((el) => {
    const apart = Math.abs((now.turned.get(el) || 0) - (before.turned.get(el) || 0));
    const quarterTurn = Math.abs(apart - 90) <= 3 || Math.abs(apart - 270) <= 3;
    return quarterTurn && isVisible(el) && isSubstantial(el);
  });
/** The first request to turn the phone that is shown in one orientation alone. */
const requestIn = (now, before) =>
  [...now.asks, ...before.asks].find(
    ({ text }) => !(now.texts.has(text.node) && before.texts.has(text.node)),
  );
/** The outcome for what a phone shows on its side and upright, if there is anything to say. */
const compared = (page, now, before) => {
  const turned = countersTurn(now, before);
  if (turned) return page.fail(turned, { key: "turned" });
  const most = Math.max(now.length, before.length),
    least = Math.min(now.length, before.length);
  const request = requestIn(now, before);
  if (request) {
    const hides = most >= 60 && least < most * 0.4;
    const data = { key: "request", text: says(request.text) };
    const block = blockOf(request.text);
    return hides || request.over ? page.fail(block, data) : page.ask(block, data);
  }
  const which = now.length < before.length ? "landscape" : "portrait";
  return most >= 200 && least < most * 0.25
    ? page.ask(bodyOf(document), { key: "hidden", which })
    : null;
};

rule("orientation-locked", function* (page) {
  if (!bodyOf(document) || localNameOf(bodyOf(document)) !== "body") return;
  const now = snapshot(page, measured(page));
  const before = upright;
  upright = page.state === "portrait" ? now : null;
  if (page.state === "portrait" || !before || (!now.length && !before.length)) return;
  yield page.pass(null);
  const outcome = compared(page, now, before);
  if (outcome) yield outcome;
});

const asksToTurn = (text) => {
  if (!TURN.test(text.node.data)) return false;
  const block = blockOf(text);
  if (block === bodyOf(document) || textContentOf(block).length > 400) return false;
  const words = textOf(block);
  return words.length < 300 && ROTATE.test(words);
};

const requests = (texts) =>
  texts
    .filter((text) => text.shown > 0.5 && asksToTurn(text))
    .map((text) => ({ text, over: covers(text) }));

const covers = (text) => {
  for (let at = text.el; at; at = parentOf(at)) {
    const s = styleOf(at);
    if (s.position !== "fixed" && s.position !== "absolute") continue;
    const r = getBoundingClientRect(at);
    if (
      r.width >= innerWidth * 0.9 &&
      r.height >= innerHeight * 0.9 &&
      parseColour(s.backgroundColor)[3] > 0.9
    )
      return true;
  }
  return false;
};
