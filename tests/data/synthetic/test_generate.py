"""Synthetic extracts are reproducible, whole, in the schema, and say what they are."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from data.errors import SettingsError
from data.extracts.incidents_parquet import read
from data.extracts.probe import probe
from data.reference.taxonomy import CATEGORY_OF
from data.schema.incidents import COMPONENTS, INCIDENT_SCHEMA, MODES
from data.synthetic import generate
from data.synthetic.generate import FEWEST_ROWS, write_incidents
from tests.data.synthetic.written import Written

SMALL = 20_000


def _write(folder: Path, *, seed: int = 3, rows: int = SMALL) -> tuple[bytes, ...]:
    extract = write_incidents(folder, rows=rows, seed=seed, progress=lambda *_: None)
    return tuple(path.read_bytes() for path in (*extract.paths, extract.truth_path))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first = _write(tmp_path / "a")
    assert _write(tmp_path / "b") == first
    other = _write(tmp_path / "c", seed=4)
    assert all(one != two for one, two in zip(first, other, strict=True))


def test_all_rows_asked_for_are_written_in_the_schema(written: Written) -> None:
    tables = [pq.read_table(path) for path in written.extract.paths]
    assert sum(len(table) for table in tables) == written.truth["rows"] == 200_000
    for table in tables:
        assert table.schema.equals(INCIDENT_SCHEMA, check_metadata=False)
        table.validate(full=True)


def test_ids_are_sequential_in_order_of_time(written: Written) -> None:
    rows = written.rows
    assert list(rows["incident_id"][[0, 199_999]]) == ["SYN-000000001", "SYN-000200000"]
    assert rows["incident_id"].is_unique
    assert rows["occurred_at"].is_monotonic_increasing


def test_each_row_holds_allowed_values(written: Written) -> None:
    rows = written.rows
    assert set(rows["component"]) <= set(COMPONENTS)
    assert set(rows["mode"]) == set(MODES)
    pairs = rows[["category", "subcategory"]].drop_duplicates()
    assert dict(zip(pairs["subcategory"], pairs["category"], strict=True)).items() <= CATEGORY_OF.items()
    assert set(rows["category"]) == set(CATEGORY_OF.values())


def test_quantity_and_unit_stand_together_and_are_positive(written: Written) -> None:
    rows = written.rows
    assert (rows["quantity"].isna() == rows["unit"].isna()).all()
    assert (rows["quantity"].dropna() > 0).all()
    assert set(rows.loc[rows["category"] == "Drug seizure", "unit"]) == {"pounds"}


def test_the_period_is_october_2019_to_october_2026_in_utc(written: Written) -> None:
    moments = written.rows["occurred_at"]
    assert moments.min() >= pd.Timestamp("2019-10-01", tz="UTC")
    assert moments.max() < pd.Timestamp("2026-11-01", tz="UTC")
    assert written.rows["month"].nunique() == 85


def test_reports_follow_events_by_a_plausible_delay(written: Written) -> None:
    late = written.planted("late batch")[0]["rows"]
    hours = (written.rows["reported_at"] - written.rows["occurred_at"]).dt.total_seconds() / 3_600
    assert hours.min() >= 0.25
    assert (hours > 480.01).sum() == late
    assert 12 < np.median(hours) < 24


def test_file_and_rows_say_that_they_are_synthetic(written: Written) -> None:
    for path in written.extract.paths:
        metadata = pq.read_schema(path).metadata
        assert metadata[b"synthetic"] == b"true"
        assert metadata[b"label"] == b"SYNTHETIC"
        assert metadata[b"seed"] == b"11"
        assert metadata[b"generator_version"]
    assert set(written.rows["source"]) == {"SYNTHETIC borderops 1 seed 11"}
    assert written.truth["label"] == "SYNTHETIC"


def test_the_incident_reader_takes_them_without_a_finding_and_knows_them(written: Written) -> None:
    for path in written.extract.paths:
        found = read(probe(path))
        assert found.is_synthetic
        assert found.findings == ()
        assert len(found.rows) == pq.read_metadata(path).num_rows


def test_a_synthetic_source_alone_is_known_too(written: Written, tmp_path: Path) -> None:
    path = tmp_path / "converted.parquet"
    table = pq.read_table(written.extract.paths[1]).replace_schema_metadata(None)
    pq.write_table(table, path)
    assert read(probe(path)).is_synthetic
    real = table.set_column(table.schema.get_field_index("source"), "source", [["agency"] * len(table)])
    pq.write_table(real, path)
    assert not read(probe(path)).is_synthetic


def test_another_last_month_moves_the_end_and_the_truth(tmp_path: Path) -> None:
    extract = write_incidents(tmp_path, rows=5_000, seed=1, progress=lambda *_: None, last=date(2025, 3, 9))
    truth = json.loads(extract.truth_path.read_text(encoding="utf-8"))
    assert truth["last_month"] == "2025-03"
    assert truth["planted"][0]["first_month"] == "2024-02"
    newest = max(pq.read_table(path)["occurred_at"].to_pandas().max() for path in extract.paths)
    assert pd.Timestamp("2025-03-01", tz="UTC") < newest < pd.Timestamp("2025-04-01", tz="UTC")


def test_progress_rises_from_nothing_to_all(tmp_path: Path) -> None:
    seen: list[tuple[str, float]] = []
    write_incidents(
        tmp_path, rows=FEWEST_ROWS, seed=1, progress=lambda stage, part: seen.append((stage, part))
    )
    parts = [part for _, part in seen]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 1.0)
    assert all(stage for stage, _ in seen)


def test_too_few_rows_or_months_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="4999 synthetic rows asked for, expected at least 5000"):
        write_incidents(tmp_path, rows=4_999, seed=1, progress=lambda *_: None)
    with pytest.raises(SettingsError, match=r"last month 2024-08 gives 59 months.*2024-09 or later"):
        write_incidents(tmp_path, rows=5_000, seed=1, progress=lambda *_: None, last=date(2024, 8, 31))
    assert list(tmp_path.iterdir()) == []


def test_nothing_but_the_extracts_and_the_truth_is_left_behind(written: Written) -> None:
    folder = written.extract.truth_path.parent
    assert set(folder.iterdir()) == {*written.extract.paths, written.extract.truth_path}


def test_rows_made_in_many_parts_have_the_same_order_and_the_truth_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: Written
) -> None:
    monkeypatch.setattr(generate, "ROWS_AT_A_TIME", 9_000)
    extract = write_incidents(tmp_path, rows=200_000, seed=11, progress=lambda *_: None)
    rows = pd.concat([pd.read_parquet(path) for path in extract.paths]).sort_values("incident_id")
    assert rows["incident_id"].tolist() == written.rows["incident_id"].tolist()
    assert rows["occurred_at"].is_monotonic_increasing
    month = rows["occurred_at"].dt.strftime("%Y-%m")
    for name in ("subcategory", "category"):
        assert rows[name].value_counts().to_dict() == written.rows[name].value_counts().to_dict()
    assert month.value_counts().to_dict() == written.rows["month"].value_counts().to_dict()
    truth = json.loads(extract.truth_path.read_text(encoding="utf-8"))
    exact = ("id", "first_month", "last_month", "rows", "where")
    for one, other in zip(truth["planted"], written.truth["planted"], strict=True):
        assert {key: one[key] for key in exact} == {key: other[key] for key in exact}
        if one["kind"] == "hot spot":  # other rows around it are drawn anew for each part: a few more or less
            beside = one["rows"] / one["strength"]
            assert other["rows"] / other["strength"] == pytest.approx(beside, abs=4 * beside**0.5 + 4)
        else:
            assert one["strength"] == other["strength"]
    assert truth["calibration"] == written.truth["calibration"]


def test_days_do_not_jump_where_one_part_ends_and_the_next_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate, "ROWS_AT_A_TIME", 1)
    extract = write_incidents(tmp_path, rows=400_000, seed=5, progress=lambda *_: None)
    moments = pd.concat([pd.read_parquet(path, columns=["occurred_at"]) for path in extract.paths])
    daily = moments["occurred_at"].dt.floor("D").value_counts().sort_index()
    weekly = daily.rolling(7).mean()
    starts = weekly.index.day == 7
    change = np.abs(np.log(weekly / weekly.shift(7)))
    assert change[starts].median() < 1.6 * change[~starts].median()
