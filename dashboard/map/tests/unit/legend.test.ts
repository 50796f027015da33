import { describe, expect, it } from "vitest";

import { classCodes } from "../../src/classes";
import { over } from "../../src/colour";
import { Legend } from "../../src/legend";
import { legendEntry, roundDown, type LegendEntry } from "../../src/legend-entry";
import type { Look, Painted } from "../../src/painter";
import type { LayerDescription } from "../../src/props";
import { PALETTES } from "../../src/themes";
import { NO_DATA, readValues, SUPPRESSED } from "../../src/wire";
import { frame, PAPERS } from "./frames";

const LOOK: Look = { theme: "dark", palette: PALETTES.dark };

function description(more: Partial<LayerDescription> = {}): LayerDescription {
  const colours = ["#111111", "#222222", "#333333"];
  return {
    key: "density", title: "Incident density", group: "Incidents", kind: "cells", forms: ["count"], order: 1, source_layer: null,
    colours: { dark: colours, light: colours, contrast: colours }, diverging: { dark: colours, light: colours, contrast: colours }, suppressed_words: "<10", none_words: "", outline: false, dashed: false, approximate: false,
    question: "", caveat: "", size: null, shapes: null, clickable: false, min_zoom: null, ...more,
  };
}

function painted(values: number[], papers: Partial<typeof PAPERS> = {}): Painted {
  const read = readValues(frame({ ...PAPERS, ...papers }, { values: Uint32Array.from(values) }));
  return { ...read, codes: classCodes(read.values, read.header) };
}

function entryOf(layer: LayerDescription, values: Painted, classes: string[] = []): LegendEntry {
  return legendEntry({ description: layer, painted: values, look: LOOK, classes, scale: null });
}

const words = (swatches: { words: string }[]): string[] => swatches.map((swatch) => swatch.words);

describe("a legend entry", () => {
  it("lists the classes on the map, high to low, then the suppressed one", () => {
    const { swatches } = entryOf(description(), painted([12, 60, SUPPRESSED]));
    expect(words(swatches)).toEqual(["50 and over", "10–19", "<10 (not shown)"]);
    // At 90 % over the ground of the dark theme.
    expect(swatches.map(({ colour }) => colour).slice(0, 2)).toEqual(["#313233", "#121315"]);
  });

  it("of a change explains both hatches, and has signed classes", () => {
    const values = Float32Array.of(600, 30, -30, 0, Infinity);
    const arrays = { values, now: new Uint32Array(5), before: new Uint32Array(5), verdict: Uint32Array.of(1, 0, 2, 0, 3) };
    const read = readValues(frame({ ...PAPERS, form: "change", signed: true, breaks: [-500, -20, 20, 500] }, arrays));
    const entry = entryOf(description(), { ...read, codes: classCodes(read.values, read.header, read.change?.verdict ?? null) });
    expect(entry.swatches.map(({ kind, words: said }) => `${kind}: ${said}`)).toEqual([
      "fill: +500 and over", "fill: +20 to +499", "fill: about the same (under ±20)", "fill: −20 to −499",
      "quiet: within noise: does not stand out", "hidden: <10 in a period: too few to tell (not shown)",
    ]);
    expect(entry.unit).toBe("Change in incidents against a year before");
  });

  it("of heat states the reach of its kernel, the scale and what it is drawn from", () => {
    const scale = { top: 23_000, radiusKm: 24.2, latitude: 31.4 };
    const entry = legendEntry({ description: description({ kind: "heat" }), painted: painted([12, 60]), look: LOOK, classes: [], scale });
    expect(words(entry.swatches)).toEqual(["0 … 5,000 … 20,000 and over, per 1,000 sq mi"]);
    expect(entry.facts.slice(0, 2)).toEqual([
      "Smoothed over a radius of 24 km (15 mi) at 31° N and this zoom", "Drawn from the disclosed counts of square cells: a cell that is not shown counts as none",
    ]);
    expect(entry.facts).toContain("n = 2 cells");
  });

  it("names zero where it means something, and only where there is a zero", () => {
    const gap = description({ kind: "regions", none_words: "Gap" });
    const entry = entryOf(gap, painted([0, 12], { n_suppressed: 0 }));
    expect(words(entry.swatches)).toEqual(["10–19", "Gap"]);
    // The neutral colour at 78 % over the ground: drawn, not left out.
    expect(entry.swatches.at(-1)?.colour).toBe(over(PALETTES.dark.same, PALETTES.dark.home, PALETTES.dark.fillOpacity));
    expect(words(entryOf(gap, painted([12], { n_suppressed: 0 })).swatches)).toEqual(["10–19"]);
  });

  it("has no suppressed swatch when nothing is suppressed", () => {
    const { swatches } = entryOf(description(), painted([12], { n_suppressed: 0 }));
    expect(words(swatches)).toEqual(["10–19"]);
  });

  it("carries total, cell size, source, as-of date, caveat and the synthetic mark", () => {
    const entry = entryOf(description(), painted([12]));
    expect(entry.facts).toEqual(["Total shown 1,234 incidents", "n = 1 cell", "Square cells of 4.9 km at 32° N", "Source: Demo generator", "As of 30\u00a0Jun\u00a02026"]);
    expect(entry).toMatchObject({ sentence: "All categories, 2025", caveat: "Density follows effort.", isSynthetic: true });
  });

  it("of points of one colour shows sizes and the shapes of the classes that are there", () => {
    const ports = description({ kind: "points", size: { min: 3, max: 16 }, shapes: { land: "circle", sea: "square", air: "triangle" } });
    const entry = entryOf(ports, painted([100, 2500, NO_DATA], { breaks: [], n_suppressed: 0 }), ["sea", "land"]);
    expect(words(entry.swatches)).toEqual(["2,000", "500", "100", "None, or no figure"]);
    expect(words(entry.marks)).toEqual(["Land", "Sea"]);
    expect(entry.swatches.every(({ radius }) => (radius ?? 0) <= 16)).toBe(true);
  });

  it("of outlined regions says that the boundary is approximate, and shows no values", () => {
    const best = description({ kind: "regions", outline: true, dashed: true, approximate: true });
    const entry = entryOf(best, painted([12]), []);
    expect(words(entry.swatches)).toEqual(["Approximate boundary"]);
    expect(entry).toMatchObject({ facts: [], isSynthetic: false });
  });

  it("rounds sizes down to 1, 2 or 5 times a power of ten", () => {
    expect([0.5, 1, 4.9, 5, 19, 20, 10_700_000].map(roundDown)).toEqual([0, 1, 2, 5, 10, 20, 10_000_000]);
  });
});

