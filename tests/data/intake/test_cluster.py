"""A cluster of two processes, one of them killed half-way, makes the store that one process makes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dask.dataframe
import dask_geopandas
import distributed
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.errors import CheckFailedError, ExtractError, PersonLevelColumnError, SettingsError
from data.geography.counties import counties
from data.intake.cluster.ingest import ClusterIngest, ingest_on_cluster
from data.intake.ingest import ingest
from data.intake.report import Outcome
from data.intake.steps import Progress, Step, silent
from data.intake.store import Store, StoreVersion
from data.intake.taking_in import IngestOutcome
from data.schema.incidents import INCIDENT_SCHEMA
from tests.data.intake.clustered import assert_no_leftovers, assert_same, kill_a_busy_worker

# One cluster for all tests of this module, not one in each process of the run.
pytestmark = pytest.mark.xdist_group("cluster")

NOW = datetime(2026, 12, 1, tzinfo=UTC)
FILES = 4
ROWS_EACH = 9_000


@pytest.fixture(scope="module")
def cluster() -> Iterator[distributed.LocalCluster]:
    """Two worker processes on this machine; one that dies is started again."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=":0",
        silence_logs=logging.CRITICAL,
    ) as made:
        yield made


@pytest.fixture(scope="module")
def rows(demo_store: Path) -> pa.Table:
    """60,000 incidents in no order, some of them repeated, some reported again from elsewhere."""
    paths = Store.open(demo_store).current().incident_paths
    table = pa.concat_tables(pq.read_table(path, columns=INCIDENT_SCHEMA.names) for path in paths)
    chosen = np.random.default_rng(5)
    again = table.take(pa.array(chosen.choice(len(table), 600, replace=False)))
    moved = again.slice(0, 300)
    later = pa.array([moment + timedelta(hours=1) for moment in moved["reported_at"].to_pylist()])
    moved = moved.set_column(2, "reported_at", later.cast(pa.timestamp("us", tz="UTC")))
    moved = moved.set_column(4, "lat", pa.array(moved["lat"].to_numpy() + 0.25))
    whole = pa.concat_tables([table, again, moved.cast(table.schema)])
    return whole.take(pa.array(chosen.permutation(len(whole)))).cast(INCIDENT_SCHEMA)


