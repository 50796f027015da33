/** The layer list of the side bar: what is on the map, in its order, and every layer to choose from. */

import { element } from "./dom";
import { LayerGroups } from "./layer-groups";
import { LayerOrder, readRemembered, remember } from "./layer-order";
import { shownRow, type RowActions } from "./layer-row";
import type { LayerDescription, Theme } from "./props";
import { dragRow } from "./row-drag";

export interface LayerListProps {
  layers: LayerDescription[];
  /** "key" or "key~NN", top first. */
  value: string[];
}

/** Changes of strength reach the page at most this often while a slider is dragged. */
const SLIDE_MS = 120;

export class LayerListPanel implements RowActions {
  readonly #search = element("input", { type: "search", class: "bo-search", placeholder: "Search layers", "aria-label": "Search layers", autocomplete: "off" });
  readonly #shown = element("ol", { class: "bo-shown-layers", "aria-label": "On the map, top first" });
  readonly #none = element("p", { class: "bo-none" }, "No layer is on the map.");
  readonly #said = element("p", { class: "bo-said", role: "status" });
  readonly #body = element("div", {});
  #layers: LayerDescription[] = [];
  #order = new LayerOrder([], null);
  #groups: LayerGroups | null = null;
  #signature = "";
  #timer = 0;
  readonly #themes = new MutationObserver(() => { this.#build(); });

  /** `isLinked` if a link says what is shown: then it, and not what is remembered, decides order and strength. */
  constructor(container: HTMLElement, private readonly choose: (value: string[]) => void, private readonly isLinked = true) {
    container.append(this.#search, this.#said, element("h3", { class: "bo-heading" }, "On the map"), this.#none, this.#shown, element("h3", { class: "bo-heading" }, "All layers"), this.#body);
    this.#search.addEventListener("input", () => { this.#filter(); });
    this.#themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  }

  /** Bring the list to the page's props; its own echo changes nothing. */
  update({ layers, value }: LayerListProps): void {
    const signature = JSON.stringify(layers.map(({ key }) => key));
    if (signature !== this.#signature) {
      this.#signature = signature;
      this.#layers = layers;
      const remembered = readRemembered();
      this.#order = new LayerOrder(layers, remembered);
      if (this.isLinked || !remembered) this.#order.take(value);
      else this.#order.takeKeys(value);
      this.#build();
      if (this.#order.value.join() !== value.join()) this.#tell();
    } else if (this.#timer === 0 && value.join() !== this.#order.value.join()) {
      this.#order.take(value);
      this.#render();
    }
  }

  stop(): void {
    this.#themes.disconnect();
    window.clearTimeout(this.#timer);
  }

  moveBy(key: string, places: number): void {
    this.#moveTo(key, this.#order.shown.indexOf(key) + places, places < 0 ? "up" : "down");
  }

  setOpacity(key: string, opacity: number): void {
    this.#order.setOpacity(key, opacity);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => { this.#timer = 0; this.#tell(); }, SLIDE_MS);
  }

  hide(key: string): void {
    const place = this.#order.shown.indexOf(key);
    this.#set(key, false);
    const next = this.#order.shown[place] ?? this.#order.shown.at(-1);
    if (next) this.#focus(next, "off");
    else this.#search.focus();
  }

  grab(row: HTMLElement, event: PointerEvent): void {
    dragRow(this.#shown, row, event, (place) => { this.#moveTo(row.dataset.key ?? "", place, null); });
  }

  #moveTo(key: string, place: number, focusOn: "up" | "down" | null): void {
    this.#order.moveTo(key, place);
    this.#render();
    if (focusOn) this.#focus(key, focusOn);
    const at = this.#order.shown.indexOf(key) + 1;
    this.#said.textContent = `${this.#titleOf(key)} is layer ${at} of ${this.#order.shown.length} from the top.`;
    this.#tell();
  }

  #set(key: string, isShown: boolean): void {
    this.#order.show(key, isShown);
    this.#render();
    this.#said.textContent = `${this.#titleOf(key)} is ${isShown ? "on" : "off"} the map.`;
    this.#tell();
  }

  #tell(): void {
    remember(this.#order.remembered);
    this.choose(this.#order.value);
  }

  #build(): void {
    this.#groups = new LayerGroups(this.#layers, theme(), (key) => this.#order.isShown(key), (key, isShown) => { this.#set(key, isShown); });
    this.#body.replaceChildren(this.#groups.root);
    this.#filter();
    this.#render();
  }

  #render(): void {
    const { shown } = this.#order;
    const layers = new Map(this.#layers.map((layer) => [layer.key, layer]));
    const rows = shown.flatMap((key, i) => {
      const layer = layers.get(key);
      if (!layer) return [];
      return [shownRow(layer, { theme: theme(), opacity: this.#order.opacityOf(key), isFirst: i === 0, isLast: i === shown.length - 1 }, this)];
    });
    this.#shown.replaceChildren(...rows);
    this.#none.hidden = rows.length > 0;
    this.#groups?.mark((key) => this.#order.isShown(key));
  }

  #filter(): void {
    const found = this.#groups?.filter(this.#search.value) ?? 0;
    this.#said.textContent = this.#search.value.trim() === "" ? "" : found === 0 ? "No layer has these words." : `${found} ${found === 1 ? "layer" : "layers"} found.`;
  }

  #focus(key: string, role: string): void {
    const row = [...this.#shown.children].find((each) => each instanceof HTMLElement && each.dataset.key === key);
    row?.querySelector<HTMLElement>(`[data-role="${role}"]`)?.focus();
  }

  #titleOf(key: string): string {
    return this.#layers.find((layer) => layer.key === key)?.title ?? key;
  }
}

/** The theme of the page. */
function theme(): Theme {
  const given = document.documentElement.dataset.theme;
  return given === "light" || given === "contrast" ? given : "dark";
}
