// Frames of the map's wire with made-up figures, alike on each run.
const SUPPRESSED = 0xffffffff;
const NO_DATA = 0xfffffffe;
// A rough course of the south-west border, west to east.
const BORDER = [[-117.1, 32.53], [-114.8, 32.6], [-114.8, 32.5], [-111.07, 31.33], [-108.2, 31.33], [-108.2, 31.78], [-106.5, 31.78], [-104.9, 30.6], [-103.1, 28.98], [-102.3, 29.88], [-101.4, 29.77], [-100.5, 28.7], [-99.5, 27.5], [-99.1, 26.4], [-97.15, 25.95]];
const PORTS = [
  ["2504", "San Ysidro, CA", "land", -117.03, 32.54, 15_800_000], ["2503", "Calexico, CA", "land", -115.5, 32.67, 4_300_000], ["2604", "Nogales, AZ", "land", -110.94, 31.33, 4_100_000],
  ["2402", "El Paso, TX", "land", -106.45, 31.76, 11_200_000], ["2304", "Laredo, TX", "land", -99.5, 27.5, 6_900_000], ["2302", "Del Rio, TX", "land", -100.93, 29.33, 1_900_000],
  ["2303", "Eagle Pass, TX", "land", -100.5, 28.7, 3_800_000], ["2305", "Hidalgo, TX", "land", -98.26, 26.1, 3_500_000], ["2301", "Brownsville, TX", "land", -97.5, 25.88, 4_000_000],
  ["2403", "Presidio, TX", "land", -104.39, 29.56, 800_000], ["0901", "Buffalo, NY", "land", -78.9, 42.9, 5_000_000], ["3801", "Detroit, MI", "land", -83.05, 42.32, 4_800_000],
  ["3004", "Blaine, WA", "land", -122.75, 49, 5_700_000], ["0712", "Champlain, NY", "land", -73.45, 45, 1_600_000], ["3401", "Pembina, ND", "land", -97.24, 49, 350_000],
  ["2704", "Los Angeles, CA", "sea", -118.25, 33.75, NO_DATA], ["5201", "Miami, FL", "sea", -80.17, 25.77, NO_DATA], ["1703", "Savannah, GA", "sea", -81.1, 32.08, NO_DATA],
  ["1901", "Mobile, AL", "sea", -88.04, 30.69, NO_DATA], ["5309", "Houston, TX", "air", -95.34, 29.98, NO_DATA], ["1704", "Atlanta, GA", "air", -84.43, 33.64, NO_DATA], ["3303", "Denver, CO", "air", -104.67, 39.85, NO_DATA],
  ["2606", "Lukeville, AZ", "land", -112.82, 31.88, SUPPRESSED],
];
export const REGIONS = { sector: [], county: [], best: [] };

function random(seed) {
  let state = seed;
  return () => { state = (state * 1664525 + 1013904223) >>> 0; return state / 2 ** 32; };
}

function place(next) {
  const i = Math.floor(next() * (BORDER.length - 1));
  const share = next();
  const spread = () => (next() + next() + next() - 1.5) * (next() < 0.15 ? 3 : 0.35);
  return [BORDER[i][0] + (BORDER[i + 1][0] - BORDER[i][0]) * share + spread(), BORDER[i][1] + (BORDER[i + 1][1] - BORDER[i][1]) * share + spread() * 0.8 + 0.15];
}

const made = new Map();

function cells(level) {
  if (!made.has(level)) made.set(level, cellsOf(level));
  return made.get(level);
}

function cellsOf(level) {
  const next = random(7);
  const across = 2 ** level;
  const found = new Map();
  for (let n = 0; n < 90_000; n++) {
    const [lon, lat] = place(next);
    const x = Math.floor((lon / 360 + 0.5) * across);
    const y = Math.floor((0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * across);
    found.set(x * across + y, { x, y, n: (found.get(x * across + y)?.n ?? 0) + 1 });
  }
  return [...found.values()];
}

function frame(header, arrays) {
  const listed = Object.entries(arrays).map(([name, array]) => ({ name, dtype: "uint32", length: array.length }));
  let text = JSON.stringify({ ...header, arrays: listed });
  text += " ".repeat((4 - (Buffer.byteLength(text) % 4)) % 4);
  const head = Buffer.alloc(8);
  head.write("BOP1");
  head.writeUInt32LE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text), ...Object.values(arrays).map((array) => Buffer.from(array.buffer))]);
}

