// Small questions about a page that has just been opened.

/** Why what was opened is nothing to look at, or an empty text. */
export const noPageBecause = () => {
  if (!document.documentElement)
    return "a script has taken everything away, its root element included";
  const error = document.contentType !== "text/html" && document.querySelector("parsererror div");
  if (!error) return "";
  const words = error.textContent.trim().replace(/^error on line/, "line");
  return `it is not well-formed XML, so readers get the browser’s error page: ${words}`;
};
export const asksForPassword = () => document.querySelector("input[type=password]") !== null;
export const scriptCount = () => document.scripts.length;
/** How many characters of text a reader sees, spaces left out. */
export const shownCharacters = () =>
  document.body ? document.body.innerText.replace(/\s+/g, "").length : 0;
/** Lay the page out, and put what moves at its end. */
export const layOut = () => {
  document.documentElement.getBoundingClientRect();
  curbcut.finish();
};
