// Accessible names and descriptions (Accessible Name and Description Computation 1.2), and the roles
// that depend on them.

import {
  attr,
  getElementsByTagName,
  getRootNode,
  hasAttr,
  localNameOf,
  nodeTypeOf,
  querySelector,
} from "../../browser/scripts/dom.js";
import { Remembered, onForget } from "./once.js";
import { FROM_CONTENT, conflicts, explicitRole, nativeRole, roleWithoutName } from "./roles.js";
import { pseudoText, squeeze, textOf } from "./text.js";
import { flatChildren, idrefs } from "./tree.js";
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
/** The name that aria-labelledby gives. */
const referencedName = (el) =>
  squeeze(
    idrefs(el, "aria-labelledby")
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
const NAMING = /^(label|legend|caption|figcaption|summary)$/;
/** Whether what an element holds belongs to the name. */
const isNamedByContent = (el, how) =>
  how.inside ||
  how.referenced ||
  NAMING.test(localNameOf(el)) ||
  FROM_CONTENT.has(roleWithoutName(el));
/** The name that is left where there is no other: title and placeholder. */
const lastResort = (el) => {
  const title = trimmed(el, "title");
  if (title && !(localNameOf(el) === "img" && attr(el, "alt") === "")) return title;
  return /^(input|textarea)$/.test(localNameOf(el)) ? trimmed(el, "placeholder") : "";
};
const trimmed = (el, name) => (attr(el, name) || "").trim();

const compute = (el, how) => {
  if (how.seen.has(el)) return "";
  how.seen.add(el);
  if (!how.referenced && !how.underHidden && !isExposed(el)) return "";
  const referenced = how.referenced ? "" : referencedName(el);
  if (referenced) return referenced;
  const value = how.inside || how.referenced ? embedded(el, how) : null;
  if (value !== null) return value;
  const given = trimmed(el, "aria-label") || nativeName(el, how);
  if (given) return given;
  const content = isNamedByContent(el, how) ? contentName(el, how) : "";
  return squeeze(content) ? content : lastResort(el);
};

const embedded = (el, how) => {
  if (!how.inside) return null;
  const what = roleWithoutName(el);
  if ((what === "textbox" || what === "searchbox") && "value" in el) return el.value;
  if (what === "slider" || what === "spinbutton")
    return attr(el, "aria-valuetext") || attr(el, "aria-valuenow") || el.value || "";
  if (localNameOf(el) === "select") return [...el.selectedOptions].map(textOf).join(" ");
  return null;
};

const inputName = (el, how) => {
  const type = (attr(el, "type") || "text").toLowerCase();
  if (type === "image")
    return (
      trimmed(el, "alt") ||
      labels(el, how) ||
      trimmed(el, "title") ||
      (hasAttr(el, "alt") ? "" : "Submit")
    );
  const label = labels(el, how);
  if (label || !/^(submit|reset|button)$/.test(type)) return label;
  if (hasAttr(el, "value")) return el.value.trim();
  return { submit: "Submit", reset: "Reset" }[type] || "";
};
/** What a child of this kind names, by the kind of element that it names. */
const NAMED_BY_CHILD = {
  fieldset: ":scope > legend",
  table: ":scope > caption",
  figure: ":scope > figcaption",
  details: ":scope > summary",
};
const childName = (el, how) => {
  const child = querySelector(el, NAMED_BY_CHILD[localNameOf(el)]);
  return child
    ? compute(child, {
        seen: how.seen,
        inside: true,
        referenced: false,
        underHidden: how.underHidden,
      })
    : "";
};
const LABELLED = /^(select|textarea|meter|progress|output|button)$/;
const nativeName = (el, how) => {
  if (LABELLED.test(localNameOf(el))) return labels(el, how);
  switch (localNameOf(el)) {
    case "img":
    case "area":
      return trimmed(el, "alt");
    case "input":
      return inputName(el, how);
    case "svg": {
      const title = querySelector(el, ":scope > title");
      return title ? textOf(title) : "";
    }
    case "optgroup":
    case "option":
      return el.label || "";
  }
  return Object.hasOwn(NAMED_BY_CHILD, localNameOf(el)) ? childName(el, how) : "";
};
/** @type {any} */
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
  for (const node of flatChildren(el)) {
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
