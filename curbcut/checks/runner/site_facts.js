// What the checks of the whole site need of a page; see facts.py for what the parts mean.

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
} from "../../browser/scripts/dom.js";
import { describe, ordinalOf, selectorOf, startTag } from "../js/describe.js";
import { accessibleName, roleOf } from "../js/names.js";
import { squeeze, textOf } from "../js/text.js";
import { idrefs, selectAll } from "../js/tree.js";
import { isExposed } from "../js/visibility.js";

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

/** The part of the page that an element is in, with what kind of part it is. */
const partOf = (el, known) => {
  const path = [];
  for (let at = parentElementOf(el); at && localNameOf(at) !== "body"; at = parentElementOf(at)) {
    if (known.has(at)) {
      const found = known.get(at);
      for (const one of path) known.set(one, found);
      return found;
    }
    path.push(at);
    let kind = matches(at, PARTS)
      ? KINDS[roleOf(at)] || (localNameOf(at) === "search" ? "search" : "")
      : "";
    if (
      !kind &&
      MENU.test(`${idOf(at)} ${typeof classNameOf(at) === "string" ? classNameOf(at) : ""}`) &&
      /^(div|ul|ol|table|td|section|menu)$/.test(localNameOf(at)) &&
      !closest(at, "main, [role=main]")
    )
      kind = /footer/i.test(`${idOf(at)} ${classNameOf(at)}`) ? "footer" : "navigation";
    if (!kind) continue;
    // A list of links in the text itself is no navigation of the site.
    const found = {
      kind,
      el: at,
      inside:
        kind !== "main" && !!maybe(parentElementOf(at), (it) => closest(it, "main, [role=main]")),
    };
    for (const one of path) known.set(one, found);
    return found;
  }
  for (const one of path) known.set(one, null);
  return null;
};

export const facts = () => {
  const parts = [];
  const numbers = new Map();
  const known = new Map();
  const links = [];
  let more = 0;
  for (const el of selectAll("a[href], area[href]")) {
    if (namespaceURIOf(el) !== "http://www.w3.org/1999/xhtml" || !isExposed(el)) continue;
    if (links.length >= MOST) {
      more += 1;
      continue;
    }
    const found = partOf(el, known);
    let part = -1;
    if (found) {
      if (!numbers.has(found.el)) {
        numbers.set(found.el, parts.length);
        const label =
          (attr(found.el, "aria-label") || "").trim() ||
          idrefs(found.el, "aria-labelledby").map(textOf).join(" ");
        parts.push({
          kind: found.kind,
          name: label,
          inside: found.inside,
          target: describe(found.el),
        });
      }
      part = numbers.get(found.el);
    }
    const target = {
      selector: selectorOf(el),
      html: startTag(el),
      tag: localNameOf(el),
      ordinal: ordinalOf(el),
    };
    links.push({
      text: squeeze(accessibleName(el)).slice(0, 120),
      href: String(el.href),
      part,
      current: hasAttr(el, "aria-current") && attr(el, "aria-current") !== "false",
      rel: relOf(el) || "",
      target,
    });
  }
  // Its being there counts, also where it has no link.
  const main = querySelector(document, "main, [role=main]");
  if (main && !numbers.has(main))
    parts.push({ kind: "main", name: "", inside: false, target: describe(main) });
  const search = selectAll("form, search, [role=search]").find(
    (el) =>
      isExposed(el) &&
      (matches(el, "search, [role=search]") ||
        querySelector(
          el,
          "input[type=search], input[name=q], input[name=s], input[name=search], input[name=query]",
        )),
  );
  const button = maybe(search, (it) =>
    querySelector(it, "button, input[type=submit], input[type=image]"),
  );
  const refresh =
    maybe(querySelector(document, "meta[http-equiv=refresh i]"), (it) => attr(it, "content")) || "";
  const canonical = querySelector(document, "link[rel~=canonical i][href]");
  return {
    title: squeeze(titleOf(document)),
    lang: (attr(documentElementOf(document), "lang") || "").trim(),
    headings: selectAll("h1, [role=heading][aria-level='1']")
      .filter(isExposed)
      .map((el) => ({ text: squeeze(accessibleName(el)), target: describe(el) }))
      .slice(0, 5),
    parts,
    links,
    more,
    ids: [
      ...new Set([
        ...selectAll("[id]").map((el) => idOf(el)),
        ...selectAll("a[name]").map((el) => nameProperty(el)),
      ]),
    ].slice(0, 3000),
    canonical: canonical ? canonical.href : "",
    refresh,
    search: search ? squeeze(button ? accessibleName(button) : "") || "search" : "",
    main: selectAll("main, [role=main]").some(isExposed),
    frames: !!querySelector(document, "frameset"),
  };
};
