"""A plan as KML: a placemark for each region, and the record among the document's extended data.

Longitude and latitude in KML are on WGS 84 by definition, longitude first: OGC:CRS84.
Source: OGC 12-007r2 "OGC KML 2.3", 2015.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import shapely
from shapely import LinearRing, Polygon

from data.plans.exchange.file_format import FORMAT
from data.plans.exchange.papers import FilePapers, lines, record_text
from data.plans.exchange.region_rows import RegionRow, region_rows
from data.plans.plan import COLOURS, Plan

_FRAME = Path(__file__).with_name("frame.kml")
"""The empty document: it declares the vocabulary."""
_HALF_SEEN = 0x99


def written_kml(plan: Plan, papers: FilePapers) -> bytes:
    """UTF-8 text of a KML document; the same plan and papers give the same bytes."""
    empty = ET.fromstring(_FRAME.read_bytes())  # noqa: S314 - our own packaged file
    space = empty.tag.partition("}")[0].lstrip("{")
    ET.register_namespace("", space)
    document = empty[0]
    make = _Maker(space)
    make.child(document, "name", papers.name)
    make.child(document, "description", "\n".join(lines(papers)))
    rows = region_rows(plan, papers)
    for row in rows:
        make.style(document, row)
    make.data(make.child(document, "ExtendedData"), {FORMAT: record_text(plan, papers)})
    for row in rows:
        make.placemark(document, row)
    return bytes(ET.tostring(empty, encoding="UTF-8", xml_declaration=True))


class _Maker:
    """Adds elements of one vocabulary."""

    def __init__(self, space: str) -> None:
        self._space = space

    def child(self, parent: ET.Element, name: str, text: str = "") -> ET.Element:
        """A new last child."""
        made = ET.SubElement(parent, f"{{{self._space}}}{name}")
        made.text = _without_controls(text) or None
        return made

    def data(self, parent: ET.Element, values: dict[str, str]) -> None:
        """Named values."""
        for name, value in values.items():
            datum = self.child(parent, "Data")
            datum.set("name", name)
            self.child(datum, "value", value)

    def style(self, document: ET.Element, row: RegionRow) -> None:
        """The region's colour, as KML spells it: opacity, blue, green, red."""
        style = self.child(document, "Style")
        style.set("id", row.key)
        line, fill = _colour(row.colour)
        self.child(self.child(style, "LineStyle"), "color", line)
        self.child(self.child(style, "PolyStyle"), "color", fill)

    def placemark(self, document: ET.Element, row: RegionRow) -> None:
        """The region."""
        mark = self.child(document, "Placemark")
        mark.set("id", row.key)
        self.child(mark, "name", row.name)
        self.child(mark, "styleUrl", f"#{row.key}")
        self.data(self.child(mark, "ExtendedData"), {name: _word(value) for name, value in row.cells.items()})
        is_one = isinstance(row.shape, Polygon)
        holder = mark if is_one else self.child(mark, "MultiGeometry")
        for part in shapely.get_parts(row.shape):
            self._polygon(holder, part)

    def _polygon(self, holder: ET.Element, part: Polygon) -> None:
        polygon = self.child(holder, "Polygon")
        self._ring(self.child(polygon, "outerBoundaryIs"), part.exterior)
        for hole in part.interiors:
            self._ring(self.child(polygon, "innerBoundaryIs"), hole)

    def _ring(self, boundary: ET.Element, ring: LinearRing) -> None:
        corners = " ".join(f"{lon!r},{lat!r}" for lon, lat in shapely.get_coordinates(ring).tolist())
        self.child(self.child(boundary, "LinearRing"), "coordinates", corners)


def _word(value: str | float | bool) -> str:  # noqa: FBT001 - a cell may hold one
    return str(value).lower() if isinstance(value, bool) else str(value)


def _without_controls(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n") if not text.isprintable() else text


def _colour(number: int) -> tuple[str, str]:
    """Opaque and half-transparent colour of that number: hues evenly around the circle."""
    hue = 2 * np.pi * (number % COLOURS) / COLOURS
    red, green, blue = (round(127.5 + 100 * float(np.cos(hue - shift))) for shift in (0.0, 2.094, 4.189))
    tone = f"{blue:02x}{green:02x}{red:02x}"
    return f"{0xFF:02x}{tone}", f"{_HALF_SEEN:02x}{tone}"
