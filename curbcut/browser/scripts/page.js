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

// What the session needs in a page. Runs in Curbcut's isolated world, before the page's scripts.
(() => {
  "use strict";
  if (globalThis.curbcut) return;

  // With scripts disabled the browser fires no timers, not even in this world, but it delivers
  // animation frames and messages. axe-core and Curbcut need timers, so they are built on those.
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

  // The same, but fails if the browser draws no frame: the layout could not be relied on then.
  const LONGEST_FRAME = 10000;
  const drawn = () =>
    new Promise((/** @type {(value?: undefined) => void} */ done, fail) => {
      const late = setTimeout(() => fail(new Error("the browser draws no frame")), LONGEST_FRAME);
      frame().then(() => {
        clearTimeout(late);
        done();
      });
    });

  // Mid-transition, a colour belongs to neither state. So transitions, and animations of up to 5 s,
  // are finished, as they would be when a reader looks. Longer ones are content (WCAG 2.2, 2.2.2).
  const LONGEST = 5000;
  const finish = () => {
    for (const animation of getAnimations(document)) {
      if (animation.timeline !== timelineOf(document)) continue;
      const end = animation.effect?.getComputedTiming().endTime;
      if (typeof end === "number" && (end <= LONGEST || animation instanceof CSSTransition)) {
        try {
          animation.finish();
        } catch {
          // For example one that plays backwards for ever: it has no end.
        }
      }
    }
  };

  // Without scripts nothing listens for a change of state, so a new layout is enough. `quiet` is set
  // if the page's scripts are known not to listen either.
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

  // When text or elements of the page last changed. Watched only on pages that have reason to.
  let changed = 0;
  let watcher = null;
  const watchChanges = () => {
    if (watcher) return;
    changed = performance.now();
    watcher = new MutationObserver(() => (changed = performance.now()));
    const kinds = { subtree: true, childList: true, characterData: true };
    for (const root of roots()) watcher.observe(root, kinds);
  };
  const millisecondsUnchanged = () => performance.now() - changed;

  // Web fonts change the width of every line, and the load event does not wait for all of them.
  const fonts = async () => {
    if (fontsOf(document).status === "loaded") return;
    let ready = false;
    fontsOf(document).ready.then(() => (ready = true));
    // Readers see the fallback font as well while they wait for a slower one.
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

  // A constructed style sheet: no Content-Security-Policy blocks it, and the markup is unchanged.
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

  // With `css`, the style sheet of the state is replaced before the size is awaited.
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

  /** Make links into the site absolute at `origin`, or remove them if it is "". */
  const wholeLinks = (origin) => {
    for (const link of querySelectorAll(document, "a[href]:not([href^='#'])")) {
      const target = new URL(link.href);
      if (target.origin !== location.origin) continue;
      if (origin) link.href = origin + target.pathname + target.search + target.hash;
      else removeAttribute(link, "href");
    }
  };

  if (matchMedia("(scripting: none)").matches) useFrameTimers();

  // Returning JSON text from the browser is three times as fast as returning objects.
  const json = async (value) => JSON.stringify(await value);

  globalThis.curbcut = {
    dress,
    drawn,
    enter,
    finish,
    fonts,
    frame,
    json,
    millisecondsUnchanged,
    settle,
    turn,
    watchChanges,
    wholeLinks,
  };
})();
