"""Grants: awarded, obligated, drawn and expiring, beside the agreements that they could fund (R8)."""

from __future__ import annotations

from data.answers.question import By
from data.briefs.content import Item, Numeral, Panel, Side
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import is_loaded, missing, share, total
from data.briefs.programmes.facts import Drawn, asked, chart, largest
from data.briefs.programmes.programme import Programme, ProgrammePanels

_GRANTS = "programme-grants"
_STATES = 8


def compose(occasion: Occasion) -> ProgrammePanels:
    """Money awarded; money drawn and expiring; agreements by state.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    by_state = asked(occasion, "agreements-by-state", by=By.GROUP)
    drawn = Drawn(
        title="287(g) agreements, states with the most",
        summary="What grants could fund; not a measure of need.",
    )
    money, spending = _money(occasion), _spending(occasion)
    first, spent = money[0], spending[0]
    told = (
        f"{first.value} {first.unit} awarded, {spent.value} of it drawn; {first.reference}."
        if isinstance(first, Numeral) and isinstance(spent, Numeral)
        else "Where grants go, and what is drawn: cannot tell."
    )
    return ProgrammePanels(
        headline=told,
        sure="Awards for 287(g) are not published apart from others.",
        panels=(
            Panel(title="Money", side=Side.ACTIVITY, items=money),
            Panel(title="Spending and expiry", side=Side.OVERSIGHT, items=spending),
            Panel(
                title="Agreements",
                items=(chart(occasion, {"Agreements": by_state}, largest(by_state, _STATES), drawn),),
            ),
        ),
    )


def _money(occasion: Occasion) -> tuple[Item, ...]:
    if not is_loaded(occasion, _GRANTS):
        return (missing(_GRANTS, "Awards by recipient and year are not at hand."),)
    return (
        total(occasion, _GRANTS, "awarded", label="Awarded"),
        total(occasion, _GRANTS, "obligated", label="Obligated"),
    )


def _spending(occasion: Occasion) -> tuple[Item, ...]:
    if not is_loaded(occasion, _GRANTS):
        return (missing(_GRANTS, "What is drawn and what expires unspent is not at hand."),)
    return (
        share(occasion, _GRANTS, "drawn", "awarded", label="Drawn of what was awarded"),
        share(occasion, _GRANTS, "expiring", "awarded", label="Undrawn and expiring"),
    )


PROGRAMME = Programme(key="grants", title="Grants", recommendations=("R8",), compose=compose)
