// A stand-in for the real server, for looking at the map while developing it: the built bundle, the tile archives if
// they are there, and the API of the map's wire with made-up figures. `node tests/fake/server.mjs [port]`.
// REACT_FOLDER is the folder of React's scripts (dash/deps in the virtual environment), TILES_FOLDER that of the archives,
// and REGIONS_FILE, if given, a JSON of {set: [{id, name, lon, lat}]} that fits the archive of regions.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { card, placeColumns } from "./cards.mjs";
import { geometryFrame, REGIONS, valuesFrame } from "./frames.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const built = resolve(here, "../../../built");
const react = process.env.REACT_FOLDER ?? "";
const tiles = process.env.TILES_FOLDER ?? built;
if (process.env.REGIONS_FILE) Object.assign(REGIONS, JSON.parse(readFileSync(process.env.REGIONS_FILE, "utf8")));
const port = Number(process.argv[2] ?? 8123);
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".html": "text/html" };
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; worker-src 'self'";

function send(response, status, type, body, headers = {}) {
  response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": POLICY, ...headers });
  response.end(body);
}

function sendFile(request, response, path) {
  if (!existsSync(path) || !statSync(path).isFile()) return send(response, 404, "text/plain", "not here");
  const { size } = statSync(path);
  const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "");
  const [from, to] = range ? [Number(range[1]), Math.min(range[2] ? Number(range[2]) : size - 1, size - 1)] : [0, size - 1];
  response.writeHead(range ? 206 : 200, {
    "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
    "Content-Length": to - from + 1,
    "Content-Security-Policy": POLICY,
    "Accept-Ranges": "bytes",
    ...(range ? { "Content-Range": `bytes ${from}-${to}/${size}` } : {}),
  });
  return createReadStream(path, { start: from, end: to }).pipe(response);
}

function polygon(request, response) {
  let body = "";
  request.on("data", (part) => { body += part; });
  request.on("end", () => {
    const ring = JSON.parse(body).coordinates[0];
    const area = Math.abs(ring.slice(1).reduce((sum, [x, y], i) => sum + (x * ring[i][1] - ring[i][0] * y), 0)) * 5200;
    const total = Math.round(area * 1.7);
    if (ring.length > 40) {
      return send(response, 400, "application/json", JSON.stringify({ error: "ring 0: 40 corners and more. Draw fewer." }));
    }
    const rows = [["Drug seizure", 0.41], ["Inadmissible at port", 0.3], ["Human smuggling", 0.2], ["Weapon seizure", 0.0001]];
    const words = (n) => (n > 0 && n < 10 ? "<10" : n.toLocaleString("en-US"));
    const answer = {
      words: words(total), value: total, suppressed: false, unit: "incidents", sentence: "All categories, January 2024 to June 2026", version: "v000001",
      area_km2: area, notes: [], counted: null, rows: rows.map(([label, share]) => ({ label, words: words(Math.ceil(total * share)) })), is_synthetic: true,
    };
    return setTimeout(() => send(response, 200, "application/json", JSON.stringify(answer)), 60);
  });
}

function api(request, response, url) {
  const [, key, what] = /^\/api\/live\/layers\/([^/]+)\/(geometry|values)$/.exec(url.pathname) ?? [];
  if (url.pathname === "/api/live/polygon") return polygon(request, response);
  if (url.pathname === "/api/live/places") return send(response, 200, "application/json", JSON.stringify(placeColumns()));
  if (/^\/api\/live\/layers\/[^/]+\/card\//.test(url.pathname)) return send(response, 200, "application/json", JSON.stringify(card()));
  if (!key || url.searchParams.get("fail") === key) return send(response, 503, "application/json", JSON.stringify({ error: "The store is busy. Try again in a moment." }));
  const frame = what === "geometry" ? geometryFrame(key, Number(url.searchParams.get("level"))) : valuesFrame(key, url.searchParams);
  return send(response, 200, "application/octet-stream", Buffer.from(frame));
}

createServer((request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  const path = normalize(url.pathname);
  if (path.startsWith("/api/")) return api(request, response, url);
  if (path.startsWith("/assets-map/")) return sendFile(request, response, `${built}/${path.slice(12)}`);
  if (path.startsWith("/tiles/")) return sendFile(request, response, `${tiles}/${path.slice(7)}`);
  if (path.startsWith("/react/")) return sendFile(request, response, `${react}/${path.slice(7)}`);
  return sendFile(request, response, `${here}/page${path === "/" ? "/index.html" : path}`);
}).listen(port, "127.0.0.1", () => { console.log(`http://127.0.0.1:${port}/`); });
