/** The buttons of drawing. */

import { button, element, icon } from "./dom";
import type { Mode } from "./props";

export interface ToolbarActions {
  draw(): void;
  finish(): void;
  edit(): void;
  clear(): void;
  undo(): void;
  redo(): void;
}

export interface ToolbarState {
  mode: Mode;
  hasPolygon: boolean;
  /** The polygon in hand has an inside. */
  canFinish: boolean;
  canUndo: boolean;
  canRedo: boolean;
}

export class Toolbar {
  readonly root: HTMLElement;
  readonly #draw: HTMLButtonElement;
  readonly #finish: HTMLButtonElement;
  readonly #edit: HTMLButtonElement;
  readonly #clear: HTMLButtonElement;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;

  /** `focusMap` takes the focus when the button that has it goes away. */
  constructor(container: HTMLElement, actions: ToolbarActions, private readonly focusMap: () => void) {
    this.#draw = button("Draw polygon", icon("M4 15 3 7l7-4 7 5-3 8z"), "Draw polygon", () => { actions.draw(); });
    this.#finish = button("Finish the polygon", icon("M4 10.5 8.5 15 16 5.5"), "Finish", () => { actions.finish(); });
    this.#edit = button("Edit the polygon", icon("M4 16l.8-3.4L13.6 4 16 6.4l-8.6 8.8L4 16zM12 5.6 14.4 8"), "Edit", () => { actions.edit(); });
    this.#undo = button("Undo", icon("M7 4 3.5 7.5 7 11M4 7.5h8a4 4 0 0 1 0 8H8"), "", () => { actions.undo(); });
    this.#redo = button("Redo", icon("M13 4l3.5 3.5L13 11M16 7.5H8a4 4 0 0 0 0 8h4"), "", () => { actions.redo(); });
    this.#clear = button("Clear the polygon", icon("M5 5l10 10M15 5 5 15"), "Clear", () => { actions.clear(); });
    this.root = element("div", { class: "bo-group bo-toolbar", role: "toolbar", "aria-label": "Drawing" }, this.#draw, this.#finish, this.#edit, this.#undo, this.#redo, this.#clear);
    container.append(this.root);
    this.show({ mode: "browse", hasPolygon: false, canFinish: false, canUndo: false, canRedo: false });
  }

  show({ mode, hasPolygon, canFinish, canUndo, canRedo }: ToolbarState): void {
    const focused = document.activeElement;
    this.#draw.setAttribute("aria-pressed", String(mode === "draw"));
    this.#edit.setAttribute("aria-pressed", String(mode === "edit"));
    this.#finish.hidden = mode !== "draw";
    this.#finish.disabled = !canFinish;
    this.#edit.hidden = !hasPolygon || mode === "draw";
    this.#clear.hidden = !hasPolygon && mode !== "draw";
    this.#undo.hidden = this.#redo.hidden = mode === "browse";
    this.#undo.disabled = !canUndo;
    this.#redo.disabled = !canRedo;
    if (focused instanceof HTMLButtonElement && this.root.contains(focused) && (focused.disabled || focused.hasAttribute("hidden"))) this.focusMap();
  }
}
