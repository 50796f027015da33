// Options of the region control that the page does without at first: counties, when someone searches, and what is
// chosen on the map or in the table.
(function () {
  "use strict";

  const page = (window.borderopsPage = window.borderopsPage || {});
  const COUNTIES = "Counties";
  const ELSEWHERE = "Chosen elsewhere";

  /** Names of what was clicked, by id. */
  page.placeNames = {};
  let counties = null;

  function loadCounties() {
    counties = counties || fetch("/api/live/places").then(async function (response) {
      if (!response.ok) throw new Error("places: status " + response.status);
      const { ids, names } = await response.json();
      return ids.map((value, place) => ({ value, label: names[place] })).filter(({ value }) => value.startsWith("county:") && page.mayChoose(value));
    });
    // One that failed is asked for again at the next key.
    return counties.catch(function () { counties = null; return []; });
  }

  function listed(groups) {
    return new Set(groups.flatMap((group) => group.items.map(({ value }) => value)));
  }

  /** The groups with everything named that is chosen, and with counties where `isSearched`; null if they are so already. */
  async function completed(groups, chosen, isSearched) {
    const hasCounties = groups.some(({ group }) => group === COUNTIES);
    const isNameless = (value) => value.startsWith("county:") && !page.placeNames[value] && !listed(groups).has(value);
    const more = !hasCounties && (isSearched || chosen.some(isNameless)) ? await loadCounties() : [];
    const own = groups.filter(({ group }) => group !== ELSEWHERE);
    const whole = more.length ? [...own, { group: COUNTIES, items: more }] : own;
    const added = chosen.filter((value) => !listed(groups).has(value)).map((value) => ({ value, label: page.placeNames[value] || value }));
    if (!added.length && !more.length) return null;
    // An option may stand in the list once.
    const known = listed(whole);
    const held = groups.filter(({ group }) => group === ELSEWHERE).flatMap((group) => group.items);
    const items = [...held, ...added].filter(({ value }) => !known.has(value));
    return items.length ? [...whole, { group: ELSEWHERE, items }] : whole;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside);
  window.dash_clientside.borderops = Object.assign({}, window.dash_clientside.borderops, {
    regions_named: async function (words, chosen, groups) {
      const made = await completed(groups, chosen || [], Boolean(words));
      return made || window.dash_clientside.no_update;
    },
  });
})();
