"""The checks that only look at a page: axe-core's rules, and the scripts of our own."""

from __future__ import annotations

from curbcut.browser.visit import ScriptError
from curbcut.checks.api import PageInState, fill, message_of, target_from
from curbcut.checks.axe.review import AGAIN
from curbcut.checks.axe.settled import settled
from curbcut.checks.runner.notes import WEIGHT, Notes
from curbcut.checks.runner.plan import Plan
from curbcut.checks.runner.scripts import linked
from curbcut.model.finding import Outcome, Problem, Rule


def look(page: PageInState, plan: Plan, notes: Notes) -> None:
    """Run the rules of axe-core and of all scripts that the plan has for the page's state."""
    shared = _run_axe(page, plan, notes)
    _run_scripts(page, plan, notes)
    # After Curbcut's own check for the same rule, whose message says more.
    for rule, problem in shared:
        notes.problem(rule, problem, page.state.id)


def _run_axe(page: PageInState, plan: Plan, notes: Notes) -> list[tuple[Rule, Problem]]:
    """Note what axe-core finds; return problems of rules that a script of ours checks too."""
    shared: list[tuple[Rule, Problem]] = []
    ids = plan.axe_rules.for_state(page.state.id)
    try:
        if ids:
            clear = settled(page, ids, notes.evaluations)
            for rule_id, said in clear.items():
                notes.evaluated(rule_id, page.state.id, said)
            ids = tuple(rule_id for rule_id in ids if rule_id not in clear)
        if not ids:
            return shared
        for rule, outcome, problems in plan.axe_rules.evaluate(plan.axe, page.session, ids):
            said, remaining = outcome, problems
            resolve = AGAIN.get(rule.id)
            if resolve and problems:
                remaining = resolve(page, problems)
                outcomes = [Outcome.PASSED, *(problem.outcome for problem in remaining)]
                said = max(outcomes, key=lambda one: WEIGHT[one])
            notes.evaluated(rule.id, page.state.id, said)
            if rule.id in plan.scripted[page.state.id]:
                shared += ((rule, problem) for problem in remaining)
                continue
            for problem in remaining:
                notes.problem(rule, problem, page.state.id)
    except ScriptError as error:
        for rule_id in ids:
            notes.evaluated(rule_id, page.state.id, Outcome.UNTESTED)
        notes.failed("axe", page.state.id, str(error))
    return shared


def _run_scripts(page: PageInState, plan: Plan, notes: Notes) -> None:
    ids = plan.scripted[page.state.id]
    if not ids:
        return
    state = page.state.id
    answer = page.script(
        "await checks.ready(arguments[0]); return checks.run(arguments[0], arguments[1])",
        list(ids),
        state,
    )
    for rule_id, found in answer.items():
        rule = plan.rules[rule_id]
        if found["error"]:
            notes.failed(rule_id, state, linked().located(found["error"]))
            continue
        applied = Outcome.PASSED if found["applied"] else Outcome.INAPPLICABLE
        notes.evaluated(rule_id, state, applied)
        for problem in found["problems"]:
            notes.problem(
                rule,
                Problem(
                    rule_id,
                    message_of(rule, problem["key"], problem["data"]),
                    target_from(problem["target"]),
                    Outcome(problem["outcome"]),
                    question=fill(rule.question, problem["data"]),
                ),
                state,
            )
        if found["more"]:
            message = f"{found['more']} more of the same on this page"
            last = Outcome(found["problems"][-1]["outcome"])
            # They are not reported individually, so the rule's question cannot name them.
            question = "Is the answer the same for these?" if last is Outcome.CANT_TELL else ""
            notes.problem(rule, Problem(rule_id, message, outcome=last, question=question), state)
