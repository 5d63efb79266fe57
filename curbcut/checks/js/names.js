// Accessible names and descriptions (Accessible Name and Description Computation 1.2), and the roles
// that depend on them.

import {
  attr,
  childNodesOf,
  getElementsByTagName,
  getRootNode,
  hasAttr,
  localNameOf,
  nodeTypeOf,
  querySelector,
  shadowRootOf,
} from "../../browser/scripts/dom.js";
import { Remembered, onForget } from "./once.js";
import { FROM_CONTENT, conflicts, explicitRole, nativeRole, roleWithoutName } from "./roles.js";
import { pseudoText, squeeze, textOf } from "./text.js";
import { idrefs } from "./tree.js";
import { isExposed, styleOf } from "./visibility.js";

/** The role that an element has without a role attribute. */
const implicitRole = (el) =>
  localNameOf(el) === "section" ? (accessibleName(el) ? "region" : "generic") : nativeRole(el);
export const roleOf = (el) => {
  const given = explicitRole(el);
  if (given && !((given === "none" || given === "presentation") && conflicts(el)))
    return given === "image" ? "img" : given;
  return implicitRole(el);
};
const names = new Remembered();
export const accessibleName = (el) => {
  let found = names.get(el);
  if (found === undefined) {
    names.set(el, ""); // an element that is part of its own name
    names.set(
      el,
      (found = squeeze(compute(el, { seen: new Set(), inside: false, referenced: false }))),
    );
  }
  return found;
};
const compute = (el, how) => {
  if (how.seen.has(el)) return "";
  how.seen.add(el);
  if (!how.referenced && !how.underHidden && !isExposed(el)) return "";
  if (!how.referenced) {
    const refs = idrefs(el, "aria-labelledby");
    if (refs.length) {
      const text = squeeze(
        refs
          .map((ref) =>
            compute(ref, {
              seen: new Set(ref === el ? [] : [el]),
              inside: false,
              referenced: true,
              underHidden: !isExposed(ref),
            }),
          )
          .join(" "),
      );
      if (text) return text;
    }
  }
  if (how.inside || how.referenced) {
    const value = embedded(el, how);
    if (value !== null) return value;
  }
  const label = (attr(el, "aria-label") || "").trim();
  if (label) return label;
  const native = nativeName(el, how);
  if (native) return native;
  if (
    FROM_CONTENT.has(roleWithoutName(el)) ||
    how.inside ||
    how.referenced ||
    localNameOf(el) === "label" ||
    localNameOf(el) === "legend" ||
    localNameOf(el) === "caption" ||
    localNameOf(el) === "figcaption" ||
    localNameOf(el) === "summary"
  ) {
    const text = contentName(el, how);
    if (squeeze(text)) return text;
  }
  const title = (attr(el, "title") || "").trim();
  if (title && !(localNameOf(el) === "img" && attr(el, "alt") === "")) return title;
  if (/^(input|textarea)$/.test(localNameOf(el))) return (attr(el, "placeholder") || "").trim();
  return "";
};

const embedded = (el, how) => {
  const what = roleWithoutName(el);
  if (how.inside && (what === "textbox" || what === "searchbox") && "value" in el) return el.value;
  if (how.inside && (what === "slider" || what === "spinbutton"))
    return attr(el, "aria-valuetext") || attr(el, "aria-valuenow") || el.value || "";
  if (how.inside && localNameOf(el) === "select")
    return [...el.selectedOptions].map(textOf).join(" ");
  return null;
};

const nativeName = (el, how) => {
  const sub = (child) =>
    child
      ? compute(child, {
          seen: how.seen,
          inside: true,
          referenced: false,
          underHidden: how.underHidden,
        })
      : "";
  switch (localNameOf(el)) {
    case "img":
    case "area":
      return (attr(el, "alt") || "").trim();
    case "input": {
      const type = (attr(el, "type") || "text").toLowerCase();
      if (type === "image")
        return (
          (attr(el, "alt") || "").trim() ||
          labels(el, how) ||
          (attr(el, "title") || "").trim() ||
          (hasAttr(el, "alt") ? "" : "Submit")
        );
      if (/^(submit|reset|button)$/.test(type)) {
        const label = labels(el, how);
        if (label) return label;
        if (hasAttr(el, "value")) return el.value.trim();
        return type === "submit" ? "Submit" : type === "reset" ? "Reset" : "";
      }
      return labels(el, how);
    }
    case "select":
    case "textarea":
    case "meter":
    case "progress":
    case "output":
      return labels(el, how);
    case "button":
      return labels(el, how);
    case "fieldset":
      return sub(querySelector(el, ":scope > legend"));
    case "table":
      return sub(querySelector(el, ":scope > caption"));
    case "figure":
      return sub(querySelector(el, ":scope > figcaption"));
    case "svg": {
      const title = querySelector(el, ":scope > title");
      return title ? textOf(title) : "";
    }
    case "iframe":
      return "";
    case "details":
      return sub(querySelector(el, ":scope > summary"));
    case "optgroup":
      return el.label || "";
    case "option":
      return el.label || "";
  }
  return "";
};
let labelled = null;
onForget(() => {
  labelled = null;
});
/** The labels of a field. `el.labels` goes through the whole page for each field; this goes once. */
export const labelsOf = (el) => {
  if (getRootNode(el) !== document) return [...(el.labels || [])];
  if (!labelled) {
    labelled = new Map();
    for (const label of getElementsByTagName(document, "label")) {
      const control = label.control;
      if (control)
        labelled.has(control) ? labelled.get(control).push(label) : labelled.set(control, [label]);
    }
  }
  return labelled.get(el) || [];
};
const labels = (el, how) =>
  squeeze(
    labelsOf(el)
      .map((label) =>
        compute(label, {
          seen: new Set([...how.seen]),
          inside: true,
          referenced: false,
          underHidden: !isExposed(label) && false,
        }),
      )
      .join(" "),
  );

const contentName = (el, how) => {
  let text = pseudoText(el, "::before");
  const nodes = shadowRootOf(el)
    ? childNodesOf(shadowRootOf(el))
    : localNameOf(el) === "slot" && el.assignedNodes().length
      ? el.assignedNodes()
      : childNodesOf(el);
  for (const node of nodes) {
    if (nodeTypeOf(node) === 3) text += node.data;
    else if (nodeTypeOf(node) === 1) {
      const part = compute(node, {
        seen: how.seen,
        inside: true,
        referenced: false,
        underHidden: how.underHidden,
      });
      const inline = /^(inline|contents)$/.test(styleOf(node).display);
      text += inline ? part : ` ${part} `;
    }
  }
  return text + pseudoText(el, "::after");
};
/** The accessible description: aria-describedby, aria-description, else a title not used as name. */
export const accessibleDescription = (el) => {
  const refs = idrefs(el, "aria-describedby");
  if (refs.length)
    return squeeze(
      refs
        .map((ref) =>
          compute(ref, { seen: new Set(), inside: false, referenced: true, underHidden: true }),
        )
        .join(" "),
    );
  const given = (attr(el, "aria-description") || "").trim();
  if (given) return given;
  const title = (attr(el, "title") || "").trim();
  return title && squeeze(title) !== accessibleName(el) ? squeeze(title) : "";
};
