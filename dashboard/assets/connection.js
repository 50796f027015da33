// Is the server there? Asked quietly while the page is seen; what is on the screen stays when it is gone,
// with words that say since when. Panels whose question failed ask again when it is back.
(function () {
  "use strict";

  const page = (window.borderopsPage = window.borderopsPage || {});
  const INTERVAL_MS = 10000;
  const PATIENCE_MS = 6000;
  const LONGEST_TURN_MS = 500;
  const UPDATE = "/_dash-update-component";
  let lastSeen = new Date();
  let goneSince = null;
  let hasFailed = false;
  let renewals = 0;

  function banner() {
    return document.getElementById("connection");
  }

  function utc(moment) {
    return moment.toISOString().slice(11, 16) + " UTC";
  }

  function say(words) {
    const place = banner();
    if (!place) return;
    if (place.textContent !== words) place.textContent = words;
    place.hidden = !words;
    document.documentElement.toggleAttribute("data-cut-off", Boolean(words));
  }

  function gone() {
    goneSince = goneSince || lastSeen;
    say("Server not reachable since " + utc(goneSince) + ": showing the last numbers");
  }

  function back() {
    lastSeen = new Date();
    if (!goneSince && !hasFailed) return;
    goneSince = null;
    say("");
    if (hasFailed) renew();
  }

  /** Every panel asks again: the controls write the same view once more. */
  function renew() {
    hasFailed = false;
    renewals += 1;
    if (document.querySelector(".operations")) window.dash_clientside.set_props("renewed", { data: renewals });
  }

  const ask = window.fetch.bind(window);

  /** The map goes first: panels ask when it is painted, or has been waited for long enough. */
  function afterMap() {
    const patience = new Promise(function (resolve) { window.setTimeout(resolve, LONGEST_TURN_MS); });
    return Promise.race([page.mapTurn, patience]);
  }

  function isUpdate(target) {
    return String((target && target.url) || target).includes(UPDATE);
  }

  async function refusalWords(response) {
    const body = await response.clone().json().catch(() => ({}));
    return body.error || "status " + response.status;
  }

  // Dash writes a failed question to the console only. Here it is also told to the person who asked.
  window.fetch = async function (target, options) {
    if (!isUpdate(target)) return ask(target, options);
    await afterMap();
    try {
      const response = await ask(target, options);
      if (response.ok) lastSeen = new Date();
      else if (response.status === 401) hasFailed = true;
      else if (response.status >= 500 || response.status === 400) {
        say("Some numbers could not be renewed (" + (await refusalWords(response)) + "): showing the last ones");
      }
      return response;
    } catch (error) {
      if (error.name !== "AbortError") {
        hasFailed = true;
        gone();
      }
      throw error;
    }
  };

  async function check() {
    if (document.hidden) return;
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await ask("/healthz", { cache: "no-store", signal });
      if (response.ok) back();
      else gone();
    } catch {
      gone();
    }
  }

  page.checkConnection = check;
  window.setInterval(check, INTERVAL_MS);
  window.addEventListener("online", check);
  window.addEventListener("borderops:signed-in", check);
  window.addEventListener("offline", gone);
  document.addEventListener("visibilitychange", check);
})();
