// A chart as a picture that can stand alone: the marking, what is shown, its source and, where it is so,
// SYNTHETIC are drawn into it.
(function () {
  "use strict";

  const WIDTH = 1200;
  const HEIGHT = 640;
  const LETTERS = 150;

  function escaped(text) {
    return String(text || "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  function wrapped(text) {
    const lines = [""];
    for (const word of escaped(text).split(" ")) {
      if ((lines[lines.length - 1] + word).length > LETTERS) lines.push("");
      lines[lines.length - 1] += word + " ";
    }
    return lines.map((line) => line.trim()).join("<br>");
  }

  function note(text, place, size) {
    return { text, showarrow: false, xref: "paper", yref: "paper", align: "left", font: { size }, ...place };
  }

  /** A copy of the chart's layout with its papers as annotations above and below the plot. */
  function withPapers(layout) {
    const meta = layout.meta || {};
    const synthetic = meta.is_synthetic ? "<b>SYNTHETIC</b>  " : "";
    const above = { x: 0, xanchor: "left", y: 1, yanchor: "bottom" };
    const below = { x: 0, xanchor: "left", y: 0, yanchor: "top", yshift: -58 };
    return {
      ...layout,
      width: WIDTH,
      height: HEIGHT,
      paper_bgcolor: meta.ground,
      plot_bgcolor: meta.ground,
      showlegend: (layout.xaxis || {}).visible !== false,
      legend: { orientation: "h", x: 1, xanchor: "right", y: 1, yanchor: "bottom" },
      margin: { l: 84, r: 56, t: 120, b: 150 },
      selections: [],
      annotations: [
        note("<b>" + escaped(meta.marking) + "</b>", { ...above, x: 0.5, xanchor: "center", yshift: 82 }, 15),
        note("<b>" + escaped(meta.marking) + "</b>", { ...below, x: 0.5, xanchor: "center", yshift: -122 }, 15),
        note(synthetic + wrapped(meta.sentence), { ...above, yshift: 30 }, 18),
        note(wrapped(meta.source) + "<br>" + wrapped(meta.caveat), below, 13),
      ],
    };
  }

  async function save(name) {
    const plot = document.querySelector("[data-figure=" + name + "] .js-plotly-plot");
    if (!plot || !window.Plotly) return;
    if (!String((plot.layout.meta || {}).marking || "").trim()) throw new Error("The chart has no marking: it is not saved.");
    const data = plot.data.map((trace) => ({ ...trace }));
    const layout = withPapers(JSON.parse(JSON.stringify(plot.layout)));
    await window.Plotly.downloadImage(
      { data, layout, config: { plotlyServerURL: "" } },
      { format: "png", width: WIDTH, height: HEIGHT, filename: "borderops-" + name },
    );
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".save-chart");
    if (button) save(button.dataset.chart);
  });
})();
