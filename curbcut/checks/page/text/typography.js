import { closest, nodeTypeOf, parentElementOf } from "../../../browser/scripts/dom.js";
import { rule } from "../../js/rules.js";
import { squeeze, textRuns } from "../../js/text.js";
import { boxOf, isVisible, styleOf } from "../../js/visibility.js";

const LONG = 150; // characters: about two lines
const TINY = 9; // CSS pixels

const LINKS =
  "a, button, [role=link], [role=button], summary, label, ins, abbr, h1, h2, h3, h4, h5, h6, nav, [role=tab], svg";

/** What is wrong with how a long text is set, by keys of messages. */
const FLOW_FAULTS = {
  justified: ({ style, lines }) => style.textAlign === "justify" && lines > 2.2,
  tight: ({ style, lines, size }) => parseFloat(style.lineHeight) < size * 1.2 - 0.5 && lines > 1.8,
  italics: ({ parts, text }) =>
    text.length > 200 && parts.every((part) => styleOf(part.el).fontStyle !== "normal"),
  capitals: ({ parts }) => parts.every((part) => styleOf(part.el).textTransform === "uppercase"),
};
/** What is wrong with how a text is set as a whole, where it is long: [key, element, text]. */
const flowFaults = function* (run, parts, text) {
  if (text.length <= LONG) return;
  const style = styleOf(run.el);
  const size = parseFloat(style.fontSize);
  const flow = { parts, text, style, size, lines: boxOf(run.el).height / size };
  for (const [key, isFault] of Object.entries(FLOW_FAULTS))
    if (isFault(flow)) yield [key, key === "italics" ? parts[0].el : run.el, text];
};
const isTiny = ({ el }) => {
  const size = parseFloat(styleOf(el).fontSize);
  return size < TINY && size > 1 && !closest(el, "sup, sub, ruby");
};
/** What is wrong with parts of a text, of any length. */
const partFaults = function* (run, parts, text) {
  const small = text.length >= 10 && parts.find(isTiny);
  if (small) yield ["small", small.el, text];
  const lined = parts.find(
    (part) =>
      part.text.trim().length > 3 && underlined(part.el, run.el) && !closest(part.el, LINKS),
  );
  if (lined) yield ["underlined", lined.el, lined.text];
};
/** What makes the text of a run hard to read. */
const typeFaults = function* (run) {
  const parts = run.parts.filter((part) => nodeTypeOf(part.node) === 3 && /\p{L}/u.test(part.text));
  if (!parts.length) return;
  const text = squeeze(parts.map((part) => part.text).join(""));
  yield* flowFaults(run, parts, text);
  yield* partFaults(run, parts, text);
};

rule("text-hard-to-read", function* (page) {
  const found = {};
  for (const run of textRuns()) {
    for (const [key, el, text] of typeFaults(run)) {
      if (!isVisible(el)) continue;
      found[key] = found[key] || { el, text, count: 0 };
      found[key].count += 1;
    }
  }
  for (const [key, { el, text, count }] of Object.entries(found))
    yield page.ask(el, { key, text, count });
  if (textRuns().length && !Object.keys(found).length) yield page.pass(null);
});
const underlined = (el, top) => {
  for (let at = el; at; at = parentElementOf(at)) {
    if (
      styleOf(at).textDecorationLine.includes("underline") &&
      styleOf(at).textDecorationStyle === "solid"
    )
      return true;
    if (at === top) return false;
  }
  return false;
};
