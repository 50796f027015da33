"""Scenes of every kind with the longest words that a brief may have, for tests of how they look."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dashboard.scenes.pictures import map_rooms
from data.briefs.content import (
    MOST_BARS,
    MOST_ROWS,
    Chart,
    ChartKind,
    Numeral,
    Panel,
    SceneContent,
    Series,
    Side,
    Table,
    Text,
    Tone,
)
from layers.drawing.picture import Area, Label, LegendPart, Mark, Picture, Swatch
from tests.data.briefs.samples import (
    ASK,
    EVERY_ITEM,
    LINE,
    MAP,
    MISSING,
    NUMERAL,
    PAPERS,
    SMALL,
    TABLE,
    WATERFALL,
)

LONG = "Encounters between ports of entry reported by the Border Patrol sectors of the southwest border"
BARS = Chart(
    kind=ChartKind.BARS,
    title="Incidents by component",
    unit="events",
    labels=tuple(f"ICE Enforcement and Removal Operations {place}" for place in range(MOST_BARS)),
    series=(
        Series(
            name="Now",
            values=tuple(None if place == 4 else 9_000.0 / (place + 1) for place in range(MOST_BARS)),
            words=tuple("<10" if place == 4 else f"{9_000 / (place + 1):,.0f}" for place in range(MOST_BARS)),
            intervals=tuple((8_000.0 / (p + 1), 10_000.0 / (p + 1)) for p in range(MOST_BARS)),
            tones=tuple(list(Tone)[place % 4] for place in range(MOST_BARS)),
        ),
    ),
    summary="The first is the largest by far.",
    papers=PAPERS,
)
LONG_TABLE = Table(
    title=LONG,
    columns=("Sector", "Now", "A year before", "Change", "How sure"),
    numeric=(False, True, True, True, False),
    rows=tuple(
        ("Rio Grande Valley Sector", "1,234,567", "1,210,010", "+24,557", "stands out, higher")
        for _ in range(MOST_ROWS)
    ),
    papers=PAPERS,
    left_out=12,
)
WORDS = Text(paragraphs=(" ".join(["Events are not people."] * 15),))
PICTURE = Picture(
    width=800,
    height=500,
    background="#0a141e",
    shapes=(
        Area(
            rings=(np.array([[10, 10], [400, 20], [300, 400]], np.float32),),
            fill="#24466b",
            outline="#ffffff",
            outline_width=1,
            is_hatched=True,
            name="A",
        ),
        Mark(x=500, y=200, radius=14, shape="star", fill="#ffd479", outline="#000000", name="Nogales & <co>"),
        Label(x=300, y=200, words="Tucson\n12,004", size=34, colour="#ffffff", halo="#000000"),
    ),
    legend=(
        LegendPart(
            title="Events in each sector",
            swatches=tuple(
                Swatch(words=f"{10**place:,}–{10 ** (place + 1):,}", fill="#24466b") for place in range(6)
            ),
            note="Counts follow the size of a region.",
            source="borderops synthetic extract, as of 31 Oct 2026",
            is_synthetic=True,
        ),
    ),
    alt="Map: incidents by sector.",
    scale_words="500 mi",
    scale_length=150,
)
PICTURES = {MAP.view: PICTURE}


def pictures(content: SceneContent) -> dict[str, Picture]:
    """The picture in the size of the room that each map of a scene has."""
    return {
        view.view: replace(PICTURE, width=room.width, height=room.height)
        for view, room in map_rooms(content).items()
    }


def scene(key: str, *panels: Panel, **changes: object) -> SceneContent:
    """A scene of these panels, otherwise like the sample."""
    return replace(EVERY_ITEM, key=key, panels=panels, **changes)


def numeral(**changes: object) -> Numeral:
    """The sample's numeral, changed."""
    return replace(NUMERAL, **changes)


ALONE = scene("alone", Panel(items=(NUMERAL,)))
SCENES = (
    EVERY_ITEM,
    ALONE,
    scene("three", Panel(items=(NUMERAL, SMALL, numeral(label=LONG, value="1,234,567", trend=())))),
    scene("line", Panel(items=(LINE,))),
    scene("bars", Panel(items=(BARS,)), Panel(items=(WATERFALL,))),
    scene("bars-three", Panel(items=(BARS,)), Panel(items=(WATERFALL,)), Panel(items=(LINE,))),
    scene("table", Panel(items=(LONG_TABLE,))),
    scene("table-and-words", Panel(items=(LONG_TABLE,)), Panel(items=(WORDS,))),
    scene("map", Panel(items=(MAP,))),
    scene(
        "map-of-three",
        Panel(items=(NUMERAL,), title="Activity", side=Side.ACTIVITY),
        Panel(items=(MISSING,), title="Inspection and training", side=Side.OVERSIGHT),
        Panel(items=(MAP,), title="Where"),
    ),
    scene("ask", Panel(items=(ASK,)), headline=""),
    scene("long", Panel(items=(TABLE,)), title=LONG, headline=f"{LONG}, and {LONG}", sure=f"{LONG}; {LONG}"),
)
