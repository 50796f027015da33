/** The order and strength of all layers, shown or not: what the layer list edits and the browser remembers. */

import { parseShown, shownText } from "./shown-layers";

/** A layer as the list knows it; `order` is its place in the drawing when nobody chose another. */
export interface Orderable {
  key: string;
  order: number;
}

/** What the browser keeps between visits. */
export interface Remembered {
  /** Keys, top first. */
  order: string[];
  /** From 0 to 1, of layers that are not at full strength. */
  opacity: Record<string, number>;
}

export class LayerOrder {
  #order: string[];
  #opacity = new Map<string, number>();
  #shown = new Set<string>();

  constructor(layers: readonly Orderable[], remembered: Remembered | null) {
    this.#order = mergedOrder(layers, remembered?.order ?? []);
    for (const key of this.#order) this.setOpacity(key, remembered?.opacity[key] ?? 1);
  }

  /** Keys of the shown layers, top first. */
  get shown(): string[] {
    return this.#order.filter((key) => this.#shown.has(key));
  }

  /** The shown layers as the map takes them: "key" or "key~NN", top first. */
  get value(): string[] {
    return this.shown.map((key) => shownText({ key, opacity: this.opacityOf(key) }));
  }

  get remembered(): Remembered {
    return { order: [...this.#order], opacity: Object.fromEntries([...this.#opacity].filter(([, opacity]) => opacity < 1)) };
  }

  isShown(key: string): boolean {
    return this.#shown.has(key);
  }

  opacityOf(key: string): number {
    return this.#opacity.get(key) ?? 1;
  }

  /** Take a list from outside: what it shows, how strongly, and its order among what it shows. */
  take(value: readonly string[]): void {
    const taken = parseShown(value).filter(({ key }) => this.#order.includes(key));
    this.#shown = new Set(taken.map(({ key }) => key));
    for (const { key, opacity } of taken) this.setOpacity(key, opacity);
    const inOrder = taken.map(({ key }) => key);
    this.#order = this.#order.map((key) => (this.#shown.has(key) ? (inOrder.shift() ?? key) : key));
  }

  /** Show what a list from outside shows, in the order and as strongly as is remembered. */
  takeKeys(value: readonly string[]): void {
    this.#shown = new Set(parseShown(value).map(({ key }) => key).filter((key) => this.#order.includes(key)));
  }

  show(key: string, isShown: boolean): void {
    if (isShown) this.#shown.add(key);
    else this.#shown.delete(key);
  }

  setOpacity(key: string, opacity: number): void {
    this.#opacity.set(key, Math.min(1, Math.max(0, opacity)));
  }

  /** Move a shown layer to a place among the shown ones, 0 on top; the layers that are off keep their places. */
  moveTo(key: string, place: number): void {
    const others = this.shown.filter((other) => other !== key);
    if (!this.#shown.has(key)) return;
    const at = Math.min(others.length, Math.max(0, place));
    const inOrder = [...others.slice(0, at), key, ...others.slice(at)];
    this.#order = this.#order.map((other) => (this.#shown.has(other) ? (inOrder.shift() ?? other) : other));
  }
}

/** Every layer once, top first: as remembered, and new ones where they would lie by themselves. */
function mergedOrder(layers: readonly Orderable[], remembered: readonly string[]): string[] {
  const own = [...layers].sort((a, b) => b.order - a.order).map(({ key }) => key);
  const known = new Set(own);
  const merged = [...new Set(remembered)].filter((key) => known.has(key));
  own.forEach((key, i) => {
    if (merged.includes(key)) return;
    const above = own.slice(0, i).reverse().find((other) => merged.includes(other));
    merged.splice(above === undefined ? 0 : merged.indexOf(above) + 1, 0, key);
  });
  return merged;
}

const STORED_AT = "borderops.layers";

/** What this browser remembers; null if nothing, or if it may not remember. */
export function readRemembered(): Remembered | null {
  try {
    const read: unknown = JSON.parse(window.localStorage.getItem(STORED_AT) ?? "null");
    if (!read || typeof read !== "object") return null;
    const { order, opacity } = read as Partial<Record<keyof Remembered, unknown>>;
    return { order: texts(order), opacity: shares(opacity) };
  } catch {
    // Storage may be forbidden, or hold what we did not write: then nothing is remembered.
    return null;
  }
}

export function remember(remembered: Remembered): void {
  try {
    window.localStorage.setItem(STORED_AT, JSON.stringify(remembered));
  } catch {
    // Storage may be full or forbidden: the list works without memory.
  }
}

function texts(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((item): item is string => typeof item === "string") : [];
}

function shares(given: unknown): Record<string, number> {
  const entries = given && typeof given === "object" ? Object.entries(given as Record<string, unknown>) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === "number" && entry[1] >= 0 && entry[1] <= 1));
}
