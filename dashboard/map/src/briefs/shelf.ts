/** The list of briefs: those that come with the product, one's own, and a new one. */

import { errorWords } from "../api";
import { element } from "../dom";
import { displayAddress, editAddress } from "./addresses";
import type { BriefsApi } from "./briefs-api";
import { openFreezeWindow } from "./freeze-window";
import { act, field, timeWords } from "./parts";
import type { Kept, Summary } from "./types";

export class Shelf {
  readonly root = element("div", { class: "br-shelf" });
  readonly #own = element("div", { class: "br-cards" });
  readonly #ready = element("div", { class: "br-rows" });
  readonly #said = element("p", { class: "br-said", role: "status" });
  readonly #title = element("input", { type: "text", class: "br-input", maxlength: 200, required: "", placeholder: "For example: Monday, Southwest" });
  #withArchived = false;

  constructor(private readonly api: BriefsApi, private readonly edit: (token: string) => void) {
    const form = element("form", { class: "br-new" }, field("New brief", this.#title), element("button", { type: "submit", class: "br-button br-strong" }, "Make it"));
    form.addEventListener("submit", (event) => { event.preventDefault(); void this.#open(() => this.api.create(this.#title.value.trim())); });
    const archived = element("input", { type: "checkbox" });
    archived.addEventListener("change", () => { this.#withArchived = archived.checked; void this.refresh(); });
    this.root.append(
      element("header", { class: "br-shelf-head" }, element("div", {}, element("h1", {}, "Briefs"), element("p", {}, "Ordered scenes for leadership: shown on a wall, printed, sent. Build one from saved views with “Add to brief” on every page, or begin with a copy.")), form),
      this.#said,
      element("section", {}, element("div", { class: "br-section-head" }, element("h2", {}, "Your briefs"), element("label", { class: "br-tick" }, archived, element("span", {}, "Show archived"))), this.#own),
      element("section", {}, element("div", {}, element("h2", {}, "Come with borderops"), element("p", { class: "br-none" }, "The nation, and each BEST / HSI region, always of the newest data. Duplicate one to change it.")), this.#ready),
    );
  }

  async refresh(): Promise<void> {
    try {
      const briefs = await this.api.list(this.#withArchived);
      const own = briefs.filter((brief) => !brief.is_default);
      const ready = briefs.filter((brief) => brief.is_default);
      this.#own.replaceChildren(...(own.length > 0 ? own.map((brief) => this.#card(brief)) : [element("p", { class: "br-none" }, "None yet. Make one above, duplicate one below, or use “Add to brief” on any page.")]));
      this.#ready.replaceChildren(...ready.map((brief) => this.#card(brief)));
    } catch (error) {
      this.#own.replaceChildren(element("p", { class: "br-notice", role: "alert" }, errorWords(error)), act("Try again", () => { void this.refresh(); }));
    }
  }

  #card(brief: Summary): HTMLElement {
    const { token, title, scenes, is_default: isDefault, is_archived: isArchived } = brief;
    const named = (words: string): Record<string, string> => ({ "aria-label": `${words} ${title}` });
    const count = scenes === 1 ? "1 scene" : `${scenes} scenes`;
    const about = isDefault ? count : aboutWords(brief, count);
    return element(
      "article", { class: "br-card", "data-token": token, "data-archived": isArchived ? "" : null },
      element("div", { class: "br-card-words" }, element("h3", {}, title), element("p", {}, about)),
      element(
        "div", { class: "br-buttons" },
        element("a", { class: "br-button", href: displayAddress(token), ...named("Open on display:") }, "Open on display"),
        isDefault || isArchived ? null : this.#editLink(brief),
        act("Duplicate", () => { void this.#open(() => this.api.duplicate(token)); }, named("Duplicate")),
        act("Freeze", () => { openFreezeWindow(this.api, brief, this.root); }, named("Freeze")),
        isDefault ? null : act(isArchived ? "Take out of the archive" : "Archive", () => { void this.#archive(brief); }, isArchived ? {} : named("Archive")),
        element("div", { class: "br-documents", "data-brief-documents": token }),
      ),
    );
  }

  #editLink({ token, title }: Summary): HTMLElement {
    const link = element("a", { class: "br-button br-strong", href: editAddress(token), "aria-label": `Edit ${title}` }, "Edit");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      this.edit(token);
    });
    return link;
  }

  async #archive({ token, title, version, is_archived: isArchived }: Summary): Promise<void> {
    try {
      await this.api.archive(token, version, !isArchived);
      this.#said.textContent = isArchived ? `${title} is back in the list.` : `${title} is archived. “Show archived” finds it again; nothing was deleted.`;
    } catch (error) {
      this.#said.textContent = errorWords(error);
    }
    await this.refresh();
  }

  async #open(made: () => Promise<Kept>): Promise<void> {
    try {
      this.edit((await made()).token);
    } catch (error) {
      this.#said.textContent = errorWords(error);
    }
  }
}

function aboutWords({ owner, version, changed_at: at, changed_by: by, origin, is_archived: isArchived }: Summary, count: string): string {
  const changed = at ? ` Changed ${timeWords(at)}${by === owner ? "" : ` by ${by}`}.` : "";
  return `${isArchived ? "Archived. " : ""}${count}, version ${version}, by ${owner}.${changed}${origin ? ` Began as ${origin}.` : ""}`;
}
