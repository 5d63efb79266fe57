import {
  addEventListener,
  attr,
  attributesOf,
  currentScriptOf,
  documentElementOf,
  firstChildOf,
  getElementsByTagNameNS,
  getRootNode,
  implementationOf,
  localNameOf,
  nodeTypeOf,
  parentNodeOf,
  querySelectorAll,
  readyStateOf,
} from "./dom.js";

// Which start tag in the source each element of a page comes from. Runs in the isolated world.
//
// Scripts insert, remove, move and clone elements, so the n-th image of a page need not be the n-th
// in its source. So a mutation observer records what the parser inserts. It is called before the
// parser lets a script run and before the parser resumes, so each call covers the work of one of
// them. The same parser then reads a copy of the source with numbered start tags in a document that
// runs no scripts: the elements that it creates, its error corrections included, are those of the
// parser. Everything else on the page was created by a script.
(() => {
  "use strict";
  if (globalThis.curbcutOrigins) return;

  const NUMBER = "curbcut-number";
  const NO_SOURCE = -1; // implied by the parser, such as html or tbody
  const BY_SCRIPT = -2;

  const sign = (el) => {
    let text = localNameOf(el);
    for (const { name, value } of attributesOf(el))
      if (name !== NUMBER) text += `\n${name}=${value}`;
    return text;
  };
  /** The elements added by these mutation records, in order, without their descendants. */
  const newIn = (records, seen) => {
    const found = [];
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (nodeTypeOf(node) !== 1 || seen.has(node)) continue;
        seen.add(node);
        found.push({ el: node, sign: sign(node) });
      }
    }
    return found;
  };

  // --- while the page is parsed ------------------------------------------------------------------

  const batches = [];
  const seen = new WeakSet();
  const removed = new WeakSet();
  const note = (records) => {
    for (const { removedNodes } of records) for (const node of removedNodes) removed.add(node);
    const made = newIn(records, seen);
    // If a script element in the markup is running, the elements are its work, not the parser's.
    if (made.length && !currentScriptOf(document)) batches.push(made);
  };
  const observer = new MutationObserver(note);
  const whole = documentElementOf(document) === null || !firstChildOf(documentElementOf(document));
  if (documentElementOf(document))
    note([{ addedNodes: [documentElementOf(document)], removedNodes: [] }]);
  observer.observe(document, { childList: true, subtree: true });
  addEventListener(
    document,
    "readystatechange",
    () => {
      if (readyStateOf(document) === "loading") return;
      note(observer.takeRecords());
      observer.disconnect();
    },
    { capture: true, once: true },
  );

  // --- the elements that the parser creates for the source alone ---------------------------------

  /** The elements of a numbered source in the order of their creation: {el, sign, parent}. */
  const expected = (text, xml) => {
    if (xml) {
      const made = new DOMParser().parseFromString(text, "application/xhtml+xml");
      return [...querySelectorAll(made, "*")].map((el) => ({
        el,
        sign: sign(el),
        parent: parentNodeOf(el),
      }));
    }
    const inert = implementationOf(document).createHTMLDocument("");
    const parents = new Map();
    const found = [];
    const known = new WeakSet();
    /** @type {Function} */ (Document.prototype.open).call(inert);
    const watcher = new MutationObserver(() => {});
    watcher.observe(inert, { childList: true, subtree: true });
    Document.prototype.write.call(inert, text);
    Document.prototype.close.call(inert);
    const records = watcher.takeRecords();
    watcher.disconnect();
    for (const { addedNodes, target } of records)
      for (const node of addedNodes) if (!parents.has(node)) parents.set(node, target);
    for (const one of newIn(records, known)) found.push({ ...one, parent: parents.get(one.el) });
    return found;
  };

  // --- matching the two --------------------------------------------------------------------------

  const SURE = 4; // this many equal elements in a row are no coincidence
  const AHEAD = 400;
  let source = null;
  let origins = null;

  const match = () => {
    origins = new WeakMap();
    const wanted = expected(source.text, source.xml);
    const live = new Map(); // element of the copy to element of the page
    let next = 0;
    const fits = (batch, from, at) => {
      if (at + batch.length - from > wanted.length) return false;
      for (let k = from; k < batch.length; k++)
        if (batch[k].sign !== wanted[at + k - from].sign) return false;
      return true;
    };
    const take = (batch, from, at) => {
      for (let k = from; k < batch.length; k++) {
        const { el } = wanted[at + k - from];
        const number = attr(el, NUMBER);
        origins.set(batch[k].el, number === null ? NO_SOURCE : Number(number));
        live.set(el, batch[k].el);
      }
      next = at + batch.length - from;
    };
    /** Whether an element was inserted into a part of the page that a script had removed before. */
    const lost = ({ parent }) => {
      for (let at = parent; at; at = parentNodeOf(at))
        if ((live.has(at) && removed.has(live.get(at))) || missing.has(at)) return true;
      return false;
    };
    const missing = new Set();
    const various = (batch, from) =>
      batch.length - from >= SURE && new Set(batch.slice(from).map((one) => one.sign)).size > 1;
    /** The index where the rest of a batch matches, at most AHEAD elements further on; or -1. */
    const placeAhead = (batch, from) => {
      for (let at = next + 1; at < next + AHEAD && at < wanted.length; at++)
        if (fits(batch, from, at)) return at;
      return -1;
    };
    /** The index where the rest of a batch matches the expected elements, or -1. */
    const placeOf = (batch, from) => {
      if (fits(batch, from, next)) return next;
      for (let at = next; at < wanted.length && lost(wanted[at]);) {
        missing.add(wanted[at].el);
        at += 1;
        if (fits(batch, from, at)) return at;
      }
      return various(batch, from) ? placeAhead(batch, from) : -1;
    };
    /** Match one batch: all by the parser, or elements of a script followed by the parser's. */
    const takeBatch = (batch) => {
      for (let from = 0; from < batch.length; from++) {
        if (from && batch.length - from < 2 && !/-|\nis=/.test(batch[from - 1].sign)) return false;
        const at = placeOf(batch, from);
        if (at >= 0) {
          take(batch, from, at);
          return true;
        }
      }
      return false;
    };
    for (const batch of batches) if (!takeBatch(batch)) custom(batch, wanted, () => next, take);
  };
  /** Match a batch in which custom elements have inserted elements between the parser's. */
  const custom = (batch, wanted, next, take) => {
    let between = false;
    for (let k = 0; k < batch.length; k++) {
      const it = wanted[next()];
      if (it && it.sign === batch[k].sign) take([batch[k]], 0, next());
      else if (!between) return;
      between = between || /^[^\n]*-|\nis=/.test(batch[k].sign);
    }
  };

  const ordinals = new Map();
  /** For an unknown source: the index of an element among those of its name in the document. */
  const counted = (el) => {
    const name = localNameOf(el);
    let known = ordinals.get(name);
    const all = getElementsByTagNameNS(document, "*", name);
    if (!known || known.length !== all.length || !known.table.has(el)) {
      known = { length: all.length, table: new Map([...all].map((one, at) => [one, at])) };
      ordinals.set(name, known);
    }
    return known.table.get(el) ?? NO_SOURCE;
  };

  /**
   * The index of an element's start tag among those of its name in the source, from 0; -1 in a
   * frame or shadow root, or if the parser implied it; -2 if a script created it.
   */
  const originOf = (el) => {
    if (getRootNode(el) !== document) return NO_SOURCE;
    if (!source || !whole) return counted(el);
    if (!origins) match();
    return origins.get(el) ?? BY_SCRIPT;
  };

  globalThis.curbcutOrigins = {
    of: originOf,
    /** Set the numbered source; it is parsed when an origin is first requested. */
    expect: (text, xml) => {
      source = { text, xml };
      origins = null;
    },
  };
})();
