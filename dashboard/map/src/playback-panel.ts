/** The controls of the playback, and the big label of the months on the map. */

import { button, element, icon } from "./dom";
import { fiscalYear, monthWords, periodWords, yearStarting } from "./months";
import { SPEEDS, WINDOWS, type Playback, type Speed } from "./playback";

export interface PanelActions {
  use(): void;
  close(): void;
}

const PLAY = "M6 4l10 6-10 6z";
const PAUSE = "M6.5 4v12M13.5 4v12";
const SPEED_WORDS: Record<Speed, string> = { slow: "Slow", normal: "Normal", fast: "Fast" };
const NOTE = "Numbers beside the map still show the chosen period.";

export class PlaybackPanel {
  readonly root: HTMLElement;
  readonly label = element("div", { class: "bo-month", role: "status", hidden: "" });
  readonly #play: HTMLButtonElement;
  readonly #slider = element("input", { type: "range", class: "bo-slider", "aria-label": "Months shown", min: 0, step: 1 });
  readonly #ticks = element("div", { class: "bo-ticks", "aria-hidden": "true" });
  readonly #note = element("p", { class: "bo-hint" });
  #ticked = "";

  /** `isCalm`: nothing moves by itself. */
  constructor(private readonly playback: Playback, private readonly actions: PanelActions, private readonly isCalm: boolean) {
    this.#play = button("Play", icon(PLAY), "", () => { playback.toggle(); });
    this.#play.hidden = isCalm;
    this.#slider.addEventListener("input", () => { playback.goTo(Number(this.#slider.value)); });
    this.root = element("section", { class: "bo-panel bo-playback", "aria-label": "Playback", hidden: "" }, this.#head(), this.#timeline(), this.#choices());
    this.root.addEventListener("keydown", (event) => { this.#key(event); });
  }

  open(): void {
    this.root.hidden = this.label.hidden = false;
    this.show();
    (this.isCalm ? this.#slider : this.#play).focus({ preventScroll: true });
  }

  close(): void {
    this.root.hidden = this.label.hidden = true;
  }

  /** Bring the panel to the state of the playback. */
  show(): void {
    const { isPlaying, periods, at, period, seen } = this.playback;
    const name = isPlaying ? "Pause" : "Play";
    if (this.#play.title !== name) {
      this.#play.title = name;
      this.#play.setAttribute("aria-label", name);
      this.#play.replaceChildren(icon(isPlaying ? PAUSE : PLAY));
    }
    this.#slider.max = String(Math.max(0, periods.length - 1));
    this.#slider.value = String(at);
    const words = period ? periodWords(period) : "No months";
    this.#slider.setAttribute("aria-valuetext", words);
    // The label names what is on the map, not what is on its way.
    this.label.textContent = seen ? periodWords(seen) : "";
    // While it plays, the label would be read out without end.
    this.label.setAttribute("aria-live", isPlaying ? "off" : "polite");
    this.#tick();
  }

  /** Words about what is going on; none leaves the standing note. */
  say(words: string): void {
    this.#note.textContent = words || NOTE;
  }

  #head(): HTMLElement {
    const { playback } = this;
    const end = element("button", { type: "button", class: "bo-close", "aria-label": "Close the playback", title: "Close (Esc)" }, icon("M5 5l10 10M15 5 5 15"));
    end.addEventListener("click", () => { this.actions.close(); });
    return element(
      "div",
      { class: "bo-playback-head" },
      element(
        "div",
        { class: "bo-buttons", role: "group", "aria-label": "Steps" },
        button("One month back", icon("M14 4 7 10l7 6zM5 4v12"), "", () => { playback.goTo(playback.at - 1); }),
        this.#play,
        button("One month on", icon("M6 4l7 6-7 6zM15 4v12"), "", () => { playback.goTo(playback.at + 1); }),
      ),
      this.#select("Months in each picture", WINDOWS.map((size) => [String(size), size === 1 ? "1 month" : `${size} months`]), String(playback.size), (value) => { playback.resize(Number(value)); }),
      this.isCalm ? null : this.#select("Speed", Object.keys(SPEEDS).map((speed) => [speed, SPEED_WORDS[speed as Speed]]), playback.speed, (value) => { playback.speed = value as Speed; }),
      end,
    );
  }

  #timeline(): HTMLElement {
    return element("div", { class: "bo-timeline" }, this.#slider, this.#ticks);
  }

  #choices(): HTMLElement {
    const use = element("button", { type: "button", class: "bo-retry" }, "Use these months");
    use.addEventListener("click", () => { this.actions.use(); });
    this.say("");
    return element("div", { class: "bo-playback-foot" }, this.#note, use);
  }

  #select(name: string, options: string[][], value: string, chosen: (value: string) => void): HTMLSelectElement {
    const made = element("select", { class: "bo-select", "aria-label": name, title: name }, ...options.map(([key, words]) => element("option", { value: key ?? "" }, words)));
    made.value = value;
    made.addEventListener("change", () => { chosen(made.value); });
    return made;
  }

  /** Where the years begin: calendar years by a tick, fiscal years (October) by a mark with their name. */
  #tick(): void {
    const { periods } = this.playback;
    const signature = `${periods[0]?.to ?? ""}/${periods.length}`;
    if (signature === this.#ticked) return;
    this.#ticked = signature;
    const last = Math.max(1, periods.length - 1);
    const marks = periods.flatMap(({ to }, i) => {
      const year = yearStarting(to);
      if (!year) return [];
      const made = element("span", { class: `bo-tick bo-tick-${year}`, title: monthWords(to) }, year === "fiscal" ? fiscalYear(to) : to.slice(0, 4));
      made.style.setProperty("--at", String(i / last));
      return [made];
    });
    this.#ticks.replaceChildren(...marks);
  }

  #key(event: KeyboardEvent): void {
    const isOnButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLSelectElement;
    if (event.key === "Escape") this.actions.close();
    else if (event.key === " " && !isOnButton && !this.isCalm) this.playback.toggle();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
