// Makes tabs of sections, as the ARIA Authoring Practices describe them: the Tab key leads to the
// selected tab, arrow keys, Home and End to the others. The sections work without it.
(() => {
  "use strict";

  /** @typedef {{ tab: HTMLButtonElement, part: HTMLElement }} Pair */

  /** @param {Pair[]} pairs @param {Pair} chosen */
  const select = (pairs, chosen) => {
    for (const pair of pairs) {
      const selected = pair === chosen;
      pair.tab.setAttribute("aria-selected", String(selected));
      pair.tab.tabIndex = selected ? 0 : -1;
      pair.part.hidden = !selected;
    }
  };

  /** @param {KeyboardEvent} event @param {Pair[]} pairs */
  const move = (event, pairs) => {
    const at = pairs.findIndex((pair) => pair.tab === event.target);
    const forward = getComputedStyle(pairs[0].tab).direction === "rtl" ? -1 : 1;
    const to = new Map([
      ["ArrowRight", at + forward],
      ["ArrowLeft", at - forward],
      ["Home", 0],
      ["End", -1],
    ]).get(event.key);
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const chosen = /** @type {Pair} */ (pairs.at(to % pairs.length));
    select(pairs, chosen);
    chosen.tab.focus();
  };

  /** @type {Pair[][]} */
  const all = [];
  for (const [place, tabs] of document.querySelectorAll(".tabs").entries()) {
    const parts = /** @type {NodeListOf<HTMLElement>} */ (
      tabs.querySelectorAll(":scope > .tabs__part")
    );
    if (parts.length < 2) continue;
    const list = document.createElement("div");
    list.className = "tabs__list";
    list.setAttribute("role", "tablist");
    const pairs = [...parts].map((part, number) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.className = "tabs__tab";
      tab.textContent = part.dataset.label ?? "";
      tab.id = `tab-${place}-${number}`;
      tab.setAttribute("role", "tab");
      part.id = `tab-panel-${place}-${number}`;
      part.setAttribute("role", "tabpanel");
      part.setAttribute("aria-labelledby", tab.id);
      // A part without anything that takes the focus takes it itself, so that it can be read.
      if (!part.querySelector("a[href], button, input, summary, [tabindex]")) part.tabIndex = 0;
      tab.setAttribute("aria-controls", part.id);
      list.append(tab);
      return { tab, part };
    });
    for (const pair of pairs) pair.tab.addEventListener("click", () => select(pairs, pair));
    list.addEventListener("keydown", (event) => move(event, pairs));
    tabs.prepend(list);
    select(pairs, pairs[0]);
    all.push(pairs);
  }

  /** @param {string} hash */
  const targetOf = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));

  // A link to something in a part that is hidden opens it.
  const open = () => {
    const target = targetOf(location.hash);
    let opened = false;
    for (const pairs of all) {
      const chosen = pairs.find((pair) => pair.part.contains(target));
      if (!chosen) continue;
      opened ||= Boolean(chosen.part.hidden);
      select(pairs, chosen);
    }
    if (opened) target?.scrollIntoView();
  };
  addEventListener("hashchange", open);
  // Where the address has that part already, no event says so.
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll("a[href^='#']")
  )) {
    if (!targetOf(link.hash)?.closest(".tabs__part")) continue;
    link.addEventListener("click", () => {
      if (link.href === location.href) open();
    });
  }
  open();
})();