const geometryKey = (key, level) => (key === "incident_density" ? `v000001/cells/${level}` : `static/${key}`);

export function geometryFrame(key, level) {
  const common = { key: geometryKey(key, level) };
  if (key === "incident_density") {
    const found = cells(level);
    return frame({ ...common, kind: "cells", level }, { x: Uint32Array.from(found, ({ x }) => x), y: Uint32Array.from(found, ({ y }) => y) });
  }
  if (key === "ports_of_entry") {
    const column = (i) => PORTS.map((port) => port[i]);
    return frame({ ...common, kind: "points", ids: column(0), names: column(1), classes: column(2), lon: column(3), lat: column(4) }, {});
  }
  const regions = REGIONS[SETS[key]] ?? [];
  const column = (name) => regions.map((region) => region[name]);
  return frame({ ...common, kind: "regions", ids: column("id"), names: column("name"), label_lon: column("lon"), label_lat: column("lat"), approximate: regions.map(() => SETS[key] !== "county") }, {});
}

const SETS = { sectors: "sector", counties: "county", best_regions: "best" };

function breaksOf(values, classes) {
  const shown = [...values].filter((value) => value > 0 && value < NO_DATA).sort((a, b) => a - b);
  const limits = [0.35, 0.6, 0.8, 0.92, 0.98].slice(0, classes - 1).map((share) => Math.round(shown[Math.floor(shown.length * share)] ?? 1));
  return [...new Set(limits)].filter((limit) => limit > (shown[0] ?? 0));
}

export function valuesFrame(key, parameters) {
  const level = Math.min(15, Math.max(9, Math.floor(Number(parameters.get("zoom"))) + 6));
  const factor = 1 + (parameters.get("category") ?? "").length;
  const hide = (value) => (value > 0 && value < 10 ? SUPPRESSED : value);
  const next = random(11);
  let values;
  if (key === "incident_density") values = Uint32Array.from(cells(level), ({ n, x, y }) => hide(Math.round((n * 14 * (1 + ((x * 31 + y * 17) % 5))) / factor / (n < 2 ? 6 : 1))));
  else if (key === "ports_of_entry") values = Uint32Array.from(PORTS, (port) => (port[5] >= NO_DATA ? port[5] : Math.round(port[5] / factor)));
  else values = Uint32Array.from(REGIONS[SETS[key]] ?? [], () => hide(Math.round((next() ** 6 * 90_000) / factor)));
  const shown = [...values].filter((value) => value < NO_DATA);
  return frame({
    geometry: geometryKey(key, level), level: key === "incident_density" ? level : null, version: "v000001",
    breaks: key === "ports_of_entry" || key === "best_regions" ? [] : breaksOf(values, 6), title: key === "ports_of_entry" ? "Passengers in personal vehicles, entering" : "Incidents",
    unit: key === "ports_of_entry" ? "passengers" : "incidents", sentence: "All categories, January 2024 to June 2026", total: shown.reduce((a, b) => a + b, 0).toLocaleString("en-US"),
    n_suppressed: [...values].filter((value) => value === SUPPRESSED).length, floor: 10, source: key === "ports_of_entry" ? "BTS Border Crossing Entry Data" : "borderops demo generator",
    as_of: "2026-06-30", caveat: "Density follows reporting and patrol effort as well as activity.", is_synthetic: key !== "ports_of_entry",
    note: key === "incident_density" ? `Square cells of ${(40075 / 2 ** level * 0.848).toFixed(1)} km at 32° N` : "",
  }, { values });
}
