/** The card that stays: what was clicked, at once from what the map knows, then filled from the server. */

import { errorWords, isAbort } from "./api";
import { cardBody, type CardContent } from "./card-content";
import { element, icon } from "./dom";
import { readingPart } from "./hover-card";
import type { Reading } from "./hover-card";
import { classWords } from "./points-painter";
import type { WhyAsked } from "./props";

export interface PinnedActions {
  /** What the server knows of a reading. */
  card(reading: Reading, signal: AbortSignal): Promise<CardContent>;
  why(asked: Omit<WhyAsked, "nonce">): void;
  closed(): void;
}

export class PinnedCard {
  readonly root = element("section", { class: "bo-panel bo-pinned", role: "dialog", "aria-label": "About this place", tabindex: -1, hidden: "" });
  #readings: readonly Reading[] = [];
  #chosen: Reading | undefined;
  #asking: AbortController | null = null;
  #returnTo: HTMLElement | null = null;
  /** One button for as long as the card lives: a press must not miss it because the card was filled anew under it. */
  readonly #why = element("button", { type: "button", class: "bo-retry" }, "Why this colour?");

  constructor(private readonly actions: PinnedActions) {
    this.#why.addEventListener("click", () => {
      const chosen = this.#chosen;
      if (chosen) this.actions.why({ layer: chosen.description.key, id: chosen.picked.id, name: chosen.picked.name });
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
  }

  get isOpen(): boolean { return !this.root.hidden; }

  /** Show what was clicked, the first of it on top; `byKeyboard` moves the focus into the card, and back when it closes. */
  open(readings: readonly Reading[], byKeyboard: boolean): void {
    this.#readings = readings;
    this.root.hidden = false;
    this.#returnTo = byKeyboard && document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.#choose(0);
    if (byKeyboard) this.root.focus({ preventScroll: true });
  }

  /** Ask again, for a filter that has changed. */
  refresh(readings: readonly Reading[]): void {
    if (!this.isOpen || readings.length === 0) return;
    const at = readings.findIndex(({ description, picked }) => description.key === this.#chosen?.description.key && picked.id === this.#chosen.picked.id);
    this.#readings = readings;
    this.#choose(Math.max(0, at));
  }

  close(): void {
    if (!this.isOpen) return;
    this.#asking?.abort();
    this.root.hidden = true;
    this.#readings = [];
    this.#returnTo?.focus({ preventScroll: true });
    this.actions.closed();
  }

  #choose(at: number): void {
    const reading = this.#readings[at];
    if (!reading) return;
    this.#chosen = reading;
    const { description, picked } = reading;
    this.root.setAttribute("aria-label", `About ${picked.name}`);
    const body = element("div", { class: "bo-pinned-body", "aria-busy": "true" }, element("p", { class: "bo-hint" }, "Loading the details…"));
    this.root.replaceChildren(
      element("div", { class: "bo-pinned-head" }, ...this.#tabs(at), this.#closeButton()),
      element("div", { class: "bo-pinned-scroll" }, readingPart(reading), description.outline ? null : element("p", { class: "bo-pinned-actions" }, this.#why), body),
    );
    void this.#fill(reading, body);
  }

  /** A choice when several things lie under the pointer. */
  #tabs(at: number): HTMLElement[] {
    if (this.#readings.length < 2) return [element("span", { class: "bo-pinned-kind" }, this.#readings[0]?.description.title ?? "")];
    const made = this.#readings.map((reading, i) => {
      const choice = element("button", { type: "button", class: "bo-chip", "aria-pressed": String(i === at) }, shortName(reading));
      choice.addEventListener("click", () => { this.#choose(i); (this.root.querySelectorAll<HTMLElement>(".bo-chip")[i])?.focus(); });
      return choice;
    });
    return [element("div", { class: "bo-chips", role: "group", "aria-label": "At this place" }, ...made)];
  }

  #closeButton(): HTMLElement {
    const made = element("button", { type: "button", class: "bo-close", "aria-label": "Close the card", title: "Close (Esc)" }, icon("M5 5l10 10M15 5 5 15"));
    made.addEventListener("click", () => { this.close(); });
    return made;
  }

  async #fill(reading: Reading, body: HTMLElement): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const card = await this.actions.card(reading, asking.signal);
      if (!asking.signal.aborted) body.replaceChildren(...cardBody(card));
    } catch (error) {
      if (isAbort(error) || asking.signal.aborted) return;
      const again = element("button", { type: "button", class: "bo-retry" }, "Try again");
      again.addEventListener("click", () => { void this.#fill(reading, body); });
      body.replaceChildren(element("p", { class: "bo-error" }, `The details could not be loaded. ${errorWords(error)}`), again);
    } finally {
      if (!asking.signal.aborted) body.removeAttribute("aria-busy");
    }
  }
}

/** A reading in a few words for the choice: cells all have long names. */
function shortName({ description, picked }: Reading): string {
  return description.kind === "cells" || description.kind === "heat" ? classWords(description.title) : picked.name;
}
