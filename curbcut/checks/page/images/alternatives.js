// --- what an image is called ----------------------------------------------------------------------

import {
  attr,
  bodyOf,
  childrenOf,
  classNameOf,
  closest,
  containsNode,
  createTreeWalker,
  hasAttr,
  idOf,
  innerTextOf,
  localNameOf,
  maybe,
  nameProperty,
  nextElementSiblingOf,
  parentElementOf,
  previousElementSiblingOf,
  querySelector,
  querySelectorAll,
  textContentOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { isFocusable } from "../../js/focus.js";
import { accessibleName, roleOf } from "../../js/names.js";
import { explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { pseudoText, textOf } from "../../js/text.js";
import { byId, parentOf } from "../../js/tree.js";
import { boxOf, isExposed, isRendered, isVisible, styleOf } from "../../js/visibility.js";

const IMAGES = "img, input[type=image i], [role=img i], [role=image i], area[href], object, embed";
const EXTENSION = /\.(?:jpe?g|jfif|png|gif|webp|svgz?|avif|bmp|ico|tiff?|heic|psd)$/i;
const ADDRESS =
  /^(?:(?:https?:|file:|data:)\/*|\/\/|www\.|[a-z]:\\)\S+$|^\.{0,2}\/?(?:[\w%.-]+\/){2,}[\w%.-]*$/i;
// WCAG's failure F30 names placeholders and numbered pictures ("picture 1", "0001", "img").
const PLACEHOLDER =
  /^(?:(?:an? |the |my |das |ein |une? |la |el )?(?:image|img|pictures?|pic|photo|photograph|spacer|placeholder|image placeholder|alt|alt[ _-]?text|alt(?:ernative)? text (?:goes )?here|(?:insert|add|enter|your) (?:alt(?:ernative)? text|image description|description)(?: here)?|image description|untitled|missing alt|no alt|undefined|null|todo|tbd|xxx+|bild|foto|imagen|imatge|immagine|imagem|afbeelding|obraz|صورة|圖片|图片|画像))[\s_.:#-]*\d{0,3}[.:]?$/i;
const CAMERA =
  /^(?:(?:img|dsc[nf]?|pict?|pxl|mvimg|screen ?shot|whatsapp image|untitled|scan|image|photo)[\s_-]*(?=[\d_\-\s.()]{4})\d[\d_\-\s.()]*|p\d{6,})$/i;
const SERIAL = /^(?:[0-9a-f]{12,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+)$/i;
// Words that say what kind of thing it is and nothing of what it shows or does.
const VAGUE =
  /^(?:the |a |our )?(?:logo|company logo|icon|graphic|graphics|chart|graph|diagram|figure|banner|button|symbol|thumbnail|thumb|avatar|illustration|drawing|map|screenshot|infographic|artwork|clip ?art|header|header image|hero|hero image|background|background image|slide|slide \d+|image link|link|click here|blank|none|empty|space|description|test|asdf\w*|abc|foo|bar|lorem ipsum.*|video|gif|jpe?g|png|symbolbild|grafik|diagramm|logotipo|icono|gráfico|شعار|رمز)\s*\d*$/i;
const ORNAMENT =
  /^(?:decorat(?:ive|ion)(?: image| element)?|ornament|divider|separator|bullet|bullet point|arrow|line|(?:horizontal )?rule|border|corner|shadow|swirl|stripe|dots?|transparent(?: pixel)?|pixel|1x1|shim|filler|clear ?gif|trenner|trennlinie|separador|decorativ[ao])$/i;
const PREFIX =
  /^(?:an? |the )?(?:image|picture|photo|photograph|pic|graphic|icon|illustration|drawing|screen ?shot|bild|foto|imagen|fotografía) (?:of|showing|that shows|von|de)\s/i;

/** The last part of the address of what is shown, without its query. */
const fileOf = (el) => {
  const source = el.currentSrc || attr(el, "src") || attr(el, "data") || "";
  if (/^(?:data|blob):/i.test(source)) return "";
  const last = source.split(/[?#]/)[0].split("/").pop();
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
};
const stem = (file) => file.replace(/\.\w{2,5}$/, "");
const words = (text) =>
  text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .match(/[\p{L}\d]+/gu) || [];
const fold = (text) =>
  text
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, " ")
    .trim();

/** The text around an image: of its figure, cell, list item or paragraph. */
const around = (el) => {
  const near = closest(el, "figure, td, th, li, p, dd, dt") || parentOf(el);
  return near && localNameOf(near) !== "body" ? textOf(near) : "";
};

rule("image-alternative-meaningless", function* (page) {
  for (const el of page.all(`${IMAGES}, svg`)) {
    if (!isExposed(el)) continue;
    if (localNameOf(el) === "svg" && maybe(parentElementOf(el), (it) => closest(it, "svg")))
      continue;
    const name = accessibleName(el);
    if (!name) continue;
    const file = fileOf(el);
    const data = { text: name };
    const isFile =
      (EXTENSION.test(name) && !/\s/.test(name)) ||
      (file && EXTENSION.test(file) && name.toLowerCase() === file.toLowerCase());
    if (isFile || CAMERA.test(name) || SERIAL.test(name)) {
      // A list of files may show each picture beside the name of its file, or speak of it elsewhere.
      const said =
        fold(around(el)).includes(fold(name)) ||
        innerTextOf(bodyOf(document)).toLowerCase().includes(name.toLowerCase());
      yield said ? page.ask(el, data) : page.fail(el, { ...data, key: "file" });
    } else if (ADDRESS.test(name) && !/^(?:\d+\/)+\d+$/.test(name))
      yield page.fail(el, { ...data, key: "address" });
    else if (PLACEHOLDER.test(name)) yield page.fail(el, data);
    else if (VAGUE.test(name)) yield page.ask(el, data);
    else if (/^\d{3,}$/.test(name) && !around(el).includes(name)) yield page.ask(el, data);
    else if (
      file &&
      name.toLowerCase() === stem(file).toLowerCase() &&
      /_|-.*-|\d/.test(name) &&
      !/\s/.test(name)
    )
      yield page.ask(el, data);
    else yield page.pass(el);
  }
});

// A description of more than a few sentences belongs on the page, where everybody can read it.
const LONG = 250;

rule("image-alternative-doubtful", function* (page) {
  for (const el of page.all(`${IMAGES}, svg[role]`)) {
    if (!isExposed(el)) continue;
    const name = accessibleName(el);
    if (!name) continue;
    const data = { text: name };
    const box = boxOf(el);
    const title = (attr(el, "title") || "").trim();
    const file = words(stem(fileOf(el)));
    if (ORNAMENT.test(name) && localNameOf(el) !== "area")
      yield page.ask(el, { ...data, key: "ornament" });
    else if (
      localNameOf(el) === "img" &&
      isRendered(el) &&
      (box.width <= 4 || box.height <= 4) &&
      box.width + box.height > 0 &&
      el.complete &&
      el.naturalWidth > 0 &&
      isVisible(el)
    )
      yield page.ask(el, { ...data, key: "tiny" });
    else if (name.length > LONG) yield page.ask(el, { ...data, length: name.length, key: "long" });
    else if (PREFIX.test(name)) yield page.ask(el, { ...data, key: "prefix" });
    else if (title && fold(title) !== fold(name) && localNameOf(el) !== "object")
      yield page.ask(el, { ...data, title, key: "title" });
    else if (contradicts(words(name), file))
      yield page.ask(el, { ...data, file: fileOf(el), key: "file" });
    else yield page.pass(el);
  }
});

/** Both speak of a logo, and of whose is told differently: “ERA logo” for sun-logo.png. */
const contradicts = (name, file) => {
  const proper = (list) =>
    list.filter(
      (word) =>
        word.length > 1 &&
        !/^(?:logo|the|of|our|and|home|page|homepage|small|large|white|black|dark|light|image|img|new|\d+x?\d*|x\d|v\d|svg|png)$/.test(
          word,
        ),
    );
  if (!name.includes("logo") || !file.includes("logo")) return false;
  const [said, called] = [proper(name), proper(file)];
  if (!said.length || !called.length) return false;
  const joined = said.join("");
  const initials = said.map((word) => word[0]).join("");
  return !called.some(
    (word) =>
      said.includes(word) || joined.includes(word) || word.includes(joined) || word === initials,
  );
};

rule("image-alternative-repeated", function* (page) {
  for (const el of page.all("img[alt]")) {
    if (!isExposed(el)) continue;
    const name = fold(accessibleName(el));
    if (!name) continue;
    const title = fold(attr(el, "title") || "");
    const caption = maybe(closest(el, "figure"), (it) => querySelector(it, "figcaption"));
    const sibling = nextElementSiblingOf(el) || previousElementSiblingOf(el);
    // axe-core compares the words inside of the same link or button.
    const control = closest(el, "a, button");
    if (title && title === name) yield page.fail(el, { key: "title", text: accessibleName(el) });
    else if (caption && fold(textOf(caption)) === name)
      yield page.fail(el, { key: "caption", text: accessibleName(el) });
    else if (
      !control &&
      sibling &&
      name.length > 3 &&
      isRendered(sibling) &&
      fold(textOf(sibling)) === name
    )
      yield page.ask(el, { text: accessibleName(el) });
    else yield page.pass(el);
  }
});

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

// --- images of text -------------------------------------------------------------------------------

const TEXT_FILE =
  /(?:^|[^a-z])(?:text|heading|headline|header-text|title|button|btn|nav|menu|quote|slogan|tagline|caption)(?:[^a-z]|$)/i;
// What WCAG exempts (a logo, what has to look exactly so), and pictures that have text in them.
const EXEMPT =
  /(?:^|[^a-z])(?:logo\w*|logotype|brand|wordmark|signature|captcha|screen-?shots?|screen|charts?|graphs?|diagram|map|plan|figure|fig|scan|facsimile|qr|barcode|icon|avatar|flag|badge|seal|sketch|drawing|photo|screenshot of|logo of)(?:[^a-z]|$)/i;
const LOOKED_AT = 16;

/**
 * How text-like an image's pixels are: the share of its ink that stands in rows of thin upright
 * strokes, as letters do. Null where the pixels may not be read.
 */
const lettering = (el) => {
  const width = Math.min(el.naturalWidth || boxOf(el).width, 480);
  const scale = width / (el.naturalWidth || width);
  const height = Math.round(Math.min((el.naturalHeight || boxOf(el).height) * scale, 480));
  if (width < 30 || height < 8) return 0;
  let pixels;
  try {
    const context = new OffscreenCanvas(width, height).getContext("2d", {
      willReadFrequently: true,
    });
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(el, 0, 0, width, height);
    pixels = context.getImageData(0, 0, width, height).data;
  } catch {
    return null; // of another origin, or broken
  }
  return linesOf(pixels, width, height);
};

const linesOf = (pixels, width, height) => {
  const grey = new Uint8Array(width * height);
  const bins = new Uint32Array(32);
  for (let i = 0, p = 0; i < grey.length; i++, p += 4) {
    grey[i] = (pixels[p] * 54 + pixels[p + 1] * 183 + pixels[p + 2] * 19) >> 8;
    bins[grey[i] >> 3]++;
  }
  let ground = 0;
  for (let i = 1; i < 32; i++) if (bins[i] > bins[ground]) ground = i;
  const near = bins[ground] + (bins[ground - 1] || 0) + (bins[ground + 1] || 0);
  if (near < grey.length * 0.5) return 0; // a photograph has no plain ground
  const back = ground * 8 + 4;
  const ink = (i) => Math.abs(grey[i] - back) > 70;
  // The rows that hold ink, in bands: each line of text is one.
  const rows = [];
  for (let y = 0; y < height; y++) {
    let strokes = 0,
      run = 0,
      total = 0,
      first = -1,
      last = -1;
    for (let x = 0; x < width; x++) {
      if (ink(y * width + x)) {
        if (!run) strokes++;
        run = 1;
        total++;
        if (first < 0) first = x;
        last = x;
      } else run = 0;
    }
    rows.push({ strokes, total, first, last });
  }
  let good = 0,
    all = 0,
    lines = 0;
  for (let y = 0; y < height;) {
    if (!rows[y].total) {
      y++;
      continue;
    }
    const top = y;
    while (y < height && rows[y].total) y++;
    const band = rows.slice(top, y);
    const tall = band.length;
    const total = band.reduce((sum, row) => sum + row.total, 0);
    all += total;
    const left = Math.min(...band.map((row) => row.first));
    const right = Math.max(...band.map((row) => row.last));
    const span = right - left + 1;
    if (tall < 5 || span < tall * 2.5) continue;
    const strokes = band.reduce((sum, row) => sum + row.strokes, 0);
    const perRow = strokes / tall;
    const fill = total / (span * tall);
    // A letter is about 0.6 of its line's height wide and has one to two strokes in a row of pixels;
    // its strokes are thin. In a barcode or a fence all rows are alike.
    const dense = perRow / (span / tall);
    const thin = total / strokes / tall;
    let changes = 0;
    for (let r = top + 1; r < y; r += 2) {
      for (let x = left; x <= right; x += 1)
        if (ink(r * width + x) !== ink((r - 1) * width + x)) changes++;
    }
    const varied = changes / ((tall / 2) * perRow);
    if (
      dense > 0.6 &&
      dense < 6 &&
      thin < 0.4 &&
      fill > 0.06 &&
      fill < 0.6 &&
      varied > 0.25 &&
      perRow >= 3
    ) {
      good += total;
      lines++;
    }
  }
  return lines && all ? good / all : 0;
};

rule("image-of-text", function* (page) {
  let looked = 0;
  for (const el of page.all("img, input[type=image i]")) {
    const box = boxOf(el);
    if (box.width < 30 || box.height < 9 || !isVisible(el)) continue;
    const about = `${stem(fileOf(el))} ${attr(el, "alt") || ""} ${classNameOf(el)} ${idOf(el)}`;
    const home =
      maybe(closest(el, "header, [role=banner], nav"), (it) => containsNode(it, el)) &&
      closest(el, "a[href]");
    if (EXEMPT.test(about) || (home && /^\/?(?:index\.\w+)?$/.test(attr(home, "href")))) {
      yield page.pass(el);
      continue;
    }
    const share =
      localNameOf(el) === "img" && el.complete && looked++ < LOOKED_AT ? lettering(el) : null;
    const hint = TEXT_FILE.test(stem(fileOf(el)));
    if (share === null ? hint : share > (hint ? 0.4 : 0.7))
      yield page.ask(el, { text: accessibleName(el) || fileOf(el) });
    else yield page.pass(el);
  }
});

// --- pictures made of characters ------------------------------------------------------------------

const EMOTICON =
  /(?:^|\s)(?:[:;=][-'^o]?[)(\][DPp|\\/]|[xX8]-?D|8-\)|[)(][-^][:;=]|<\/?3|\^_+\^|[oO]_[oO]|>_<|-_-|T_T|¯\\_\(ツ\)_\/¯|\(╯°□°\)╯︵?\s?┻━┻|ಠ_ಠ)(?=$|[\s.,!?])/u;
const EMOJI_RUN =
  /(?:[\p{Emoji_Presentation}\u{1F300}-\u{1FAFF}]\u{FE0F}?[\u{1F3FB}-\u{1F3FF}]?\s?){4,}/u;
const FANCY = /[\u{1D400}-\u{1D7FF}\u{24B6}-\u{24E9}\u{1F130}-\u{1F169}]{3,}/u;
const PRIVATE = /[\uE000-\uF8FF]/;
const LIGATURES = /material (?:icons|symbols)/i;
// Marks and blanks, several lines of them, hardly a word between.
const ART_MARKS = /[^\p{L}\p{N}\s]/gu;

const isArt = (text) => {
  const lines = text.split("\n").filter((line) => line.trim());
  if (lines.length < 3) return false;
  const solid = text.replace(/\s/g, "");
  if (solid.length < 10) return false;
  const marks = (solid.match(ART_MARKS) || []).length / solid.length;
  const wordish = (text.match(/\p{L}{3,}/gu) || []).length;
  return marks > 0.6 && wordish <= lines.length / 2;
};

rule("picture-of-characters", function* (page) {
  const judged = new Set();
  for (const el of page.all("pre, [style*=monospace], [class*=ascii i]")) {
    if (!isExposed(el) || !isArt(textContentOf(el)) || closest(el, "math, [role=math]")) continue;
    judged.add(el);
    yield closest(el, "[role=img], [role=image]") &&
    accessibleName(closest(el, "[role=img], [role=image]"))
      ? page.pass(el)
      : page.ask(el, { text: textOf(el), key: "art" });
  }
  if (!bodyOf(document)) return;
  const text = textContentOf(bodyOf(document));
  // Most pages have none of all this, and one look at all their text is cheap.
  const wanted = [
    [EMOTICON, "emoticon"],
    [EMOJI_RUN, "emoji"],
    [FANCY, "fancy"],
    [PRIVATE, "private"],
  ].filter(([pattern]) => pattern.test(text));
  const ligatures = querySelector(document, "[class*=material-icons], [class*=material-symbols]");
  if (!wanted.length && !ligatures) return;
  const walker = createTreeWalker(document, bodyOf(document), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = parentElementOf(node);
    if (!el || judged.has(el)) continue;
    for (const [pattern, key] of wanted) {
      if (!pattern.test(node.data)) continue;
      if (
        closest(
          el,
          "code, kbd, samp, pre, script, style, textarea, math, template, noscript, [role=img], [role=image], abbr, svg",
        ) ||
        !isExposed(el)
      )
        break;
      // A sign from a private font says nothing to a listener, which is fine beside words.
      if (
        key === "private" &&
        (textOf(parentOf(el) || el)
          .replace(/[\uE000-\uF8FF]/g, "")
          .trim() ||
          closest(el, "a, button"))
      )
        break;
      judged.add(el);
      yield page.ask(el, { text: node.data.trim(), key });
      break;
    }
  }
  for (const el of page.all("[class*=material-icons], [class*=material-symbols]")) {
    if (
      !judged.has(el) &&
      isExposed(el) &&
      /^[a-z]+(?:_[a-z\d]+)*$/.test(textOf(el)) &&
      LIGATURES.test(styleOf(el).fontFamily)
    )
      yield page.ask(el, { text: textOf(el), key: "ligature" });
  }
});

const ICON =
  "i:empty, span:empty[class*=icon i], span:empty[class*=fa-], em:empty, b:empty, td:empty, td > span:empty, td > div:empty";
rule("icon-without-words", function* (page) {
  for (const el of page.all(ICON)) {
    if (!isRendered(el) || (closest(el, "[aria-hidden=true]") && textOf(parentOf(el)))) continue;
    const sign = pseudoText(el, "::before") + pseudoText(el, "::after");
    if (!sign.trim() || !/[\uE000-\uF8FF✓✔✗✘★☆⚠●○▲▼]/.test(sign) || !isVisible(el)) continue;
    const control = closest(el, "a, button, [role=button], [role=link], label, summary");
    const holder = parentOf(el);
    const cell = localNameOf(el) === "td" && !accessibleName(el).replace(sign, "").trim();
    const lonely =
      cell || (!control && holder && !textOf(holder) && localNameOf(holder) !== "body");
    const named = explicitRole(el) === "img" && accessibleName(el);
    yield lonely &&
    !named &&
    (cell || ![...childrenOf(holder)].some((other) => other !== el && accessibleName(other)))
      ? page.ask(el, { what: classNameOf(el) || localNameOf(el) })
      : page.pass(el);
  }
});

rule("captcha", function* (page) {
  for (const el of page.all(
    "img, iframe, [class*=captcha i], [id*=captcha i], canvas, [src*=captcha i]",
  )) {
    if (!isRendered(el)) continue;
    const about = `${attr(el, "src") || ""} ${attr(el, "alt") || ""} ${idOf(el)} ${attr(el, "class") || ""} ${attr(el, "title") || ""}`;
    if (!/captcha|turnstile|(?:security|verification)[ _-]?(?:code|image)/i.test(about)) continue;
    if (maybe(parentElementOf(el), (it) => closest(it, "[class*=captcha i], [id*=captcha i]")))
      continue;
    if (localNameOf(el) === "input" || localNameOf(el) === "label") continue;
    yield page.ask(el, { what: localNameOf(el) });
  }
});
