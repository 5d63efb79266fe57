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

/** Which rule says that the name of an image says nothing, whether it is sure, and why. */
const emptyName = (el, name) => {
  const file = fileOf(el);
  const isFile =
    (EXTENSION.test(name) && !/\s/.test(name)) ||
    (file && EXTENSION.test(file) && name.toLowerCase() === file.toLowerCase());
  if (isFile || CAMERA.test(name) || SERIAL.test(name)) {
    // A list of files may show each picture beside the name of its file, or speak of it elsewhere.
    const said =
      fold(around(el)).includes(fold(name)) ||
      innerTextOf(bodyOf(document)).toLowerCase().includes(name.toLowerCase());
    return { ruleId: "image-alt-file-name", sure: !said, key: "" };
  }
  if (ADDRESS.test(name) && !/^(?:\d+\/)+\d+$/.test(name))
    return { ruleId: "image-alt-file-name", sure: true, key: "address" };
  if (PLACEHOLDER.test(name)) return { ruleId: "image-alt-placeholder", sure: true, key: "" };
  if (VAGUE.test(name) || (/^\d{3,}$/.test(name) && !around(el).includes(name)))
    return { ruleId: "image-alt-placeholder", sure: false, key: "" };
  const isStem = name.toLowerCase() === stem(file).toLowerCase() && /_|-.*-|\d/.test(name);
  return isStem && !/\s/.test(name)
    ? { ruleId: "image-alt-file-name", sure: false, key: "" }
    : null;
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
