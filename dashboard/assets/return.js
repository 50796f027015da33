// The way back to a scene from the page on which its presenter looks further: the key B, or the button.
(function () {
  "use strict";

  const PLACE = "borderops-back-to-scene";
  const BRIEFING = "/briefing";

  function scene() {
    const address = window.sessionStorage.getItem(PLACE) || "";
    return address.startsWith(BRIEFING) && window.location.pathname !== BRIEFING ? address : "";
  }

  function goBack() {
    window.location.assign(scene());
  }

  function offer() {
    if (!scene()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button back-to-scene";
    button.append("Back to the scene ", Object.assign(document.createElement("kbd"), { textContent: "B" }));
    button.addEventListener("click", goBack);
    document.body.append(button);
  }

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable], dialog");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key.toLowerCase() !== "b" || !scene()) return;
    event.preventDefault();
    goBack();
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offer);
  else offer();
})();
