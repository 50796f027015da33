"""The conservation ledger of a plan: its parts and what is not shown add up to everything.

``everything`` is the gate's answer to one question, the total; the parts come from another, the count
by county. Between them lies what is not shown of counties. How large that may be is known from how many
counties are hidden and why, so the two routes are held against each other, not one made from the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import PlanError


@dataclass(frozen=True, kw_only=True)
class Range:
    """Whole numbers from ``least`` to ``most``, both possible; ``most`` is ``None`` where none is known."""

    least: int
    most: int | None

    def __contains__(self, number: int) -> bool:
        """Whether the number lies in the range."""
        return self.least <= number and (self.most is None or number <= self.most)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the count by county tells of a plan, in events.

    ``regions`` and ``unassigned`` are sums of what is shown; ``shown`` is the same sum, taken over the
    counties without regard to the plan. ``outside`` are events in no county, ``None`` if they are not
    shown. ``rest`` is what all that is hidden may come to, ``hidden_units`` how many counties and parts of
    counties it is; ``has_parts`` says whether there are any such parts.
    """

    regions: int
    unassigned: int
    shown: int
    outside: int | None
    rest: Range
    hidden_units: int
    has_parts: bool = False


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Regions + unassigned + outside all counties + suppressed rest = everything, in events.

    ``everything`` and ``suppressed`` are ``None`` where the total itself is not shown; ``outside`` is
    ``None`` where it is part of the suppressed rest.
    """

    regions: int
    unassigned: int
    outside: int | None
    suppressed: int | None
    everything: int | None
    suppressed_units: int
    is_closed: bool
    words: str


def ledger(parts: Parts, everything: int | None) -> Ledger:
    """The ledger of a plan whose total, from a question of its own, is ``everything``.

    It is closed if the parts are what is shown of the counties, and what is left of everything is
    something that the hidden counties can come to: nothing, where none is hidden.
    """
    is_dealt = parts.regions + parts.unassigned == parts.shown
    rest = None if everything is None else everything - parts.shown - (parts.outside or 0)
    is_closed = is_dealt and (rest is None or rest in parts.rest)
    return Ledger(
        regions=parts.regions,
        unassigned=parts.unassigned,
        outside=parts.outside,
        suppressed=rest,
        everything=everything,
        suppressed_units=parts.hidden_units,
        is_closed=is_closed,
        words=_words(parts, rest, everything),
    )


def check_closed(found: Ledger) -> None:
    """Return if the ledger is closed; a plan whose ledger is not may not be saved.

    Raises
    ------
    PlanError
        If it is open; the message gives its numbers.
    """
    if not found.is_closed:
        raise PlanError(
            f"the parts of the plan do not add up to the whole: {found.words}",
            remedy="Nothing was saved. Reload the page; if it stays, run borderops store verify",
        )


def _words(parts: Parts, rest: int | None, everything: int | None) -> str:
    outside = "" if parts.outside is None else f" + {parts.outside:,} outside all counties"
    hidden = "withheld" if rest is None else f"{rest:,}"
    whole = "a total that is not shown" if everything is None else f"{everything:,}"
    return (
        f"{parts.regions:,} in regions + {parts.unassigned:,} in none{outside} "
        f"+ {hidden} suppressed ({_units(parts)}) = {whole}"
    )


def _units(parts: Parts) -> str:
    noun = "county" if parts.hidden_units == 1 else "counties"
    return f"{parts.hidden_units:,} {'counties or parts' if parts.has_parts else noun}"
