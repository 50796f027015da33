// A wall's start page sends the token behind "#", which no server and no log ever sees: it is taken from there
// and sent as a form of this page. What follows the token after "&" is where the device goes then.
(function () {
  "use strict";

  const form = document.getElementById("device");
  const told = new URLSearchParams(window.location.hash.slice(1));
  const token = told.get("token");
  if (!form || !token) return;
  window.history.replaceState(null, "", window.location.pathname);
  form.elements.namedItem("token").value = token;
  form.elements.namedItem("next").value = told.get("next") || "/";
  form.requestSubmit();
})();
