import {
  childrenOf,
  closest,
  hasAttr,
  localNameOf,
  nextSiblingOf,
  nodeTypeOf,
  parentElementOf,
  querySelector,
  querySelectorAll,
  shadowRootOf,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { roleOf } from "../../js/names.js";
import { explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { pseudoText, textOf } from "../../js/text.js";
import { isExposed, isVisible } from "../../js/visibility.js";

const itemsOf = (list) => [...childrenOf(list)].filter((el) => localNameOf(el) === "li");
const plain = (list) => !hasAttr(list, "role") || roleOf(list) === "list";
const nextOf = (el) => {
  let node = nextSiblingOf(el);
  while (
    node &&
    (nodeTypeOf(node) === 8 ||
      (nodeTypeOf(node) === 3 && !node.data.trim()) ||
      (nodeTypeOf(node) === 1 && /^(br|script|style)$/.test(localNameOf(node))))
  )
    node = nextSiblingOf(node);
  return node;
};

rule("list-broken-up", function* (page) {
  const seen = new Set();
  for (const list of page.all("ul, ol")) {
    if (seen.has(list) || !plain(list) || !isExposed(list) || !isVisible(list)) continue;
    const chain = [];
    for (
      let at = list;
      at && localNameOf(at) === localNameOf(list) && itemsOf(at).length === 1 && textOf(at);
      at = nextOf(at)
    ) {
      chain.push(at);
      seen.add(at);
    }
    if (chain.length > 1) yield page.ask(list, { count: chain.length, text: textOf(list) });
    else if (itemsOf(list).length) yield page.pass(list);
  }
});

const SOMETHING =
  "img, svg, picture, video, audio, canvas, iframe, object, input, button, select, textarea, [role], [aria-label], hr, math, progress, meter";

rule("list-item-empty", function* (page) {
  for (const item of page.all("li")) {
    if (hasAttr(item, "role") || !parentElementOf(item) || !plain(parentElementOf(item))) continue;
    if (
      shadowRootOf(item) ||
      /[^\s\u200B\u00A0]/.test(textContentOf(item)) ||
      querySelector(item, SOMETHING)
    ) {
      yield page.pass(item);
      continue;
    }
    if (
      !isExposed(item) ||
      !isVisible(item) ||
      /-/.test([...childrenOf(item)].map((el) => localNameOf(el)).join(""))
    )
      continue;
    if (
      pseudoText(item, "::before").trim() ||
      pseudoText(item, "::after").trim() ||
      hasAttr(item, "aria-label")
    )
      continue;
    const all = itemsOf(parentElementOf(item));
    yield page.ask(item, { number: all.indexOf(item) + 1, count: all.length });
  }
});

rule("description-list-incomplete", function* (page) {
  for (const list of page.all("dl")) {
    if (hasAttr(list, "role") || !isExposed(list) || !textOf(list)) continue;
    const parts = [...querySelectorAll(list, "dt, dd")].filter(
      (el) => closest(el, "dl") === list && !hasAttr(el, "role"),
    );
    if (!parts.length) continue;
    const text = textOf(parts[0]);
    if (!parts.some((el) => localNameOf(el) === "dd")) yield page.ask(list, { key: "terms", text });
    else if (localNameOf(parts[0]) === "dd") yield page.ask(list, { text });
    else yield page.pass(list);
  }
});

rule("list-role-removed", function* (page) {
  for (const list of page.all("ul[role], ol[role], dl[role]")) {
    const role = explicitRole(list);
    if (!/^(none|presentation)$/.test(role) || !isExposed(list) || !isVisible(list)) continue;
    // Tabs, menus and the like give their items roles of their own.
    const items = [...childrenOf(list)].filter(
      (el) =>
        /^(li|dt)$/.test(localNameOf(el)) && !hasAttr(el, "role") && /\p{L}/u.test(textOf(el)),
    );
    const inside =
      querySelector(
        list,
        "[role=tab], [role^=menuitem], [role=option], [role=radio], [role=treeitem]",
      ) || closest(list, "[role=tablist], [role=menu], [role=menubar], [role=tree]");
    if (items.length > 2 && !inside)
      yield page.ask(list, { count: items.length, role, text: textOf(items[0]) });
    else yield page.pass(list);
  }
});
