/** The way of a plan from draft to approved: submitted, ticked off by another person, signed, one day superseded. */

import { errorWords } from "../api";
import { element } from "../dom";
import { timeWords } from "./figures-words";
import { act, field, part } from "./form";
import type { PlansApi } from "./plans-api";

export interface ReviewActions {
  version(): number;
  /** The status of the plan may be another. */
  changed(): void;
  say(words: string): void;
}

interface Review {
  status: string;
  version: number;
  submitted_by: string | null;
  checklist: { key: string; words: string; ticked_by: string | null }[];
  events: { did: string; words: string; person: string; at: string }[];
}

export class ReviewView {
  readonly root: HTMLElement;
  readonly #body = element("div", { class: "pl-review" });
  readonly #reviewer = element("input", { class: "pl-input", type: "text", maxlength: 80, autocomplete: "off" });
  readonly #reason = element("input", { class: "pl-input", type: "text", maxlength: 400 });
  readonly #day = element("input", { class: "pl-input", type: "date" });

  constructor(private readonly api: PlansApi, private readonly id: string, private readonly actions: ReviewActions) {
    this.root = part("Review", this.#body);
    this.#day.value = new Date().toISOString().slice(0, 10);
  }

  async refresh(): Promise<void> {
    try {
      this.#show((await this.api.ask(`/${this.id}/review`)) as Review);
    } catch (error) {
      this.#body.replaceChildren(element("p", { class: "pl-none" }, errorWords(error)));
    }
  }

  #show(review: Review): void {
    const { status, submitted_by } = review;
    const lead = element("p", {}, "This plan is ", element("b", {}, status), submitted_by ? `, submitted by ${submitted_by}.` : ".");
    const steps = { draft: () => this.#draft(), submitted: () => this.#submitted(review), approved: () => this.#approved() }[status];
    this.#body.replaceChildren(lead, ...(steps?.() ?? []), this.#events(review));
  }

  #draft(): HTMLElement[] {
    return [
      element("p", { class: "pl-hint" }, "Submitted, it cannot be edited until a reviewer approves it or sends it back. The reviewer is somebody else than its authors."),
      element("p", { class: "pl-buttons" }, act("Submit for review", () => { void this.#post("submit", { version: this.actions.version() }); }, { class: "pl-button pl-strong" })),
    ];
  }

  #submitted({ checklist }: Review): HTMLElement[] {
    const items = checklist.map(({ key, words, ticked_by }) => {
      const box = element("input", { type: "checkbox", checked: ticked_by === null ? null : "" });
      box.addEventListener("change", () => { void this.#post("tick", { item: key, ticked: box.checked, ...this.#who() }); });
      return element("label", { class: "pl-check" }, box, element("span", {}, words, ticked_by ? element("small", {}, ` ${ticked_by}`) : null));
    });
    return [
      field("Reviewer at this desk", this.#reviewer, "The second person's name, where both use one account."),
      element("div", { class: "pl-checklist" }, ...items),
      field("In force from", this.#day),
      element("p", { class: "pl-buttons" }, act("Approve and sign", () => { void this.#post("approve", { version: this.actions.version(), effective: this.#day.value, ...this.#who() }); }, { class: "pl-button pl-strong" })),
      field("Reason to send it back", this.#reason),
      element("p", { class: "pl-buttons" }, act("Send back", () => { void this.#post("send-back", { reason: this.#reason.value.trim(), ...this.#who() }); })),
    ];
  }

  #approved(): HTMLElement[] {
    return [
      element("p", { class: "pl-hint" }, "The signed version is kept as it is. From its day on it is on the commander's map."),
      element("p", { class: "pl-buttons" }, act("Supersede", () => { void this.#post("supersede", this.#who()); })),
    ];
  }

  #events({ events }: Review): HTMLElement {
    const items = [...events].reverse().map(({ did, words, person, at }) => element("li", {}, element("b", {}, did), element("small", {}, [words, person, timeWords(at)].filter(Boolean).join(", "))));
    return element("ul", { class: "pl-list" }, ...items);
  }

  #who(): Record<string, string> {
    const reviewer = this.#reviewer.value.trim();
    return reviewer ? { reviewer } : {};
  }

  async #post(path: string, body: unknown): Promise<void> {
    try {
      await this.api.ask(`/${this.id}/${path}`, body);
      this.actions.changed();
    } catch (error) {
      this.actions.say(errorWords(error));
    }
    await this.refresh();
  }
}
