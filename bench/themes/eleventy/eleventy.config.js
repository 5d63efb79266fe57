// The same page as the other tools make, with Eleventy's own means. What pages of a category share
// is made once for each category.
import { HtmlBasePlugin, IdAttributePlugin } from "@11ty/eleventy";
import container from "markdown-it-container";

const KINDS = ["note", "tip", "important", "warning"];

export default function (config) {
  config.addPlugin(IdAttributePlugin, { selector: "h2,h3" });
  config.addPlugin(HtmlBasePlugin);
  config.addPassthroughCopy("content/pictures");
  config.addPassthroughCopy({ "style.css": "style.css" });
  config.amendLibrary("md", (markdown) => {
    for (const kind of KINDS) {
      markdown.use(container, kind, {
        render(tokens, index) {
          const token = tokens[index];
          if (token.nesting !== 1) return "</section>\n";
          const title = token.info.trim().slice(kind.length + 1);
          return `<section class="callout callout--${kind}"><p>${markdown.utils.escapeHtml(title)}</p>\n`;
        },
      });
    }
  });

  const byOrder = (a, b) => a.data.order - b.data.order;
  let seen, below, byUrl;
  // collections.all is one array in a build, so that this is computed once in each
  function index(all) {
    if (seen === all) return;
    seen = all;
    byUrl = new Map(all.map((page) => [page.url, page]));
    below = new Map();
    for (const page of all) {
      const parent = page.url.replace(/[^/]+\/$/, "");
      if (page.url === "/") continue;
      if (!below.has(parent)) below.set(parent, []);
      below.get(parent).push(page);
    }
    for (const pages of below.values()) pages.sort(byOrder);
    navigation.clear();
  }
  const navigation = new Map();
  config.addFilter("children", (url, all) => (index(all), below.get(url) ?? []));
  config.addFilter("trail", (url, all) => {
    index(all);
    const parts = url.split("/").slice(1, -1);
    return parts.map((_, n) =>
      byUrl.get(
        `/${parts
          .slice(0, n)
          .map((part) => `${part}/`)
          .join("")}`,
      ),
    );
  });
  config.addFilter("neighbours", (url, all) => {
    index(all);
    const siblings = below.get(url.replace(/[^/]+\/$/, "")) ?? [];
    const place = siblings.findIndex((page) => page.url === url);
    return { previous: siblings[place - 1], next: siblings[place + 1] };
  });
  config.addFilter("sectionNav", (url, all) => {
    index(all);
    const top = `/${url.split("/")[1]}/`;
    if (!navigation.has(top)) {
      const list = (pages, inner) =>
        `<ul>${pages.map((page) => `<li><a href="${page.url}">${page.data.title}</a>${inner(page)}</li>`).join("\n")}</ul>`;
      const html = list(below.get(top) ?? [], (page) => list(below.get(page.url) ?? [], () => ""));
      navigation.set(top, html);
    }
    return navigation.get(top).replace(`href="${url}"`, `href="${url}" aria-current="page"`);
  });
  config.addFilter(
    "sectionTitle",
    (url, all) => (index(all), byUrl.get(`/${url.split("/")[1]}/`)?.data.title),
  );
  config.addFilter("contents", (html) =>
    [...html.matchAll(/<h[23][^>]*>(.*?)<\/h[23]>/g)].map(([, text]) => ({
      text,
      id: config.getFilter("slugify")(text),
    })),
  );

  return {
    markdownTemplateEngine: false,
    dir: { input: "content", includes: "../includes", output: "out" },
  };
}
