import { describe, expect, it } from "vitest";

import { decodeFrame, NO_DATA, readGeometry, readValues, SUPPRESSED, WireError } from "../../src/wire";
import { frame, PAPERS } from "./frames";

describe("a frame", () => {
  it("gives back its header and arrays, whatever the header's length", () => {
    for (let length = 0; length < 9; length++) {
      const made = frame({ note: "é".repeat(length) }, { a: Uint32Array.of(1, SUPPRESSED), b: Float32Array.of(0.5) });
      const { header, arrays } = decodeFrame(made);
      expect(header.note).toBe("é".repeat(length));
      expect([...(arrays.get("a") ?? [])]).toEqual([1, 0xffffffff]);
      expect([...(arrays.get("b") ?? [])]).toEqual([0.5]);
    }
  });

  it("is refused when cut at any byte", () => {
    const whole = frame(PAPERS, { values: Uint32Array.of(1, 2, 3) });
    for (let end = 0; end < whole.byteLength; end++) expect(() => decodeFrame(whole.slice(0, end))).toThrow();
  });

  it("is refused when it does not begin with BOP1, or has bytes to spare", () => {
    const whole = new Uint8Array(frame({}, {}));
    const longer = new Uint8Array(whole.length + 4);
    longer.set(whole);
    expect(() => decodeFrame(longer.buffer)).toThrow(WireError);
    whole[0] = 0;
    expect(() => decodeFrame(whole.buffer)).toThrow(/BOP1/);
  });

  it("names the array whose type it cannot read", () => {
    const made = frame({}, { a: Uint32Array.of(1) });
    const text = new TextDecoder().decode(made).replace("uint32", "int64 ");
    expect(() => decodeFrame(new TextEncoder().encode(text).buffer)).toThrow(/array a is of int64/);
  });
});

describe("geometry", () => {
  it("of cells has column, row and level", () => {
    const made = readGeometry(frame({ kind: "cells", key: "k", level: 9 }, { x: Uint32Array.of(3), y: Uint32Array.of(4) }));
    expect(made).toEqual({ kind: "cells", key: "k", level: 9, x: Uint32Array.of(3), y: Uint32Array.of(4) });
  });

  it("of regions takes a missing list of approximate regions as none", () => {
    const made = readGeometry(frame({ kind: "regions", key: "k", ids: ["a"], names: ["A"], label_lon: [-100], label_lat: [30] }));
    expect(made).toMatchObject({ ids: ["a"], lon: [-100], approximate: [false] });
  });

  it("of regions may come without points for names, but not with too few", () => {
    const regions = { kind: "regions", key: "k", ids: ["a"], names: ["A"] };
    expect(readGeometry(frame(regions))).toMatchObject({ lon: [], lat: [], notes: [] });
    expect(readGeometry(frame({ ...regions, notes: ["medium confidence"] }))).toMatchObject({ notes: ["medium confidence"] });
    expect(() => readGeometry(frame({ ...regions, notes: ["one", "too many"] }))).toThrow(WireError);
    expect(() => readGeometry(frame({ ...regions, label_lon: [], label_lat: [] }))).toThrow(WireError);
  });

  it("is refused when its columns differ in length, naming the geometry", () => {
    const made = frame({ kind: "points", key: "ports", ids: ["a", "b"], names: ["A"], classes: ["land"], lon: [1], lat: [2] });
    expect(() => readGeometry(made)).toThrow(/ports .*2, 1, 1, 1, 1/);
  });

  it("of an unknown kind is refused", () => {
    expect(() => readGeometry(frame({ kind: "arcs", key: "k" }))).toThrow(/arcs/);
  });
});

describe("values", () => {
  it("come with their papers and both sentinels", () => {
    const { header, values } = readValues(frame(PAPERS, { values: Uint32Array.of(0, 12, SUPPRESSED, NO_DATA) }));
    expect([...values]).toEqual([0, 12, SUPPRESSED, NO_DATA]);
    expect(header).toMatchObject({ geometry: "v000001/cells/12", breaks: [20, 50], nSuppressed: 1, asOf: "2026-06-30", isSynthetic: true });
  });

  it("keep an unknown as-of date unknown", () => {
    const { header } = readValues(frame({ ...PAPERS, as_of: null, level: null }, { values: new Uint32Array() }));
    expect(header.asOf).toBeNull();
    expect(header.level).toBeNull();
  });

  it("are refused when the frame holds none", () => {
    expect(() => readValues(frame(PAPERS))).toThrow(WireError);
  });
});
