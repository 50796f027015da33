// A click on a button of the alerts card becomes a command for the server, or shows the alert on the map.
// While the page is seen it asks every half minute, and when it is looked at again, whether alerts changed.
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

  const LOOK_EVERY_MS = 30000;
  let mark = "";

  function isTyping() {
    const place = document.activeElement;
    return Boolean(place && place.matches("input") && place.closest(".alert"));
  }

  /** List anew what was published here or done in another tab or by somebody else; not under a typing hand. */
  async function look() {
    if (document.hidden || !document.getElementById("alerts")) return;
    const response = await fetch("/api/live/alerts", { cache: "no-store" }).catch(() => null);
    if (!response || !response.ok) return;
    // A proxy may answer in the server's place, with a page of its own.
    const seen = (await response.json().catch(() => ({}))).mark;
    if (!seen || isTyping()) return;
    if (mark && mark !== seen) window.dash_clientside.set_props("alert-done", { data: seen });
    mark = seen;
  }

  window.setInterval(look, LOOK_EVERY_MS);
  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);

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
