"""Files of boundaries may hold anything: what is about persons is left in them, and that is told."""

from __future__ import annotations

import json
from collections.abc import Callable

import geopandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.plans.exchange.exports import exported
from data.plans.exchange.imports import import_plan
from tests.data.plans.exchange.samples import (
    AREA,
    PAPERS,
    frame,
    geojson,
    geopackage,
    geoparquet,
    parsed_here,
    shapefile_members,
    told,
    zipped,
)
from tests.data.schema.test_person import ABOUT_PERSONS

NAME, MAIL = "Juana Planted", "juana@example.org"
PHRASES = [phrase.strip() for phrase in ABOUT_PERSONS if phrase.strip() not in {"name", "names"}]


def _planted(column: str) -> geopandas.GeoDataFrame:
    made = frame(AREA)
    made["name"] = MAIL
    made[column] = NAME
    return made


def _geojson(column: str) -> bytes:
    body = json.loads(geojson(AREA))
    body["features"][0]["properties"] = {"name": MAIL, column: NAME, "notes": {"of": NAME}}
    return json.dumps(body).encode()


def _kml(column: str) -> bytes:
    ring = " ".join(f"{lon},{lat}" for lon, lat in AREA.exterior.coords)
    return (
        '<?xml version="1.0"?><kml><Document><Placemark>'
        f"<name>{MAIL}</name><description>{NAME}</description>"
        f'<ExtendedData><Data name="{column}"><value>{NAME}</value></Data></ExtendedData>'
        f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing>"
        "</outerBoundaryIs></Polygon></Placemark></Document></kml>"
    ).encode()


FORMATS: dict[str, Callable[[str], bytes]] = {
    "geojson": _geojson,
    "kml": _kml,
    "geopackage": lambda column: geopackage(_planted(column)),
    "geoparquet": lambda column: geoparquet(_planted(column)),
    "shapefile": lambda _: zipped(shapefile_members(_planted("dob"))),
}


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=6, deadline=None)
@given(column=st.sampled_from(PHRASES))
def test_what_is_about_a_person_is_not_read_and_that_is_told(kind: str, column: str) -> None:
    parsed = parsed_here(FORMATS[kind](column))
    said = told(parsed.findings)
    assert "would name or describe a person were not read" in said
    assert "The name looks like an e-mail address" in said
    assert parsed.features[0].name == ""
    assert NAME not in repr(parsed)
    assert MAIL not in repr(parsed)


def test_nothing_of_it_is_in_the_plan_or_what_is_exported_of_it() -> None:
    done = import_plan("boundaries.geojson", _geojson("suspect name"))
    kept = exported(done.plan, PAPERS, suffix="geojson")
    for text in (repr(done.plan), told(done.report.findings), repr(kept)):
        assert NAME not in text
        assert MAIL not in text
