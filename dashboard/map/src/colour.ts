/** Colours as numbers. */

/** Red, green, blue from 0 to 1, of `#rrggbb`. */
export function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.replace("#", ""), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** The colour that `colour` gives at an opacity over `ground`, all `#rrggbb`. */
export function over(colour: string, ground: string, opacity: number): string {
  const [front, back] = [rgb(colour), rgb(ground)];
  const parts = front.map((part, i) => Math.round(255 * (part * opacity + (back[i] ?? 0) * (1 - opacity))));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** `#rrggbb` with an opacity from 0 to 1, as `rgba(...)`. */
export function withAlpha(hex: string, alpha: number): string {
  const [red, green, blue] = rgb(hex).map((part) => Math.round(part * 255));
  return `rgba(${red ?? 0},${green ?? 0},${blue ?? 0},${alpha})`;
}
