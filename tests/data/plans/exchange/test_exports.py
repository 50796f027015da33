"""A plan goes out in every format with its papers inside, and comes back as it was."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import PlanFileError
from data.geography.county_names import county_names
from data.plans.applied import apply
from data.plans.codec import digest
from data.plans.edits import AddRegion, Assign
from data.plans.exchange.exports import EXPORTS, exported
from data.plans.exchange.imports import import_plan
from data.plans.exchange.papers import assignment_digest
from data.plans.exchange.restored import is_same, restored
from data.plans.plan import COLOURS, Plan
from data.plans.unit_shapes import region_shape
from tests.data.plans.exchange.samples import PAPERS, cut_plan, export_of, parsed_here, renamed

WITH_RECORD = tuple(suffix for suffix in EXPORTS if suffix != "csv")
FIPS = tuple(county_names())


@pytest.mark.parametrize("suffix", WITH_RECORD)
def test_an_export_comes_back_as_exactly_the_plan_that_it_was(suffix: str) -> None:
    found = import_plan(f"../evil/plan.{suffix}", export_of(suffix))
    assert found.plan == cut_plan()
    assert digest(found.plan) == digest(cut_plan())
    assert found.report.is_restored
    assert found.report.papers == PAPERS
    assert not found.report.findings


def test_a_table_comes_back_with_the_same_units_in_the_same_regions_and_the_same_cuts() -> None:
    found = import_plan("plan.csv", export_of("csv"))
    assert assignment_digest(found.plan) == assignment_digest(cut_plan())
    assert [(region.key, region.name, region.colour) for region in found.plan.regions] == [
        ("r1", "=West, «Пасо»", 3),
        ("r2", "'East", 5),
    ]
    assert not found.report.findings


@pytest.mark.parametrize("suffix", WITH_RECORD)
@settings(max_examples=4)
@given(
    dealt=st.dictionaries(st.sampled_from(FIPS), st.integers(1, 4), min_size=1, max_size=12),
    name=st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20),
)
def test_any_plan_comes_back(suffix: str, dealt: dict[str, int], name: str) -> None:
    plan = Plan()
    for number in range(4):
        plan = apply(plan, AddRegion(name=f"{name}{number}", colour=number % COLOURS)).plan
    for fips, number in dealt.items():
        plan = apply(plan, Assign(units=(fips,), region=f"r{number}")).plan
    found = restored(parsed_here(exported(plan, PAPERS, suffix=suffix)))
    assert not found.why
    assert found.plan == plan


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "kml", "parquet"])
def test_other_programs_read_the_same_shapes(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"plan.{suffix}"
    path.write_bytes(export_of(suffix))
    read = geopandas.read_parquet(path) if suffix == "parquet" else geopandas.read_file(path, layer=0)
    assert read.crs.equals("OGC:CRS84", ignore_axis_order=True)
    for shape, key in zip(read.geometry, ("r1", "r2"), strict=True):
        assert is_same(shape, region_shape(cut_plan(), key))


def test_a_shapefile_has_all_its_members_and_names_of_ten_letters(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(export_of("shp.zip"))) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    assert {"regions.shp", "regions.shx", "regions.dbf", "regions.prj", "regions.cpg"} <= {
        path.name for path in tmp_path.iterdir()
    }
    read = geopandas.read_file(tmp_path / "regions.shp")
    assert all(len(name) <= 10 for name in read.columns)
    assert read["name"].tolist() == ["=West, «Пасо»", "'East"]
    assert set(read["marking"]) == {PAPERS.marking}
    assert json.loads((tmp_path / "plan.json").read_text())["marking"] == PAPERS.marking
    assert PAPERS.marking in (tmp_path / "README.txt").read_text()


def test_outer_rings_of_geojson_run_counter_clockwise() -> None:
    for feature in json.loads(export_of("geojson"))["features"]:
        for part in shapely.get_parts(shapely.geometry.shape(feature["geometry"])):
            assert part.exterior.is_ccw
            assert not any(hole.is_ccw for hole in part.interiors)


@pytest.mark.parametrize("suffix", WITH_RECORD)
def test_a_plan_without_units_is_written_and_read(suffix: str) -> None:
    plan = apply(Plan(), AddRegion(name="Nothing yet", colour=0)).plan
    found = restored(parsed_here(exported(plan, PAPERS, suffix=suffix)))
    assert found.plan == plan


def test_a_format_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(PlanFileError, match=r"no format 'dwg'.*geojson, gpkg, shp\.zip"):
        exported(cut_plan(), PAPERS, suffix="dwg")


def test_a_record_that_was_changed_is_not_believed() -> None:
    collection = json.loads(export_of("geojson"))
    collection["borderops-plan"]["content"]["assigned"]["48141/2"] = "r1"
    found = restored(parsed_here(json.dumps(collection).encode()))
    assert found.plan is None
    assert "digest" in found.why


def test_a_record_of_another_plan_than_the_shapes_is_not_believed() -> None:
    collection = json.loads(export_of("geojson"))
    moved = apply(cut_plan(), Assign(units=("48141/2",), region="r1")).plan
    collection["borderops-plan"] = json.loads(exported(moved, PAPERS, suffix="geojson"))["borderops-plan"]
    found = restored(parsed_here(json.dumps(collection).encode()))
    assert found.plan is None
    assert "shape of feature 1 (r1)" in found.why


def test_shapes_that_were_edited_elsewhere_are_read_by_their_shapes_and_that_is_told() -> None:
    collection = json.loads(export_of("geojson"))
    ring = collection["features"][1]["geometry"]["coordinates"]
    while not isinstance(ring[0][0], float):
        ring = ring[0]
    ring[1][0] += 1e-6
    found = import_plan("edited.geojson", json.dumps(collection).encode())
    assert not found.report.is_restored
    assert "read by its shapes" in found.report.findings[0].found
    assert [region.name for region in found.plan.regions] == ["=West, «Пасо»", "'East"]
    assert {unit for unit, key in found.plan.assigned.items() if key == "r2"} >= {"48377", "48043", "48443"}


def test_a_name_changes_the_digest_of_the_plan_and_not_of_its_assignment() -> None:
    other = renamed(cut_plan(), "Elsewhere")
    assert digest(other) != digest(cut_plan())
    assert assignment_digest(other) == assignment_digest(cut_plan())


def test_edges_tell_shapes_apart_by_one_bit() -> None:
    shape = region_shape(cut_plan(), "r1")
    moved = np.nextafter(shape.bounds[0], 0)
    assert is_same(shape, shape)
    other = shapely.transform(shape, lambda at: np.where(at == at[:, 0].min(), moved, at))
    assert not is_same(shape, other)