@pytest.fixture(scope="module")
def folder(rows: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows in one file, ``all.parquet``, and in several of a few row groups each."""
    made = tmp_path_factory.mktemp("extracts")
    pq.write_table(rows, made / "all.parquet")
    each = -(-len(rows) // FILES)
    for number in range(FILES):
        part = rows.slice(number * each, each)
        pq.write_table(part, made / f"part-{number}.parquet", row_group_size=4_000)
    return made


@pytest.fixture(scope="module")
def alone(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> StoreVersion:
    """The version that one process makes of the one file."""
    store = Store.create(tmp_path_factory.mktemp("alone") / "store")
    ingest(folder / "all.parquet", store=store, now=NOW)
    return store.current()


def together(
    cluster: distributed.LocalCluster,
    store: Store,
    *urls: Path | str,
    exchange: str | None = None,
    progress: Progress = silent,
) -> IngestOutcome:
    asked = ClusterIngest(
        urls=tuple(map(str, urls)),
        scheduler=cluster.scheduler_address,
        exchange=exchange,
        rows_each=ROWS_EACH,
    )
    return ingest_on_cluster(asked, store=store, now=NOW, progress=progress)


def test_many_files_on_a_cluster_make_the_store_of_one_process(
    cluster: distributed.LocalCluster, folder: Path, alone: StoreVersion, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "store")
    outcome = together(cluster, store, folder / "part-*.parquet")
    assert outcome.changed
    assert len(store.history()) == 1
    store.verify()
    assert len(store.current().incident_paths) > 3
    assert_same(store.current(), alone)
    assert_no_leftovers(store)
    report = outcome.report
    assert report.rows_left_out == 600
    assert report.rows_superseded == 300
    assert report.rows_read == report.rows_accepted + report.rows_left_out
    extract, one = store.current().extracts[0], alone.extracts[0]
    names = ("rows_new", "rows_superseded", "first", "last", "source", "as_of", "is_synthetic", "reader")
    assert all(getattr(extract, name) == getattr(one, name) for name in names)


@pytest.mark.parametrize("step", [Step.LOCATING, Step.WRITING])
def test_a_worker_killed_half_way_changes_nothing(
    cluster: distributed.LocalCluster, folder: Path, alone: StoreVersion, tmp_path: Path, step: Step
) -> None:
    store = Store.create(tmp_path / "store")
    killed: list[int] = []

    def tell(now: str, done: int, _total: int) -> None:
        if now == step and done == 2 and not killed:
            killed.append(kill_a_busy_worker(cluster))

    together(cluster, store, folder / "part-*.parquet", progress=tell)
    assert killed
    store.verify()
    assert_same(store.current(), alone)
    assert_no_leftovers(store)


@pytest.mark.filterwarnings("ignore:Sending large graph:UserWarning")
@pytest.mark.filterwarnings("ignore:The inplace keyword:pandas.errors.Pandas4Warning")
def test_counties_are_those_that_dask_geopandas_joins_on_the_cluster(
    cluster: distributed.LocalCluster, folder: Path, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "store")
    together(cluster, store, folder / "part-0.parquet")
    paths = [str(path) for path in store.current().incident_paths]
    # Dask's points have no reference system of their own; both are OGC:CRS84 degrees.
    shapes = counties()[["fips", "geometry"]].set_crs(None, allow_override=True)
    with distributed.Client(cluster):
        rows = dask.dataframe.read_parquet(paths, columns=["incident_id", "lon", "lat", "county_fips"])
        places = dask_geopandas.points_from_xy(rows, "lon", "lat")
        points = dask_geopandas.from_dask_dataframe(rows, geometry=places)
        joined = points.sjoin(shapes, how="inner", predicate="intersects").compute()
    # A point on a shared border is joined to each county there; the smallest code has it.
    found = joined.sort_values("fips").drop_duplicates(["incident_id", "lon", "lat"])
    assert found["county_fips"].tolist() == found["fips"].tolist()
    stored = pa.concat_tables(pq.read_table(path) for path in paths)
    assert len(found) == len(stored) - stored["county_fips"].null_count


def test_files_may_come_and_go_by_an_exchange_of_their_own(
    cluster: distributed.LocalCluster, folder: Path, alone: StoreVersion, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "store")
    exchange = tmp_path / "exchange"
    together(cluster, store, (folder / "all.parquet").as_uri(), exchange=exchange.as_uri())
    assert_same(store.current(), alone)
    assert_no_leftovers(store)
    assert not list(exchange.iterdir())
    again = together(cluster, store, folder / "all.parquet")
    assert again.report.outcome is Outcome.UNCHANGED
    assert store.current().extracts[0].digest == alone.extracts[0].digest


def broken(rows: pa.Table) -> pa.Table:
    modes = ["road"] * (len(rows) - 1) + ["camel"]
    return rows.set_column(rows.schema.get_field_index("mode"), "mode", pa.array(modes))


def contradicted(rows: pa.Table) -> pa.Table:
    return rows.set_column(rows.schema.get_field_index("source"), "source", pa.array(["log"] * len(rows)))


def about_persons(rows: pa.Table) -> pa.Table:
    return rows.append_column("passport_number", pa.array(["x"] * len(rows)))


@pytest.mark.parametrize(
    ("change", "error", "told"),
    [
        (broken, CheckFailedError, "row 102, column mode: 1 of "),
        (contradicted, CheckFailedError, "say different things"),
        (about_persons, PersonLevelColumnError, "passport_number"),
    ],
)
def test_one_bad_row_of_one_file_stops_them_all(
    cluster: distributed.LocalCluster,
    rows: pa.Table,
    folder: Path,
    tmp_path: Path,
    change: Callable[[pa.Table], pa.Table],
    error: type[ExtractError],
    told: str,
) -> None:
    store = Store.create(tmp_path / "store")
    pq.write_table(change(rows.slice(500, 101)), tmp_path / "bad.parquet")
    with pytest.raises(error, match=told):
        together(cluster, store, folder / "part-0.parquet", tmp_path / "bad.parquet")
    assert not store.history()
    assert_no_leftovers(store)
    assert [report.outcome for report in store.reports()] == [Outcome.REFUSED]


def test_incidents_that_would_have_to_be_compared_with_stored_ones_are_refused(
    cluster: distributed.LocalCluster, folder: Path, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "store")
    together(cluster, store, folder / "part-0.parquet")
    before = store.current()
    with pytest.raises(ExtractError, match="holds incidents already"):
        together(cluster, store, folder / "part-1.parquet")
    assert store.current() == before
    assert_no_leftovers(store)


def test_an_address_without_a_scheduler_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.intake.cluster.workers._PATIENCE_S", 1)
    asked = ClusterIngest(urls=(str(folder / "part-0.parquet"),), scheduler="tcp://127.0.0.1:9")
    with pytest.raises(SettingsError, match="no scheduler answers"):
        ingest_on_cluster(asked, store=Store.create(tmp_path / "store"), now=NOW)
