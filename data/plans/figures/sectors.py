"""Border Patrol encounters: published by sector, so given for sectors that lie wholly in a region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.question import Answer, By, Question
from data.geography.regions import region_set
from data.plans.figures.incident_columns import Ask
from data.plans.figures.panel import SectorsInside
from data.plans.figures.unit_figures import Places
from data.plans.units import UnitId, county_of

Inside = tuple[tuple[str, ...], tuple[str, ...]]
"""Ids of the sectors that lie wholly in a region, and of those that lie partly in it."""
_SECTOR = "sector"
_NONE = -1


@dataclass(frozen=True, kw_only=True)
class SectorFigures:
    """Encounters of each sector, by region id; ``None`` where nothing is shown."""

    encounters: Mapping[str, float | None]
    answers: tuple[Answer, ...]


def sector_figures(ask: Ask, filter_: Filter) -> SectorFigures:
    """Encounters of all sectors under the filter; ``ask`` asks the gate."""
    answer = ask(Question(measure="encounters-sector", filter=filter_, by=By.REGION, region_set=_SECTOR))
    rows = zip(*(answer.table[name].to_pylist() for name in ("region", "value", "state")), strict=True)
    shown = {region: value if state == State.SHOWN else None for region, value, state in rows}
    return SectorFigures(
        encounters={one.id: shown.get(one.id) for one in region_set(_SECTOR).regions}, answers=(answer,)
    )


def sectors_inside(units: tuple[UnitId, ...], region: Places, *, regions: int) -> list[Inside]:
    """Ids of the sectors wholly and partly in each region, and in none (the last).

    ``region`` is the region of each unit, 0 to ``regions``, shape ``(units,)``.
    """
    sector, ids = _sector_of_units(units), [one.id for one in region_set(_SECTOR).regions]
    at, size = np.flatnonzero(sector != _NONE), regions + 1
    flat = sector[at] * size + region[at]
    count = np.bincount(flat, minlength=len(ids) * size).reshape(len(ids), size)
    is_whole = count == count.sum(axis=1, keepdims=True)
    whole: list[list[str]] = [[] for _ in range(size)]
    partly: list[list[str]] = [[] for _ in range(size)]
    for number, place in np.argwhere(count > 0).tolist():
        (whole if is_whole[number, place] else partly)[place].append(ids[number])
    return [(tuple(inside), tuple(split)) for inside, split in zip(whole, partly, strict=True)]


def encounters_of(found: Inside, figures: SectorFigures) -> tuple[SectorsInside, float | None, str]:
    """Names of the sectors of a region, the encounters of those wholly in it, and both in words.

    The encounters are ``None`` if no sector is wholly inside, or nothing is published of one that is.
    """
    whole, partly = ([_names()[one] for one in ids] for ids in found)
    sectors = SectorsInside(whole=tuple(whole), partly=tuple(partly))
    values = [figures.encounters[one] for one in found[0]]
    known = [value for value in values if value is not None]
    total = sum(known) if known and len(known) == len(values) else None
    split = f"in part: {', '.join(partly)}" if partly else ""
    if not whole:
        return sectors, None, split or "no sector"
    figure = "not published" if total is None else f"{total:,.0f}"
    return sectors, total, "; ".join(filter(None, (f"{figure} ({', '.join(whole)})", split)))


@cache
def _names() -> Mapping[str, str]:
    return {one.id: one.name for one in region_set(_SECTOR).regions}


@cache
def _sector_of_counties() -> Mapping[str, int]:
    found = region_set(_SECTOR)
    numbers = {one.id: number for number, one in enumerate(found.regions)}
    return {fips: numbers[one] for fips, one in found.members.items()}


@lru_cache(maxsize=8)
def _sector_of_units(units: tuple[UnitId, ...]) -> Places:
    known = _sector_of_counties()
    return np.array([known.get(county_of(unit), _NONE) for unit in units], np.intp)
