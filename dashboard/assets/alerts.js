// A click on a button of the alerts card becomes a command for the server, or shows the alert on the map.
(function () {
  "use strict";

  function set(name, value) {
    window.dash_clientside.set_props({ type: "filter", name }, { value });
  }

  /** The filter that an alert is about: its region, its category, its month. */
  function showOnMap(rule, month) {
    const [, region, category] = rule.split("|");
    set("region", [region]);
    set("category", [category]);
    set("period", [month, month]);
    const map = document.querySelector('.section-button[data-section="map"]');
    if (map && map.offsetParent) map.click();
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    alerts: {
      command: function (clicks, values, ids) {
        const unchanged = window.dash_clientside.no_update;
        const fired = window.dash_clientside.callback_context.triggered.find((item) => item.value);
        if (!fired) return unchanged;
        const button = JSON.parse(fired.prop_id.slice(0, fired.prop_id.lastIndexOf(".")));
        if (button.do === "show") {
          showOnMap(button.rule, button.month);
          return unchanged;
        }
        const fields = {};
        ids.forEach((id, place) => { if (id.rule === button.rule) fields[id.name] = values[place]; });
        return { ...button, fields, sent: Date.now() };
      },
    },
  });
})();