describe("the legend", () => {
  function legend(): Legend {
    const container = document.createElement("div");
    document.body.append(container);
    return new Legend(container);
  }

  it("says once what all its layers share", () => {
    const made = legend();
    const entry = entryOf(description(), painted([12]));
    made.show([entry, { ...entry, key: "other" }]);
    expect(made.root.textContent.split("All categories, 2025")).toHaveLength(2);
    made.show([entry, { ...entry, key: "other", sentence: "All categories, 2024" }]);
    expect(made.root.textContent).toContain("All categories, 2024");
  });

  it("marks synthetic figures, and is not there when nothing is visible", () => {
    const made = legend();
    const entry = entryOf(description(), painted([12]));
    made.show([{ ...entry, isSynthetic: false }]);
    expect(made.root.querySelector(".bo-synthetic")).toBeNull();
    made.show([entry]);
    expect(made.root.querySelector(".bo-synthetic")?.textContent).toBe("SYNTHETIC");
    made.show([]);
    expect(made.root.hidden).toBe(true);
  });

  it("keeps a layer's caveat as someone left them when figures change", () => {
    const made = legend();
    const entry = entryOf(description(), painted([12]));
    const caveat = (): HTMLDetailsElement | null => made.root.querySelector(".bo-more");
    made.show([entry]);
    const before = caveat();
    expect(before?.textContent).toContain("Density follows effort.");
    before?.querySelector("summary")?.dispatchEvent(new Event("click"));
    made.show([{ ...entry, unit: "other" }]);
    expect(caveat()).not.toBe(before);
    expect(caveat()?.open).toBe(true);
  });

  it("folds the lower of many layers, and says what it folds", () => {
    const made = legend();
    const entry = entryOf(description(), painted([12]));
    made.show(["a", "b", "c", "d"].map((key) => ({ ...entry, key, title: `Layer ${key}` })));
    const open = [...made.root.querySelectorAll<HTMLDetailsElement>(".bo-entry")].map((part) => part.open);
    expect(open).toEqual([true, true, false, false]);
    expect(made.root.textContent).toContain("Layer d");
  });

  it("puts words in as text, never as markup", () => {
    const made = legend();
    made.show([{ ...entryOf(description({ title: "<img src=x>" }), painted([12]), []) }]);
    expect(made.root.querySelector("img")).toBeNull();
    expect(made.root.textContent).toContain("<img src=x>");
  });
});
