"""Comparing stores, and killing workers: what the tests of an ingest on a cluster share."""

from __future__ import annotations

import os
import signal
import time

import distributed
import numpy as np
import pytest

from data.extracts.contract import Kind
from data.index.index_file import open_index
from data.index.segment import Segment
from data.intake.manifest import SegmentKind
from data.intake.store import Store, StoreVersion
from data.schema.incidents import INCIDENT_SCHEMA
from tests.data.intake.made import held

_PATIENCE_S = 60


def assert_same(version: StoreVersion, other: StoreVersion) -> None:
    """Rows that count, and rows that are indexed with all that is counted of them, are the same."""
    columns = ", ".join((*INCIDENT_SCHEMA.names, "cell", "county_fips"))
    assert held(version, Kind.INCIDENTS, columns) == held(other, Kind.INCIDENTS, columns)
    assert version.rows(Kind.INCIDENTS) == other.rows(Kind.INCIDENTS)
    ours, theirs = whole_index(version), whole_index(other)
    assert ours.shape == theirs.shape
    for part in ("positions", "tree", "words"):
        of_ours, of_theirs = vars(getattr(ours, part)), vars(getattr(theirs, part))
        assert all(np.array_equal(of_ours[name], of_theirs[name]) for name in of_ours), part
    for name in ("cell_start", "county_start", "county"):
        assert np.array_equal(getattr(ours, name), getattr(theirs, name)), name


def whole_index(version: StoreVersion) -> Segment:
    """One index over all of the version's, as background merging would make it."""
    return Segment.merged([open_index(path) for path in version.paths(SegmentKind.INDEX)])


def assert_no_leftovers(store: Store) -> None:
    assert {path.name for path in store.folders.segments.iterdir()} == set(store.manifest().files)
    assert not [path for path in store.path.rglob("*") if path.name.endswith(".unfinished")]


def kill_a_busy_worker(cluster: distributed.LocalCluster) -> int:
    """Process id of a worker that was killed while it had a task."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        for nanny in cluster.workers.values():
            state = cluster.scheduler.workers.get(nanny.worker_address)
            if state is not None and state.processing and nanny.pid:
                os.kill(nanny.pid, signal.SIGKILL)
                return int(nanny.pid)
    pytest.fail("no worker ever had a task")
