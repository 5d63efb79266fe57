// What all page checks share: who can perceive an element, what it is called, what it looks like.
//
// It is there as `checks` in our own world of each page. It runs once in each document, and
// `checks.run(ids, state, facts)` afterwards runs rules and returns plain JSON. A rule is registered by
// `checks.rule(id, function* (page) { … })` and yields page.pass(el), page.fail(el, data) or
// page.ask(el, data) for each element that it applies to, and nothing for the others.
globalThis.checks = (() => {
  "use strict";

  const LIMIT = 40; // problems of one rule on one page; the rest is counted
  const rules = new Map();

  // --- the tree ---------------------------------------------------------------------------------

  /** All elements under `root` in tree order, those in open shadow roots included. */
  const walk = (root) => {
    const found = [];
    const visit = (node) => {
      for (let el = node.firstElementChild; el; el = el.nextElementSibling) {
        found.push(el);
        if (el.shadowRoot) visit(el.shadowRoot);
        visit(el);
      }
    };
    visit(root);
    return found;
  };

  /** The parent in the flat tree: through slots and out of shadow roots. */
  const parentOf = (el) =>
    el.assignedSlot ||
    el.parentElement ||
    (el.getRootNode() instanceof ShadowRoot ? el.getRootNode().host : null);

  const ancestors = function* (el) {
    for (let up = parentOf(el); up; up = parentOf(up)) yield up;
  };

  const byId = (el, id) => {
    const root = el.getRootNode();
    return root.getElementById ? root.getElementById(id) : document.getElementById(id);
  };

  const idrefs = (el, attribute) =>
    (el.getAttribute(attribute) || "")
      .split(/\s+/)
      .filter(Boolean)
      .map((id) => byId(el, id))
      .filter(Boolean);

  // --- naming an element for a report -----------------------------------------------------------

  const escapeName = (text) => CSS.escape(text);

  let places = new WeakMap();
  /** The place of an element among its siblings of the same name, from 1, and how many they are. */
  const placeOf = (el) => {
    const parent = el.parentNode;
    if (!parent) return [1, 1];
    let known = places.get(parent);
    if (!known || known.length !== parent.childElementCount || !known.place.has(el)) {
      known = { length: parent.childElementCount, place: new Map(), count: {} };
      for (const child of parent.children)
        known.place.set(
          child,
          (known.count[child.localName] = (known.count[child.localName] || 0) + 1),
        );
      places.set(parent, known);
    }
    return [known.place.get(el), known.count[el.localName]];
  };

  const selectorIn = (el, root) => {
    const parts = [];
    for (let at = el; at && at.nodeType === 1; at = at.parentElement) {
      const tag = at.localName;
      if (at.id) {
        const own = `#${escapeName(at.id)}`;
        if (root.querySelectorAll(own).length === 1) {
          parts.unshift(own);
          break;
        }
      }
      if (tag === "html" || tag === "body") {
        parts.unshift(tag);
        break;
      }
      const [place, count] = placeOf(at);
      const step = escapeName(tag);
      parts.unshift(count > 1 ? `${step}:nth-of-type(${place})` : step);
    }
    return parts.join(" > ");
  };

  const selectorOf = (el) => {
    const path = [];
    let at = el;
    while (at) {
      const root = at.getRootNode();
      path.unshift(selectorIn(at, root));
      at = root instanceof ShadowRoot ? root.host : null;
    }
    return path;
  };

  /** The how-manieth start tag of its name in the source an element comes from; see origins.js. */
  const ordinalOf = (el) => curbcutOrigins.of(el);

  const startTag = (el) => {
    const shell = el.cloneNode(false).outerHTML;
    const end = shell.lastIndexOf("</");
    const tag = end > 0 ? shell.slice(0, end) : shell;
    return tag.length > 300 ? `${tag.slice(0, 299)}…` : tag;
  };

  /** An element as plain data; see Target in curbcut.model.finding. */
  const describe = (el) => ({
    selector: selectorOf(el),
    html: startTag(el),
    tag: el.localName,
    ordinal: ordinalOf(el),
    path: [...ancestors(el)].slice(0, 30).map((up) => [up.localName, ordinalOf(up)]),
  });

  // --- perceiving -------------------------------------------------------------------------------

  let styles = new WeakMap();
  const style = (el) => {
    let found = styles.get(el);
    if (!found) styles.set(el, (found = getComputedStyle(el)));
    return found;
  };

  let exposures = new WeakMap();
  /** In the accessibility tree: neither hidden from everyone nor from assistive technology. */
  const exposed = (el) => {
    const known = exposures.get(el);
    if (known !== undefined) return known;
    let answer = true;
    if (el.getAttribute("aria-hidden") === "true" || el.hasAttribute("inert")) answer = false;
    else if (!rendered(el)) answer = false;
    else {
      const up = parentOf(el);
      if (up && !exposedAsAncestor(up)) answer = false;
    }
    exposures.set(el, answer);
    return answer;
  };
  let hiddenBranches = new WeakMap();
  const exposedAsAncestor = (el) => {
    const known = hiddenBranches.get(el);
    if (known !== undefined) return known;
    let answer = el.getAttribute("aria-hidden") !== "true" && !el.hasAttribute("inert");
    if (answer) {
      const up = parentOf(el);
      if (up) answer = exposedAsAncestor(up);
    }
    hiddenBranches.set(el, answer);
    return answer;
  };

  let renderings = new WeakMap();
  /** Laid out at all: neither display none nor visibility hidden, here or above. */
  const rendered = (el) => {
    const known = renderings.get(el);
    if (known !== undefined) return known;
    const answer =
      el.localName === "area"
        ? !!areaImage(el)
        : el.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false });
    renderings.set(el, answer);
    return answer;
  };
  const areaImage = (area) => {
    const map = area.closest("map");
    return map && map.name
      ? document.querySelector(`img[usemap="#${escapeName(map.name)}"]`)
      : null;
  };

  const box = (el) => el.getBoundingClientRect();

  let visibles = new WeakMap();
  /** Can be seen: laid out, with an area, not transparent, not clipped away or moved off the page. */
  const visible = (el) => {
    const known = visibles.get(el);
    if (known !== undefined) return known;
    const answer = seen(el);
    visibles.set(el, answer);
    return answer;
  };
  const seen = (el) => {
    if (!rendered(el)) return false;
    const rect = box(el);
    if (rect.width <= 1 || rect.height <= 1) {
      // A box without a size of its own may still show what overflows it.
      if (style(el).overflow !== "visible" || !el.firstChild) return false;
      const range = document.createRange();
      range.selectNodeContents(el);
      const inner = range.getBoundingClientRect();
      if (inner.width <= 1 || inner.height <= 1) return false;
    }
    const { x, y, rtl } = once("view", () => ({
      x: scrollX,
      y: scrollY,
      rtl: style(document.documentElement).direction === "rtl",
    }));
    if (rect.bottom + y <= 0 || (!rtl && rect.right + x <= 0)) return false;
    const s = style(el);
    if (hides(s)) return false;
    return s.position === "fixed" || shownBelow(parentOf(el));
  };
  /** Whether an element is transparent or clipped away as a whole. */
  const hides = (s) =>
    (mentions("opacity") && parseFloat(s.opacity) === 0) || (mentions("clip") && clipsAway(s));
  let branches = new WeakMap();
  /** Whether something below an element can be seen, as far as it and what is above it is concerned. */
  const shownBelow = (el) => {
    const way = [];
    let answer = true;
    for (let at = el; at; at = parentOf(at)) {
      const known = branches.get(at);
      if (known !== undefined) {
        answer = known;
        break;
      }
      way.push(at);
      const s = style(at);
      const overflow = s.overflow;
      const r = overflow !== "visible" && overflow !== "clip" ? box(at) : null;
      answer =
        !hides(s) &&
        !(
          r &&
          (r.width <= 1 || r.height <= 1) &&
          s.display !== "inline" &&
          s.display !== "contents"
        );
      if (!answer || s.position === "fixed") break;
    }
    for (const at of way) branches.set(at, answer);
    return answer;
  };
  const clipsAway = (s) => {
    if (s.clip && s.clip !== "auto" && (s.position === "absolute" || s.position === "fixed")) {
      const sides = s.clip.match(/-?[\d.]+/g);
      if (sides && sides.length === 4 && sides[2] - sides[0] <= 1 && sides[1] - sides[3] <= 1)
        return true;
    }
    return /^inset\((50%|100%)/.test(s.clipPath) || /^(circle|ellipse)\(0/.test(s.clipPath);
  };

  /** The words that an element shows or holds, with blanks folded. */
  const textOf = (el) => (el.textContent || "").replace(/\s+/g, " ").trim();
  const shownText = (el) =>
    el.innerText === undefined ? textOf(el) : el.innerText.replace(/\s+/g, " ").trim();
  /** Words of an element's own text nodes only. */
  const ownText = (el) =>
    [...el.childNodes]
      .filter((n) => n.nodeType === 3)
      .map((n) => n.data)
      .join(" ")
      .replace(/\s+/g, " ")
      .trim();

  // --- roles ------------------------------------------------------------------------------------

  const ROLES = new Set(
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell group heading img image insertion link list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong subscript suggestion superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem".split(
      " ",
    ),
  );
  const INPUTS = {
    button: "button",
    submit: "button",
    reset: "button",
    image: "button",
    checkbox: "checkbox",
    radio: "radio",
    range: "slider",
    number: "spinbutton",
    search: "searchbox",
    email: "textbox",
    tel: "textbox",
    url: "textbox",
    text: "textbox",
    "": "textbox",
  };
  const PLAIN = {
    article: "article",
    aside: "complementary",
    button: "button",
    dialog: "dialog",
    dd: "definition",
    dt: "term",
    details: "group",
    fieldset: "group",
    figure: "figure",
    form: "form",
    h1: "heading",
    h2: "heading",
    h3: "heading",
    h4: "heading",
    h5: "heading",
    h6: "heading",
    hr: "separator",
    main: "main",
    math: "math",
    menu: "list",
    meter: "meter",
    nav: "navigation",
    ol: "list",
    ul: "list",
    li: "listitem",
    optgroup: "group",
    option: "option",
    output: "status",
    progress: "progressbar",
    search: "search",
    summary: "button",
    table: "table",
    tbody: "rowgroup",
    td: "cell",
    textarea: "textbox",
    tfoot: "rowgroup",
    thead: "rowgroup",
    tr: "row",
  };
  const SECTIONING =
    "article, aside, main, nav, section, [role=article], [role=complementary], [role=main], [role=navigation], [role=region]";

  const explicitRole = (el) =>
    (el.getAttribute("role") || "")
      .toLowerCase()
      .split(/\s+/)
      .find((token) => ROLES.has(token)) || "";

  const role = (el) => {
    const given = explicitRole(el);
    if (given && !((given === "none" || given === "presentation") && conflicts(el)))
      return given === "image" ? "img" : given;
    return implicitRole(el);
  };
  const conflicts = (el) =>
    focusable(el) ||
    [...el.attributes].some(
      (a) =>
        /^aria-(label|labelledby|describedby|live|atomic|busy|controls|owns|relevant|flowto|details|current)$/.test(
          a.name,
        ) && a.value.trim(),
    );
  const implicitRole = (el) => {
    const tag = el.localName;
    switch (tag) {
      case "a":
      case "area":
        return el.hasAttribute("href") ? "link" : "generic";
      case "header":
        return el.closest(SECTIONING) ? "generic" : "banner";
      case "footer":
        return el.closest(SECTIONING) ? "generic" : "contentinfo";
      case "img":
        return el.getAttribute("alt") === "" &&
          !el.getAttribute("aria-label") &&
          !el.getAttribute("aria-labelledby")
          ? "none"
          : "img";
      case "svg":
        return "img";
      case "input": {
        const type = (el.getAttribute("type") || "").toLowerCase();
        if (type === "hidden") return "";
        if (el.list && /^(text|search|tel|url|email|)$/.test(type)) return "combobox";
        return INPUTS[type] || "textbox";
      }
      case "select":
        return el.multiple || el.size > 1 ? "listbox" : "combobox";
      case "section":
        return name(el) ? "region" : "generic";
      case "th":
        return el.scope === "row" || el.scope === "rowgroup" ? "rowheader" : "columnheader";
      default:
        return PLAIN[tag] || "generic";
    }
  };

  const WIDGETS = new Set(
    "button checkbox combobox gridcell link listbox menuitem menuitemcheckbox menuitemradio option radio scrollbar searchbox slider spinbutton switch tab textbox treeitem".split(
      " ",
    ),
  );
  const FROM_CONTENT = new Set(
    "button cell checkbox columnheader gridcell heading link menuitem menuitemcheckbox menuitemradio option radio row rowheader switch tab tooltip treeitem".split(
      " ",
    ),
  );

  // --- accessible names (Accessible Name and Description Computation 1.2) ------------------------

  let names = new WeakMap();
  const name = (el) => {
    let found = names.get(el);
    if (found === undefined) {
      names.set(el, ""); // an element that is part of its own name
      names.set(
        el,
        (found = squeeze(compute(el, { seen: new Set(), inside: false, referenced: false }))),
      );
    }
    return found;
  };
  const squeeze = (text) => text.replace(/\s+/g, " ").trim();

  const compute = (el, how) => {
    if (how.seen.has(el)) return "";
    how.seen.add(el);
    if (!how.referenced && !how.underHidden && !exposed(el)) return "";
    if (!how.referenced) {
      const refs = idrefs(el, "aria-labelledby");
      if (refs.length) {
        const text = squeeze(
          refs
            .map((ref) =>
              compute(ref, {
                seen: new Set(ref === el ? [] : [el]),
                inside: false,
                referenced: true,
                underHidden: !exposed(ref),
              }),
            )
            .join(" "),
        );
        if (text) return text;
      }
    }
    if (how.inside || how.referenced) {
      const value = embedded(el, how);
      if (value !== null) return value;
    }
    const label = (el.getAttribute("aria-label") || "").trim();
    if (label) return label;
    const native = nativeName(el, how);
    if (native) return native;
    if (
      FROM_CONTENT.has(role0(el)) ||
      how.inside ||
      how.referenced ||
      el.localName === "label" ||
      el.localName === "legend" ||
      el.localName === "caption" ||
      el.localName === "figcaption" ||
      el.localName === "summary"
    ) {
      const text = contentName(el, how);
      if (squeeze(text)) return text;
    }
    const title = (el.getAttribute("title") || "").trim();
    if (title && !(el.localName === "img" && el.getAttribute("alt") === "")) return title;
    if (/^(input|textarea)$/.test(el.localName))
      return (el.getAttribute("placeholder") || "").trim();
    return "";
  };
  // The role without the region test, which itself asks for the name.
  const role0 = (el) =>
    explicitRole(el) || (el.localName === "section" ? "generic" : implicitRole(el));

  const embedded = (el, how) => {
    const what = role0(el);
    if (how.inside && (what === "textbox" || what === "searchbox") && "value" in el)
      return el.value;
    if (how.inside && (what === "slider" || what === "spinbutton"))
      return (
        el.getAttribute("aria-valuetext") || el.getAttribute("aria-valuenow") || el.value || ""
      );
    if (how.inside && el.localName === "select")
      return [...el.selectedOptions].map(textOf).join(" ");
    return null;
  };

  const nativeName = (el, how) => {
    const sub = (child) =>
      child
        ? compute(child, {
            seen: how.seen,
            inside: true,
            referenced: false,
            underHidden: how.underHidden,
          })
        : "";
    switch (el.localName) {
      case "img":
      case "area":
        return (el.getAttribute("alt") || "").trim();
      case "input": {
        const type = (el.getAttribute("type") || "text").toLowerCase();
        if (type === "image")
          return (
            (el.getAttribute("alt") || "").trim() ||
            labels(el, how) ||
            (el.getAttribute("title") || "").trim() ||
            (el.hasAttribute("alt") ? "" : "Submit")
          );
        if (/^(submit|reset|button)$/.test(type)) {
          const label = labels(el, how);
          if (label) return label;
          if (el.hasAttribute("value")) return el.value.trim();
          return type === "submit" ? "Submit" : type === "reset" ? "Reset" : "";
        }
        return labels(el, how);
      }
      case "select":
      case "textarea":
      case "meter":
      case "progress":
      case "output":
        return labels(el, how);
      case "button":
        return labels(el, how);
      case "fieldset":
        return sub(el.querySelector(":scope > legend"));
      case "table":
        return sub(el.querySelector(":scope > caption"));
      case "figure":
        return sub(el.querySelector(":scope > figcaption"));
      case "svg": {
        const title = el.querySelector(":scope > title");
        return title ? textOf(title) : "";
      }
      case "iframe":
        return "";
      case "details":
        return sub(el.querySelector(":scope > summary"));
      case "optgroup":
        return el.label || "";
      case "option":
        return el.label || "";
    }
    return "";
  };
  let labelled = null;
  /** The labels of a field. `el.labels` goes through the whole page for each field; this goes once. */
  const labelsOf = (el) => {
    if (el.getRootNode() !== document) return [...(el.labels || [])];
    if (!labelled) {
      labelled = new Map();
      for (const label of document.getElementsByTagName("label")) {
        const control = label.control;
        if (control)
          labelled.has(control)
            ? labelled.get(control).push(label)
            : labelled.set(control, [label]);
      }
    }
    return labelled.get(el) || [];
  };
  const labels = (el, how) =>
    squeeze(
      labelsOf(el)
        .map((label) =>
          compute(label, {
            seen: new Set([...how.seen]),
            inside: true,
            referenced: false,
            underHidden: !exposed(label) && false,
          }),
        )
        .join(" "),
    );

  const contentName = (el, how) => {
    let text = pseudo(el, "::before");
    const nodes = el.shadowRoot
      ? el.shadowRoot.childNodes
      : el.localName === "slot" && el.assignedNodes().length
        ? el.assignedNodes()
        : el.childNodes;
    for (const node of nodes) {
      if (node.nodeType === 3) text += node.data;
      else if (node.nodeType === 1) {
        const part = compute(node, {
          seen: how.seen,
          inside: true,
          referenced: false,
          underHidden: how.underHidden,
        });
        const inline = /^(inline|contents)$/.test(style(node).display);
        text += inline ? part : ` ${part} `;
      }
    }
    return text + pseudo(el, "::after");
  };
  const pseudo = (el, which) => {
    const content = getComputedStyle(el, which).content;
    if (!content || content === "none" || content === "normal") return "";
    const alternative = content.match(/\/\s*"((?:[^"\\]|\\.)*)"\s*$/);
    if (alternative) return alternative[1];
    return (content.match(/"((?:[^"\\]|\\.)*)"/g) || []).map((s) => s.slice(1, -1)).join("");
  };

  /** The accessible description: aria-describedby, aria-description, else a title not used as name. */
  const description = (el) => {
    const refs = idrefs(el, "aria-describedby");
    if (refs.length)
      return squeeze(
        refs
          .map((ref) =>
            compute(ref, { seen: new Set(), inside: false, referenced: true, underHidden: true }),
          )
          .join(" "),
      );
    const given = (el.getAttribute("aria-description") || "").trim();
    if (given) return given;
    const title = (el.getAttribute("title") || "").trim();
    return title && squeeze(title) !== name(el) ? squeeze(title) : "";
  };

  // --- the keyboard -----------------------------------------------------------------------------

  const focusable = (el) => {
    if (el.disabled || el.closest("[inert]")) return false;
    if (el.localName === "input" && el.type === "hidden") return false;
    if (/^(a|area)$/.test(el.localName))
      return el.hasAttribute("href") || el.hasAttribute("tabindex");
    if (/^(button|input|select|textarea|iframe)$/.test(el.localName))
      return (
        !el.matches("fieldset:disabled *") ||
        !!el.closest("fieldset:disabled > legend:first-of-type")
      );
    if (el.localName === "summary")
      return (
        (el.parentElement &&
          el.parentElement.localName === "details" &&
          el === el.parentElement.querySelector(":scope > summary")) ||
        el.hasAttribute("tabindex")
      );
    if (/^(audio|video)$/.test(el.localName)) return el.controls || el.hasAttribute("tabindex");
    return (
      (el.hasAttribute("tabindex") && !Number.isNaN(parseInt(el.getAttribute("tabindex"), 10))) ||
      (el.isContentEditable &&
        el.getAttribute("contenteditable") !== null &&
        el.getAttribute("contenteditable") !== "false")
    );
  };
  /** Reached by Tab, as far as markup and style tell. */
  const tabbable = (el) => focusable(el) && el.tabIndex >= 0 && rendered(el);

  // --- colours ----------------------------------------------------------------------------------

  const canvas = () => {
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    return (text) => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = "#000";
      context.fillStyle = text;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
  };
  let paint = null;
  const parsed = new Map();
  /** A CSS colour as [red, green, blue, alpha], 0–255 and 0–1. */
  const colour = (text) => {
    let found = parsed.get(text);
    if (found) return found;
    const plain =
      /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:\s*[,/]\s*([\d.]+%?))?\s*\)$/.exec(text);
    if (plain) {
      const alpha =
        plain[4] === undefined
          ? 1
          : plain[4].endsWith("%")
            ? parseFloat(plain[4]) / 100
            : parseFloat(plain[4]);
      found = [+plain[1], +plain[2], +plain[3], alpha];
    } else {
      paint = paint || canvas();
      found = paint(text);
    }
    parsed.set(text, found);
    return found;
  };
  const over = (front, back) => {
    const a = front[3] + back[3] * (1 - front[3]);
    if (a === 0) return [0, 0, 0, 0];
    return [0, 1, 2]
      .map((i) => (front[i] * front[3] + back[i] * back[3] * (1 - front[3])) / a)
      .concat(a);
  };
  /** Relative luminance, WCAG 2.2. */
  const luminance = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => {
      const s = v / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** Contrast ratio of two opaque colours, 1 to 21. */
  const contrast = (one, other) => {
    const [a, b] = [luminance(one), luminance(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  /** The plain colour behind an element, or null where an image, a gradient or the like is there. */
  const background = (el) => {
    const s = style(el);
    if (
      s.backgroundImage !== "none" ||
      (mentions("blend-mode") && s.mixBlendMode !== "normal") ||
      (mentions("filter") &&
        (s.filter !== "none" || (s.backdropFilter && s.backdropFilter !== "none")))
    )
      return null;
    const own = colour(s.backgroundColor);
    if (own[3] >= 0.999) return own;
    const up = parentOf(el);
    const back = up
      ? backing(up)
      : once("canvas", () =>
          matchMedia("(prefers-color-scheme: dark)").matches &&
          /dark/.test(style(document.documentElement).colorScheme)
            ? [18, 18, 18, 1]
            : [255, 255, 255, 1],
        );
    return back && over(own, back);
  };
  let backings = new WeakMap();
  /** The plain colour that an element is for those within it; null where it fades them as well. */
  const backing = (el) => {
    let known = backings.get(el);
    if (known === undefined) {
      known = mentions("opacity") && parseFloat(style(el).opacity) < 1 ? null : background(el);
      backings.set(el, known);
    }
    return known;
  };

  // --- what is measured once ----------------------------------------------------------------------

  let kept = new Map();
  /** What `make` returns, made once for all rules that run together. */
  const once = (key, make) => {
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key);
  };

  const NO_PROSE =
    /^(script|style|template|noscript|head|title|textarea|select|datalist|iframe|object|embed|audio|video|canvas|svg|math|progress|meter)$/;
  const childrenOf = (el) =>
    el.shadowRoot
      ? el.shadowRoot.childNodes
      : el.localName === "slot" && el.assignedNodes().length
        ? el.assignedNodes()
        : el.childNodes;

  /**
   * Runs of text, in tree order: the words that stand in one block without another block between
   * them. Each is {el, parts}: the block, and parts {text, el, node}, where el is the element that
   * the text stands in directly; a line break is a part with the text "\n", and a picture or another
   * thing that is no text has the text "\uFFFC". Text that is not laid out is left out.
   */
  const runs = () =>
    once("runs", () => {
      const found = [];
      let run = null;
      const close = () => {
        if (run && run.parts.some((part) => /[^\s\uFFFC]/.test(part.text))) found.push(run);
        run = null;
      };
      const add = (block, part) => {
        if (!run) run = { el: block, parts: [] };
        run.parts.push(part);
      };
      const visit = (el, block) => {
        const s = style(el);
        const hidden = s.visibility !== "visible";
        const pre =
          /^(pre|break-spaces)/.test(s.whiteSpace) || /^preserve/.test(s.whiteSpaceCollapse || "");
        for (const node of childrenOf(el)) {
          if (node.nodeType === 3) {
            if (hidden || (!run && !/\S/.test(node.data))) continue;
            add(block, {
              text: pre ? node.data : node.data.replace(/[ \t\r\n\f]+/g, " "),
              el,
              node,
            });
          } else if (node.nodeType === 1) {
            const tag = node.localName;
            if (tag === "br") {
              if (run) run.parts.push({ text: "\n", el: node, node });
              continue;
            }
            const inner = style(node);
            if (inner.display === "none") continue;
            if (NO_PROSE.test(tag) || /^(img|input)$/.test(tag)) {
              if (inner.display.startsWith("inline"))
                add(block, { text: "\uFFFC", el: node, node });
              else close();
            } else if (
              inner.display === "contents" ||
              ((inner.display.startsWith("inline") || inner.display.startsWith("ruby")) &&
                inner.float === "none" &&
                !/^(absolute|fixed)$/.test(inner.position))
            ) {
              visit(node, block);
            } else {
              close();
              visit(node, node);
              close();
            }
          }
        }
      };
      if (document.body && document.body.localName === "body") visit(document.body, document.body);
      close();
      return found;
    });

  // --- running ----------------------------------------------------------------------------------

  const pageFor = (id, state, results) => {
    const note = (kind, el, data) => ({ kind, el, data: data || {} });
    return {
      id,
      state,
      all: select,
      pass: (el) => note("passed", el),
      fail: (el, data) => note("failed", el, data),
      ask: (el, data) => note("cantTell", el, data),
      facts: results.facts,
    };
  };

  let elements = null;
  let shadowed = false;
  const everything = () => {
    if (!elements) {
      elements = walk(document);
      shadowed = elements.some((el) => el.shadowRoot);
    }
    return elements;
  };
  // The browser's own search is a hundred times as fast, but stops at shadow roots.
  const select = (selector) => {
    const found = everything();
    if (selector === "*") return found;
    return shadowed
      ? found.filter((el) => el.matches(selector))
      : [...document.querySelectorAll(selector)];
  };

  /** The document and every open shadow root: each has elements and style sheets of its own. */
  const scopes = () => {
    const all = everything();
    return shadowed ? [document, ...all.flatMap((el) => el.shadowRoot || [])] : [document];
  };
  const HOST = /^:host(?:\(([^()]*)\))?$/;
  /** The elements that a selector of a style sheet of a document or a shadow root means; none for what cannot be asked for. */
  const find = (scope, selector) => {
    try {
      const host = scope.host && HOST.exec(selector);
      if (host) return scope.host.matches(host[1] || "*") ? [scope.host] : [];
      return [...scope.querySelectorAll(selector)];
    } catch {
      return [];
    }
  };
  const sheetsOf = (scope) => [...scope.styleSheets, ...scope.adoptedStyleSheets];
  /** The animations of the document and of what is in shadow roots, which it does not count as its own. */
  const animations = () => scopes().flatMap((scope) => scope.getAnimations());
  /** Each style sheet, with the document or the shadow root that it is for. */
  const sheets = () => scopes().flatMap((scope) => sheetsOf(scope).map((sheet) => [scope, sheet]));

  // Attributes that set what a style sheet could.
  const STYLING = ["opacity", "filter", "mask", "clip-path", "transform"];
  const attributesThatStyle = () =>
    once("attributes that style", () => {
      const styled = [...document.querySelectorAll("[style]")].map((el) =>
        el.getAttribute("style"),
      );
      const other = STYLING.filter((name) => document.querySelector(`[${name}]`));
      return [...styled, ...other, document.querySelector("[align]") ? "float" : ""].join("\n");
    });
  /**
   * Whether any style of the page names something, a property for example: to ask the browser for
   * the style of each element costs a hundred times as much. True where that is not to be known.
   */
  const mentions = (word) =>
    once(`mentions ${word}`, () => {
      try {
        if (
          (everything() && shadowed) ||
          animations().length > 0 ||
          attributesThatStyle().includes(word)
        )
          return true;
        return sheetsOf(document).some((sheet) => checks.styles.says(sheet, word));
      } catch {
        return true; // of another origin
      }
    });

  const forget = () => {
    styles = new WeakMap();
    exposures = new WeakMap();
    hiddenBranches = new WeakMap();
    renderings = new WeakMap();
    visibles = new WeakMap();
    branches = new WeakMap();
    backings = new WeakMap();
    names = new WeakMap();
    labelled = null;
    places = new WeakMap();
    elements = null;
    kept = new Map();
  };

  /**
   * Run rules and return {rule: {applied, problems: [{outcome, key, data, target}], more, error}}.
   * `facts` is what the driver knows and the page does not, such as listeners.
   */
  /** What has to be waited for before some of the rules can be evaluated. */
  const ready = async (ids) => {
    for (const id of ids) {
      try {
        await befores.get(id)?.();
      } catch {
        // The rule itself will say what is wrong.
      }
    }
  };
  const befores = new Map();

  const run = (ids, state, facts) => {
    forget();
    const answer = {};
    for (const id of ids) {
      const rule = rules.get(id);
      const found = { applied: 0, problems: [], more: 0, error: "" };
      answer[id] = found;
      if (!rule) {
        found.error = "there is no such rule in the page";
        continue;
      }
      try {
        for (const result of rule(pageFor(id, state, { facts: facts || {} })) || []) {
          found.applied += 1;
          if (result.kind === "passed") continue;
          if (found.problems.length >= LIMIT) {
            found.more += 1;
            continue;
          }
          const { key, ...data } = result.data;
          found.problems.push({
            outcome: result.kind,
            key: key || result.kind,
            data,
            target: result.el ? describe(result.el) : null,
          });
        }
      } catch (error) {
        found.error = String((error && error.stack) || error);
      }
    }
    return answer;
  };

  return {
    rule: (id, check) => rules.set(id, check),
    before: (id, task) => befores.set(id, task),
    ready,
    run,
    forget,
    describe,
    ordinalOf,
    all: select,
    scopes,
    sheetsOf,
    sheets,
    animations,
    mentions,
    walk,
    parentOf,
    ancestors,
    byId,
    idrefs,
    style,
    exposed,
    rendered,
    visible,
    box,
    clipsAway,
    find,
    once,
    runs,
    textOf,
    shownText,
    ownText,
    squeeze,
    pseudo,
    role,
    explicitRole,
    implicitRole,
    name,
    description,
    labelsOf,
    WIDGETS,
    focusable,
    tabbable,
    colour,
    over,
    luminance,
    contrast,
    background,
    selectorOf,
    startTag,
  };
})();
