/** The corners of the drawn polygon as a table: a way to draw without a pointer. Longitude first, as everywhere. */

import type { Polygon, Position } from "geojson";

import { element, icon } from "./dom";

const FEWEST_CORNERS = 3;

export interface CornerActions {
  /** The corners as they are now, not closed; fewer than three are no polygon yet. */
  changed(polygon: Polygon | null): void;
  /** Where a new corner is put: the map's centre. */
  centre(): Position;
}

export class CornerTable {
  readonly root = element("details", { class: "bo-more bo-corners" });
  readonly #body = element("tbody");
  readonly #problem = element("p", { class: "bo-error", role: "alert" });
  #corners: Position[] = [];

  constructor(private readonly actions: CornerActions) {
    const add = element("button", { type: "button", class: "bo-retry" }, "Add the map's centre");
    add.addEventListener("click", () => { this.#add(); });
    const head = element("tr", {}, ...["Corner", "Longitude", "Latitude"].map((words) => element("th", { scope: "col" }, words)), element("td"));
    this.root.append(
      element("summary", {}, "Corners by number"),
      element("table", { "aria-label": "Corners of the polygon, degrees" }, element("thead", {}, head), this.#body),
      this.#problem,
      add,
    );
  }

  /** Show the corners of a polygon; what is being typed stays. */
  show(polygon: Polygon | null): void {
    if (this.#body.contains(document.activeElement)) return;
    const ring = polygon?.coordinates[0] ?? [];
    const [first, last] = [ring[0], ring.at(-1)];
    const isClosed = ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
    const corners = isClosed ? ring.slice(0, -1) : ring;
    // Corners that are no polygon yet are only here.
    if (corners.length === 0 && this.#corners.length < FEWEST_CORNERS && this.root.open) return;
    this.#corners = corners.map((place) => [...place]);
    this.#draw();
  }

  #draw(): void {
    this.#body.replaceChildren(...this.#corners.map((corner, i) => this.#row(corner, i)));
  }

  #row([lon, lat]: Position, i: number): HTMLElement {
    const remove = element("button", { type: "button", class: "bo-close", "aria-label": `Delete corner ${i + 1}`, title: "Delete" }, icon("M5 5l10 10M15 5 5 15"));
    remove.addEventListener("click", () => { this.#remove(i); });
    return element("tr", {}, element("th", { scope: "row" }, String(i + 1)), element("td", {}, this.#field(i, 0, lon ?? 0)), element("td", {}, this.#field(i, 1, lat ?? 0)), element("td", {}, remove));
  }

  #field(i: number, axis: 0 | 1, value: number): HTMLInputElement {
    const most = axis === 0 ? 180 : 85;
    const made = element("input", { type: "number", step: "any", min: -most, max: most, value: String(Number(value.toFixed(5))), "aria-label": `${axis === 0 ? "Longitude" : "Latitude"} of corner ${i + 1}` });
    made.addEventListener("change", () => { this.#edit(i, axis, made); });
    made.addEventListener("keydown", (event) => { if (event.key !== "Escape") event.stopPropagation(); });
    return made;
  }

  #edit(i: number, axis: 0 | 1, field: HTMLInputElement): void {
    const corner = this.#corners[i];
    if (!corner) return;
    if (field.value.trim() === "" || !field.checkValidity()) {
      this.#problem.textContent = `${field.getAttribute("aria-label") ?? ""}: a number from ${field.min} to ${field.max} is needed.`;
      field.setAttribute("aria-invalid", "true");
      return;
    }
    field.removeAttribute("aria-invalid");
    corner[axis] = Number(field.value);
    this.#tell();
  }

  #add(): void {
    this.#corners.push(this.actions.centre().map((part) => Number(part.toFixed(5))));
    this.#draw();
    this.#tell();
    this.#body.querySelector<HTMLInputElement>("tr:last-child input")?.focus();
  }

  #remove(i: number): void {
    this.#corners.splice(i, 1);
    this.#draw();
    this.#tell();
    this.root.querySelector<HTMLElement>("summary")?.focus();
  }

  #tell(): void {
    const { length } = this.#corners;
    this.#problem.textContent = length > 0 && length < FEWEST_CORNERS ? `A polygon needs three corners; ${FEWEST_CORNERS - length} more.` : "";
    const ring = this.#corners.map((corner) => [...corner]);
    this.actions.changed(length < FEWEST_CORNERS ? null : { type: "Polygon", coordinates: [[...ring, [...(ring[0] ?? [])]]] });
  }
}
