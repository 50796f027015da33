"""Rules over the values of an incident: taxonomy, place, time and quantity."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.intake.area import in_area
from data.intake.breaches import Breach, where_true
from data.intake.schema_checks import words_where
from data.reference.taxonomy import CATEGORY_OF

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
CLOCK_SKEW = timedelta(minutes=5)
"""Clocks of two systems may differ by this much before a time counts as impossible."""


def incident_breaches(table: pa.Table, *, now: datetime) -> tuple[Breach, ...]:
    """Breaches of the rules over incidents, in a table whose text columns are dictionaries.

    Parameters
    ----------
    table
        Columns of ``INCIDENT_SCHEMA``, one chunk each.
    now
        The present, with time zone: nothing happens later.
    """
    return (_taxonomy(table), *_place(table), *_times(table, now), *_quantity(table))


def _taxonomy(table: pa.Table) -> Breach:
    category, subcategory = table.column("category").chunk(0), table.column("subcategory").chunk(0)
    words = category.dictionary.to_pylist()
    belongs = {word: code for code, word in enumerate(words)}
    of = np.array(
        [belongs.get(CATEGORY_OF.get(s, ""), -1) for s in subcategory.dictionary.to_pylist()], np.int64
    )
    known_category = words_where(category, np.isin(words, list(CATEGORY_OF.values())))
    known_subcategory = words_where(
        subcategory, np.isin(subcategory.dictionary.to_pylist(), list(CATEGORY_OF))
    )
    both = known_category & known_subcategory
    at = np.flatnonzero(both)
    codes = category.indices.fill_null(0).to_numpy()[at]
    wrong = of[subcategory.indices.fill_null(0).to_numpy()[at]] != codes if len(at) else np.zeros(0, bool)
    return Breach(
        rule="the subcategory does not belong to the category",
        columns=("category", "subcategory"),
        remedy="docs/incident-schema.md lists the subcategories of each category",
        at=at[wrong].astype(np.int64),
    )


def _place(table: pa.Table) -> tuple[Breach, ...]:
    lon = _floats(table.column("lon"))
    lat = _floats(table.column("lat"))
    outside = ~in_area(lon, lat) & ~np.isnan(lon) & ~np.isnan(lat)
    at = np.flatnonzero(outside)
    lon, lat = lon[at], lat[at]
    swapped = in_area(lat, lon)
    west = ~swapped & (lon > 0) & in_area(-lon, lat)
    null_island = ~swapped & ~west & (lon == 0) & (lat == 0)
    rest = ~swapped & ~west & ~null_island
    rules = (
        (swapped, "longitude and latitude are swapped", "Exchange the two: longitude is about -180 to -50"),
        (west, "the longitude has lost its minus sign", "West is negative: write -106.5, not 106.5"),
        (
            null_island,
            "the place is 0, 0, which stands for no place",
            "Fill in the place or leave the row out",
        ),
        (
            rest,
            "the place is outside the area of operations",
            "Check the coordinates: OGC:CRS84 degrees, longitude first. docs/store.md states the area",
        ),
    )
    return tuple(
        Breach(rule=rule, columns=("lon", "lat"), remedy=remedy, at=at[chosen].astype(np.int64))
        for chosen, rule, remedy in rules
    )


def _times(table: pa.Table, now: datetime) -> tuple[Breach, ...]:
    occurred, reported = table.column("occurred_at"), table.column("reported_at")
    latest = pa.scalar(now.astimezone(UTC) + CLOCK_SKEW, occurred.type)
    earliest = pa.scalar(EARLIEST, occurred.type)
    skew = pa.scalar(CLOCK_SKEW, pa.duration("us"))
    breaches = [
        Breach(
            rule="the incident is reported before it occurred",
            columns=("occurred_at", "reported_at"),
            remedy="Check both: reported_at may be at most 5 minutes earlier than occurred_at",
            at=where_true(pc.less(pc.add(reported, skew), occurred)),
        )
    ]
    for name, column in (("occurred_at", occurred), ("reported_at", reported)):
        future = where_true(pc.greater(column, latest))
        past = where_true(pc.less(column, earliest))
        breaches += [
            Breach(
                rule="the time is in the future",
                columns=(name,),
                remedy=f"It is {now:%Y-%m-%d %H:%M} UTC now: check the year and the offset from UTC",
                at=future,
            ),
            Breach(
                rule=f"the time is before {EARLIEST.year}",
                columns=(name,),
                remedy="Check the year; a date of 1900 or 1970 usually stands for an empty cell",
                at=past,
            ),
        ]
    return tuple(breaches)


def _quantity(table: pa.Table) -> tuple[Breach, ...]:
    quantity = table.column("quantity")
    unit = table.column("unit")
    alone = pc.xor(pc.is_valid(quantity), pc.is_valid(unit))
    values = _floats(quantity)
    return (
        Breach(
            rule="only one of quantity and unit is given",
            columns=("quantity", "unit"),
            remedy="Give both or neither",
            at=where_true(alone),
        ),
        Breach(
            rule="the quantity is negative",
            columns=("quantity",),
            remedy="Write how much there was, 0 or more; a correction is a row with a later reported_at",
            at=where_true(values < 0),
        ),
        Breach(
            rule="the quantity is infinite",
            columns=("quantity",),
            remedy="Write a number, or leave quantity and unit empty",
            at=where_true(np.isinf(values)),
        ),
    )


def _floats(column: pa.ChunkedArray) -> NDArray[np.float64]:
    values: NDArray[np.float64] = column.combine_chunks().to_numpy(zero_copy_only=False).astype(np.float64)
    return values
