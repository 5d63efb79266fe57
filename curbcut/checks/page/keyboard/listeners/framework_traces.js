// What frameworks that listen at the root of a page keep with its elements: who is to be called.
// Runs in the page's own world, where the page may have replaced anything; what comes of it is
// taken for a hint. See delegation.js.
(() => {
  "use strict";
  const MOST = 1000,
    LONG = 1500;
  const texts = [],
    places = new Map();
  const text = (task) => {
    const source = Function.prototype.toString.call(task).slice(0, LONG);
    if (!places.has(source)) places.set(source, texts.push(source) - 1);
    return places.get(source);
  };
  const value = (owner, key) => Object.getOwnPropertyDescriptor(owner, key)?.value;

  // React 16 and later: the properties that a component gave to an element.
  const react = (props) =>
    Object.keys(props || {})
      .filter(
        (name) =>
          /^on[A-Z]/.test(name) &&
          !name.endsWith("Capture") &&
          typeof value(props, name) === "function",
      )
      .map((name) => [
        name.slice(2).toLowerCase().replace("doubleclick", "dblclick"),
        text(value(props, name)),
      ]);
  const listeners = (el) => {
    const heard = [];
    for (const key of Object.keys(el)) {
      if (/^__react(?:Props|EventHandlers)\$/.test(key)) heard.push(...react(value(el, key)));
      // Svelte 5 and Solid: one property for each kind of event.
      const [, type] = /^(?:__|\$\$)([a-z]+)$/.exec(key) || [];
      const task = type && [value(el, key)].flat()[0];
      if (typeof task === "function") heard.push([type, text(task)]);
    }
    return heard;
  };
  // jQuery: the handlers of an element or of the document, with the selectors of those they are for.
  const handlers = (el) => {
    const key = Object.keys(el).find(
      (name) =>
        /^jQuery\d/.test(name) && (typeof value(el, name) === "number" || value(el, name)?.events),
    );
    if (!key) return [];
    const events =
      typeof value(el, key) === "number"
        ? globalThis.jQuery?._data?.(el, "events")
        : value(el, key).events;
    return Object.values(events || {})
      .flatMap((list) => [...list])
      .filter((one) => typeof one.handler === "function")
      .map((one) => [
        String(one.origType || one.type),
        typeof one.selector === "string" ? one.selector : null,
        text(one.handler),
      ]);
  };

  const all = [...document.getElementsByTagName("*")];
  const found = [],
    selected = [];
  [document, ...all].forEach((el, place) => {
    if (found.length > MOST || selected.length > MOST) return;
    try {
      const heard = place ? listeners(el) : [];
      if (heard.length) found.push([place - 1, /** @type {Element} */ (el).localName, heard]);
      for (const handler of handlers(el)) selected.push([place - 1, ...handler]);
    } catch {
      // Not what it looks like.
    }
  });
  return JSON.stringify({ count: all.length, found, selected, texts });
})();
