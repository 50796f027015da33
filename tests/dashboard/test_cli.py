"""The command line keeps its promises to people and to scripts."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dashboard.cli import misplaced_package
from dashboard.cli_app import run
from dashboard.cli_demo import last_day
from dashboard.cli_exit import MEANINGS, ExitCode, exit_code
from data import errors
from data.extracts.contract import Kind
from data.intake.store import Store
from data.intake.writer_lock import writer_lock
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


def test_ingest_says_what_it_stored_and_succeeds(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ingest", str(_extract(tmp_path / "a.parquet", {}))]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "Accepted  a.parquet" in told
    assert "1 of 1 row stored." in told
    assert "Data version v000001." in told
    assert Store.open(folder).current().rows(Kind.INCIDENTS) == 1


def test_the_same_file_again_succeeds_and_says_that_nothing_changed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(_extract(tmp_path / "a.parquet", {}))
    run(["ingest", path])
    capsys.readouterr()
    assert run(["ingest", path, "--json"]) == ExitCode.OK
    body = _json(capsys)
    assert isinstance(body, dict)
    (result,) = body["files"]
    assert (result["version"], result["changed"]) == ("v000001", False)
    assert result["report"]["outcome"] == "unchanged"
    assert body["store"] == str(folder)


def test_a_refused_file_is_told_by_place_value_and_remedy_without_a_traceback(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _extract(tmp_path / "a.parquet", {}, {"incident_id": "A-2", "mode": "[red]camel[/red]"})
    assert run(["ingest", str(path)]) == ExitCode.REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert "1 x mode: the value is not in the list of allowed values" in told.err
    assert "row 3: '[red]camel[/red]'" in told.err
    assert "where  file a.parquet, row 3, column mode" in told.err
    assert (
        "to do  Correct the file and submit it again, or set the bad rows aside with --quarantine" in told.err
    )
    assert "Traceback" not in told.err
    assert Store.open(folder).history() == ()


def test_json_of_a_refused_file_holds_its_report_and_nothing_else_is_on_standard_output(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = _extract(tmp_path / "good.parquet", {})
    bad = _extract(tmp_path / "bad.parquet", {"incident_id": "A-2", "mode": "camel"})
    assert run(["ingest", str(bad), str(good), "--json"]) == ExitCode.REFUSED
    body = _json(capsys)
    assert isinstance(body, dict)
    refused, accepted = body["files"]
    assert refused["error"]["kind"] == "CheckFailedError"
    assert refused["report"]["findings"][0]["row"] == 2
    assert accepted["version"] == "v000001"
    assert Store.open(folder).current().rows(Kind.INCIDENTS) == 1


def test_quarantine_sets_bad_rows_aside_and_says_how_many_and_where(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _extract(tmp_path / "a.parquet", {}, {"incident_id": "A-2", "mode": "camel"})
    assert run(["ingest", str(path), "--quarantine"]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "1 of 2 rows stored." in told
    assert "1 row set aside in quarantine/" in told
    assert len(list(folder.glob("quarantine/*/rows.csv"))) == 1


def test_published_figures_are_counted_as_figures_since_each_may_be_many_rows(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "2504,Jan 2024,Trucks,5\n2504,Feb 2024,Trucks,6\n"
    (tmp_path / "a.csv").write_text(f"Port Code,Date,Measure,Value\n{rows}", encoding="utf-8")
    assert run(["ingest", str(tmp_path / "a.csv")]) == ExitCode.OK
    assert "2 of 2 figures stored." in capsys.readouterr().out
    assert Store.open(folder).current().rows(Kind.OBSERVATIONS) == 2


def test_a_missing_file_has_its_own_exit_code_and_makes_no_store(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ingest", str(tmp_path / "absent.csv")]) == ExitCode.NOT_FOUND
    assert "there is no such file" in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.usefixtures("folder")
def test_a_busy_store_has_the_exit_code_of_store_trouble(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Store.create(folder)
    with writer_lock(folder):
        assert run(["ingest", str(_extract(tmp_path / "a.parquet", {}))]) == ExitCode.STORE
    assert "is writing to the store" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["ingest"],
        ["ingest", "--sideways", "x"],
        ["store", "prune"],
        ["store", "prune", "--keep", "0"],
    ],
)
def test_wrong_usage_has_its_own_exit_code(arguments: list[str]) -> None:
    assert run(arguments) == ExitCode.USAGE


@pytest.mark.usefixtures("folder")
def test_a_wrong_setting_counts_as_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BORDEROPS_PORT", "door")
    assert run(["store", "list"]) == ExitCode.USAGE
    assert "BORDEROPS_PORT is 'door'" in capsys.readouterr().err
    monkeypatch.delenv("BORDEROPS_PORT")
    assert run(["ingest", "x.csv", "--as-of", "yesterday"]) == ExitCode.USAGE
    assert "2026-10-31" in capsys.readouterr().err


def test_every_command_teaches_by_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    alone = (["ingest"], ["restate"], ["demo"], ["explain"], ["serve"])
    for command in (*alone, ["store", "rollback"], ["store", "prune"]):
        assert run([*command, "--help"]) == ExitCode.OK
        assert f"borderops {' '.join(command)}" in capsys.readouterr().out
    run(["--help"])
    told = capsys.readouterr().out
    for code, meaning in MEANINGS.items():
        assert str(int(code)) in told
        assert meaning.split(";")[0] in told


def test_every_class_of_refusal_has_an_exit_code() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.BorderopsError)
    ]
    codes = {kind.__name__: exit_code(kind.__new__(kind)) for kind in kinds}
    assert ExitCode.OK not in codes.values()
    assert ExitCode.UNEXPECTED not in codes.values()
    assert codes["UnknownVersionError"] is ExitCode.NOT_FOUND
    assert codes["CountsDifferError"] is ExitCode.MISMATCH
    assert codes["StoreBusyError"] is ExitCode.STORE
    assert codes["PersonLevelColumnError"] is ExitCode.REFUSED
    assert codes["SettingsError"] is ExitCode.USAGE


def test_exit_codes_never_change_their_meaning() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "OK": 0,
        "UNEXPECTED": 1,
        "USAGE": 2,
        "REFUSED": 3,
        "STORE": 4,
        "NOT_FOUND": 5,
        "MISMATCH": 6,
        "INTERRUPTED": 130,
    }


def test_version_names_the_program_and_what_it_computes_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["version", "--json"]) == ExitCode.OK
    versions = _json(capsys)
    assert isinstance(versions, dict)
    assert {"borderops", "duckdb", "shapely", "python"} <= versions.keys()


def test_synthetic_incidents_end_with_a_month_whose_reports_are_all_in() -> None:
    newest = date(2026, 10, 31)
    assert last_day(datetime(2026, 11, 24, tzinfo=UTC), newest) == newest
    assert last_day(datetime(2026, 11, 20, tzinfo=UTC), newest) == date(2026, 9, 30)
    assert last_day(datetime(2026, 3, 1, tzinfo=UTC), newest) == date(2026, 1, 31)
    assert last_day(datetime(2030, 1, 1, tzinfo=UTC), newest) == newest


def test_the_three_packages_lie_side_by_side_here_and_nowhere_else(tmp_path: Path) -> None:
    assert misplaced_package() == ""
    assert "expected in" in misplaced_package(tmp_path)
