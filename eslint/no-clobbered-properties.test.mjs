// Run by tests/eslint/test_no_clobbered_properties.py, with node.
import { RuleTester } from "eslint";
import rule from "./no-clobbered-properties.mjs";

const errors = [{ messageId: "clobbered" }];
const options = [{ safe: { style: "rule", matches: "matchMedia\\(.*\\)" } }];
new RuleTester().run("no-clobbered-properties", rule, {
  valid: [
    "idOf(el); closest(el, 'a.id')",
    "el.value; el.href; list.length",
    { code: "rule.style; matchMedia('(hover: none)').matches", options },
    "const { id } = found; const { top } = el",
    "({ id: 1, children: [] })",
    "const [first] = el; el[name]",
  ],
  invalid: [
    { code: "el.id", errors },
    { code: "el?.closest('a')", errors },
    { code: "document.body", errors },
    { code: "el['children']", errors },
    { code: "form.parentNode = null", errors },
    { code: "el.style", options, errors },
    { code: "rules.style", options, errors },
    { code: "const { children, value } = el", errors },
    { code: "({ id } = form)", errors },
    { code: "for (const { title } of document) title", errors },
  ],
});
