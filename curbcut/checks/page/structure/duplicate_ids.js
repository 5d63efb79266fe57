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
    if (!el.id) continue;
    const root = el.getRootNode();
    if (!trees.has(root)) trees.set(root, new Map());
    const ids = trees.get(root);
    if (ids.has(el.id)) ids.get(el.id).push(el);
    else ids.set(el.id, [el]);
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
  const found = BY_ID.find((name) => root.querySelector(`[${name}~="${quoted}"]`));
  if (found) return found;
  return root.querySelector(`a[href="#${quoted}"], area[href="#${quoted}"]`) ? "a link" : "";
};
