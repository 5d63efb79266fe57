// Selectors of style rules, as they would be written outside of all others.

// --- selectors --------------------------------------------------------------------------------

/** The selectors of a list: commas within brackets, parentheses and quotes are none of its own. */
export const split = (text) => {
  if (!text.includes(",")) return [text.trim()];
  if (!/[([\\"']/.test(text)) return text.split(",").map((part) => part.trim());
  const found = [];
  let depth = 0,
    quote = "",
    from = 0;
  for (let at = 0; at < text.length; at++) {
    const one = text[at];
    if (one === "\\") at += 1;
    else if (quote) quote = one === quote ? "" : quote;
    else if (one === '"' || one === "'") quote = one;
    else if (one === "(" || one === "[") depth += 1;
    else if (one === ")" || one === "]") depth -= 1;
    else if (one === "," && !depth) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...found, text.slice(from).trim()];
};
const PSEUDO_ELEMENT = /::|:(?:before|after|first-line|first-letter)\b/;
const COMPOUND = /^[^\s>+~]+$/;
// Beyond so many combinations of an outer and an inner list, “:is()” says the same in one.
const MOST_SPELLED_OUT = 40;
const AMPERSAND = /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\[[^\]]*\])|&([a-z][\w-]*)?/gi;
const fill = (part, parent) =>
  part.replace(AMPERSAND, (all, quoted, tag, at) => {
    if (quoted) return quoted;
    if (tag) return `${tag}:is(${parent})`;
    // At its start a selector goes on where the outer one ends; elsewhere one compound fits in whole.
    if (at === 0) return parent;
    return COMPOUND.test(parent) && /[\s>+~(]/.test(part[at - 1]) ? parent : `:is(${parent})`;
  });
const holdsAmpersand = (part) =>
  part.includes("&") && [...part.matchAll(AMPERSAND)].some(([, quoted]) => !quoted);
/** The selectors of a rule within others, as they would be written outside of them. */
export const nested = (parts, outer) => {
  // “&” is never a pseudo-element.
  const parents = outer.filter((parent) => !PSEUDO_ELEMENT.test(parent));
  if (!parents.length) return [];
  const each =
    parents.length * parts.length > MOST_SPELLED_OUT ? [`:is(${parents.join(", ")})`] : parents;
  return parts.flatMap((part) =>
    each.map((parent) => (holdsAmpersand(part) ? fill(part, parent) : `${parent} ${part}`)),
  );
};
/** A selector within @scope, as it would be written outside: for what is inside the root, and the root itself. */
export const scoped = (part, { root, limit }) => {
  const own = part
    .replace(AMPERSAND, (all, quoted, tag) => quoted || `${tag || ""}:where(${root})`)
    .replace(/:scope(?![\w-])/g, `:where(${root})`);
  const end = limit ? `:not(:where(${limit}), :where(${limit}) *)` : "";
  const with_ = (selector, more) => {
    const at = selector.search(PSEUDO_ELEMENT);
    return at < 0 ? selector + more : selector.slice(0, at) + more + selector.slice(at);
  };
  return own === part
    ? [with_(`:where(${root}) ${part}`, end), with_(part, `:where(${root})${end}`)]
    : [with_(own, end)];
};
const STATES = /:(?:hover|focus-visible|focus|active|visited|link)(?![\w-])/g;
/** A selector without the states that pointing, focus and visits bring about. */
export const withoutStates = (selector) => selector.replace(STATES, "");
