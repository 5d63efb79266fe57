// Images without a word.

import {
  attr,
  childrenOf,
  classNameOf,
  closest,
  hasAttr,
  idOf,
  localNameOf,
  maybe,
  nameProperty,
  parentElementOf,
  querySelector,
  querySelectorAll,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { isFocusable } from "../../js/focus.js";
import { accessibleName, roleOf } from "../../js/names.js";
import { explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { byId, parentOf } from "../../js/tree.js";
import { boxOf, isExposed, isRendered, isVisible, styleOf } from "../../js/visibility.js";
import { EXTENSION, around, fileOf, fold, stem } from "./image_names.js";

// --- images without a word ------------------------------------------------------------------------

const CONTENT_FILE =
  /(?:^|[^a-z])(?:logo|chart|graph|diagram|map|infographic|screenshot|screen-shot|figure|fig\d+|photo|portrait|poster|qr|qrcode|timetable|table|warning|error|alert|required|new|sale|rating|stars?)(?:[^a-z]|$)/i;
const ICON_BOX = 32;

/** Whether text that the image could belong to stands right with it: see limits of the rule. */
const standsAlone = (el) => {
  let at = parentOf(el);
  for (; at && localNameOf(at) !== "body" && localNameOf(at) !== "html"; at = parentOf(at)) {
    if (
      localNameOf(at) === "a" ||
      localNameOf(at) === "button" ||
      localNameOf(at) === "figure" ||
      localNameOf(at) === "label"
    )
      return false;
    if (textOf(at)) break;
  }
  if (!at) return true;
  if (/^(?:body|main|html)$/.test(localNameOf(at))) return true;
  // A card, an item or a teaser has one picture and a few words; running content has several blocks.
  if (closest(at, "li, a, td, [class*=card i], [class*=teaser i]")) return false;
  return (
    [...childrenOf(at)].filter((child) =>
      /^(?:p|ul|ol|h[1-6]|table|pre|blockquote|dl|section|figure)$/.test(localNameOf(child)),
    ).length >= 4
  );
};

rule("image-hidden-with-content", function* (page) {
  for (const el of page.all("img, svg, canvas")) {
    if (
      !isVisible(el) ||
      (localNameOf(el) === "svg" && maybe(parentElementOf(el), (it) => closest(it, "svg")))
    )
      continue;
    const named = isExposed(el) && accessibleName(el);
    if (named) continue;
    // What can have the focus is never decoration: browsers say “image” whatever its role or alt.
    if (localNameOf(el) === "img" && isExposed(el) && isFocusable(el) && hasAttr(el, "alt")) {
      yield page.fail(el, { what: fileOf(el) || "img", key: "focus" });
      continue;
    }
    // An image without an alternative, or a control without a name, is a failure of its own (axe-core).
    const ignored =
      !isExposed(el) ||
      (localNameOf(el) === "img"
        ? maybe(attr(el, "alt"), (it) => it.trim()) === "" ||
          /^(?:none|presentation)$/.test(roleOf(el))
        : true);
    if (!ignored || (/^(?:img|graphics-document)$/.test(explicitRole(el)) && isExposed(el)))
      continue;
    if (localNameOf(el) === "canvas" && textOf(el)) continue;
    const box = boxOf(el);
    const control = closest(el, "a, button, [role=button], [role=link], summary, label");
    if (control) {
      yield page.pass(el);
      continue;
    }
    const file = fileOf(el);
    const hasText =
      localNameOf(el) === "svg" &&
      querySelector(el, "text") &&
      textOf(querySelector(el, "text")).length > 1 &&
      !isExposed(el);
    const big = box.width >= ICON_BOX && box.height >= ICON_BOX;
    const caption = maybe(closest(el, "figure"), (it) => querySelector(it, "figcaption"));
    const data = { what: file || localNameOf(el) };
    if (caption && textOf(caption) && isVisible(caption))
      yield page.ask(el, { ...data, key: "caption" });
    else if (localNameOf(el) === "canvas" ? big : big && standsAlone(el)) yield page.ask(el, data);
    else if (hasText && big) yield page.ask(el, data);
    else if (
      box.width >= 12 &&
      CONTENT_FILE.test(stem(file)) &&
      !fold(around(el)).includes(fold(stem(file)))
    )
      yield page.ask(el, data);
    else if (maybe(attr(el, "title"), (it) => it.trim()))
      yield page.ask(el, { ...data, key: "title" });
    else yield page.pass(el);
  }
});

rule("image-embedded-without-alternative", function* (page) {
  for (const el of page.all("embed, iframe[src], longdesc, img[longdesc], img[usemap]")) {
    if (!isExposed(el)) continue;
    if (localNameOf(el) === "embed") {
      if (boxOf(el).width > 2)
        yield accessibleName(el) ? page.pass(el) : page.ask(el, { what: fileOf(el) || "embed" });
    } else if (localNameOf(el) === "iframe") {
      // A frame that shows a bare image has nowhere to put an alternative but its title.
      if (EXTENSION.test(fileOf(el)))
        yield titleOf(el).trim() && !EXTENSION.test(titleOf(el))
          ? page.pass(el)
          : page.ask(el, { what: fileOf(el) });
    } else if (hasAttr(el, "longdesc")) {
      const to = attr(el, "longdesc").trim();
      const inPage = to.startsWith("#");
      const broken = !to || /\s/.test(to) || (inPage && !byId(el, decodeURIComponent(to.slice(1))));
      yield broken || EXTENSION.test(to)
        ? page.ask(el, { what: to, key: "longdesc" })
        : page.pass(el);
    } else {
      const map = el.useMap.replace(/^.*#/, "");
      const found =
        map &&
        [...querySelectorAll(document, "map")].some(
          (one) => nameProperty(one) === map || idOf(one) === map,
        );
      yield found ? page.pass(el) : page.ask(el, { what: el.useMap, key: "usemap" });
    }
  }
});

const MEANING =
  /(?:^|[-_\s/.])(?:logo|banner|icon|chart|graph|map|photo|photograph|picture|image|img|button|btn|text|title|heading|warning|error|alert|status|rating|stars?|flag|required|info|product|avatar|hero)(?:$|[-_\s/.\d])/i;

rule("image-in-style-sheet", function* (page) {
  for (const el of page.all(
    "div:empty, span:empty, i:empty, b:empty, p:empty, td:empty, em:empty, li:empty, section:empty, figure:empty, header:empty, h1:empty, h2:empty, h3:empty, a:empty, button:empty",
  )) {
    const box = boxOf(el);
    if (box.width < 10 || box.height < 10) continue;
    const s = styleOf(el);
    let image = /url\(\s*["']?([^"')]+)/.exec(s.backgroundImage);
    if (!image) {
      for (const which of ["::before", "::after"]) {
        const content = getComputedStyle(el, which).content;
        image =
          image ||
          (/^url\(/.test(content) && !content.includes('/ "')
            ? /url\(\s*["']?([^"')]+)/.exec(content)
            : null);
      }
    }
    if (!image || !isVisible(el)) continue;
    const named = isExposed(el) && roleOf(el) !== "generic" && accessibleName(el);
    const control = closest(el, "a, button, [role=button], [role=link], label, summary");
    // What is inside of a control or marked as decoration has been decided about by its author.
    if (named || control || closest(el, "[aria-hidden=true], [role=presentation], [role=none]")) {
      yield page.pass(el);
      continue;
    }
    const parent = parentOf(el);
    const lonely = parent && !textOf(parent) && localNameOf(parent) !== "body";
    const about = `${classNameOf(el)} ${idOf(el)} ${image[1].startsWith("data:") ? "" : image[1].split("/").pop()}`;
    const large = box.width >= 100 && box.height >= 40;
    const cell = lonely && /^(?:td|th|li|dd|p)$/.test(localNameOf(parent));
    const says = MEANING.test(about);
    if (
      (large && says) ||
      cell ||
      localNameOf(el) === "td" ||
      attr(el, "aria-label") ||
      titleOf(el) ||
      (says && !/(?:^|[-_\s])(?:background|bg|decor\w*|ornament)/i.test(about) && (lonely || large))
    ) {
      yield page.ask(el, { what: about.trim() });
    } else yield page.pass(el);
  }
});

rule("image-not-shown", function* (page) {
  for (const el of page.all("img, input[type=image i]")) {
    if (!isRendered(el)) continue;
    if (localNameOf(el) === "input") continue;
    if (!el.complete) continue; // still loading, or lazy and out of sight
    const source = attr(el, "src") ?? attr(el, "srcset");
    const shown =
      el.naturalWidth > 0 ||
      (/\.svg|image\/svg/i.test(el.currentSrc) && boxOf(el).width > 0 && decoded(el));
    if (source === null && closest(el, "picture")) continue;
    if (shown) yield page.pass(el);
    else yield page.ask(el, { what: source || "an empty address" });
  }
});
const decoded = (el) => {
  try {
    new OffscreenCanvas(1, 1).getContext("2d").drawImage(el, 0, 0);
    return true;
  } catch {
    return false;
  }
};
