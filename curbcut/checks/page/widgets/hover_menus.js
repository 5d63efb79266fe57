// What shows on hover; see hovering.py.
probe.hovering = (() => {
  "use strict";
  const { say, seen, shows, appeared, settle } = probe;
  const STOPS = "a[href], button, input, select, textarea, [tabindex]:not([tabindex^='-'])";
  const WORD = /[\p{L}\p{N}]/u;
  const SHOWING =
    /^(display|visibility|opacity|clip|clip-path|height|max-height|left|right|top|transform|content)$/;

  /** Selectors of what is hovered over, from rules that may show something by it, by the document or shadow root that they are for. */
  const hovered = () => {
    const found = new Map();
    for (const [scope, rule] of checks.styles.rules()) {
      const parts = rule.parts.filter((part) => part.includes(":hover"));
      if (!parts.length || ![...rule.style].some((name) => SHOWING.test(name))) continue;
      for (const selector of parts) {
        const at = selector.lastIndexOf(":hover");
        // What follows is what is shown: something inside or beside.
        if (!/^[^\s>+~]*\s*[\s>+~]\s*\S/.test(selector.slice(at + 6))) continue;
        const rest = selector.slice(at + 6).match(/^[^\s>+~]*/)[0];
        if (!found.has(scope)) found.set(scope, new Set());
        found
          .get(scope)
          .add(
            (selector.slice(0, at).replaceAll(":hover", "") + rest).replace(/(^|[\s>+~])$/, "$1*"),
          );
      }
    }
    return found;
  };

  /** What is in an element, in its shadow as well. */
  const within = (el, selector) => [
    ...el.querySelectorAll(selector),
    ...(el.shadowRoot ? el.shadowRoot.querySelectorAll(selector) : []),
  ];

  const fold = (text) => text.replace(/\s+/g, " ").toLowerCase();

  let list = [];
  const candidates = () => {
    checks.forget();
    const found = new Set();
    const alike = new Map();
    for (const [scope, selectors] of hovered()) {
      for (const selector of selectors) {
        for (const el of checks.find(scope, selector)) {
          // Three components of a kind behave as thirty do.
          const kind = scope.host && `${scope.host.localName} ${selector}`;
          if (kind) alike.set(kind, (alike.get(kind) || 0) + 1);
          if (found.size < 200 && !(alike.get(kind) > 3)) found.add(el);
        }
      }
    }
    for (const el of checks.hearers()) {
      if (
        checks.hears(el, "mouseover", "mouseenter", "pointerenter", "pointerover") &&
        el !== document.body &&
        el !== document.documentElement
      )
        found.add(el);
    }
    const hides = (el) =>
      [el, checks.parentOf(el)].some(
        (at) =>
          at &&
          at !== document.body &&
          within(at, "*")
            .slice(0, 200)
            .some((x) => !shows(x) && WORD.test(x.textContent)),
      );
    list = [...found].filter(
      (el) =>
        checks.visible(el) &&
        (hides(el) || checks.hears(el, "mouseover", "mouseenter", "pointerenter", "pointerover")),
    );
    if (list.length > 20) probe.short = true;
    list = list.slice(0, 20);
    return list.length;
  };

  let el = null,
    before = null,
    now = [],
    links = [],
    words = "";
  const place = async (index) => {
    el = list[index];
    now = [];
    if (!el.isConnected || !shows(el)) return null;
    if (document.activeElement && document.activeElement.blur) document.activeElement.blur();
    el.scrollIntoView({ block: "center", behavior: "instant" });
    await settle();
    const box = (
      el.querySelector(":scope > a, :scope > button, :scope > span") || el
    ).getBoundingClientRect();
    before = seen();
    const x = box.x + Math.min(box.width / 2, 40),
      y = box.y + box.height / 2;
    return x >= 0 && y >= 0 && x < innerWidth && y < innerHeight ? [x, y] : null;
  };
  const hoveredNow = async () => {
    await settle(true);
    await new Promise((done) => setTimeout(done, 40));
    now = appeared(before, seen()).filter(
      (x) => (WORD.test(checks.textOf(x)) || x.querySelector(STOPS)) && !x.contains(el),
    );
    // Scripts may take it away again with all that it says.
    links = now
      .flatMap((part) => [part, ...part.querySelectorAll("*")])
      .filter((x) => x.matches("a[href], button, input, select, textarea"));
    words = now.length ? checks.textOf(now[0]) : "";
    return now.length > 0;
  };
  const opened = async () => {
    await settle(true);
    await new Promise((done) => setTimeout(done, 40));
    return now.some(shows);
  };
  const stop = () => {
    const free = (x) =>
      x &&
      x.matches(STOPS) &&
      checks.tabbable(x) &&
      shows(x) &&
      !now.some((part) => part.contains(x));
    return (
      [el, ...within(el, STOPS)].find(free) ||
      [el.previousElementSibling, el.nextElementSibling, checks.parentOf(el)].find(free)
    );
  };
  let way = false;
  const focused = async () => {
    await settle(true);
    checks.forget();
    way = false;
    // What is hidden by transparency or outside of the page can be focused all the same.
    for (const part of now) {
      const inside = part.matches(STOPS) ? part : part.querySelector(STOPS);
      if (inside && checks.tabbable(inside)) {
        inside.focus({ preventScroll: true });
        if (await opened()) return (way = true);
      }
    }
    const at = stop();
    if (!at) return true;
    at.focus({ preventScroll: true });
    return (way = await opened());
  };
  const judge = () => {
    const at = stop();
    const name =
      (at && checks.name(at)) ||
      checks.textOf(el).replace(words, "").trim().slice(0, 60) ||
      el.localName;
    const rule = links.length ? "menu-on-hover-only" : "note-on-hover-only";
    probe.applied.add(rule);
    if (way || now.some(shows)) return;
    const inside = words.slice(0, 80) || (links[0] && checks.name(links[0])) || "";
    if (links.length) {
      // The same links elsewhere, or a page of their own, are another way.
      const elsewhere = links.every(
        (link) =>
          link.href &&
          [...document.links].some(
            (other) => other !== link && other.href === link.href && checks.visible(other),
          ),
      );
      if (elsewhere) return;
      const href = at && at.matches("a[href]") ? at.getAttribute("href") : "";
      say(
        rule,
        (href && !/^(#|javascript:|$)/i.test(href)) ||
          links.some((link) => checks.tabbable(link) && shows(link))
          ? "cantTell"
          : "failed",
        el,
        { name, inside },
      );
    } else if (words && !fold(document.body.innerText || "").includes(fold(words)))
      say(rule, "cantTell", el, { name, inside });
  };

  return { candidates, place, hovered: hoveredNow, focused, opened, judge };
})();
