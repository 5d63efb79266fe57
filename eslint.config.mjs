// What ESLint asks of Curbcut's own JavaScript; `make lint` runs it.
import js from "@eslint/js";
import globals from "globals";
import noClobberedProperties from "./eslint/no-clobbered-properties.mjs";

/** Functions with more ways through them than this are split by meaning. */
const MOST_PATHS = 15;

/** What is neither a form nor a document and has a property that those have, by property. */
const SAFE = {
  elements: "group",
  focus: "WAYS",
  getBoundingClientRect: "range",
  getClientRects: "range",
  id: "rule",
  lang: "piece",
  matches: "matchMedia\\(.*\\)",
  name: "rule|rule\\.constructor|state|now|it\\.now|earlier|earlier\\.state",
  readyState: "track",
  style: "rule|this\\.rule",
  target: "node|record|anchorOf\\(el\\)|animation\\.effect",
  timeline: "animation",
  title: "sheet",
  translate: "s",
};

export default [
  {
    ignores: ["**/node_modules/", ".*/", "dist/", "dist.*/", "**/axe_core/", "tests/", "site_src/"],
  },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", MOST_PATHS],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-shadow-restricted-names": "error",
      "no-var": "error",
      "no-empty": ["error", { allowEmptyCatch: true }],
      "prefer-const": "error",
    },
  },
  {
    files: ["curbcut/**/*.js"],
    languageOptions: {
      globals: {
        ...globals.browser,
        curbcut: "readonly",
        curbcutOrigins: "readonly",
        curbcutWords: "readonly",
        axe: "readonly",
        CSSStartingStyleRule: "readonly",
      },
      sourceType: "module",
    },
  },
  {
    files: ["templates/**/*.js"],
    languageOptions: { globals: globals.browser, sourceType: "script" },
  },
  {
    files: ["**/*.mjs", "bench/**/*.js"],
    languageOptions: { globals: globals.node, sourceType: "module" },
  },
  {
    files: ["curbcut/**/*.js"],
    // These run in the page's own world, where nothing that is found can be trusted; the preview
    // is a page of its own.
    ignores: [
      "curbcut/preview/**",
      "curbcut/browser/scripts/dom.js",
      "curbcut/checks/page/keyboard/listeners/framework_traces.js",
      "curbcut/checks/runner/facts/watch.js",
    ],
    plugins: { curbcut: { rules: { "no-clobbered-properties": noClobberedProperties } } },
    rules: { "curbcut/no-clobbered-properties": ["error", { safe: SAFE }] },
  },
];
