"""Counts for the watch: equal to a recount, of whole months only, and never handed to a page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Question
from data.errors import FilterError
from data.geography.regions import county_to_region
from data.intake.ingest import ingest
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from tests.contracts.tree import sources, text
from tests.gates import made_up_incidents

AS_OF = [
    (date(2025, 12, 31), date(2025, 12, 1)),
    (date(2025, 12, 30), date(2025, 11, 1)),
    (date(2025, 12, 1), date(2025, 11, 1)),
    (date(2025, 6, 15), date(2025, 5, 1)),
]


@pytest.mark.parametrize("set_key", ["sector", "field_office", "state", "county"])
def test_the_counts_are_those_of_the_stored_rows(gate: Gate, incident_rows: pa.Table, set_key: str) -> None:
    found = gate.monthly_counts(LOCAL_ACTOR, Filter(), set_key)
    assert found is not None
    members = county_to_region(set_key)
    recount: dict[tuple[str, str, date], int] = {}
    for row in incident_rows.select(["county_fips", "category", "occurred_at"]).to_pylist():
        if row["county_fips"] in members:
            month = row["occurred_at"].date().replace(day=1)
            key = (members[row["county_fips"]], row["category"], month)
            recount[key] = recount.get(key, 0) + 1
    places = np.argwhere(found.values)
    months = found.months
    assert recount == {
        (found.regions[r], found.categories[c], months[m]): int(found.values[r, c, m])
        for r, c, m in places.tolist()
    }


def test_the_counts_are_those_that_the_gate_shows(gate: Gate) -> None:
    found = gate.monthly_counts(LOCAL_ACTOR, Filter(), "sector")
    assert found is not None
    asked = Question(measure="incidents", filter=Filter(), by=By.REGION, region_set="sector")
    answer = gate.ask(LOCAL_ACTOR, asked)
    shown = dict(zip(*(answer.table.column(n).to_pylist() for n in ("region", "value")), strict=True))
    sums = dict(zip(found.regions, found.values.sum(axis=(1, 2)).tolist(), strict=True))
    assert {region: count for region, count in shown.items() if region and count is not None}.items() <= (
        sums.items()
    )


@pytest.mark.parametrize(("as_of", "last"), AS_OF)
def test_a_month_that_the_extract_does_not_cover_whole_is_left_out(
    tmp_path: Path, as_of: date, last: date
) -> None:
    rows = made_up_incidents(2_000, 5)
    until = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    kept = rows.filter(pa.array([at < until for at in rows["reported_at"].to_pylist()]))
    pq.write_table(kept, tmp_path / "incidents.parquet")
    store = Store.create(tmp_path / "store")
    now = datetime(2026, 11, 1, tzinfo=UTC)
    ingest(tmp_path / "incidents.parquet", store=store, now=now, as_of=as_of)
    found = Gate(store, Settings()).monthly_counts(LOCAL_ACTOR, Filter(), "sector")
    assert found is not None
    assert found.months[-1] == last


def test_without_incidents_there_are_no_counts(empty_gate: Gate) -> None:
    assert empty_gate.monthly_counts(LOCAL_ACTOR, Filter(), "sector") is None


def test_an_unknown_set_is_refused(gate: Gate) -> None:
    with pytest.raises(FilterError, match="atlantis"):
        gate.monthly_counts(LOCAL_ACTOR, Filter(), "atlantis")


def test_nothing_above_data_asks_for_exact_counts() -> None:
    above = sources(".py", under=("layers", "dashboard"))
    assert above
    assert not [path for path in above if "monthly_counts" in text(path)]
