/** The way of a plan from draft to approved: submitted, ticked off by another person, signed, one day superseded. */

import { errorWords } from "../api";
import { element } from "../dom";
import { timeWords } from "./figures-words";
import { act, field, part } from "./form";
import type { PlansApi } from "./plans-api";

export interface ReviewActions {
  version(): number;
  owner(): string;
  /** The status of the plan may be another. */
  changed(): void;
  say(words: string): void;
}

export interface Review {
  status: string;
  version: number;
  submitted_by: string | null;
  checklist: { key: string; words: string; ticked_by: string | null }[];
  events: { did: string; item?: string; words: string; person: string; at: string }[];
}

/** How a plan stands, in a sentence. */
export function standWords({ status, submitted_by }: Pick<Review, "status" | "submitted_by">): string {
  const by = submitted_by ?? "somebody";
  return {
    draft: "This plan is a draft and was not handed in for review yet.",
    submitted: `This plan is submitted: ${by} handed it in, and it waits for a reviewer.`,
    approved: `This plan is approved and signed; ${by} handed it in.`,
    superseded: "This plan is superseded: a later one has taken its place.",
  }[status] ?? `This plan is ${status}.`;
}

/** Why a plan cannot be approved yet; empty if it can. */
export function holdWords({ checklist, submitted_by }: Pick<Review, "checklist" | "submitted_by">, owner: string, reviewer: string): string {
  const authors = [owner, submitted_by ?? owner].map(plain);
  const left = checklist.filter(({ ticked_by }) => ticked_by === null).length;
  const ticks = left === 0 ? "" : `${left} of ${checklist.length} boxes ${left === 1 ? "is" : "are"} not ticked yet.`;
  if (authors.includes(plain(reviewer))) return `${ticks} ${reviewer.trim()} is an author of the plan: name another reviewer.`.trim();
  // Who ticked was found to be no author; a reviewer with an account of their own need not be named.
  const isKnown = plain(reviewer) !== "" || checklist.some(({ ticked_by }) => ticked_by !== null && !authors.includes(plain(ticked_by)));
  return [ticks, isKnown ? "" : `Name a reviewer other than ${owner}.`].filter(Boolean).join(" ");
}

/** What was done: "Ticked: Open notes are resolved". */
export function deedWords({ did, item, words }: Review["events"][number], checklist: Review["checklist"]): string {
  const deed = { ticked: "Ticked", unticked: "Tick taken back", submitted: "Handed in for review", "sent back": "Sent back", approved: "Approved and signed", superseded: "Superseded" }[did] ?? did;
  const what = checklist.find(({ key }) => key === item)?.words ?? words;
  return what ? `${deed}: ${what}` : deed;
}

const plain = (name: string): string => name.trim().replace(/\s+/g, " ").toLowerCase();

export class ReviewView {
  readonly root: HTMLElement;
  readonly #body = element("div", { class: "pl-review" });
  readonly #reviewer = element("input", { class: "pl-input", type: "text", maxlength: 80, autocomplete: "off" });
  readonly #reason = element("input", { class: "pl-input", type: "text", maxlength: 400 });
  readonly #day = element("input", { class: "pl-input", type: "date" });
  readonly #why = element("p", { class: "pl-hint", id: "pl-why-not", role: "status" });
  readonly #approve = act("Approve and sign", () => { void this.#post("approve", { version: this.actions.version(), effective: this.#day.value, ...this.#who() }); }, { class: "pl-button pl-strong", "aria-describedby": "pl-why-not" });
  #review: Review | null = null;

  constructor(private readonly api: PlansApi, private readonly id: string, private readonly actions: ReviewActions) {
    this.root = part("Review", this.#body);
    this.#reviewer.addEventListener("input", () => { this.#hold(); });
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
    this.#review = review;
    const steps = { draft: () => this.#draft(), submitted: () => this.#submitted(review), approved: () => this.#approved() }[review.status];
    this.#body.replaceChildren(element("p", {}, standWords(review)), ...(steps?.() ?? []), this.#events(review));
  }

  #draft(): HTMLElement[] {
    return [
      element("p", { class: "pl-hint" }, "Submitted, it cannot be edited until a reviewer approves it or sends it back. The reviewer is somebody else than its authors."),
      element("p", { class: "pl-buttons" }, act("Submit for review", () => { void this.#post("submit", { version: this.actions.version() }); }, { class: "pl-button pl-strong" })),
    ];
  }

  #submitted({ checklist }: Review): HTMLElement[] {
    this.#reviewer.value ||= checklist.find(({ ticked_by }) => ticked_by !== null)?.ticked_by ?? "";
    this.#hold();
    const items = checklist.map(({ key, words, ticked_by }) => {
      const box = element("input", { type: "checkbox", checked: ticked_by === null ? null : "" });
      box.addEventListener("change", () => { void this.#post("tick", { item: key, ticked: box.checked, ...this.#who() }); });
      return element("label", { class: "pl-check" }, box, element("span", {}, words, ticked_by ? element("small", {}, ` ${ticked_by}`) : null));
    });
    return [
      field("Reviewer at this desk", this.#reviewer, "The second person's name, where both use one account."),
      element("div", { class: "pl-checklist" }, ...items),
      field("In force from", this.#day),
      element("div", { class: "pl-signing" }, this.#approve, this.#why),
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

  /** Signing waits for the checklist and for a second person, and says so. */
  #hold(): void {
    const words = this.#review ? holdWords(this.#review, this.actions.owner(), this.#reviewer.value) : "";
    this.#why.textContent = words;
    this.#approve.disabled = words !== "";
  }

  #events({ events, checklist }: Review): HTMLElement {
    const items = [...events].reverse().map((event) => element("li", {}, element("b", {}, deedWords(event, checklist)), element("small", {}, [event.person, timeWords(event.at)].filter(Boolean).join(", "))));
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
