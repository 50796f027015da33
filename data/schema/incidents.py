"""Incidents: one row per event, with a place and a time. Events are not people.

Coordinates are OGC:CRS84 (WGS 84, longitude first), decimal degrees. Times are
stored in UTC to the microsecond.
"""

from __future__ import annotations

import pyarrow as pa

from data.reference.taxonomy import CATEGORIES, SUBCATEGORIES
from data.schema.columns import Column, arrow_schema

COMPONENTS = ("CBP-AMO", "CBP-OFO", "CBP-USBP", "ICE-ERO", "ICE-HSI")
MODES = ("air", "foot", "other", "rail", "road", "sea")

SYNTHETIC = "SYNTHETIC"
"""How the source of a row begins that describes nothing that happened."""

INCIDENT_COLUMNS = (
    Column(name="incident_id", type=pa.string(), meaning="the publisher's own key of the event"),
    Column(
        name="occurred_at",
        type=pa.timestamp("us", tz="UTC"),
        unit="UTC",
        meaning="when it happened; must carry a time zone in the extract",
    ),
    Column(
        name="reported_at",
        type=pa.timestamp("us", tz="UTC"),
        unit="UTC",
        meaning="when this value of the row was reported; a later one supersedes an earlier",
    ),
    Column(name="lon", type=pa.float64(), unit="degrees east", meaning="longitude, OGC:CRS84"),
    Column(name="lat", type=pa.float64(), unit="degrees north", meaning="latitude, OGC:CRS84"),
    Column(name="category", type=pa.string(), allowed=CATEGORIES, meaning="category of the taxonomy"),
    Column(
        name="subcategory",
        type=pa.string(),
        allowed=SUBCATEGORIES,
        meaning="subcategory of the taxonomy; must belong to the category",
    ),
    Column(
        name="component",
        type=pa.string(),
        allowed=COMPONENTS,
        meaning="agency component that reported it",
    ),
    Column(name="mode", type=pa.string(), allowed=MODES, meaning="how the thing in question travelled"),
    Column(
        name="quantity",
        type=pa.float64(),
        required=False,
        unit="as in `unit`",
        meaning="how much, where it applies: pounds seized, rounds, US dollars",
    ),
    Column(name="unit", type=pa.string(), required=False, meaning="unit of `quantity`; both or neither"),
    Column(name="source", type=pa.string(), meaning="the system or publication that the row comes from"),
)

INCIDENT_SCHEMA = arrow_schema(INCIDENT_COLUMNS)
