// The sign-in of this page has ended: say so once, over the page, which stays as it is. Signing in happens in a window
// of its own; then everything goes on, if it is the same person. Without sign-in there is no answer 401, and no dialogue.
(function () {
  "use strict";

  const NOBODY = 401;
  const CHANNEL = "borderops-sign-in";
  const WINDOW = "popup,width=520,height=760";
  const ADDRESS = "/sign-in?next=/sign-in/done";
  const ask = window.fetch.bind(window);
  let dialog = null;

  function made(name, words, ...inside) {
    const element = document.createElement(name);
    element.textContent = words;
    element.append(...inside);
    return element;
  }

  function who() {
    const place = document.querySelector("[data-who]");
    return place ? place.dataset.who : "";
  }

  function button(words, isFirst, act) {
    const element = made("button", words);
    element.type = "button";
    element.className = isFirst ? "button signed-out-first" : "button";
    element.addEventListener("click", act);
    return element;
  }

  function toSignIn() {
    const opened = window.open(ADDRESS, CHANNEL, WINDOW);
    if (!opened) window.location.assign("/sign-in?next=" + encodeURIComponent(window.location.pathname + window.location.search));
  }

  /** The page of a wall keeps what it shows: nobody is there to sign in. */
  function isWall() {
    return Boolean(document.querySelector(".briefing.is-wall, .bd-display[data-mode='wall']"));
  }

  function show(title, words, ...buttons) {
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "signed-out";
      dialog.setAttribute("aria-labelledby", "signed-out-title");
      document.body.append(dialog);
    }
    const heading = made("h2", title);
    heading.id = "signed-out-title";
    const row = made("p", "", ...buttons);
    row.className = "signed-out-row";
    dialog.replaceChildren(heading, made("p", words), row);
    if (!dialog.open) dialog.showModal();
  }

  function signedOut() {
    if ((dialog && dialog.open) || isWall()) return;
    show(
      "Your sign-in has ended",
      "Nothing on this page is lost. What you drew stays, and changes that could not be saved are kept by this browser and sent when you have signed in again.",
      button("Sign in again", true, toSignIn),
      button("Not now", false, function () { dialog.close(); })
    );
  }

  function another(name) {
    show(
      "Another person is signed in",
      "This page is " + who() + "'s, and " + name + " has signed in. What " + who() + " could not save is kept by this browser for " + who() + ", and is not sent for anybody else.",
      button("Sign in again", false, toSignIn),
      button("Go on as " + name, true, function () { window.location.reload(); })
    );
  }

  /** Go on, if whoever is signed in now is whose page this is. */
  async function look() {
    if (!dialog) return;
    const response = await ask("/account/me", { cache: "no-store" }).catch(function () { return null; });
    if (!response || !response.ok) return;
    const name = (await response.json()).name;
    if (who() && name !== who()) {
      another(name);
      return;
    }
    dialog.close();
    window.dispatchEvent(new Event("borderops:signed-in"));
  }

  window.fetch = async function (target, options) {
    const response = await ask(target, options);
    if (response.status === NOBODY) signedOut();
    return response;
  };

  new BroadcastChannel(CHANNEL).addEventListener("message", look);
  document.addEventListener("visibilitychange", function () { if (!document.hidden && dialog && dialog.open) look(); });
  window.addEventListener("focus", function () { if (dialog && dialog.open) look(); });
})();
