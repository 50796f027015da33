"""Layers and archives that are cut, damaged, wrong or made to do harm are refused with what to do."""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from shapely import Point, Polygon, box

from data.plans.exchange.archive_read import archive_members
from data.plans.exchange.limits import MOST_FEATURES, MOST_UNPACKED_BYTES
from tests.data.plans.exchange.samples import (
    AREA,
    export_of,
    frame,
    geopackage,
    geoparquet,
    parsed_here,
    refused,
    shapefile_members,
    zipped,
)


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


def test_a_shapefile_whose_index_leads_astray_is_refused() -> None:
    members = shapefile_members(frame(AREA, AREA))
    index = members["area.shx"]
    members["area.shx"] = index[:100] + index[108:116] + index[100:108]
    assert "the .shx leads to something else than shape 1" in str(refused(zipped(members)))


def test_a_parquet_page_that_was_damaged_is_refused() -> None:
    body = bytearray(export_of("parquet"))
    body[len(body) // 4] ^= 1
    refused(bytes(body))


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


def test_shapes_without_a_known_crs_are_refused() -> None:
    bare = frame(AREA, crs=None)
    assert "no CRS" in str(refused(geopackage(bare)))
    assert "no known CRS" in str(refused(geoparquet(bare)))
    members = shapefile_members(frame(AREA))
    for prj in (b"LOCAL", b'GEOGCS["\x90"]'):
        members["area.prj"] = prj
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
