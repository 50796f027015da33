// Builds the map component into dashboard/built/ (or the folder given as the first argument).
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
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
// share it as `map-shared.mjs`: a quarter less to send and to compile.
async function buildMap() {
  const sources = `${packages}/maplibre-gl/src`;
  await build({
    ...shared,
    entryPoints: { "map-core": here("src/core.ts"), "maplibre-gl-worker": `${sources}/source/worker.ts` },
    alias: { "maplibre-gl": `${sources}/index.ts` },
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } }, // as MapLibre's own build sets it
    outdir: out,
    outExtension: { ".js": ".mjs" },
    chunkNames: "map-shared",
    splitting: true,
    format: "esm",
  });
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
for (const sheet of ["map-view.css", "map-tools.css"]) await build({ ...shared, entryPoints: [here(`src/${sheet}`)], outfile: `${out}/${sheet}` });
const style = readFileSync(`${packages}/maplibre-gl/dist/maplibre-gl.css`, "utf8");
writeFileSync(`${out}/maplibre-gl.css`, style.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
for (const [from, to] of [["plotly-basic.min.js", "plotly-basic.min.js"], ["LICENSE", "plotly-basic.LICENSE.txt"]]) {
  cpSync(`${packages}/plotly.js-basic-dist-min/${from}`, `${out}/${to}`);
}
fontFiles();
