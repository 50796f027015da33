/** One of the plans that a comparison is with: its choice, its frame for a map, and what differs. */

import { element } from "../dom";
import { Newest } from "../newest";
import type { Diff } from "./diff-view";
import { act } from "./form";
import type { PlanSide } from "./plan-side";
import type { Head, PlanSummary } from "./plan-types";

export interface Found {
  head: Head;
  diff: Diff;
}

export interface OtherHost {
  fetch: (id: string) => Promise<Found>;
  /** A plan was asked for, came, or did not. */
  began: (other: OtherPlan) => void;
  came: (other: OtherPlan, found: Found) => void;
  failed: (other: OtherPlan, error: unknown) => void;
  /** Tell below what differs from this one. */
  tell: (other: OtherPlan) => void;
}

export class OtherPlan {
  readonly select = element("select", { class: "pl-input" });
  readonly stage = element("div", { class: "bo-map" });
  readonly root: HTMLElement;
  side: PlanSide | null = null;
  found: Found | null = null;
  readonly #name = element("span", {}, "The other plan");
  readonly #tell: HTMLButtonElement;
  readonly #newest: Newest<string>;

  constructor(plans: readonly PlanSummary[], host: OtherHost) {
    this.#newest = new Newest<string>(
      host.fetch,
      (found) => { this.found = found as Found; this.#name.textContent = this.found.head.name; host.came(this, this.found); },
      (error) => { host.failed(this, error); },
    );
    this.select.append(...plans.map(({ id, name, status }) => element("option", { value: String(id) }, `${name} (${status})`)));
    this.select.addEventListener("change", () => { this.choose(this.select.value, host); });
    this.#tell = act("What differs", () => { host.tell(this); }, { class: "pl-button pl-tell", "aria-pressed": "false" });
    this.root = element("div", { class: "pl-twin" }, element("h3", {}, this.#name, this.#tell), this.stage);
  }

  /** What was asked for before is not shown any more, however late it comes. */
  choose(id: string, host: OtherHost): void {
    this.select.value = id;
    this.found = null;
    host.began(this);
    this.#newest.drop();
    this.#newest.push(id);
  }

  told(isTold: boolean, isOnlyOne: boolean): void {
    this.#tell.hidden = isOnlyOne;
    this.#tell.setAttribute("aria-pressed", String(isTold));
    this.root.toggleAttribute("data-told", isTold);
  }

  /** In place of the map there was. */
  draw(side: () => PlanSide): void {
    this.stop();
    this.side = side();
  }

  stop(): void {
    this.side?.stop();
    this.side = null;
    this.stage.replaceChildren();
  }
}
