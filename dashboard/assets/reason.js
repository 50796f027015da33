// Why something is exported or approved. The server refuses it with 428 until it is told: for exports once in a
// sitting, for approvals each time. This asks the person and repeats the request. One person who works alone is
// never asked, as the server never refuses so.
(function () {
  "use strict";

  const NEEDED = 428;
  const ADDRESS = "/api/audit/reason";
  const HEADER = "X-Borderops-Reason";
  const IS_EACH = /\/approve$/;
  const IS_FILE = /^\/api\/(?:live\/table\.csv|plans\/\d+\/export\.\w+|briefs\/[^/]+\/documents\/\d+\/files\/|audit\/export\.)/;
  const send = window.fetch.bind(window);

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** Whether people sign in here: only then are reasons asked. */
  function isServed() {
    return document.cookie.split("; ").some((part) => part.startsWith("_csrf_token="));
  }

  let opened = 0;

  /** Asks until `use` takes the reason; true once it has, false if the person gives up. */
  function ask(title, words, choices, longest, use) {
    return new Promise(function (resolve) {
      opened += 1;
      const input = make("input", { type: "text", name: "reason", maxlength: String(longest), required: "", autocomplete: "off", "aria-label": "Reason" });
      const said = make("p", { class: "reason-said", role: "alert" });
      const cancel = make("button", { type: "button", class: "button" }, "Cancel");
      const go = make("button", { type: "submit", class: "button button-strong" }, "Continue");
      const offered = choices.map((choice) => {
        const button = make("button", { type: "button", class: "button" }, choice);
        button.addEventListener("click", () => { input.value = choice; input.focus(); });
        return button;
      });
      const form = make("form", {}, make("div", { class: "reason-choices" }, ...offered), input, said, make("div", { class: "reason-buttons" }, cancel, go));
      const heading = make("h2", { id: `reason-title-${opened}` }, title);
      const dialog = make("dialog", { class: "reason-dialog", "aria-labelledby": heading.id }, heading, make("p", {}, words), form);
      let isTaken = false;
      form.addEventListener("submit", async function (event) {
        event.preventDefault();
        go.disabled = true;
        const refusal = await use(input.value.trim());
        go.disabled = false;
        isTaken = refusal === "";
        if (isTaken) dialog.close();
        else said.textContent = refusal;
      });
      cancel.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => { dialog.remove(); resolve(isTaken); });
      // Over whichever dialog is open: the newest is on top.
      document.body.append(dialog);
      dialog.showModal();
      input.focus();
    });
  }

  async function keep(reason) {
    const reply = await send(ADDRESS, {
      method: "POST", credentials: "same-origin", headers: window.borderopsPage.jsonHeaders(), body: JSON.stringify({ reason }),
    }).catch(() => null);
    if (reply && reply.ok) return "";
    const told = reply ? await reply.json().catch(() => ({})) : {};
    return told.error || "The server did not answer; try again.";
  }

  /** Whether there is a reason for what this sitting exports: given before, or now. */
  async function isGiven() {
    const reply = await send(ADDRESS, { credentials: "same-origin" }).catch(() => null);
    const told = reply && reply.ok ? await reply.json() : null;
    if (told === null || told.given) return true;
    return ask("Why do you export?", "The reason goes into the audit record with every file that you take until you sign out.", told.choices, told.longest, keep);
  }

  window.fetch = async function (input, options) {
    const reply = await send(input, options);
    if (reply.status !== NEEDED) return reply;
    const path = new URL(input instanceof Request ? input.url : input, window.location.href).pathname;
    if (!IS_EACH.test(path)) return (await isGiven()) ? send(input, options) : reply;
    let again = null;
    await ask("Why do you approve?", "The reason goes into the audit record with this approval.", ["Checked against the requirements", "Decided in a meeting"], 300, async function (reason) {
      const headers = new Headers((options && options.headers) || {});
      headers.set(HEADER, encodeURIComponent(reason));
      const sent = await send(input, { ...options, headers });
      if (sent.status === NEEDED) return (await sent.json().catch(() => ({}))).error || "Say in a few words why.";
      again = sent;
      return "";
    });
    return again || reply;
  };

  /** The link to a file that was clicked, also inside a component's shadow tree. */
  function fileLink(event) {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href);
    if (!link) return null;
    const address = new URL(link.href, window.location.href);
    return address.origin === window.location.origin && IS_FILE.test(address.pathname) ? link : null;
  }

  const CHART = "button[data-chart]";
  const TAKEN = "/api/audit/taken/";
  const LONGEST_NAME = 120;
  const asked = new WeakSet();
  let chartsAllowed = 0;

  /** Whether a file that the page itself makes may be taken: the server has put it on record, with a reason. */
  async function isTaken(name) {
    const address = TAKEN + encodeURIComponent(name.slice(0, LONGEST_NAME));
    const reply = await window.fetch(address, { method: "POST", credentials: "same-origin", headers: window.borderopsPage.jsonHeaders(), body: "{}" }).catch(() => null);
    if (reply && reply.ok) return true;
    if (reply && reply.status === NEEDED) return false;
    const told = reply ? await reply.json().catch(() => ({})) : {};
    window.alert(told.error || "The server did not answer, so nothing was saved. Try again.");
    return false;
  }

  // Pictures of the map and of charts are made in the browser, and end in a click on a link that nobody sees.
  const follow = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    const isMade = isServed() && this.download && /^(?:blob|data):/.test(this.href);
    if (!isMade) return follow.call(this);
    if (chartsAllowed > 0) {
      chartsAllowed -= 1;
      return follow.call(this);
    }
    isTaken(this.download).then((is) => { if (is) follow.call(this); });
  };

  document.addEventListener("click", function (event) {
    // A chart's file is gone as soon as its link was clicked, so it is asked before.
    const chart = isServed() ? event.target.closest(CHART) : null;
    const place = chart || (isServed() ? fileLink(event) : null);
    if (!place || asked.delete(place)) return;
    event.preventDefault();
    event.stopPropagation();
    (chart ? isTaken(`chart ${chart.dataset.chart}.png`) : isGiven()).then(function (is) {
      if (!is) return;
      if (chart) chartsAllowed += 1;
      asked.add(place);
      place.click();
    });
  }, true);
})();
