// Marks, in the list of a page's contents, the part that one is reading. The list works without it.
(() => {
  "use strict";

  const contents = document.querySelector(".contents");
  if (!contents) return;
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = contents.querySelectorAll("a[href^='#']");
  const parts = [...links].flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });

  // The part is the last one whose heading has come into the upper third of the window.
  const mark = () => {
    const current = parts.findLast(
      ({ heading }) =>
        heading.checkVisibility() && heading.getBoundingClientRect().top < innerHeight / 3,
    );
    for (const { link } of parts) link.removeAttribute("aria-current");
    current?.link.setAttribute("aria-current", "location");
  };

  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
  for (const { heading } of parts) observer.observe(heading);
})();
