"use strict";

// What the checks of the whole site need of a page; see facts.py for what the parts mean.

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
      ? KINDS[checks.role(at)] || (at.localName === "search" ? "search" : "")
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

checks.facts = () => {
  const parts = [];
  const numbers = new Map();
  const known = new Map();
  const links = [];
  let more = 0;
  for (const el of checks.all("a[href], area[href]")) {
    if (el.namespaceURI !== "http://www.w3.org/1999/xhtml" || !checks.exposed(el)) continue;
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
          checks.idrefs(found.el, "aria-labelledby").map(checks.textOf).join(" ");
        parts.push({
          kind: found.kind,
          name: label,
          inside: found.inside,
          target: checks.describe(found.el),
        });
      }
      part = numbers.get(found.el);
    }
    const target = {
      selector: checks.selectorOf(el),
      html: checks.startTag(el),
      tag: el.localName,
      ordinal: checks.ordinalOf(el),
    };
    links.push({
      text: checks.squeeze(checks.name(el)).slice(0, 120),
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
    parts.push({ kind: "main", name: "", inside: false, target: checks.describe(main) });
  const search = checks
    .all("form, search, [role=search]")
    .find(
      (el) =>
        checks.exposed(el) &&
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
    title: checks.squeeze(document.title),
    lang: (document.documentElement.getAttribute("lang") || "").trim(),
    headings: checks
      .all("h1, [role=heading][aria-level='1']")
      .filter(checks.exposed)
      .map((el) => ({ text: checks.squeeze(checks.name(el)), target: checks.describe(el) }))
      .slice(0, 5),
    parts,
    links,
    more,
    ids: [
      ...new Set([
        ...checks.all("[id]").map((el) => el.id),
        ...checks.all("a[name]").map((el) => el.name),
      ]),
    ].slice(0, 3000),
    canonical: canonical ? canonical.href : "",
    refresh,
    search: search ? checks.squeeze(button ? checks.name(button) : "") || "search" : "",
    main: checks.all("main, [role=main]").some(checks.exposed),
    frames: !!document.querySelector("frameset"),
  };
};
