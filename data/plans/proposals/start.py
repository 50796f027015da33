"""``Start``: what a search begins from: what may move, what is held, and what lies on land of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.plans.plan import Plan
from data.plans.proposals.ground import Ground
from data.plans.proposals.growth import grown
from data.plans.proposals.land import NOBODY, pieces, stray_pieces

Numbers = NDArray[np.intp]
Truths = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Start:
    """Where units are, by number of the unit; regions by their place in ``keys``.

    ``home`` is the base as it is: the region of each unit, or :data:`NOBODY`. ``is_still`` are units
    that never move: those of locked regions, and land of its own, apart from where regions have
    their bulk. ``is_held`` are units that move with no one: locked ones, and those on the coast to
    which land of its own is tied. ``stays`` are regions of still units only and ``shut``
    locked ones, by place in ``keys``. ``stray`` is how many pieces regions have beyond one each.
    """

    keys: tuple[str, ...]
    home: Numbers
    is_still: Truths
    is_held: Truths
    stays: tuple[int, ...]
    shut: tuple[int, ...]
    tolerance: float
    stray: int
    notes: tuple[str, ...]


def start_of(base: Plan, ground: Ground, *, weight: Floats) -> Start:
    """The start that a base gives; ``weight`` is that of each unit."""
    keys = tuple(region.key for region in base.regions)
    place = {key: at for at, key in enumerate(keys)}
    home = np.array([place.get(base.assigned.get(unit, ""), NOBODY) for unit in ground.units], np.intp)
    locked = np.array([unit in base.locked for unit in ground.units], np.bool_)
    shut = np.array([region.is_locked for region in base.regions] + [False], np.bool_)
    is_still = shut[home] | (locked & (home == NOBODY))
    apart = _apart(ground, home, is_still=is_still, weight=weight)
    stray = stray_pieces(np.where(apart, NOBODY, home), ground.links)
    unassigned = int((home == NOBODY).sum())
    home = _settled(ground, home, apart=apart)
    anchors, own_land = _anchors(ground, home, apart=apart, is_still=is_still)
    is_still = is_still | apart | np.isin(home, own_land)
    return Start(
        keys=keys,
        home=home,
        is_still=is_still,
        is_held=(locked | anchors) & ~is_still,
        stays=tuple(
            at for at in range(len(keys)) if (home == at).any() and not ((home == at) & ~is_still).any()
        ),
        shut=tuple(np.flatnonzero(shut[:-1]).tolist()),
        tolerance=base.rules.tolerance,
        stray=stray,
        notes=_notes(base, tied=home[apart], own_land=own_land, unassigned=unassigned),
    )


def _apart(ground: Ground, home: Numbers, *, is_still: Truths, weight: Floats) -> Truths:
    """Units of land where no region has its bulk: islands, and what locked regions cut off."""
    count = len(ground.units)
    free = ~is_still[ground.links].any(axis=1)
    land = pieces(count, ground.links[free])
    worth = weight / max(float(weight.sum()), 1e-300) + 1 / count
    movable = np.where(is_still, 0, worth)
    is_main = np.zeros(int(land.max()) + 1, np.bool_)
    is_main[np.argmax(np.bincount(land, movable))] = True
    for region in np.unique(home[(home != NOBODY) & ~is_still]):
        shares = np.bincount(land, np.where(home == region, movable, 0), minlength=len(is_main))
        largest = int(np.argmax(shares))
        # A piece that holds one region and no other has no one to trade with.
        others = np.unique(home[(land == largest) & ~is_still])
        is_main[largest] |= len(others[others != NOBODY]) > 1
    result: Truths = ~is_main[land] & ~is_still
    return result


def _settled(ground: Ground, home: Numbers, *, apart: Truths) -> Numbers:
    """The homes, where what is in none on land of its own has joined a region that is there already."""
    ashore = apart[ground.links].all(axis=1)
    own = grown(np.where(apart, home, NOBODY), ground.links[ashore], size=np.ones(len(home)))
    return np.where(apart, own, home)


def _anchors(
    ground: Ground, home: Numbers, *, apart: Truths, is_still: Truths
) -> tuple[Truths, NDArray[np.intp]]:
    """Units of the mainland that hold a region to its islands, and regions that are islands only."""
    anchors = np.zeros(len(home), np.bool_)
    own_land = []
    for region in np.unique(home[apart & (home != NOBODY)]):
        ashore = np.flatnonzero((home == region) & ~apart & ~is_still)
        if not len(ashore):
            own_land.append(region)
            continue
        for island in np.flatnonzero((home == region) & apart):
            anchors[ashore[_nearest(ground.points[ashore], ground.points[island])]] = True
    return anchors, np.array(own_land, np.intp)


def _nearest(points: Floats, point: Floats) -> int:
    """The nearest of some points, by the cosine of the angle at the centre of the earth."""
    lon, lat = np.radians(points).T
    at_lon, at_lat = np.radians(point)
    cosine = np.sin(lat) * np.sin(at_lat) + np.cos(lat) * np.cos(at_lat) * np.cos(lon - at_lon)
    return int(np.argmax(cosine))


def _notes(base: Plan, *, tied: Numbers, own_land: Numbers, unassigned: int) -> tuple[str, ...]:
    notes = []
    carried = int((~np.isin(tied, [NOBODY, *own_land])).sum())
    if carried:
        notes.append(
            f"{carried:,} counties on land of their own (islands, Alaska, land behind locks) stay with their"
            " region, which keeps its nearest county on the mainland"
        )
    notes.extend(
        f"{base.regions[region].name} lies on land of its own, so nothing can join or leave it:"
        " it stays as it is, and balance does not count it"
        for region in own_land.tolist()
    )
    if unassigned:
        notes.append(f"{unassigned:,} counties are in no region; what a region can reach joins one")
    return tuple(notes)
