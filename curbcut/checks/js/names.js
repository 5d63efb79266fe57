// Accessible names and descriptions (Accessible Name and Description Computation 1.2), and the roles
// that depend on them.

import { Remembered, onForget } from "./once.js";
import { FROM_CONTENT, conflicts, explicitRole, nativeRole, roleWithoutName } from "./roles.js";
import { pseudoText, squeeze, textOf } from "./text.js";
import { idrefs } from "./tree.js";
import { isExposed, styleOf } from "./visibility.js";

/** The role that an element has without a role attribute. */
const implicitRole = (el) =>
  el.localName === "section" ? (accessibleName(el) ? "region" : "generic") : nativeRole(el);
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
  const label = (el.getAttribute("aria-label") || "").trim();
  if (label) return label;
  const native = nativeName(el, how);
  if (native) return native;
  if (
    FROM_CONTENT.has(roleWithoutName(el)) ||
    how.inside ||
    how.referenced ||
    el.localName === "label" ||
    el.localName === "legend" ||
    el.localName === "caption" ||
    el.localName === "figcaption" ||
    el.localName === "summary"
  ) {
    const text = contentName(el, how);
    if (squeeze(text)) return text;
  }
  const title = (el.getAttribute("title") || "").trim();
  if (title && !(el.localName === "img" && el.getAttribute("alt") === "")) return title;
  if (/^(input|textarea)$/.test(el.localName)) return (el.getAttribute("placeholder") || "").trim();
  return "";
};

const embedded = (el, how) => {
  const what = roleWithoutName(el);
  if (how.inside && (what === "textbox" || what === "searchbox") && "value" in el) return el.value;
  if (how.inside && (what === "slider" || what === "spinbutton"))
    return el.getAttribute("aria-valuetext") || el.getAttribute("aria-valuenow") || el.value || "";
  if (how.inside && el.localName === "select") return [...el.selectedOptions].map(textOf).join(" ");
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
  switch (el.localName) {
    case "img":
    case "area":
      return (el.getAttribute("alt") || "").trim();
    case "input": {
      const type = (el.getAttribute("type") || "text").toLowerCase();
      if (type === "image")
        return (
          (el.getAttribute("alt") || "").trim() ||
          labels(el, how) ||
          (el.getAttribute("title") || "").trim() ||
          (el.hasAttribute("alt") ? "" : "Submit")
        );
      if (/^(submit|reset|button)$/.test(type)) {
        const label = labels(el, how);
        if (label) return label;
        if (el.hasAttribute("value")) return el.value.trim();
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
      return sub(el.querySelector(":scope > legend"));
    case "table":
      return sub(el.querySelector(":scope > caption"));
    case "figure":
      return sub(el.querySelector(":scope > figcaption"));
    case "svg": {
      const title = el.querySelector(":scope > title");
      return title ? textOf(title) : "";
    }
    case "iframe":
      return "";
    case "details":
      return sub(el.querySelector(":scope > summary"));
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
  if (el.getRootNode() !== document) return [...(el.labels || [])];
  if (!labelled) {
    labelled = new Map();
    for (const label of document.getElementsByTagName("label")) {
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
  const nodes = el.shadowRoot
    ? el.shadowRoot.childNodes
    : el.localName === "slot" && el.assignedNodes().length
      ? el.assignedNodes()
      : el.childNodes;
  for (const node of nodes) {
    if (node.nodeType === 3) text += node.data;
    else if (node.nodeType === 1) {
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
  const given = (el.getAttribute("aria-description") || "").trim();
  if (given) return given;
  const title = (el.getAttribute("title") || "").trim();
  return title && squeeze(title) !== accessibleName(el) ? squeeze(title) : "";
};
