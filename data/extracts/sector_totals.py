"""Totals that a table of sectors states beside its parts: checked against them, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from data.extracts.cbp_terms import letters
from data.extracts.contract import Finding
from data.extracts.places import sector_id
from data.geography.region_rules import slug
from data.reference.tables import load

ALL = "all sectors"
CLOSED = "closed"
_BORDERS = {"southwest": "southwest", "northern": "northern", "coastal": "coastal"}
_ALL_WORDS = (
    "total",
    "nationwide",
    "allsectors",
    "monthlytotal",
    "grandtotal",
    "nationwidetotal",
    "usbptotal",
    "alltotal",
    "totalencounters",
    "totalapprehensions",
)
_ROUNDING = 0.5


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One cell: its row and column in the file, the sector or total that it is of, month and figure.

    ``period`` or ``value`` is ``None`` where the cell that gives it could not be read.
    """

    row: int
    column: str
    label: str
    period: date | None
    value: float | None


def total_of(label: str) -> str | None:
    """Region whose total the label names, or :data:`ALL`; ``None`` if it names no total.

    Examples
    --------
    >>> total_of("southwest_border"), total_of("Monthly Total"), total_of("Northern Border Total")
    ('southwest', 'all sectors', 'northern')
    """
    word = letters(label)
    for start, region in _BORDERS.items():
        rest = word.removeprefix(start)
        if rest != word and rest in ("border", "landborder", "bordertotal", "total", "landbordertotal"):
            return region
    return ALL if word in _ALL_WORDS else None


def total_findings(
    entries: Iterable[Entry], *, file: str, sheet: str | None = None, rounded_to: float = 1.0
) -> tuple[Finding, ...]:
    """A finding for each stated total that its sectors of the same month do not add up to.

    Sectors that are closed were counted now to one border, now to another: a border's total may
    hold them or not.

    Parameters
    ----------
    entries
        Sectors and totals.
    file, sheet
        Named in findings.
    rounded_to
        What the publisher rounds each figure to; sums may differ by half of it for each.
    """
    listed = list(entries)
    sums, counts = _sums(listed)
    findings = []
    for entry in listed:
        region = total_of(entry.label)
        if region is None or entry.period is None or entry.value is None:
            continue
        allowed = _allowed(sums[entry.period], region)
        slack = _ROUNDING * rounded_to * (counts[entry.period] + 1) if rounded_to > 1 else _ROUNDING
        if all(abs(entry.value - total) > slack for total in allowed):
            findings.append(_mismatch(entry, allowed[0], file=file, sheet=sheet))
    return tuple(findings)


def _sums(entries: Iterable[Entry]) -> tuple[dict[date, dict[str, float]], dict[date, int]]:
    """Sum by month and region of sectors, and the number of sectors in each month.

    A sector that is stated twice for a month counts once, as its later figure.
    """
    stated: dict[tuple[date, str], float] = {}
    for entry in entries:
        sector = sector_id(entry.label)
        if sector is not None and entry.period is not None:
            stated[entry.period, sector] = entry.value or 0.0
    sums: dict[date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    counts: dict[date, int] = defaultdict(int)
    for (period, sector), value in stated.items():
        sums[period][region_of_sector()[sector]] += value
        counts[period] += 1
    return sums, counts


def _allowed(by_region: Mapping[str, float], region: str) -> tuple[float, ...]:
    if region == ALL:
        return (sum(by_region.values()),)
    alone = by_region.get(region, 0.0)
    return (alone, alone + by_region.get(CLOSED, 0.0))


@cache
def region_of_sector() -> dict[str, str]:
    """Sector slug to southwest, northern, coastal or closed."""
    sectors = load("usbp_sectors")
    return {slug(str(n)): str(r) for n, r in zip(sectors["sector"], sectors["region"], strict=True)}


def _mismatch(entry: Entry, found: float, *, file: str, sheet: str | None) -> Finding:
    return Finding(
        file=file,
        row=entry.row,
        column=entry.column,
        value=f"{entry.value:,.15g}",
        rule=f"the total is not the sum of its sectors, which is {found:,.15g}",
        remedy="Check the row against the publication: a cell of it is wrong",
        sheet=sheet,
    )
