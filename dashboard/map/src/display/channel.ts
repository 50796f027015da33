/** Displays of one brief on one machine keep in step: what the presenter shows, the wall shows. */

import type { Mode } from "./brief-types";

/** A display joins, or says which scene it shows, whether it is paused, and how it stands; or the presenter goes. */
export type Word =
  | { is: "here" }
  | { is: "bye" }
  | { is: "show"; key: string; isPaused: boolean; by: Mode };

export class Channel {
  readonly #channel: BroadcastChannel | null;

  constructor(token: string, hear: (word: Word) => void) {
    this.#channel = "BroadcastChannel" in window ? new BroadcastChannel(`borderops-briefing ${token}`) : null;
    if (this.#channel) this.#channel.onmessage = ({ data }: MessageEvent<Word>) => { hear(data); };
  }

  say(word: Word): void { this.#channel?.postMessage(word); }

  close(): void { this.#channel?.close(); }
}
