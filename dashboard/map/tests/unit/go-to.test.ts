import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { GoTo } from "../../src/go-to";
import { folded, PlaceIndex, typedCoordinates, type Place, type PlaceColumns } from "../../src/places";

const COLUMNS: PlaceColumns = {
  ids: ["county:48141", "port:2402", "sector:el-paso", "county:08043", "city:1", "county:1", "port:2"],
  names: ["El Paso County, TX", "El Paso, TX", "El Paso Sector", "Fremont County, CO", "Cañon City, CO", "Paso County", "Elk, WA"],
  kinds: ["County", "Port of entry", "Border Patrol sector", "County", "Town", "County", "Port of entry"],
  lon: [-106.2, -106.4, -107, -105.4, -105.2, 0, 0],
  lat: [31.7, 31.76, 32, 38.4, 38.4, 0, 0],
  zoom: [8, 10, 7, 8, 11, 8, 8],
};

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe("finding places", () => {
  const index = new PlaceIndex(COLUMNS);
  const names = (typed: string): string[] => index.find(typed).map(({ name }) => name);

  it("takes each typed word as the beginning of a word, in any case and without accents", () => {
    expect(names("CANON")).toEqual(["Cañon City, CO"]);
    expect(names("paso tx")).toEqual(["El Paso, TX", "El Paso County, TX"]);
    expect(names("aso")).toEqual([]);
    expect(folded("Cañon City, CO")).toBe("canon city co");
  });

  it("puts the rarer kind first where names match alike", () => {
    expect(names("el paso")[0]).toBe("El Paso Sector");
    expect(names("el paso").at(-1)).toBe("El Paso County, TX");
  });

  it("finds nothing for nothing", () => {
    expect(names("  ")).toEqual([]);
  });

  it("takes coordinates, latitude first", () => {
    expect(typedCoordinates("31.76, -106.49")).toMatchObject({ lat: 31.76, lon: -106.49 });
    expect(typedCoordinates("31.76 N 106.49 W")).toMatchObject({ lat: 31.76, lon: -106.49 });
    expect(typedCoordinates("95, 10")).toBeNull();
    expect(typedCoordinates("El Paso")).toBeNull();
  });
});

describe("the search field", () => {
  let went: Place[];
  let places: () => Promise<PlaceColumns>;
  let goTo: GoTo;
  const input = (): HTMLInputElement => goTo.root.querySelector("input") as HTMLInputElement;
  const press = (key: string, on: EventTarget = input()): void => { on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); };
  const type = async (text: string): Promise<void> => {
    input().value = text;
    input().dispatchEvent(new Event("input"));
    await soon();
  };

  beforeEach(() => {
    went = [];
    places = vi.fn(() => Promise.resolve(COLUMNS));
    goTo = new GoTo("map", { places: () => places(), go: (place) => went.push(place) });
    document.body.append(goTo.root);
  });

  afterEach(() => {
    goTo.stop();
    document.body.replaceChildren();
  });

  it("is focused by the slash key, except where one types", () => {
    press("/", document.body);
    expect(document.activeElement).toBe(input());
    const other = document.createElement("input");
    document.body.append(other);
    other.focus();
    press("/", other);
    expect(document.activeElement).toBe(other);
  });

  it("fetches the places once, when first needed", async () => {
    expect(places).not.toHaveBeenCalled();
    input().focus();
    await type("el");
    await type("el p");
    expect(places).toHaveBeenCalledTimes(1);
  });

  it("follows the combobox pattern: arrows move, Enter goes, Escape closes", async () => {
    await type("el paso");
    expect(input().getAttribute("aria-expanded")).toBe("true");
    const active = (): string | null | undefined => document.getElementById(input().getAttribute("aria-activedescendant") ?? "")?.textContent;
    expect(active()).toContain("El Paso Sector");
    press("ArrowDown");
    expect(active()).toContain("El Paso, TX");
    press("ArrowUp");
    press("ArrowUp");
    expect(active()).toContain("El Paso County, TX");
    press("Escape");
    expect(input().getAttribute("aria-expanded")).toBe("false");
    press("ArrowDown");
    press("Enter");
    expect(went.map(({ id }) => id)).toEqual(["sector:el-paso"]);
    expect(input().value).toBe("El Paso Sector");
  });

  it("says when nothing is found, and why nothing came; then tries again", async () => {
    await type("zzz");
    expect(goTo.root.textContent).toContain("No place of this name");
    press("Enter");
    expect(went).toEqual([]);
    goTo.stop();
    let fails = true;
    goTo = new GoTo("other", { places: () => (fails ? Promise.reject(new Error("gone")) : Promise.resolve(COLUMNS)), go: () => undefined });
    await type("el");
    expect(goTo.root.textContent).toContain("gone");
    fails = false;
    await type("el p");
    expect(goTo.root.textContent).toContain("El Paso");
  });
});
