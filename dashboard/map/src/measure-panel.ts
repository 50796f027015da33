/** What is measured, in words, and what can be done next. */

import { element, icon } from "./dom";
import { areaWords, lengthWords } from "./measure-words";

export interface Measured {
  isOn: boolean;
  places: number;
  lengthM: number;
  /** Null until the line is closed. */
  areaM2: number | null;
}

export interface MeasureActions {
  undo(): void;
  close(): void;
  restart(): void;
  end(): void;
}

const FEWEST_CORNERS = 3;

export class MeasurePanel {
  readonly root: HTMLElement;
  readonly #figures = element("div", { class: "bo-measured", role: "status" });
  readonly #hint = element("p", { class: "bo-hint" });
  readonly #undo: HTMLButtonElement;
  readonly #close: HTMLButtonElement;
  readonly #restart: HTMLButtonElement;

  constructor(actions: MeasureActions) {
    const does = (words: string, act: () => void): HTMLButtonElement => {
      const made = element("button", { type: "button", class: "bo-retry" }, words);
      made.addEventListener("click", act);
      return made;
    };
    this.#undo = does("Undo", () => { actions.undo(); });
    this.#close = does("Close the shape", () => { actions.close(); });
    this.#restart = does("Start again", () => { actions.restart(); });
    const end = element("button", { type: "button", class: "bo-close", "aria-label": "End measuring", title: "End measuring (Esc)" }, icon("M5 5l10 10M15 5 5 15"));
    end.addEventListener("click", () => { actions.end(); });
    this.root = element(
      "section",
      { class: "bo-panel bo-measure", "aria-label": "Measure", hidden: "" },
      element("div", { class: "bo-panel-head" }, element("h3", {}, "Measure"), end),
      this.#figures,
      this.#hint,
      element("p", { class: "bo-pinned-actions" }, this.#undo, this.#close, this.#restart),
    );
  }

  show({ isOn, places, lengthM, areaM2 }: Measured): void {
    this.root.hidden = !isOn;
    const [length, area] = [places > 1 ? lengthWords(lengthM) : "", areaM2 === null ? "" : areaWords(areaM2)];
    this.#figures.replaceChildren(
      ...(length ? [element("p", {}, element("span", {}, area ? "Around " : "Length "), element("b", {}, length))] : []),
      ...(area ? [element("p", {}, element("span", {}, "Area "), element("b", {}, area))] : []),
    );
    this.#hint.textContent = hint(places, areaM2 !== null);
    this.#undo.disabled = this.#restart.disabled = places === 0;
    this.#close.disabled = places < FEWEST_CORNERS || areaM2 !== null;
  }
}

function hint(places: number, isClosed: boolean): string {
  if (isClosed) return "On the WGS84 ellipsoid. Esc ends measuring.";
  if (places === 0) return "Click or tap the first point. By keyboard: move the map, Enter adds its centre.";
  if (places < FEWEST_CORNERS) return "Click the next point. Backspace takes the last one back, Esc ends.";
  return "Click the next point, or the first one again to close the shape and read its area.";
}
