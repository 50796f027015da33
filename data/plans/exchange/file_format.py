"""What files of plans are called inside: the marks by which a reader knows what a writer wrote."""

from __future__ import annotations

FORMAT = "borderops-plan"
FORMAT_VERSION = 1
CRS = "OGC:CRS84"

REGIONS, UNITS, PLAN_TABLE = "regions", "units", "plan"
"""Layers and tables of a GeoPackage; the first is the layer of a Shapefile too."""
RECORD_MEMBER, TABLE_MEMBER, NOTE_MEMBER = "plan.json", "units.csv", "README.txt"
"""Members of a Shapefile's zip beside the layer."""
UNIT_COLUMNS = ("unit", "region", "region_name", "region_colour", "shape")
"""Header of a table of units."""
