// What the checks of the whole site need of a page; see facts.py for what the parts mean.

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
  for (let at = el.parentElement; at && at.localName !== "body"; at = at.parentElement) {
    if (known.has(at)) {
      const found = known.get(at);
      for (const one of path) known.set(one, found);
      return found;
    }
    path.push(at);
    let kind = at.matches(PARTS)
      ? KINDS[roleOf(at)] || (at.localName === "search" ? "search" : "")
      : "";
    if (
      !kind &&
      MENU.test(`${at.id} ${typeof at.className === "string" ? at.className : ""}`) &&
      /^(div|ul|ol|table|td|section|menu)$/.test(at.localName) &&
      !at.closest("main, [role=main]")
    )
      kind = /footer/i.test(`${at.id} ${at.className}`) ? "footer" : "navigation";
    if (!kind) continue;
    // A list of links in the text itself is no navigation of the site.
    const found = {
      kind,
      el: at,
      inside: kind !== "main" && !!at.parentElement?.closest("main, [role=main]"),
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
    if (el.namespaceURI !== "http://www.w3.org/1999/xhtml" || !isExposed(el)) continue;
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
          (found.el.getAttribute("aria-label") || "").trim() ||
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
      tag: el.localName,
      ordinal: ordinalOf(el),
    };
    links.push({
      text: squeeze(accessibleName(el)).slice(0, 120),
      href: String(el.href),
      part,
      current: el.hasAttribute("aria-current") && el.getAttribute("aria-current") !== "false",
      rel: el.rel || "",
      target,
    });
  }
  // Its being there counts, also where it has no link.
  const main = document.querySelector("main, [role=main]");
  if (main && !numbers.has(main))
    parts.push({ kind: "main", name: "", inside: false, target: describe(main) });
  const search = selectAll("form, search, [role=search]").find(
    (el) =>
      isExposed(el) &&
      (el.matches("search, [role=search]") ||
        el.querySelector(
          "input[type=search], input[name=q], input[name=s], input[name=search], input[name=query]",
        )),
  );
  const button = search?.querySelector("button, input[type=submit], input[type=image]");
  const refresh =
    document.querySelector("meta[http-equiv=refresh i]")?.getAttribute("content") || "";
  const canonical = document.querySelector("link[rel~=canonical i][href]");
  return {
    title: squeeze(document.title),
    lang: (document.documentElement.getAttribute("lang") || "").trim(),
    headings: selectAll("h1, [role=heading][aria-level='1']")
      .filter(isExposed)
      .map((el) => ({ text: squeeze(accessibleName(el)), target: describe(el) }))
      .slice(0, 5),
    parts,
    links,
    more,
    ids: [
      ...new Set([
        ...selectAll("[id]").map((el) => el.id),
        ...selectAll("a[name]").map((el) => el.name),
      ]),
    ].slice(0, 3000),
    canonical: canonical ? canonical.href : "",
    refresh,
    search: search ? squeeze(button ? accessibleName(button) : "") || "search" : "",
    main: selectAll("main, [role=main]").some(isExposed),
    frames: !!document.querySelector("frameset"),
  };
};
