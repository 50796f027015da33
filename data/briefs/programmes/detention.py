"""Detention and removal: flow by year, the 72-hour limit, capacity and bottleneck (R2)."""

from __future__ import annotations

from dataclasses import replace

from data.answers.question import By
from data.briefs.content import Item, Missing, Panel, Side, Table, Text
from data.briefs.occasion import Occasion
from data.briefs.programmes.capacity import capacity_items
from data.briefs.programmes.custody import CUSTODY, balance, binding, over_limit, pipeline_years
from data.briefs.programmes.extracts import is_loaded, missing
from data.briefs.programmes.facts import YearRow, asked, first_told, joined_papers, year_rows
from data.briefs.programmes.littles_law import held_over_implied, newest_whole
from data.briefs.programmes.programme import Page, Programme, ProgrammePanels

_YEARS = 4
_COLUMNS = (
    ("Book-ins", "pipeline-initial-book-ins"),
    ("Held, average", "pipeline-average-daily-population"),
    ("Stay, days", "pipeline-average-length-of-stay"),
    ("Removals", "pipeline-removals"),
)
_LIMIT = (
    "Stays in short-term custody have a limit of 72 hours (DHS OIG-21-29).",
    "In 2019 short and ill-matched bed space kept people beyond it.",
    "It recommends thresholds for intervention.",
)


def compose(occasion: Occasion) -> ProgrammePanels:
    """Flow by fiscal year; time over 72 hours; population against what entry and stay imply.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    years = pipeline_years(occasion)
    newest = newest_whole(years)
    ratio = held_over_implied(newest) if newest else None
    told = (
        f"In FY{newest.year} detention held {ratio:.2f} times the people that entry and stay imply"
        if newest and ratio is not None
        else "People held against what entry and stay imply: cannot tell"
    )
    limit = _limit(occasion)
    over = first_told(limit, "of short-term stays passed 72 hours", "time over 72 hours: cannot tell")
    return ProgrammePanels(
        headline=f"{told}; {over}.",
        told={1: f"{over[:1].upper()}{over[1:]}.", 2: f"{told}."},
        sure="Years that are not whole are marked and not compared. Removals include people never held.",
        panels=(
            Panel(
                title="Flow of the nation",
                side=Side.ACTIVITY,
                items=(_flow(occasion), balance(occasion, newest)),
            ),
            Panel(title="The 72-hour limit", side=Side.OVERSIGHT, items=limit),
            Panel(
                title="Capacity and bottleneck",
                items=(*binding(occasion), *capacity_items(occasion)),
            ),
        ),
    )


def _flow(occasion: Occasion) -> Table:
    answers = {title: asked(occasion, key, by=By.YEAR) for title, key in _COLUMNS}
    columns: dict[str, dict[str, YearRow]] = {
        title: {row.year: row for row in year_rows(answer)} for title, answer in answers.items()
    }
    first = next(iter(columns.values()))
    return Table(
        title="By fiscal year; a part of a year is marked",
        columns=("Fiscal year", *columns),
        numeric=(False, *(True for _ in columns)),
        rows=tuple(
            (
                row.label,
                *(column[year].words if year in column else "not published" for column in columns.values()),
            )
            for year, row in list(first.items())[-_YEARS:]
        ),
        papers=joined_papers(
            occasion, tuple(answers.values()), title="Apprehension to removal", unit="as headed"
        ),
        left_out=max(0, len(first) - _YEARS),
    )


def _limit(occasion: Occasion) -> tuple[Item, ...]:
    if not is_loaded(occasion, CUSTODY):
        return (
            Text(paragraphs=_LIMIT),
            missing(CUSTODY, "How many stays pass 72 hours is not published."),
        )
    return (Text(paragraphs=_LIMIT), over_limit(occasion))


def _flow_and_limit(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """Flow beside the limit, of which the first sentence goes with what is missing: more cannot be read."""
    flow, limit, _ = panels
    words, *rest = limit.items
    if isinstance(words, Text) and any(isinstance(item, Missing) for item in rest):
        words = Text(paragraphs=words.paragraphs[:1])
    return replace(flow, items=flow.items[:1]), replace(limit, items=(words, *rest))


def _capacity(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """Little's law and the stage with the longest wait beside capacity, of which two items tell."""
    flow, _, capacity = panels
    waits, beds = capacity.items[:-2], capacity.items[-2:]
    return (
        Panel(title="Balance and bottleneck", items=(*flow.items[1:], *waits)),
        Panel(title="Capacity", items=beds),
    )


PROGRAMME = Programme(
    key="detention",
    title="Detention and removal",
    recommendations=("R2", "R3"),
    compose=compose,
    pages=(
        Page(title="flow and the 72-hour limit", chosen=_flow_and_limit),
        Page(title="capacity and bottleneck", chosen=_capacity),
    ),
)
