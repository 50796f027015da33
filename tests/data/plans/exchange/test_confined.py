"""A file is parsed in a process that can do no harm, and whatever ends it is a refusal."""

from __future__ import annotations

import io
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shapely import box

from data.errors import PlanFileError
from data.plans.exchange.confined import child_environment, drawn_confined, parsed_confined
from data.plans.exchange.drawn_features import drawn_features
from data.plans.exchange.drawn_outcome import load_drawn
from data.plans.exchange.limits import CHILD_MEMORY_BYTES
from data.plans.exchange.parsed import COORDINATES, OUTCOME, load_parsed
from data.plans.exchange.sniffed import Kind
from data.plans.plan import Rules
from tests.data.plans.exchange.samples import AREA, BOMB, export_of, geojson, parsed_here

_PROBE = """
import pathlib, socket, sys
import pyogrio
from data.plans.exchange.child import confine
confine()
def outcome(act):
    try:
        act()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
print(outcome(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)))
print(outcome(lambda: bytearray(int(sys.argv[2]))))
print(outcome(lambda: [open("/dev/null") for _ in range(100)]))
print(",".join(sorted(pyogrio.list_drivers())))
"""


def test_the_child_has_no_network_little_memory_few_files_and_two_formats(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-P", "-c", _PROBE, str(port), str(2 * CHILD_MEMORY_BYTES)],
            env=child_environment(str(tmp_path)),
            capture_output=True,
            text=True,
            check=True,
        )
    network, memory, files, drivers = done.stdout.split("\n")[:4]
    assert (memory, files) == ("MemoryError", "OSError")
    assert set(drivers.split(",")) <= {"ESRI Shapefile", "GPKG", "MEM"}
    if network == "done":
        pytest.skip("this system lets no process give up the network; no driver is left that would use it")
    assert network == "OSError"


def test_a_file_that_crashes_the_parser_is_a_refusal() -> None:
    with pytest.raises(PlanFileError, match=r"ended by|no WKB"):
        parsed_confined(Kind.PARQUET, _nested_wkb(200_000))


def test_a_file_that_takes_too_long_is_a_refusal() -> None:
    with pytest.raises(PlanFileError, match=r"took over 0\.05 s"):
        parsed_confined(Kind.GEOJSON, geojson(AREA), wall_s=0.05)


def test_shapes_that_take_too_long_to_draw_are_a_refusal() -> None:
    features = parsed_here(geojson(AREA)).features
    with pytest.raises(PlanFileError, match=r"drawing the features took over 0\.05 s"):
        drawn_confined(features, Rules(), wall_s=0.05)


def test_what_is_drawn_apart_is_what_is_drawn_here() -> None:
    features = parsed_here(geojson(AREA)).features
    rules = Rules(snap_km=0.5, weights={"ports": 2.0})
    assert drawn_confined(features, rules) == drawn_features(features, rules)


def test_a_feature_that_is_refused_while_it_is_drawn_keeps_its_row() -> None:
    nowhere = parsed_here(geojson(box(0, 0, 1, 1))).features
    with pytest.raises(PlanFileError, match="none of the 1 features covers a county"):
        drawn_confined(nowhere, Rules())


@pytest.mark.parametrize("outcome", ["", "[]", "{}", '{"plan": {}, "findings": []}', '{"plan": 1}'])
def test_what_a_drawing_gone_wrong_writes_is_not_taken(tmp_path: Path, outcome: str) -> None:
    (tmp_path / OUTCOME).write_text(outcome)
    with pytest.raises(PlanFileError):
        load_drawn(tmp_path)


def test_an_entity_bomb_is_refused_and_nothing_is_left_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(PlanFileError, match="document type"):
        parsed_confined(Kind.KML, BOMB)
    assert not list(tmp_path.iterdir())


def test_the_record_in_an_export_is_passed_over_if_that_is_asked() -> None:
    own = parsed_confined(Kind.PARQUET, export_of("parquet"))
    foreign = parsed_confined(Kind.PARQUET, export_of("parquet"), is_foreign=True)
    assert own.record
    assert not foreign.record
    assert [one.shape for one in own.features] == [one.shape for one in foreign.features]


@pytest.mark.parametrize(
    ("outcome", "coordinates"),
    [
        ("", b""),
        ("[]", b""),
        ("{}", b""),
        ('{"features": [[1, "a", "", [[4]]]], "rows": [], "findings": [], "record": ""}', b""),
        (
            '{"features": [[1, "a", "", [[-4]]]], "rows": [], "findings": [], "record": ""}',
            struct.pack("<8d", *range(8)),
        ),
        ('{"features": [], "rows": [], "findings": [], "record": ""}', struct.pack("<2d", float("nan"), 1)),
        ('{"features": [], "rows": [], "findings": [], "record": ""}', struct.pack("<2d", 1, 91)),
        ('{"features": [], "rows": [], "findings": [], "record": ""}', b"123"),
    ],
)
def test_what_a_child_gone_wrong_writes_is_not_taken(
    tmp_path: Path, outcome: str, coordinates: bytes
) -> None:
    (tmp_path / OUTCOME).write_text(outcome)
    (tmp_path / COORDINATES).write_bytes(coordinates)
    with pytest.raises(PlanFileError):
        load_parsed(tmp_path)


def test_the_child_sees_nothing_of_the_surroundings(tmp_path: Path) -> None:
    given = child_environment(str(tmp_path))
    assert "PATH" not in given
    assert not {name for name in os.environ if name.startswith("BORDEROPS_")} & given.keys()


def _nested_wkb(levels: int) -> bytes:
    nested = struct.pack("<bII", 1, 7, 1) * levels + struct.pack("<bII", 1, 7, 0)
    geo = {"version": "1.1.0", "primary_column": "g", "columns": {"g": {"encoding": "WKB"}}}
    table = pa.table({"g": pa.array([nested])}).replace_schema_metadata({"geo": json.dumps(geo)})
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()
