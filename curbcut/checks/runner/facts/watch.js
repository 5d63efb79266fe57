// Records timers, listeners and fingerprinting calls of a page, from before its first script.
// Runs in the main world, so it is small, changes no behaviour, and trusts nothing there later.
(() => {
  "use strict";
  const LIMIT = 200;
  const notes = { timers: [], calls: {}, senses: false, frames: false, queries: "" };
  const calls = notes.calls;
  const count = (kind) => {
    calls[kind] = (calls[kind] || 0) + 1;
  };
  const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const began = performance.now();

  // Timers: callback, delay in milliseconds, and whether they repeat.
  const timed = (owner, name, repeats) => {
    const original = owner[name];
    if (typeof original !== "function") return;
    const replaced = {
      [name](task, delay, ...rest) {
        const id = apply(original, this ?? globalThis, [task, delay, ...rest]);
        if (notes.timers.length < LIMIT)
          notes.timers.push({
            id,
            task,
            delay: +delay || 0,
            repeats,
            args: rest,
            at: performance.now() - began,
          });
        return id;
      },
    }[name];
    defineProperty(owner, name, {
      value: replaced,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  };
  timed(globalThis, "setInterval", true);
  timed(globalThis, "setTimeout", false);
  const stop = (name) => {
    const original = globalThis[name];
    const replaced = {
      [name](id) {
        for (const timer of notes.timers) if (timer.id === id) timer.over = true;
        return apply(original, this ?? globalThis, [id]);
      },
    }[name];
    defineProperty(globalThis, name, {
      value: replaced,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  };
  stop("clearInterval");
  stop("clearTimeout");

  // How many milliseconds it takes until the last of the timers that are a part of loading has run:
  // those of up to `most`, of the page and of the frames of its site; 0 if none is left. One that
  // repeats, and may be waiting for something, is a part of it for `most`.
  const due = (most) => {
    const now = performance.now() - began;
    let left = 0;
    for (const { at, delay, repeats, over } of notes.timers) {
      if (!over && delay <= most) left = Math.max(left, at + (repeats ? most : delay) - now);
    }
    for (let index = 0; index < globalThis.length; index += 1) {
      try {
        left = Math.max(left, globalThis[index][Symbol.for("curbcut.watch")]?.due(most) ?? 0);
      } catch {
        // a frame of another site
      }
    }
    return left;
  };
  notes.due = due;

  // Calls by which a page can identify (fingerprint) a reader's device.
  const heard = (owner, name, kind) => {
    if (!owner) return;
    const known = getOwnPropertyDescriptor(owner, name);
    if (!known || !known.configurable) return;
    if (typeof known.value === "function") {
      const original = known.value;
      const replaced = {
        [name](...args) {
          count(kind);
          return apply(original, this, args);
        },
      }[name];
      defineProperty(owner, name, { ...known, value: replaced });
    } else if (known.get) {
      const original = known.get;
      defineProperty(owner, name, {
        ...known,
        get() {
          count(kind);
          return apply(original, this, []);
        },
      });
    }
  };
  // [the interface, or "" for the global object; its property; what it reveals]
  const TELLING = [
    ["HTMLCanvasElement", "toDataURL", "canvas"],
    ["HTMLCanvasElement", "toBlob", "canvas"],
    ["CanvasRenderingContext2D", "getImageData", "canvas"],
    ["WebGLRenderingContext", "getSupportedExtensions", "graphics card"],
    ["OfflineAudioContext", "startRendering", "audio"],
    ["MediaDevices", "enumerateDevices", "list of cameras and microphones"],
    ["Navigator", "plugins", "list of plug-ins"],
    ["Navigator", "getBattery", "battery"],
    ["Navigator", "deviceMemory", "memory"],
    ["Navigator", "hardwareConcurrency", "number of processors"],
    ["NavigatorUAData", "getHighEntropyValues", "exact browser and device"],
    ["Geolocation", "getCurrentPosition", "location"],
    ["Geolocation", "watchPosition", "location"],
    ["ScreenOrientation", "lock", "orientation"],
    // Whether the browser is automated; see automation in privacy.py.
    ["Navigator", "webdriver", "automation"],
    ["", "open", "window"],
    ["IDBFactory", "open", "IndexedDB"],
  ];
  for (const [owner, name, kind] of TELLING)
    heard(owner ? globalThis[owner]?.prototype : globalThis, name, kind);

  // Ways to notice a change of the window, or to keep changing the page.
  const senses = (owner, name, does) => {
    const original = owner?.[name];
    if (typeof original !== "function") return;
    const replaced = {
      [name](...args) {
        if (!does || does(args[0])) notes.senses = true;
        return apply(original, this ?? globalThis, args);
      },
    }[name];
    defineProperty(owner, name, { ...getOwnPropertyDescriptor(owner, name), value: replaced });
  };
  const changes = new Set([
    "resize",
    "orientationchange",
    "change",
    "deviceorientation",
    "devicemotion",
  ]);
  senses(globalThis.EventTarget?.prototype, "addEventListener", (type) => changes.has(type));
  senses(globalThis.ResizeObserver?.prototype, "observe");
  senses(globalThis, "matchMedia", (query) => (notes.queries += `${query};`));
  senses(globalThis, "requestAnimationFrame", () => (notes.frames = true));

  defineProperty(globalThis, Symbol.for("curbcut.watch"), { value: notes });
})();
