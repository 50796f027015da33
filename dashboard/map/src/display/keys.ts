/** Keys of a display: a keyboard, and a presenter's remote, which sends PageUp, PageDown, B and Escape. */

export type Command =
  | { is: "pause" | "next" | "previous" | "first" | "last" | "full" | "presenter" | "papers" | "back" | "drill" }
  | { is: "jump"; place: number }
  | { is: "digits"; words: string };

const COMMANDS = new Map<string, Exclude<Command["is"], "jump" | "digits">>([
  [" ", "pause"],
  ["ArrowRight", "next"],
  ["ArrowDown", "next"],
  ["PageDown", "next"],
  ["ArrowLeft", "previous"],
  ["ArrowUp", "previous"],
  ["PageUp", "previous"],
  ["Home", "first"],
  ["End", "last"],
  ["f", "full"],
  ["p", "presenter"],
  ["i", "papers"],
  ["b", "back"],
  [".", "back"],
  ["d", "drill"],
  ["Escape", "back"],
]);

/** Digits are kept for this long. */
const PATIENCE_MS = 4000;
const MOST_DIGITS = 3;

interface Pressed {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

export class KeyMap {
  #digits = "";
  #digitAt = 0;

  constructor(private readonly now: () => number) {}

  /** What the key asks for; null if it is not the display's. */
  command({ key, altKey, ctrlKey, metaKey }: Pressed): Command | null {
    if (altKey || ctrlKey || metaKey) return null;
    if (/^\d$/.test(key)) return { is: "digits", words: this.#digit(key) };
    if (key === "Enter") return this.#jump();
    const found = COMMANDS.get(key.length === 1 ? key.toLowerCase() : key);
    const isForgotten = key === "Escape" && this.#taken() !== "";
    return found === undefined || isForgotten ? null : { is: found };
  }

  #digit(key: string): string {
    if (this.now() - this.#digitAt > PATIENCE_MS) this.#digits = "";
    this.#digitAt = this.now();
    this.#digits = (this.#digits + key).slice(-MOST_DIGITS);
    return this.#digits;
  }

  #jump(): Command | null {
    const digits = this.#taken();
    return digits === "" ? null : { is: "jump", place: Number(digits) - 1 };
  }

  /** The digits that wait for Enter, which are then forgotten. */
  #taken(): string {
    const digits = this.now() - this.#digitAt > PATIENCE_MS ? "" : this.#digits;
    this.#digits = "";
    return digits;
  }
}
