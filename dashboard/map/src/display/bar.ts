/** The controls of a rotation: what keys do, as buttons. */

import { button, element, icon } from "../dom";
import type { BriefShown, Mode } from "./brief-types";
import type { Command } from "./keys";

const ICONS = {
  previous: "M13 4 6 10l7 6",
  next: "M7 4l7 6-7 6",
  pause: "M7 4v12M13 4v12",
  play: "M6 4l10 6-10 6z",
  full: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5",
  presenter: "M3 4h14v9H3zM10 13v4M6 17h8",
  papers: "M5 2h7l4 4v12H5zM8 9h6M8 12h6M8 15h4",
};

type Simple = Exclude<Command["is"], "jump" | "digits">;

export class Bar {
  readonly #pause: HTMLButtonElement;
  readonly #presenter: HTMLButtonElement;
  readonly #left = element("span", { class: "bd-left", "aria-hidden": "true" });
  readonly #title = element("h1", { class: "bd-name" });
  readonly #note = element("span", { class: "bd-note" });
  readonly #links = element("span", { class: "bd-links" });
  readonly root: HTMLElement;
  #shownFor = "";

  constructor(act: (command: Command) => void) {
    const of = (name: string, path: string, is: Simple, words = ""): HTMLButtonElement => {
      const made = button(name, icon(path), words, () => { act({ is }); });
      made.className = "bd-button";
      return made;
    };
    this.#pause = of("Pause (space)", ICONS.pause, "pause");
    this.#presenter = of("Presenter view (P)", ICONS.presenter, "presenter", "Presenter");
    const rotation = [of("Previous scene (left arrow)", ICONS.previous, "previous"), this.#pause, of("Next scene (right arrow)", ICONS.next, "next"), this.#left];
    const ways = [of("Papers of a number (I)", ICONS.papers, "papers", "Papers"), this.#presenter, of("Full screen (F)", ICONS.full, "full", "Full screen")];
    this.root = element("div", { class: "bd-bar", role: "toolbar", "aria-label": "Rotation" },
      element("span", { class: "bd-head" }, this.#title, this.#note),
      element("span", { class: "bd-buttons" }, ...rotation),
      element("span", { class: "bd-buttons" }, ...ways, this.#links));
  }

  show(brief: BriefShown | null, mode: Mode, isPaused: boolean, left: number): void {
    name(this.#pause, isPaused ? "Play (space)" : "Pause (space)", () => { this.#pause.replaceChildren(icon(isPaused ? ICONS.play : ICONS.pause)); });
    const [title, words] = PRESENTER[mode];
    name(this.#presenter, title, () => { this.#presenter.replaceChildren(icon(ICONS.presenter), element("span", { class: "bo-words" }, words)); });
    const time = isPaused ? "paused" : `${Math.ceil(left / 1000)} s`;
    if (this.#left.textContent !== time) this.#left.textContent = time;
    if (brief) this.#brief(brief);
  }

  #brief({ title, frozen, documents, edit }: BriefShown): void {
    const now = [title, frozen, documents, edit].join("\n");
    if (now === this.#shownFor) return;
    this.#shownFor = now;
    this.#title.textContent = title;
    this.#note.textContent = frozen;
    this.#links.replaceChildren(element("a", { class: "bd-button", href: documents }, edit === "" ? "Documents" : "Edit and documents"));
  }
}

const PRESENTER: Record<Mode, readonly [string, string]> = {
  page: ["Presenter view (P)", "Presenter"],
  wall: ["Leave the wall, to the page with its controls", "Leave the wall"],
  presenter: ["Back to the scene (B)", "Back to the scene"],
};

/** Name a button, and draw it anew if that is another name. */
function name(made: HTMLButtonElement, title: string, draw: () => void): void {
  if (made.title === title && made.childElementCount > 0) return;
  made.title = title;
  made.setAttribute("aria-label", title);
  draw();
}
