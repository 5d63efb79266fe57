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
import { blockOf, measured, says } from "./measured_text.js";

// --- orientation --------------------------------------------------------------------------------------

let upright = null; // what the upright phone shows
const ROTATE =
  /\b(rotate|turn|flip|tilt)\b.{0,40}\b(device|phone|screen|tablet|mobile|ipad|landscape|portrait)\b|\b(landscape|portrait)\s+(mode|orientation|only|view)\b|\bin (landscape|portrait)\b|(dreh|rotier).{0,30}(gerät|handy|bildschirm|telefon|tablet)|(gira|gire|rota|rote).{0,30}(dispositivo|teléfono|móvil|pantalla)|(tournez|pivotez).{0,30}(appareil|téléphone|écran|tablette)|(ruota|gira).{0,30}(dispositivo|telefono|schermo)|(أدر|تدوير|قم بتدوير).{0,30}(جهاز|هاتف|شاشة)/iu;

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

rule("orientation-locked", function* (page) {
  if (!bodyOf(document) || localNameOf(bodyOf(document)) !== "body") return;
  const texts = measured(page);
  const now = { length: 0, turned: new Map(), texts: new Set() };
  for (const text of texts) {
    if (text.shown < 0.5) continue;
    now.length += says(text).length;
    now.texts.add(text.node);
  }
  for (const el of page.all("*")) {
    const s = styleOf(el);
    if (s.transform !== "none" || (s.rotate && s.rotate !== "none"))
      now.turned.set(el, quarter(el));
  }
  if (page.state === "portrait") {
    upright = { ...now, asks: requests(texts) };
    return;
  }
  if (!upright) return;
  const before = upright;
  upright = null;
  if (!now.length && !before.length) return;
  yield page.pass(null);
  for (const el of new Set([...now.turned.keys(), ...before.turned.keys()])) {
    const apart = Math.abs((now.turned.get(el) || 0) - (before.turned.get(el) || 0));
    if (
      (Math.abs(apart - 90) <= 3 || Math.abs(apart - 270) <= 3) &&
      isVisible(el) &&
      (textOf(el).length > 20 ||
        containsNode(el, bodyOf(document)) ||
        localNameOf(el) === "main" ||
        querySelector(el, "a[href], button, input, img"))
    ) {
      yield page.fail(el, { key: "turned" });
      return;
    }
  }
  const [most, least] = [Math.max(now.length, before.length), Math.min(now.length, before.length)];
  const which = now.length < before.length ? "landscape" : "portrait";
  const request = [...requests(texts), ...before.asks].find(
    ({ text }) => !(now.texts.has(text.node) && before.texts.has(text.node)),
  );
  if (request) {
    const hides = most >= 60 && least < most * 0.4;
    const data = { key: "request", text: says(request.text) };
    yield hides || request.over
      ? page.fail(blockOf(request.text), data)
      : page.ask(blockOf(request.text), data);
  } else if (most >= 200 && least < most * 0.25) {
    yield page.ask(bodyOf(document), { key: "hidden", which });
  }
});

const asksToTurn = (text) => {
  if (
    !/turn|rotat|flip|tilt|landscape|portrait|dreh|rotier|gir|rota|tournez|pivotez|ruota|[أا]در|تدوير/i.test(
      text.node.data,
    )
  )
    return false;
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
