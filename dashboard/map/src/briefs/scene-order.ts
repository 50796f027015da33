/** Order and keys of scenes: pure, so that drag, keys and buttons do the same. */

import type { Scene } from "./types";

const LONGEST_KEY = 60;
const ROOM_FOR_NUMBER = 4;

/** The list with the item at `from` at place `to`, both counted from 0; places outside are the nearest end. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const others = list.filter((_, place) => place !== from);
  const at = Math.min(others.length, Math.max(0, to));
  const item = list[from];
  return item === undefined ? [...list] : [...others.slice(0, at), item, ...others.slice(at)];
}

/** The key, numbered if another scene has it already. */
export function freeKey(key: string, scenes: readonly Scene[]): string {
  const taken = new Set(scenes.map((scene) => scene.key));
  if (!taken.has(key)) return key;
  const start = key.replace(/-\d+$/, "").slice(0, LONGEST_KEY - ROOM_FOR_NUMBER);
  for (let number = 2; ; number++) if (!taken.has(`${start}-${number}`)) return `${start}-${number}`;
}

/** The scenes with one more after `place`; -1 is at the start. */
export function withScene(scenes: readonly Scene[], scene: Scene, place: number): Scene[] {
  const own = { ...scene, key: freeKey(scene.key, scenes) };
  return [...scenes.slice(0, place + 1), own, ...scenes.slice(place + 1)];
}

/** The scenes with a copy of the one at `place` after it. */
export function withCopy(scenes: readonly Scene[], place: number): Scene[] {
  const scene = scenes[place];
  return scene ? withScene(scenes, structuredClone(scene), place) : [...scenes];
}

/** How long the scenes take one after the other, in words. */
export function durationWords(scenes: readonly Scene[]): string {
  const seconds = scenes.reduce((sum, scene) => sum + scene.seconds, 0);
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return [minutes ? `${minutes} min` : "", rest || !minutes ? `${rest} s` : ""].filter(Boolean).join(" ");
}
