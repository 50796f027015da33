// What style needs to know of the whole page stands on the root element: which page is shown, whether a wall is, what the
// reader may do. Style that looked for it itself, by body:has(…), would work out the whole document anew at every change.
(function () {
  "use strict";

  const root = document.documentElement;

  function tell(place) {
    const shown = place.firstElementChild;
    root.dataset.page = shown ? shown.className : "";
    // Until its display stands, which knows better: see display/steering.ts.
    root.toggleAttribute("data-wall", Boolean(shown && shown.classList.contains("is-wall")));
    const rights = document.querySelector(".rights");
    if (rights) root.dataset.may = rights.dataset.may;
    root.toggleAttribute("data-viewing-as", document.querySelector(".viewing-as") !== null);
  }

  /** The place of the pages comes with Dash's own layout. */
  const arrival = new MutationObserver(function () {
    const place = document.getElementById("_pages_content");
    if (!place) return;
    arrival.disconnect();
    new MutationObserver(function () { tell(place); }).observe(place, { childList: true });
    tell(place);
  });
  arrival.observe(root, { childList: true, subtree: true });
})();
