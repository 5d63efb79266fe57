// What is gone or covered in a narrow window.

import {
  attr,
  bodyOf,
  closest,
  containsNode,
  createTreeWalker,
  documentElementOf,
  getBoundingClientRect,
  idOf,
  matches,
  parentElementOf,
  querySelector,
  querySelectorAll,
  scrollHeightOf,
} from "../../../browser/scripts/dom.js";
import { rule } from "../../js/rules.js";
import { squeeze, textOf } from "../../js/text.js";
import { parentOf } from "../../js/tree.js";
import { isRendered, isVisible, styleOf } from "../../js/visibility.js";
import { FLOOR, SMALL_SCREEN, inLight, measured, says, totalInLight } from "./measured_text.js";

// --- gone in a narrow window --------------------------------------------------------------------------

let firstControls = new WeakSet();
const CONTROL =
  "button, summary, [role=button], [aria-expanded], [aria-haspopup], [aria-controls], input[type=checkbox], label[for]";

rule("content-missing-narrow", function* (page) {
  const texts = measured(page);
  if (page.state === "light") {
    firstControls = new WeakSet(page.all(CONTROL).filter((el) => isVisible(el)));
    return;
  }
  if (!totalInLight()) return;
  yield page.pass(null);
  const shownNow = new Set();
  let said = "";
  for (const text of texts) {
    if (text.shown > 0.05) {
      shownNow.add(text.node);
      said += ` ${says(text)}`;
    }
  }
  said = said.toLowerCase();
  const gone = new Map();
  const range = createTreeWalker(document, bodyOf(document) || document, NodeFilter.SHOW_TEXT);
  for (let node = range.nextNode(); node; node = range.nextNode()) {
    const was = inLight(node);
    if (!was || was.shown < FLOOR || shownNow.has(node)) continue;
    const words = squeeze(node.data);
    if (words.length < 2 || said.includes(words.toLowerCase())) continue;
    let box = parentElementOf(node);
    if (!box || closest(box, "[aria-hidden=true], dialog, [role=dialog], [role=tabpanel]"))
      continue;
    for (
      let up = parentOf(box);
      up && up !== bodyOf(document) && !isRendered(up);
      up = parentOf(up)
    )
      box = up;
    // Merely parked or closed: something is still laid out there, see text-lost-narrow.
    if (isRendered(box)) continue;
    gone.set(box, (gone.get(box) || "") + ` ${words}`);
  }
  if (!gone.size) return;
  const fresh = page
    .all(CONTROL)
    .filter(
      (el) => isVisible(el) && (!firstControls.has(el) || attr(el, "aria-expanded") === "false"),
    );
  for (const [box, words] of gone) {
    const text = words.trim();
    const useful =
      text.length >= 40 ||
      matches(box, "a[href], button, input") ||
      querySelector(box, "a[href], button, input, select, textarea");
    if (!useful) continue;
    // A column that is turned into labels within the cells, or a header row that they repeat.
    if (closest(box, "thead, th, caption, tr")) continue;
    const ids = [idOf(box), ...[...querySelectorAll(box, "[id]")].map((el) => idOf(el))].filter(
      Boolean,
    );
    const tied = fresh.some((el) =>
      (attr(el, "aria-controls") || attr(el, "for") || "")
        .split(/\s+/)
        .some((id) => ids.includes(id)),
    );
    const menu =
      closest(box, "nav, header, aside, footer, [role=navigation], [role=banner]") ||
      querySelector(box, "nav, [role=navigation]") ||
      matches(box, "ul, ol");
    if (tied || (menu && fresh.length) || fresh.some((el) => parentOf(el) === parentOf(box)))
      continue;
    yield page.ask(box, { text });
  }
});

rule("content-covered-narrow", function* (page) {
  // Three quarters of the screen that remains at 400 % zoom.
  const most = SMALL_SCREEN * 0.75;
  const stuck = [];
  const inView = [];
  for (const el of page.all("*")) {
    const s = styleOf(el);
    if (s.position !== "fixed" && s.position !== "sticky") continue;
    if (!isVisible(el)) continue;
    if (s.position === "sticky" && s.top === "auto" && s.bottom === "auto") continue;
    const r = getBoundingClientRect(el);
    if (
      Math.min(r.right, innerWidth) - Math.max(r.left, 0) < innerWidth * 0.6 ||
      r.height < 1 ||
      r.top >= innerHeight ||
      r.bottom <= 0
    )
      continue;
    stuck.push(el);
    // A box to answer and to be rid of: a dialog or a notice.
    if (closest(el, "dialog, [role=dialog], [role=alertdialog], [role=alert], [role=status]"))
      continue;
    // A panel over the whole height is one that opens and closes.
    if (
      r.height >= innerHeight * 0.9 &&
      page.all("[aria-controls], [aria-expanded]").some((one) => isRendered(one))
    )
      continue;
    if (s.pointerEvents === "none" || inView.some((one) => containsNode(one, el))) continue;
    if (
      [...querySelectorAll(el, "button, a, [role=button], input[type=submit]")].some((b) =>
        /close|dismiss|accept|reject|agree|hide|schlie|akzept|cerrar|acept|إغلاق|قبول|×|✕/iu.test(
          `${textOf(b)} ${attr(b, "aria-label") || ""} ${b.value || ""}`,
        ),
      )
    )
      continue;
    if (s.position === "sticky" && scrollHeightOf(documentElementOf(document)) <= innerHeight)
      continue;
    // Sticky inside of a box of its own sticks only as long as that box is there.
    if (
      s.position === "sticky" &&
      parentElementOf(el) &&
      getBoundingClientRect(parentElementOf(el)).height <
        scrollHeightOf(documentElementOf(document)) * 0.5
    )
      continue;
    inView.push(el);
  }
  if (!stuck.length) return;
  yield page.pass(null);
  const high = inView.reduce(
    (sum, el) => sum + Math.min(innerHeight, getBoundingClientRect(el).height),
    0,
  );
  if (high < most || scrollHeightOf(documentElementOf(document)) <= innerHeight * 1.2) return;
  const tallest = inView.reduce((a, b) =>
    getBoundingClientRect(a).height >= getBoundingClientRect(b).height ? a : b,
  );
  yield page.ask(tallest, { height: Math.round(high) });
});
