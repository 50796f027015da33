"""The difference of two plans in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.answers.change import WORDS, Verdict
from data.plans.comparing.diff_record import Handover, RegionChange, RegionFate, Totals
from data.plans.plan import PlanRegion
from data.plans.units import UnitId, is_part

NO_REGION = "no region"


def handover_words(ends: tuple[str, str], units: tuple[UnitId, ...], *, crossed: int, totals: Totals) -> str:
    """What goes from one region to another, by name; ``crossed`` counties are cut differently.

    Examples
    --------
    >>> some = Totals(units=2, incidents=1234.0, suppressed_units=1, ports=1, border_miles=0.0, area_km2=9.0)
    >>> handover_words(("Laredo", "Del Rio"), ("48479", "48505"), crossed=0, totals=some)
    '2 counties, 1,234 incidents and 1 port go from Laredo to Del Rio; 1 count is not shown'
    """
    parts = sum(is_part(unit) for unit in units)
    counts = (
        (len(units) - parts, "county", "counties"),
        (parts, "part of a county", "parts of counties"),
        (
            crossed,
            "piece of a county that the plans cut differently",
            "pieces of counties that the plans cut differently",
        ),
        (round(totals.incidents or 0), "incident", "incidents"),
        (totals.ports, "port", "ports"),
        (round(totals.border_miles), "border mile", "border miles"),
    )
    what = [counted(count, one, more) for count, one, more in counts if count]
    verb = "goes" if len(units) + crossed == 1 and len(what) == 1 else "go"
    return f"{_listed(what)} {verb} from {ends[0]} to {ends[1]}{_hidden(totals)}"


def region_words(change: RegionChange) -> str:
    """What becomes of a region, with its incidents and the verdict on them."""
    name = change.after or change.before or change.other
    called = name.name if name else NO_REGION
    match change.fate:
        case RegionFate.ADDED:
            return f"{called} is added, with {_has(change.has)}"
        case RegionFate.SPLIT:
            return f"{called} is split from {_name(change.other)}, with {_has(change.has)}"
        case RegionFate.REMOVED:
            return f"{called} is removed; it had {_has(change.had)}"
        case RegionFate.MERGED:
            return f"{called} goes into {_name(change.other)}; it had {_has(change.had)}"
        case RegionFate.SAME:
            return f"{_both_names(change)} keeps what it has"
        case _:
            return f"{_both_names(change)}: {_compared(change)}"


def lines(regions: Iterable[RegionChange], handovers: Iterable[Handover]) -> Iterator[str]:
    """All that is not the same, in sentences: what becomes of regions, then what goes where."""
    told = [change.words for change in regions if change.fate is not RegionFate.SAME]
    told += [change.words for change in regions if change.fate is RegionFate.SAME and _is_renamed(change)]
    told += [handover.words for handover in handovers]
    yield from told or ["The two plans deal out every county alike"]


def counted(count: int, one: str, more: str) -> str:
    """A number with its noun.

    Examples
    --------
    >>> counted(1, "county", "counties"), counted(1234, "county", "counties")
    ('1 county', '1,234 counties')
    """
    return f"{count:,} {one if count == 1 else more}"


def _compared(change: RegionChange) -> str:
    had, has = change.had, change.has
    if had is None or has is None or had.incidents is None or has.incidents is None:
        return "its incidents are not published"
    verdict = WORDS[change.verdict] if change.verdict is not None else WORDS[Verdict.TOO_FEW]
    units = f"{counted(had.units, 'county', 'counties')} before and {has.units:,} after"
    return f"{had.incidents:,.0f} incidents before and {has.incidents:,.0f} after, {verdict}; {units}"


def _both_names(change: RegionChange) -> str:
    if change.before and change.after and _is_renamed(change):
        return f"{change.after.name} (before: {change.before.name})"
    return _name(change.after)


def _is_renamed(change: RegionChange) -> bool:
    return bool(change.before and change.after and change.before.name != change.after.name)


def _name(region: PlanRegion | None) -> str:
    return region.name if region else NO_REGION


def _has(totals: Totals | None) -> str:
    if totals is None or not totals.units:
        return "no counties"
    what = [counted(totals.units, "county", "counties")]
    if totals.incidents is not None:
        what.append(counted(round(totals.incidents), "incident", "incidents"))
    return f"{_listed(what)}{_hidden(totals)}"


def _hidden(totals: Totals) -> str:
    hidden = totals.suppressed_units
    return f"; {counted(hidden, 'count is', 'counts are')} not shown" if hidden else ""


def _listed(what: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(what[:-1]), *what[-1:]))) or "nothing"
