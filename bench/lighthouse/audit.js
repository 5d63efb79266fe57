// Runs Lighthouse over a page in several ways. Gets on standard input
// {"chrome": path, "page": address, "ways": [{"scheme": "dark", "device": "phone"}, …], "root": …}
// and prints one line of JSON for each: {scheme, device, scores, short: [{category, audit, score}]}.

import { readFileSync } from "node:fs";
import lighthouse, { desktopConfig } from "lighthouse";
import puppeteer from "puppeteer-core";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const SWITCHES = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-proxy-server",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

const ATTEMPTS = 4;

const wish = JSON.parse(readFileSync(0, "utf-8"));
const browser = await puppeteer.launch({
  executablePath: wish.chrome,
  args: wish.root ? [...SWITCHES, "--no-sandbox"] : SWITCHES,
});
try {
  for (const way of wish.ways) {
    console.log(JSON.stringify({ ...way, ...figures(await measured(way)) }));
  }
} finally {
  await browser.close();
}

// On a busy machine Lighthouse now and then misses the beginning of a page load and asks for another.
async function measured({ scheme, device }) {
  const config = device === "computer" ? desktopConfig : undefined;
  for (let attempt = 1; ; attempt++) {
    const tab = await browser.newPage();
    await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const flags = { onlyCategories: CATEGORIES, logLevel: "silent" };
    const { lhr } = await lighthouse(wish.page, flags, config, tab);
    const dark = await tab.evaluate(
      () => globalThis.matchMedia("(prefers-color-scheme: dark)").matches,
    );
    await tab.close();
    if (dark !== (scheme === "dark")) throw new Error(`The page was not shown in ${scheme}`);
    if (!lhr.runtimeError) return lhr;
    if (attempt === ATTEMPTS) throw new Error(lhr.runtimeError.message);
  }
}

function figures(lhr) {
  const scores = {};
  const short = [];
  for (const id of CATEGORIES) {
    const category = lhr.categories[id];
    scores[id] = category.score === null ? null : Math.round(category.score * 100);
    for (const { id: audit, weight } of category.auditRefs) {
      const { score } = lhr.audits[audit];
      if (weight > 0 && score !== null && score < 1) short.push({ category: id, audit, score });
    }
  }
  return { scores, short };
}
