/** The way back from a page that was opened to look further; `assets/return.js` follows it on that page. */

const PLACE = "borderops-back-to-scene";

/** Remember, for this tab, that one key on another page leads back here. */
export function rememberScene(): void {
  window.sessionStorage.setItem(PLACE, window.location.pathname + window.location.search);
}

/** The presenter is back. */
export function forgetScene(): void {
  window.sessionStorage.removeItem(PLACE);
}
