"""Seeds: counties to start regions from, in place of those of a plan."""

from __future__ import annotations

from dataclasses import replace

from data.errors import PlanError
from data.plans.plan import COLOURS, Plan, PlanRegion
from data.plans.proposals.ground import Ground
from data.plans.units import UnitId


def replanted(base: Plan, seeds: tuple[UnitId, ...], *, ground: Ground) -> Plan:
    """The plan with a region for each seed, which is locked in it, in place of its unlocked regions.

    A region that is locked, or in which a unit is, stays with what is locked; all else is in none.

    Raises
    ------
    PlanError
        If a seed is no unit of the plan, or is locked.
    """
    number = ground.number
    shut = {region.key for region in base.regions if region.is_locked}
    kept = {unit: key for unit, key in base.assigned.items() if key in shut or unit in base.locked}
    for seed in seeds:
        if seed not in number:
            raise PlanError(f"the seed {seed!r} is no unit of the plan", remedy="Name counties by FIPS")
        if seed in kept or seed in base.locked:
            raise PlanError(
                f"the seed {ground.names[number[seed]]} is locked", remedy="Unlock it, or choose another"
            )
    first = base.next_region
    new = tuple(
        PlanRegion(
            key=f"r{first + at}", name=f"Around {ground.names[number[seed]]}", colour=(first + at) % COLOURS
        )
        for at, seed in enumerate(seeds)
    )
    planted = {seed: region.key for seed, region in zip(seeds, new, strict=True)}
    staying = set(kept.values())
    return replace(
        base,
        regions=(*(region for region in base.regions if region.key in staying), *new),
        assigned={**kept, **planted},
        locked=base.locked | frozenset(seeds),
        resources={key: held for key, held in base.resources.items() if key in staying},
        next_region=first + len(seeds),
    )
