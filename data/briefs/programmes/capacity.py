"""Capacity against population: beds as an own extract tells them, else what is known instead."""

from __future__ import annotations

from dataclasses import replace

from data.answers.programme_measures import extract_measure
from data.answers.question import By
from data.briefs.content import Item, Numeral, Tone
from data.briefs.occasion import Occasion
from data.briefs.programmes.custody import CUSTODY, DETENTION, days_of_newest, stage_sum
from data.briefs.programmes.extracts import entries, is_loaded, missing, share
from data.briefs.programmes.facts import CANNOT_TELL, asked, joined_papers, numeral
from data.briefs.programmes.littles_law import days_to_full

_CAPACITY = "programme-capacity"
_FULL = "Days to full = usable beds that are free ÷ (book-ins − book-outs a day) of detention, newest month"
_INTERVAL = "The interval takes book-ins and book-outs as independent counts (Poisson)."


def capacity_items(occasion: Occasion) -> tuple[Item, ...]:
    """Occupied share of usable beds and days to full; without an extract, the floor and what is missing.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    if not is_loaded(occasion, _CAPACITY):
        floor = numeral(
            occasion,
            asked(occasion, "detention-guaranteed-minimum"),
            label="Guaranteed minimum",
            reference="a contract floor, not capacity",
        )
        return (floor, missing(_CAPACITY, "Capacity is not published."))
    occupied = share(occasion, _CAPACITY, "occupied", "beds_usable", label="Usable beds that are occupied")
    return (occupied, *_full(occasion))


def _full(occasion: Occasion) -> tuple[Item, ...]:
    if not is_loaded(occasion, CUSTODY):
        return ()
    usable, occupied = (
        asked(occasion, extract_measure(_CAPACITY, name)) for name in ("beds_usable", "occupied")
    )
    custody = entries(occasion, CUSTODY)
    entered, left = (stage_sum(custody, DETENTION, name) for name in ("booked_in", "booked_out"))
    free = None if usable.total is None or occupied.total is None else usable.total - occupied.total
    days = days_to_full(free=free, entries=entered, exits=left, days=days_of_newest(occasion))
    flows = tuple(
        asked(occasion, extract_measure(CUSTODY, name), by=By.PLACE) for name in ("booked_in", "booked_out")
    )
    papers = joined_papers(
        occasion, (usable, occupied, *flows), title="Days to full", definition=_FULL, unit="days"
    )
    latest = "no end" if days is None or days.latest is None else f"{days.latest:,.0f} days"
    return (
        Numeral(
            label="Days to full at the present flow",
            value=CANNOT_TELL if days is None else f"{days.days:,.0f}",
            unit="" if days is None else "days",
            reference="not filling, or a figure is not known" if days is None else "detention, newest month",
            interval="" if days is None else f"95 % interval: {days.soonest:,.0f} days to {latest}",
            tone=Tone.CANNOT_TELL if days is None else Tone.PLAIN,
            papers=replace(papers, caveats=(_INTERVAL, *papers.caveats)),
        ),
    )
