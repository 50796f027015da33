// Ways through the page: parts of it on a narrow screen, single keys, the list of keys, the link to copy.
(function () {
  "use strict";

  const page = (window.borderopsPage = window.borderopsPage || {});
  const NARROW = window.matchMedia("(width <= 900px)");
  const PLACES = { f: "filters", m: "map", n: "numbers", t: "table-part" };
  const KEYS_OFF = "borderops-keys-off";
  const NARROW_TABLE_PX = 420;
  let wasNarrow = false;

  function showSection(name) {
    const before = document.body.dataset.section || "map";
    if (name === "filters") {
      document.body.dataset.sheet = "filters";
      document.getElementById("filters").focus();
    } else {
      page.closeSheet();
      document.body.dataset.section = name;
      if (name !== before) window.scrollTo(0, 0);
    }
    markButtons();
    // Charts that were not seen have no width of their own yet.
    window.dispatchEvent(new Event("resize"));
  }

  page.closeSheet = function () {
    if (!document.body.dataset.sheet) return;
    delete document.body.dataset.sheet;
    markButtons();
    const opener = document.querySelector(".bottom [data-section=filters]");
    if (opener) opener.focus();
  };

  function markButtons() {
    const { sheet, section } = document.body.dataset;
    for (const button of document.querySelectorAll(".bottom [data-section]")) {
      button.setAttribute("aria-current", String(button.dataset.section === (sheet || section || "map")));
    }
  }

  function goTo(id) {
    const target = id === "map" ? document.querySelector("#map canvas") : document.getElementById(id);
    if (NARROW.matches) showSection({ filters: "filters", map: "map", numbers: "numbers" }[id] || "table");
    if (!target) return;
    target.scrollIntoView({ block: "nearest" });
    target.focus({ preventScroll: true });
  }

  function help() {
    const dialog = document.getElementById("keys");
    if (!dialog || dialog.open) return;
    tellKeys();
    dialog.showModal();
  }

  function tellKeys() {
    const button = document.querySelector(".keys-switch");
    button.textContent = window.localStorage.getItem(KEYS_OFF) ? "Single keys: off" : "Single keys: on";
  }

  function switchKeys() {
    if (window.localStorage.getItem(KEYS_OFF)) window.localStorage.removeItem(KEYS_OFF);
    else window.localStorage.setItem(KEYS_OFF, "yes");
    tellKeys();
  }

  async function copyLink(button) {
    const link = window.location.origin + page.link();
    const words = button.textContent;
    try {
      await window.navigator.clipboard.writeText(link);
      button.textContent = "Copied";
    } catch {
      window.prompt("The link to these numbers", link);
    }
    window.setTimeout(() => { button.textContent = words === "Copied" ? "Copy link" : words; }, 2000);
  }

  page.copyLink = copyLink;

  document.addEventListener("click", (event) => {
    const target = event.target;
    const section = target.closest("button[data-section]");
    const copy = target.closest(".copy-link");
    if (section) showSection(section.dataset.section);
    else if (copy) copyLink(copy);
    else if (target.closest(".help-button")) help();
    else if (target.closest(".keys-switch")) switchKeys();
    else if (target.closest(".keys-close")) document.getElementById("keys").close();
    else if (target.closest("a.skip-link[data-to]")) {
      event.preventDefault();
      goTo(target.closest("a.skip-link").dataset.to);
    }
  });

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable], [role=dialog], dialog");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "?") { help(); return; }
    if (window.localStorage.getItem(KEYS_OFF)) return;
    if (event.key === "l" && document.querySelector(".copy-link")) copyLink(document.querySelector(".copy-link"));
    else if (PLACES[event.key] && document.querySelector(".operations")) {
      event.preventDefault();
      goTo(PLACES[event.key]);
    }
  });

  /** The table leaves out what can be spared where it is narrow. */
  page.tellNarrow = function () {
    const place = document.getElementById("table-part");
    const isNarrow = Boolean(place) && place.clientWidth < NARROW_TABLE_PX;
    if (!place || isNarrow === wasNarrow) return;
    wasNarrow = isNarrow;
    window.dash_clientside.set_props("narrow", { data: isNarrow });
  };

  window.addEventListener("resize", page.tellNarrow);
})();
