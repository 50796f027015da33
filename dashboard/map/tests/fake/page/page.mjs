// Holds the component's props the way Dash does. Query: theme, visible (comma-separated), lon, lat, zoom.
const { React, ReactDOM, borderops, location, history } = window;
const asked = new URLSearchParams(location.search);
const EMBER = { dark: ["#5b2a5e", "#8f2f6b", "#c43c5f", "#ea5f45", "#f8964a", "#ffd479"], light: ["#f4c9a0", "#f0a173", "#e07555", "#c24a4f", "#942c52", "#5a1648"], contrast: ["#7a3b8f", "#b03a8c", "#e0487a", "#ff7a5c", "#ffb35c", "#fff0b0"] };
const TIDE = { dark: ["#24466b", "#2a6390", "#3483b0", "#4fa5c9", "#83c6dc", "#c4e6ee"], light: ["#cfe3ec", "#a3cadd", "#71aac9", "#458ab3", "#266694", "#123f69"], contrast: ["#2f5f92", "#3a80bb", "#52a5dd", "#7cc4ee", "#ade0f7", "#e6fbff"] };
const one = (dark, light, contrast) => ({ dark: [dark], light: [light], contrast: [contrast] });
const layer = (key, title, kind, order, colours, more = {}) => ({ key, title, kind, order, colours, source_layer: null, suppressed_words: "<10", outline: false, dashed: false, approximate: false, question: "", caveat: "", size: null, shapes: null, clickable: true, min_zoom: null, ...more });
const layers = [
  layer("counties", "Counties", "regions", 10, TIDE, { source_layer: "county" }),
  layer("sectors", "Border Patrol sectors", "regions", 12, TIDE, { source_layer: "sector", dashed: true, approximate: true }),
  layer("best_regions", "BEST task-force regions", "regions", 14, one("#8fb8ff", "#2b57a8", "#bcd6ff"), { source_layer: "best", outline: true, dashed: true, approximate: true }),
  layer("incident_density", "Incident density", "cells", 20, EMBER, { clickable: false }),
  layer("ports_of_entry", "Ports of entry", "points", 60, one("#ffd479", "#8a5a00", "#ffe9a8"), { size: { min: 3, max: 16 }, shapes: { land: "circle", sea: "square", air: "triangle" } }),
];
const view = asked.has("zoom") ? { lon: Number(asked.get("lon")), lat: Number(asked.get("lat")), zoom: Number(asked.get("zoom")), nonce: 0 } : null;

function Page() {
  const [props, setAll] = React.useState({ theme: asked.get("theme") ?? "dark", layers, visible: (asked.get("visible") ?? "incident_density,ports_of_entry").split(","), query: asked.get("query") ?? "", view, mode: "browse", synthetic: false, selected: (asked.get("selected") ?? "").split(",").filter(Boolean), drawn: null, span: ["2024-01", "2026-06"], swipe: asked.get("swipe"), marking: "UNCLASSIFIED" });
  const setProps = React.useCallback((changed) => { window.outputs.push(changed); setAll((before) => ({ ...before, ...changed })); }, []);
  window.setMap = setProps;
  window.mapProps = props;
  return React.createElement(borderops.MapView, { id: "map", ...props, setProps });
}

window.outputs = [];
history.scrollRestoration = "manual";
ReactDOM.createRoot(document.getElementById("root")).render(React.createElement(Page));
