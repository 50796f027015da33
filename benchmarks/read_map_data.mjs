// Milliseconds until every value is in hand, for each way of sending densities: node read_map_data.mjs '{"way": "folder"}'.
// A way's files are read before the clock starts; each is timed five times, and the least counts.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(new URL("../dashboard/map/package.json", import.meta.url));
const { VectorTile } = await import(require.resolve("@mapbox/vector-tile"));
const pbf = await import(require.resolve("pbf"));
const Pbf = pbf.PbfReader ?? pbf.default ?? pbf.Pbf;

const readers = {
  tile(bytes) {
    const layer = new VectorTile(new Pbf(bytes)).layers.cells;
    let sum = 0;
    for (let i = 0; i < layer.length; i += 1) {
      const feature = layer.feature(i);
      sum += feature.properties.value + feature.loadGeometry().length;
    }
    return sum;
  },
  frame(bytes) {
    const text = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + text)));
    let sum = 0;
    let at = bytes.byteOffset + 8 + text;
    for (const { length } of header.arrays) {
      for (const value of new Uint32Array(bytes.buffer, at, length)) sum += value;
      at += 4 * length;
    }
    return sum;
  },
  raster(bytes) {
    let sum = 0;
    for (const value of new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)) sum += value;
    return sum;
  },
};

const took = {};
for (const [way, folder] of Object.entries(JSON.parse(process.argv[2]))) {
  const kind = way.startsWith("vector") ? "tile" : way.startsWith("raster") ? "raster" : "frame";
  // A copy has a buffer of its own, so that its arrays lie on whole words.
  const pieces = readdirSync(folder).map((name) => new Uint8Array(readFileSync(join(folder, name))));
  let least = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    for (const piece of pieces) readers[kind](piece);
    least = Math.min(least, performance.now() - start);
  }
  took[way] = least;
}
process.stdout.write(JSON.stringify(took));
