"""Files that are cut, damaged, wrong or made to do harm are refused with what to do, and nothing else."""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile

import geopandas
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from data.errors import PlanFileError
from data.plans.exchange.archive_read import archive_members
from data.plans.exchange.exports import EXPORTS
from data.plans.exchange.limits import MOST_FEATURES, MOST_UNPACKED_BYTES
from data.plans.exchange.sniffed import sniffed
from tests.data.plans.exchange.samples import (
    export_of,
    frame,
    geojson,
    geopackage,
    geoparquet,
    parsed_here,
    shapefile_members,
    zipped,
)

DEEP = 100_000
AREA = box(-106.5, 31.5, -106.0, 32.0)
VRT = (
    b'<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd</SrcDataSource>'
    b"</OGRVRTLayer></OGRVRTDataSource>"
)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b"]><kml><Document><name>&b;</name></Document></kml>"
)
MARK = b"<kml><Placemark>%b</Placemark></kml>"
RING = (
    b"<Polygon><outerBoundaryIs><LinearRing><coordinates>%b</coordinates></LinearRing>"
    b"</outerBoundaryIs></Polygon>"
)


def refused(body: bytes) -> PlanFileError:
    """The refusal, which must say what to do."""
    with pytest.raises(PlanFileError) as found:
        parsed_here(body)
    assert found.value.remedy
    return found.value


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


@given(at=st.floats(0.1, 0.98), suffix=st.sampled_from(tuple(EXPORTS)))
def test_no_part_of_a_file_passes_for_the_whole(at: float, suffix: str) -> None:
    body = export_of(suffix)
    refused(body[: int(len(body) * at)])


@pytest.mark.parametrize("member", ["shp", "shx", "dbf"])
def test_a_shapefile_with_a_member_cut_off_is_refused(member: str) -> None:
    members = shapefile_members(frame(AREA, AREA))
    members[f"area.{member}"] = members[f"area.{member}"][:-9]
    assert f"the .{member}" in str(refused(zipped(members)))


@pytest.mark.parametrize("member", ["shx", "dbf", "prj"])
def test_a_shapefile_without_a_member_is_refused(member: str) -> None:
    members = shapefile_members(frame(AREA))
    del members[f"area.{member}"]
    assert f"no .{member}" in str(refused(zipped(members)))


def test_letters_need_their_alphabet_and_plain_ones_do_not() -> None:
    members = shapefile_members(frame(AREA))
    del members["area.cpg"]
    assert parsed_here(zipped(members)).features[0].name == "Area 1"
    with_letter = frame(AREA).assign(name="Peñasco")
    members = shapefile_members(with_letter)
    assert parsed_here(zipped(members)).features[0].name == "Peñasco"
    del members["area.cpg"]
    assert "no .cpg" in str(refused(zipped(members)))


def test_a_shapefile_whose_headers_count_otherwise_is_refused() -> None:
    members = shapefile_members(frame(AREA, AREA))
    table = bytearray(members["area.dbf"])
    table[4:8] = struct.pack("<I", 1)
    members["area.dbf"] = bytes(table)
    assert "2 shapes and 1 rows" in str(refused(zipped(members)))


def test_a_shapefile_of_points_or_with_a_null_shape_is_refused() -> None:
    assert "type 1" in str(refused(zipped(shapefile_members(frame(Point(-106, 31))))))
    error = refused(zipped(shapefile_members(frame(AREA, None))))
    assert (error.where.row, error.found) == (2, "the feature has no geometry")


def test_a_zip_that_grows_beyond_all_measure_is_refused_before_it_is_unpacked() -> None:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("area.shp", "w") as member,
    ):
        for _ in range(40):
            member.write(b"\0" * (1 << 20))
    body = target.getvalue()
    assert len(body) < 100_000
    assert "would unpack to 41,943,040" in str(refused(body))
    liar = body.replace(struct.pack("<I", 40 << 20), struct.pack("<I", 1000))
    assert "cannot be unpacked: Bad CRC" in str(refused(liar))
    giant = body.replace(struct.pack("<I", 40 << 20), struct.pack("<I", MOST_UNPACKED_BYTES + 1))
    assert "would unpack to" in str(refused(giant))


