"""``borderops store``: what people and scripts see of the versions."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import ANY

import pyarrow.parquet as pq
import pytest

from dashboard.cli_app import run
from dashboard.cli_exit import ExitCode
from data.answers.question import By
from data.intake.store import Store
from tests.data.answers.test_conservation import Faulty
from tests.data.intake.made import incidents


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store's folder, named by the environment; it does not exist yet."""
    path = tmp_path / "store"
    monkeypatch.setenv("BORDEROPS_STORE", str(path))
    return path


def _extract(path: Path, *rows: dict[str, object]) -> Path:
    pq.write_table(incidents(*rows).table, path)
    return path


def _json(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["list", "show", "verify", "reports"])
def test_a_missing_store_is_told_with_what_to_do(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["store", command]) == ExitCode.STORE
    assert "borderops demo" in capsys.readouterr().err


def test_versions_are_listed_shown_verified_rolled_back_and_pruned(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("A-1", "A-2"):
        run(["ingest", str(_extract(tmp_path / f"{name}.parquet", {"incident_id": name}))])
    assert run(["store", "rollback", "v000001"]) == ExitCode.OK
    capsys.readouterr()
    run(["store", "list", "--json"])
    listed = _json(capsys)
    assert isinstance(listed, list)
    assert [(version["version"], version["incidents"]) for version in listed] == [
        ("v000003", 1),
        ("v000002", 2),
        ("v000001", 1),
    ]
    run(["store", "show", "v000002", "--json"])
    shown = _json(capsys)
    assert isinstance(shown, dict)
    assert [extract["file"] for extract in shown["extracts"]] == ["A-1.parquet", "A-2.parquet"]
    assert run(["store", "prune", "--keep", "1"]) == ExitCode.OK
    assert "2 versions removed, 1 kept." in capsys.readouterr().out
    assert run(["store", "verify"]) == ExitCode.OK
    assert "Sound: 2 files" in capsys.readouterr().out
    assert run(["store", "rollback", "v000001"]) == ExitCode.NOT_FOUND
    assert [version.id for version in Store.open(folder).history()] == ["v000003"]


def test_people_see_what_scripts_see(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ingest", str(_extract(tmp_path / "a.parquet", {}))])
    assert folder.is_dir()
    capsys.readouterr()
    for command, expected in (
        ("list", "a.parquet: 1 new rows"),
        ("show", "a.parquet (incidents-parquet)"),
        ("reports", "Accepted  a.parquet"),
    ):
        assert run(["store", command]) == ExitCode.OK
        assert expected in capsys.readouterr().out


def test_a_damaged_store_is_found_and_the_file_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ingest", str(_extract(tmp_path / "a.parquet", {}))])
    (path,) = Store.open(folder).current().incident_paths
    path.write_bytes(path.read_bytes()[:-1])
    assert run(["store", "verify"]) == ExitCode.STORE
    assert path.name in capsys.readouterr().err


def test_numbers_are_counted_twice_and_the_sample_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ({"incident_id": f"A-{i}", "lon": -106.44 + i / 100} for i in range(30))
    run(["ingest", str(_extract(tmp_path / "a.parquet", *rows))])
    capsys.readouterr()
    assert run(["store", "verify", "--filters", "3", "--shapes", "2", "--seed", "9"]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "by sector" in told
    assert "in a shape, by month" in told
    assert "v000001: 30 incidents," in told
    assert "0 differ (seed 9)." in told
    assert run(["store", "verify", "--filters", "0", "--shapes", "0", "--json"]) == ExitCode.OK
    assert _json(capsys) == {"is_sound": True, "files": 2, "size_bytes": ANY, "conservation": None}
    assert run(["store", "verify", "v000001", "--filters", "1", "--shapes", "0", "--json"]) == ExitCode.OK
    counted = _json(capsys)
    assert isinstance(counted, dict)
    assert counted["conservation"]["sample"] == {"filters": 1, "shapes": 0, "seed": 1}
    assert counted["conservation"]["differences"] == 0


def test_a_count_that_differs_has_its_own_exit_code_and_names_both_numbers(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ingest", str(_extract(tmp_path / "a.parquet", {"incident_id": "A-1"}, {"incident_id": "A-2"}))])
    monkeypatch.setattr(Faulty, "fault", {"by": By.REGION, "region_set": "sector"}, raising=False)
    monkeypatch.setattr(Faulty, "row", -1, raising=False)
    monkeypatch.setattr("dashboard.cli_store.Gate", Faulty)
    capsys.readouterr()
    assert folder.is_dir()
    assert run(["store", "verify"]) == ExitCode.MISMATCH
    told = capsys.readouterr()
    assert " 0 differ" not in told.out
    assert "by sector, in no region of the set: 1 in the product, 0 in the stored rows" in told.err
    assert "borderops ingest" in told.err
    assert "seed 1" in told.err


def test_an_unexpected_error_is_a_sentence_and_exit_code_1(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Store.create(folder)
    monkeypatch.setattr("dashboard.cli_store.tell_versions", None)
    monkeypatch.setattr(Store, "versions", lambda _: (1,))
    assert run(["store", "list"]) == ExitCode.UNEXPECTED
    told = capsys.readouterr().err
    assert "Unexpected error: TypeError" in told
    assert "Traceback" not in told
