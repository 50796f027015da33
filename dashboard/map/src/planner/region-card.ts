/** The active region in full: its name and colour, every figure, and what can be done with it. */

import { element, icon } from "../dom";
import type { Theme } from "../props";
import { act } from "./form";
import { cellParts } from "./figures-words";
import type { Panel, PanelColumn, PanelRow, PlanRegion } from "./plan-types";
import { COLOURS, fillOf } from "./region-colours";

export interface CardActions {
  rename(key: string, name: string, colour: number): void;
  lock(key: string, isLocked: boolean): void;
  remove(key: string): void;
  zoom(key: string): void;
  resources(key: string): void;
}

/** What stands in the row already. */
const SHOWN_ABOVE = new Set(["incidents"]);
/** From this height of the window on there is room for the figures beside the list. */
const ROOMY_PX = 880;
const SHORT: Record<string, string> = {
  "crossings-people": "People entering", "crossings-vehicles": "Vehicles entering", "crossings-trucks": "Trucks entering", "crossings-containers": "Containers entering",
  encounters: "Encounters", change: "Change in a year", available: "People available", "incidents-per-available": "Incidents per available",
};
const isDetail = (key: string): boolean => key.startsWith("category-") || ["now", "before", "area-km2"].includes(key);

export class RegionCard {
  readonly root = element("tr", { class: "pl-card-row" });
  readonly #name = element("input", { class: "pl-input", type: "text", maxlength: 80, "aria-label": "Name of the region" });
  readonly #colours = element("div", { class: "pl-colours", role: "radiogroup", "aria-label": "Colour of the region" });
  readonly #figures = element("dl", { class: "pl-figures" });
  readonly #details = element("dl", { class: "pl-figures" });
  readonly #lock: HTMLButtonElement;
  readonly #note = element("p", { class: "pl-figures-note" });
  #region: PlanRegion | null = null;

  constructor(private readonly actions: CardActions) {
    this.#lock = act("Lock", () => { if (this.#region) actions.lock(this.#region.key, !this.#region.locked); });
    const buttons = element(
      "p", { class: "pl-buttons" },
      act("Zoom to it", () => { this.#with((key) => { actions.zoom(key); }); }),
      this.#lock,
      act("Resources", () => { this.#with((key) => { actions.resources(key); }); }),
      act("Remove", () => { this.#with((key) => { actions.remove(key); }); }, { class: "pl-button pl-danger" }),
    );
    this.root.append(element("td", { colspan: 4 }, element("div", { class: "pl-naming" }, this.#name, this.#disclosure()), buttons, folded("Figures", window.innerHeight >= ROOMY_PX, this.#figures, this.#note, folded("By category", false, this.#details))));
    this.#name.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#name.blur();
      if (event.key !== "Escape") return;
      this.#name.value = this.#region?.name ?? "";
      this.#name.blur();
      event.stopPropagation();
    });
    this.#name.addEventListener("blur", () => { this.#renamed(); });
  }

  show(region: PlanRegion, panel: Panel | null, theme: Theme): void {
    const isOther = this.#region?.key !== region.key;
    this.#region = region;
    if (isOther || document.activeElement !== this.#name) this.#name.value = region.name;
    this.#lock.textContent = region.locked ? "Unlock" : "Lock";
    this.#paintColours(region, theme);
    const row = panel?.rows.find(({ key }) => key === region.key);
    if (!panel || !row) return;
    const shown = panel.columns.filter(({ key }) => !SHOWN_ABOVE.has(key) && row.words[key] !== undefined);
    this.#figures.replaceChildren(...shown.filter(({ key }) => !isDetail(key)).map((column) => figure(column, row)));
    this.#details.replaceChildren(...shown.filter(({ key }) => isDetail(key)).map((column) => figure(column, row)));
    const encounters = row.words.encounters ?? "";
    this.#note.textContent = encounters.includes("Sector") ? `Encounters: ${encounters}` : "";
  }

  #disclosure(): HTMLElement {
    const summary = element("summary", { class: "pl-button", title: "Colour of the region" }, icon("M10 3a7 7 0 1 0 0 14c1.500 0 1.500-1.500.8-2.300-.8-1 0-2.300 1.200-2.300H14a3 3 0 0 0 3-3C17 5.500 13.800 3 10 3zM6.500 9.500h.01M9 6.500h.01M13 7.500h.01"), element("span", { class: "bo-only-read" }, "Colour"));
    return element("details", { class: "pl-colouring" }, summary, this.#colours);
  }

  #paintColours({ colour }: PlanRegion, theme: Theme): void {
    if (this.#colours.childElementCount === 0) this.#colours.append(...Array.from({ length: COLOURS }, (_, number) => this.#colour(number)));
    for (const [number, made] of [...this.#colours.children].entries()) {
      (made as HTMLElement).style.setProperty("--fill", fillOf(theme, number));
      made.setAttribute("aria-checked", String(number === colour));
    }
  }

  #colour(number: number): HTMLButtonElement {
    const made = element("button", { type: "button", class: "pl-colour", role: "radio", "aria-checked": "false", "aria-label": `Colour ${number + 1}` });
    made.addEventListener("click", () => { if (this.#region) this.actions.rename(this.#region.key, this.#region.name, number); });
    return made;
  }

  #renamed(): void {
    const name = this.#name.value.trim();
    if (!this.#region || !name || name === this.#region.name) return;
    this.actions.rename(this.#region.key, name, this.#region.colour);
  }

  #with(act: (key: string) => void): void {
    if (this.#region) act(this.#region.key);
  }
}

function folded(words: string, isOpen: boolean, ...shown: HTMLElement[]): HTMLElement {
  return element("details", { open: isOpen ? "" : null }, element("summary", {}, words), ...shown);
}

/** A figure with its unit; a plus stands for counties that are not in it, which the tooltip counts. */
function figure({ key, title, unit }: PanelColumn, row: PanelRow): HTMLElement {
  const { figure: said, rest } = cellParts(row.words[key]);
  const [words = said] = key === "available" && !row.values[key] ? ["none entered"] : said.split(" (");
  const isNone = !/\d/.test(words);
  const isSaid = title.toLowerCase().includes(unit.toLowerCase()) || ["events", "offices", "ports", "people"].includes(unit);
  const dd = element("dd", { title: rest ? `${words}, and beside it ${rest}` : null, "data-none": isNone ? "" : null }, `${words}${isNone || isSaid ? "" : ` ${unit}`}${rest ? " +" : ""}`);
  return element("div", {}, element("dt", {}, SHORT[key] ?? title), dd);
}
