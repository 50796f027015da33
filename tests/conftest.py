"""What every test gets: no network, reproducible property tests, and one small real store."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import loopback_only
import pytest
from hypothesis import HealthCheck, settings

from data.schema.programmes import PROGRAMME_SCHEMAS
from tests.gates import empty_gate, gate, gate_folder, incident_rows, sparse_gate

__all__ = ["empty_gate", "gate", "gate_folder", "incident_rows", "sparse_gate"]

ROOT = Path(__file__).resolve().parents[1]
_DEMO_ROWS = 60_000
_DEMO_TIMEOUT_S = 300

# No deadline: the machines are shared, and time is measured by the benchmarks. Hypothesis prints
# the seed and a blob for every failure, so any of them can be run again.
settings.register_profile("dev", deadline=None, print_blob=True, derandomize=False)
settings.register_profile(
    "ci",
    settings.get_profile("dev"),
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))


def pytest_configure() -> None:
    """Refuse connections that leave this machine, here and in every Python that a test starts."""
    loopback_only.refuse_outbound_connections()
    path = os.environ.get("PYTHONPATH", "")
    if str(loopback_only.FOLDER) not in path.split(os.pathsep):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(loopback_only.FOLDER), path)))


@pytest.fixture(scope="session")
def real_dir() -> Path:
    """Folder of the public files: ``BORDEROPS_REAL``, or ``../shared/real`` beside the repository."""
    folder = Path(os.environ.get("BORDEROPS_REAL") or ROOT.parent / "shared" / "real")
    if not folder.is_dir():
        pytest.skip("the public files are not here; set BORDEROPS_REAL to the folder that holds them")
    return folder


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A store of 60,000 synthetic incidents and the packaged figures, made once by the real command.

    Workers of one run share it; read it only. A test that writes takes :func:`own_store`.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    store = shared / "demo-store"
    with (shared / "demo-store.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not store.exists():
            making = shared / "demo-store.making"
            shutil.rmtree(making, ignore_errors=True)
            borderops("demo", "--rows", str(_DEMO_ROWS), store=making, timeout_s=_DEMO_TIMEOUT_S)
            making.rename(store)
    return store


@pytest.fixture(scope="session")
def filled_store(demo_store: Path) -> Path:
    """The demonstration store with the example of every extract of the programmes, by the real command.

    Workers of one run share it; read it only.
    """
    store = demo_store.with_name("filled-store")
    with demo_store.with_name("filled-store.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not store.exists():
            making = demo_store.with_name("filled-store.making")
            shutil.rmtree(making, ignore_errors=True)
            shutil.copytree(demo_store, making)
            files = demo_store.with_name("filled-store.files")
            files.mkdir(exist_ok=True)
            for key, schema in PROGRAMME_SCHEMAS.items():
                (files / f"{key}.csv").write_text(schema.example_csv(), encoding="utf-8")
            borderops("ingest", *(str(path) for path in sorted(files.iterdir())), store=making)
            making.rename(store)
    return store


@pytest.fixture
def own_store(demo_store: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration store that the test may change."""
    # Heads of the record are those of whatever database a test of the shared store had.
    heads = shutil.ignore_patterns("audit-heads*")
    return Path(shutil.copytree(demo_store, tmp_path / "store", ignore=heads))


def borderops(*arguments: str, store: Path, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
    """The finished ``borderops`` command; fails the test with its output if it exits non-zero."""
    program = Path(sys.executable).with_name("borderops")
    done = subprocess.run(
        [str(program), *arguments],
        env={**os.environ, "BORDEROPS_STORE": str(store)},
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"borderops {' '.join(arguments)} exited {done.returncode}:\n{done.stdout}{done.stderr}")
    return done
