// Marks, in the list of a page's contents, the part that one is reading. The list works without it.
const contents = document.querySelector(".contents");
if (contents) {
  const parts = [...contents.querySelectorAll("a[href^='#']")]
    .map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter((part) => part.heading);

  // The part is the last one whose heading has come into the upper third of the window.
  const mark = () => {
    const current = parts.findLast((part) => part.heading.getBoundingClientRect().top < innerHeight / 3);
    for (const { link } of parts) link.removeAttribute("aria-current");
    current?.link.setAttribute("aria-current", "location");
  };

  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
  for (const { heading } of parts) observer.observe(heading);
}
