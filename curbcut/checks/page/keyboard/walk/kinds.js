// Which controls a walk meets, and which of them look alike.

import { attr, idOf, localNameOf, querySelectorAll } from "../../../../browser/scripts/dom.js";
import { once } from "../../../js/once.js";
import { styleRules } from "../../../js/styles.js";
import { parentOf } from "../../../js/tree.js";

// Some controls have several stops inside, all of which are the same element for the page.
const INSIDE = { date: 4, time: 4, month: 3, week: 3, "datetime-local": 7, audio: 7, video: 8 };
export const expected = (list) => {
  let count = 0;
  for (const el of list) {
    count += INSIDE[localNameOf(el) === "input" ? el.type : localNameOf(el)] || 1;
    if (localNameOf(el) === "iframe") {
      try {
        count += querySelectorAll(
          el.contentDocument,
          "a[href], button, input, select, textarea, [tabindex]",
        ).length;
      } catch {
        count += 1;
      }
    }
  }
  return count;
};

/** The ids that style rules for the focus name: of elements with such an id none stands for another. */
const idsInFocus = () =>
  once(
    "ids in focus",
    () =>
      new Set(
        styleRules()
          .flatMap(([, rule]) => rule.parts.filter((part) => part.includes(":focus")))
          .flatMap((part) =>
            [...part.matchAll(/#((?:[\w-]|[^\p{ASCII}])+)/gu)].map(([, id]) => id),
          ),
      ),
  );
/** Elements that the same style rules apply to, as far as can be told cheaply: one stands for all. */
export const kindOfLook = (el) => {
  const parts = [
    attr(el, "style") || "",
    el.type || "",
    attr(el, "role") || "",
    attr(el, "aria-current") || "",
  ];
  const ids = idsInFocus();
  for (let at = el, up = 0; at && up < 12; at = parentOf(at), up++)
    parts.push(
      `${localNameOf(at)}${ids.has(idOf(at)) ? `#${idOf(at)}` : ""}.${attr(at, "class") || ""}`,
    );
  return parts.join(" ");
};
