/** Why a county is in its region: asked for by a button, the ground that decides first. */

import { errorWords } from "../api";
import { element } from "../dom";
import { Newest } from "../newest";
import { act } from "./form";
import type { Ground, UnitId, Why } from "./plan-types";

export class WhyView {
  readonly root = element("div", { class: "pl-why" });
  readonly #button = act("Why is this county here?", () => { this.#toggle(); }, { "aria-expanded": "false" });
  readonly #grounds = element("div", { role: "status" });
  readonly #newest: Newest<UnitId>;
  #unit: UnitId | null = null;
  #version = 0;
  #isOpen = false;

  constructor(why: (unit: UnitId) => Promise<Why>) {
    this.#newest = new Newest<UnitId>(
      why,
      (found) => { this.#grounds.replaceChildren(...grounds(found as Why)); },
      (error) => { this.#grounds.replaceChildren(element("p", { class: "pl-warn" }, errorWords(error))); },
    );
    this.root.append(this.#button, this.#grounds);
  }

  /** Another unit closes it; another version of the plan asks again. */
  about(unit: UnitId, version: number): void {
    const [isOther, isLater] = [unit !== this.#unit, version !== this.#version];
    [this.#unit, this.#version] = [unit, version];
    if (isOther) this.#open(false);
    else if (isLater && this.#isOpen) this.#ask(unit);
  }

  #toggle(): void {
    this.#open(!this.#isOpen);
    if (this.#isOpen && this.#unit !== null) {
      this.#grounds.replaceChildren(element("p", { class: "pl-hint" }, "Looking."));
      this.#ask(this.#unit);
    }
  }

  #open(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) return;
    this.#newest.drop();
    this.#grounds.replaceChildren();
  }

  #ask(unit: UnitId): void {
    this.#newest.drop();
    this.#newest.push(unit);
  }
}

function grounds({ grounds: all, decisive, words }: Why): HTMLElement[] {
  const others = all.filter((ground) => ground.kind !== decisive?.kind);
  const shown = decisive ? [decisive, ...others] : others;
  return [
    element("p", { class: "pl-hint" }, decisive ? "What decides comes first; it is what can be seen today, no record of why somebody chose it." : words),
    ...(shown.length > 0 ? [element("ul", { class: "pl-lines" }, ...shown.map((ground) => item(ground, ground === decisive)))] : []),
  ];
}

function item({ kind, speaks_for, words }: Ground, isDecisive: boolean): HTMLElement {
  const side = speaks_for === null ? "neither for nor against" : speaks_for ? "for" : "against";
  return element("li", { "data-decides": String(isDecisive) }, element("b", {}, `${kind.charAt(0).toUpperCase()}${kind.slice(1)}, ${isDecisive ? "decides" : side}: `), words);
}
