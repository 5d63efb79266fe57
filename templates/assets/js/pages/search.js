// The search page. As it is published it is the A–Z index; this puts results in its place while there
// is something to search for. Whatever fails leaves the index where it is. Titles and excerpts are
// text: they are put into the page as text nodes, never as markup.
(() => {
  "use strict";

  const AT_ONCE = 8; // results shown before “Show more”
  const TYPING = 150; // milliseconds without a key before a search
  const SETTLED = 700; // and before what was found is said
  const EXCERPT = 26; // words
  const PART_EXCERPT = 16;
  const PARTS = 3; // headings shown for one page

  /** @type {HTMLElement | null} */
  const box = document.querySelector(".search-results");
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector(".search-form");
  /** @type {HTMLElement | null} */
  const index = document.querySelector(".index-list");
  if (!box || !form || !index) return;
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  /** @returns {HTMLElement} a part of the results that the page has */
  const part = (name) => box.querySelector(`.search-results__${name}`);
  const status = part("status"),
    list = part("list"),
    more = part("more"),
    none = part("none");
  const language = document.documentElement.lang;
  const title = document.title;

  field.value = new URLSearchParams(location.search).get("q") || "";
  // Without an index, or from a disk, where nothing can be fetched, the index of letters is all.
  if (!box.dataset.index || !location.protocol.startsWith("http")) return;
  const folder = new URL(box.dataset.index, document.baseURI);
  const root = new URL(box.dataset.root, document.baseURI);

  // --- words ---------------------------------------------------------------------------------

  const say = (name, values = {}) => {
    const key = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    return (box.dataset[key] || "").replace(/\{(\w+)\}/g, (all, slot) =>
      slot in values ? values[slot] : all,
    );
  };
  const counted = (count, query) => {
    const plural = `count-${new Intl.PluralRules(language).select(count)}`;
    const number = new Intl.NumberFormat(language).format(count);
    return say(plural, { count: number, query }) || say("count-other", { count: number, query });
  };
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const core = (text) => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

  // --- the engine ----------------------------------------------------------------------------

  let engine = null;
  const load = () => {
    engine ??= import(new URL("pagefind.js", folder).href).then(async (pagefind) => {
      // In a worker the search would need a policy of its own; it takes a few milliseconds here.
      await pagefind.options({ noWorker: true, baseUrl: "/", metaCacheTag: "" });
      await pagefind.init();
      return pagefind;
    });
    return engine;
  };

  let vocabulary = null;
  const words = () => {
    vocabulary ??= fetch(new URL("words.json", folder)).then((answer) => answer.json());
    return vocabulary;
  };

  // The words of a page as the engine counts them.
  const pageWords = (data) =>
    data.raw_content.includes("\u200B")
      ? data.raw_content.split("\u200B")
      : data.content.split(/\s+/);

  // The word of the pages that stands for a word, as far as it can be told from the best page. For a
  // word that is nowhere the engine takes the longest one that it begins with: “a” for “adress”.
  const foundFor = async (pagefind, wanted) => {
    const [best] = (await pagefind.search(wanted)).results;
    if (!best) return "";
    const data = await best.data();
    const text = pageWords(data);
    let longest = "";
    for (const at of data.locations) {
      const parts = plain(text[at] || "")
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean);
      const begins = parts.filter((word) => wanted.startsWith(word));
      if (
        !begins.length ||
        begins.includes(wanted) ||
        parts.some((word) => word.startsWith(wanted))
      )
        return wanted;
      for (const word of begins) if (word.length > longest.length) longest = word;
    }
    return longest;
  };

  // Changes of one letter, and letters that have changed places (optimal string alignment), up to a
  // limit; more than that is Infinity.
  const distance = (one, other, limit) => {
    if (Math.abs(one.length - other.length) > limit) return Infinity;
    let before = [],
      last = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > limit) return Infinity;
      before = last;
      last = row;
    }
    return last[other.length] <= limit ? last[other.length] : Infinity;
  };

  // The nearest word that the pages have; of several the one on most pages, which comes first.
  const nearest = (wanted, known) => {
    const limit = wanted.length < 5 ? 0 : wanted.length < 9 ? 1 : 2;
    let best = "",
      least = Infinity;
    for (const other of known) {
      const far = distance(wanted, other, limit) + (other[0] === wanted[0] ? 0 : 0.5);
      if (far < least) [best, least] = [other, far];
    }
    return best;
  };

  // What to search for: words with a spelling mistake become the nearest word that there is, and
  // words that are on no page are left out.
  const corrected = async (pagefind, query) => {
    if (/^\s*".+"\s*$/.test(query) || /^(zh|ja|th)\b/.test(language))
      return { terms: [query], missing: [] };
    const terms = [],
      missing = [];
    for (const word of query
      .split(/[\s\p{Pd}]+/u)
      .map(core)
      .filter(Boolean)) {
      const wanted = plain(word),
        hit = await foundFor(pagefind, wanted);
      const other = hit === wanted ? "" : nearest(wanted, await words());
      const kept = hit.length * 2 >= wanted.length && (!other || other.startsWith(hit));
      if (kept) terms.push(word);
      else missing.push(word);
      if (!kept && other) terms.push(other);
    }
    return { terms, missing };
  };

  const find = async (query) => {
    const pagefind = await load();
    const { terms, missing } = await corrected(pagefind, query);
    const notes = missing.map((word) => say("missing", { word }));
    const words = missing.length ? terms.join(" ") : query;
    if (!terms.length) return { results: [], words, notes };
    const { results } = await pagefind.search(terms.join(" "));
    if (results.length || terms.length === 1) return { results, words, notes };
    // No page has all of them: those that have some, the most telling words first.
    const scores = new Map();
    for (const term of terms) {
      for (const result of (await pagefind.search(term)).results) {
        const known = scores.get(result.id);
        scores.set(result.id, {
          result: known && known.result.score > result.score ? known.result : result,
          score: result.score + (known ? known.score : 0),
        });
      }
    }
    const some = [...scores.values()]
      .sort((one, other) => other.score - one.score)
      .map((entry) => entry.result);
    return { results: some, words, notes: [...notes, say("some")] };
  };

  // --- what a result looks like --------------------------------------------------------------

  const address = (url) => new URL(url.replace(/^\//, ""), root).href;

  const fill = (element, text, hits, from, to, length) => {
    const inside = hits.filter((at) => at >= from && at < to);
    let start = Math.max(from, Math.min((inside[0] ?? from) - 6, to - length));
    for (let at = start; at > from && at > start - 8; at--)
      if (/[.!?؟。]$/.test(text[at - 1])) {
        start = at;
        break;
      }
    const end = Math.min(to, start + length);
    const marked = new Set(inside);
    element.textContent = "";
    if (start > from) element.append("… ");
    for (let at = start; at < end; at++) {
      const word = text[at],
        middle = core(word);
      if (marked.has(at) && middle) {
        const before = word.indexOf(middle);
        const mark = document.createElement("mark");
        mark.textContent = middle;
        element.append(word.slice(0, before), mark, word.slice(before + middle.length));
      } else element.append(word);
      if (at + 1 < end) element.append(" ");
    }
    if (end < to) element.append(" …");
    element.normalize();
  };

  const copy = (name) => {
    const template = /** @type {HTMLTemplateElement} */ (part(name));
    const made = /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true));
    const slots = {};
    /** @type {NodeListOf<HTMLElement>} */
    const places = made.querySelectorAll("[data-slot]");
    for (const element of places) {
      slots[element.dataset.slot] = element;
      element.removeAttribute("data-slot");
    }
    return { made, slots };
  };

  const show = (data) => {
    const { made, slots } = copy("result");
    const text = pageWords(data),
      hits = data.locations;
    const { title: name = "", place = "", description = "", language: other = "" } = data.meta;
    slots.title.textContent = name;
    slots.title.href = address(data.raw_url || data.url);
    slots.place.textContent = place;
    if (!place) slots.place.remove();
    if (other) {
      made.lang = other;
      made.dir = "auto";
    }
    // The title stands above; the excerpt begins behind it, and ends where a heading begins.
    const anchors = data.anchors
      .filter((anchor) => /^h[2-6]$/i.test(anchor.element))
      .map((anchor) => anchor.location)
      .sort((one, two) => one - two);
    const ends = (from) => anchors.find((at) => at > from) ?? text.length;
    const body = plain(text.slice(0, name.split(/\s+/).length).join(" ")).startsWith(plain(name))
      ? name.split(/\s+/).length
      : 0;
    if (hits.some((at) => at >= body && at < ends(-1)))
      fill(slots.excerpt, text, hits, body, ends(-1), EXCERPT);
    else if (description) slots.excerpt.textContent = description;
    else fill(slots.excerpt, text, hits, body, ends(-1), EXCERPT);
    const parts = data.sub_results
      .filter((result) => result.anchor)
      .sort((one, two) => two.locations.length - one.locations.length)
      .slice(0, PARTS)
      .sort((one, two) => one.anchor.location - two.anchor.location);
    for (const result of parts) {
      const { made: item, slots: inside } = copy("result-part");
      const heading = result.title.trim(),
        from = result.anchor.location;
      inside.title.textContent = heading;
      inside.title.href = address(result.url);
      const start = Math.min(from + heading.split(/\s+/).length, ends(from));
      if (hits.some((at) => at >= start && at < ends(from)))
        fill(inside.excerpt, text, hits, start, ends(from), PART_EXCERPT);
      else inside.excerpt.remove();
      slots.parts.append(item);
    }
    if (!parts.length) slots.parts.remove();
    return made;
  };

  // --- what happens --------------------------------------------------------------------------

  let latest = 0,
    waiting = 0,
    saying = 0,
    rest = [];

  const tell = (text, delay) => {
    clearTimeout(saying);
    if (!delay) status.textContent = text;
    else
      saying = setTimeout(() => {
        status.textContent = text;
      }, delay);
  };

  const page = async (run) => {
    const next = rest.slice(0, AT_ONCE);
    const data = await Promise.all(next.map((result) => result.data()));
    if (run !== latest) return null;
    rest = rest.slice(AT_ONCE);
    more.hidden = !rest.length;
    return data.map(show);
  };

  const clear = () => {
    list.replaceChildren();
    list.hidden = more.hidden = none.hidden = true;
    index.hidden = false;
    box.classList.remove("search-results--used");
    tell("");
  };

  const search = async (delay) => {
    const query = field.value.trim().replace(/\s+/g, " ");
    const run = ++latest;
    // Relative, so that it holds under any path; without “index.html”, which the form needs.
    const here = location.pathname.replace(/index\.html$/, "");
    history.replaceState(null, "", here + (query ? `?${new URLSearchParams({ q: query })}` : ""));
    document.title = query ? say("title", { query, title }) : title;
    if (!query) return clear();
    box.classList.add("search-results--used");
    const slow = setTimeout(() => {
      if (run === latest) tell(say("searching"));
    }, 1000);
    try {
      const { results, words: searched, notes } = await find(query);
      if (run !== latest) return;
      rest = results;
      const items = await page(run);
      if (!items) return;
      list.replaceChildren(...items);
      list.hidden = !results.length;
      none.hidden = Boolean(results.length);
      index.hidden = true;
      tell(
        results.length
          ? [counted(results.length, searched), ...notes].join(" ")
          : say("none", { query }),
        delay,
      );
    } catch {
      if (run !== latest) return;
      clear();
      engine = vocabulary = null;
      tell(say("failed"), delay);
    } finally {
      clearTimeout(slow);
    }
  };

  field.addEventListener(
    "focus",
    () =>
      load().catch(() => {
        engine = null;
      }),
    { once: true },
  );
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, TYPING, SETTLED);
  });
  more.addEventListener("click", async () => {
    const items = await page(latest);
    if (!items) return;
    list.append(...items);
    items[0].querySelector("a").focus();
  });
  // Whoever presses Enter comes back to this page by the form itself, with the words in the address.
  if (field.value) {
    index.hidden = true;
    search(0);
  }
})();
