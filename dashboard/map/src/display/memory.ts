/** What a display remembers in its tab and in its address, so that a restart goes on where it was. */

import type { Mode } from "./brief-types";

const WRITE_EVERY_MS = 1000;
const RELOADED = "borderops-briefing-reloaded";

export class Memory {
  #writtenAt = -WRITE_EVERY_MS;

  constructor(private readonly token: string) {}

  /** Whether the rotation was paused, in this tab. */
  get isPaused(): boolean { return window.sessionStorage.getItem(this.#paused) !== null; }

  set isPaused(isPaused: boolean) {
    if (isPaused) window.sessionStorage.setItem(this.#paused, "yes");
    else window.sessionStorage.removeItem(this.#paused);
  }

  get #paused(): string { return `borderops-briefing-paused ${this.token}`; }

  /** Write the address, without a step that "back" would undo; not more often than browsers like. */
  write(address: string, isNow: boolean): void {
    if (address === window.location.href) return;
    const now = performance.now();
    if (!isNow && now - this.#writtenAt < WRITE_EVERY_MS) return;
    this.#writtenAt = now;
    window.history.replaceState(window.history.state, "", address);
  }

  /** The server is another release than this page: load it, once for each release. */
  reloadOnce(bundle: string): void {
    if (window.sessionStorage.getItem(RELOADED) === bundle) return;
    window.sessionStorage.setItem(RELOADED, bundle);
    window.location.reload();
  }
}

/** The address of a scene as it is shown: all else in it stays. */
export function addressOf(href: string, mode: Mode, scene: string): string {
  const address = new URL(href);
  address.searchParams.set("scene", scene);
  if (mode === "presenter") address.searchParams.set("presenter", "1");
  else address.searchParams.delete("presenter");
  if (mode === "page") address.searchParams.delete("display");
  else if (mode === "wall" && !document.fullscreenElement) address.searchParams.set("display", "wall");
  return address.href;
}
