// What ESLint asks of Curbcut's own JavaScript; `make lint` runs it.
import js from "@eslint/js";
import globals from "globals";
import noClobberedProperties from "./eslint/no-clobbered-properties.mjs";

/** Functions with more ways through them than this are split by meaning. */
const MOST_PATHS = 15;

/** Where functions have more, still. */
const TOO_COMPLEX = [
  "curbcut/browser/scripts/origins.js",
  "curbcut/checks/axe/settled.js",
  "curbcut/checks/js/names.js",
  "curbcut/checks/page/colour/colour_alone.js",
  "curbcut/checks/page/colour/contrast_pixels.js",
  "curbcut/checks/page/colour/contrast_states.js",
  "curbcut/checks/page/colour/edges.js",
  "curbcut/checks/page/colour/non_text.js",
  "curbcut/checks/page/forms/autocomplete.js",
  "curbcut/checks/page/forms/groups.js",
  "curbcut/checks/page/forms/instructions.js",
  "curbcut/checks/page/forms/label_wording.js",
  "curbcut/checks/page/forms/labels.js",
  "curbcut/checks/page/images/alternatives.js",
  "curbcut/checks/page/images/text_in_images.js",
  "curbcut/checks/page/images/without_words.js",
  "curbcut/checks/page/keyboard/event_delegation.js",
  "curbcut/checks/page/keyboard/focus_moves.js",
  "curbcut/checks/page/keyboard/focus_order.js",
  "curbcut/checks/page/keyboard/focus_shown.js",
  "curbcut/checks/page/keyboard/hover_only.js",
  "curbcut/checks/page/keyboard/look.js",
  "curbcut/checks/page/keyboard/unreached.js",
  "curbcut/checks/page/language/writing_systems.js",
  "curbcut/checks/page/layout/lost_text.js",
  "curbcut/checks/page/layout/measured_text.js",
  "curbcut/checks/page/layout/narrow_window.js",
  "curbcut/checks/page/layout/orientation.js",
  "curbcut/checks/page/layout/reflow.js",
  "curbcut/checks/page/layout/visual_order.js",
  "curbcut/checks/page/links/files.js",
  "curbcut/checks/page/links/purpose.js",
  "curbcut/checks/page/media/audio_video.js",
  "curbcut/checks/page/motion/animated_images.js",
  "curbcut/checks/page/motion/animation.js",
  "curbcut/checks/page/motion/content_changes.js",
  "curbcut/checks/page/structure/headings.js",
  "curbcut/checks/page/structure/headings_unsemantic.js",
  "curbcut/checks/page/structure/lists_unsemantic.js",
  "curbcut/checks/page/structure/page_titles.js",
  "curbcut/checks/page/structure/tables.js",
  "curbcut/checks/page/structure/unsemantic_markup.js",
  "curbcut/checks/page/text/generated_content.js",
  "curbcut/checks/page/text/reading.js",
  "curbcut/checks/page/text/typography.js",
  "curbcut/checks/page/widgets/accessible_names.js",
  "curbcut/checks/page/widgets/candidates.js",
  "curbcut/checks/page/widgets/change_on_input.js",
  "curbcut/checks/page/widgets/custom_controls.js",
  "curbcut/checks/page/widgets/hover_menus.js",
  "curbcut/checks/page/widgets/input_events.js",
  "curbcut/checks/runner/site_facts.js",
  "curbcut/checks/runner/watch.js",
];

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
  { files: TOO_COMPLEX, rules: { complexity: "off" } },
  {
    files: ["curbcut/**/*.js"],
    // These two run in the page's own world, where nothing that is found can be trusted.
    ignores: [
      "curbcut/browser/scripts/dom.js",
      "curbcut/checks/page/keyboard/framework_traces.js",
      "curbcut/checks/runner/watch.js",
    ],
    plugins: { curbcut: { rules: { "no-clobbered-properties": noClobberedProperties } } },
    rules: { "curbcut/no-clobbered-properties": ["error", { safe: SAFE }] },
  },
];
