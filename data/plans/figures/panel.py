"""The panel of a plan: every figure of every region, as text and number, with the papers of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.answers.change import Verdict
from data.plans.figures.availability import Workload
from data.plans.figures.balance import Balance
from data.plans.figures.columns import INCIDENTS, Column
from data.plans.figures.ledger import Ledger
from data.plans.plan import Resources

UNASSIGNED = ""
"""Key of the row of what is in no region."""


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """How many units of a region hide their count of a column: below the floor, and withheld."""

    small: int
    withheld: int

    @property
    def units(self) -> int:
        """Both together."""
        return self.small + self.withheld


NOTHING_HIDDEN = Hidden(small=0, withheld=0)


@dataclass(frozen=True, kw_only=True)
class SectorsInside:
    """Border Patrol sectors by name: those with all their units in the region, and those with some."""

    whole: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is told of one region, or of what is in none (:data:`UNASSIGNED`).

    ``values`` by column key are sums of what is shown, ``None`` where nothing is published or entered;
    ``words`` say the same with what is hidden beside it. ``hidden`` has the columns in which any unit hides
    its count; ``units`` is how many there are. ``verdict`` is of the change in a year, ``None`` for what is
    in no region; so are ``load`` (share of the nation's mix), ``deviation`` from the mean, ``is_within`` and
    ``workload``.
    """

    key: str
    name: str
    values: Mapping[str, float | None]
    words: Mapping[str, str]
    hidden: Mapping[str, Hidden]
    units: int
    sectors: SectorsInside
    verdict: Verdict | None = None
    load: float | None = None
    deviation: float | None = None
    is_within: bool | None = None
    resources: Resources | None = None
    workload: Workload | None = None

    @property
    def suppressed_units(self) -> int:
        """How many units hide their count of incidents."""
        return self.hidden.get(INCIDENTS, NOTHING_HIDDEN).units

    def bounds(self, column: str, floor: int) -> tuple[float, float | None]:
        """Least and most that a count of the region may be; the most is ``None`` where it is unknown."""
        shown, hidden = self.values[column] or 0.0, self.hidden.get(column, NOTHING_HIDDEN)
        most = shown + (floor - 1) * hidden.small
        return shown + hidden.small, None if hidden.withheld else most


@dataclass(frozen=True, kw_only=True)
class Papers:
    """Where figures come from and how they may be used."""

    sentence: str
    version: str
    as_of: date | None
    floor: int
    marking: str
    is_synthetic: bool
    sources: tuple[str, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Figures of a plan; ``rows`` are its regions in their order and then what is in none."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ledger: Ledger
    balance: Balance
    papers: Papers

    def row(self, key: str) -> Row:
        """The row of that region; ``""`` is what is in none."""
        return next(row for row in self.rows if row.key == key)


def cell_words(value: float | None, hidden: Hidden, *, floor: int, decimals: int = 0) -> str:
    """A sum as people read it, with how many counties are not in it.

    Examples
    --------
    >>> cell_words(1234.0, Hidden(small=3, withheld=1), floor=10)
    '1,234 + 3 counties under 10, 1 withheld'
    >>> cell_words(None, NOTHING_HIDDEN, floor=10)
    'not published'
    """
    if value is None:
        return "not published"
    shown = f"{value:,.{decimals}f}"
    if not hidden.units:
        return shown
    noun = "county" if hidden.small == 1 else "counties"
    parts = (
        f"{hidden.small:,} {noun} under {floor}" if hidden.small else "",
        f"{hidden.withheld:,} withheld" if hidden.withheld else "",
    )
    return f"{shown} + {', '.join(part for part in parts if part)}"
