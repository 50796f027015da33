"""Plans as JSON, and back: canonical, so that equal plans are equal text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import shapely

from data.errors import PlanError
from data.plans.codec_fields import Fields, listed_values, number, text
from data.plans.codec_shapes import polygon_from_json, shape_to_json
from data.plans.limits import (
    LONGEST_REASON,
    MOST_CUT_VERTICES,
    MOST_CUTS,
    MOST_REGIONS,
    MOST_UNITS,
    MOST_WEIGHTS,
)
from data.plans.plan import Cut, Plan, PlanRegion, Resources, Rules
from data.plans.soundness import check_plan
from data.plans.units import UnitId

Json = dict[str, Any]
_LONGEST_KEY = 20
_LARGEST_PLAN_UNITS = MOST_UNITS + MOST_CUTS


def plan_to_json(plan: Plan) -> Json:
    """The plan as JSON values, every set and object in order."""
    return {
        "regions": [
            {"key": region.key, "name": region.name, "colour": region.colour, "is_locked": region.is_locked}
            for region in plan.regions
        ],
        "assigned": dict(sorted(plan.assigned.items())),
        "cuts": {unit: cut_to_json(cut) for unit, cut in sorted(plan.cuts.items(), key=_first)},
        "locked": sorted(plan.locked),
        "reasons": dict(sorted(plan.reasons.items())),
        "resources": {key: resources_to_json(had) for key, had in sorted(plan.resources.items(), key=_first)},
        "rules": rules_to_json(plan.rules),
        "next_region": plan.next_region,
    }


def plan_from_json(value: object, at: str = "plan") -> Plan:
    """The plan of untrusted JSON values; it is sound, as :func:`~data.plans.soundness.check_plan` says.

    Raises
    ------
    PlanError
        If a field is missing, unknown, of another kind or too large, or the plan is not sound.
    PolygonError
        If a part of a cut unit is no polygon.
    """
    fields = Fields(value, at=at)
    fields.only("regions", "assigned", "cuts", "locked", "reasons", "resources", "rules", "next_region")
    regions = listed_values(fields.value("regions"), fields.place("regions"), most=MOST_REGIONS)
    plan = Plan(
        regions=tuple(_region(region, f"{at}.regions[{n}]") for n, region in enumerate(regions)),
        assigned=_texts(fields, "assigned", longest=_LONGEST_KEY),
        cuts=_cuts(fields),
        locked=frozenset(fields.texts("locked", most=_LARGEST_PLAN_UNITS)),
        reasons=_texts(fields, "reasons", longest=LONGEST_REASON),
        resources=MappingProxyType(
            {
                key: resources_from_json(had, f"{at}.resources.{key}")
                for key, had in fields.items("resources", most=MOST_REGIONS)
            }
        ),
        rules=rules_from_json(fields.value("rules"), fields.place("rules")),
        next_region=fields.whole("next_region"),
    )
    check_plan(plan)
    return plan


def cut_to_json(cut: Cut) -> Json:
    """The two parts of a cut unit as GeoJSON, OGC:CRS84."""
    return {"first": shape_to_json(cut.first), "second": shape_to_json(cut.second)}


def resources_to_json(resources: Resources) -> Json:
    """What a region has, as JSON values."""
    return {
        "officers": resources.officers,
        "agents": resources.agents,
        "aircraft": resources.aircraft,
        "vessels": resources.vessels,
        "beds": resources.beds,
        "availability": float(resources.availability) + 0.0,
    }


def resources_from_json(value: object, at: str) -> Resources:
    """What a region has, of untrusted JSON values; whether numbers are in range is not looked at."""
    fields = Fields(value, at=at)
    counts = ("officers", "agents", "aircraft", "vessels", "beds")
    fields.only(*counts, "availability")
    officers, agents, aircraft, vessels, beds = (fields.whole(name) for name in counts)
    return Resources(
        officers=officers,
        agents=agents,
        aircraft=aircraft,
        vessels=vessels,
        beds=beds,
        availability=fields.number("availability"),
    )


def rules_to_json(rules: Rules) -> Json:
    """Rules as JSON values: weights in order of their measures, links in order."""
    return {
        "weights": {key: float(weight) + 0.0 for key, weight in sorted(rules.weights.items())},
        "tolerance": float(rules.tolerance) + 0.0,
        "snap_km": float(rules.snap_km) + 0.0,
        "bridged": [list(link) for link in sorted(rules.bridged)],
        "parted": [list(link) for link in sorted(rules.parted)],
    }


def rules_from_json(value: object, at: str) -> Rules:
    """Rules of untrusted JSON values; whether numbers are in range is not looked at."""
    fields = Fields(value, at=at)
    fields.only("weights", "tolerance", "snap_km", "bridged", "parted")
    weights = {
        key: number(weight, f"{at}.weights.{key}")
        for key, weight in fields.items("weights", most=MOST_WEIGHTS)
    }
    return Rules(
        weights=MappingProxyType(weights),
        tolerance=fields.number("tolerance"),
        snap_km=fields.number("snap_km"),
        bridged=fields.links("bridged"),
        parted=fields.links("parted"),
    )


def _region(value: object, at: str) -> PlanRegion:
    fields = Fields(value, at=at)
    fields.only("key", "name", "colour", "is_locked")
    return PlanRegion(
        key=fields.text("key"),
        name=fields.text("name"),
        colour=fields.whole("colour"),
        is_locked=fields.flag("is_locked"),
    )


def _texts(fields: Fields, name: str, *, longest: int) -> Mapping[UnitId, str]:
    found = fields.items(name, most=_LARGEST_PLAN_UNITS)
    return MappingProxyType(
        {unit: text(value, f"{fields.place(name)}.{unit}", longest=longest) for unit, value in found}
    )


def _cuts(fields: Fields) -> Mapping[UnitId, Cut]:
    found: dict[UnitId, Cut] = {}
    left = MOST_CUT_VERTICES
    for unit, value in fields.items("cuts", most=MOST_CUTS):
        parts = Fields(value, at=f"{fields.place('cuts')}.{unit}")
        parts.only("first", "second")
        if left < 1:
            raise PlanError(
                f"{fields.place('cuts')} has more than {MOST_CUT_VERTICES:,} corners",
                remedy="Join some parts",
            )
        first = polygon_from_json(parts.value("first"), parts.place("first"), most_vertices=left)
        second = polygon_from_json(parts.value("second"), parts.place("second"), most_vertices=left)
        found[unit] = Cut(first=first, second=second)
        left -= int(shapely.get_num_coordinates([first, second]).sum())
    return MappingProxyType(found)


def _first(item: tuple[str, object]) -> str:
    return item[0]
