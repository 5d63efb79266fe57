// What the keyboard checks report, as plain problems: [{rule, outcome, key, data, target}].

import { attr, localNameOf } from "../../../../browser/scripts/dom.js";
import { describe } from "../../../js/describe.js";
import { accessibleName } from "../../../js/names.js";
import { shownText } from "../../../js/text.js";
import { inFrame } from "./tab_walk.js";

export const MOST_KINDS = 40;
export const SHOWN = 20; // of the same kind

export const report = () => {
  const found = [];
  const applied = new Set();
  const say =
    (outcome) =>
    (rule, el, data = {}) => {
      applied.add(rule);
      const { key, ...rest } = data;
      found.push({
        rule,
        outcome,
        key: key || outcome,
        data: { name: el ? label(el) : "", ...rest },
        target: el && !inFrame(el) ? describe(el) : null,
      });
    };
  return {
    found,
    applied,
    applies: (rule) => applied.add(rule),
    fail: say("failed"),
    ask: say("cantTell"),
    plain: () => ({ problems: found, applied: [...applied] }),
  };
};
export const label = (el) =>
  accessibleName(el) || shownText(el).slice(0, 60) || attr(el, "href") || `<${localNameOf(el)}>`;
