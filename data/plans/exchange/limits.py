"""How much of a file from outside is read. What is larger is refused before it is built."""

from __future__ import annotations

from data.plans.limits import MOST_REGIONS
from data.plans.limits import MOST_VERTICES as MOST_DRAWN_CORNERS

MOST_BYTES = 64 << 20
"""Of the file as it is handed over; the country in 28 regions takes some 10 MB as GeoJSON."""
MOST_UNPACKED_BYTES = 256 << 20
"""Of all members of an archive together."""
MOST_MEMBERS = 64
RATIO_FREE_BYTES = 16 << 20
"""Up to so much unpacked, no ratio is held against an archive: dBase pads its cells with blanks."""
MOST_RATIO = 200
MOST_FEATURES = MOST_REGIONS
"""Each feature becomes a region."""
MOST_ROWS = 50_000
"""Rows of a table of units."""
MOST_CORNERS = MOST_DRAWN_CORNERS
"""Of a feature that is drawn as it is; of one with more, only what counties are cut by is drawn."""
MOST_VERTICES = 4_000_000
"""Of all features together; the counties have a million."""
DEEPEST_JSON = 16
"""A MultiPolygon in a collection needs 8, one within a plan's record 10."""
DEEPEST_XML = 32

CHILD_MEMORY_BYTES = 3 << 29
"""What the child may map beyond what it starts with: 1.5 GB."""
CHILD_CPU_S = 60
CHILD_FILE_BYTES = 512 << 20
CHILD_OPEN_FILES = 64
CHILD_WALL_S = 120.0
