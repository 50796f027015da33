/** The 24 colours of regions: twelve hues at two lightnesses, far apart from number to number, per theme. */

import type { Theme } from "../props";

export const COLOURS = 24;

const FILLS: Readonly<Record<Theme, readonly string[]>> = {
  dark: [
    "#e17c85", "#087988", "#3fb78b", "#a24a69", "#bc86d4", "#2c7f44", "#aaa239", "#775aa6",
    "#67a1eb", "#83680b", "#de845a", "#0573aa", "#1db4b4", "#a64d40", "#d57db0", "#067d6e",
    "#7cb05e", "#92508c", "#9792e9", "#637510", "#cb9238", "#5166b1", "#24aed9", "#9d580c",
  ],
  light: [
    "#f39098", "#1590a1", "#5bc99e", "#bd5b7d", "#ce99e5", "#3b9555", "#bcb554", "#8d6cc2",
    "#7cb4fc", "#9c7c0b", "#f0986f", "#1a89c5", "#31c8c9", "#c15e50", "#e791c2", "#149483",
    "#90c273", "#ab61a5", "#a9a6fa", "#778b20", "#dda552", "#627ace", "#49c1ea", "#b76b1c",
  ],
  contrast: [
    "#fdb4b9", "#0e97a9", "#41ebb0", "#de4181", "#e7b4fe", "#03a14a", "#dbcf3c", "#9b61ea",
    "#a8ceff", "#a38207", "#fdb89a", "#0a8fd1", "#1ee6e7", "#e54533", "#feaddb", "#0f9b89",
    "#9ce172", "#c54ebe", "#c4c4fd", "#7c9209", "#febd5c", "#5978fd", "#78d9fe", "#c46d01",
  ],
};

/** The fill of a colour's number. */
export function fillOf(theme: Theme, colour: number): string {
  const fills = FILLS[theme];
  return fills[((colour % COLOURS) + COLOURS) % COLOURS] ?? "#808080";
}

/** All fills of a theme, by number. */
export function fillsOf(theme: Theme): readonly string[] {
  return FILLS[theme];
}

/** The first colour that fewest of the given numbers have. */
export function freeColour(taken: readonly number[]): number {
  const counts = new Array<number>(COLOURS).fill(0);
  for (const colour of taken) counts[colour % COLOURS] = (counts[colour % COLOURS] ?? 0) + 1;
  return counts.indexOf(Math.min(...counts));
}
