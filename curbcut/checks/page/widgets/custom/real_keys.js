// Making sure, with real keys, of what made-up ones did not do to a control.

import { containsNode, giveFocus } from "../../../../browser/scripts/dom.js";
import { roleOf } from "../../../js/names.js";
import { candidate, nameOf } from "./candidates.js";
import { effectOf, keysFor } from "../control_states.js";
import { activeElement, say, settled, takeChanges } from "./probe.js";

let doubted = null,
  from = null;
export const doubt = async (index) => {
  doubted = candidate(index).el;
  giveFocus(doubted, { preventScroll: true });
  await settled();
  from = activeElement();
  takeChanges();
  return { there: from === doubted || containsNode(doubted, from), keys: keysFor(doubted) };
};
export const acted = async () => {
  await settled();
  return effectOf(doubted, from, takeChanges());
};
/** Say of candidate number `index`, on the page opened anew, that the focus goes with it. */
export const lost = (index, name) =>
  say("focus-lost-after-press", "cantTell", candidate(index).el, { name });
export const blame = () => {
  const role = roleOf(doubted);
  say("role-not-operable", "failed", doubted, {
    name: nameOf(doubted),
    role: role === "generic" ? "control" : role,
  });
};
