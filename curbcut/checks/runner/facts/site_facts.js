// What site-wide checks need to know about a page; see curbcut/model/facts.py for the fields.

import {
  attr,
  classNameOf,
  closest,
  documentElementOf,
  hasAttr,
  idOf,
  localNameOf,
  matches,
  maybe,
  nameProperty,
  namespaceURIOf,
  parentElementOf,
  querySelector,
  relOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { describe, ordinalOf, selectorOf, startTag } from "../../js/describe.js";
import { accessibleName, roleOf } from "../../js/names.js";
import { squeeze, textOf } from "../../js/text.js";
import { idrefs, selectAll } from "../../js/tree.js";
import { isExposed } from "../../js/visibility.js";

const MOST = 600; // links of one page
const PARTS =
  "nav, [role=navigation], header, [role=banner], footer, [role=contentinfo], aside, [role=complementary], main, [role=main], search, [role=search]";
const MENU =
  /(?:^|[-_ ])(?:nav|navbar|navigation|menu|topnav|mainnav|sidenav|footer|header)(?:$|[-_ ])/i;
const KINDS = {
  navigation: "navigation",
  banner: "header",
  contentinfo: "footer",
  complementary: "aside",
  main: "main",
  search: "search",
};

/** The kind of landmark that an element's id and class suggest, for pages without landmarks. */
const kindByName = (el) => {
  const name = `${idOf(el)} ${typeof classNameOf(el) === "string" ? classNameOf(el) : ""}`;
  if (
    !MENU.test(name) ||
    !/^(div|ul|ol|table|td|section|menu)$/.test(localNameOf(el)) ||
    closest(el, "main, [role=main]")
  )
    return "";
  return /footer/i.test(name) ? "footer" : "navigation";
};
const kindByRole = (el) =>
  matches(el, PARTS) ? KINDS[roleOf(el)] || (localNameOf(el) === "search" ? "search" : "") : "";
/** The landmark that an element is, or null. */
const asPart = (el) => {
  const kind = kindByRole(el) || kindByName(el);
  if (!kind) return null;
  // A list of links inside the main content is not site navigation.
  const inside =
    kind !== "main" && !!maybe(parentElementOf(el), (it) => closest(it, "main, [role=main]"));
  return { kind, el, inside };
};
/** The landmark that contains an element. */
const partOf = (el, known) => {
  const path = [];
  let found = null;
  for (let at = parentElementOf(el); at && localNameOf(at) !== "body"; at = parentElementOf(at)) {
    if (known.has(at)) {
      found = known.get(at);
      break;
    }
    path.push(at);
    found = asPart(at);
    if (found) break;
  }
  for (const one of path) known.set(one, found);
  return found;
};

const nameOfPart = (el) =>
  (attr(el, "aria-label") || "").trim() || idrefs(el, "aria-labelledby").map(textOf).join(" ");
/** A link as plain data; `part` is the number of its landmark. */
const linkFacts = (el, part) => ({
  text: squeeze(accessibleName(el)).slice(0, 120),
  href: String(el.href),
  part,
  current: hasAttr(el, "aria-current") && attr(el, "aria-current") !== "false",
  rel: relOf(el) || "",
  target: {
    selector: selectorOf(el),
    html: startTag(el),
    tag: localNameOf(el),
    ordinal: ordinalOf(el),
  },
});
/** The links of the page and the landmarks that contain them: {links, more, parts}. */
const linksAndParts = () => {
  const parts = [];
  const numbers = new Map();
  const known = new Map();
  const links = [];
  let more = 0;
  /** The number of the landmark that a link is in, or -1. */
  const numberOf = (found) => {
    if (!found) return -1;
    if (!numbers.has(found.el)) {
      numbers.set(found.el, parts.length);
      const { kind, el, inside } = found;
      parts.push({ kind, name: nameOfPart(el), inside, target: describe(el) });
    }
    return numbers.get(found.el);
  };
  for (const el of selectAll("a[href], area[href]")) {
    if (namespaceURIOf(el) !== "http://www.w3.org/1999/xhtml" || !isExposed(el)) continue;
    if (links.length >= MOST) more += 1;
    else links.push(linkFacts(el, numberOf(partOf(el, known))));
  }
  // Listed even if it contains no link: that it exists matters.
  const main = querySelector(document, "main, [role=main]");
  if (main && !numbers.has(main))
    parts.push({ kind: "main", name: "", inside: false, target: describe(main) });
  return { links, more, parts };
};

const SEARCH_FIELD =
  "input[type=search], input[name=q], input[name=s], input[name=search], input[name=query]";
/** The name of the page's search, or of its button; "" if it has none. */
const searchName = () => {
  const search = selectAll("form, search, [role=search]").find(
    (el) =>
      isExposed(el) && (matches(el, "search, [role=search]") || querySelector(el, SEARCH_FIELD)),
  );
  if (!search) return "";
  const button = querySelector(search, "button, input[type=submit], input[type=image]");
  return squeeze(button ? accessibleName(button) : "") || "search";
};
const firstHeadings = () =>
  selectAll("h1, [role=heading][aria-level='1']")
    .filter(isExposed)
    .map((el) => ({ text: squeeze(accessibleName(el)), target: describe(el) }))
    .slice(0, 5);
/** The ids and names that URL fragments can point to. */
const anchors = () =>
  [...new Set([...selectAll("[id]").map(idOf), ...selectAll("a[name]").map(nameProperty)])].slice(
    0,
    3000,
  );

export const facts = () => {
  const { links, more, parts } = linksAndParts();
  const canonical = querySelector(document, "link[rel~=canonical i][href]");
  const refresh = querySelector(document, "meta[http-equiv=refresh i]");
  return {
    title: squeeze(titleOf(document)),
    lang: (attr(documentElementOf(document), "lang") || "").trim(),
    headings: firstHeadings(),
    parts,
    links,
    more,
    ids: anchors(),
    canonical: canonical ? canonical.href : "",
    refresh: maybe(refresh, (it) => attr(it, "content")) || "",
    search: searchName(),
    main: selectAll("main, [role=main]").some(isExposed),
    frames: !!querySelector(document, "frameset"),
  };
};
