// A steward's decisions on the data page: sent with their reason, then the page is loaded anew.
(function () {
  "use strict";

  const page = (window.borderopsPage = window.borderopsPage || {});

  function field(form, name) {
    const input = form.querySelector(`input[name="${name}"]`);
    return input ? input.value.trim() : "";
  }

  async function decide(form, deed) {
    const said = form.querySelector(".review-said");
    said.textContent = "Being done.";
    try {
      const answer = await fetch(`/api/data/versions/${encodeURIComponent(form.dataset.versionId)}/${deed}`, {
        method: "POST",
        headers: page.jsonHeaders(),
        body: JSON.stringify({ reason: field(form, "reason"), marking: field(form, "marking") }),
      });
      const found = await answer.json().catch(() => ({}));
      if (!answer.ok) throw new Error(found.error || `The server answered ${answer.status}.`);
      window.location.reload();
    } catch (error) {
      said.textContent = error instanceof TypeError ? "The server cannot be reached." : error.message;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-deed]");
    const form = button && button.closest("[data-version-id]");
    if (form) decide(form, button.dataset.deed);
  });
})();
