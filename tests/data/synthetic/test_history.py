"""A history of extracts ends with the rows of the plain one, and its truth counts what differs on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.errors import SettingsError
from data.schema.incidents import INCIDENT_SCHEMA
from data.synthetic.generate import write_incidents
from data.synthetic.history import MOST_ROWS, SyntheticHistory, write_history
from data.synthetic.planted_history import MISTAKES, RESTATEMENT

ROWS = 20_000
SEED = 5


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> SyntheticHistory:
    return write_history(tmp_path_factory.mktemp("history"), rows=ROWS, seed=SEED, progress=lambda *_: None)


def latest(history: SyntheticHistory) -> pd.DataFrame:
    """The last report of each incident, in order of id."""
    rows = pa.concat_tables([pq.read_table(extract.path) for extract in history.extracts]).to_pandas()
    assert not rows.duplicated(["incident_id", "reported_at"]).any()
    rows = rows.sort_values(["incident_id", "reported_at"]).drop_duplicates("incident_id", keep="last")
    return rows.reset_index(drop=True)


def test_in_the_end_there_are_the_rows_of_the_plain_extract_but_for_the_restated_name(
    written: SyntheticHistory, tmp_path: Path
) -> None:
    plain = write_incidents(tmp_path, rows=ROWS, seed=SEED, progress=lambda *_: None)
    rows = pa.concat_tables([pq.read_table(path) for path in plain.paths]).to_pandas()
    rows = rows.sort_values("incident_id").reset_index(drop=True)
    is_restated = rows["subcategory"] == RESTATEMENT.from_subcategory
    rows.loc[is_restated, ["subcategory", "category"]] = ["Prohibited product", "Agriculture interdiction"]
    found = latest(written)
    unchanged = [name for name in INCIDENT_SCHEMA.names if name != "reported_at"]
    pd.testing.assert_frame_equal(found[unchanged], rows[unchanged])
    assert is_restated.sum() > 100
    assert plain.truth_path.read_bytes() == written.truth_path.read_bytes()


def test_the_same_seed_gives_the_same_bytes(written: SyntheticHistory, tmp_path: Path) -> None:
    again = write_history(tmp_path, rows=ROWS, seed=SEED, progress=lambda *_: None)
    paths = [(one.path, other.path) for one, other in zip(written.extracts, again.extracts, strict=True)]
    for one, other in (*paths, (written.history_path, again.history_path)):
        assert one.read_bytes() == other.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        path.name for path in written.history_path.parent.iterdir()
    )


def test_the_first_extract_knows_nothing_of_what_came_later(written: SyntheticHistory) -> None:
    first, late, corrected, restated, newest = (
        pq.read_table(one.path).to_pandas() for one in written.extracts
    )
    truth = json.loads(written.history_path.read_text(encoding="utf-8"))
    assert list(truth["rows"].values()) == [len(part) for part in (first, late, corrected, restated, newest)]
    assert first["occurred_at"].max() < pd.Timestamp(f"{truth['now'][1]}-01", tz="UTC")
    assert newest["occurred_at"].min() >= pd.Timestamp(f"{truth['now'][1]}-01", tz="UTC")
    assert not set(late["incident_id"]) & set(first["incident_id"])
    both = first.merge(corrected, on="incident_id", suffixes=("", "_right"))
    assert len(both) == len(corrected) > 10
    is_named = both["subcategory"] != both["subcategory_right"]
    is_placed = (both["lon"] != both["lon_right"]) | (both["lat"] != both["lat_right"])
    assert (is_named ^ is_placed).all()
    assert set(both.loc[is_named, "subcategory"]) == {MISTAKES.subcategory}
    assert (both["reported_at_right"] > both["reported_at"]).all()
    assert set(restated["subcategory"]) == {RESTATEMENT.to_subcategory}
    assert [bool(one.redefinition) for one in written.extracts] == [False, False, False, True, False]


def test_effects_of_a_redefinition_cancel_out_over_all_categories(written: SyntheticHistory) -> None:
    truth = json.loads(written.history_path.read_text(encoding="utf-8"))
    by_kind = pd.DataFrame(truth["effects"]).groupby("kind")["rows"].sum()
    assert by_kind["redefined"] == by_kind["corrected"] == 0
    assert by_kind["late"] == truth["rows"]["2-late"]


def test_more_rows_than_fit_in_memory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="at most 5,000,000"):
        write_history(tmp_path, rows=MOST_ROWS + 1, seed=1, progress=lambda *_: None)
