// The words of natural languages that checks look for, in any language. They are data: the patterns
// of curbcut/words/<language>.toml, by the names that curbcut/words/patterns.py explains.

/** @param {string} name */
const sourceOf = (name) => {
  if (!Object.hasOwn(curbcutWords, name)) throw new Error(`there are no words called “${name}”`);
  return curbcutWords[name];
};

/**
 * A regular expression that finds any of the words of this name in a text.
 * @param {string} name
 */
export const wordsPattern = (name) => new RegExp(sourceOf(name), "iu");

/**
 * The same where a text consists of nothing else; symbols at its end may be allowed besides.
 * @param {string} name
 * @param {string} [end] the source of a regular expression
 */
export const onlyWordsPattern = (name, end = "") => new RegExp(`^${sourceOf(name)}${end}$`, "iu");
