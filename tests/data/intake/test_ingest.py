"""Files go in whole or not at all, through the readers that know them."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from data.errors import (
    CheckFailedError,
    ExtractError,
    StoreCorruptError,
)
from data.extracts.contract import Kind
from data.extracts.discovery import reader_for
from data.extracts.probe import probe
from data.geography.grid import cell_code
from data.geography.join import county_of
from data.intake.ingest import ingest
from data.intake.located import STORED_SCHEMA
from data.intake.packaged import ingest_packaged_figures
from data.intake.report import Outcome
from data.intake.store import Store
from data.reference.figures import FIGURES
from tests.data.intake.made import NOW, START, files_in, held, incidents

REAL = (
    "bts-border-crossing-entry-1996-2025.csv.gz",
    "cbp-drug-seizures-fy23-fy26-apr.csv",
    "cbp-nationwide-encounters-aor-fy20-fy24.csv.gz",
    "ohss-usbp-encounters-fy2000-fy2025-nov.xlsx",
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def _csv(path: Path, *rows: Mapping[str, object]) -> Path:
    table = incidents(*rows).table
    for name in ("occurred_at", "reported_at"):
        texts = [None if moment is None else moment.isoformat() for moment in table.column(name).to_pylist()]
        table = table.set_column(table.column_names.index(name), name, pa.array(texts, pa.string()))
    pyarrow.csv.write_csv(table, path)
    return path


def _scattered(count: int) -> list[dict[str, object]]:
    random = np.random.default_rng(20261101)
    return [
        {
            "incident_id": f"A-{i}",
            "occurred_at": START + timedelta(minutes=int(random.integers(0, 10_000))),
            "reported_at": START + timedelta(days=30),
            "lon": float(random.uniform(-118, -96)),
            "lat": float(random.uniform(25, 34)),
        }
        for i in range(count)
    ]


def test_the_same_file_twice_changes_nothing_and_says_so(store: Store, tmp_path: Path) -> None:
    path = _csv(tmp_path / "incidents.csv", {})
    first = ingest(path, store=store, now=NOW)
    before = files_in(store.path)
    again = ingest(path.rename(tmp_path / "renamed.csv"), store=store, now=NOW)
    assert (first.changed, first.version) == (True, "v000001")
    assert (again.changed, again.version) == (False, "v000001")
    assert again.report.outcome is Outcome.UNCHANGED
    assert files_in(store.path) == before


def test_csv_gzip_and_parquet_of_the_same_rows_are_stored_alike(store: Store, tmp_path: Path) -> None:
    rows = _scattered(50)
    plain = _csv(tmp_path / "a.csv", *rows)
    zipped = tmp_path / "b.csv.gz"
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    pq.write_table(incidents(*rows).table, tmp_path / "c.parquet")
    assert ingest(plain, store=store, now=NOW).report.rows_accepted == 50
    for path in (zipped, tmp_path / "c.parquet"):
        again = ingest(path, store=store, now=NOW)
        assert (again.changed, again.report.rows_left_out) == (False, 50)


def test_stored_incidents_carry_cell_and_county_in_morton_order(store: Store, tmp_path: Path) -> None:
    rows = _scattered(400)
    ingest(_csv(tmp_path / "a.csv", *rows), store=store, now=NOW)
    (path,) = store.current().incident_paths
    table = pq.read_table(path)
    assert table.schema.names == STORED_SCHEMA.names
    assert table.schema.types == STORED_SCHEMA.types
    lon, lat = table.column("lon").to_numpy(), table.column("lat").to_numpy()
    cells = table.column("cell").to_numpy()
    assert np.array_equal(cells, cell_code(lon, lat))
    assert (np.diff(cells) >= 0).all()
    assert table.column("county_fips").to_pylist() == county_of(lon, lat).tolist()
    assert table.column("county_fips").null_count > 0
    assert sorted(zip(table.column("incident_id").to_pylist(), lon, lat, strict=True)) == sorted(
        (row["incident_id"], row["lon"], row["lat"]) for row in rows
    )


def test_files_say_in_their_footer_whether_they_are_synthetic(store: Store, tmp_path: Path) -> None:
    ingest(_csv(tmp_path / "a.csv", {"source": "SYNTHETIC borderops"}), store=store, now=NOW)
    (path,) = store.current().incident_paths
    assert pq.read_metadata(path).metadata[b"synthetic"] == b"true"
    assert store.current().is_synthetic(Kind.INCIDENTS)


def test_synthetic_incidents_never_go_into_a_store_of_real_ones(store: Store, tmp_path: Path) -> None:
    ingest(_csv(tmp_path / "real.csv", {}), store=store, now=NOW)
    with pytest.raises(ExtractError, match="synthetic and the store holds real ones"):
        ingest(_csv(tmp_path / "s.csv", {"incident_id": "S"}), store=store, now=NOW, is_synthetic=True)
    assert store.current().id == "v000001"


def test_source_and_as_of_may_be_stated(store: Store, tmp_path: Path) -> None:
    day = date(2025, 6, 30)
    ingest(_csv(tmp_path / "a.csv", {}), store=store, now=NOW, source="Sector log", as_of=day)
    assert store.current().sources(Kind.INCIDENTS) == ("Sector log",)
    assert store.current().as_of(Kind.INCIDENTS) == day


def test_a_refused_file_leaves_a_report_and_nothing_else(store: Store, tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", {}, {"incident_id": "A-2", "lon": 31.8, "lat": -106.44})
    before = files_in(store.path)
    with pytest.raises(CheckFailedError, match=r"row 3, column lon, lat: .* swapped"):
        ingest(path, store=store, now=NOW)
    (report,) = store.reports()
    assert (report.outcome, report.rows_read, report.rows_accepted) == (Outcome.REFUSED, 2, 0)
    left = {name: body for name, body in files_in(store.path).items() if not name.startswith("reports")}
    assert left == before


def test_a_damaged_store_is_named_when_a_file_is_compared_with_it(store: Store, tmp_path: Path) -> None:
    ingest(_csv(tmp_path / "a.csv", *_scattered(400)), store=store, now=NOW)
    (segment,) = [path.name for path in store.current().incident_paths]
    path = store.folders.segments / segment
    sound = path.read_bytes()
    before = store.history()
    for at in range(8, len(sound) - 8, len(sound) // 40):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :])
        # Damage in a column that is not compared is for `verify` to find.
        with suppress(StoreCorruptError):
            ingest(_csv(tmp_path / "b.csv", *_scattered(3)), store=store, now=NOW)
    path.write_bytes(sound[: len(sound) // 2])
    with pytest.raises(StoreCorruptError, match=segment):
        ingest(_csv(tmp_path / "b.csv", *_scattered(3)), store=store, now=NOW)
    assert store.history() == before


def test_cut_at_any_point_a_file_loads_nothing_or_says_what_is_missing(store: Store, tmp_path: Path) -> None:
    whole = _csv(tmp_path / "a.csv", *_scattered(12)).read_bytes()
    before = files_in(store.folders.segments)
    for share in range(10):
        cut = tmp_path / "cut.csv"
        cut.write_bytes(whole[: len(whole) * share // 10 + 3])
        with pytest.raises(ExtractError):
            ingest(cut, store=store, now=NOW)
        assert files_in(store.folders.segments) == before
    assert store.history() == ()


def test_progress_tells_each_step_in_order(store: Store, tmp_path: Path) -> None:
    told: list[str] = []
    ingest(
        _csv(tmp_path / "a.csv", {}),
        store=store,
        now=NOW,
        progress=lambda step, _done, _total: told.append(step),
    )
    assert list(dict.fromkeys(told)) == [
        "reading",
        "checking",
        "comparing with the store",
        "finding cells and counties",
        "writing",
        "indexing",
    ]


def test_a_mapping_is_part_of_what_makes_a_file_the_same(store: Store, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("no,when,x,y\n1,2025-01-01T00:00:00Z,-106.44,31.80\n", encoding="utf-8")
    mapping = tmp_path / "log.yaml"
    text = (
        "kind: incidents\ncolumns:\n  incident_id: no\n  occurred_at: when\n  reported_at: when\n"
        "  lon: x\n  lat: y\nconstants:\n  category: Encounter between ports\n  subcategory: Apprehension\n"
        "  component: CBP-USBP\n  mode: {mode}\n  source: Sector log\n"
    )
    mapping.write_text(text.format(mode="foot"), encoding="utf-8")
    assert ingest(log, store=store, now=NOW, mapping=mapping).changed
    assert not ingest(log, store=store, now=NOW, mapping=mapping).changed
    mapping.write_text(text.format(mode="road"), encoding="utf-8")
    with pytest.raises(CheckFailedError, match="the store has another row"):
        ingest(log, store=store, now=NOW, mapping=mapping)


def test_packaged_figures_go_in_once(store: Store) -> None:
    first = ingest_packaged_figures(store=store, now=NOW)
    assert [outcome.changed for outcome in first] == [True] * len(FIGURES)
    before = files_in(store.path)
    again = ingest_packaged_figures(store=store, now=datetime.now(NOW.tzinfo))
    assert not any(outcome.changed for outcome in again)
    assert files_in(store.path) == before


@pytest.mark.real
@pytest.mark.parametrize("name", REAL)
def test_a_public_file_is_stored_with_the_total_that_its_reader_found(
    store: Store, real_dir: Path, name: str
) -> None:
    seen = probe(real_dir / name)
    read = reader_for(seen).read(seen)
    report = ingest(real_dir / name, store=store, now=NOW).report
    assert report.rows_accepted == len(read.table)
    ((count, total),) = held(store.current(), Kind.OBSERVATIONS, "count(*), sum(value)")
    assert count == len(read.table)
    assert total == pytest.approx(sum(read.table.column("value").to_pylist()), rel=1e-12)
