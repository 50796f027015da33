// The banners say the marking of what is on the screen. The server writes that of the newest data; a page
// that shows another data version names its marking in a data-marking attribute.
(function () {
  "use strict";

  const page = (window.borderopsPage = window.borderopsPage || {});
  let place = null;

  function told(name) {
    const found = Array.from(document.querySelectorAll("[" + name + "]"), (item) => item.getAttribute(name));
    return Array.from(new Set(found.filter(Boolean))).join("  ·  ");
  }

  /** Both banners; without a word from the page they say what the server wrote. */
  function show() {
    const marking = told("data-marking");
    for (const words of document.querySelectorAll(".banner > .marking")) {
      const said = marking || words.dataset.newest;
      if (words.textContent !== said) words.textContent = said;
    }
    const note = document.querySelector(".banner > .release-note");
    if (!note) return;
    const release = told("data-release");
    if (note.textContent !== release) note.textContent = release;
    note.hidden = !release;
  }

  /** Another page of the program is another content: what the one before said is gone with it. */
  function follow() {
    const content = document.getElementById("_pages_content");
    if (content && content !== place) {
      place = content;
      new MutationObserver(show).observe(content, { childList: true });
    }
    show();
  }

  // Until the first page is in its place there is nothing to look at but the whole document.
  const first = new MutationObserver(function () {
    if (!document.getElementById("_pages_content")) return;
    first.disconnect();
    follow();
  });
  first.observe(document.documentElement, { childList: true, subtree: true });

  page.showMarking = follow;
  new MutationObserver(follow).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-marking", "data-release"],
    subtree: true,
  });
})();
