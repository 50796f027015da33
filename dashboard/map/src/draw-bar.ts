/** What can be done with the drawn polygon: shown only while there is one, or one is being drawn. */

import { button, element, icon } from "./dom";
import type { Mode } from "./props";

export interface DrawBarActions {
  finish(): void;
  edit(): void;
  clear(): void;
  undo(): void;
  redo(): void;
  zoom(): void;
  /** Take the polygon to the planner, as a plan. */
  plan(): void;
}

export interface DrawBarState {
  mode: Mode;
  hasPolygon: boolean;
  /** The polygon in hand has an inside. */
  canFinish: boolean;
  canUndo: boolean;
  canRedo: boolean;
}

export class DrawBar {
  readonly root: HTMLElement;
  readonly #finish: HTMLButtonElement;
  readonly #edit: HTMLButtonElement;
  readonly #clear: HTMLButtonElement;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #zoom: HTMLButtonElement;
  readonly #plan: HTMLButtonElement;

  /** `focusMap` takes the focus when the button that has it goes away. */
  constructor(actions: DrawBarActions, private readonly focusMap: () => void) {
    this.#finish = button("Finish the polygon", icon("M4 10.5 8.5 15 16 5.5"), "Finish", () => { actions.finish(); });
    this.#edit = button("Edit the polygon", icon("M4 16l.8-3.4L13.6 4 16 6.4l-8.6 8.8L4 16zM12 5.6 14.4 8"), "Edit", () => { actions.edit(); });
    this.#undo = button("Undo", icon("M7 4 3.5 7.5 7 11M4 7.5h8a4 4 0 0 1 0 8H8"), "", () => { actions.undo(); });
    this.#redo = button("Redo", icon("M13 4l3.5 3.5L13 11M16 7.5H8a4 4 0 0 0 0 8h4"), "", () => { actions.redo(); });
    this.#zoom = button("Zoom to the polygon", icon("M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M7 7h6v6H7z"), "", () => { actions.zoom(); });
    this.#plan = button("Make a plan of the polygon", icon("M4 4.500h5v11H4zM9 4.500h7v6H9zM9 10.500h7v5H9z"), "Plan", () => { actions.plan(); });
    this.#clear = button("Clear the polygon", icon("M5 5l10 10M15 5 5 15"), "Clear", () => { actions.clear(); });
    this.root = element("div", { class: "bo-group bo-draw-bar", role: "toolbar", "aria-label": "Drawing" }, this.#finish, this.#edit, this.#undo, this.#redo, this.#zoom, this.#plan, this.#clear);
    this.show({ mode: "browse", hasPolygon: false, canFinish: false, canUndo: false, canRedo: false });
  }

  show({ mode, hasPolygon, canFinish, canUndo, canRedo }: DrawBarState): void {
    const focused = document.activeElement;
    this.root.hidden = mode === "browse" && !hasPolygon;
    this.#edit.setAttribute("aria-pressed", String(mode === "edit"));
    this.#finish.hidden = mode !== "draw";
    this.#finish.disabled = !canFinish;
    this.#edit.hidden = this.#zoom.hidden = this.#plan.hidden = !hasPolygon || mode === "draw";
    this.#clear.hidden = !hasPolygon && mode !== "draw";
    this.#undo.hidden = this.#redo.hidden = mode === "browse";
    this.#undo.disabled = !canUndo;
    this.#redo.disabled = !canRedo;
    const isGone = this.root.hidden || (focused instanceof HTMLButtonElement && (focused.disabled || focused.hidden));
    if (isGone && this.root.contains(focused)) this.focusMap();
  }
}
