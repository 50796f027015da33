/** Builds frames as the server does, independently of the code under test. */

export function frame(header: Record<string, unknown>, arrays: Record<string, Uint32Array | Float32Array> = {}): ArrayBuffer {
  const listed = Object.entries(arrays).map(([name, array]) => ({
    name,
    dtype: array instanceof Uint32Array ? "uint32" : "float32",
    length: array.length,
  }));
  const encoder = new TextEncoder();
  let text = encoder.encode(JSON.stringify({ ...header, arrays: listed }));
  const padded = new Uint8Array(Math.ceil(text.length / 4) * 4).fill(32);
  padded.set(text);
  text = padded;
  const size = Object.values(arrays).reduce((sum, array) => sum + array.byteLength, 0);
  const bytes = new Uint8Array(8 + text.length + size);
  bytes.set(encoder.encode("BOP1"));
  new DataView(bytes.buffer).setUint32(4, text.length, true);
  bytes.set(text, 8);
  let offset = 8 + text.length;
  for (const array of Object.values(arrays)) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += array.byteLength;
  }
  return bytes.buffer;
}

export const PAPERS = {
  geometry: "v000001/cells/12",
  level: 12,
  version: "v000001",
  breaks: [20, 50],
  title: "Incidents per cell",
  unit: "incidents",
  sentence: "All categories, 2025",
  total: "1,234",
  n_suppressed: 1,
  floor: 10,
  source: "Demo generator",
  as_of: "2026-06-30",
  caveat: "Density follows effort.",
  is_synthetic: true,
  note: "Square cells of 4.9 km at 32° N",
};
