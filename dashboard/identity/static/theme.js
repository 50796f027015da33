// The theme that was chosen on the other pages of this site, before anything is painted.
(function () {
  "use strict";

  const THEMES = ["dark", "light", "contrast"];
  let stored = null;
  try {
    stored = window.localStorage.getItem("borderops-theme");
  } catch {
    // A browser that keeps nothing: the default.
  }
  if (THEMES.includes(stored)) document.documentElement.dataset.theme = stored;
})();
