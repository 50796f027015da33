"""Subtracting tables from one another recovers nothing that docs/disclosure.md promises to protect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import permutations

import numpy as np
import pytest

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By
from data.geography.reach import reach_of_counties
from data.geography.regions import county_to_region, region_sets
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS
from tests.data.answers.attacker import ALL, Attacker, Key, System, a_filter, turn_off

SEEDS = range(8)
Attack = Callable[[Attacker, np.random.Generator], list[object]]
CROSSINGS = (
    ((By.MONTH, By.COMPONENT), Filter(modes=("road",))),
    ((By.COMPONENT, By.MONTH), Filter(modes=("air",))),
    ((By.CATEGORY, By.MODE), Filter(first=date(2023, 1, 1), last=date(2023, 4, 1))),
)


def by_lines(attacker: Attacker, random: np.random.Generator) -> list[object]:
    """A breakdown beside its total, as bounds on every small row."""
    question = replace(ALL, filter=a_filter(random))
    found: list[object] = []
    for by in (By.MONTH, By.CATEGORY, By.COMPONENT, By.MODE, By.REACH):
        system = System(floor=attacker.gate.floor)
        told = attacker.rows(replace(question, by=by))
        _tell_table(system, told, attacker.rows(question)["total"], by)
        found += system.pinned([(by, key) for key, (_, state) in told.items() if state is State.SMALL])
    return found


def by_regions(attacker: Attacker, random: np.random.Generator) -> list[object]:
    """Each set of regions beside the counties, and less another set; the counties are the unknowns."""
    question = replace(ALL, filter=a_filter(random), by=By.REGION)
    counties = attacker.rows(replace(question, region_set="county"))
    unknown = [key for key, (value, _) in counties.items() if value != 0]
    small = [(key,) for key in unknown if counties[key][1] is State.SMALL]
    sets = {found.key: county_to_region(found.key) for found in region_sets() if found.key != "county"}
    tables = {key: attacker.rows(replace(question, region_set=key)) for key in sets}
    tables["reach"], sets["reach"] = attacker.rows(replace(question, by=By.REACH)), reach_of_counties()
    found: list[object] = []
    for key, table in tables.items():
        system = System(floor=attacker.gate.floor)
        for one in unknown:
            system.tell([(one,)], *counties[one])
        system.tell([(one,) for one in unknown], attacker.total(question), State.SHOWN)
        for region, told in table.items():
            system.tell([(one,) for one in unknown if _region(sets[key], one) == region], *told)
        found += [(key, *pinned) for pinned in system.pinned(small, choices=2)]
    for outer, inner in permutations(tables, 2):
        for region, (value, _) in tables[outer].items():
            left = [one for one in unknown if _region(sets[outer], one) == region]
            inside = {
                other
                for other, (part, _) in tables[inner].items()
                if part is not None
                and {_region(sets[outer], one) for one in sets[inner] if sets[inner][one] == other}
                == {region}
            }
            left = [one for one in left if _region(sets[inner], one) not in inside]
            hidden = [one for one in left if counties[one][0] is None]
            if value is not None and len(hidden) == 1 and counties[hidden[0]][1] is State.SMALL:
                found.append((outer, region, inner, hidden))
    return found


def _region(members: Mapping[str, str], county: object) -> str:
    return members.get(str(county).removeprefix("county:"), "")


def by_cells(attacker: Attacker, random: np.random.Generator) -> list[object]:
    """Cells of several levels at once: those of the finest are the unknowns."""
    question = replace(ALL, filter=a_filter(random), by=By.CELL)
    finest = int(random.integers(9, 12))
    tables = {level: attacker.rows(replace(question, level=level)) for level in range(8, finest + 1)}
    system = System(floor=attacker.gate.floor)
    unknown = [code for code, (value, _) in tables[finest].items() if value != 0]
    for level, told in tables.items():
        for code, (value, state) in told.items():
            parts = [(one,) for one in unknown if int(str(one)) >> 2 * (finest - level) == code]
            system.tell(parts, value, state)
    small = [(code,) for code in unknown if tables[finest][code][1] is State.SMALL]
    chosen = random.permutation(len(small))[:25]
    return [*system.pinned([small[i] for i in chosen], choices=2)]


def by_crossing(attacker: Attacker, random: np.random.Generator) -> list[object]:
    """One breakdown inside another: what is withheld in it is asked for alone, and the other way round."""
    (rows, columns), context = CROSSINGS[random.integers(len(CROSSINGS))]
    first = attacker.rows(replace(ALL, filter=context, by=rows))
    found: list[object] = []
    for row in random.permutation(np.array(list(first), object))[:8]:
        inside = _restricted(context, rows, row)
        system = System(floor=attacker.gate.floor)
        across = attacker.rows(replace(ALL, filter=inside, by=columns))
        _tell_table(system, across, attacker.rows(replace(ALL, filter=inside))["total"], columns)
        for column in [key for key, (_, state) in across.items() if state is State.WITHHELD]:
            alone = attacker.rows(replace(ALL, filter=_restricted(inside, columns, column)))["total"]
            system.tell([(columns, column)], *alone)
            down = attacker.rows(replace(ALL, filter=_restricted(context, columns, column), by=rows))
            if row in down:
                system.tell([(columns, column)], *down[row])
        found += system.pinned([(columns, key) for key, (_, state) in across.items() if state is State.SMALL])
    return found


def _tell_table(
    system: System, told: Mapping[object, tuple[int | None, State]], total: tuple[int | None, State], by: By
) -> None:
    keys: list[Key] = [(by, key) for key in told]
    system.tell(keys, *total)
    for key, row in zip(keys, told.values(), strict=True):
        system.tell([key], *row)
    system.raise_withheld(told, keys)


def _restricted(filter_: Filter, by: By, key: object) -> Filter:
    if by is By.MONTH:
        assert isinstance(key, date)
        return replace(filter_, first=key, last=key)
    name = {By.CATEGORY: "categories", By.COMPONENT: "components", By.MODE: "modes"}[by]
    return replace(filter_, **{name: (key,)})  # type: ignore[arg-type]


def by_all_but_one(attacker: Attacker, random: np.random.Generator) -> list[object]:
    """Everything less everything but one word; and the same with one word more."""
    asked = replace(ALL, filter=replace(a_filter(random), categories=(), components=()))
    found: list[object] = []
    for name, known in (("categories", CATEGORIES), ("components", COMPONENTS)):
        word = known[random.integers(len(known))]
        rest = tuple(other for other in known if other != word)
        fewer = tuple(random.choice(rest, 3, replace=False).tolist())
        for whole, part in (((), rest), ((*fewer, word), fewer), ((*fewer, word), (word,))):
            wider, narrower = (
                replace(asked, filter=replace(asked.filter, **{name: words}))  # type: ignore[arg-type]
                for words in (whole, part)
            )
            found.append(attacker.difference(wider, narrower))
            for by in (By.MONTH, By.MODE):
                one, two = (attacker.rows(replace(question, by=by)) for question in (wider, narrower))
                found += [
                    one[key][0] - two[key][0]  # type: ignore[operator]
                    for key in one
                    if one[key][0] is not None and two[key][0] is not None
                ]
    return [value for value in found if attacker.wins(value)]  # type: ignore[arg-type]


def by_regions_but_one(attacker: Attacker, random: np.random.Generator) -> list[object]:
    """A state less all of its counties but one, and one set of regions less another."""
    chosen = a_filter(random)
    state = ("az", "tx", "ca", "nm")[random.integers(4)]
    members = [f"county:{fips}" for fips, key in county_to_region("state").items() if key == f"state:{state}"]
    found = []
    for left_out in random.choice(members, min(len(members), 12), replace=False):
        rest = tuple(key for key in members if key != left_out)
        whole, part = (replace(ALL, filter=replace(chosen, regions=r)) for r in ((f"state:{state}",), rest))
        found.append(attacker.difference(whole, part))
    return [value for value in found if attacker.wins(value)]


ATTACKS = (by_lines, by_regions, by_cells, by_crossing, by_all_but_one, by_regions_but_one)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize("seed", SEEDS)
def test_tables_give_no_small_count_away(attacked: Gate, attack: Attack, seed: int) -> None:
    attacker = Attacker(attacked, name=f"{seed}")
    assert attack(attacker, np.random.default_rng(seed)) == []
    assert attacker.asked


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_without_the_guard_tables_give_small_counts_away(
    attacked: Gate, attack: Attack, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_off(monkeypatch)
    attacker = Attacker(Gate(attacked._store, attacked._settings))  # noqa: SLF001
    assert any(attack(attacker, np.random.default_rng(seed)) for seed in range(60))
