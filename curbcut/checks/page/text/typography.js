import { closest, nodeTypeOf, parentElementOf } from "../../../browser/scripts/dom.js";
import { rule } from "../../js/rules.js";
import { squeeze, textRuns } from "../../js/text.js";
import { boxOf, isVisible, styleOf } from "../../js/visibility.js";

const LONG = 150; // characters: about two lines
const TINY = 9; // CSS pixels

const LINKS =
  "a, button, [role=link], [role=button], summary, label, ins, abbr, h1, h2, h3, h4, h5, h6, nav, [role=tab], svg";

rule("text-hard-to-read", function* (page) {
  const found = {};
  const note = (key, el, text) => {
    if (!isVisible(el)) return;
    found[key] = found[key] || { el, text, count: 0 };
    found[key].count += 1;
  };
  for (const run of textRuns()) {
    const parts = run.parts.filter(
      (part) => nodeTypeOf(part.node) === 3 && /\p{L}/u.test(part.text),
    );
    if (!parts.length) continue;
    const text = squeeze(parts.map((part) => part.text).join(""));
    const s = styleOf(run.el);
    const size = parseFloat(s.fontSize);
    if (text.length > LONG) {
      const lines = boxOf(run.el).height / size;
      if (s.textAlign === "justify" && lines > 2.2) note("justified", run.el, text);
      if (parseFloat(s.lineHeight) < size * 1.2 - 0.5 && lines > 1.8) note("tight", run.el, text);
      if (text.length > 200 && parts.every((part) => styleOf(part.el).fontStyle !== "normal"))
        note("italics", parts[0].el, text);
      if (parts.every((part) => styleOf(part.el).textTransform === "uppercase"))
        note("capitals", run.el, text);
    }
    for (const part of parts) {
      if (
        text.length >= 10 &&
        parseFloat(styleOf(part.el).fontSize) < TINY &&
        parseFloat(styleOf(part.el).fontSize) > 1 &&
        !closest(part.el, "sup, sub, ruby")
      ) {
        note("small", part.el, text);
        break;
      }
    }
    const lined = parts.find(
      (part) =>
        part.text.trim().length > 3 && underlined(part.el, run.el) && !closest(part.el, LINKS),
    );
    if (lined) note("underlined", lined.el, lined.text);
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
