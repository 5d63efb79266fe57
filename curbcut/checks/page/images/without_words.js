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

const trimmed = (el, name) => maybe(attr(el, name), (it) => it.trim());
const isInnerSvg = (el) =>
  localNameOf(el) === "svg" && maybe(parentElementOf(el), (it) => closest(it, "svg"));
/** Whether the markup of an image tells assistive technology to leave it out. */
const isIgnored = (el) => {
  if (!isExposed(el)) return true;
  // An image without an alternative, or a control without a name, is a failure of its own (axe-core).
  if (/^(?:img|graphics-document)$/.test(explicitRole(el))) return false;
  return (
    localNameOf(el) !== "img" ||
    trimmed(el, "alt") === "" ||
    /^(?:none|presentation)$/.test(roleOf(el))
  );
};
/** What can have the focus is never decoration: browsers say “image” whatever its role or alt. */
const isFocusableImage = (el) =>
  localNameOf(el) === "img" && isExposed(el) && isFocusable(el) && hasAttr(el, "alt");
const hasCaption = (el) => {
  const caption = maybe(closest(el, "figure"), (it) => querySelector(it, "figcaption"));
  return !!caption && !!textOf(caption) && isVisible(caption);
};
/** Whether a drawing holds text that nobody hears. */
const drawsText = (el) =>
  localNameOf(el) === "svg" &&
  !isExposed(el) &&
  maybe(querySelector(el, "text"), (it) => textOf(it).length > 1);
/** Whether an image is larger than an icon, and nothing around it says what it shows. */
const isLargeAndAlone = (el) => {
  const { width, height } = boxOf(el);
  const big = width >= ICON_BOX && height >= ICON_BOX;
  return big && (localNameOf(el) === "canvas" || standsAlone(el) || drawsText(el));
};
/** Whether the name of the file says that an image has content, and the text around it does not say it. */
const isContentByFile = (el) => {
  const file = stem(fileOf(el));
  return boxOf(el).width >= 12 && CONTENT_FILE.test(file) && !fold(around(el)).includes(fold(file));
};
/** Why an image that is hidden may have content: the key of a message, or nothing. */
const signOfContent = (el) => {
  if (hasCaption(el)) return "caption";
  if (isLargeAndAlone(el) || isContentByFile(el)) return "cantTell";
  return trimmed(el, "title") ? "title" : "";
};

rule("image-hidden-with-content", function* (page) {
  for (const el of page.all("img, svg, canvas")) {
    if (!isVisible(el) || isInnerSvg(el) || (isExposed(el) && accessibleName(el))) continue;
    if (isFocusableImage(el)) {
      yield page.fail(el, { what: fileOf(el) || "img", key: "focus" });
      continue;
    }
    if (!isIgnored(el) || (localNameOf(el) === "canvas" && textOf(el))) continue;
    const inControl = closest(el, "a, button, [role=button], [role=link], summary, label");
    const key = inControl ? "" : signOfContent(el);
    yield key ? page.ask(el, { what: fileOf(el) || localNameOf(el), key }) : page.pass(el);
  }
});

