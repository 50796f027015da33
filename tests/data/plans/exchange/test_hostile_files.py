"""Files that are cut, damaged, wrong or made to do harm are refused with what to do, and nothing else."""

from __future__ import annotations

import geopandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from data.plans.exchange.exports import EXPORTS
from data.plans.exchange.limits import MOST_FEATURES
from data.plans.exchange.sniffed import sniffed
from tests.data.plans.exchange.samples import (
    AREA,
    BOMB,
    export_of,
    geojson,
    geoparquet,
    parsed_here,
    refused,
)

DEEP = 100_000
VRT = (
    b'<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd</SrcDataSource>'
    b"</OGRVRTLayer></OGRVRTDataSource>"
)
MARK = b"<kml><Placemark>%b</Placemark></kml>"
RING = (
    b"<Polygon><outerBoundaryIs><LinearRing><coordinates>%b</coordinates></LinearRing>"
    b"</outerBoundaryIs></Polygon>"
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "nothing but blanks"),
        (b"\0\1\2\3", "no known kind"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "a gzip"),
        (b"\x00\x00\x27\x0a\0\0", "one member of a Shapefile"),
        (b"\xff\xfe<\0k\0m\0l\0", "UTF-16"),
        (VRT, "XML that starts with OGRVRTDataSource"),
        (b'<?xml version="1.0"?><WFS_Capabilities/>', "XML that starts with WFS_Capabilities"),
        (b"<!-- kml --><gml:FeatureCollection xmlns:gml='x'/>", "XML that starts with FeatureCollection"),
        (b"WFS:somewhere", "the columns are"),
        (b"SQLite format 3\0" + b"\0" * 100, "less than one page"),
    ],
)
def test_a_file_of_no_kind_that_is_read_is_refused_by_what_it_is(body: bytes, words: str) -> None:
    assert words in str(refused(body))


def test_a_file_is_known_by_its_content_alone() -> None:
    for suffix in EXPORTS:
        assert sniffed(export_of(suffix)) == suffix


@pytest.mark.parametrize("suffix", EXPORTS)
@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused_wherever_it_was(suffix: str, part: float) -> None:
    body = export_of(suffix)
    refused(body[: int(len(body) * part)])


@settings(max_examples=40)
@given(at=st.floats(0.1, 0.98), suffix=st.sampled_from(tuple(EXPORTS)))
def test_no_part_of_a_file_passes_for_the_whole(at: float, suffix: str) -> None:
    body = export_of(suffix)
    refused(body[: int(len(body) * at)])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (BOMB, "document type"),
        (
            BOMB.replace(b'<?xml version="1.0"?>', b"").replace(
                b"kml [", b'kml SYSTEM "file:///etc/passwd" ['
            ),
            "type",
        ),
        (b"<kml><NetworkLink><href>x</href></NetworkLink></kml>", "links to another file"),
        (b"<kml>" + b"<Folder>" * DEEP, "nested more than 32 deep"),
        (b"<kml><Placemark>", "no whole XML"),
        (MARK % b"", "no geometry"),
        (MARK % b"<Point><coordinates>1,2</coordinates></Point>", "a Point"),
        (MARK % (RING % b"0,0 1,0 nan,1 0,0"), "not a finite number"),
        (MARK % (RING % b"0,0 1,0 1e999,1 0,0"), "not a finite number"),
        (MARK % (RING % b"0,0 1,0 1,1 0,1"), "the last as the first"),
        (MARK % (RING % b"0,0 1,0 0,0"), "4 or more"),
        (MARK % (RING % b"0,0 1,x 1,1 0,0"), "'0,0 1,x 1,1 0,0'"),
        (MARK % (RING % b"0,0 1,0 1,95 0,0"), "no longitude and latitude"),
    ],
)
def test_kml_that_is_wrong_or_made_to_do_harm_is_refused(body: bytes, words: str) -> None:
    assert words in str(refused(body))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"[" * DEEP, "nested more than 16 deep"),
        (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "nested more than 16"),
        (b'{"type":"GeometryCollection","geometries":[' * DEEP, "nested more than 16"),
        (b'{"type": "FeatureCollection", "features": {}}', "no list of features"),
        (b'{"type": "FeatureCollection", "features": [1]}', "row 1: found something else"),
        (b'{"type": "GeometryCollection", "geometries": []}', "type is 'GeometryCollection'"),
        (b"[1, 2]", "no GeoJSON object"),
        (b'{"type": "Feature", "type": "Feature"}', "given twice"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 0], [1, 0], [1, 1], [NaN, 0]]]}', "NaN"),
        (b'{"type": "Polygon", "coordinates": [[[1e999, 0], [1, 0], [1, 1], [1e999, 0]]]}', "finite"),
        (b'{"type": "Polygon", "coordinates": [[[1' + b"0" * 5000 + b", 0], [1, 0], [1, 1]]]}", "finite"),
        (b'{"type": "Polygon", "coordinates": [[["1", 0], [1, 0], [1, 1], [0, 0]]]}', "text"),
        (b'{"type": "Polygon", "coordinates": []}', "no ring"),
        (b'{"type": "Polygon"}', "nothing"),
        (b"{\xff}", "not UTF-8"),
        (geojson(None), "row 1: the feature has no geometry"),
        (geojson(AREA, Point(0, 0)), "row 2: type is 'Point'"),
        (geojson(box(500_000, 3_500_000, 600_000, 3_600_000)), "longitude is 600000"),
        (
            geojson(AREA, crs={"type": "name", "properties": {"name": "EPSG:5070"}}),
            "names the CRS 'EPSG:5070'",
        ),
        (geojson(AREA, crs=3), "names the CRS"),
        (geojson(*[AREA] * (MOST_FEATURES + 1)), "501 features"),
    ],
)
def test_geojson_that_is_wrong_or_made_to_do_harm_is_refused(body: bytes, words: str) -> None:
    assert words in str(refused(body))


def test_geojson_that_names_the_crs_that_it_is_in_is_taken() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(parsed_here(geojson(AREA, crs=crs)).features) == 1


@pytest.mark.parametrize(
    ("body", "words", "row"),
    [
        (b"unit\n48141\n", "expected unit and region", 1),
        (b"unit,unit,region\n", "once each", 1),
        (b"a=1\n", "expected unit and region", 1),
        (b"unit,region\n48141,A,B\n", "3 cells, the header 2", 2),
        (b"# note\n\nunit,region\n48141,A\n48043\n", "1 cells", 5),
        (b'unit,region\n48141,"A\n48043,B\n', "no whole CSV", None),
        (b"unit,region\n48141,\xe9\n", "not UTF-8", None),
        (b"unit,region,shape\n48141,A,[[[[[[[[[[[[[[[[[[[\n", "nested", None),
        (b'unit,region,shape\n48141/1,A,"{""type"":""Point""}"\n', "type is 'Point'", 2),
        (b"unit,region\n" + b"48141,A\n" * 50_001, "over 50,000 rows", None),
    ],
)
def test_a_table_that_is_wrong_is_refused_at_its_row(body: bytes, words: str, row: int | None) -> None:
    error = refused(body)
    assert words in str(error)
    assert error.where.row == row


def test_an_empty_file_of_each_kind_has_no_features() -> None:
    nothing = geopandas.GeoDataFrame({"name": []}, geometry=[], crs="EPSG:4326")
    for body in (geojson(), geoparquet(nothing), b"<kml/>"):
        assert not parsed_here(body).features
