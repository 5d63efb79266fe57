import { roleOf } from "../../js/names.js";
import { explicitRole } from "../../js/roles.js";
import { rule } from "../../js/rules.js";
import { pseudoText, textOf } from "../../js/text.js";
import { isExposed, isVisible } from "../../js/visibility.js";

const itemsOf = (list) => [...list.children].filter((el) => el.localName === "li");
const plain = (list) => !list.hasAttribute("role") || roleOf(list) === "list";
const nextOf = (el) => {
  let node = el.nextSibling;
  while (
    node &&
    (node.nodeType === 8 ||
      (node.nodeType === 3 && !node.data.trim()) ||
      (node.nodeType === 1 && /^(br|script|style)$/.test(node.localName)))
  )
    node = node.nextSibling;
  return node;
};

rule("list-broken-up", function* (page) {
  const seen = new Set();
  for (const list of page.all("ul, ol")) {
    if (seen.has(list) || !plain(list) || !isExposed(list) || !isVisible(list)) continue;
    const chain = [];
    for (
      let at = list;
      at && at.localName === list.localName && itemsOf(at).length === 1 && textOf(at);
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
    if (item.hasAttribute("role") || !item.parentElement || !plain(item.parentElement)) continue;
    if (
      item.shadowRoot ||
      /[^\s\u200B\u00A0]/.test(item.textContent) ||
      item.querySelector(SOMETHING)
    ) {
      yield page.pass(item);
      continue;
    }
    if (
      !isExposed(item) ||
      !isVisible(item) ||
      /-/.test([...item.children].map((el) => el.localName).join(""))
    )
      continue;
    if (
      pseudoText(item, "::before").trim() ||
      pseudoText(item, "::after").trim() ||
      item.hasAttribute("aria-label")
    )
      continue;
    const all = itemsOf(item.parentElement);
    yield page.ask(item, { number: all.indexOf(item) + 1, count: all.length });
  }
});

rule("description-list-incomplete", function* (page) {
  for (const list of page.all("dl")) {
    if (list.hasAttribute("role") || !isExposed(list) || !textOf(list)) continue;
    const parts = [...list.querySelectorAll("dt, dd")].filter(
      (el) => el.closest("dl") === list && !el.hasAttribute("role"),
    );
    if (!parts.length) continue;
    const text = textOf(parts[0]);
    if (!parts.some((el) => el.localName === "dd")) yield page.ask(list, { key: "terms", text });
    else if (parts[0].localName === "dd") yield page.ask(list, { text });
    else yield page.pass(list);
  }
});

rule("list-role-removed", function* (page) {
  for (const list of page.all("ul[role], ol[role], dl[role]")) {
    const role = explicitRole(list);
    if (!/^(none|presentation)$/.test(role) || !isExposed(list) || !isVisible(list)) continue;
    // Tabs, menus and the like give their items roles of their own.
    const items = [...list.children].filter(
      (el) =>
        /^(li|dt)$/.test(el.localName) && !el.hasAttribute("role") && /\p{L}/u.test(textOf(el)),
    );
    const inside =
      list.querySelector(
        "[role=tab], [role^=menuitem], [role=option], [role=radio], [role=treeitem]",
      ) || list.closest("[role=tablist], [role=menu], [role=menubar], [role=tree]");
    if (items.length > 2 && !inside)
      yield page.ask(list, { count: items.length, role, text: textOf(items[0]) });
    else yield page.pass(list);
  }
});
