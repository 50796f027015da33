/** Which layers are shown, in which order and how strongly: "key" or "key~NN", top first. */

import type { Kind } from "./props";

export interface ShownLayer {
  key: string;
  /** From 0 to 1. */
  opacity: number;
}

const SEPARATOR = "~";

/** The layers of a list of texts; a strength that is no percentage counts as full, a second mention not at all. */
export function parseShown(entries: readonly string[]): ShownLayer[] {
  const shown = new Map<string, ShownLayer>();
  for (const entry of entries) {
    const [key = "", percent] = entry.split(SEPARATOR);
    const opacity = percent !== undefined && /^\d{1,3}$/.test(percent) ? Math.min(100, Number(percent)) / 100 : 1;
    if (key && !shown.has(key)) shown.set(key, { key, opacity });
  }
  return [...shown.values()];
}

/** A layer as its text; full strength goes unsaid. */
export function shownText({ key, opacity }: ShownLayer): string {
  const percent = Math.round(opacity * 100);
  return percent >= 100 ? key : `${key}${SEPARATOR}${percent}`;
}

/** A layer's place in the drawing. */
export interface Stacked {
  key: string;
  /** Cells or heat lie below it. */
  isOverCells: boolean;
}

/** Bottom first, the order in which layers are drawn; `layers` are top first. */
export function stacked(layers: readonly { key: string; kind: Kind }[]): Stacked[] {
  let isOverCells = false;
  return [...layers].reverse().map(({ key, kind }) => {
    const placed = { key, isOverCells };
    isOverCells ||= kind === "cells" || kind === "heat";
    return placed;
  });
}

/** Top first, the order in which layers answer to the pointer: marks lie over everything. */
export function byTouch<T extends { description: { kind: Kind } }>(layers: readonly T[]): T[] {
  const isMark = ({ description }: T): boolean => description.kind === "points";
  return [...layers.filter(isMark), ...layers.filter((layer) => !isMark(layer))];
}
