/** Go to a port, county, region, state or city by name: a combobox over places that are fetched when first needed. */

import { errorWords } from "./api";
import { element, icon } from "./dom";
import { PlaceIndex, typedCoordinates, type Place, type PlaceColumns } from "./places";

export interface GoToActions {
  places(): Promise<PlaceColumns>;
  go(place: Place): void;
}

export class GoTo {
  readonly root: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLUListElement;
  readonly #status = element("div", { class: "bo-only-read", role: "status" });
  #index: Promise<PlaceIndex> | null = null;
  #found: Place[] = [];
  #active = -1;
  #sequence = 0;
  readonly #onSlash = (event: KeyboardEvent): void => { this.#slash(event); };

  constructor(id: string, private readonly actions: GoToActions) {
    this.#list = element("ul", { role: "listbox", id: `${id}-places`, class: "bo-places", "aria-label": "Places", hidden: "" });
    this.#input = element("input", {
      type: "text", role: "combobox", class: "bo-go-to-input", "aria-label": "Go to a place", placeholder: "Go to a place", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.#list.id, "aria-keyshortcuts": "/", title: "Port, county, region, state, city or coordinates ( / )",
    });
    const key = element("kbd", { "aria-hidden": "true" }, "/");
    this.root = element("div", { class: "bo-go-to", role: "search" }, icon("M8.5 3.5a5 5 0 1 1 0 10a5 5 0 0 1 0-10zM12.2 12.2 17 17"), this.#input, key, this.#list, this.#status);
    this.#input.addEventListener("focus", () => { void this.#load(); });
    this.#input.addEventListener("input", () => { void this.#search(); });
    this.#input.addEventListener("keydown", (event) => { this.#key(event); });
    this.#input.addEventListener("blur", () => { this.#close(); });
    // A press on an option must not take the focus off the input before the click arrives.
    this.#list.addEventListener("pointerdown", (event) => { event.preventDefault(); });
    document.addEventListener("keydown", this.#onSlash);
  }

  stop(): void {
    document.removeEventListener("keydown", this.#onSlash);
  }

  #slash(event: KeyboardEvent): void {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    this.#input.focus();
    this.#input.select();
  }

  #load(): Promise<PlaceIndex> {
    this.#index ??= this.actions.places().then((columns) => new PlaceIndex(columns));
    this.#index.catch(() => { this.#index = null; });
    return this.#index;
  }

  async #search(): Promise<void> {
    const sequence = ++this.#sequence;
    const typed = this.#input.value;
    const coordinates = typedCoordinates(typed);
    if (coordinates) { this.#show([coordinates], typed); return; }
    try {
      const index = await this.#load();
      if (sequence === this.#sequence) this.#show(index.find(typed), typed);
    } catch (error) {
      if (sequence === this.#sequence) this.#say(errorWords(error));
    }
  }

  #show(found: Place[], typed: string): void {
    if (found.length === 0) {
      if (typed.trim()) this.#say("No place of this name.");
      else this.#close();
      return;
    }
    this.#found = found;
    this.#list.replaceChildren(...found.map((place, i) => this.#option(place, i)));
    this.#open();
    this.#activate(0);
    this.#status.textContent = `${found.length} ${found.length === 1 ? "place" : "places"}`;
  }

  #option(place: Place, i: number): HTMLElement {
    const made = element("li", { role: "option", id: `${this.#list.id}-${i}`, "aria-selected": "false" }, element("span", {}, place.name), element("small", {}, place.kind));
    made.addEventListener("click", () => { this.#choose(i); });
    return made;
  }

  #say(words: string): void {
    this.#found = [];
    this.#list.replaceChildren(element("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "bo-none" }, words));
    this.#open();
    this.#activate(-1);
    this.#status.textContent = words;
  }

  #open(): void {
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
  }

  #close(): void {
    this.#sequence++;
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }

  #activate(i: number): void {
    this.#active = i;
    for (const [at, option] of [...this.#list.children].entries()) option.setAttribute("aria-selected", String(at === i));
    const option = this.#list.children[i];
    if (option && this.#found.length > 0) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #choose(i: number): void {
    const place = this.#found[i];
    if (!place) return;
    this.#input.value = place.name;
    this.#close();
    this.actions.go(place);
  }

  #key(event: KeyboardEvent): void {
    const isOpen = !this.#list.hidden;
    const count = this.#found.length;
    if (event.key === "Escape") {
      if (isOpen) this.#close();
      else this.#input.value = "";
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
      if (!isOpen) this.#open();
      this.#activate((this.#active + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (event.key === "Enter" && isOpen) {
      this.#choose(this.#active);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** True where "/" is a letter to be typed. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select, [role=textbox]"));
}
