/** What a note is about: a region, the chosen county, or the border of two regions. The writer chooses. */

import { element } from "../dom";
import { field } from "./form";

export interface Pin {
  to: "unit" | "region" | "border";
  keys: string[];
}

export interface AboutActions {
  regions(): readonly { key: string; name: string }[];
  /** What is chosen on the map or in the table at the moment. */
  pin(): { to: "unit" | "region"; key: string; words: string } | null;
}

const NO_REGION = { key: "", name: "No region" };

export class TalkAbout {
  readonly root = element("div", { class: "pl-about" });
  readonly #kind = element("select", { class: "pl-input" }, ...[["region", "A region"], ["unit", "The chosen county"], ["border", "The border of two regions"]].map(([value = "", words = ""]) => element("option", { value }, words)));
  readonly #one = element("select", { class: "pl-input", "aria-label": "Region" });
  readonly #other = element("select", { class: "pl-input", "aria-label": "Region beyond the border" });
  readonly #words = element("p", { class: "pl-hint" });
  #followed = "";

  constructor(private readonly actions: AboutActions) {
    for (const select of [this.#kind, this.#one, this.#other]) select.addEventListener("change", () => { this.#say(); });
    this.root.append(field("A note about", this.#kind), this.#one, this.#other, this.#words);
  }

  /** Offer the regions that there are now, and follow what is chosen on the map if that is another than before. */
  refresh(): void {
    const [pin, regions] = [this.actions.pin(), this.actions.regions()];
    fill(this.#one, regions);
    fill(this.#other, [...regions, NO_REGION]);
    const followed = `${pin?.to ?? ""}:${pin?.key ?? ""}`;
    if (followed !== this.#followed && pin) {
      this.#kind.value = pin.to;
      if (pin.to === "region") this.#one.value = pin.key;
    }
    this.#followed = followed;
    this.#say();
  }

  /** Null if what was chosen is not there. */
  get pin(): Pin | null {
    const [kind, one, other, pin] = [this.#kind.value, this.#one.value, this.#other.value, this.actions.pin()];
    if (kind === "unit") return pin?.to === "unit" ? { to: "unit", keys: [pin.key] } : null;
    if (one === "") return null;
    if (kind === "border") return one === other ? null : { to: "border", keys: [one, other] };
    return { to: "region", keys: [one] };
  }

  /** What to do where there is no pin, or what the note is about. */
  get words(): string {
    const pin = this.pin;
    const names = [this.#one, this.#other].map(({ selectedOptions: [option] }) => option?.textContent ?? "");
    if (pin === null) return this.#kind.value === "unit" ? "Choose a county on the map." : "Choose two different regions.";
    if (pin.to === "unit") return this.actions.pin()?.words ?? "";
    return pin.to === "border" ? `About the border of ${names.join(" and ")}:` : `About ${names[0] ?? ""}:`;
  }

  #say(): void {
    this.#one.hidden = this.#kind.value === "unit";
    this.#other.hidden = this.#kind.value !== "border";
    this.#words.textContent = this.words;
  }
}

/** The options anew, with what was chosen still chosen. */
function fill(select: HTMLSelectElement, regions: readonly { key: string; name: string }[]): void {
  const chosen = select.value;
  select.replaceChildren(...regions.map(({ key, name }) => element("option", { value: key }, name)));
  if (regions.some(({ key }) => key === chosen)) select.value = chosen;
}
