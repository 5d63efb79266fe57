// What our scripts put into their world for one another; for TypeScript, which only checks them.

export {};

declare global {
  /** What the session needs in each page; see page.js. */
  var curbcut: {
    /** No script of the page listens for changes of state. */
    quiet?: boolean;
    dress(css: string): void;
    drawn(): Promise<void>;
    enter(wish: { width: number; height: number; css?: string; settled: boolean }): Promise<void>;
    finish(): void;
    fonts(): Promise<void>;
    frame(): Promise<void>;
    json(value: unknown): Promise<string>;
    settle(): Promise<void>;
    turn(): Promise<void>;
    millisecondsUnchanged(): number;
    watchChanges(): void;
    wholeLinks(origin: string): void;
  };
  /** Which start tag of the source an element comes from; see origins.js. */
  var curbcutOrigins: {
    of(el: Element): number;
    expect(text: string, xml: boolean): void;
  };
  /** The words that checks look for, as regular expressions by their names; see js/words.js. */
  var curbcutWords: Readonly<Record<string, string>>;
  /** axe-core, in pages that it is put into. */
  var axe: { run(context: unknown, options: object): Promise<any> };

  var curbcutAxe: object;
  /** What Python calls; see entry_points.js. */
  var checks: object;
}
