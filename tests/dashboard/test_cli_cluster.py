"""``borderops ingest --scheduler``: what it takes, and what it says where it cannot."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import distributed
import pyarrow.parquet as pq
import pytest

from dashboard.cli_app import run
from dashboard.cli_exit import ExitCode
from data.extracts.contract import Kind
from data.intake.store import Store
from tests.data.intake.made import incidents

NOWHERE = "tcp://127.0.0.1:9"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two extracts; the store is beside them."""
    monkeypatch.setenv("BORDEROPS_STORE", str(tmp_path / "store"))
    for name in ("A-1", "B-1"):
        pq.write_table(incidents({"incident_id": name}).table, tmp_path / f"{name}.parquet")
    return tmp_path


@pytest.mark.xdist_group("cluster")
def test_files_taken_in_on_a_cluster_are_one_extract(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address=":0",
        silence_logs=logging.CRITICAL,
    ) as cluster:
        on_cluster = ["--scheduler", cluster.scheduler_address, "--exchange", "memory://exchange"]
        code = run(["ingest", f"{folder}/*.parquet", *on_cluster, "--source", "SYNTHETIC log", "--json"])
    body = json.loads(capsys.readouterr().out)
    assert code == ExitCode.OK
    assert [file["report"]["rows_accepted"] for file in body["files"]] == [2]
    version = Store.open(folder / "store").current()
    assert [extract.file for extract in version.extracts] == ["A-1.parquet and 1 more"]
    assert version.is_synthetic(Kind.INCIDENTS)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--scheduler", NOWHERE, "--quarantine"], "--quarantine does not go with --scheduler"),
        (["--scheduler", NOWHERE, "--mapping", "log.yaml"], "--mapping does not go with --scheduler"),
        (["--exchange", "memory://exchange"], "--exchange is given without --scheduler"),
    ],
)
def test_what_a_cluster_does_not_do_is_wrong_usage(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    assert run(["ingest", str(folder / "A-1.parquet"), *options]) == ExitCode.USAGE
    assert told in capsys.readouterr().err
    assert not (folder / "store").exists()


def test_without_the_extra_the_message_names_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("data.intake.cluster.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "distributed", None)
    code = run(["ingest", str(folder / "A-1.parquet"), "--scheduler", NOWHERE])
    assert code == ExitCode.USAGE
    assert "borderops[dask]" in capsys.readouterr().err
