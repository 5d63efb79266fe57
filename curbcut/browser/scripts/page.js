import {
  adoptSheets,
  adoptedStyleSheetsOf,
  documentElementOf,
  fontsOf,
  getAnimations,
  getBoundingClientRect,
  maybe,
  querySelectorAll,
  removeAttribute,
  scriptsOf,
  shadowRootOf,
  takeFocusAway,
  timelineOf,
} from "./dom.js";

// What the session itself needs in a page. Runs in Curbcut's own world, before the page does.
(() => {
  "use strict";
  if (globalThis.curbcut) return;

  // With scripts disabled the browser fires no timers, in this world either; frames and messages
  // still come. axe and our own probes need timers, so they are made of those there.
  const useFrameTimers = () => {
    const cancelled = new Set();
    let last = 0;
    /** @param {(...given: any[]) => void} task */
    const later = (task, delay = 0, ...args) => {
      const id = ++last;
      const due = performance.now() + delay;
      const look = () => {
        if (cancelled.delete(id)) return;
        if (performance.now() < due) requestAnimationFrame(look);
        else task(...args);
      };
      turn().then(look);
      return id;
    };
    globalThis.setTimeout = /** @type {typeof setTimeout} */ (later);
    globalThis.clearTimeout = (id) => void cancelled.add(id);
  };

  // The next turn of the event loop: after everything that is queued now, in well under 1 ms.
  const turn = () =>
    new Promise((/** @type {(value?: undefined) => void} */ done) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(0);
    });

  // After the next frame: resize and media listeners and resize observers have run by then.
  const frame = () => new Promise((done) => requestAnimationFrame(() => turn().then(done)));

  // The same, or an error where the browser draws none: nothing that was seen then would be certain.
  const LONGEST_FRAME = 10000;
  const drawn = () =>
    new Promise((/** @type {(value?: undefined) => void} */ done, fail) => {
      const late = setTimeout(() => fail(new Error("the browser draws no frame")), LONGEST_FRAME);
      frame().then(() => {
        clearTimeout(late);
        done();
      });
    });

  // A colour that is half way between two states is in neither. Transitions and short animations
  // are put at their end, where they would be when a reader looks. Longer ones are content, as
  // WCAG 2.2 has it (2.2.2).
  const LONGEST = 5000;
  const finish = () => {
    for (const animation of getAnimations(document)) {
      if (animation.timeline !== timelineOf(document)) continue;
      const end = animation.effect?.getComputedTiming().endTime;
      if (typeof end === "number" && (end <= LONGEST || animation instanceof CSSTransition)) {
        try {
          animation.finish();
        } catch {
          // One that plays backwards for ever, say, has no end to be put at.
        }
      }
    }
  };

  // Without scripts nothing listens for a change of state: laying out anew is all there is. Whoever
  // knows that the scripts of a page do not listen either says so by `quiet`.
  const settle = async () => {
    if (scriptsOf(document).length > 0 && !globalThis.curbcut.quiet) await frame();
    maybe(documentElementOf(document), getBoundingClientRect);
    finish();
  };

  const until = async (done, limit, what) => {
    const end = performance.now() + limit;
    while (!done()) {
      if (performance.now() >= end) throw new Error(`${what} within ${limit / 1000} s`);
      await turn();
    }
  };

  // Web fonts change the width of every line, and the load event does not wait for all of them.
  const fonts = async () => {
    if (fontsOf(document).status === "loaded") return;
    let ready = false;
    fontsOf(document).ready.then(() => (ready = true));
    // A font that takes longer is one that readers wait for as well, with another in its place.
    const end = performance.now() + 5000;
    while (!ready && performance.now() < end) await frame();
  };

  const roots = () => {
    const found = [document];
    for (let index = 0; index < found.length; index++) {
      for (const element of querySelectorAll(found[index], "*")) {
        if (shadowRootOf(element)) found.push(shadowRootOf(element));
      }
    }
    return found;
  };

  // A constructed style sheet: no Content-Security-Policy forbids it and the markup stays as it is.
  let sheet = null;
  let dressed = [];
  const dress = (css) => {
    for (const root of dressed) {
      adoptSheets(
        root,
        [...adoptedStyleSheetsOf(root)].filter((one) => one !== sheet),
      );
    }
    dressed = [];
    sheet = null;
    if (!css) return;
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    dressed = roots();
    for (const root of dressed) adoptSheets(root, [...adoptedStyleSheetsOf(root), sheet]);
  };

  // With `css` the page is dressed anew, before it is laid out in another size.
  const enter = async ({ width, height, css, settled }) => {
    if (css !== undefined) dress(css);
    await until(
      () => innerWidth === width && innerHeight === height,
      10000,
      "the window does not take its size",
    );
    takeFocusAway();
    if (scrollX || scrollY) scrollTo({ left: 0, top: 0, behavior: "instant" });
    if (!settled) await settle();
  };

  /** Give links whole addresses at an origin, or take them away where none is known. */
  const wholeLinks = (origin) => {
    for (const link of querySelectorAll(document, "a[href]:not([href^='#'])")) {
      const target = new URL(link.href);
      if (target.origin !== location.origin) continue;
      if (origin) link.href = origin + target.pathname + target.search + target.hash;
      else removeAttribute(link, "href");
    }
  };

  if (matchMedia("(scripting: none)").matches) useFrameTimers();

  // JSON is three times as fast to get out of the browser as objects are.
  const json = async (value) => JSON.stringify(await value);

  globalThis.curbcut = {
    dress,
    drawn,
    enter,
    finish,
    fonts,
    frame,
    json,
    settle,
    turn,
    wholeLinks,
  };
})();
