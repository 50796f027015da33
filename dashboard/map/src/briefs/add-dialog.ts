/** "Add to brief": which brief, which scenes of what the page shows, and under which titles. */

import { errorWords } from "../api";
import { element } from "../dom";
import { editAddress } from "./addresses";
import { BriefsApi } from "./briefs-api";
import { isSameMonths, monthsWords } from "./link-view";
import { offersOf, sceneOf, type Offer } from "./offers";
import { act, choice, field, lineInput } from "./parts";
import type { Kept, Summary } from "./types";
import { Window } from "./window";

const NEW = "";
const LAST_BRIEF = "borderops.brief";

/** Open the dialog over the page; `assets` is the folder of the bundle. */
export function openAddDialog(assets: URL): void {
  if (document.querySelector(".br-window[open]")) return;
  const dialog = new AddDialog(new BriefsApi(new URL("../", assets)));
  dialog.open();
  void dialog.fill();
}

class AddDialog {
  readonly #window = new Window("Add to brief");
  readonly #said = element("div", { class: "br-said", role: "status" });
  readonly #form = element("form", { class: "br-add" });
  #offers: { offer: Offer; title: string; isOn: boolean }[] = [];
  #token = NEW;
  #newTitle = "";
  #keepsMonths = false;

  constructor(private readonly api: BriefsApi) {
    this.#form.addEventListener("submit", (event) => { event.preventDefault(); void this.#add(); });
    this.#window.body.append(this.#form, this.#said);
  }

  open(): void {
    this.#said.textContent = "Reading the list of briefs.";
    this.#window.open(document.body);
  }

  async fill(): Promise<void> {
    const { pathname, search } = window.location;
    try {
      const [briefs, choices, plans] = await Promise.all([this.api.list(), this.api.choices(), this.api.plans().catch(() => [])]);
      const offers = await offersOf({ api: this.api, choices, plans, path: pathname, search });
      this.#offers = offers.map((offer) => ({ offer, title: offer.title, isOn: offer.isOn }));
      const own = briefs.filter((brief) => !brief.is_default);
      this.#token = own.find(({ token }) => token === remembered())?.token ?? own[0]?.token ?? NEW;
      this.#keepsMonths = !isSameMonths(search, choices.usual);
      this.#said.textContent = "";
      this.#form.replaceChildren(this.#briefFields(own), pathname === "/" ? this.#monthFields(search) : "", this.#offerFields(), this.#buttons());
      this.#form.querySelector<HTMLElement>("select, input")?.focus();
    } catch (error) {
      this.#said.replaceChildren(element("p", { role: "alert" }, errorWords(error)));
    }
  }

  #briefFields(own: readonly Summary[]): HTMLElement {
    const title = field("Title of the new brief", lineInput("", (words) => { this.#newTitle = words; }, { placeholder: "For example: Monday, Southwest" }));
    title.hidden = this.#token !== NEW;
    const options = [...own.map(({ token, title: words, scenes }) => ({ key: token, title: `${words} (${scenes === 1 ? "1 scene" : `${scenes} scenes`})` })), { key: NEW, title: "A new brief" }];
    const select = choice(options, this.#token, (token) => {
      this.#token = token;
      title.hidden = token !== NEW;
    });
    return element("div", { class: "br-add-brief" }, field("Brief", select), title);
  }

  #monthFields(search: string): HTMLElement {
    const now = monthsWords(search.replace(/^\?/, "")) || "the whole period";
    const radio = (keeps: boolean, words: string): HTMLElement => {
      const input = element("input", { type: "radio", name: "br-months", checked: keeps === this.#keepsMonths ? "" : null });
      input.addEventListener("change", () => { if (input.checked) this.#keepsMonths = keeps; });
      return element("label", { class: "br-tick" }, input, element("span", {}, words));
    };
    return element("fieldset", { class: "br-part br-months" }, element("legend", {}, "Months"), radio(false, "Follow the brief: the latest 12 months"), radio(true, `Keep ${now}`));
  }

  #offerFields(): HTMLElement {
    return element("fieldset", { class: "br-part br-offers" }, element("legend", {}, "Scenes"), ...this.#offers.map((entry) => {
      const { offer } = entry;
      const box = element("input", { type: "checkbox", checked: entry.isOn ? "" : null, "data-kind": offer.kind });
      const more = element("div", { class: "br-offer-fields" }, field("Title", lineInput(entry.title, (title) => { entry.title = title; })), ...offer.fields);
      more.hidden = !entry.isOn;
      box.addEventListener("change", () => { entry.isOn = box.checked; more.hidden = !box.checked; });
      return element("div", { class: "br-offer" }, element("label", { class: "br-tick" }, box, element("span", {}, element("b", {}, offer.label), element("small", {}, offer.hint))), more);
    }));
  }

  #buttons(): HTMLElement {
    return element("p", { class: "br-buttons" }, element("button", { type: "submit", class: "br-button br-strong" }, "Add"), act("Cancel", () => { this.#window.close(); }));
  }

  async #add(): Promise<void> {
    const chosen = this.#offers.filter(({ isOn }) => isOn);
    if (chosen.length === 0) { this.#fail("No scene is chosen. Tick one or more."); return; }
    if (this.#token === NEW && !this.#newTitle.trim()) { this.#fail("The new brief has no title. Give it one."); return; }
    try {
      const scenes = chosen.map(({ offer, title }) => sceneOf(offer, title, this.#keepsMonths));
      if (this.#token === NEW) await this.#begin();
      this.#done(await this.api.append(this.#token, scenes), scenes.length);
    } catch (error) {
      this.#fail(errorWords(error));
    }
  }

  /** The new brief is there from now on: if its scenes are refused, they are added to it the next time. */
  async #begin(): Promise<void> {
    const { token, title } = await this.api.create(this.#newTitle.trim());
    this.#token = token;
    const select = this.#form.querySelector("select");
    select?.prepend(element("option", { value: token }, title));
    if (select) select.value = token;
    const typed = this.#form.querySelector<HTMLElement>(".br-add-brief .br-field:last-child");
    if (typed) typed.hidden = true;
  }

  #fail(words: string): void {
    this.#said.replaceChildren(element("p", { role: "alert", class: "br-notice" }, words));
  }

  #done({ token, title, scenes }: Kept, added: number): void {
    remember(token);
    const link = element("a", { class: "br-button br-strong", href: editAddress(token) }, "Open the brief");
    const again = act("Stay here", () => { this.#window.close(); });
    this.#form.replaceChildren();
    this.#said.replaceChildren(
      element("p", {}, `${added === 1 ? "1 scene was" : `${added} scenes were`} added at the end of ${title}, which has ${scenes === 1 ? "1 scene" : `${scenes} scenes`} now.`),
      element("p", { class: "br-buttons" }, link, again),
    );
    link.focus();
  }
}

/** The brief that was added to last in this browser. */
function remembered(): string | null {
  try {
    return window.localStorage.getItem(LAST_BRIEF);
  } catch {
    return null; // Storage may be forbidden.
  }
}

function remember(token: string): void {
  try {
    window.localStorage.setItem(LAST_BRIEF, token);
  } catch {
    // Storage may be full or forbidden: then the first brief of the list is offered.
  }
}
