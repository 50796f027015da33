// Cards and places with made-up figures, alike on each run.
const PLACES = [["port:2402", "El Paso, TX", "Port of entry", -106.45, 31.76, 10], ["sector:el-paso", "El Paso Sector", "Border Patrol sector", -107, 32.2, 7], ["county:48141", "El Paso County, TX", "County", -106.24, 31.77, 9], ["town:1", "Ca\u00f1on City, CO", "Town", -105.2, 38.4, 11], ["state:48", "Texas", "State", -99.3, 31.4, 5.5]];
const MONTHS = Array.from({ length: 24 }, (_, i) => `${2024 + Math.floor((i + 6) / 12)}-${String(((i + 6) % 12) + 1).padStart(2, "0")}`);

export function placeColumns() {
  const column = (i) => PLACES.map((place) => place[i]);
  return { ids: column(0), names: column(1), kinds: column(2), lon: column(3), lat: column(4), zoom: column(5) };
}

function series(label, unit, size) {
  const counts = MONTHS.map((_, i) => Math.round(size * (1 + Math.sin(i / 2) + ((i * 7) % 5) / 5)));
  const words = counts.map((count) => (count > 0 && count < 10 ? "<10" : count.toLocaleString("en-US")));
  return { label, unit, months: MONTHS, values: counts.map((count) => (count > 0 && count < 10 ? null : count)), words, latest_words: words.at(-1), latest_month: MONTHS.at(-1) };
}

export function card() {
  return {
    title: "A place", kind_words: "Port of entry", note: "Four crossings.", facts: [{ label: "Field office", words: "El Paso" }, { label: "Against the year before", words: "120 more, stands out" }],
    series: [series("Pedestrians", "people", 4000), series("Drug seizures", "events", 8)], sentence: "All categories, January 2024 to June 2026", source: "borderops demo generator", as_of: "2026-06-30", caveat: "Made up.", is_synthetic: true,
  };
}
