import {
  attr,
  bodyOf,
  closest,
  hasAttr,
  localNameOf,
  maybe,
  nameProperty,
  nextSiblingOf,
  nodeTypeOf,
  previousElementSiblingOf,
  previousSiblingOf,
  querySelector,
  querySelectorAll,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { accessibleDescription, accessibleName } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { isExposed } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";

// "Opens in a new window" and its like, in the languages that we have words for.
const SAYS = wordsPattern("new_window");
const ARROW = /[↗⧉]/;
const NOTICE = wordsPattern("opens_windows");
const NEW_WINDOW = wordsPattern("a_new_window");

const near = (el) => {
  const beside = (node) =>
    node &&
    (nodeTypeOf(node) === 3 ||
      (nodeTypeOf(node) === 1 && localNameOf(node) !== "a" && isExposed(node)))
      ? textContentOf(node)
      : "";
  return `${beside(previousSiblingOf(el)).slice(-40)} ${beside(nextSiblingOf(el)).slice(0, 40)}`;
};

const titles = (el) =>
  [el, ...querySelectorAll(el, "[title], title")]
    .map((one) => attr(one, "title") || (localNameOf(one) === "title" ? textContentOf(one) : ""))
    .join(" ");

/** The name of the window that it opens, or nothing for the window it is in or a frame of the page. */
const opens = (el, base, frames) => {
  const target = (attr(el, "target") ?? (hasAttr(el, "href") ? base : "")).trim();
  if (target && !/^_(?:self|top|parent|unfencedtop)$/i.test(target) && !frames.has(target))
    return target;
  return /\bwindow\s*\.\s*open\s*\(|(?:^|[^.\w$])open\s*\(\s*['"]/.test(
    `${attr(el, "onclick") || ""} ${(attr(el, "href") || "").startsWith("javascript:") ? attr(el, "href") : ""}`,
  )
    ? "script"
    : "";
};

rule("link-new-window-unannounced", function* (page) {
  const base = maybe(querySelector(document, "base[target]"), (it) => attr(it, "target")) || "";
  const frames = new Set(
    [...querySelectorAll(document, "iframe[name], frame[name]")].map((one) => nameProperty(one)),
  );
  const links = base
    ? "a[href], area[href]"
    : "a[href][target], area[href][target], a[href^='javascript:']";
  /** @type {boolean | undefined} */
  let notice;
  for (const el of page.all(`${links}, [onclick*=open]`)) {
    if (!opens(el, base, frames) || !isExposed(el)) continue;
    const name = accessibleName(el) || textOf(el);
    const words = `${name} ${accessibleDescription(el)} ${near(el)} ${titles(el)}`;
    const said = SAYS.test(words) || ARROW.test(words);
    // One sentence before a list of links may speak for them all.
    notice ??= NOTICE.test(maybe(bodyOf(document), textContentOf) || "");
    if (said) yield page.pass(el);
    else if (notice && announcedBefore(el)) yield page.pass(el);
    else yield page.ask(el, { text: name || attr(el, "href") || localNameOf(el) });
  }
});

const announcedBefore = (el) => {
  const part = closest(el, "nav, aside, section, ul, ol, table, fieldset");
  const before = `${part ? textOf(part) : ""} ${maybe(part, previousElementSiblingOf) ? textOf(previousElementSiblingOf(part)).slice(-200) : ""} ${closest(el, "p") ? textOf(closest(el, "p")) : ""}`;
  return NEW_WINDOW.test(before);
};
