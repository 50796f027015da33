"""Ports of entry: shape by kind, size by one published measure of crossings, one layer for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd

from data.answers.filters import Filter
from data.answers.question import By, Question
from data.reference.tables import load, load_arrow
from layers.base import Fact, Group, Kind, Layer, Points, Size, Style, View
from layers.facts import PAPERS, row_facts, told
from layers.notes import confidence_words, joined
from layers.palette import BRASS, STONE

_PASSENGERS = "crossings-personal-vehicle-passengers"
_SHAPES = (("land", "circle"), ("sea", "square"), ("air", "triangle"), ("closed", "ring"))
_ROWS = (
    # measure after "crossings-", words
    ("pedestrians", "Pedestrians"),
    ("personal-vehicles", "Personal vehicles"),
    ("bus-passengers", "Bus passengers"),
    ("buses", "Buses"),
    ("train-passengers", "Train passengers"),
    ("trains", "Trains"),
    ("trucks", "Trucks"),
    ("truck-containers-loaded", "Loaded truck containers"),
    ("truck-containers-empty", "Empty truck containers"),
    ("rail-containers-loaded", "Loaded rail containers"),
    ("rail-containers-empty", "Empty rail containers"),
)

_FACTS = (
    ("Kind", told("mode")),
    ("Field office (general knowledge)", told("ofo_field_office")),
    ("County", lambda row: f"{row['county_name']}, {row['state']}"),
    ("Status", told("status")),
    *PAPERS,
)


def _crossings(measure: str) -> Callable[[Filter, View], Question]:
    return lambda filter_, _view: Question(measure=measure, filter=filter_, by=By.PLACE)


@cache
def _ports() -> Points:
    """Ports of entry, those that are closed marked so; user-fee airports are not among them."""
    table = load("ports_of_entry")
    return _points(table[table["port_class"] == "port_of_entry"])


@cache
def _crossing_ports() -> Points:
    """Ports of entry whose crossings are, or once were, published."""
    table = load("ports_of_entry")
    return _points(table[(table["port_class"] == "port_of_entry") & table["in_bts_crossing_list"]])


@cache
def _user_fee_airports() -> Points:
    """Airports that pay for their officers; not ports of entry by law."""
    table = load("ports_of_entry")
    return _points(table[table["port_class"] == "user_fee_airport"])


def _points(table: pd.DataFrame) -> Points:
    is_closed = table["status"] == "closed"
    notes = zip(table["status"].str.partition("; ")[2], table["confidence"], strict=True)
    return Points(
        ids=tuple(table["port_code"]),
        names=tuple(table["name"] + ", " + table["state"]),
        classes=tuple(table["mode"].mask(is_closed, "closed")),
        lon=tuple(table["lon"]),
        lat=tuple(table["lat"]),
        notes=tuple(joined([doubt, confidence_words(grade)]) for doubt, grade in notes),
    )


def _facts(code: str) -> tuple[Fact, ...]:
    rows = load_arrow("ports_of_entry").to_pylist()
    return row_facts(next(row for row in rows if row["port_code"] == code), _FACTS)


def _by_measure(order: int, suffix: str, words: str) -> Layer:
    return Layer(
        key=f"crossings_{suffix.replace('-', '_')}",
        title=f"{words} entering",
        group=Group.PUBLISHED,
        order=order,
        kind=Kind.POINTS,
        asks=f"How many {words.lower()} entered at each port?",
        ask=_crossings(f"crossings-{suffix}"),
        style=Style(ramp=BRASS, size=Size(minimum_px=3, maximum_px=16), shapes=_SHAPES),
        legend_title=f"{words} at each port",
        caveat="Published for land and ferry ports only. A port without a figure had none, "
        "or none was published.",
        points=_crossing_ports,
        facts=_facts,
        place_words="Port of entry",
    )


LAYERS = (
    Layer(
        key="user_fee_airports",
        title="User-fee airports",
        group=Group.PUBLISHED,
        order=60,
        kind=Kind.POINTS,
        asks="Which airports have officers at their own expense?",
        ask=_crossings(_PASSENGERS),
        style=Style(ramp=STONE, size=Size(minimum_px=4, maximum_px=4), shapes=(("air", "triangle"),)),
        legend_title="One mark for each airport",
        caveat="Not ports of entry by law: the airport pays for inspection. No crossings are published.",
        points=_user_fee_airports,
        facts=_facts,
        place_words="User-fee airport",
    ),
    *(_by_measure(61 + place, *row) for place, row in enumerate(_ROWS)),
    Layer(
        key="ports_of_entry",
        title="Ports of entry",
        group=Group.PUBLISHED,
        order=75,
        kind=Kind.POINTS,
        asks="Where are the ports of entry, and how many passengers in personal vehicles entered at each?",
        ask=_crossings(_PASSENGERS),
        style=Style(ramp=BRASS, size=Size(minimum_px=3, maximum_px=16), shapes=_SHAPES),
        legend_title="Passengers in personal vehicles at each port",
        caveat="Crossings are published for land and ferry ports only; "
        "other ports are drawn at the smallest size.",
        is_on_at_start=True,
        points=_ports,
        facts=_facts,
        place_words="Port of entry",
    ),
)
