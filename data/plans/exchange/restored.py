"""A plan restored from the record in a file, if the record is whole and the file's shapes are its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from data.errors import PlanError, PolygonError
from data.plans.codec import digest, plan_from_json
from data.plans.exchange.file_format import FORMAT, FORMAT_VERSION
from data.plans.exchange.json_text import strict_json
from data.plans.exchange.papers import FilePapers, papers_of
from data.plans.exchange.parsed import Feature, Parsed, Shape
from data.plans.plan import Plan
from data.plans.unit_shapes import region_shape


@dataclass(frozen=True, kw_only=True)
class Restored:
    """The plan of a record and its papers; or no plan, and ``why`` not."""

    plan: Plan | None = None
    papers: FilePapers | None = None
    why: str = ""


def restored(parsed: Parsed) -> Restored:
    """The plan that the file's record holds, if record and shapes agree, corner for corner.

    Shapes that were edited elsewhere are not the record's any more, and a record that was edited has
    another digest: in either case there is no plan, and the file is to be read by its shapes.
    """
    try:
        record = strict_json(parsed.record, what="the record of the plan")
        if not isinstance(record, Mapping) or record.get("format") != FORMAT:
            return Restored(why="it holds no record of a plan that is known")
        if record.get("format_version") != FORMAT_VERSION:
            return Restored(
                why=f"its record is of version {str(record.get('format_version'))[:10]}, unknown here"
            )
        plan = plan_from_json(record.get("content"))
        found = digest(plan)
    except (PlanError, PolygonError) as error:
        return Restored(why=f"its record is not whole: {error}")
    if found != record.get("digest"):
        return Restored(why="its record was changed: the digest is another")
    why = _difference(plan, parsed.features)
    return Restored(why=why) if why else Restored(plan=plan, papers=papers_of(record))


def _difference(plan: Plan, features: tuple[Feature, ...]) -> str:
    """The first thing in which the features are not the plan's regions, "" if there is none."""
    given = {feature.key: feature for feature in features}
    wanted = {region.key for region in plan.regions} & set(plan.assigned.values())
    if set(given) != wanted or len(features) != len(given):
        return f"it has {len(features):,} regions with shapes, its record {len(wanted):,}, or other keys"
    for key in sorted(wanted):
        if not is_same(given[key].shape, region_shape(plan, key)):
            return f"the shape of feature {given[key].row} ({key}) is not that of its record"
    return ""


def is_same(one: Shape, other: Shape) -> bool:
    """Whether two valid shapes, OGC:CRS84, have the same edges, bit for bit, in whatever order."""
    return np.array_equal(_edges(one), _edges(other))


def _edges(shape: Shape) -> NDArray[np.float64]:
    """The edges in a fixed order, each smaller end first, of shape ``(n, 4)``."""
    corners, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    start, end = corners[:-1][ring[:-1] == ring[1:]], corners[1:][ring[:-1] == ring[1:]]
    is_turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    edges = np.where(is_turned[:, np.newaxis], np.hstack([end, start]), np.hstack([start, end]))
    found: NDArray[np.float64] = edges[np.lexsort(edges.T)]
    return found
