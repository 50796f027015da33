/** The planner's desk: the list of plans, or the workbench of the one that the address names. */

import { errorWords } from "../api";
import { element } from "../dom";
import type { Theme } from "../props";
import { Bench, type Ground } from "./bench";
import { Chooser } from "./chooser";
import { LineIndex } from "./county-lines";
import { planSources } from "./desk-map";
import type { Period } from "./figures-filter";
import { PlansApi } from "./plans-api";

/** What the page gives. */
export interface DeskProps {
  theme: Theme;
  /** Which incidents the figures are of, as query text. */
  query: string;
  /** Ready-made periods for the figures. */
  periods: readonly Period[];
}

/** What does not change from plan to plan. */
type Fixed = Omit<Ground, "theme" | "periods" | "leave">;

/** What the bridge holds of a desk. */
export interface DeskHandle {
  update(props: DeskProps): void;
  destroy(): void;
}

/** A desk in `container`; `assets` is the folder of the bundle, ending in a slash. */
export async function createDesk(container: HTMLElement, assets: URL, props: DeskProps): Promise<DeskHandle> {
  const desk = new Desk(container, assets, props);
  await desk.show();
  return desk;
}

class Desk implements DeskHandle {
  readonly #api: PlansApi;
  #ground: Promise<Fixed> | null = null;
  #bench: Bench | null = null;
  #shown = 0;
  readonly #onBack = (): void => { void this.show(); };

  constructor(private readonly container: HTMLElement, private readonly assets: URL, private props: DeskProps) {
    this.#api = new PlansApi(new URL("../", assets), props.query);
    container.dataset.theme = props.theme;
    window.addEventListener("popstate", this.#onBack);
  }

  update(props: DeskProps): void {
    const before = this.props;
    this.props = props;
    if (props.theme === before.theme) return;
    this.container.dataset.theme = props.theme;
    this.#bench?.restyle(props.theme);
  }

  destroy(): void {
    window.removeEventListener("popstate", this.#onBack);
    this.#shown++;
    this.#bench?.destroy();
    this.container.replaceChildren();
  }

  /** What the address names. */
  async show(): Promise<void> {
    const turn = ++this.#shown;
    const plan = new URLSearchParams(window.location.search).get("plan");
    if (plan !== null && plan === this.#bench?.view.head.id) return;
    this.#clear();
    try {
      if (plan === null) await this.#choose();
      else await this.#open(plan, turn);
    } catch (error) {
      if (turn === this.#shown) this.#fail(errorWords(error));
    }
  }

  #clear(): void {
    this.#bench?.destroy();
    this.#bench = null;
    this.container.replaceChildren();
    delete this.container.dataset.plan;
  }

  async #choose(): Promise<void> {
    const chooser = new Chooser(this.#api, (id) => { this.#go(id); });
    this.container.append(chooser.root);
    await chooser.refresh();
  }

  async #open(plan: string, turn: number): Promise<void> {
    this.container.append(element("p", { class: "pl-loading", role: "status" }, "Opening the plan."));
    const [ground, head] = await Promise.all([this.#loaded(), this.#api.head(encodeURIComponent(plan))]);
    if (turn !== this.#shown) return;
    this.container.replaceChildren();
    this.#bench = new Bench({ ...ground, theme: this.props.theme, periods: this.props.periods, leave: (other) => { this.#go(other); } }, head, this.container);
    this.container.dataset.plan = head.id;
    window.__borderopsMap = { map: this.#bench.map.map, paintCount: 0, lastPaintMs: 0 };
  }

  /** What does not change from plan to plan, asked for once. */
  #loaded(): Promise<Fixed> {
    this.#ground ??= this.#load();
    this.#ground.catch(() => { this.#ground = null; });
    return this.#ground;
  }

  async #load(): Promise<Fixed> {
    const api = this.#api;
    // The lines come later, and without them regions are told apart by colour and name only.
    const lines = api.lines().then((found) => new LineIndex(found), () => null);
    const [{ sources, missing }, columns] = await Promise.all([planSources(this.assets, (name) => api.tiles(name)), api.units()]);
    return { api, columns, lines, sources, missing };
  }

  /** To a plan, or to the list: a step that "back" undoes. */
  #go(plan: string | null): void {
    const address = new URL(window.location.href);
    if (plan === null) address.searchParams.delete("plan");
    else address.searchParams.set("plan", plan);
    window.history.pushState(null, "", address);
    void this.show();
  }

  #fail(words: string): void {
    const again = element("button", { type: "button", class: "pl-button pl-strong" }, "Try again");
    again.addEventListener("click", () => { void this.show(); });
    const list = element("button", { type: "button", class: "pl-button" }, "All plans");
    list.addEventListener("click", () => { this.#go(null); });
    this.container.replaceChildren(element("div", { class: "pl-failed", role: "alert" }, element("p", {}, words), element("p", { class: "pl-buttons" }, again, list)));
  }
}
