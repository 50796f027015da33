// What a change is sent with, so that the server knows it from one of another site's page. The bundle of the map has
// its own (dashboard/map/src/csrf.ts), since it runs on pages without these scripts too. Asked by the other scripts.
(function () {
  "use strict";

  const page = (window.borderopsPage = window.borderopsPage || {});

  // Headers of a change whose body is JSON; the token is given only where people sign in.
  page.jsonHeaders = function () {
    const found = document.cookie.split("; ").find((part) => part.startsWith("_csrf_token="));
    const token = found ? { "X-CSRFToken": decodeURIComponent(found.slice("_csrf_token=".length)) } : {};
    return { "Content-Type": "application/json", ...token };
  };
})();
