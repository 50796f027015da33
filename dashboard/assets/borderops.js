// What Dash calls in the browser: the view and its text, the link, the theme. Dash finds these functions
// by name. What people do (chips, keys, rows) is in controls.js; the map component has its own bundle.
(function () {
  "use strict";

  const page = (window.borderopsPage = window.borderopsPage || {});
  const THEMES = ["dark", "light", "contrast"];

  /** The view in force, as query text; only show_view sets it. */
  page.view = "";
  /** Settled once the map has its turn: see connection.js. */
  page.mapTurn = Promise.resolve();
  page.table = "";

  page.parameters = function (text) {
    return new URLSearchParams(text || "");
  };

  function unchanged() {
    return window.dash_clientside.no_update;
  }

  function months(value) {
    const pair = Array.isArray(value) ? value : [];
    const month = (day) => (typeof day === "string" ? day.slice(0, 7) : "");
    return [month(pair[0]), month(pair[1]) || month(pair[0])];
  }

  function joined(value) {
    return Array.isArray(value) ? Array.from(new Set(value)).sort().join("|") : "";
  }

  /** The controls' values as query text: the same text that ViewState.to_text gives. */
  function viewText(chosen) {
    const [first, last] = months(chosen.period);
    const query = new URLSearchParams();
    const put = (name, value) => value && query.set(name, value);
    put("from", first);
    put("to", last);
    for (const name of ["category", "component", "mode", "region"]) put(name, joined(chosen[name]));
    put("version", chosen.version);
    query.set("layers", (chosen.layers || []).join("|") || "none");
    if (chosen.form && chosen.form !== "count") query.set("form", chosen.form);
    if (!(chosen.uncertainty || []).length) query.set("uncertainty", "off");
    return query.toString();
  }

  function mapText(text) {
    const query = page.parameters(text);
    for (const name of ["layers", "uncertainty"]) query.delete(name);
    return query.toString();
  }

  /** What the map shows of a view, as its properties. */
  function mapView(text) {
    const query = page.parameters(text);
    const layers = query.get("layers") || "none";
    const regions = query.get("region");
    return {
      query: mapText(text),
      visible: layers === "none" ? [] : layers.split("|"),
      selected: regions ? regions.split("|") : [],
      uncertainty: query.get("uncertainty") !== "off",
    };
  }

  function shapeText(drawn) {
    if (!drawn || drawn.type !== "Polygon") return "";
    return drawn.coordinates[0]
      .slice(0, -1)
      .map((point) => point[0].toFixed(5) + " " + point[1].toFixed(5))
      .join(",");
  }

  /** The data version of the numbers on the screen. */
  function shownVersion() {
    const place = document.querySelector("[data-version]");
    return place ? place.dataset.version : "";
  }

  /** The link to these very numbers: the view, and the data version that they come from. */
  page.link = function () {
    const query = page.parameters(page.view);
    const kept = page.kept || {};
    if (kept.viewport) {
      const { lon, lat, zoom } = kept.viewport;
      query.set("at", [lon.toFixed(4), lat.toFixed(4), zoom.toFixed(2)].join(","));
    }
    const shape = shapeText(kept.drawn);
    if (shape) query.set("shape", shape);
    if (kept.swipe) query.set("swipe", kept.swipe);
    if (page.table) query.set("table", page.table);
    if (shownVersion()) query.set("version", shownVersion());
    return window.location.pathname + "?" + query.toString();
  };

  let started = false;

  function writeAddress(isStep) {
    const link = page.link();
    if (started && isStep) window.history.pushState(null, "", link);
    else window.history.replaceState(null, "", link);
    started = true;
    return link;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    borderops: {
      // After the server was gone the same text is written once more, so that every panel asks again.
      view_of_controls: function (values, renewed, ids, current) {
        const chosen = {};
        ids.forEach((id, place) => { chosen[id.name] = values[place]; });
        const text = viewText(chosen);
        const triggered = window.dash_clientside.callback_context.triggered || [];
        const isRenewed = triggered.some((item) => item.prop_id === "renewed.data");
        if (text === current && !isRenewed) return unchanged();
        page.mapTurn = window.borderops.showView(mapView(text));
        return text;
      },

      show_view: function (text) {
        page.view = text || "";
        page.showPreset();
        page.tellNarrow();
        const { query, visible, selected, uncertainty } = mapView(text);
        return [query, visible, selected, uncertainty];
      },

      // A change of filter or layers is a step that "back" undoes; a moved map is not.
      write_link: function (text, viewport, drawn, swipe) {
        page.view = text || "";
        page.kept = { viewport, drawn, swipe };
        const triggered = window.dash_clientside.callback_context.triggered || [];
        return writeAddress(triggered.some((item) => item.prop_id === "view.data"));
      },

      // The third value, the sentence, comes with the numbers and so with their data version.
      table_link: function (text, choice) {
        page.table = choice === "regions/sector" ? "" : choice || "";
        page.showMarking();
        if (started) writeAddress(false);
        const query = page.parameters(mapText(text));
        query.set("table", choice || "");
        if (shownVersion()) query.set("version", shownVersion());
        return "/api/live/table.csv?" + query.toString();
      },

      apply_theme: function (theme) {
        document.documentElement.dataset.theme = theme;
        return [theme === "light" ? "light" : "dark", theme];
      },

      // The choice is remembered by this browser, and set again when the page is next opened.
      remembered_theme: function () {
        const linked = new URLSearchParams(window.location.search).get("theme");
        const stored = window.localStorage.getItem("borderops-theme");
        return THEMES.includes(linked) ? linked : THEMES.includes(stored) ? stored : "dark";
      },

      pass_theme: function (theme) {
        window.localStorage.setItem("borderops-theme", theme);
        return theme;
      },

      preset_chosen: function (value) { page.setPeriod(value); },
      map_mode: function (mode) { page.mapMode = mode; },
      map_clicked: function (clicked) { page.mapClicked(clicked); },
      playback_period: function (period) {
        if (period && period.from) page.setPeriod(period.from + "-01/" + period.to + "-01");
      },
      months_brushed: function (selected) { page.monthsBrushed(selected); },
      bar_clicked: function (clicks, ids) { page.barClicked(clicks, ids); },

      table_searched: async function (words) {
        const grid = await window.dash_ag_grid.getApiAsync("table");
        grid.setGridOption("quickFilterText", words || "");
      },
    },
  });
})();
