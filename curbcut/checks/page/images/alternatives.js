// --- what an image is called ----------------------------------------------------------------------

import {
  attr,
  bodyOf,
  closest,
  innerTextOf,
  localNameOf,
  maybe,
  nextElementSiblingOf,
  parentElementOf,
  previousElementSiblingOf,
  querySelector,
} from "../../../browser/scripts/dom.js";
import { accessibleName } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { boxOf, isExposed, isRendered, isVisible } from "../../js/visibility.js";
import { onlyWordsPattern } from "../../js/words.js";
import {
  ADDRESS,
  CAMERA,
  EXTENSION,
  IMAGES,
  ORNAMENT,
  PLACEHOLDER,
  PREFIX,
  SERIAL,
  VAGUE,
  around,
  fileOf,
  fold,
  stem,
  words,
} from "./image_names.js";
import "./without_words.js";
import "./text_in_images.js";

// Signs that stand for nothing; an arrow, a plus or a currency may be what a picture shows.
const NO_WORDS = /^[*._\-–—~#=|\\\s]+$/;
/** Whether a name is the name of the file or of one that a camera or a program made. */
const isFileName = (name, file) =>
  (EXTENSION.test(name) && !/\s/.test(name)) ||
  (EXTENSION.test(file) && name.toLowerCase() === file.toLowerCase()) ||
  CAMERA.test(name) ||
  SERIAL.test(name);
/** Whether the page says a name as well: a list of files may show each picture beside the name of its file. */
const isSaid = (el, name) =>
  fold(around(el)).includes(fold(name)) ||
  innerTextOf(bodyOf(document)).toLowerCase().includes(name.toLowerCase());
const isVague = (el, name) =>
  VAGUE.test(name) || (/^\d{3,}$/.test(name) && !around(el).includes(name));
/** Whether a name is that of the file without its ending, and no word. */
const isStem = (name, file) =>
  name.toLowerCase() === stem(file).toLowerCase() && /_|-.*-|\d/.test(name) && !/\s/.test(name);

/** Which rule says that the name of an image says nothing, whether it is sure, and why. */
const emptyName = (el, name) => {
  const file = fileOf(el);
  const found = (ruleId, sure, key = "") => ({ ruleId, sure, key });
  if (isFileName(name, file)) return found("image-alt-file-name", !isSaid(el, name));
  if (ADDRESS.test(name) && !/^(?:\d+\/)+\d+$/.test(name))
    return found("image-alt-file-name", true, "address");
  if (NO_WORDS.test(name)) return found("image-alt-placeholder", true);
  if (PLACEHOLDER.test(name)) return found("image-alt-placeholder", true);
  if (isVague(el, name)) return found("image-alt-placeholder", false);
  return isStem(name, file) ? found("image-alt-file-name", false) : null;
};

for (const id of ["image-alt-file-name", "image-alt-placeholder"]) {
  rule(id, function* (page) {
    for (const el of page.all(`${IMAGES}, svg`)) {
      if (!isExposed(el)) continue;
      if (localNameOf(el) === "svg" && maybe(parentElementOf(el), (it) => closest(it, "svg")))
        continue;
      const text = accessibleName(el);
      if (!text) continue;
      const found = emptyName(el, text);
      if (!found || found.ruleId !== id) yield page.pass(el);
      else if (found.sure) yield page.fail(el, found.key ? { text, key: found.key } : { text });
      else yield page.ask(el, { text });
    }
  });
}

// A description of more than a few sentences belongs on the page, where everybody can read it.
const LONG = 250;

/** Whether an image has a name and is too small to be anything but a spacer. */
const isTiny = (el) => {
  if (localNameOf(el) !== "img" || !isRendered(el)) return false;
  const { width, height } = boxOf(el);
  return (
    (width <= 4 || height <= 4) &&
    width + height > 0 &&
    el.complete &&
    el.naturalWidth > 0 &&
    isVisible(el)
  );
};
/** The title of an image where it is not the same as its name. */
const otherTitle = (el, name) => {
  const title = (attr(el, "title") || "").trim();
  return localNameOf(el) !== "object" && fold(title) !== fold(name) ? title : "";
};
/** What is doubtful about the name of an image, as data of the message; null for nothing. */
const doubt = (el, name) => {
  const title = otherTitle(el, name);
  if (ORNAMENT.test(name) && localNameOf(el) !== "area") return { key: "ornament" };
  if (isTiny(el)) return { key: "tiny" };
  if (name.length > LONG) return { length: name.length, key: "long" };
  if (PREFIX.test(name)) return { key: "prefix" };
  if (title) return { title, key: "title" };
  return contradicts(words(name), words(stem(fileOf(el))))
    ? { file: fileOf(el), key: "file" }
    : null;
};

rule("image-alternative-doubtful", function* (page) {
  for (const el of page.all(`${IMAGES}, svg[role]`)) {
    if (!isExposed(el)) continue;
    const name = accessibleName(el);
    if (!name) continue;
    const found = doubt(el, name);
    yield found ? page.ask(el, { text: name, ...found }) : page.pass(el);
  }
});

const LOGO_WORDS = onlyWordsPattern("logo_words");
/** Both speak of a logo, and of whose is told differently: “ERA logo” for sun-logo.png. */
const contradicts = (name, file) => {
  const proper = (list) =>
    list.filter(
      (word) =>
        word.length > 1 && !LOGO_WORDS.test(word) && !/^(?:\d+x?\d*|x\d|v\d|svg|png)$/.test(word),
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

rule("image-alt-repeats", function* (page) {
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
