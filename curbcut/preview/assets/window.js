// The preview's window: follows the page in the frame, and renews it and its findings.

/** WCAG 2.2, 1.4.12 Text Spacing: what readers must be able to set without loss. */
const SPACING = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }`;
const MARKED = "outline: 4px solid #d2006b; outline-offset: 4px;";

/** @type {HTMLIFrameElement} */
const frame = document.querySelector("#page");
/** @type {HTMLSelectElement} */
const look = document.querySelector("#look");
const findings = document.querySelector("#findings");
const news = document.querySelector("#news");
const view = document.querySelector("#view");
/** @type {HTMLElement} */
const picture = document.querySelector("#picture");

let address = new URLSearchParams(location.search).get("page") ?? frame.getAttribute("src");
/** The digest of the page in the frame, null while it is not known. */
let shown = null;
/** When the site was last built, in milliseconds since 1970. */
let built = 0;
/** What is put back after the page has been loaded again. */
let kept = null;
/** @type {HTMLElement | null} */
let marked = null;
let asked = 0;

/** Announce something, and show it unless it can be seen elsewhere. */
function say(words, seen = true) {
  news.classList.toggle("unseen", !seen);
  news.textContent = words;
}

// --- The page ------------------------------------------------------------------------------------

/** Where an element is, as the numbers of its ancestors among their siblings. */
function wayTo(element) {
  const way = [];
  for (let el = element; el?.parentElement; el = el.parentElement) {
    way.unshift([...el.parentElement.children].indexOf(el));
  }
  return way;
}

function at(way) {
  return way.reduce((el, number) => el?.children[number], frame.contentDocument.documentElement);
}

function reload() {
  const inside = frame.contentWindow;
  const focused = inside.document.activeElement;
  kept = {
    x: inside.scrollX,
    y: inside.scrollY,
    id: focused?.id,
    way: focused && focused !== inside.document.body ? wayTo(focused) : null,
    open: [...inside.document.querySelectorAll("details")].map((details) => details.open),
  };
  shown = null;
  inside.location.reload();
}

/** Put scrolling, focus and what was open back. */
function restore({ x, y, id, way, open }) {
  const inside = frame.contentWindow;
  [...inside.document.querySelectorAll("details")].forEach((details, number) => {
    details.open = open[number] ?? details.open;
  });
  const focused = (id && inside.document.getElementById(id)) || (way && at(way));
  focused?.focus({ preventScroll: true });
  inside.scrollTo({ left: x, top: y, behavior: "instant" });
}

function dress() {
  const inside = frame.contentWindow;
  view.classList.toggle("view--narrow", look.value === "live-narrow");
  const sheet = new /** @type {any} */ (inside).CSSStyleSheet();
  sheet.replaceSync(look.value === "live-spacing" ? SPACING : "");
  inside.document.adoptedStyleSheets = [sheet];
}

frame.addEventListener("load", () => {
  const inside = frame.contentWindow;
  address = inside.location.pathname;
  marked = null;
  shown = null;
  for (const input of document.querySelectorAll("input[name=page]")) {
    /** @type {HTMLInputElement} */ (input).value = address;
  }
  document.querySelector("#alone").setAttribute("href", address);
  frame.title = inside.document.title || "The page";
  const name = document.querySelector("#name");
  name.textContent = inside.document.querySelector("h1")?.textContent ?? frame.title;
  name.setAttribute("lang", inside.document.documentElement.lang);
  name.setAttribute("dir", inside.document.dir || "auto");
  document.title = document.title.replace(/^.*?(?= – preview of )/, () => frame.title);
  history.replaceState(null, "", `/-/?page=${encodeURIComponent(address)}`);
  if (kept) {
    restore(kept);
    kept = null;
  }
  dress();
  if (inside.performance.timeOrigin < built) {
    reload(); // the site was built again while this page was on its way
  } else {
    renew();
  }
});

// --- The findings --------------------------------------------------------------------------------

/** Ask for the panel, and load the page again if it has changed. */
async function renew() {
  const number = ++asked;
  const answer = await fetch(`/-/panel?page=${encodeURIComponent(address)}`);
  const text = await answer.text();
  if (number !== asked) return;
  const focused = document.activeElement;
  const key = findings.contains(focused) && focused.closest("[data-key]")?.getAttribute("data-key");
  const tag = focused?.tagName;
  findings.innerHTML = text;
  for (const button of findings.querySelectorAll("button[data-place]")) {
    button.removeAttribute("hidden");
  }
  if (key) {
    const place = findings.querySelector(`[data-key="${CSS.escape(key)}"] ${tag}`);
    /** @type {HTMLElement} */ (place ?? document.querySelector("#panel")).focus();
  }
  // Both are to be seen in the panel: this is for those who hear that something has changed.
  const words = ["#summary", "#status"].map((id) => findings.querySelector(id)?.textContent ?? "");
  say(words.join(" ").trim(), false);
  const digest = findings.querySelector("#facts").getAttribute("data-digest");
  if (shown !== null && digest !== shown) reload();
  else shown = digest;
}

/** The element that a finding is about; through open shadow roots and frames of the page. */
function find({ selector, tag, number }) {
  /** @type {any} */
  let root = frame.contentDocument;
  if (tag) return root.getElementsByTagName(tag)[number];
  let found = null;
  for (const part of selector) {
    found = root?.querySelector(part);
    root = found?.shadowRoot ?? found?.contentDocument;
  }
  return found;
}

function show(place) {
  live();
  marked?.setAttribute("style", marked.dataset.curbcutStyle ?? "");
  marked = find(place) ?? null;
  if (!marked) {
    say("This element is not in the page as it is now.");
    return;
  }
  for (let el = marked; el; el = el.parentElement) {
    if (el instanceof /** @type {any} */ (frame.contentWindow).HTMLDetailsElement) {
      /** @type {HTMLDetailsElement} */ (el).open = true;
    }
  }
  // Through the object model, which the page's Content-Security-Policy does not restrict.
  marked.style.cssText += MARKED;
  if (!marked.matches("a[href], button, input, select, textarea, summary, [tabindex]")) {
    marked.tabIndex = -1;
  }
  marked.scrollIntoView({ block: "center" });
  marked.focus({ preventScroll: true });
}

findings.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-place]");
  if (button) show(JSON.parse(button.getAttribute("data-place")));
});

// --- Other ways to look --------------------------------------------------------------------------

/** Show the page itself rather than a picture of it. */
function live() {
  picture.hidden = true;
  picture.replaceChildren();
  frame.hidden = false;
}

document.querySelector("#looks").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (look.value.startsWith("live")) {
    live();
    dress();
    return;
  }
  const title = look.selectedOptions[0].text;
  say(`Taking a picture: ${title}.`);
  const query = new URLSearchParams({ page: address, look: look.value });
  const answer = await fetch(`/-/picture?${query}`);
  if (!answer.ok) {
    say(await answer.text());
    return;
  }
  const image = document.createElement("img");
  image.src = URL.createObjectURL(await answer.blob());
  image.alt = `${frame.title}: ${title}`;
  picture.replaceChildren(image);
  picture.hidden = false;
  frame.hidden = true;
  say(`Picture shown: ${title}.`);
});

document.querySelector("#reading-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  say("Reading the page.");
  const answer = await fetch(`/-/reading?page=${encodeURIComponent(address)}`);
  const text = await answer.text();
  const place = document.querySelector("#reading");
  if (answer.ok) place.innerHTML = text;
  else place.textContent = text;
  say(answer.ok ? "The page is read below." : text);
});

// --- What happens --------------------------------------------------------------------------------

const events = new EventSource("/-/events");
events.addEventListener("built", () => {
  built = Date.now();
  renew();
});
events.addEventListener("checked", renew);
events.addEventListener("here", renew);
events.addEventListener("stopped", () => {
  events.close();
  say("The preview has ended. Start it again with “curbcut serve”.");
});
