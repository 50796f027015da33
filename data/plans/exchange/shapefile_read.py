"""A Shapefile in a zip from outside: five members that belong together. Runs in the child.

Without ``.dbf`` attributes would be lost, without ``.prj`` the CRS, without ``.cpg`` the alphabet, and
a cut ``.shp`` would give its last shapes as none, all without an error from GDAL: so each is asked for,
and lengths and counts are compared with what the headers say.

Source: Esri "Shapefile Technical Description", 1998.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pyproj
from pyproj.exceptions import CRSError

from data.errors import PlanFileError
from data.plans.exchange.archive_read import archive_members
from data.plans.exchange.file_format import RECORD_MEMBER
from data.plans.exchange.layers_read import raw_frame, read_layer
from data.plans.exchange.limits import MOST_FEATURES
from data.plans.exchange.raw import Raw

_NEEDED = ("shp", "shx", "dbf", "prj")
_POLYGONS = {5, 15, 25}
"""Shape types: Polygon, PolygonZ, PolygonM."""
_HEADER = 100


def raw_shapefile(body: bytes, folder: Path) -> Raw:
    """Features of the one Shapefile in the zip as they are, and the record beside it if there is one.

    Members are written to ``folder`` under names of our own.

    Raises
    ------
    PlanFileError
        If the zip is refused, has no Shapefile or several, lacks a member, or a member is shorter or
        holds another number of shapes than the headers say.
    """
    members = archive_members(body)
    parts = _parts(members)
    count, crs = _checked_count(parts), _crs(parts["prj"])
    for suffix, content in parts.items():
        (folder / f"boundaries.{suffix}").write_bytes(content)
    frame = read_layer(folder / "boundaries.shp", encoding=_encoding(parts))
    if len(frame) != count:
        raise PlanFileError(
            f"{len(frame):,} shapes can be read of {count:,}", remedy="Export the Shapefile again"
        )
    records = [content for name, content in members.items() if PurePosixPath(name).name == RECORD_MEMBER]
    text = records[0].decode("utf-8", "replace") if records else ""
    return raw_frame(frame, crs, record=text)


def _parts(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Suffix to bytes of the members of the one Shapefile."""
    stems = [PurePosixPath(name) for name in members if name.lower().endswith(".shp")]
    if len(stems) != 1:
        kml = any(name.lower().endswith(".kml") for name in members)
        raise PlanFileError(
            f"the zip has {len(stems)} Shapefiles, expected one" + (", and a KML" if kml else ""),
            remedy="Unpack a KMZ and send its .kml"
            if kml
            else "Pack one layer: .shp, .shx, .dbf, .prj, .cpg",
        )
    stem = str(stems[0].with_suffix("")).lower()
    paths = [(PurePosixPath(name.lower()), content) for name, content in members.items()]
    found = {path.suffix[1:]: content for path, content in paths if str(path.with_suffix("")) == stem}
    missing = [f".{suffix}" for suffix in _NEEDED if suffix not in found]
    if missing:
        raise PlanFileError(
            f"the Shapefile has no {' and no '.join(missing)}",
            remedy="Pack .shp, .shx, .dbf, .prj and .cpg of the layer together",
        )
    return {suffix: found[suffix] for suffix in (*_NEEDED, "cpg") if suffix in found}


def _checked_count(parts: Mapping[str, bytes]) -> int:
    """The number of shapes, on which the headers agree with each other and with the lengths."""
    for suffix in ("shp", "shx"):
        content = parts[suffix]
        if len(content) < _HEADER or content[:4] != b"\x00\x00\x27\x0a":
            raise PlanFileError(f"the .{suffix} has no header", remedy="Export the Shapefile again")
        stated = 2 * struct.unpack(">i", content[24:28])[0]
        if stated != len(content):
            raise PlanFileError(
                f"the .{suffix} has {len(content):,} bytes, its header says {stated:,}",
                remedy="It was cut off or damaged: export or copy it again",
            )
    kind = struct.unpack("<i", parts["shp"][32:36])[0]
    if kind not in _POLYGONS:
        raise PlanFileError(f"the shapes are of type {kind}, expected polygons (5)", remedy="Export polygons")
    count = (len(parts["shx"]) - _HEADER) // 8
    rows = _table_rows(parts["dbf"])
    if rows != count or count > MOST_FEATURES:
        raise PlanFileError(
            f"there are {count:,} shapes and {rows:,} rows of attributes, expected as many of each, at most "
            f"{MOST_FEATURES:,}",
            remedy="Export the Shapefile again",
        )
    _check_index(parts["shp"], parts["shx"])
    return count


def _check_index(shapes: bytes, index: bytes) -> None:
    """Refuse an index that leads elsewhere than to the record of its number and length."""
    for number, (at, words) in enumerate(struct.iter_unpack(">ii", index[_HEADER:]), start=1):
        header = shapes[2 * at : 2 * at + 8] if at > 0 else b""
        if header != struct.pack(">ii", number, words):
            raise PlanFileError(
                f"the .shx leads to something else than shape {number}",
                remedy="One of the two is damaged: export the Shapefile again",
            )


def _table_rows(table: bytes) -> int:
    if len(table) < 32:
        raise PlanFileError("the .dbf has no header", remedy="Export the Shapefile again")
    rows, header, width = struct.unpack("<IHH", table[4:12])
    if len(table) < header + rows * width:
        raise PlanFileError(
            f"the .dbf has {len(table):,} bytes, its header says {header + rows * width:,}",
            remedy="It was cut off or damaged: export or copy it again",
        )
    return int(rows)


def _encoding(parts: Mapping[str, bytes]) -> str | None:
    """The alphabet of the attributes: what ``.cpg`` says, or UTF-8 if only ASCII is in use."""
    if "cpg" in parts:
        return None
    if max(parts["dbf"][32:], default=0) < 0x80:
        return "UTF-8"
    raise PlanFileError(
        "the Shapefile has no .cpg, and its attributes have letters outside ASCII",
        remedy="Pack the .cpg too: it says in which encoding they are",
    )


def _crs(text: bytes) -> pyproj.CRS:
    try:
        return pyproj.CRS.from_wkt(text.decode("utf-8"))
    except (CRSError, UnicodeDecodeError) as error:
        raise PlanFileError(
            f"the .prj cannot be read: {str(error)[:80]}", remedy="Export the Shapefile again, with its CRS"
        ) from error
