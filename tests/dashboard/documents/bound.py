"""A document of the sample scene with a handmade map, for tests of every format."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from dashboard.documents.document import Document
from data.briefs.content import Chart, ChartKind, Panel, SceneContent, Series
from layers.drawing.picture import Area, Label, LegendPart, Line, Mark, Picture, Ring, Swatch
from tests.data.briefs.samples import ASK, EVERY_ITEM, MAP, NUMERAL, PAPERS, WATERFALL

MARKING = "CUI//LES"


def ring(*corners: tuple[float, float]) -> Ring:
    return np.array(corners, dtype=np.float32)


PICTURE = Picture(
    width=400,
    height=260,
    background="#f4f4f2",
    shapes=(
        Area(
            rings=(
                ring((20, 20), (180, 30), (190, 150), (30, 160)),
                ring((80, 70), (120, 70), (120, 110), (80, 110)),
            ),
            fill="#b9c1c8",
            outline="#222222",
            outline_width=0.8,
            name="Tucson Sector",
        ),
        Area(
            rings=(ring((190, 40), (380, 20), (370, 200), (190, 150)),),
            fill="#e4e4e4",
            outline="#222222",
            outline_width=0.8,
            is_hatched=True,
            name="El Paso Sector",
        ),
        Line(points=ring((10, 200), (120, 210), (390, 240)), colour="#000000", width=1.5, dash=(5, 3)),
        Mark(
            x=150, y=170, radius=5, shape="diamond", fill="#1d3f5e", outline="#ffffff", name="Port of Nogales"
        ),
        Mark(
            x=250, y=190, radius=5, shape="circle", fill="#1d3f5e", outline="#ffffff", name="Port of El Paso"
        ),
        Mark(x=300, y=100, radius=5, shape="ring", fill="#1d3f5e", outline="#ffffff"),
        Label(x=110, y=50, words="Tucson", size=11, colour="#000000", halo="#ffffff", is_strong=True),
        Label(x=285, y=70, words="El Paso", size=11, colour="#000000", halo="#ffffff"),
    ),
    legend=(
        LegendPart(
            title="Incidents by sector, events",
            swatches=(
                Swatch(words="100 to 999", fill="#e4e4e4", is_hatched=True),
                Swatch(words="1,000 to 9,999", fill="#b9c1c8"),
                Swatch(words="Port of entry", fill="#1d3f5e", shape="diamond"),
            ),
            note="Classes are equal in number.",
            source="borderops synthetic extract, as of 31 Oct 2026",
            is_synthetic=True,
        ),
    ),
    alt="Two sectors; Tucson has more incidents than El Paso.",
    scale_words="200 mi",
    scale_length=60,
)
BARS = Chart(
    kind=ChartKind.BARS,
    title="Incidents by category",
    unit="events",
    labels=("Irregular entry", "Narcotics", "Currency and firearms", "Falls and slips"),
    series=(
        Series(
            name="Events",
            values=(4210.0, 1980.0, 310.0, None),
            words=("4,210", "1,980", "310", "<10"),
            intervals=((3900.0, 4500.0), None, (270.0, 350.0), None),
        ),
    ),
    summary="Irregular entry is two thirds of all.",
    papers=PAPERS,
)
SECOND = replace(
    EVERY_ITEM,
    key="map",
    title="Where incidents are",
    headline="Tucson has more incidents than El Paso",
    panels=(Panel(items=(MAP,)), Panel(items=(WATERFALL, BARS))),
    marking=MARKING,
    notes="",
    questions=(),
)
THIRD = replace(
    EVERY_ITEM, key="ask", title="What we ask", panels=(Panel(items=(ASK,)),), notes="", questions=()
)
FOURTH = replace(
    EVERY_ITEM,
    key="three",
    title="Three numerals",
    panels=(
        Panel(items=(NUMERAL, replace(NUMERAL, label="Encounters"), replace(NUMERAL, label="Seizures"))),
    ),
)
SCENES: tuple[SceneContent, ...] = (EVERY_ITEM, SECOND, THIRD, FOURTH)


def bound(*scenes: SceneContent, name: str = "national") -> Document:
    """A document of these scenes, or of four that hold every kind of item."""
    return Document(
        name=name,
        title="The nation",
        scenes=scenes or SCENES,
        pictures={MAP.view: PICTURE},
        marking=MARKING,
        version="v000003",
        day=date(2026, 11, 30),
    )
