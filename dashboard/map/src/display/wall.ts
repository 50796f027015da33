/** What a wall needs of the machine: a screen that stays awake, no cursor, the whole screen. */

const IDLE_MS = 3000;

/** The cursor is hidden until it is moved, and again three seconds after its last movement. */
export class Cursor {
  #timer = 0;
  readonly #wake = (): void => { this.#move(); };

  constructor(private readonly root: HTMLElement) {
    root.addEventListener("pointermove", this.#wake);
    root.addEventListener("pointerdown", this.#wake);
    root.dataset.idle = "";
  }

  stop(): void {
    window.clearTimeout(this.#timer);
    for (const kind of ["pointermove", "pointerdown"]) this.root.removeEventListener(kind, this.#wake);
    delete this.root.dataset.idle;
  }

  #move(): void {
    delete this.root.dataset.idle;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => { this.root.dataset.idle = ""; }, IDLE_MS);
  }
}

/** Keeps the screen on while the page is seen, where the browser can. */
export class Awake {
  #lock: WakeLockSentinel | null = null;
  readonly #again = (): void => { void this.#take(); };

  constructor() {
    document.addEventListener("visibilitychange", this.#again);
    void this.#take();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#again);
    void this.#lock?.release();
  }

  async #take(): Promise<void> {
    if (document.hidden || !("wakeLock" in navigator)) return;
    this.#lock = await navigator.wakeLock.request("screen").catch(() => null);
  }
}

/** To the full screen, or back from it. */
export async function toggleFullScreen(root: HTMLElement): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await root.requestFullscreen({ navigationUI: "hide" }).catch(() => undefined);
}
