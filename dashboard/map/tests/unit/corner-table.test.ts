import type { Polygon } from "geojson";
import { beforeEach, describe, expect, it } from "vitest";

import { CornerTable } from "../../src/corner-table";

const TRIANGLE: Polygon = { type: "Polygon", coordinates: [[[-110, 31], [-109, 31], [-109, 32], [-110, 31]]] };

let told: (Polygon | null)[];
let table: CornerTable;

beforeEach(() => {
  told = [];
  let next = 0;
  table = new CornerTable({ changed: (polygon) => told.push(polygon), centre: () => [-100 + next++, 30.123456] });
  table.root.open = true;
  document.body.replaceChildren(table.root);
});

const fields = (): HTMLInputElement[] => [...table.root.querySelectorAll("input")];
const press = (name: string): void => { [...table.root.querySelectorAll("button")].find((made) => (made.getAttribute("aria-label") ?? made.textContent) === name)?.click(); };

function write(field: HTMLInputElement | undefined, value: string): void {
  if (!field) return;
  field.value = value;
  field.dispatchEvent(new Event("change"));
}

describe("corners by number", () => {
  it("lists each corner once, longitude first", () => {
    table.show(TRIANGLE);
    expect(fields().map(({ value }) => value)).toEqual(["-110", "31", "-109", "31", "-109", "32"]);
    expect(fields()[0]?.getAttribute("aria-label")).toBe("Longitude of corner 1");
  });

  it("make a polygon as soon as there are three of them, closed", () => {
    for (let corner = 0; corner < 3; corner++) press("Add the map's centre");
    expect(told.slice(0, 2)).toEqual([null, null]);
    expect(told[2]?.coordinates).toEqual([[[-100, 30.12346], [-99, 30.12346], [-98, 30.12346], [-100, 30.12346]]]);
  });

  it("are edited and deleted", () => {
    table.show(TRIANGLE);
    write(fields()[1], "30.5");
    expect(told.at(-1)?.coordinates[0]?.[0]).toEqual([-110, 30.5]);
    press("Delete corner 2");
    expect(told.at(-1)).toBeNull();
    expect(table.root.textContent).toContain("1 more");
  });

  it("refuse what is no place, in words, and change nothing", () => {
    table.show(TRIANGLE);
    for (const value of ["", "200"]) {
      write(fields()[0], value);
      expect(told).toEqual([]);
      expect(table.root.querySelector("[role=alert]")?.textContent).toContain("Longitude of corner 1");
    }
  });

  it("keep what is being typed when the map tells of the same polygon", () => {
    table.show(TRIANGLE);
    fields()[0]?.focus();
    table.show({ type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] });
    expect(fields()[0]?.value).toBe("-110");
  });
});
