// The rules: how a check registers one, and how they are run.
//
// A rule is registered by `rule(id, function* (page) { … })` and yields page.pass(el),
// page.fail(el, data) or page.ask(el, data) for each element that it applies to, and nothing for the
// others. `run(ids, state, facts)` runs rules and returns plain JSON.

import { describe } from "./describe.js";
import { forget } from "./once.js";
import { selectAll } from "./tree.js";

const LIMIT = 40; // problems of one rule on one page; the rest is counted
const rules = new Map();
const pageFor = (id, state, results) => {
  const note = (kind, el, data) => ({ kind, el, data: data || {} });
  return {
    id,
    state,
    all: selectAll,
    pass: (el) => note("passed", el),
    fail: (el, data) => note("failed", el, data),
    ask: (el, data) => note("cantTell", el, data),
    facts: results.facts,
  };
};

/** What has to be waited for before some of the rules can be evaluated. */
export const ready = async (ids) => {
  for (const id of ids) {
    try {
      await befores.get(id)?.();
    } catch {
      // The rule itself will say what is wrong.
    }
  }
};
const befores = new Map();

/**
 * Run rules and return {rule: {applied, problems: [{outcome, key, data, target}], more, error}}.
 * `facts` is what the driver knows and the page does not, such as listeners.
 */
export const run = (ids, state, facts) => {
  forget();
  const answer = {};
  for (const id of ids) {
    const rule = rules.get(id);
    /** @type {{applied: number, problems: any[], more: number, error: string}} */
    const found = { applied: 0, problems: [], more: 0, error: "" };
    answer[id] = found;
    if (!rule) {
      found.error = "there is no such rule in the page";
      continue;
    }
    try {
      for (const result of rule(pageFor(id, state, { facts: facts || {} })) || []) {
        found.applied += 1;
        if (result.kind === "passed") continue;
        if (found.problems.length >= LIMIT) {
          found.more += 1;
          continue;
        }
        const { key, ...data } = result.data;
        found.problems.push({
          outcome: result.kind,
          key: key || result.kind,
          data,
          target: result.el ? describe(result.el) : null,
        });
      }
    } catch (error) {
      found.error = error instanceof Error ? String(error.stack) : String(error);
    }
  }
  return answer;
};

/** Register a rule: what yields its outcomes for a page. */
export const rule = (id, check) => rules.set(id, check);
/** Register what has to be waited for before a rule can be evaluated. */
export const before = (id, task) => befores.set(id, task);
