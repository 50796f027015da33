"""A plan as a file in any of the formats, with its papers and its record inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from data.errors import PlanFileError
from data.markings import highest_marking
from data.plans.exchange.csv_write import written_csv
from data.plans.exchange.geojson_write import written_geojson
from data.plans.exchange.geoparquet_write import written_geoparquet
from data.plans.exchange.kml_write import written_kml
from data.plans.exchange.ogr_write import written_geopackage, written_shapefile
from data.plans.exchange.papers import FilePapers
from data.plans.plan import Plan


@dataclass(frozen=True, kw_only=True)
class ExportFormat:
    """A format: what people call it, the media type, and what writes it."""

    title: str
    media_type: str
    write: Callable[[Plan, FilePapers], bytes]


EXPORTS: Mapping[str, ExportFormat] = MappingProxyType(
    {
        "geojson": ExportFormat(title="GeoJSON", media_type="application/geo+json", write=written_geojson),
        "gpkg": ExportFormat(
            title="GeoPackage", media_type="application/geopackage+sqlite3", write=written_geopackage
        ),
        "shp.zip": ExportFormat(title="Shapefile", media_type="application/zip", write=written_shapefile),
        "kml": ExportFormat(
            title="KML", media_type="application/vnd.google-earth.kml+xml", write=written_kml
        ),
        "parquet": ExportFormat(
            title="GeoParquet", media_type="application/vnd.apache.parquet", write=written_geoparquet
        ),
        "csv": ExportFormat(title="CSV", media_type="text/csv", write=written_csv),
    }
)
"""Suffix of a file's name to format, in the order in which they are offered."""


def exported(plan: Plan, papers: FilePapers, *, suffix: str) -> bytes:
    """The plan as a file of that suffix, a key of :data:`EXPORTS`, OGC:CRS84.

    Regions without units have no shape: they are in the record, and in the CSV not at all.

    Raises
    ------
    PlanFileError
        If there is no such format, or no region has a unit and the format holds only shapes.
    SettingsError
        If the papers have no marking: nothing is exported without one.
    """
    highest_marking([papers.marking])
    chosen = EXPORTS.get(suffix)
    if chosen is None:
        raise PlanFileError(
            f"there is no format {suffix[:40]!r}", remedy=f"The formats are {', '.join(EXPORTS)}"
        )
    return chosen.write(plan, papers)
