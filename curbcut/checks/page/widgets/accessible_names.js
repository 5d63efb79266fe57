import {
  attr,
  hasAttr,
  isEditable,
  localNameOf,
  tabIndexOf,
  titleOf,
} from "../../../browser/scripts/dom.js";
import { accessibleDescription, accessibleName, roleOf } from "../../js/names.js";
import { explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { textOf } from "../../js/text.js";
import { idrefs, parentOf } from "../../js/tree.js";
import { isExposed } from "../../js/visibility.js";
import { onlyWordsPattern } from "../../js/words.js";

const CONTROLS =
  "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [role=tab], [role=menuitem], [role=checkbox], [role=radio], [role=switch], [role=option], [role=textbox], [role=combobox]";
const SPEAKABLE = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Sm}\p{Sc}\p{So}]/u;
// What is left when private, unassigned and invisible characters are gone.
const substance = (name) =>
  name.replace(/[\p{Co}\p{Cn}\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Mn}]/gu, "");

rule("control-name-unspeakable", function* (page) {
  for (const el of page.all(CONTROLS)) {
    if (!isExposed(el)) continue;
    const name = accessibleName(el);
    if (!name) continue; // axe says so
    if (!substance(name)) yield page.fail(el, { name });
    // “?” and “!” are words of a kind; arrows and crosses are read out.
    else if (!SPEAKABLE.test(name) && !/^[?×]+$/.test(name) && !accessibleDescription(el))
      yield page.ask(el, { name });
    else yield page.pass(el);
  }
});

const VAGUE = onlyWordsPattern("vague_buttons");
const FILE = /^[\w./-]+\.(gif|png|jpe?g|svg|webp|ico|bmp)$/i;

rule("button-name-vague", function* (page) {
  for (const el of page.all(
    "button, [role=button], input[type=button i], input[type=submit i], input[type=image i], input[type=reset i]",
  )) {
    if (!isExposed(el)) continue;
    const name = accessibleName(el);
    if (!name) continue;
    if ((VAGUE.test(name) || FILE.test(name)) && !accessibleDescription(el))
      yield page.ask(el, { name });
    else yield page.pass(el);
  }
});

/** Whether an area for writing is for this rule: the outermost, and of no role that axe-core knows. */
const isWritingArea = (el, role) =>
  !/^(false|inherit)$/i.test(attr(el, "contenteditable")) &&
  !(parentOf(el) && isEditable(parentOf(el))) &&
  !/^(textbox|searchbox|combobox|spinbutton)$/.test(role) &&
  localNameOf(el) !== "body";
/** Whether an area for writing has a name. A cell of a grid or a heading is called by its words. */
const isNamedArea = (el, role) =>
  !!(attr(el, "aria-label") || "").trim() ||
  idrefs(el, "aria-labelledby").some((ref) => textOf(ref)) ||
  !!titleOf(el) ||
  /^(cell|gridcell|heading|row|treeitem)$/.test(role || roleOf(el));
/** Whether a composite widget gets the focus itself, so that its name is read. */
const takesFocus = (el) => tabIndexOf(el) >= 0 && hasAttr(el, "tabindex");
const widgetOutcome = (page, el, role) => {
  if (/^(menu|tree|grid|treegrid|toolbar|application)$/.test(role) && !takesFocus(el)) return null;
  if (accessibleName(el)) return page.pass(el);
  return role === "tab" ? page.fail(el, { role }) : page.ask(el, { role: role || "dialog" });
};
const areaOutcome = (page, el, role) => {
  if (!isWritingArea(el, role)) return null;
  return isNamedArea(el, role) ? page.pass(el) : page.ask(el, { role: "area for writing" });
};

rule("widget-without-name", function* (page) {
  for (const el of page.all(
    "[role=tab], [contenteditable], dialog[open], [role=application], [role=menu], [role=tree], [role=grid], [role=treegrid], [role=toolbar]",
  )) {
    if (!isExposed(el)) continue;
    const outcomeOf = hasAttr(el, "contenteditable") ? areaOutcome : widgetOutcome;
    const outcome = outcomeOf(page, el, explicitRole(el));
    if (outcome) yield outcome;
  }
});