/** What is wrong with the alternative of an embedded image, by its kind: data of a message, or nothing. */
const embedFault = (el) => {
  if (boxOf(el).width <= 2) return undefined;
  return accessibleName(el) ? null : { what: fileOf(el) || "embed" };
};
/** A frame that shows a bare image has nowhere to put an alternative but its title. */
const frameFault = (el) => {
  if (!EXTENSION.test(fileOf(el))) return undefined;
  const title = titleOf(el).trim();
  return title && !EXTENSION.test(title) ? null : { what: fileOf(el) };
};
const longDescriptionFault = (el) => {
  const to = attr(el, "longdesc").trim();
  const leadsNowhere = to.startsWith("#") && !byId(el, decodeURIComponent(to.slice(1)));
  const broken = !to || /\s/.test(to) || leadsNowhere || EXTENSION.test(to);
  return broken ? { what: to, key: "longdesc" } : null;
};
const mapFault = (el) => {
  const map = el.useMap.replace(/^.*#/, "");
  const found =
    map &&
    [...querySelectorAll(document, "map")].some(
      (one) => nameProperty(one) === map || idOf(one) === map,
    );
  return found ? null : { what: el.useMap, key: "usemap" };
};
/** What is wrong with how an image is embedded; null for nothing, undefined for what is none. */
const embeddingFault = (el) => {
  if (localNameOf(el) === "embed") return embedFault(el);
  if (localNameOf(el) === "iframe") return frameFault(el);
  return hasAttr(el, "longdesc") ? longDescriptionFault(el) : mapFault(el);
};

rule("image-embedded-without-alternative", function* (page) {
  for (const el of page.all("embed, iframe[src], longdesc, img[longdesc], img[usemap]")) {
    const fault = isExposed(el) ? embeddingFault(el) : undefined;
    if (fault !== undefined) yield fault ? page.ask(el, fault) : page.pass(el);
  }
});

const MEANING =
  /(?:^|[-_\s/.])(?:logo|banner|icon|chart|graph|map|photo|photograph|picture|image|img|button|btn|text|title|heading|warning|error|alert|status|rating|stars?|flag|required|info|product|avatar|hero)(?:$|[-_\s/.\d])/i;

const EMPTY =
  "div:empty, span:empty, i:empty, b:empty, p:empty, td:empty, em:empty, li:empty, section:empty, figure:empty, header:empty, h1:empty, h2:empty, h3:empty, a:empty, button:empty";
const URL_IN_STYLE = /url\(\s*["']?([^"')]+)/;
/** The address of the image that styles give a pseudo-element without an alternative text. */
const contentImage = (el, which) => {
  const content = getComputedStyle(el, which).content;
  return /^url\(/.test(content) && !content.includes('/ "') ? URL_IN_STYLE.exec(content) : null;
};
/** The address of the image that styles give an element; nothing for none. */
const styleImage = (el) => {
  const found =
    URL_IN_STYLE.exec(styleOf(el).backgroundImage) ||
    contentImage(el, "::before") ||
    contentImage(el, "::after");
  return found ? found[1] : "";
};
/** What is inside of a control or marked as decoration has been decided about by its author. */
const isDecided = (el) =>
  (isExposed(el) && roleOf(el) !== "generic" && accessibleName(el)) ||
  closest(el, "a, button, [role=button], [role=link], label, summary") ||
  closest(el, "[aria-hidden=true], [role=presentation], [role=none]");
/** Whether an element is all that another one holds. */
const isAlone = (el) => {
  const parent = parentOf(el);
  return !!parent && !textOf(parent) && localNameOf(parent) !== "body";
};
/** Whether an empty element is there for its image: it has words of its own, or fills a cell. */
const isForImage = (el) =>
  (isAlone(el) && /^(?:td|th|li|dd|p)$/.test(localNameOf(parentOf(el)))) ||
  localNameOf(el) === "td" ||
  attr(el, "aria-label") ||
  titleOf(el);
/** Whether names in the markup say that an image means something. */
const isNamedAsContent = (el, about) => {
  if (!MEANING.test(about)) return false;
  const { width, height } = boxOf(el);
  const large = width >= 100 && height >= 40;
  const decoration = /(?:^|[-_\s])(?:background|bg|decor\w*|ornament)/i.test(about);
  return large || (isAlone(el) && !decoration);
};

rule("image-in-style-sheet", function* (page) {
  for (const el of page.all(EMPTY)) {
    const box = boxOf(el);
    if (box.width < 10 || box.height < 10) continue;
    const image = styleImage(el);
    if (!image || !isVisible(el)) continue;
    const file = image.startsWith("data:") ? "" : image.split("/").pop();
    const about = `${classNameOf(el)} ${idOf(el)} ${file}`;
    if (!isDecided(el) && (isForImage(el) || isNamedAsContent(el, about)))
      yield page.ask(el, { what: about.trim() });
    else yield page.pass(el);
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
    new OffscreenCanvas(1, 1).getContext("2d")?.drawImage(el, 0, 0);
    return true;
  } catch {
    return false;
  }
};
