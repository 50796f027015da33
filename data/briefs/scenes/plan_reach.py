"""How many ports and trouble areas lie within reach of an office of their own region."""

from __future__ import annotations

from data.answers.filters import Filter
from data.briefs.occasion import Occasion
from data.plans.figures.coverage import USUAL_KM
from data.plans.figures.places import NOWHERE, best_offices, county_order
from data.plans.figures.unit_at import unit_at
from data.plans.plan import Plan

TITLE = "Ports, trouble areas covered"
DEFINITION = (
    f"A port or trouble area is covered if a BEST office of its own region lies within {USUAL_KM:.0f} km."
)


def reached_at_home(occasion: Occasion, plan: Plan, chosen: Filter) -> int:
    """How many targets have a BEST office of their own region of the plan within the usual distance.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    UnknownVersionError
        If the data version is gone.
    """
    found = occasion.figures.coverage(occasion.actor, plan, chosen, within_km=USUAL_KM)
    homes = _homes(plan)
    return sum(
        any(homes.get(drive.base) == target.region for drive in target.covering)
        for target in found.targets
        if target.region is not None
    )


def _homes(plan: Plan) -> dict[str, str | None]:
    """Name of each office to the key of the region that it lies in."""
    sites, counties = best_offices(), county_order()
    places = zip(sites.names, sites.county.tolist(), sites.lon.tolist(), sites.lat.tolist(), strict=True)
    return {
        name: plan.assigned.get(unit_at(plan, counties[county], lon, lat))
        for name, county, lon, lat in places
        if county != NOWHERE
    }
