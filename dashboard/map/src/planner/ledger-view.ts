/** The conservation ledger: what the regions, the rest and what is not shown come to, always on the screen. */

import { element, icon } from "../dom";
import { ledgerLines } from "./figures-words";
import type { Panel } from "./plan-types";

const TICK = "M4.5 10.5 8.500 14.5 15.5 6";
const CROSS = "M5 5l10 10M15 5 5 15";

export class LedgerView {
  readonly root = element("section", { class: "pl-ledger", "aria-label": "Conservation ledger" });
  readonly #lines = element("dl", {});
  readonly #verdict = element("p", { class: "pl-verdict", role: "status" });
  readonly #papers = element("p", { class: "pl-papers" });

  constructor() {
    this.#verdict.textContent = "The figures are being added up.";
    this.root.append(this.#lines, this.#verdict, this.#papers);
  }

  show({ ledger, sentence, version, as_of, marking, is_synthetic, caveats, sources }: Panel): void {
    const lines = ledgerLines(ledger);
    this.#lines.replaceChildren(...lines.map(({ label, words }, i) => element(
      "div", { class: i === lines.length - 1 ? "pl-sum" : null }, element("dt", {}, label), element("dd", {}, words),
    )));
    const [words, why] = ledger.is_closed ? ["The ledger closes", ": nothing is lost, nothing counted twice."] : ["The ledger does not close: saving is blocked.", ""];
    if (this.#verdict.dataset.words !== words) {
      this.#verdict.dataset.words = words;
      this.#verdict.dataset.closed = String(ledger.is_closed);
      this.#verdict.replaceChildren(icon(ledger.is_closed ? TICK : CROSS), element("span", {}, words, element("small", {}, why)));
    }
    this.#verdict.title = ledger.words;
    this.root.dataset.marking = marking;
    this.#papers.textContent = [marking, is_synthetic ? "SYNTHETIC incidents" : "", sentence, `data ${version}`, as_of ? `as of ${as_of}` : ""].filter(Boolean).join(" · ");
    this.#papers.title = [...caveats, ...sources].join("\n");
  }

  /** The figures are of an older state of the plan. */
  wait(isWaiting: boolean): void {
    this.root.toggleAttribute("data-waiting", isWaiting);
  }

  fail(words: string): void {
    this.#verdict.dataset.words = "";
    this.#verdict.dataset.closed = "unknown";
    this.#verdict.textContent = words;
  }
}
