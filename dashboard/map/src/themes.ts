/** Colours of the base map and of what is drawn over it, per theme. Panels take theirs from map-view.css. */

import type { Theme } from "./props";

export interface Palette {
  water: string;
  /** Land outside the United States. */
  land: string;
  home: string;
  river: string;
  coast: string;
  countyLine: string;
  stateLine: string;
  countryLine: string;
  border: string;
  borderCasing: string;
  countryLabel: string;
  stateLabel: string;
  cityLabel: string;
  cityDot: string;
  halo: string;
  /** Fill and stripes of a suppressed count. */
  hidden: string;
  hatch: string;
  /** Class of changes across zero. */
  same: string;
  /** Stripes over a change that does not stand out. */
  quiet: string;
  /** Outline of filled regions. */
  outline: string;
  markEdge: string;
  regionLabel: string;
  accent: string;
  accentCasing: string;
  /** Strength of fills and cells over the base map. */
  fillOpacity: number;
  cellOpacity: number;
}

const DARK: Palette = {
  water: "#0a141e",
  land: "#131e29",
  home: "#1b2937",
  river: "#16283a",
  coast: "#35506a",
  countyLine: "#2a3b4c",
  stateLine: "#47607a",
  countryLine: "#4f6579",
  border: "#f3e7cb",
  borderCasing: "#060d14",
  countryLabel: "#8ba0b3",
  stateLabel: "#9fb3c6",
  cityLabel: "#dfe8ef",
  cityDot: "#c3d2df",
  halo: "#0c1722",
  hidden: "#3d4f61",
  hatch: "#6f8499",
  same: "#4a5663",
  quiet: "#6d7f91",
  outline: "#7893ad",
  markEdge: "#0a141e",
  regionLabel: "#cfe0ef",
  accent: "#5ee0d0",
  accentCasing: "#04211f",
  fillOpacity: 0.78,
  cellOpacity: 0.9,
};

const LIGHT: Palette = {
  water: "#cfdde3",
  land: "#ece6d9",
  home: "#faf7f0",
  river: "#bdd0d9",
  coast: "#8fa6b1",
  countyLine: "#e0d8c8",
  stateLine: "#b3a892",
  countryLine: "#a39882",
  border: "#33302a",
  borderCasing: "#fdfbf6",
  countryLabel: "#857a66",
  stateLabel: "#746a58",
  cityLabel: "#37332b",
  cityDot: "#5a5346",
  halo: "#fbf8f1",
  hidden: "#d8d2c5",
  hatch: "#a29b8c",
  same: "#ded8ca",
  quiet: "#a49c8a",
  outline: "#6f8190",
  markEdge: "#fdfbf6",
  regionLabel: "#2c4a63",
  accent: "#006d77",
  accentCasing: "#fdfbf6",
  fillOpacity: 0.8,
  cellOpacity: 0.9,
};

const CONTRAST: Palette = {
  water: "#000000",
  land: "#0d0d0d",
  home: "#1a1a1a",
  river: "#16324a",
  coast: "#8f9ba6",
  countyLine: "#4a4a4a",
  stateLine: "#a8a8a8",
  countryLine: "#c0c0c0",
  border: "#ffffff",
  borderCasing: "#000000",
  countryLabel: "#e4e4e4",
  stateLabel: "#f0f0f0",
  cityLabel: "#ffffff",
  cityDot: "#ffffff",
  halo: "#000000",
  hidden: "#6a6a6a",
  hatch: "#e6e6e6",
  same: "#5c5c5c",
  quiet: "#b4b4b4",
  outline: "#e0e0e0",
  markEdge: "#000000",
  regionLabel: "#ffffff",
  accent: "#00ffe0",
  accentCasing: "#000000",
  fillOpacity: 0.92,
  cellOpacity: 1,
};

export const PALETTES: Readonly<Record<Theme, Palette>> = { dark: DARK, light: LIGHT, contrast: CONTRAST };
