// Signed in, in a window of its own: tell the page that waits, and go.
(function () {
  "use strict";

  new BroadcastChannel("borderops-sign-in").postMessage("signed in");
  window.close();
})();
