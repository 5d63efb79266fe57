import {
  bodyOf,
  childNodesOf,
  firstChildOf,
  getRootNode,
  localNameOf,
  parentElementOf,
  querySelector,
  querySelectorAll,
  replaceWith,
} from "../../browser/scripts/dom.js";

// Runs axe and packs up what it says, so that little has to leave the browser. Runs in Curbcut's
// own world, after axe.
(() => {
  "use strict";
  if (globalThis.curbcutAxe || !globalThis.axe) return;

  const HTML_LIMIT = 300;

  // axe's targets are selectors, one per frame, and lists of selectors where shadow roots are on
  // the way. One flat list of steps says the same.
  const flat = (target) => (target ?? []).flat(Infinity).map(String);

  // The start tag alone: what is inside of the element is somebody else's.
  const startTag = (html) => {
    const quoted = /^<(?:[^>"']|"[^"]*"|'[^']*')*>?/.exec(html ?? "");
    const tag = quoted ? quoted[0] : String(html ?? "");
    return tag.length > HTML_LIMIT ? `${tag.slice(0, HTML_LIMIT - 1)}…` : tag;
  };

  const parentOf = (element) =>
    parentElementOf(element) ?? /** @type {ShadowRoot} */ (getRootNode(element)).host ?? null;

  // Where an element stands among those of the page itself. Inside of a shadow root or a frame the
  // element has no place there, but the host or the frame has, and its ancestors.
  const first = (selector) => {
    try {
      return querySelector(document, selector);
    } catch {
      return null; // not a selector that leads anywhere: then there is no place to tell
    }
  };
  const place = (element, steps, ordinalOf) => {
    const there = element instanceof Element || steps.length === 0 ? null : first(steps[0]);
    const own = element instanceof Element ? element : steps.length === 1 ? there : null;
    const path = [];
    for (let at = own ? parentOf(own) : there; at; at = parentOf(at)) {
      path.push([localNameOf(at), ordinalOf(at)]);
    }
    return { tag: own ? localNameOf(own) : "", ordinal: own ? ordinalOf(own) : -1, path };
  };

  const checks = (list) =>
    list.map(({ id, message, data, relatedNodes }) => ({
      id,
      // A check that could not decide may say nothing (label-content-name-mismatch).
      message: message ?? "",
      data: data ?? null,
      related: (relatedNodes ?? []).slice(0, 5).map((node) => flat(node.target)),
    }));

  const ruleOf = (rule, limit, ordinalOf) => ({
    id: rule.id,
    impact: rule.impact ?? "",
    tags: rule.tags,
    help: rule.help,
    description: rule.description,
    helpUrl: rule.helpUrl,
    total: rule.nodes.length,
    nodes: rule.nodes.slice(0, limit).map((node) => {
      const selector = flat(node.target);
      return {
        selector,
        html: startTag(node.html),
        ...place(node.element, selector, ordinalOf),
        impact: node.impact ?? "",
        any: checks(node.any),
        all: checks(node.all),
        none: checks(node.none),
      };
    }),
  });

  // axe takes what is in a noscript element for hidden always, although it is all that readers get
  // there who have no scripts. So it steps out of it while axe looks, and back in afterwards.
  const unwrapNoscript = () => {
    if (!matchMedia("(scripting: none)").matches) return () => {};
    const unwrapped = [...querySelectorAll(bodyOf(document), "noscript")]
      .filter((wrapper) => firstChildOf(wrapper))
      .map((wrapper) => {
        const inside = [...childNodesOf(wrapper)];
        replaceWith(wrapper, ...inside);
        return [wrapper, inside];
      });
    return () => {
      for (const [wrapper, inside] of unwrapped) {
        inside[0].before(wrapper);
        wrapper.append(...inside);
      }
    };
  };

  const run = async (context, options, limit) => {
    const rewrap = unwrapNoscript();
    let results;
    try {
      results = await axe.run(context ?? document, { ...options, elementRef: true });
    } finally {
      rewrap();
    }
    const ordinalOf = curbcutOrigins.of;
    return {
      version: results.testEngine.version,
      violations: results.violations.map((rule) => ruleOf(rule, limit, ordinalOf)),
      incomplete: results.incomplete.map((rule) => ruleOf(rule, limit, ordinalOf)),
      passes: results.passes.map((rule) => rule.id),
      inapplicable: results.inapplicable.map((rule) => rule.id),
    };
  };

  globalThis.curbcutAxe = { run };
})();
