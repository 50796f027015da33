// What people do to a filter without its control: chips, bars, rows, the map, keys. Each sets the value of
// the control, as its user would have; the controls alone write the view.
(function () {
  "use strict";

  const page = (window.borderopsPage = window.borderopsPage || {});
  const REGION = /^[a-z_]{2,20}:[a-z0-9-]{1,60}$/;

  function control(name) {
    return { type: "filter", name };
  }

  function set(name, value) {
    window.dash_clientside.set_props(control(name), { value });
  }

  function chosen(name) {
    const text = page.parameters(page.view).get(name);
    return text ? text.split("|") : [];
  }

  function months() {
    const query = page.parameters(page.view);
    return [query.get("from"), query.get("to")].map((month) => month && month + "-01").join("/");
  }

  /** Whether a region may be chosen: anyone of all may choose any, others what lies in theirs. */
  page.mayChoose = function (region) {
    const place = document.querySelector("[data-own]");
    const own = place ? place.dataset.own : "";
    return !own || own.split(" ").includes(region);
  };

  page.toggle = function (name, value) {
    if (name === "region" && !page.mayChoose(value)) return;
    const before = chosen(name);
    set(name, before.includes(value) ? before.filter((one) => one !== value) : [...before, value]);
  };

  /** `period` is `first/last`, first days of months. */
  page.setPeriod = function (period) {
    if (period && period !== months()) set("period", period.split("/"));
  };

  /** The list of ready-made periods shows the one in force, or none. */
  page.showPreset = function () {
    const places = document.querySelector("[data-presets]");
    const known = places ? places.dataset.presets.split(" ") : [];
    window.dash_clientside.set_props("preset", { value: known.includes(months()) ? months() : null });
  };

  page.mapClicked = function (clicked) {
    if (!clicked || typeof clicked.id !== "string") return;
    page.placeNames[isPort(clicked) ? "port:" + clicked.id : clicked.id] = clicked.name;
    if (REGION.test(clicked.id)) page.toggle("region", clicked.id);
    else if (isPort(clicked)) page.toggle("region", "port:" + clicked.id);
  };

  function isPort(clicked) {
    const place = document.querySelector("[data-ports]");
    return Boolean(place) && place.dataset.ports.split(" ").includes(clicked.layer);
  }

  /** Months under a drag over the trend; each bar stands from the first of its month to the next. */
  page.monthsBrushed = function (selected) {
    const range = selected && selected.range && selected.range.x;
    if (!range) return;
    const [first, last] = range.map((moment) => String(moment).slice(0, 7) + "-01").sort();
    const [least, most] = document.querySelector("[data-span]").dataset.span.split("/");
    window.dash_clientside.set_props("trend", { selectedData: null });
    page.setPeriod([first < least ? least : first, last > most ? most : last].join("/"));
  };

  page.barClicked = function (clicks, ids) {
    clicks.forEach((click, place) => {
      const point = click && click.points && click.points[0];
      if (!point) return;
      window.dash_clientside.set_props(ids[place], { clickData: null });
      page.toggle(ids[place].name, String(point.customdata[0]));
    });
  };

  function removeChip(chip) {
    const { control: name, value } = chip.dataset;
    if (name === "period") page.setPeriod(value);
    else if (name === "version") set("version", "");
    else page.toggle(name, value);
  }

  page.clearAll = function () {
    for (const name of ["category", "component", "mode", "region"]) if (chosen(name).length) set(name, []);
    for (const chip of document.querySelectorAll(".chip[data-control=period], .chip[data-control=version]")) removeChip(chip);
  };

  function isShown(selector) {
    return Array.from(document.querySelectorAll(selector)).some((one) => one.getClientRects().length > 0);
  }

  /** Whether Escape belongs to something that is open; asked before any of those hears the key. */
  function isTaken(target) {
    const open = ".bo-pinned:not([hidden]), dialog[open], .mantine-Drawer-content, .mantine-Popover-dropdown";
    const isDrawing = page.mapMode === "draw" || page.mapMode === "edit";
    return isShown(open) || Boolean(target.closest("[aria-expanded=true]")) || isDrawing;
  }

  /** Undo one thing: what is open first, then the restriction that was added last. */
  function stepBack(event) {
    if (document.body.dataset.sheet) { page.closeSheet(); return; }
    if (event.shiftKey) { page.clearAll(); return; }
    const chips = document.querySelectorAll(".chip[data-control]");
    if (chips.length) removeChip(chips[chips.length - 1]);
  }

  function closeCard(target) {
    const card = document.querySelector(".bo-pinned:not([hidden])");
    const isDialogue = isShown("dialog[open], .mantine-Drawer-content");
    if (card && !isDialogue && !card.contains(target)) card.querySelector(".bo-close").click();
  }

  function filterToRow(row) {
    const key = row.getAttribute("row-id") || "";
    if (REGION.test(key)) page.toggle("region", key);
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const chip = target.closest(".chip");
    const row = target.closest("#table .ag-row");
    if (chip && chip.dataset.control) removeChip(chip);
    else if (chip && chip.dataset.clear) page.clearAll();
    else if (row && !String(window.getSelection())) filterToRow(row);
  });

  let isEscapeTaken = false;

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") isEscapeTaken = isTaken(event.target);
    const row = event.key === "Enter" && event.target.closest("#table .ag-row");
    if (row) filterToRow(row);
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (isEscapeTaken) closeCard(event.target);
    else stepBack(event);
  });
})();
