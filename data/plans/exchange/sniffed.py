"""What kind of file some bytes are, seen from the bytes and never from the name."""

from __future__ import annotations

import re
from enum import StrEnum

from data.errors import PlanFileError
from data.plans.exchange.limits import MOST_BYTES


class Kind(StrEnum):
    """A kind of file that is read, by its short name."""

    GEOJSON = "geojson"
    GEOPACKAGE = "gpkg"
    ARCHIVE = "shp.zip"
    KML = "kml"
    PARQUET = "parquet"
    CSV = "csv"


WORDS = {
    Kind.GEOJSON: "GeoJSON",
    Kind.GEOPACKAGE: "GeoPackage",
    Kind.ARCHIVE: "Shapefile in a zip",
    Kind.KML: "KML",
    Kind.PARQUET: "GeoParquet",
    Kind.CSV: "CSV of units",
}
_TAKEN = ", ".join(WORDS.values())
_HEAD = 4096
_TAG = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_REFUSED = (
    (b"\x00\x00\x27\x0a", "one member of a Shapefile", "Put .shp, .shx, .dbf, .prj and .cpg in one zip"),
    (b"%PDF", "a PDF document", f"Export the boundaries as one of {_TAKEN}"),
    (b"fgb", "a FlatGeobuf", "Convert it to GeoPackage or GeoJSON"),
    (b"\x1f\x8b", "a gzip", "Unpack it first"),
    (b"\xff\xfe", "UTF-16 text", "Save it in the encoding UTF-8"),
    (b"\xfe\xff", "UTF-16 text", "Save it in the encoding UTF-8"),
)


def sniffed(body: bytes) -> Kind:
    """The kind of the file.

    Raises
    ------
    PlanFileError
        If the file is empty, larger than 64 MB, or of no kind that is read.
    """
    if not body:
        raise PlanFileError("the file is empty (0 bytes)", remedy="Export it again")
    if len(body) > MOST_BYTES:
        raise PlanFileError(
            f"the file has {len(body):,} bytes, expected at most {MOST_BYTES:,}",
            remedy="Simplify its shapes or split it",
        )
    if body.startswith(b"PAR1"):
        return Kind.PARQUET
    if body.startswith(b"SQLite format 3\0"):
        return Kind.GEOPACKAGE
    if body.startswith(b"PK"):
        return Kind.ARCHIVE
    for magic, what, remedy in _REFUSED:
        if body.startswith(magic):
            raise PlanFileError(f"the content is {what}", remedy=remedy)
    return _of_text(body[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip())


def _of_text(head: bytes) -> Kind:
    if not head:
        raise PlanFileError("the file holds nothing but blanks", remedy="Export it again")
    if b"\0" in head:
        raise PlanFileError("the content is of no known kind", remedy=f"Give one of {_TAKEN}")
    if head[:1] in (b"{", b"["):
        return Kind.GEOJSON
    if head[:1] != b"<":
        return Kind.CSV
    tag = _TAG.search(head)
    if tag is not None and tag[1] == b"kml":
        return Kind.KML
    name = tag[1][:40].decode("ascii", "replace") if tag else "no element"
    raise PlanFileError(
        f"the content is XML that starts with {name}, not KML", remedy=f"Give one of {_TAKEN}"
    )
