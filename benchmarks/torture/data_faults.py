"""Faults of data: a killed ingest, a killed job, a full disk, flipped bits, a clock that jumps."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.torture.outcome import VALUES, Outcome, answers_again
from benchmarks.torture.place import Place
from data.errors import StoreCorruptError, StoreError
from data.intake.manifest import SegmentKind
from data.intake.store import Store
from data.schema.incidents import INCIDENT_SCHEMA
from tests.deploy.load import until
from tests.deploy.site import PROGRAM

_ROWS = 40_000
_KILLS = 6
_FLIPS = 20
_FULL_BYTES = 256 * 1024
_HOURS = 3
_REASON = "reason=a+trial+of+faults+on+a+copy"


def killed_ingest(place: Place) -> Outcome:
    """``kill -9`` of an ingest at random moments; then the same file is taken in (D1, D3)."""
    store, rng = Store.open(place.site.store), random.Random(7)  # noqa: S311
    before, file = store.current().id, _extract(place)
    bad = 0
    for _ in range(_KILLS):
        command = [str(PROGRAM), "ingest", str(file), "--store", str(store.path)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as ingest:
            time.sleep(rng.uniform(1.0, 4.0))
            ingest.send_signal(signal.SIGKILL)
            ingest.wait()
        bad += not _is_sound(store)
    after = store.current().id
    place.site.run("ingest", str(file), "--store", str(store.path))
    new = store.current().id
    begun = time.monotonic()
    person = place.planner()
    until(lambda: person.get("/version").json()["data"]["version"] == new, within_s=120, what="the new data")
    answers_again(lambda: person.get(VALUES))
    return Outcome(
        fault=f"kill -9 of an ingest, {_KILLS} times, then to its end",
        rows="D1, D3, D4",
        lost=f"nothing: the store read sound {_KILLS - bad} of {_KILLS} times",
        is_sound=not bad and _is_sound(store),
        told=f"version {before} was shown until then ({after} after the kills), {new} was answered from "
        f"{time.monotonic() - begun:.1f} s after its publication",
    )


def killed_job(place: Place) -> Outcome:
    """``kill -9`` of the worker that makes a document; the next one makes it (D1)."""
    person = place.planner()
    made = person.post(f"/api/briefs/national/documents?{_REASON}", {"format": "pdf"})
    made.raise_for_status()
    job = made.json()["job"]
    path = f"/api/briefs/national/documents/{job}"
    until(lambda: person.get(path).json()["state"] == "running", within_s=60, what="a worker")
    begun = time.monotonic()
    os.kill(_documents_worker(place), signal.SIGKILL)
    until(lambda: person.get(path).json()["state"] == "done", within_s=180, what="the document")
    return Outcome(
        fault="kill -9 of the worker that makes a document",
        rows="L7",
        lost="nothing: the job was taken up and done",
        is_sound=True,
        back_s=time.monotonic() - begun,
        told="a lease of 30 s has to run out first",
    )


def full_disk(place: Place) -> Outcome:
    """An ingest that may write a few megabytes only; readers meanwhile (D2)."""
    store, file = Store.open(place.site.store), _extract(place, salt=1)
    before = store.manifest()

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FULL_BYTES, _FULL_BYTES))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    command = [str(PROGRAM), "ingest", str(file), "--store", str(store.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=bound)
    is_same = store.manifest() == before
    return Outcome(
        fault="no more space for an ingest (a limit of the process; no file system was filled)",
        rows="D2",
        lost="nothing: the manifest is what it was" if is_same else "the manifest changed",
        is_sound=is_same and done.returncode != 0 and _is_sound(store),
        told=f"exit code {done.returncode}; {place.planner().get(VALUES).status_code} to readers",
    )


def flipped_bits(place: Place) -> Outcome:
    """Single bits flipped in each kind of file of a store; each has to be found (D5, B17)."""
    copy, rng = place.folder / "flipped", random.Random(11)  # noqa: S311
    shutil.copytree(place.site.store, copy, ignore=shutil.ignore_patterns("*.sqlite*"))
    store = Store.open(copy)
    tried: dict[str, tuple[int, int]] = {}
    for kind in SegmentKind:
        files = [file for file in store.manifest().files.values() if file.kind is kind]
        if files:
            path = store.folders.segments / rng.choice(files).name
            tried[kind.value] = _found(path, rng, store.verify)
    tried["manifest"] = _found(copy / "manifest.json", rng, lambda: Store.open(copy).verify())
    missed = sum(flips - found for flips, found in tried.values())
    told = ", ".join(f"{kind} {found} of {flips}" for kind, (flips, found) in tried.items())
    shutil.rmtree(copy)
    return Outcome(
        fault="a flipped bit in each kind of file",
        rows="D5, B17",
        lost="nothing: each was found" if not missed else f"{missed} were not found",
        is_sound=not missed,
        told=f"found: {told} (the manifest: found, or the same versions and files read)",
    )


def jumped_clock(place: Place) -> Outcome:
    """The clock of a node jumps ahead and back (``jumping_node.py`` in its place)."""
    file = place.folder / "clock"
    file.write_text("0")
    other, node = place.site.nodes
    for one in place.site.nodes:
        one.stop()  # so that the proxy asks nobody else
    command = [sys.executable, "-m", "benchmarks.torture.jumping_node", str(node.port), str(file)]
    environ = {**node.environ, "BORDEROPS_SERVED": "yes"}
    with (
        node.log.open("ab") as log,
        subprocess.Popen(command, env=environ, stdout=log, stderr=log) as jumping,
    ):
        try:
            ask = place.site.person("x", at=node.address)
            answers_again(lambda: ask.get("/healthz"))
            told, is_sound = _through_jumps(place, file)
        finally:
            jumping.kill()
    for one in (node, other):
        one.start()
        one.wait_until_ready()
    audit = place.site.run("audit", "verify")
    return Outcome(
        fault=f"a node's clock jumps {_HOURS} hours ahead, then back (set inside the process)",
        rows="-",
        lost="nothing of 6 edits" if is_sound else "an edit",
        is_sound=is_sound and "is whole" in audit,
        told=told,
    )


def _through_jumps(place: Place, file: Path) -> tuple[str, bool]:
    person = place.planner(9)
    head = person.new_plan("Through jumps")
    counties = iter(("04003", "04019", "04023", "06025", "06073", "35013"))
    kept = []
    for jump in (0, _HOURS * 3600, 0):
        file.write_text(str(jump))
        for _ in range(2):
            county = next(counties)
            head = person.assign(head, county)
            kept.append(county)
    found = person.get(f"/api/plans/{head['id']}").json()["assigned"]
    return f"{len(kept)} edits across two jumps, all in the plan; the audit record verifies", set(
        kept
    ) == set(found)


def _found(path: Path, rng: random.Random, verify: Callable[[], object]) -> tuple[int, int]:
    """How many flips of single bits were tried in a file, and found."""
    content, found = path.read_bytes(), 0
    before = Store.open(path.parent if path.name == "manifest.json" else path.parent.parent).manifest()
    for _ in range(_FLIPS):
        changed = bytearray(content)
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        path.write_bytes(changed)
        try:
            verify()
        except (StoreCorruptError, StoreError):
            found += 1
        else:
            found += path.name == "manifest.json" and _same(path, before)
    path.write_bytes(content)
    return _FLIPS, found


def _same(path: Path, before: object) -> bool:
    after = Store.open(path.parent).manifest()
    return {v.id for v in after.versions} == {v.id for v in before.versions} and after.files == before.files


def _extract(place: Place, salt: int = 0) -> Path:
    """A file of incidents that the store does not have: its own, under other names."""
    file = place.folder / f"extract-{salt}.parquet"
    if not file.exists():
        known = Store.open(place.site.store).current().incident_paths[0]
        table = pq.read_table(known, columns=INCIDENT_SCHEMA.names).slice(0, _ROWS)
        names = pa.array([f"torture-{salt}-{number}" for number in range(len(table))])
        at = table.schema.get_field_index("incident_id")
        pq.write_table(table.set_column(at, "incident_id", names), file)
    return file


def _is_sound(store: Store) -> bool:
    try:
        store.verify()
    except StoreError:
        return False
    return True


def _documents_worker(place: Place) -> int:
    command = ["ps", "-eo", "pid,args"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [
        line.split(maxsplit=1) for line in done.stdout.splitlines() if "dashboard.documents.worker" in line
    ]
    parents = {str(pid) for pid in place.site.nodes[0].children()}
    return next(int(pid) for pid, command in lines if command.split("--parent ")[-1].strip() in parents)


FAULTS = (killed_ingest, killed_job, full_disk, flipped_bits, jumped_clock)
