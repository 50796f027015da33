"""Files from elsewhere become whole plans: snapped, cut, mended, and every bit of that told."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from shapely import Point, Polygon, box

from data.errors import PlanFileError
from data.geography.county_names import county_names
from data.geography.measure import area_km2
from data.plans.exchange.drawn_features import drawn_features
from data.plans.exchange.imports import import_plan
from data.plans.exchange.parsed import Finding
from data.plans.plan import Plan, Rules
from data.plans.unit_shapes import region_shape
from tests.data.plans.exchange.samples import (
    EAST,
    WEST,
    counties_joined,
    cut_plan,
    export_of,
    frame,
    geojson,
    geopackage,
    geoparquet,
    parsed_here,
    shapefile_members,
    told,
    zipped,
)

NOWHERE = box(0, 0, 1, 1)


def drawn(body: bytes, rules: Rules | None = None) -> tuple[Plan, tuple[Finding, ...]]:
    """Plan and findings of a file with shapes."""
    parsed = parsed_here(body)
    plan, findings = drawn_features(parsed.features, rules or Rules())
    return plan, (*parsed.findings, *findings)


def members(plan: Plan, key: str) -> set[str]:
    """Units of a region."""
    return {unit for unit, region in plan.assigned.items() if region == key}


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4269", "EPSG:5070", "EPSG:3857"])
def test_counties_in_any_crs_go_whole_and_the_reprojection_is_told(crs: str) -> None:
    shapes = frame(counties_joined(*WEST), counties_joined(*EAST)).to_crs(crs)
    plan, findings = drawn(geopackage(shapes))
    assert (members(plan, "r1"), members(plan, "r2")) == (set(WEST), set(EAST))
    assert [region.name for region in plan.regions] == ["Area 1", "Area 2"]
    notes = {"EPSG:4326": "lie in no feature", "EPSG:4269": "NAD 83"}
    assert notes.get(crs, "Reprojected from") in told(findings)
    assert not plan.cuts


def test_each_format_gives_the_same_plan() -> None:
    shapes = counties_joined(*WEST), counties_joined(*EAST)
    bodies = (
        geojson(*shapes),
        geoparquet(frame(*shapes)),
        geopackage(frame(*shapes)),
        zipped(shapefile_members(frame(*shapes))),
    )
    plans = [drawn(body)[0] for body in bodies]
    assert all(plan == plans[0] for plan in plans)


def test_a_shape_that_crosses_a_county_cuts_it_as_a_drawing_would() -> None:
    plan, findings = drawn(geojson(box(-106.2, 31.0, -105.0, 32.0)), Rules(snap_km=0.5))
    assert "48141" in plan.cuts
    assert "Cut along the outline" in told(findings)


def test_what_two_features_share_goes_to_the_first_and_is_told_with_its_area() -> None:
    first, second = counties_joined(*WEST), counties_joined("48229", "48043")
    plan, findings = drawn(geojson(first, second))
    assert members(plan, "r1") == set(WEST)
    assert members(plan, "r2") == {"48043"}
    area = area_km2(counties_joined("48229"))
    assert f"2: overlaps feature 1 by {area:,.2f} km²: that one keeps it. Clip" in told(findings)


def test_a_feature_that_gets_nothing_is_told() -> None:
    plan, findings = drawn(geojson(counties_joined(*WEST), counties_joined("48141"), NOWHERE))
    assert [len(members(plan, region.key)) for region in plan.regions] == [2, 0, 0]
    assert told(findings).count("no county goes to it") == 2


def test_a_gap_that_features_surround_is_told_with_its_area_and_place() -> None:
    outer = box(-100, 40, -97, 42).difference(box(-99, 40.5, -98, 41))
    _, findings = drawn(geojson(outer), Rules(snap_km=0))
    area = area_km2(box(-99, 40.5, -98, 41))
    assert f"leaves {area:,.2f} km² around -98.500, 40.750" in told(findings)
    _, findings = drawn(geojson(outer, box(-99, 40.5, -98, 41)), Rules(snap_km=0))
    assert "leaves" not in told(findings)


def test_a_shape_that_crosses_itself_is_mended_and_that_is_told() -> None:
    bow_tie = Polygon([(-106, 31), (-104, 33), (-104, 31), (-106, 33)])
    for body in (geojson(bow_tie), geopackage(frame(bow_tie))):
        _, findings = drawn(body)
        assert "1: Two edges cross or overlap at longitude -105, latitude 32" in told(findings)


def test_altitudes_are_left_out_and_an_open_ring_is_closed_and_both_are_told() -> None:
    high = shapely.force_3d(counties_joined("48141"), 5.0)
    assert "Altitudes were left out" in told(drawn(geojson(high))[1])
    assert "Altitudes were left out" in told(drawn(geopackage(frame(high)))[1])
    opened = json.loads(geojson(counties_joined("48141")))
    opened["features"][0]["geometry"]["coordinates"][0].pop()
    assert "1 ring was open" in told(drawn(json.dumps(opened).encode())[1])


def test_a_shape_with_too_many_corners_gives_whole_counties_and_that_is_told() -> None:
    dense = shapely.segmentize(counties_joined(*WEST), 2e-4)
    assert shapely.get_num_coordinates(dense) > 20_000
    plan, findings = drawn(geojson(dense))
    assert members(plan, "r1") == set(WEST)
    assert "2 counties were taken whole, 0 drawn" in told(findings)


def test_a_shape_with_too_many_corners_cuts_the_counties_that_it_crosses() -> None:
    crossing = counties_joined(*WEST).union(box(-105.5, 30.0, -104.0, 32.5))
    few, many = drawn(geojson(crossing)), drawn(geojson(shapely.segmentize(crossing, 5e-4)))
    assert "counties were taken whole" in told(many[1])
    assert many[0].cuts.keys() == few[0].cuts.keys() != set()
    assert many[0].assigned == few[0].assigned
    areas = [area_km2(region_shape(plan, "r1")) for plan, _ in (few, many)]
    assert np.isclose(*areas, rtol=1e-5)


def test_a_file_that_covers_no_county_is_refused() -> None:
    with pytest.raises(PlanFileError, match="none of the 1 features covers a county"):
        drawn(geojson(NOWHERE))
    with pytest.raises(PlanFileError, match="there are no features"):
        drawn(geojson())


def test_a_feature_without_a_name_is_called_by_its_row() -> None:
    bare = json.loads(geojson(counties_joined(*WEST)))
    bare["features"][0]["properties"] = None
    assert drawn(json.dumps(bare).encode())[0].regions[0].name == "Region 1"
    odd = json.loads(geojson(counties_joined(*WEST)))
    odd["features"][0]["properties"] = {"Name": " <b>\u202e" + "x" * 200}
    name = drawn(json.dumps(odd).encode())[0].regions[0].name
    assert name == "<b>" + "x" * 77


def test_what_is_refused_names_the_file_the_row_and_what_to_do() -> None:
    with pytest.raises(PlanFileError) as refusal:
        import_plan("C:\\temp\\area\n.geojson", geojson(counties_joined(*WEST), Point(0, 0)))
    assert refusal.value.where.file == "area.geojson"
    assert refusal.value.where.row == 2
    assert refusal.value.remedy


def test_the_report_counts_what_the_plan_has() -> None:
    found = import_plan("area.geojson", geojson(counties_joined(*WEST), counties_joined(*EAST)))
    report = found.report
    assert (report.kind, report.features, report.regions, report.counties) == ("GeoJSON", 2, 2, 5)
    assert (report.parts, report.unassigned) == (0, len(county_names()) - 5)
    assert not report.is_restored
    assert report.papers is None
    assert "2 regions, made of 2 features" in report.words


def test_the_geometry_of_a_restored_plan_is_that_of_the_file() -> None:
    found = import_plan("plan.kml", export_of("kml"))
    shapes = {feature.key: feature.shape for feature in parsed_here(export_of("kml")).features}
    for key, shape in shapes.items():
        mine = region_shape(found.plan, key)
        assert np.isclose(area_km2(shape), area_km2(mine), rtol=1e-12)
        assert shapely.normalize(shape).equals_exact(shapely.normalize(mine), 0)
    assert found.plan == cut_plan()
