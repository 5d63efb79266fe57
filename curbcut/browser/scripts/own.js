// Names of properties that a page cannot take away from us, in Curbcut's own world; see own.py.
(names) => {
  "use strict";
  if (globalThis.own$id) return;

  // Those whose properties a form or a document has, and those that have their own of the same name.
  const kinds = [
    EventTarget,
    Node,
    Element,
    HTMLElement,
    HTMLFormElement,
    Document,
    SVGElement,
    HTMLScriptElement,
    HTMLSelectElement,
  ];
  for (const name of names) {
    // The same in each frame: an element is asked by the script of another one, too.
    const own = Symbol.for(`curbcut.${name}`);
    Object.defineProperty(globalThis, `own$${name}`, { value: own });
    // Whatever is no node has nothing but its own properties to be asked for.
    Object.defineProperty(Object.prototype, own, {
      configurable: true,
      get() {
        return this[name];
      },
      set(value) {
        this[name] = value;
      },
    });
    for (const { prototype } of kinds) {
      const known = Object.getOwnPropertyDescriptor(prototype, name);
      if (known) Object.defineProperty(prototype, own, known);
    }
  }
};
