// "Add to brief" in the header: opens the dialog, which the map's bundle holds and loads when it is wanted.
(function () {
  "use strict";

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".add-to-brief");
    if (!button || !window.borderops || !window.borderops.addToBrief) return;
    window.borderops.addToBrief().catch(() => {
      button.title = "The dialog could not be loaded. Check that borderops is still running, and try again.";
    });
  });
})();
