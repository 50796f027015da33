"""Plans to be written to files, and files as others might write them."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas
import pytest
import shapely
from shapely import LineString, MultiPolygon, Polygon, box
from shapely.geometry import mapping

from data.errors import PlanFileError
from data.plans.applied import apply
from data.plans.edits import AddRegion, Assign, CutUnit, Edit, SetLock, SetReason, SetResources, SetRules
from data.plans.exchange.child import UPLOAD, parsed_upload
from data.plans.exchange.exports import exported
from data.plans.exchange.papers import FilePapers
from data.plans.exchange.parsed import Finding, Parsed
from data.plans.exchange.sniffed import sniffed
from data.plans.plan import Plan, Resources, Rules
from data.plans.unit_shapes import county_shapes

PAPERS = FilePapers(
    name="=Plan <A> & señal",
    plan_id=7,
    edit=41,
    version=12,
    marking="TEST MARKING//A",
    data_version="v000003",
    as_of=date(2026, 10, 31),
    is_synthetic=True,
    made_at=datetime(2026, 11, 30, 12, 30, tzinfo=UTC),
    caveats=("Counts of counties under 10 are in no sum.",),
)
AREA = box(-106.5, 31.5, -106.0, 32.0)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b"]><kml><Document><name>&b;</name></Document></kml>"
)
"""KML whose entities grow."""
WEST, EAST = ("48141", "48229"), ("48377", "48043", "48443")
_EDITS: tuple[Edit, ...] = (
    AddRegion(name="=West, «Пасо»", colour=3),
    AddRegion(name="'East", colour=5),
    AddRegion(name="Without units", colour=7),
    Assign(units=WEST, region="r1"),
    Assign(units=EAST, region="r2"),
    CutUnit(unit="48141", line=LineString([(-107, 31.7), (-105, 31.75)])),
    CutUnit(unit="48141/1", line=LineString([(-106.3, 31), (-106.35, 33)])),
    Assign(units=("48141/1/2",), region="r2"),
    Assign(units=("48141/2",), region=None),
    SetLock(units=("48229",), regions=("r2",)),
    SetReason(units=("48229",), text="@the pass"),
    SetResources(region="r1", resources=Resources(officers=12, availability=0.5)),
    SetRules(rules=Rules(weights={"incidents": 1.0, "ports": 0.5}, bridged=frozenset({("48229", "48443")}))),
)


@cache
def cut_plan() -> Plan:
    """A plan with two cuts, a lock, a reason, resources, and names that a spreadsheet would run."""
    plan = Plan()
    for edit in _EDITS:
        plan = apply(plan, edit).plan
    return plan


@cache
def export_of(suffix: str) -> bytes:
    """The plan with cuts as a file."""
    return exported(cut_plan(), PAPERS, suffix=suffix)


def parsed_here(body: bytes, *, is_foreign: bool = False) -> Parsed:
    """What the child would make of a file, in this process, which is quicker."""
    with TemporaryDirectory() as folder:
        (Path(folder) / UPLOAD).write_bytes(body)
        return parsed_upload(sniffed(body), is_foreign=is_foreign, folder=Path(folder))


def counties_joined(*fips: str) -> Polygon | MultiPolygon:
    """Counties as one shape."""
    joined: Polygon | MultiPolygon = shapely.coverage_union_all([county_shapes()[one] for one in fips])
    return joined


def geojson(*shapes: shapely.Geometry | None, **more: object) -> bytes:
    """A collection with these geometries, as others write it."""
    features = [
        {
            "type": "Feature",
            "properties": {"NAME": f"Area {n}"},
            "geometry": mapping(shape) if shape else None,
        }
        for n, shape in enumerate(shapes, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def frame(*shapes: shapely.Geometry | None, crs: str | None = "EPSG:4326") -> geopandas.GeoDataFrame:
    """A frame with these geometries."""
    return geopandas.GeoDataFrame(
        {"name": [f"Area {n}" for n in range(1, len(shapes) + 1)]}, geometry=list(shapes), crs=crs
    )


def shapefile_members(of: geopandas.GeoDataFrame) -> dict[str, bytes]:
    """The members of a Shapefile as GDAL writes it."""
    with TemporaryDirectory() as folder:
        of.to_file(Path(folder) / "area.shp", driver="ESRI Shapefile", encoding="UTF-8")
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def geopackage(of: geopandas.GeoDataFrame) -> bytes:
    """A GeoPackage as GDAL writes it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "area.gpkg"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that there is no CRS is what some tests want
            of.to_file(path, driver="GPKG")
        return path.read_bytes()


def geoparquet(of: geopandas.GeoDataFrame) -> bytes:
    """A GeoParquet as GeoPandas writes it."""
    target = io.BytesIO()
    of.to_parquet(target)
    return target.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of the members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return target.getvalue()


def renamed(plan: Plan, name: str) -> Plan:
    """The plan with another name for its first region."""
    first, *rest = plan.regions
    return replace(plan, regions=(replace(first, name=name), *rest))


def refused(body: bytes) -> PlanFileError:
    """The refusal, which must say what to do."""
    with pytest.raises(PlanFileError) as found:
        parsed_here(body)
    assert found.value.remedy
    return found.value


def told(findings: tuple[Finding, ...]) -> str:
    """All findings as text."""
    return "\n".join(f"{finding.row}: {finding.found}. {finding.remedy}" for finding in findings)
