import { getRootNode, idOf, querySelector } from "../../../browser/scripts/dom.js";
import { rule } from "../../js/rules.js";

// Attributes that hold one id, or several.
const BY_ID = [
  "for",
  "headers",
  "list",
  "form",
  "popovertarget",
  "commandfor",
  "aria-labelledby",
  "aria-describedby",
  "aria-controls",
  "aria-owns",
  "aria-activedescendant",
  "aria-details",
  "aria-errormessage",
  "aria-flowto",
];

rule("id-duplicate", function* (page) {
  const trees = new Map();
  for (const el of page.all("[id]")) {
    if (!idOf(el)) continue;
    const root = getRootNode(el);
    if (!trees.has(root)) trees.set(root, new Map());
    const ids = trees.get(root);
    if (ids.has(idOf(el))) ids.get(idOf(el)).push(el);
    else ids.set(idOf(el), [el]);
  }
  for (const [root, ids] of trees) {
    for (const [id, elements] of ids) {
      if (elements.length < 2) {
        yield page.pass(elements[0]);
        continue;
      }
      const by = user(root, id);
      if (!by && elements.every((el) => el.ownerSVGElement)) yield page.pass(elements[0]);
      else
        yield page.fail(elements[1], {
          key: by ? "referenced" : "failed",
          id,
          count: elements.length,
          by,
        });
    }
  }
});

/** What refers to an id: “for”, “aria-labelledby”, “a link”, or nothing. */
const user = (root, id) => {
  const quoted = CSS.escape(id);
  const found = BY_ID.find((name) => querySelector(root, `[${name}~="${quoted}"]`));
  if (found) return found;
  return querySelector(root, `a[href="#${quoted}"], area[href="#${quoted}"]`) ? "a link" : "";
};
