/** What the presenter sees beside the scene: notes, likely questions, where to look further, the next scene, the time. */

import { element } from "../dom";
import type { SceneEntry } from "./brief-types";
import { rememberScene } from "./return-key";
import type { SceneNode } from "./scene-node";

export class Presenter {
  readonly #notes = element("div", { class: "bd-notes" });
  readonly #questions = element("div", { class: "bd-questions" });
  readonly #links = element("ul", { class: "bd-drill" });
  readonly #next = element("div", { class: "bd-next" });
  readonly #nextTitle = element("h2", {});
  readonly #total = element("span", {});
  readonly #scene = element("span", {});
  readonly root = element("div", { class: "bd-desk" },
    element("div", { class: "bd-talk" }, part("Notes", this.#notes), part("Likely questions", this.#questions)),
    element("section", { class: "bd-coming", "aria-label": "Time, and what comes" },
      element("p", { class: "bd-time" }, this.#scene, element("small", {}, this.#total)),
      this.#nextTitle, this.#next,
      part("Look further", this.#links, element("p", { class: "bd-hint" }, "There, the key B comes back to this scene."))));
  #shown = "";
  #nextShown = "";

  /** Show what belongs to the scene on show; `next` is the one that follows. */
  show(scene: SceneNode, next: SceneNode | null, entry: SceneEntry | undefined): void {
    this.#texts(scene);
    const mark = `${entry?.key ?? ""} ${next?.shown?.digest ?? ""} ${next?.theme ?? ""}`;
    if (mark === this.#nextShown) return;
    this.#nextShown = mark;
    this.#nextTitle.textContent = entry ? `Next: ${entry.title}` : "No other scene";
    this.#next.replaceChildren(...(next ? [next.picture()] : []));
  }

  /** Time since the presenter began, and that of the scene of the time that it has, in milliseconds. */
  tick(total: number, scene: number, length: number): void {
    put(this.#scene, `${clock(scene)} of ${clock(length)} for this scene`);
    put(this.#total, `${clock(total)} in all`);
    this.#scene.toggleAttribute("data-over", scene > length);
  }

  #texts(scene: SceneNode): void {
    const { shown } = scene;
    const mark = JSON.stringify([shown?.key, shown?.notes, shown?.questions, shown?.links]);
    if (mark === this.#shown) return;
    this.#shown = mark;
    this.#notes.replaceChildren(...paragraphs(shown?.notes ?? "", "There are no notes for this scene."));
    const questions = shown?.questions ?? [];
    this.#questions.replaceChildren(...(questions.length === 0 ? paragraphs("", "No questions were written down.") : questions.map(({ question, answer }) =>
      element("details", { open: true }, element("summary", {}, question), ...paragraphs(answer, "No answer was written down.")))));
    this.#links.replaceChildren(...(shown?.links ?? []).map(({ words, address }) => {
      const link = element("a", { href: address }, words);
      link.addEventListener("click", () => { rememberScene(); });
      return element("li", {}, link);
    }));
  }

  /** Follow the first way further; false if there is none. */
  drill(): boolean {
    const link = this.#links.querySelector("a");
    link?.click();
    return link !== null;
  }
}

function put(place: HTMLElement, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}

function part(title: string, ...children: HTMLElement[]): HTMLElement {
  return element("section", { class: "bd-part", tabindex: 0, "aria-label": title }, element("h2", {}, title), ...children);
}

function paragraphs(words: string, otherwise: string): HTMLElement[] {
  const lines = words.split("\n").filter((line) => line.trim() !== "");
  return lines.length === 0 ? [element("p", { class: "bd-hint" }, otherwise)] : lines.map((line) => element("p", {}, line));
}

/** `3:07` of milliseconds. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
