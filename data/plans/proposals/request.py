"""``Request``: what a planner asks the machine for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from data.errors import PlanError
from data.plans.units import UnitId

MOST_PLANS = 20
MOST_REGIONS = 200
LONGEST_S = 600.0


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to look for, and for how long.

    ``count`` plans at most, each of which differs from the base and from each other in at least
    ``differ_at_least`` of the units that may move. ``regions`` is how many regions there shall be, locked
    ones included; ``None`` for as many as the base has. ``seeds`` are counties to start regions from in
    place of the base's unlocked regions; each stays in its own. ``tolerance`` stands in for the plan's
    own. A port is covered if a base *of its region* lies within ``reach_km`` of it, and a valid plan
    covers the share ``coverage_at_least``.

    The search takes ``steps`` steps, so that the same ``seed`` gives the same plans; ``seconds`` cut it
    short only if they do not suffice, which is then said. ``is_nearest_wanted`` looks for the nearest
    plans where no plan can keep the rules.
    """

    count: int = 8
    seconds: float = 60.0
    seed: int = 0
    steps: int = 6000
    regions: int | None = None
    seeds: tuple[UnitId, ...] = ()
    tolerance: float | None = None
    reach_km: float = 100.0
    coverage_at_least: float = 0.0
    differ_at_least: float = 0.01
    is_nearest_wanted: bool = True


_BOUNDS: dict[str, tuple[float, float]] = {
    "count": (1, MOST_PLANS),
    "seconds": (1, LONGEST_S),
    "seed": (0, 2**63 - 1),
    "steps": (1, 1_000_000),
    "regions": (2, MOST_REGIONS),
    "tolerance": (0.001, 100),
    "reach_km": (1, 5000),
    "coverage_at_least": (0, 1),
    "differ_at_least": (0, 1),
}
_WHOLE = ("count", "seed", "steps", "regions")


def request_to_json(request: Request) -> dict[str, object]:
    """The request as JSON values, by the names of its fields."""
    values = {field.name: getattr(request, field.name) for field in fields(request)}
    return values | {"seeds": list(request.seeds)}


def request_from_json(value: object) -> Request:
    """The request that JSON from outside states; what it leaves out has its default.

    Raises
    ------
    PlanError
        If it is no object, has a field that is not one of :class:`Request`'s, or a value out of range.
    """
    if not isinstance(value, dict):
        raise PlanError(
            f"a request for proposals is {type(value).__name__}, expected an object",
            remedy='Send for example {"count": 8, "seconds": 60, "seed": 0}',
        )
    known = [field.name for field in fields(Request)]
    for name in value:
        if name not in known:
            raise PlanError(
                f"a request for proposals has {name!r}", remedy=f"Its fields are {', '.join(known)}"
            )
    read: dict[str, Any] = {name: _read(name, item) for name, item in value.items()}
    return Request(**read)


def _read(name: str, item: object) -> object:
    if name == "seeds":
        return _units(item)
    if name == "is_nearest_wanted":
        return _truth(name, item)
    if item is None and name in {"regions", "tolerance"}:
        return None
    low, high = _BOUNDS[name]
    is_number = isinstance(item, int if name in _WHOLE else (int, float)) and not isinstance(item, bool)
    if not is_number or not low <= item <= high:  # type: ignore[operator]  # a number, by the line above
        kind = "a whole number" if name in _WHOLE else "a number"
        raise PlanError(f"{name} is {item!r}", remedy=f"Give {kind} from {low:g} to {high:g}")
    return item


def _units(item: object) -> tuple[UnitId, ...]:
    if isinstance(item, (list, tuple)) and all(isinstance(unit, str) for unit in item):
        if len(set(item)) == len(item):
            return tuple(item)
        raise PlanError(f"seeds name a unit twice: {sorted(item)}", remedy="Name each unit once")
    raise PlanError(f"seeds are {item!r}", remedy="Give a list of unit ids")


def _truth(name: str, item: object) -> bool:
    if isinstance(item, bool):
        return item
    raise PlanError(f"{name} is {item!r}", remedy="Give true or false")
