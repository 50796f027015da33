"""KML from outside: polygons of placemarks, by an XML reader that refuses entities. Runs in the child.

A document type, by which entities are declared, is refused where it starts; nothing that the file
links to is fetched. Coordinates are OGC:CRS84 by definition.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray
from shapely import Geometry, MultiPolygon, Polygon

from data.errors import PlanFileError, Where
from data.plans.exchange.file_format import FORMAT
from data.plans.exchange.limits import DEEPEST_XML, MOST_FEATURES
from data.plans.exchange.named import name_and_key, person_findings
from data.plans.exchange.raw import Raw

_KEPT = {"name", "coordinates", "value", "SimpleData", "href"}
"""Elements whose text is read."""
_NOT_AREAS = {"Point", "LineString", "Model", "Track", "MultiTrack"}


@dataclass(kw_only=True)
class _Placemark:
    """A placemark while it is read: each polygon is a list of rings, the outer one first."""

    cells: dict[str, str] = field(default_factory=dict)
    polygons: list[list[NDArray[np.float64]]] = field(default_factory=list)


def raw_kml(body: bytes) -> Raw:
    """Polygons of the file's placemarks as they are, OGC:CRS84, and its record if it has one.

    Raises
    ------
    PlanFileError
        If the text is no XML, declares a document type, is nested more than 32 deep, links to another
        file, or a placemark has something else than polygons.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.buffer_text = True
    try:
        parser.Parse(body, True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        raise PlanFileError(
            f"the file is no whole XML: {expat.ErrorString(error.code)} at line {error.lineno}",
            remedy="The file was cut off or changed: export it again",
        ) from error
    marks = reader.placemarks
    named = [name_and_key(mark.cells) for mark in marks]
    return Raw(
        shapes=np.array([_shape(mark) for mark in marks], np.object_),
        names=tuple(name for name, _ in named),
        keys=tuple(key for _, key in named),
        record=reader.document.get(FORMAT, ""),
        findings=person_findings(mark.cells for mark in marks),
    )


def _shape(mark: _Placemark) -> Geometry | None:
    polygons = [Polygon(shell, holes) for shell, *holes in mark.polygons]
    if len(polygons) == 1:
        return polygons[0]
    return MultiPolygon(polygons) if polygons else None


class _Reader:
    """Takes elements as they come."""

    def __init__(self) -> None:
        self.placemarks: list[_Placemark] = []
        self.document: dict[str, str] = {}
        self._path: list[str] = []
        self._datum = ""
        self._words: list[str] = []

    def refuse_doctype(self, *_: object) -> None:
        """Entities may expand without end or name other files."""
        raise PlanFileError(
            "the XML declares a document type, in which entities hide", remedy="Export it as plain KML"
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(" ")[2]
        self._path.append(local)
        self._words = []
        if len(self._path) > DEEPEST_XML:
            raise PlanFileError(
                f"the XML is nested more than {DEEPEST_XML} deep", remedy="Export polygons alone"
            )
        if local == "NetworkLink":
            raise PlanFileError("the KML links to another file", remedy="Export what it links to as one file")
        if local in {"Data", "SimpleData"}:
            self._datum = attributes.get("name", "")
        if local == "Placemark":
            self._new_placemark()
        elif "Placemark" in self._path:
            self._start_within(local)

    def _new_placemark(self) -> None:
        if len(self.placemarks) >= MOST_FEATURES:
            raise PlanFileError(f"there are over {MOST_FEATURES:,} placemarks", remedy="Dissolve them")
        self.placemarks.append(_Placemark())

    def _start_within(self, local: str) -> None:
        if local == "Polygon":
            self.placemarks[-1].polygons.append([])
        elif local in _NOT_AREAS:
            raise PlanFileError(
                f"the placemark has a {local}, expected polygons alone",
                where=Where(row=len(self.placemarks)),
                remedy="Leave points and lines out",
            )

    def text(self, words: str) -> None:
        """Text of the element that is open."""
        if self._path and self._path[-1] in _KEPT:
            self._words.append(words)

    def end(self, _: str) -> None:
        """An element ends."""
        local = self._path.pop()
        words = "".join(self._words)
        self._words = []
        is_in_mark = "Placemark" in self._path
        if local in {"value", "SimpleData"}:
            cells = self.placemarks[-1].cells if is_in_mark else self.document
            cells[self._datum] = words
        elif local == "name" and self._path[-1:] == ["Placemark"]:
            self.placemarks[-1].cells["name"] = words
        elif local == "coordinates" and is_in_mark and "Polygon" in self._path:
            self._ring(words)

    def _ring(self, words: str) -> None:
        mark, row = self.placemarks[-1], len(self.placemarks)
        is_outer = "outerBoundaryIs" in self._path
        if is_outer == bool(mark.polygons[-1]):
            raise PlanFileError(
                "a polygon has no outer boundary first, or two", where=Where(row=row), remedy="Draw it again"
            )
        mark.polygons[-1].append(_positions(words, row))


def _positions(words: str, row: int) -> NDArray[np.float64]:
    """Longitude and latitude of each position, altitudes left out; the ring closed."""
    refused = PlanFileError(
        f"a ring is {words.strip()[:60]!r}, expected 4 or more of longitude,latitude, the last as the first",
        where=Where(row=row),
        remedy="Correct the coordinates",
    )
    try:
        found = np.array([tuple(map(float, word.split(",")[:2])) for word in words.split()], np.float64)
        ring = found.reshape(len(found), 2)
    except ValueError as error:
        raise refused from error
    if len(ring) < 4 or (ring[0] != ring[-1]).any():
        raise refused
    if not np.isfinite(ring).all():
        raise PlanFileError(
            "a coordinate is not a finite number", where=Where(row=row), remedy="Correct or leave it out"
        )
    return ring
