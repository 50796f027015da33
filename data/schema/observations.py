"""Observations: counts that an agency publishes for a place, a period and a measure.

One row is one published figure, after demographics and citizenship have been summed
out. ``value`` must never be summed across measures: vehicles, passengers and
containers are different units.
"""

from __future__ import annotations

import pyarrow as pa

from data.schema.columns import Column, arrow_schema

PLACE_KINDS = (
    "agency",
    "area",
    "country",
    "entry",
    "facility",
    "group",
    "nation",
    "pair",
    "port",
    "recipient",
    "sector",
    "state",
)
"""``area`` is a CBP area of responsibility (field office, sector or air and marine branch), ``entry`` a
line of a register, ``group`` several facilities or a region of the publisher's own, ``pair`` two
institutions and what passes between them."""

PERIOD_KINDS = ("month", "fiscal_year", "as_of")

OBSERVATION_COLUMNS = (
    Column(name="dataset", type=pa.string(), meaning="key of the publication, e.g. `bts-border-crossings`"),
    Column(name="place_kind", type=pa.string(), allowed=PLACE_KINDS, meaning="what kind of place"),
    Column(
        name="place_id",
        type=pa.string(),
        meaning="canonical id: 4-digit port code, sector slug, area slug, postal state code",
    ),
    Column(name="place_as_published", type=pa.string(), meaning="the place as the file spells it"),
    Column(
        name="period",
        type=pa.date32(),
        meaning="first day of the calendar month or fiscal year, or the as-of day",
    ),
    Column(name="period_kind", type=pa.string(), allowed=PERIOD_KINDS, meaning="what `period` means"),
    Column(name="measure", type=pa.string(), meaning="the published measure, in today's spelling"),
    Column(name="component", type=pa.string(), required=False, meaning="agency component, where published"),
    Column(
        name="breakdown",
        type=pa.string(),
        required=False,
        meaning="a further published split, such as drug type or encounter type",
    ),
    Column(name="value", type=pa.float64(), meaning="the figure"),
    Column(name="unit", type=pa.string(), meaning="unit of `value`"),
    Column(
        name="words",
        type=pa.string(),
        required=False,
        meaning="what a register says in words; `value` is then 1, or 0 where it says nothing",
    ),
)

OBSERVATION_SCHEMA = arrow_schema(OBSERVATION_COLUMNS)

OBSERVATION_KEY = (
    "dataset",
    "place_kind",
    "place_id",
    "period",
    "period_kind",
    "measure",
    "component",
    "breakdown",
)
"""Two figures with the same key are two versions of one figure."""
