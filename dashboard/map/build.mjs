// Builds the map component into dashboard/built/ (or the folder given as the first argument).
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = resolve(process.argv[2] ?? here("../built"));
const packages = here("node_modules");
const WEIGHTS = [400, 500, 600, 700];
const SUBSETS = {
  latin:
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
  "latin-ext":
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
};

const shared = { bundle: true, minify: true, target: "es2022", legalComments: "linked", logLevel: "warning" };

// MapLibre's own bundles hold what its page and its worker have in common twice. Built from its sources, the two
// share it as `map-shared.mjs`: a quarter less to send and to compile. The map's page and the planner's share the
// rest of MapLibre as `map-both.mjs`.
async function buildMap() {
  const sources = `${packages}/maplibre-gl/src`;
  const { metafile } = await build({
    ...shared,
    entryPoints: { "map-core": here("src/core.ts"), "planner-core": here("src/planner/desk.ts"), "maplibre-gl-worker": `${sources}/source/worker.ts` },
    alias: { "maplibre-gl": `${sources}/index.ts` },
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } }, // as MapLibre's own build sets it
    outdir: out,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunk-[hash]",
    metafile: true,
    splitting: true,
    format: "esm",
  });
  nameChunks(metafile.outputs);
}

// Chunks by what they are, in place of their hashes: pages name them ahead of time.
function nameChunks(outputs) {
  const files = Object.keys(outputs).filter((path) => path.endsWith(".mjs"));
  const worker = files.find((path) => basename(path) === "maplibre-gl-worker.mjs");
  const ofWorker = new Set(outputs[worker].imports.map(({ path }) => basename(path)));
  const chunks = files.map((path) => basename(path)).filter((name) => name.startsWith("chunk-"));
  const names = new Map(chunks.map((name) => [name, ofWorker.has(name) ? "map-shared.mjs" : "map-both.mjs"]));
  if (new Set(names.values()).size !== names.size) throw new Error(`Chunks that have no name of their own: ${chunks.join(", ")}`);
  for (const path of files.map((file) => `${out}/${basename(file)}`)) {
    const text = [...names].reduce((source, [from, to]) => source.replaceAll(from, to), readFileSync(path, "utf8"));
    writeFileSync(path, text);
  }
  for (const [from, to] of names) renameSync(`${out}/${from}`, `${out}/${to}`);
  for (const from of names.keys()) rmSync(`${out}/${from}.LEGAL.txt`, { force: true });
}

function fontFiles() {
  mkdirSync(`${out}/fonts`, { recursive: true });
  const rules = [];
  for (const weight of WEIGHTS) {
    for (const [subset, range] of Object.entries(SUBSETS)) {
      const file = `public-sans-${subset}-${weight}-normal.woff2`;
      cpSync(`${packages}/@fontsource/public-sans/files/${file}`, `${out}/fonts/${file}`);
      rules.push(
        `@font-face{font-family:"Public Sans";font-style:normal;font-weight:${weight};font-display:swap;` +
          `src:url(fonts/${file}) format("woff2");unicode-range:${range}}`,
      );
    }
  }
  cpSync(`${packages}/@fontsource/public-sans/LICENSE`, `${out}/fonts/LICENSE`);
  writeFileSync(`${out}/fonts.css`, `${rules.join("\n")}\n`);
}

mkdirSync(out, { recursive: true });
await build({ ...shared, entryPoints: [here("src/bridge.ts")], outfile: `${out}/map.js`, format: "iife" });
await buildMap();
await build({ ...shared, entryPoints: [here("src/display/display.ts")], outfile: `${out}/display-core.mjs`, format: "esm" });
await build({ ...shared, entryPoints: [here("src/briefs/office.ts")], outfile: `${out}/briefs-core.mjs`, format: "esm" });
const sheets = { "map-view.css": "map-view.css", "map-tools.css": "map-tools.css", "planner.css": "planner/planner.css", "display.css": "display/display.css", "briefs.css": "briefs/briefs.css" };
for (const [sheet, source] of Object.entries(sheets)) await build({ ...shared, entryPoints: [here(`src/${source}`)], outfile: `${out}/${sheet}` });
const style = readFileSync(`${packages}/maplibre-gl/dist/maplibre-gl.css`, "utf8");
writeFileSync(`${out}/maplibre-gl.css`, style.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
for (const [from, to] of [["plotly-basic.min.js", "plotly-basic.min.js"], ["LICENSE", "plotly-basic.LICENSE.txt"]]) {
  cpSync(`${packages}/plotly.js-basic-dist-min/${from}`, `${out}/${to}`);
}
fontFiles();
