// Listeners that stand at the root of a page, or around a list, for what is below: which elements
// they are for. Their text names them, or an attribute, or the framework left a trace with each.

import {
  attr,
  getElementsByTagName,
  localNameOf,
  matches,
  nodeTypeOf,
  querySelectorAll,
} from "../../../../browser/scripts/dom.js";
import { isFocusable } from "../../../js/focus.js";
import { ancestors } from "../../../js/tree.js";
import { styleOf } from "../../../js/visibility.js";

const MOST = 1000; // elements with traces
const MATCHES = 200; // of one selector

// --- what the text of a listener names ------------------------------------------------------------

const QUOTED = /\s*(?<quote>["'`])(?<what>(?:(?!\k<quote>|\\|\$\{)[^\n])+)\k<quote>/.source;
/** What a listener calls the element that an event comes from. */
const targets = (source) => {
  const names = [
    ...source.matchAll(
      /(?<![\w$.])([\w$]+)\s*=\s*[\w$]+\.(?:target|srcElement)(?![\w$]|\s*\??\.|\s*[[(])/g,
    ),
  ].map((match) => match[1]);
  if (/\{[^{}]*\btarget\b[^{}:]*\}\s*(?:\)|=)/.test(source)) names.push("target");
  return [
    "[\\w$]+\\.(?:target|srcElement)",
    ...names.map((name) => name.replace(/\$/g, "\\$")),
  ].join("|");
};
const dashed = (name) => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const valued = (attribute, value) =>
  value === undefined ? `[${attribute}]` : `[${attribute}="${CSS.escape(value)}"]`;
/** Where an element is asked what it is: [{selector, at, end, negated}]. */
const questions = function* (source) {
  const target = `(?<![\\w$.])(?:(?:\\$|jQuery)\\(\\s*(?:${targets(source)})\\s*\\)|(?:${targets(source)}))\\s*\\??\\.\\s*`;
  for (const match of source.matchAll(
    new RegExp(
      `${target}(closest|matches|is|hasClass|hasAttribute|classList\\.contains)\\(${QUOTED}\\s*\\)`,
      "g",
    ),
  )) {
    const [text, how] = match,
      { what } = match.groups;
    const selector = /lass/.test(how)
      ? `.${CSS.escape(what)}`
      : how === "hasAttribute"
        ? `[${CSS.escape(what)}]`
        : what;
    yield { selector, at: match.index, ...compared(source, match.index + text.length) };
  }
  for (const match of source.matchAll(
    new RegExp(`${target}(?:dataset\\.([\\w$]+)|(id))(?![\\w$(])(?:\\s*([!=])==?${QUOTED})?`, "g"),
  )) {
    const [text, name, id, sign] = match,
      { what: value } = match.groups;
    if (id && value === undefined) continue;
    const selector = id ? `#${CSS.escape(value)}` : valued(dashed(name), value);
    const end = match.index + text.length;
    yield {
      selector,
      at: match.index,
      ...(sign ? { end, negated: sign === "!" } : compared(source, end)),
    };
  }
};
/** Past a comparison with nothing, which turns the answer round or leaves it as it is. */
const compared = (source, end) => {
  const match = /^\s*(?:\.length)?\s*(?:([!=])==?\s*(?:null|undefined|0)|(<)\s*1|>\s*0)?/.exec(
    source.slice(end),
  );
  return { end: end + match[0].trimEnd().length, negated: match[1] === "=" || match[2] === "<" };
};

const closing = (source, open) => {
  let depth = 0;
  for (let i = open; i < source.length; i++) {
    if (source[i] === "(") depth += 1;
    else if (source[i] === ")" && !--depth) return i;
  }
  return source.length;
};
const TURNS = /(?:^|[^!])!(?:!!)*\s*$/;
// What is right before a place: enough for a word and some spaces.
const ahead = (source, at, begin = 0) => source.slice(Math.max(begin, at - 80), at);
/** The condition or the statement that a place in the source is part of; null where it is an argument. */
const around = (source, at) => {
  let depth = 0,
    groups = 0,
    negated = TURNS.test(ahead(source, at));
  for (let i = at - 1; i >= 0; i--) {
    if (source[i] === ")") depth += 1;
    else if (source[i] === "(" && depth) depth -= 1;
    else if (source[i] === "(") {
      const word = /([\w$]*)\s*$/.exec(ahead(source, i))[1];
      if (word === "if" || word === "switch") return { negated, open: i, word };
      if (word || ++groups > 9) return null;
      if (TURNS.test(ahead(source, i))) negated = !negated;
    } else if (!depth && /[;{}]/.test(source[i])) return { negated, begin: i + 1 };
  }
  return { negated, begin: 0 };
};
/** Whether a listener goes on for what it asks about (true) or for everything else (false). */
const wanted = (source, { at, end, negated }, named = false) => {
  const place = around(source, at);
  if (!place) return null;
  const no = place.negated !== negated;
  if (place.word === "switch") return true;
  if (place.open !== undefined) {
    // Whether it goes no further in that case.
    const leaves = /^\s*\{?\s*return\b/.test(source.slice(closing(source, place.open) + 1));
    return no === leaves;
  }
  const rest = source.slice(end);
  const [, name] = /(?<![\w$.])([\w$]+)\s*=\s*!*\s*$/.exec(ahead(source, at, place.begin)) || [];
  if (name && !named && /^\s*(?:[;,\n}]|$)/.test(rest)) return used(source, name, end, no);
  if (/^\s*&&/.test(rest)) return !no;
  if (/^\s*\|\|/.test(rest)) return no;
  return !no && (/^\s*\?/.test(rest) || (named && /^\s*\./.test(rest))) ? true : null;
};
/** The same for an answer that was given a name, by the first use of that name. */
const used = (source, name, from, no) => {
  const use = new RegExp(`(?<![\\w$.])${name.replace(/\$/g, "\\$")}(?![\\w$])`, "g");
  use.lastIndex = from;
  const match = use.exec(source);
  if (!match) return null;
  const answer = wanted(source, { at: match.index, ...compared(source, use.lastIndex) }, true);
  return answer === null ? null : answer !== no;
};

const ASKS = /\.\s*(?:closest|matches|is|hasClass|hasAttribute|classList\.contains|dataset|id)\b/;
const read = new Map();
/** The selectors of what a listener is for, as far as its text says so beyond doubt. */
const meant = (source) => {
  if (!read.has(source))
    read.set(
      source,
      ASKS.test(source)
        ? [...questions(source)]
            .slice(0, 30)
            .filter((one) => wanted(source, one) === true)
            .map((one) => one.selector)
        : [],
    );
  return read.get(source);
};

// --- handing listeners on -------------------------------------------------------------------------

const CONTROL = "a[href], area[href], button, input, select, textarea, summary";
const KEY = /^key(down|up|press)$/;
const entry = (type, source, delegated) => ({
  type,
  capture: false,
  passive: false,
  once: false,
  source,
  delegated,
});
const below = (host, selector) => {
  const root = host === window ? document : host;
  try {
    return [
      ...querySelectorAll(root, /^\s*[>+~]/.test(selector) ? `:scope ${selector}` : selector),
    ].slice(0, MATCHES);
  } catch {
    return []; // not a selector that the browser knows
  }
};

/** The listeners that a text names elements for: [[element, listener]]. */
const byText = function* (host, heard) {
  for (const one of heard) {
    const key = KEY.test(one.type);
    if (!key && !/^(dbl)?click$/.test(one.type)) continue;
    for (const el of new Set(meant(one.source).flatMap((selector) => below(host, selector)))) {
      // A text can be misread: something plain has to look as if it could be clicked as well.
      const fits = key ? isFocusable(el) : matches(el, CONTROL) || styleOf(el).cursor === "pointer";
      if (!fits) continue;
      if (nodeTypeOf(host) === 1) one.passes = true;
      yield [el, entry(one.type, one.source, true)];
    }
  }
};

const upwards = function* (el) {
  yield el;
  yield* ancestors(el);
  yield* [document, window];
};
/** Elements that say in an attribute what a library further up has to do for them. */
const byAttributes = function* (known) {
  const clicked = (host) => (known.get(host) || []).filter((one) => one.type === "click");
  // Google's: "click:open.menu; keydown:…", where a name alone is meant for clicks.
  for (const el of querySelectorAll(document, "[jsaction]")) {
    const said = attr(el, "jsaction")
      .split(";")
      .map((part) => /^\s*(?:([\w$]+)\s*:)?\s*[\w$.-]+\s*$/.exec(part))
      .filter(Boolean);
    const heard = said.map((match) =>
      (match[1] || "click").replace(/^clickkey$/, "keydown").replace(/^click\w+$/, "click"),
    );
    if (heard.includes("click") && [...upwards(el)].some((host) => clicked(host).length))
      for (const type of heard) yield [el, entry(type, "jsaction", true)];
  }
  // Bootstrap 5 keeps the selectors to itself.
  if (clicked(document).some((one) => /\bdelegateTarget\b/.test(one.source))) {
    for (const el of querySelectorAll(
      document,
      ["collapse", "modal", "dropdown", "offcanvas", "tab", "pill", "list", "button"]
        .map((what) => `[data-bs-toggle=${what}]`)
        .join(),
    ))
      yield [el, entry("click", "data-bs-toggle", true)];
  }
};

// React hears everything that there is to hear, at the root of what it made, with bound functions.
const MANY = 20;
const isRelay = (one) => one.source.includes("[native code]");
const DISPATCH = /\.event\.(?:dispatch|handle|triggered)\b/;
/** The listeners that frameworks keep with elements: [[element, listener]]. */
const kept = (found, all, text) =>
  found.slice(0, MOST).flatMap(([index, name, heard]) => {
    const el = all[index];
    return el && localNameOf(el) === name
      ? heard.map(([type, source]) => [el, entry(String(type), text(source), true)])
      : [];
  });
/** Those that a library keeps at `hosts`, with the selectors of what they are for. */
const keptAbove = (selected, all, text, known) => {
  const [handlers, found, hosts] = [[], [], new Set()];
  for (const [index, type, selector, source] of selected.slice(0, MOST)) {
    const host = index === -1 ? document : all[index];
    if (!host || !known.has(host)) continue;
    hosts.add(host);
    if (selector === null) handlers.push([host, entry(String(type), text(source), false)]);
    else
      for (const el of below(host, String(selector)))
        found.push([el, entry(String(type), text(source), true)]);
  }
  return { handlers, found, hosts };
};
/** Whether an element hears all that there is to hear, for those below it. */
const relaysAll = (heard) => new Set(heard.filter(isRelay).map((one) => one.type)).size >= MANY;
/** What frameworks left with the elements, as it came from the page's own world: not to be trusted. */
const byTraces = (traces, known, hosts) => {
  const all = getElementsByTagName(document, "*");
  if (!traces || traces.count !== all.length) return [];
  const text = (index) => String(traces.texts[index] ?? "");
  const above = keptAbove(traces.selected, all, text, known);
  const found = [...kept(traces.found, all, text), ...above.found];
  for (const host of hosts) {
    const heard = known.get(host);
    const relays = found.length > 0 && relaysAll(heard);
    for (const one of heard)
      if ((relays && isRelay(one)) || (above.hosts.has(host) && DISPATCH.test(one.source)))
        one.passes = true;
  }
  return [...above.handlers, ...found];
};

/**
 * Give elements the listeners that are for them. `known` are the listeners of each of `hosts`; a
 * listener handed on is `delegated`, and one of an element that only hands on, `passes`.
 */
export const delegate = (known, hosts, traces) => {
  const add = (el, one) => known.set(el, [...(known.get(el) || []), one]);
  const given = [];
  try {
    given.push(...byTraces(traces, known, hosts));
  } catch {
    // The page made it up.
  }
  for (const [el, one] of given) add(el, one);
  const named = [window, ...hosts].flatMap((host) => [
    ...byText(
      host,
      (known.get(host) || []).filter((one) => !one.delegated),
    ),
  ]);
  named.push(...byAttributes(known));
  for (const [el, one] of named) add(el, one);
  return given.length + named.length > 0;
};
