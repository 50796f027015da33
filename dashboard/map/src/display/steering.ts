/** What somebody at a display asks for, by key, remote, button or touch. */

import { element } from "../dom";
import { isTyping } from "../go-to";
import type { Mode } from "./brief-types";
import { KeyMap, type Command } from "./keys";
import { copyBeside, openNextPapers, openPapers } from "./papers";
import type { Presenter } from "./presenter";
import { rememberScene } from "./return-key";
import type { Rotation } from "./rotation";
import type { Stage } from "./stage";
import { toggleFullScreen } from "./wall";

const DIGITS_MS = 4000;
/** Papers that somebody left open on a wall are closed after this. */
const PAPERS_MS = 120_000;
/** The page's switch for single letters. */
const LETTERS_OFF = "borderops-keys-off";
/** Elements that have the space bar and Enter for themselves. */
const OWN_KEYS = "button, a, summary";

export interface Steered {
  container: HTMLElement;
  rotation: Rotation;
  stage: Stage;
  presenter: Presenter;
  /** The display stands otherwise now, or is paused, or goes on. */
  changed(): void;
  /** The address is that of the scene on show. */
  noteAddress(): void;
}

export class Steering {
  readonly digits = element("p", { class: "bd-digits", hidden: true, "aria-hidden": "true" });
  readonly #keys = new KeyMap(() => performance.now());
  #mode: Mode;
  /** How it stood before the presenter, or the full screen. */
  #before: Mode;
  #isPaused: boolean;
  #digitsTimer = 0;
  #papersTimer = 0;
  readonly #onKey = (event: KeyboardEvent): void => { this.#key(event); };
  readonly #onClick = (event: MouseEvent): void => { copyBeside(event.target); };
  readonly #onToggle = (): void => { this.#papersToggled(); };
  readonly #onFull = (): void => { this.#fullScreen(); };

  constructor(private readonly steered: Steered, mode: Mode, isPaused: boolean) {
    this.#mode = mode;
    this.#before = mode === "presenter" ? "page" : mode;
    this.#isPaused = isPaused;
    this.#tell(mode);
    steered.rotation.setPaused(isPaused);
    document.addEventListener("keydown", this.#onKey);
    document.addEventListener("fullscreenchange", this.#onFull);
    steered.container.addEventListener("click", this.#onClick);
    // It does not bubble.
    steered.container.addEventListener("toggle", this.#onToggle, true);
  }

  get mode(): Mode { return this.#mode; }

  get isPaused(): boolean { return this.#isPaused; }

  stop(): void {
    window.clearTimeout(this.#digitsTimer);
    document.removeEventListener("keydown", this.#onKey);
    document.removeEventListener("fullscreenchange", this.#onFull);
    window.clearTimeout(this.#papersTimer);
    this.steered.container.removeEventListener("click", this.#onClick);
    this.steered.container.removeEventListener("toggle", this.#onToggle, true);
  }

  act(command: Command): void {
    const { rotation, container, presenter, stage } = this.steered;
    switch (command.is) {
      case "pause": this.setPaused(!this.#isPaused); return;
      case "next": rotation.step(1); return;
      case "previous": rotation.step(-1); return;
      case "first": rotation.goTo(0); return;
      case "last": rotation.goTo(rotation.order.scenes.length - 1); return;
      case "jump": this.#showDigits(""); rotation.goTo(command.place); return;
      case "digits": this.#showDigits(command.words); return;
      case "full": void toggleFullScreen(container); return;
      case "presenter": this.#presenter(); return;
      case "papers": openNextPapers(stage.root); return;
      case "back": this.#back(); return;
      case "drill":
        this.steered.noteAddress();
        rememberScene();
        presenter.drill();
    }
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    // While papers are read the scene stays, whatever was asked.
    this.steered.rotation.setPaused(isPaused || this.#papers !== null);
    this.steered.changed();
  }

  get #papers(): HTMLElement | null { return openPapers(this.steered.container); }

  /** The page around the display steps back on a wall: see assets/marks.js. */
  #tell(mode: Mode): void {
    this.steered.container.dataset.mode = mode;
    document.documentElement.toggleAttribute("data-wall", mode === "wall");
  }

  #arrange(mode: Mode): void {
    this.#mode = mode;
    this.#tell(mode);
    this.steered.changed();
  }

  /** To the presenter and back; on a wall the same button leads to the page. */
  #presenter(): void {
    if (this.#mode === "presenter") { this.#arrange(this.#before); return; }
    this.#before = this.#mode;
    this.#arrange("presenter");
    this.setPaused(true);
  }

  /** Close what is open; from the presenter, back to the scene. */
  #back(): void {
    const papers = this.#papers;
    if (papers) papers.hidePopover();
    else if (this.#mode === "presenter") this.#arrange(this.#before);
  }

  /** Papers were opened or closed: the rotation waits, or goes on unless it was paused. */
  #papersToggled(): void {
    window.clearTimeout(this.#papersTimer);
    if (this.#papers && this.#mode === "wall") this.#papersTimer = window.setTimeout(() => { this.#papers?.hidePopover(); }, PAPERS_MS);
    this.setPaused(this.#isPaused);
  }

  #fullScreen(): void {
    if (this.#mode === "presenter") return;
    if (document.fullscreenElement) { this.#before = this.#mode; this.#arrange("wall"); }
    else this.#arrange(this.#before);
  }

  leaveWall(): void {
    this.#before = "page";
    if (document.fullscreenElement) void document.exitFullscreen();
    else this.#arrange("page");
  }

  #key(event: KeyboardEvent): void {
    const { target } = event;
    if (event.defaultPrevented || isTyping(target) || !(target instanceof Element) || target.closest("dialog")) return;
    if (/^[a-z]$/i.test(event.key) && window.localStorage.getItem(LETTERS_OFF) !== null) return;
    // Papers that are read scroll by their own keys.
    if (target.closest(".scene-papers") && !/^[bi]$/i.test(event.key)) return;
    if ((event.key === " " || event.key === "Enter") && target.closest(OWN_KEYS)) return;
    const command = this.#keys.command(event);
    if (command === null) return;
    // Escape closes papers by itself, and closes nothing else by the same press.
    if (event.key === "Escape" && this.#papers) return;
    event.preventDefault();
    this.act(command);
  }

  #showDigits(words: string): void {
    window.clearTimeout(this.#digitsTimer);
    this.digits.textContent = words === "" ? "" : `Scene ${words}, then Enter`;
    this.digits.hidden = words === "";
    if (words !== "") this.#digitsTimer = window.setTimeout(() => { this.#showDigits(""); }, DIGITS_MS);
  }
}
