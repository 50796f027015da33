/** Marks that share a place are set side by side, so that none hides another. */

/** Places of one layer in OGC:CRS84 degrees. */
export interface Places {
  lon: readonly number[];
  lat: readonly number[];
}

/** Places nearer than this count as one: they are often the middle of the same city. */
const SAME_DEGREES = 0.03;
const SPACING_PX = 13;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * Shift of each mark in CSS pixels, as x, y in turn, one array per layer; y points down. Layers are top first: the
 * first mark at a place stays there, the others go around it in a spiral.
 */
export function crowdShifts(layers: readonly Places[]): Float32Array[] {
  const taken = new Map<string, number>();
  return layers.map(({ lon, lat }) => {
    const shifts = new Float32Array(lon.length * 2);
    lon.forEach((x, row) => {
      const place = `${Math.round(x / SAME_DEGREES)} ${Math.round((lat[row] ?? 0) / SAME_DEGREES)}`;
      const number = taken.get(place) ?? 0;
      taken.set(place, number + 1);
      shifts.set(spiral(number), row * 2);
    });
    return shifts;
  });
}

function spiral(number: number): [number, number] {
  const radius = SPACING_PX * Math.sqrt(number);
  const angle = number * GOLDEN_ANGLE;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
