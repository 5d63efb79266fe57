import {
  attr,
  bodyOf,
  closest,
  hasAttr,
  localNameOf,
  maybe,
  nameProperty,
  nextSiblingOf,
  nodeTypeOf,
  previousElementSiblingOf,
  previousSiblingOf,
  querySelector,
  querySelectorAll,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { accessibleDescription, accessibleName } from "../../js/names.js";
import { rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { isExposed } from "../../js/visibility.js";

// "Opens in a new window" and its like, in the languages that we have words for.
const SAYS =
  /\b(?:windows?|tabs?|pop-?ups?|extern\w*|ventanas?|pestañas?|fenster|fenêtre|onglet|finestra|scheda|janela|aba|separador|venster|tabblad|fönster|flik|vindue|fane|vindu|ikkuna\w*|välilehde\w*|okn\w*|kar(?:ta|cie)|pencere|sekme)\b|нов\w* (?:окн|вкладк)|окне|вкладк|نافذة|تبويب|חלון|לשונית|ウィンドウ|タブ|新しい|窗口|視窗|标签|分頁|새\s?창|새\s?탭|↗|⧉/iu;

const near = (el) => {
  const beside = (node) =>
    node &&
    (nodeTypeOf(node) === 3 ||
      (nodeTypeOf(node) === 1 && localNameOf(node) !== "a" && isExposed(node)))
      ? textContentOf(node)
      : "";
  return `${beside(previousSiblingOf(el)).slice(-40)} ${beside(nextSiblingOf(el)).slice(0, 40)}`;
};

const titles = (el) =>
  [el, ...querySelectorAll(el, "[title], title")]
    .map((one) => attr(one, "title") || (localNameOf(one) === "title" ? textContentOf(one) : ""))
    .join(" ");

/** The name of the window that it opens, or nothing for the window it is in or a frame of the page. */
const opens = (el, base, frames) => {
  const target = (attr(el, "target") ?? (hasAttr(el, "href") ? base : "")).trim();
  if (target && !/^_(?:self|top|parent|unfencedtop)$/i.test(target) && !frames.has(target))
    return target;
  return /\bwindow\s*\.\s*open\s*\(|(?:^|[^.\w$])open\s*\(\s*['"]/.test(
    `${attr(el, "onclick") || ""} ${(attr(el, "href") || "").startsWith("javascript:") ? attr(el, "href") : ""}`,
  )
    ? "script"
    : "";
};

rule("link-new-window-unannounced", function* (page) {
  const base = maybe(querySelector(document, "base[target]"), (it) => attr(it, "target")) || "";
  const frames = new Set(
    [...querySelectorAll(document, "iframe[name], frame[name]")].map((one) => nameProperty(one)),
  );
  const links = base
    ? "a[href], area[href]"
    : "a[href][target], area[href][target], a[href^='javascript:']";
  let notice = null;
  for (const el of page.all(`${links}, [onclick*=open]`)) {
    if (!opens(el, base, frames) || !isExposed(el)) continue;
    const name = accessibleName(el) || textOf(el);
    const said = SAYS.test(`${name} ${accessibleDescription(el)} ${near(el)} ${titles(el)}`);
    // One sentence before a list of links may speak for them all.
    notice =
      notice ??
      /\b(?:open|opens|öffne\w*|abre\w*|ouvr\w*)\b[^.]{0,60}\b(?:new (?:windows?|tabs?)|neue\w* (?:fenster|tab)|nueva|nouvel\w*)/i.test(
        maybe(bodyOf(document), textContentOf) || "",
      );
    if (said) yield page.pass(el);
    else if (notice && announcedBefore(el)) yield page.pass(el);
    else yield page.ask(el, { text: name || attr(el, "href") || localNameOf(el) });
  }
});

const announcedBefore = (el) => {
  const part = closest(el, "nav, aside, section, ul, ol, table, fieldset");
  const before = `${part ? textOf(part) : ""} ${maybe(part, previousElementSiblingOf) ? textOf(previousElementSiblingOf(part)).slice(-200) : ""} ${closest(el, "p") ? textOf(closest(el, "p")) : ""}`;
  return /\bnew (?:windows?|tabs?)\b|neue\w* (?:fenster|tab)|nueva|nouvel/i.test(before);
};
