// What a walk with the Tab key says about a page; see tab_walk.js for the walk. Each function gives
// plain problems, [{rule, outcome, key, data, target}], and notes which rules had something to look at.

import { loaded, moved } from "../focus_moves.js";
import { order } from "../focus_order.js";
import { afterWalk, byScript, obscured } from "../focus_shown.js";
import { hovers } from "../hover_only.js";
import { report } from "./report.js";
import { endWalk, startWalk } from "./tab_walk.js";
import { hasPinned } from "./covered.js";
import { clicks, unreached } from "../unreached.js";

// --- in few calls ---------------------------------------------------------------------------------

/** All that is judged after a walk. */
export const walked = async ({ popups, dialogs, around, trusted, modal }) => {
  const reports = [
    await moved(popups, dialogs, around),
    loaded(),
    unreached(trusted, modal),
    clicks(),
    around ? order() : report().plain(),
  ];
  const shows = afterWalk();
  reports.push(obscured(true), hovers());
  return {
    problems: reports.flatMap((one) => one.problems),
    applied: reports.flatMap((one) => one.applied),
    shows,
  };
};
/** What is judged without a walk, in other states. Ends by itself where nothing is left to do. */
export const glance = (state) => {
  startWalk(false);
  const done = (answer) => ({ ...answer, end: endWalk() });
  if (state === "narrow") return done(hasPinned() ? obscured(false) : report().plain());
  const shows = byScript();
  return shows.groups.length ? { shows } : done({ shows });
};
