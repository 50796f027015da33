/** One shown layer in the layer list: handle, symbol, name, order, strength. */

import { element, icon } from "./dom";
import { layerSymbol } from "./layer-symbol";
import type { LayerDescription, Theme } from "./props";

export interface RowActions {
  /** Move by so many places, down positive. */
  moveBy(key: string, places: number): void;
  setOpacity(key: string, opacity: number): void;
  hide(key: string): void;
  /** The handle was taken hold of. */
  grab(row: HTMLElement, event: PointerEvent): void;
}

export interface RowState {
  theme: Theme;
  opacity: number;
  isFirst: boolean;
  isLast: boolean;
}

export function shownRow(layer: LayerDescription, { theme, opacity, isFirst, isLast }: RowState, actions: RowActions): HTMLLIElement {
  const { key, title } = layer;
  const handle = element("span", { class: "bo-handle", title: "Drag to reorder", "aria-hidden": "true" }, icon("M7 5h.01M13 5h.01M7 10h.01M13 10h.01M7 15h.01M13 15h.01"));
  const row = element(
    "li",
    { class: "bo-shown", "data-key": key },
    handle,
    layerSymbol(layer, theme),
    element("span", { class: "bo-layer-name" }, title),
    small(`Move ${title} up`, "up", "M5 12l5-5 5 5", isFirst, () => { actions.moveBy(key, -1); }),
    small(`Move ${title} down`, "down", "M5 8l5 5 5-5", isLast, () => { actions.moveBy(key, 1); }),
    small(`Take ${title} off the map`, "off", "M5 5l10 10M15 5L5 15", false, () => { actions.hide(key); }),
    strength(title, opacity, (chosen) => { actions.setOpacity(key, chosen); }),
  );
  handle.addEventListener("pointerdown", (event) => { actions.grab(row, event); });
  return row;
}

/** A small button; `role` names it among the row's, so that the focus can come back to it. */
function small(name: string, role: string, path: string, isOff: boolean, act: () => void): HTMLButtonElement {
  // Not disabled but marked so: a disabled button would lose the focus at the end of the list.
  const made = element("button", { type: "button", class: "bo-small", "data-role": role, "aria-label": name, title: name, "aria-disabled": isOff ? "true" : null }, icon(path));
  made.addEventListener("click", () => { if (!isOff) act(); });
  return made;
}

function strength(title: string, opacity: number, choose: (opacity: number) => void): HTMLElement {
  const words = (share: number): string => `${Math.round(share * 100)} %`;
  const output = element("output", { class: "bo-percent" }, words(opacity));
  const slider = element("input", { type: "range", min: 10, max: 100, step: 5, "data-role": "opacity", "aria-label": `Opacity of ${title}`, "aria-valuetext": words(opacity) });
  slider.value = String(Math.round(opacity * 100));
  slider.addEventListener("input", () => {
    const chosen = Number(slider.value) / 100;
    output.textContent = words(chosen);
    slider.setAttribute("aria-valuetext", words(chosen));
    choose(chosen);
  });
  return element("span", { class: "bo-strength" }, slider, output);
}
