/** Addresses that the page of briefs leads to. */

/** The display of a brief, or of what was frozen of it. */
export function displayAddress(token: string): string {
  return `/briefing?brief=${encodeURIComponent(token)}`;
}

/** The editor of a brief. */
export function editAddress(token: string): string {
  return `/briefs?brief=${encodeURIComponent(token)}`;
}
