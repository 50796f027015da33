/** The page of briefs: the list, or the editor of the one that the address names; and the dialog of every other page. */

import { errorWords } from "../api";
import { element } from "../dom";
import { editAddress } from "./addresses";
import { BriefsApi } from "./briefs-api";
import { Editor } from "./editor";
import { act } from "./parts";
import { Shelf } from "./shelf";
import type { Choices, PlanLine } from "./types";

export { openAddDialog } from "./add-dialog";

/** What the bridge holds. */
export interface OfficeHandle {
  update(): void;
  destroy(): void;
}

/** The page in `container`; `assets` is the folder of the bundle, ending in a slash. */
export async function createOffice(container: HTMLElement, assets: URL): Promise<OfficeHandle> {
  const office = new Office(container, new BriefsApi(new URL("../", assets)));
  await office.show();
  return office;
}

class Office implements OfficeHandle {
  #editor: Editor | null = null;
  #shown = 0;
  readonly #onBack = (): void => { void this.show(); };

  constructor(private readonly container: HTMLElement, private readonly api: BriefsApi) {
    window.addEventListener("popstate", this.#onBack);
  }

  /** Nothing comes from the page: colours follow its theme by themselves. */
  update(): void { return; }

  destroy(): void {
    window.removeEventListener("popstate", this.#onBack);
    this.#shown++;
    this.#editor?.destroy();
    this.container.replaceChildren();
  }

  /** What the address names. */
  async show(): Promise<void> {
    const turn = ++this.#shown;
    const token = new URLSearchParams(window.location.search).get("brief");
    this.#editor?.destroy();
    this.#editor = null;
    this.container.replaceChildren(element("p", { class: "br-loading", role: "status" }, "Opening."));
    try {
      if (token === null) await this.#list();
      else await this.#edit(token, turn);
    } catch (error) {
      if (turn === this.#shown) this.#fail(errorWords(error));
    }
    if (turn === this.#shown) announce(this.container);
  }

  async #list(): Promise<void> {
    const shelf = new Shelf(this.api, (token) => { this.#go(token); });
    await shelf.refresh();
    this.container.replaceChildren(shelf.root);
    new MutationObserver(() => { announce(this.container); }).observe(shelf.root, { childList: true, subtree: true });
  }

  async #edit(token: string, turn: number): Promise<void> {
    const [kept, choices, plans] = await Promise.all([this.api.open(token), this.api.choices(), this.#plans()]);
    if (turn !== this.#shown) return;
    if (kept.is_default) { this.#offerCopy(token, kept.title); return; }
    this.#begin(kept, choices, plans);
  }

  #begin(kept: ConstructorParameters<typeof Editor>[1], choices: Choices, plans: PlanLine[]): void {
    this.#editor = new Editor({ api: this.api, choices, plans, leave: (other) => { this.#go(other); } }, kept);
    this.container.replaceChildren(this.#editor.root);
  }

  /** Who may not see plans edits briefs without them. */
  #plans(): Promise<PlanLine[]> {
    return this.api.plans().catch(() => []);
  }

  #offerCopy(token: string, title: string): void {
    const copy = act("Duplicate it", () => { void this.api.duplicate(token).then((made) => { this.#go(made.token); }, (error: unknown) => { this.#fail(errorWords(error)); }); }, { class: "br-button br-strong" });
    this.container.replaceChildren(element("div", { class: "br-failed" }, element("p", {}, `${title} comes with borderops and is not changed. Change a copy of it.`), element("p", { class: "br-buttons" }, copy, this.#toList())));
  }

  #toList(): HTMLElement { return act("All briefs", () => { this.#go(null); }); }

  /** To a brief, or to the list: a step that "back" undoes. */
  #go(token: string | null): void {
    window.history.pushState(null, "", token === null ? "/briefs" : editAddress(token));
    void this.show();
  }

  #fail(words: string): void {
    this.container.replaceChildren(element("div", { class: "br-failed", role: "alert" }, element("p", {}, words), element("p", { class: "br-buttons" }, act("Try again", () => { void this.show(); }, { class: "br-button br-strong" }), this.#toList())));
  }
}

/** Whoever fills the places for documents is told that there are new ones. */
function announce(container: HTMLElement): void {
  container.dispatchEvent(new CustomEvent("borderops:briefs-shown", { bubbles: true }));
}
