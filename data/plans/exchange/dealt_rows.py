"""A plan of a table of units: each row deals one unit to a region, or to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from data.errors import PlanError, PlanFileError, Where
from data.plans.exchange.papers import assignment_digest
from data.plans.exchange.parsed import Finding, Parsed, Row, Shape
from data.plans.limits import DEEPEST_CUT, MOST_REGIONS
from data.plans.membership import leaves_under, unit_set, units_of
from data.plans.plan import COLOURS, Cut, Plan, PlanRegion, Rules
from data.plans.soundness import check_plan
from data.plans.unit_words import listed, unit_name
from data.plans.units import UnitId, is_part, parent_of, parts_of

_KEY = re.compile(r"r([1-9][0-9]{0,8})")
_LONGEST_UNIT = 5 + 2 * DEEPEST_CUT
_LOST_ZERO = re.compile(r"[0-9]{4}(/.*)?")


def dealt_rows(parsed: Parsed, rules: Rules) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan of the rows, and what was found; units that are in no row are in no region.

    Regions are called by their keys if all are (``r1`` and so on), else by their names. ``shape`` is
    needed of cut parts.

    Raises
    ------
    PlanFileError
        If there are no rows; if a unit is unknown, or given twice; if a part has no shape, or the two
        parts of a unit are not exactly it; if there are over 500 regions.
    """
    if not parsed.rows:
        raise PlanFileError("the table has no rows", remedy="Give a row for each county")
    rows, findings = _with_zeros(parsed.rows)
    by_unit = _by_unit(rows)
    cuts = _cuts(by_unit)
    _check_known(rows, cuts)
    regions = _regions(rows)
    plan = Plan(
        regions=tuple(regions.values()),
        assigned=MappingProxyType(
            {unit: regions[row.region].key for unit, row in by_unit.items() if row.region}
        ),
        cuts=MappingProxyType(cuts),
        rules=rules,
        next_region=1 + max((int(region.key[1:]) for region in regions.values()), default=0),
    )
    try:
        check_plan(plan)
    except PlanError as error:
        raise PlanFileError(error.found, remedy=error.remedy) from error
    return plan, (*findings, *_other_names(rows, regions), *_told(plan, by_unit, digest=parsed.record))


def _with_zeros(rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """The rows with the leading zeros that a spreadsheet took from codes, if it took all of them."""
    lost = [row for row in rows if _LOST_ZERO.fullmatch(row.unit)]
    if not lost or any(row.unit.startswith("0") for row in rows):
        return rows, ()
    told = Finding(row=lost[0].row, found=f"{len(lost):,} codes have four digits: read with a leading zero")
    full = (replace(row, unit=f"0{row.unit}") if _LOST_ZERO.fullmatch(row.unit) else row for row in rows)
    return tuple(full), (told,)


def _by_unit(rows: Iterable[Row]) -> dict[UnitId, Row]:
    found: dict[UnitId, Row] = {}
    for row in rows:
        if len(row.unit) > _LONGEST_UNIT:
            raise _unknown(row)
        if row.unit in found:
            raise PlanFileError(
                f"{row.unit[:20]} is given twice, first in row {found[row.unit].row}",
                where=Where(row=row.row),
                remedy="A unit is in one region: leave one of the rows out",
            )
        found[row.unit] = row
    return found


def _cuts(by_unit: Mapping[UnitId, Row]) -> dict[UnitId, Cut]:
    """The cuts that the parts among the rows come from."""
    parents = {
        parent: row for row in by_unit.values() if is_part(row.unit) and (parent := parent_of(row.unit))
    }
    return {
        parent: Cut(
            first=_part(by_unit, parts_of(parent)[0], row), second=_part(by_unit, parts_of(parent)[1], row)
        )
        for parent, row in parents.items()
    }


def _part(by_unit: Mapping[UnitId, Row], part: UnitId, beside: Row) -> Shape:
    row = by_unit.get(part)
    if row is None or row.shape is None:
        raise PlanFileError(
            f"{part[:40]!r} has no {'row' if row is None else 'shape'}, which the other part needs",
            where=Where(row=(row or beside).row),
            remedy="Give both parts of a cut unit with their shapes, or the county whole",
        )
    return row.shape


def _check_known(rows: Iterable[Row], cuts: Mapping[UnitId, Cut]) -> None:
    known = unit_set(Plan(cuts=MappingProxyType(dict(cuts))))
    for row in rows:
        if row.unit in known:
            continue
        if row.unit in cuts and not row.region:
            continue
        if row.unit in cuts:
            parts = ", ".join(leaves_under(cuts, row.unit)[:4])
            raise PlanFileError(
                f"{unit_name(row.unit)} is cut, and yet in a region",
                where=Where(row=row.row),
                remedy=f"Leave its region empty, and give those of its parts: {parts}",
            )
        raise _unknown(row)


def _unknown(row: Row) -> PlanFileError:
    return PlanFileError(
        f"there is no unit {row.unit[:20]!r}",
        where=Where(row=row.row),
        remedy="Give the 5-digit FIPS of a county of 2016, as text so that no leading zero is lost",
    )


def _regions(rows: Iterable[Row]) -> dict[str, PlanRegion]:
    """What rows call a region, to the region, in the order of keys or of first mention.

    Its name and colour are those that most of its rows give.
    """
    by_region: dict[str, list[Row]] = {}
    for row in rows:
        if row.region:
            by_region.setdefault(row.region, []).append(row)
    if len(by_region) > MOST_REGIONS:
        raise PlanFileError(
            f"there are {len(by_region):,} regions, expected at most {MOST_REGIONS}", remedy="Merge some"
        )
    are_keys = all(_KEY.fullmatch(name) for name in by_region)
    names = sorted(by_region, key=lambda name: int(name[1:])) if are_keys else list(by_region)
    return {
        name: PlanRegion(
            key=name if are_keys else f"r{number}",
            name=_most(row.region_name for row in by_region[name]) or name,
            colour=_colour(_most(row.colour for row in by_region[name]), number),
        )
        for number, name in enumerate(names, start=1)
    }


def _most(texts: Iterable[str]) -> str:
    """The text given most often, of equals the first; "" is none."""
    counted = Counter(text for text in texts if text)
    return counted.most_common(1)[0][0] if counted else ""


def _colour(text: str, number: int) -> int:
    is_one = len(text) <= 2 and text.isdecimal() and int(text) < COLOURS
    return int(text) if is_one else (number - 1) % COLOURS


def _told(plan: Plan, by_unit: Mapping[UnitId, Row], *, digest: str) -> Iterable[Finding]:
    if digest and digest != assignment_digest(plan):
        yield Finding(row=None, found="The table was changed since it was exported")
    left = [unit for unit in units_of(plan) if unit not in by_unit]
    if left:
        found = f"{len(left):,} units are not in the table and are in no region: {listed(left)}"
        yield Finding(row=None, found=found, remedy="Assign them, or leave them as they are")


def _other_names(rows: Iterable[Row], regions: Mapping[str, PlanRegion]) -> Iterable[Finding]:
    """Rows that give a region another name than most do: edited in one cell and not in the next."""
    for row in rows:
        name = regions[row.region].name if row.region else ""
        if row.region_name and name and row.region_name != name:
            found = f"region {row.region} is called {row.region_name!r} here: it stays {name!r}"
            yield Finding(row=row.row, found=found)
