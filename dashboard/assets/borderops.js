// What runs in the browser for the page itself: the link, the theme, the filter drawer.
// Dash finds these functions by name; the map component lives in its own bundle.
(function () {
  "use strict";

  function parameters(text) {
    return new URLSearchParams(text || "");
  }

  function filterText(text) {
    const query = parameters(text);
    query.delete("layers");
    return query.toString();
  }

  function visibleLayers(text) {
    const chosen = parameters(text).get("layers") || "none";
    return chosen === "none" ? [] : chosen.split("|");
  }

  function shapeText(drawn) {
    if (!drawn || drawn.type !== "Polygon") return "";
    return drawn.coordinates[0]
      .slice(0, -1)
      .map((point) => point[0].toFixed(5) + " " + point[1].toFixed(5))
      .join(",");
  }

  let started = false;

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    borderops: {
      show_view: function (text) {
        const regions = parameters(text).get("region");
        return [filterText(text), visibleLayers(text), regions ? regions.split("|") : []];
      },

      // A change of filter or layers is a step that "back" undoes; a moved map is not.
      write_link: function (text, viewport, drawn) {
        const query = parameters(text);
        if (viewport) {
          query.set("at", [viewport.lon.toFixed(4), viewport.lat.toFixed(4), viewport.zoom.toFixed(2)].join(","));
        }
        const shape = shapeText(drawn);
        if (shape) query.set("shape", shape);
        const link = window.location.pathname + "?" + query.toString();
        const triggered = window.dash_clientside.callback_context.triggered || [];
        const filterChanged = triggered.some((item) => item.prop_id === "view.data");
        if (started && filterChanged) window.history.pushState(null, "", link);
        else window.history.replaceState(null, "", link);
        started = true;
        return link;
      },

      toggle_filters: function (clicks) {
        return clicks % 2 ? "filters-panel open" : "filters-panel";
      },

      apply_theme: function (theme) {
        document.documentElement.dataset.theme = theme;
        return [theme === "light" ? "light" : "dark", theme];
      },

      // The choice is remembered by this browser, and set again when the page is next opened.
      remembered_theme: function () {
        const known = ["dark", "light", "contrast"];
        const linked = new URLSearchParams(window.location.search).get("theme");
        const stored = window.localStorage.getItem("borderops-theme");
        return known.includes(linked) ? linked : known.includes(stored) ? stored : "dark";
      },

      pass_theme: function (theme) {
        window.localStorage.setItem("borderops-theme", theme);
        return theme;
      },
    },
  });
})();
