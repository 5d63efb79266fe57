// Ways past what is repeated (2.4.1).

import {
  closest,
  compareDocumentPosition,
  containsNode,
  getElementById,
  localNameOf,
  matches,
  querySelector,
  tabIndexOf,
} from "../../../browser/scripts/dom.js";
import { describe } from "../../js/describe.js";
import { accessibleName } from "../../js/names.js";
import { textOf } from "../../js/text.js";
import { selectAll } from "../../js/tree.js";
import { isExposed, isRendered, isVisible } from "../../js/visibility.js";
import { wordsPattern } from "../../js/words.js";
import { safely } from "./hover_only.js";
import { report } from "./walk/report.js";
import { numberOf, numbered, tabbables } from "./walk/tab_walk.js";

// --- ways past what is repeated (2.4.1) -----------------------------------------------------------

const SKIP = wordsPattern("skip");
const anchorOf = (el) => {
  const hash =
    el.hash && el.href.split("#")[0] === location.href.split("#")[0] ? el.hash.slice(1) : "";
  if (!hash) return { hash, target: null };
  const id = safely(() => decodeURIComponent(hash), hash);
  return {
    hash,
    target:
      getElementById(document, id) ||
      getElementById(document, hash) ||
      querySelector(document, `a[name="${CSS.escape(id)}"]`),
  };
};
/** Links among the first of the page that say that they lead past something. */
export const skips = () =>
  // An <a> without href can be a stop as well, by its tabindex; it leads nowhere.
  tabbables()
    .slice(0, 4)
    .filter((el) => matches(el, 'a[href*="#"]') && SKIP.test(accessibleName(el)))
    .slice(0, 3)
    .map((el) => {
      const { hash, target } = anchorOf(el);
      return {
        id: numberOf(el),
        target: target ? numberOf(target) : -1,
        hash,
        place: describe(el),
        name: accessibleName(el),
      };
    });
/** After the link was pressed, and Tab after it: whether that led on from the target. */
export const skipped = (link, target, landed) => {
  const el = numbered(link),
    goal = numbered(target),
    at = numbered(landed);
  // Out of the page, or at its start again: nothing comes after the target.
  if (!at || at === el || compareDocumentPosition(el, at) & 2) return true;
  if (containsNode(goal, at) || compareDocumentPosition(goal, at) & 4) return true;
  const between = tabbables().filter(
    (one) => compareDocumentPosition(el, one) & 4 && compareDocumentPosition(goal, one) & 2,
  );
  return between.length === 0;
};

const HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]";
const REPEATED =
  "nav, aside, header, footer, [role=navigation], [role=complementary], [role=banner], [role=contentinfo], [role=search]";
const outerRepeated = (el) => {
  const at = closest(el, REPEATED);
  return !!at && !(localNameOf(at) === "header" && closest(at, "main, article, section"));
};
/**
 * axe asks where a page has neither headings nor landmarks nor skip links at all. Left are pages
 * that have some, of which none is of use: hidden ones, or ones within what is repeated.
 */
export const bypass = () => {
  const out = report();
  const said = selectAll(`${HEADINGS}, main, [role=main]`);
  const links = selectAll('a[href*="#"]').filter((el) => anchorOf(el).target);
  if (!said.length && !links.length) return out.plain();
  const repeated = selectAll(REPEATED).find(
    (el) => isVisible(el) && !closest(el, "main, article, [role=main]"),
  );
  if (!repeated) return out.plain();
  out.applies("no-way-past-repeated");
  const works = said.some((el) => {
    if (!isExposed(el)) return false;
    if (matches(el, "main, [role=main]")) return isVisible(el) && textOf(el).length > 0;
    return isVisible(el) && accessibleName(el) && !outerRepeated(el);
  });
  if (works) return out.plain();
  const skip = links
    .slice(0, 10)
    .some(
      (el) =>
        isExposed(el) && tabIndexOf(el) >= 0 && isRendered(el) && SKIP.test(accessibleName(el)),
    );
  if (!skip) out.ask("no-way-past-repeated", null);
  return out.plain();
};
/** Whether a heading or a main landmark leads past what is repeated, whatever a skip link does. */
export const otherWay = () =>
  selectAll(`${HEADINGS}, main, [role=main]`).some(
    (el) =>
      isExposed(el) &&
      isVisible(el) &&
      (matches(el, "main, [role=main]") || (accessibleName(el) && !outerRepeated(el))),
  );
