"""No file of the hostile corpus, whole or changed at random, gets more out of a parser than a refusal.

The corpus is in ``tests/fixtures/hostile``, named by the rows of ``docs/hostile-input.md``; what is too
large to keep is made here.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import ExtractError, PlanFileError, PolygonError
from data.geography.polygon_repair import repaired_polygon
from data.intake.ingest import ingest
from data.intake.store import Store
from data.plans.exchange.child import UPLOAD, parsed_upload
from data.plans.exchange.imports import import_plan
from data.plans.exchange.sniffed import sniffed
from tests.fuzz.targets import TARGETS

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "hostile"
FILES = sorted(FOLDER.iterdir())
BY_SHAPE = ("b01", "b02", "x-names")
"""Files of shapes that are read as a plan: what is wrong with them is mended and told, or is text."""
RUNS = {"text": 3_000, "shape": 3_000, "edit": 3_000, "filter": 800, "extract": 500, "plan_file": 500}
"""Inputs of each target in the tests: seconds; ``make fuzz`` runs for minutes."""


def _nested(levels: int) -> bytes:
    return b'{"type":"GeometryCollection","geometries":[' * levels + b"]}" * levels


def _many_corners() -> bytes:
    ring = [[-110 + i / 1_000_000, 31 + (i % 2) / 1_000_000] for i in range(200_000)]
    return json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()


def _crossing_ring() -> bytes:
    ring = [[-110 + (i * 7_919 % 997) / 500, 31 + (i * 104_729 % 991) / 500] for i in range(4_000)]
    return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}).encode()


def _bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", b"\0" * (64 << 20))
    return target.getvalue()


LARGE: dict[str, Callable[[], bytes]] = {
    "b03-random-ring": _crossing_ring,
    "b04-many-corners": _many_corners,
    "b07-deep": lambda: _nested(100_000),
    "b07-deep-text": lambda: b"GEOMETRYCOLLECTION(" * 100_000,
    "b13-bomb": _bomb,
    "x-one-line": lambda: b"a," * 200_000,
    "x-quotes": lambda: b'"' * 1_000_001,
    "x-brackets": lambda: b"[" * 3_000_000,
}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_hostile_file_is_read_or_refused_in_few_words(path: Path, target: str) -> None:
    TARGETS[target](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", LARGE)
def test_a_large_hostile_file_is_refused_within_bounds(name: str, target: str) -> None:
    TARGETS[target](LARGE[name]())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_hostile_file_is_taken_in_as_an_extract(path: Path, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    with pytest.raises(ExtractError):
        ingest(path, store=store, now=datetime(2026, 11, 1, tzinfo=UTC))
    assert not store.history()
    assert {found.name for found in tmp_path.iterdir()} == {"store"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_hostile_file_is_a_drawn_shape(path: Path) -> None:
    with pytest.raises(PolygonError):
        repaired_polygon(path.read_bytes())


@pytest.mark.parametrize(
    "path", [path for path in FILES if not path.name.startswith(BY_SHAPE)], ids=lambda path: path.name
)
def test_a_hostile_file_is_no_plan(path: Path, tmp_path: Path) -> None:
    body = path.read_bytes()
    (tmp_path / UPLOAD).write_bytes(body)
    with pytest.raises(PlanFileError):
        parsed_upload(sniffed(body), is_foreign=True, folder=tmp_path)
    assert {found.name for found in tmp_path.iterdir()} <= {UPLOAD, "layer"}


@pytest.mark.parametrize("name", ["b10-vrt.geojson", "b12-laughs.kml", "b15-cut.gpkg", "b16-footer.parquet"])
def test_through_the_confined_child_the_refusal_names_the_file(name: str) -> None:
    with pytest.raises(PlanFileError, match=name):
        import_plan(name, (FOLDER / name).read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_hostile_file_that_was_changed_is_read_or_refused(target: str, data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(FILES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body)))
        cut = data.draw(st.integers(0, 12))
        body[at : at + cut] = data.draw(st.binary(max_size=12))
    TARGETS[target](bytes(body))


@pytest.mark.skipif(
    sys.platform != "linux" or sys.version_info >= (3, 14), reason="atheris is for Linux and Python to 3.13"
)
@pytest.mark.parametrize("target", TARGETS)
def test_what_reaches_new_code_finds_no_failure(target: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed")
    root = FOLDER.parents[2]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.fuzz.run",
            target,
            "--runs",
            str(RUNS[target]),
            "--corpus",
            str(tmp_path),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    assert f"Done {RUNS[target]} runs" in done.stderr
