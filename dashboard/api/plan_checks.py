"""``GET /api/plans/<id>/checks``: whether regions hang together, how compact they are, what bases cover."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import shapely
from flask import Response, jsonify, request

from dashboard.api.plan_panel import filter_asked
from dashboard.api.plan_routes import NEWEST, PLAN, Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.errors import PlanError
from data.plans.adjacency import neighbours
from data.plans.compactness import compactness, exemplars
from data.plans.contiguity import components, pieces
from data.plans.figures.coverage import USUAL_KM, Coverage, Target, km_within
from data.plans.figures.overlap import Overlap
from data.plans.membership import members
from data.plans.plan import Plan
from data.plans.unit_shapes import unit_shape
from data.plans.unit_words import counted
from data.plans.units import UnitId


def add_checks(routes: PlanRoutes) -> None:
    """Add the one route."""
    routes.get(f"{PLAN}/checks", checks)


def checks(asked: Asked, plan_id: int) -> Response:
    """All checks of the plan as it is now, for the filter in the query.

    A base covers what is ``within_km`` of it, or ``within_minutes`` of an approximated drive.
    """
    plan, filter_ = asked.heads.newest(plan_id).plan, filter_asked()
    figures = asked.services.figures
    covered = figures.coverage(asked.actor, plan, filter_, within_km=_within_km())
    return tagged(
        jsonify(
            contiguity=[contiguity(plan, region.key) for region in plan.regions],
            compactness=_compactness(plan),
            exemplars=[{"name": name, **asdict(shape)} for name, shape in exemplars().items()],
            coverage=_coverage(covered),
            overlap=[_overlap(one) for one in figures.overlaps(asked.actor, plan, filter_)],
        ),
        NEWEST,
    )


def contiguity(plan: Plan, key: str) -> dict[str, object]:
    """The pieces of a region, the one with the most units first, and what may be said of them.

    ``ok`` is one piece. ``not yet`` is none, or pieces that units which are in no region still join;
    ``apart`` are pieces that they do not.
    """
    found = pieces(plan, key)
    return {
        "region": key,
        "state": "ok" if len(found) == 1 else _state(plan, found),
        "pieces": [_piece(plan, piece) for piece in found],
    }


def _state(plan: Plan, found: tuple[frozenset[UnitId], ...]) -> str:
    if not found:
        return "not yet"
    free = (*frozenset().union(*found), *members(plan, None))
    firsts = [min(piece) for piece in found]
    together = components(neighbours(plan), free)
    return "not yet" if any(all(unit in one for unit in firsts) for one in together) else "apart"


def _piece(plan: Plan, piece: frozenset[UnitId]) -> dict[str, object]:
    units = sorted(piece)
    shapes = np.array([unit_shape(plan, unit) for unit in units], object)
    return {
        "units": units,
        "bbox": [round(side, 5) for side in shapely.total_bounds(shapes).tolist()],
        "words": counted(units),
    }


def _compactness(plan: Plan) -> list[dict[str, object]]:
    with_units = set(plan.assigned.values())
    return [
        {"region": region.key, **asdict(compactness(plan, region.key))}
        for region in plan.regions
        if region.key in with_units
    ]


def _coverage(found: Coverage) -> dict[str, object]:
    return {
        "words": found.words,
        "within_km": found.within_km,
        "within_minutes": found.within_minutes,
        "targets": len(found.targets),
        "bases": [asdict(base) for base in found.bases],
        "gaps": [_target(one) for one in found.gaps],
        "doubles": [_target(one) for one in found.doubles],
        "caveats": list(found.caveats),
    }


def _target(target: Target) -> dict[str, object]:
    return {
        **asdict(target.spot),
        "region": target.region,
        "nearest": asdict(target.nearest) if target.nearest else None,
        "covering": [asdict(drive) for drive in target.covering],
    }


def _overlap(found: Overlap) -> dict[str, object]:
    return {
        "key": found.key,
        "title": found.title,
        "by_area": asdict(found.by_area),
        "by_incidents": asdict(found.by_incidents),
        "cells": [asdict(cell) for cell in found.cells],
        "matches": {key: asdict(match) for key, match in found.matches.items()},
        "caveat": found.caveat,
    }


def _within_km() -> float:
    minutes = _number("within_minutes", example="75")
    return km_within(minutes) if minutes is not None else _number("within_km", example="100") or USUAL_KM


def _number(name: str, *, example: str) -> float | None:
    text = request.args.get(name, "")
    try:
        return float(text) if text else None
    except ValueError as error:
        raise PlanError(f"{name} is {text[:40]!r}", remedy=f"Give a number, for example {example}") from error
