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

  const asked = new WeakSet();

  document.addEventListener("click", function (event) {
    const link = isServed() ? fileLink(event) : null;
    if (!link || asked.delete(link)) return;
    event.preventDefault();
    event.stopPropagation();
    isGiven().then(function (is) {
      if (!is) return;
      asked.add(link);
      link.click();
    });
  }, true);
})();
