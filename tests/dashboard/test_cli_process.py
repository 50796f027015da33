"""The installed program, as a shell starts it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from data.extracts.contract import Kind
from data.intake.store import Store
from tests.data.intake.made import incidents, take_in

PROGRAM = Path(sys.executable).with_name("borderops")


def _started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(PROGRAM), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@pytest.fixture
def store(tmp_path: Path) -> Path:
    made = Store.create(tmp_path / "store")
    take_in(made, incidents({}))
    return made.path


def test_another_package_called_data_is_noticed_before_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "__init__.py").write_text("raise SystemExit('the wrong data ran')\n")
    done = _started("version", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert f"'data' of borderops was found in {tmp_path}" in done.stderr


def test_a_script_reads_exit_codes_and_json(store: Path, tmp_path: Path) -> None:
    assert _started("store", "show", "v000009", BORDEROPS_STORE=str(store)).returncode == 5
    assert _started("store", "list", BORDEROPS_STORE=str(tmp_path / "absent")).returncode == 4
    (tmp_path / "page.csv").write_text("<!doctype html><p>Sign in</p>")
    done = _started("ingest", str(tmp_path / "page.csv"), "--json", BORDEROPS_STORE=str(store))
    assert done.returncode == 3
    (result,) = json.loads(done.stdout)["files"]
    assert "a web page" in result["error"]["found"]


def test_demo_builds_a_labelled_store_once_with_its_truth_and_finishes_one_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "store"
    arguments = ("demo", "--rows", "6000", "--seed", "5", "--json", "--store", str(path))
    made = _started(*arguments)
    assert made.returncode == 0, made.stderr
    body = json.loads(made.stdout)
    assert (body["incidents"], body["changed"]) == (6_000, True)
    current = Store.open(path).current()
    assert current.is_synthetic(Kind.INCIDENTS)
    assert not current.is_synthetic(Kind.OBSERVATIONS)
    assert all("SYNTHETIC" in source for source in current.sources(Kind.INCIDENTS))
    assert json.loads((path / "synthetic-truth-5.json").read_text(encoding="utf-8"))
    again = _started(*arguments, "--if-missing")
    assert (again.returncode, json.loads(again.stdout)["version"]) == (0, body["version"])
    (path / "synthetic-truth-5.json").unlink()
    mended = _started(*arguments, "--if-missing")
    assert (mended.returncode, json.loads(mended.stdout)["version"]) == (0, body["version"])
    assert (path / "synthetic-truth-5.json").exists()
    refused = _started(*arguments)
    assert refused.returncode == 4
    assert "already holds incidents" in refused.stderr


def test_serve_prints_its_address_and_answers_there(store: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PROGRAM), "serve", "--port", str(port), "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert f"http://127.0.0.1:{port}" in process.stdout.readline()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
                assert answer.read() == b"ok"
            taken = _started("serve", "--port", str(port), "--store", str(store))
            assert taken.returncode == 2
            assert "another with --port" in taken.stderr
        finally:
            process.terminate()


def test_serve_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    done = _started("serve", "--store", str(tmp_path / "absent"))
    assert done.returncode == 4
    assert "borderops demo" in done.stderr
