/** What a change is sent with, so that the server knows it from one of another site's page. */

const COOKIE = "_csrf_token";
const HEADER = "X-CSRFToken";

/** The header with the token of the page; empty where nobody signs in, since no token is given there. */
export function tokenHeader(cookies: string = document.cookie): Record<string, string> {
  const found = cookies.split("; ").find((part) => part.startsWith(`${COOKIE}=`));
  return found === undefined ? {} : { [HEADER]: decodeURIComponent(found.slice(COOKIE.length + 1)) };
}

/** Headers of a change whose body is JSON. */
export function jsonHeaders(): Record<string, string> {
  return { "Content-Type": "application/json", ...tokenHeader() };
}
