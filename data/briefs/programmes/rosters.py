"""Seats of partners in task forces, as far as an own roster tells them."""

from __future__ import annotations

from data.briefs.content import MOST_ROWS, Item, Table
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import Entry, entries, extract_papers, missing
from data.briefs.programmes.facts import day_words
from data.briefs.programmes.findings import day_or_none
from data.schema.programme_columns import JOINED
from data.schema.programmes import programme_schema

ROSTERS = "programme-rosters"
_COLUMNS = ("seats_agreed", "seats_filled", "last_meeting")


def seats(occasion: Occasion, *models: str) -> tuple[Item, ...]:
    """Seats agreed and filled by task force and partner of some models; what is missing without a roster.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    found = [entry for entry in entries(occasion, ROSTERS) if entry.name.split(JOINED)[0] in models]
    if not found:
        words = " and ".join(models)
        return (
            missing(ROSTERS, f"Which partners sit in {words}, and when they last met, is not published."),
        )
    schema = programme_schema(ROSTERS)
    return (
        Table(
            title="Seats by partner",
            columns=("Task force", "Partner", "Seats", "Met"),
            numeric=(False,) * 4,
            rows=tuple(_row(entry) for entry in found[:MOST_ROWS]),
            papers=extract_papers(occasion, schema, _COLUMNS, title="Seats by partner"),
            left_out=max(0, len(found) - MOST_ROWS),
        ),
    )


def _row(entry: Entry) -> tuple[str, ...]:
    model, rest = entry.name.split(JOINED, 1)
    task_force, _, partner = rest.rpartition(JOINED)
    met = day_or_none(entry.words["last_meeting"])
    agreed, filled = (entry.words.get(name, "not stated") for name in _COLUMNS[:2])
    when = day_words(met) if met else "not stated"
    return (f"{model} {task_force}", partner, f"{filled} of {agreed}", when)
