import {
  attr,
  attributesOf,
  baseURIOf,
  hasAttributes,
  nameProperty,
  scriptsOf,
  textContentOf,
} from "../../../browser/scripts/dom.js";
import { describe } from "../../js/describe.js";
import { selectAll } from "../../js/tree.js";

// One look for all rules of privacy.py: what the markup and the stores of the page tell.
const SCRIPT_TYPES =
  /^(?:|module|text\/(?:java|ecma|j)script|application\/(?:x-)?(?:java|ecma)script)$/i;
const origin = (text) => {
  try {
    const url = new URL(text, baseURIOf(document));
    return /^https?:$/.test(url.protocol) ? url.origin : "";
  } catch {
    return "";
  }
};

export const privacy = () => {
  const stored = [];
  const length = (name) => {
    try {
      return globalThis[name].length;
    } catch {
      return 0; // forbidden, as in a sandbox
    }
  };
  for (const name of ["localStorage", "sessionStorage"]) if (length(name)) stored.push(name);
  const foreign = (elements, attribute) => [
    ...new Set(
      elements
        .map((el) => origin(attr(el, attribute)))
        .filter((one) => one && one !== location.origin),
    ),
  ];
  const inline = selectAll("script").filter(
    (el) =>
      !el.src && SCRIPT_TYPES.test((attr(el, "type") || "").trim()) && textContentOf(el).trim(),
  );
  const handlers = selectAll("*").filter(
    (el) =>
      hasAttributes(el) &&
      [...attributesOf(el)].some((one) => nameProperty(one).startsWith("on") && one.value.trim()),
  );
  const addresses = selectAll(
    "script[src], img[src], iframe[src], link[href], source[src], embed[src], video[src], audio[src]",
  );
  const passwords = selectAll("input[type=password i]");
  return {
    scripts: scriptsOf(document).length,
    stored,
    inline: inline.length,
    inlineAt: inline[0] ? describe(inline[0]) : null,
    handlers: handlers.length,
    handlersAt: handlers[0] ? describe(handlers[0]) : null,
    frames: foreign(selectAll("iframe[src], frame[src], embed[src], object[data]"), "src").slice(
      0,
      10,
    ),
    frameAt: (() => {
      const el = selectAll("iframe[src], frame[src]").find((one) => {
        const at = origin(attr(one, "src"));
        return at && at !== location.origin;
      });
      return el ? describe(el) : null;
    })(),
    forms: selectAll("form[action]")
      .filter((el) => {
        const at = origin(attr(el, "action"));
        return at && at !== location.origin;
      })
      .slice(0, 5)
      .map((el) => ({ to: origin(attr(el, "action")), target: describe(el) })),
    passwords: passwords.length,
    passwordAt: passwords[0] ? describe(passwords[0]) : null,
    // A folder is checked on this machine without https and published with it.
    insecure: isSecureContext
      ? [
          ...new Set(
            addresses
              .map((el) => attr(el, "src") || attr(el, "href"))
              .filter((to) => /^http:\/\/(?!localhost|127\.|\[::1\])/i.test(to)),
          ),
        ].slice(0, 20)
      : [],
    addresses: [
      ...new Set(
        addresses
          .map((el) => origin(attr(el, "src") || attr(el, "href")))
          .filter((one) => one && one !== location.origin),
      ),
    ].slice(0, 100),
  };
};
