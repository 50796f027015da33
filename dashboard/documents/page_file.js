// Next and previous by keys and buttons in a brief that is one file; without it all scenes stand under each other.
"use strict";
(() => {
  const sheets = [...document.querySelectorAll(".sheet")];
  const place = document.querySelector("#place");
  let at = 0;

  function show(number) {
    at = Math.min(Math.max(number, 0), sheets.length - 1);
    sheets.forEach((sheet, index) => sheet.toggleAttribute("hidden", index !== at));
    place.textContent = `${at + 1} of ${sheets.length}`;
    history.replaceState(null, "", `#${at + 1}`);
  }

  const steps = {
    ArrowRight: () => at + 1,
    ArrowDown: () => at + 1,
    PageDown: () => at + 1,
    " ": () => at + 1,
    ArrowLeft: () => at - 1,
    ArrowUp: () => at - 1,
    PageUp: () => at - 1,
    Home: () => 0,
    End: () => sheets.length - 1,
  };
  document.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("button, a, [popover]")) return;
    event.preventDefault();
    show(step());
  });
  document.querySelector("#previous").addEventListener("click", () => show(at - 1));
  document.querySelector("#next").addEventListener("click", () => show(at + 1));
  document.documentElement.classList.add("is-paged");
  show((Number.parseInt(location.hash.slice(1), 10) || 1) - 1);
})();
