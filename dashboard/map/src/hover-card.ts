/** The card that names what is under the pointer, its value, and where the number comes from. */

import { element } from "./dom";
import { syntheticTag } from "./legend";
import { dateWords } from "./legend-entry";
import type { Painted, Picked } from "./painter";
import type { LayerDescription } from "./props";
import { changeWords, valueWords } from "./value-words";

/** One thing under the pointer, with its layer and values. */
export interface Reading {
  description: LayerDescription;
  picked: Picked;
  painted: Painted;
}

/** Something under the pointer that has a name and no figure, and what it is part of. */
export interface Named {
  name: string;
  of: string;
}

const GAP_PX = 18;

export class HoverCard {
  readonly root = element("div", { class: "bo-panel bo-card", role: "status", "aria-live": "polite", hidden: "" });
  #shown = "";

  constructor(private readonly container: HTMLElement) {
    container.append(this.root);
  }

  /** Show readings near a point of the container, the most specific one first, and what else is there. */
  show(readings: readonly Reading[], at: { x: number; y: number }, also: Named | null = null): void {
    if (readings.length === 0 && !also) { this.hide(); return; }
    const figures = readings.map(({ description, picked, painted }) => `${description.key}:${picked.id}:${painted.values[picked.row] ?? ""}:${painted.header.form}:${painted.header.sentence}`).join("|");
    const signature = `${figures}#${also?.of ?? ""}#${also?.name ?? ""}`;
    if (signature !== this.#shown) {
      this.#shown = signature;
      this.root.replaceChildren(...readings.map(readingPart), ...(also ? [namedPart(also)] : []), ...papers(readings[0]));
    }
    this.root.hidden = false;
    this.#place(at);
  }

  hide(): void {
    this.root.hidden = true;
    this.#shown = "";
  }

  #place({ x, y }: { x: number; y: number }): void {
    const { clientWidth, clientHeight } = this.container;
    const { offsetWidth, offsetHeight } = this.root;
    const left = x + GAP_PX + offsetWidth > clientWidth - 8 ? x - GAP_PX - offsetWidth : x + GAP_PX;
    const top = Math.min(Math.max(8, y - offsetHeight / 3), clientHeight - offsetHeight - 8);
    this.root.style.transform = `translate(${Math.round(Math.max(8, left))}px, ${Math.round(Math.max(8, top))}px)`;
  }
}

/** One reading: what it is, its value in words, and of which layer. */
export function readingPart({ description, picked, painted }: Reading): HTMLElement {
  const { header } = painted;
  const { words, unit, more } = figure(description, picked.row, painted);
  return element(
    "div",
    { class: "bo-reading" },
    element("p", { class: "bo-name" }, picked.name, header.isSynthetic && !description.outline ? syntheticTag() : null),
    words ? element("p", { class: "bo-value" }, element("b", {}, words), unit ? ` ${unit}` : "") : null,
    more ? element("p", { class: "bo-verdict" }, more) : null,
    element("p", { class: "bo-facts" }, [description.title, picked.note].filter(Boolean).join(" · ")),
  );
}

function namedPart({ name, of }: Named): HTMLElement {
  return element("div", { class: "bo-reading" }, element("p", { class: "bo-name" }, name), element("p", { class: "bo-facts" }, of));
}

interface Figure {
  words: string;
  unit: string;
  /** The verdict and both counts, for a change. */
  more: string;
}

/** A boundary has no figure of its own. */
function figure(description: LayerDescription, row: number, { values, change, header }: Painted): Figure {
  if (description.outline) return { words: "", unit: "", more: "" };
  if (change) {
    const { difference, verdict, counts } = changeWords(values[row], change, row, description.suppressed_words);
    return { words: difference, unit: /\d/.test(difference) ? header.unit : "", more: `${verdict}; ${counts}` };
  }
  const words = valueWords(values[row], description.suppressed_words, header.decimals);
  return { words, unit: words === "no data" ? "" : header.unit, more: "" };
}

function papers(first: Reading | undefined): HTMLElement[] {
  if (!first) return [];
  const { header } = first.painted;
  const asOf = header.asOf ? `As of ${dateWords(header.asOf)}` : "";
  return [
    header.sentence ? element("p", { class: "bo-sentence" }, header.sentence) : null,
    asOf || header.caveat ? element("p", { class: "bo-caveat" }, [asOf, header.caveat || first.description.caveat].filter(Boolean).join(". ")) : null,
  ].filter((made): made is HTMLParagraphElement => made !== null);
}
