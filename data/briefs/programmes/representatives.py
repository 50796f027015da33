"""Representatives abroad: countries with presence, of how many components, and without one lead (R9)."""

from __future__ import annotations

from data.answers.question import By
from data.briefs.content import Item, Numeral, Panel, Side
from data.briefs.occasion import Occasion
from data.briefs.programmes.country_names import country_name
from data.briefs.programmes.extracts import Entry, entries, extract_papers, missing
from data.briefs.programmes.facts import (
    Drawn,
    asked,
    chart,
    first_told,
    joined_papers,
    largest,
    map_view,
    rows_of,
)
from data.briefs.programmes.programme import Page, Programme, ProgrammePanels, panels_at
from data.schema.programmes import programme_schema

_LIST = "programme-representatives"
_COMPONENTS = ("cbp", "ice-hsi")
_SHOWN = 6


def compose(occasion: Occasion) -> ProgrammePanels:
    """Countries with posts, with two components, with and without a representative; a map.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    of = {key: asked(occasion, f"posts-by-country-{key}", by=By.GROUP) for key in _COMPONENTS}
    has = {key: {row.key for row in rows_of(answer) if row.value} for key, answer in of.items()}
    present, several = has["cbp"] | has["ice-hsi"], has["cbp"] & has["ice-hsi"]
    papers = joined_papers(
        occasion,
        tuple(of.values()),
        title="Countries with posts",
        definition="Countries in which the table has a post of CBP or ICE HSI, or of both",
        unit="countries",
    )
    all_posts = asked(occasion, "posts-by-country", by=By.GROUP)
    drawn = Drawn(title="Countries with the most posts", summary="A post is an office, a port or an airport.")
    found = entries(occasion, _LIST)
    leads = _leads(occasion, found)
    known = first_told(leads, "with one representative", "with one representative, cannot tell")
    return ProgrammePanels(
        headline=f"{len(present)} countries have posts, {len(several)} of both CBP and ICE HSI; {known}.",
        sure="When a post was last seen in print differs: some entries are not current.",
        panels=(
            Panel(
                title="Presence",
                side=Side.ACTIVITY,
                items=(
                    Numeral(
                        label="Countries with posts", value=f"{len(present)}", unit="countries", papers=papers
                    ),
                    Numeral(
                        label="With both components", value=f"{len(several)}", unit="countries", papers=papers
                    ),
                    chart(
                        occasion, {"Posts": all_posts}, largest(all_posts, _SHOWN, named=country_name), drawn
                    ),
                ),
            ),
            Panel(title="One representative", side=Side.OVERSIGHT, items=leads),
            Panel(title="Where", items=(map_view(occasion, ("overseas_posts",), "Posts abroad."),)),
        ),
    )


def _leads(occasion: Occasion, found: tuple[Entry, ...]) -> tuple[Item, ...]:
    if not found:
        return (missing(_LIST, "Which countries have a Homeland Security Representative is nowhere public."),)
    schema = programme_schema(_LIST)
    papers = extract_papers(occasion, schema, ("components", "representative"), title="Representatives")
    several = [entry for entry in found if entry.values.get("components", 0) > 1]
    without = [entry for entry in several if entry.words["representative"] == "no"]
    led = [entry for entry in found if entry.words["representative"] == "yes"]
    names = ", ".join(country_name(entry.name) for entry in without[:_SHOWN])
    return (
        Numeral(
            label="Countries with a representative", value=f"{len(led)}", unit="countries", papers=papers
        ),
        Numeral(
            label="Several components and none",
            value=f"{len(without)}",
            unit="countries",
            reference=names,
            papers=papers,
        ),
    )


PROGRAMME = Programme(
    key="representatives",
    title="Representatives abroad",
    recommendations=("R9",),
    compose=compose,
    pages=(
        Page(title="presence and leads", chosen=panels_at(0, 1)),
        Page(title="map", chosen=panels_at(2)),
    ),
)