@pytest.mark.parametrize("name", ["../area.shp", "a/../../area.shp", "/area.shp", "c:area.shp"])
def test_a_member_whose_name_leads_out_of_the_zip_is_refused(name: str) -> None:
    assert "leads out of it" in str(refused(zipped({name: b"x"})))


def test_a_member_that_is_a_link_or_a_copy_or_one_too_many_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("area.shp")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "leads out of it" in str(refused(target.getvalue()))
    assert "two members" in str(refused(zipped({"area.shp": b"x", "AREA.SHP": b"y"})))
    assert "65 members" in str(refused(zipped({f"{n}.txt": b"" for n in range(65)})))
    assert "2 Shapefiles" in str(refused(zipped({"a.shp": b"x", "b.shp": b"y"})))
    assert "0 Shapefiles, expected one, and a KML" in str(refused(zipped({"doc.kml": b"<kml/>"})))


def test_an_encrypted_member_is_refused() -> None:
    body = bytearray(zipped({"area.shp": b"x"}))
    body[body.index(b"PK\1\2") + 8] |= 1
    assert "encrypted" in str(refused(bytes(body)))


def test_members_beside_the_layer_are_given_as_they_are() -> None:
    assert archive_members(zipped({"a.txt": b"1", "__MACOSX/a.txt": b"2", "d/": b""})) == {"a.txt": b"1"}


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


def test_shapes_without_a_known_crs_are_refused() -> None:
    bare = frame(AREA, crs=None)
    assert "no CRS" in str(refused(geopackage(bare)))
    assert "no known CRS" in str(refused(geoparquet(bare)))
    members = shapefile_members(frame(AREA))
    members["area.prj"] = b"LOCAL"
    assert ".prj cannot be read" in str(refused(zipped(members)))


def test_a_wrong_crs_shows_by_positions_that_are_none() -> None:
    error = refused(geopackage(frame(box(500_000, 3_500_000, 600_000, 3_600_000))))
    assert "no longitude and latitude" in error.found
    assert error.where.row == 1


def test_numbers_that_are_not_finite_are_refused_in_binary_files_too() -> None:
    with np.errstate(invalid="ignore"):
        odd = Polygon([(0, 0), (1, 0), (float("nan"), 1), (0, 0)])
    assert "not a finite number" in str(refused(geoparquet(frame(odd))))


def test_a_layer_that_is_missing_or_one_of_several_is_refused() -> None:
    assert "0 layers of polygons" in str(refused(geopackage(frame(Point(0, 0)))))
    damaged = bytearray(geopackage(frame(AREA)))
    damaged[100:2000] = b"\xff" * 1900
    assert "cannot be read" in str(refused(bytes(damaged)))


def _parquet(column: pa.Array, **metadata: object) -> bytes:
    table = pa.table({"geometry": column})
    table = table.replace_schema_metadata({name: json.dumps(value) for name, value in metadata.items()})
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()


WKB = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (_parquet(pa.array([b"x"])), "no metadata 'geo'"),
        (_parquet(pa.array([b"x"]), geo=WKB), "no WKB"),
        (_parquet(pa.array([None], pa.binary()), geo=WKB), "row 1: the feature has no geometry"),
        (_parquet(pa.array([1.5]), geo=WKB), "no WKB"),
        (_parquet(pa.array([b"x"]), geo=[WKB]), "names no geometry column"),
        (_parquet(pa.array([b"x"]), geo={**WKB, "primary_column": "shape"}), "names no geometry column"),
        (_parquet(pa.array([b"x"] * (MOST_FEATURES + 1)), geo=WKB), "501 rows"),
        (_parquet(pa.array([shapely.to_wkb(Point(0, 0))]), geo=WKB), "a Point"),
        (b"PAR1" + b"\0" * 50 + b"PAR1", "cannot be read"),
    ],
)
def test_parquet_that_is_wrong_is_refused(body: bytes, words: str) -> None:
    assert words in str(refused(body))


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
