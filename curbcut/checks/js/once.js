// What is measured once for all rules that run together.

/** The tables and values that `forget` empties. */
const forgetful = [];
let kept = new Map();

/** What `make` returns, made once for all rules that run together. */
export const once = (key, make) => {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key);
};

/** Call `task` whenever what is known of the page may have changed. */
export const onForget = (task) => {
  forgetful.push(task);
};

/** A table by elements that is emptied whenever what is known of the page may have changed. */
export class Remembered {
  #known = new WeakMap();

  constructor() {
    onForget(() => {
      this.#known = new WeakMap();
    });
  }

  get(key) {
    return this.#known.get(key);
  }

  set(key, value) {
    this.#known.set(key, value);
  }
}

/** The page may have changed: measure everything anew. */
export const forget = () => {
  kept = new Map();
  for (const task of forgetful) task();
};
