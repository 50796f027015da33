"""GeoParquet from outside. Runs in the child.

Source: OGC 23-042 "GeoParquet", 1.1.0, 2024: geometry as WKB; a column that names no CRS is in
OGC:CRS84, and one whose CRS is null is in none that is known.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely
from pyproj.exceptions import CRSError

from data.errors import PlanFileError
from data.plans.exchange.file_format import CRS, FORMAT
from data.plans.exchange.json_text import strict_json
from data.plans.exchange.limits import MOST_FEATURES, MOST_UNPACKED_BYTES
from data.plans.exchange.named import name_and_key, person_findings
from data.plans.exchange.raw import Raw


def raw_geoparquet(body: bytes) -> Raw:
    """Features of the file as they are, and its record if it has one.

    Raises
    ------
    PlanFileError
        If the file is cut or damaged, too large unpacked, names no geometry column or no CRS, or its
        geometry is not WKB.
    """
    try:
        file = pq.ParquetFile(io.BytesIO(body), page_checksum_verification=True)
        _check_size(file.metadata)
        table = file.read()
        cells = _cells(table)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise PlanFileError(
            f"the Parquet file of {len(body):,} bytes cannot be read: {str(error)[:120]}",
            remedy="The file was cut off or damaged: write or copy it again",
        ) from error
    metadata = {name.decode("utf-8", "replace"): text for name, text in (table.schema.metadata or {}).items()}
    column, crs = _geometry_column(metadata)
    if column not in table.column_names:
        raise PlanFileError(f"the geometry column {column!r} is not there", remedy="Write the file again")
    named = [name_and_key(row) for row in cells]
    return Raw(
        shapes=_shapes(table.column(column)),
        names=tuple(name for name, _ in named),
        keys=tuple(key for _, key in named),
        record=metadata.get(FORMAT, b"").decode("utf-8", "replace"),
        crs=crs,
        findings=person_findings(cells),
    )


def _check_size(metadata: pq.FileMetaData) -> None:
    size = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    if metadata.num_rows > MOST_FEATURES or size > MOST_UNPACKED_BYTES:
        raise PlanFileError(
            f"there are {metadata.num_rows:,} rows of {size:,} bytes, expected at most {MOST_FEATURES:,} of "
            f"{MOST_UNPACKED_BYTES:,}",
            remedy="Dissolve or simplify them",
        )


def _cells(table: pa.Table) -> list[dict[str, object]]:
    """Text and numbers of each row."""
    simple = [field.name for field in table.schema if _is_simple(field.type)]
    rows: list[dict[str, object]] = table.select(simple).to_pylist()
    return rows or [{} for _ in range(table.num_rows)]


def _is_simple(kind: pa.DataType) -> bool:
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_integer, pa.types.is_floating)
    return any(is_so(kind) for is_so in tests)


def _geometry_column(metadata: Mapping[str, bytes]) -> tuple[str, pyproj.CRS]:
    if "geo" not in metadata:
        raise PlanFileError(
            "the Parquet file says nothing of geometry (no metadata 'geo')", remedy="Write it as GeoParquet"
        )
    geo = strict_json(metadata["geo"], what="the metadata 'geo'")
    primary = geo.get("primary_column") if isinstance(geo, Mapping) else None
    columns = geo.get("columns") if isinstance(geo, Mapping) else None
    column = columns.get(primary) if isinstance(columns, Mapping) else None
    if not isinstance(column, Mapping) or column.get("encoding") != "WKB":
        raise PlanFileError(
            "the metadata 'geo' names no geometry column in the encoding WKB", remedy="Write it as GeoParquet"
        )
    return str(primary), _crs(column.get("crs", CRS))


def _crs(value: object) -> pyproj.CRS:
    try:
        if value is not None:
            return pyproj.CRS.from_user_input(value)
    except CRSError as error:
        raise PlanFileError(
            f"the CRS cannot be read: {str(error)[:80]}", remedy=f"Write the file in {CRS}"
        ) from error
    raise PlanFileError("the geometry is in no known CRS (null)", remedy=f"Write the file in {CRS}")


def _shapes(column: pa.ChunkedArray) -> np.ndarray:
    try:
        # Numbers that are not finite are refused later, with their row.
        with np.errstate(invalid="ignore"):
            return np.asarray(shapely.from_wkb(np.array(column.to_pylist(), np.object_)), np.object_)
    except (shapely.GEOSException, TypeError) as error:
        raise PlanFileError(
            f"a geometry is no WKB: {str(error)[:80]}", remedy="Write the file again"
        ) from error
