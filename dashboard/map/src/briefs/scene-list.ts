/** The list of scenes: chosen, moved by drag, by buttons and by keys, copied and taken out. */

import { element, icon } from "../dom";
import { dragRow } from "../row-drag";
import { bodyWords, KINDS } from "./scene-kinds";
import type { Body, Choices, PlanLine, Scene } from "./types";

const GRIP = ["M7 5h.01", "M13 5h.01", "M7 10h.01", "M13 10h.01", "M7 15h.01", "M13 15h.01"];
const UP = "M5 12.500 10 7.500l5 5";
const DOWN = "M5 7.500l5 5 5-5";
const COPY = "M7 7h9v9H7zM4 13V4h9";
const OUT = "M5 5l10 10M15 5 5 15";

export interface ListEvents {
  chosen(key: string): void;
  /** A scene is to stand at a place, counted from 0. */
  moved(key: string, place: number): void;
  copied(key: string): void;
  removed(key: string): void;
}

export class SceneList {
  readonly root = element("ol", { class: "br-scenes", "aria-label": "Scenes" });
  #scenes: readonly Scene[] = [];
  #shown: string | null = null;

  constructor(private readonly choices: Choices, private readonly plans: readonly PlanLine[], private readonly events: ListEvents) {
    this.root.addEventListener("keydown", (event) => { this.#onKey(event); });
  }

  show(scenes: readonly Scene[], chosen: string | null): void {
    const focused = this.#focused();
    this.#scenes = scenes;
    this.root.replaceChildren(...scenes.map((scene, place) => this.#row(scene, place, scene.key === chosen)));
    if (this.#shown !== chosen) this.root.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    this.#shown = chosen;
    if (focused) this.#control(focused.key, focused.control)?.focus();
  }

  /** Put the focus on a scene. */
  focus(key: string): void { this.#control(key, "choose")?.focus(); }

  #row(scene: Scene, place: number, isChosen: boolean): HTMLElement {
    const { key, title } = scene;
    const last = this.#scenes.length - 1;
    const row = element(
      "li", { class: "br-scene", "data-key": key, "aria-current": isChosen ? "true" : null },
      this.#grip(scene),
      this.#chooser(scene, place),
      element(
        "span", { class: "br-scene-tools" },
        tool("up", `Move ${title} up`, [UP], place > 0, () => { this.events.moved(key, place - 1); }),
        tool("down", `Move ${title} down`, [DOWN], place < last, () => { this.events.moved(key, place + 1); }),
        tool("copy", `Copy ${title}`, [COPY], true, () => { this.events.copied(key); }),
        tool("remove", `Take ${title} out`, [OUT], true, () => { this.events.removed(key); }),
      ),
    );
    return row;
  }

  #grip(scene: Scene): HTMLElement {
    const grip = element("span", { class: "br-grip", title: "Drag to another place", "aria-hidden": "true" }, icon(...GRIP));
    grip.addEventListener("pointerdown", (event) => {
      const row = grip.closest<HTMLElement>(".br-scene");
      if (row) dragRow(this.root, row, event, (place) => { this.events.moved(scene.key, place); });
    });
    return grip;
  }

  #chooser({ key, title, seconds, body }: Scene, place: number): HTMLElement {
    const choose = element(
      "button", { type: "button", class: "br-choose", "data-control": "choose", "aria-keyshortcuts": "Alt+ArrowUp Alt+ArrowDown" },
      element("span", { class: "br-place" }, String(place + 1)),
      element(
        "span", { class: "br-scene-words" },
        element("b", {}, title || "Without a title"),
        element("small", {}, this.#about(title, body)),
      ),
      element("span", { class: "br-seconds" }, `${seconds} s`),
    );
    choose.addEventListener("click", () => { this.events.chosen(key); });
    return choose;
  }

  #about(title: string, body: Body): string {
    const [kind, words] = [KINDS[body.kind].title, bodyWords(body, this.choices, this.plans)];
    if (title === kind) return words;
    return words === title ? kind : `${kind}: ${words}`;
  }

  #onKey(event: KeyboardEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>(".br-scene") : null;
    const place = this.#scenes.findIndex((scene) => scene.key === row?.dataset.key);
    const scene = this.#scenes[place];
    if (!scene || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const to = place + (event.key === "ArrowUp" ? -1 : 1);
    if (to >= 0 && to < this.#scenes.length) this.events.moved(scene.key, to);
  }

  #focused(): { key: string; control: string } | null {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || !this.root.contains(at)) return null;
    const key = at.closest<HTMLElement>(".br-scene")?.dataset.key;
    return key === undefined ? null : { key, control: at.dataset.control ?? "choose" };
  }

  #control(key: string, control: string): HTMLElement | null {
    const row = [...this.root.children].find((child) => (child as HTMLElement).dataset.key === key);
    const found = row?.querySelector<HTMLElement>(`[data-control="${control}"]`) ?? null;
    return found?.getAttribute("aria-disabled") === "true" ? (row?.querySelector<HTMLElement>("[data-control=choose]") ?? null) : found;
  }
}

/** Not `disabled`: the button keeps the focus at the ends of the list. */
function tool(control: string, name: string, paths: readonly string[], isOn: boolean, onClick: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: "br-tool", "data-control": control, "aria-label": name, title: name, "aria-disabled": isOn ? null : "true" }, icon(...paths));
  made.addEventListener("click", () => { if (isOn) onClick(); });
  return made;
}
