/** Whether the reader asked for little motion: then nothing flies, plays or fades by itself. */
export function isCalm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
