/** Lengths and areas in words, in the units of the house: miles first. */

const M_PER_MI = 1609.344;
const M2_PER_MI2 = M_PER_MI ** 2;

/** Figure and unit stay on one line. */
function joined(value: number, unit: string): string {
  return `${rounded(value)} ${unit}`.replaceAll(" ", "\u00a0");
}

/** A length as "12.4 mi (20.0 km)". */
export function lengthWords(metres: number): string {
  return `${joined(metres / M_PER_MI, "mi")} (${joined(metres / 1000, "km")})`;
}

/** An area as "12.4 sq mi (32.1 km²)". */
export function areaWords(squareMetres: number): string {
  return `${joined(squareMetres / M2_PER_MI2, "sq mi")} (${joined(squareMetres / 1e6, "km²")})`;
}

/** Three digits where there are few, whole numbers where there are many. */
function rounded(value: number): string {
  const decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
