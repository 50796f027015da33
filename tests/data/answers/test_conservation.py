"""Every number adds up and agrees with a second count of the rows; a number that does not is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.answers.conservation import Conservation, Sample, conservation
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Answer, By, Question
from data.answers.raw_rows import COUNTY, RawRows
from data.geography.regions import region_sets
from data.intake.ingest import ingest
from data.intake.store import Store
from data.roles import LOCAL_ACTOR, Actor
from data.settings import Settings
from tests.contracts.tree import sources, text
from tests.data.answers.test_gate import some_filters
from tests.data.answers.test_revisions import corrected
from tests.gates import NOW, made_up_incidents

RELAXED = settings(max_examples=10, deadline=None)
BREAKDOWNS = [
    *({"by": by} for by in (By.MONTH, By.CATEGORY, By.COMPONENT, By.MODE, By.REACH)),
    *({"by": By.REGION, "region_set": chosen.key} for chosen in region_sets()),
    *({"by": By.CELL, "level": level} for level in (8, 11, 16)),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three versions: incidents, a correction of a fifth of them, and late ones."""
    folder = tmp_path_factory.mktemp("conserved")
    made = Store.create(folder / "store")
    first = made_up_incidents(1_500, 21)
    for name, rows in (
        ("first", first),
        ("corrected", corrected(first.slice(200, 300))),
        ("late", made_up_incidents(400, 22)),
    ):
        pq.write_table(rows, folder / f"{name}.parquet")
        ingest(folder / f"{name}.parquet", store=made, now=NOW, is_synthetic=True)
    return made


@pytest.fixture(scope="module")
def kept_gate(store: Store) -> Gate:
    """A gate over these versions."""
    return Gate(store, Settings(store=store.path))


@pytest.fixture(scope="module")
def rows(store: Store) -> Iterator[RawRows]:
    """The rows of the newest version."""
    with RawRows.opened(store.current(), memory_limit_mb=500, threads=1) as opened:
        yield opened


def compared(gate: Gate, rows: RawRows, store: Store, **sample: int) -> Conservation:
    """The comparison of the newest version."""
    chosen = Sample(**{"filters": 2, "shapes": 4, "seed": 1, **sample})
    return conservation(gate, rows, LOCAL_ACTOR, store.current(), sample=chosen)


@given(seed=st.integers(0, 2**32 - 1))
@RELAXED
def test_two_routes_agree_on_every_number(kept_gate: Gate, rows: RawRows, store: Store, seed: int) -> None:
    found = compared(kept_gate, rows, store, filters=3, shapes=8, seed=seed)
    assert not found.differences, [str(example) for part in found.checked for example in part.examples]
    assert found.counts > 10_000
    assert found.incidents == 1_900


@given(chosen=some_filters())
@RELAXED
def test_parts_add_up_to_the_whole_for_every_filter_and_breakdown(kept_gate: Gate, chosen: Filter) -> None:
    asked = Question(measure="incidents", filter=chosen)
    whole = pc.sum(kept_gate.undisclosed(LOCAL_ACTOR, asked)["value"]).as_py()
    for parts in BREAKDOWNS:
        table = kept_gate.undisclosed(LOCAL_ACTOR, replace(asked, **parts))
        assert (pc.sum(table["value"]).as_py() or 0) == whole, parts


@given(chosen=some_filters(), parts=st.sampled_from(BREAKDOWNS))
@RELAXED
def test_what_is_shown_and_what_is_hidden_make_up_the_whole(
    kept_gate: Gate, chosen: Filter, parts: dict[str, object]
) -> None:
    question = replace(Question(measure="incidents", filter=chosen), **parts)  # type: ignore[arg-type]
    exact = kept_gate.undisclosed(LOCAL_ACTOR, question)["value"].to_pylist()
    answer = kept_gate.ask(LOCAL_ACTOR, question)
    values, states = answer.table["value"].to_pylist(), answer.table["state"].to_pylist()
    rest = sum(exact) - sum(value or 0 for value in values)
    hidden = [count for count, value in zip(exact, values, strict=True) if value is None]
    assert sum(hidden) == rest
    small = states.count(State.SMALL)
    assert small <= rest or not hidden
    if all(state in {State.SHOWN, State.SMALL} for state in states):
        assert small <= rest <= small * (answer.floor - 1)


@given(chosen=some_filters(), level=st.integers(9, 16))
@RELAXED
def test_each_cell_holds_what_its_four_children_hold(
    kept_gate: Gate, rows: RawRows, chosen: Filter, level: int
) -> None:
    def counted(level: int) -> dict[int, int]:
        question = Question(measure="incidents", filter=chosen, by=By.CELL, level=level)
        table = kept_gate.undisclosed(LOCAL_ACTOR, question)
        return dict(zip(table["cell"].to_pylist(), table["value"].to_pylist(), strict=True))

    children = counted(level)
    for code, count in counted(level - 1).items():
        assert count == sum(children.get(4 * code + quarter, 0) for quarter in range(4))
    codes, counts = rows.cells(chosen, level)
    assert {code: count for code, count in children.items() if count} == dict(
        zip(codes.tolist(), counts.tolist(), strict=True)
    )


class Faulty(Gate):
    """A gate that counts one event too many in one row of a breakdown."""

    fault: dict[str, object]
    row: int

    def undisclosed(self, actor: Actor, question: Question) -> pa.Table:
        table = super().undisclosed(actor, question)
        if any(getattr(question, name) != value for name, value in self.fault.items()):
            return table
        values = table["value"].to_numpy().copy()
        values[self.row] += 1
        return table.set_column(table.schema.get_field_index("value"), "value", pa.array(values))


@pytest.mark.parametrize(
    ("fault", "row", "words"),
    [
        ({"by": By.REGION, "region_set": "sector"}, 3, "by sector, "),
        ({"by": By.REGION, "region_set": "county"}, -1, "by county, in no region of the set: "),
        ({"by": By.REGION, "region_set": "best"}, 0, "by best, "),
        ({"by": By.MONTH}, 5, "by month, 2023-06-01: "),
        ({"by": By.CATEGORY, "polygon": None}, 0, "by category, "),
        ({"by": By.CELL, "level": 12}, 0, "cells, "),
        ({"by": By.CELL, "level": 15}, 7, "cells and their children, "),
        ({"by": By.TOTAL, "polygon": None}, 0, "total, total: "),
    ],
)
def test_a_number_that_is_off_by_one_is_named_with_both_counts(
    store: Store, rows: RawRows, fault: dict[str, object], row: int, words: str
) -> None:
    gate = Faulty(store, Settings(store=store.path))
    gate.fault, gate.row = fault, row
    found = compared(gate, rows, store, filters=1, shapes=1)
    examples = [example for part in found.checked for example in part.examples]
    named = next(str(example) for example in examples if str(example).startswith(words))
    assert "in the product" in named
    assert "All categories; " in named
    assert found.differences >= 1
    assert any(abs(example.product - example.rows) == 1 for example in examples)


class Outspoken(Gate):
    """A gate that shows small counts."""

    def ask(self, actor: Actor, question: Question) -> Answer:
        answer = super().ask(actor, question)
        exact = super().undisclosed(actor, question)["value"]
        return replace(answer, table=answer.table.set_column(1, "value", exact))


def test_a_small_count_that_is_shown_is_named(store: Store, rows: RawRows) -> None:
    found = compared(Outspoken(store, Settings(store=store.path)), rows, store, filters=1, shapes=0)
    (shown,) = [part for part in found.checked if part.differences]
    assert shown.subject == "shown after disclosure control"
    assert any(0 < example.product < 10 and example.rows == 0 for example in shown.examples)


def test_rows_are_counted_by_every_key(rows: RawRows) -> None:
    found = rows.counts(Filter())
    assert {axis: sum(counts.values()) for axis, counts in found.items()} == dict.fromkeys(
        (By.TOTAL, By.MONTH, By.CATEGORY, By.COMPONENT, By.MODE, COUNTY), 1_900
    )
    assert rows.counts(Filter(regions=("state:me",), modes=("air",)))[By.TOTAL] == {By.TOTAL: 0}


def test_a_sample_is_of_rows_and_the_same_for_a_seed(rows: RawRows) -> None:
    sample = rows.sampled(20, 3)
    assert sample.equals(rows.sampled(20, 3))
    assert not sample.equals(rows.sampled(20, 4))
    assert (sample.num_rows, sample.column_names) == (20, ["lon", "lat", "county"])


def test_a_county_that_a_spatial_join_does_not_find_is_named(
    kept_gate: Gate, rows: RawRows, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.answers.conservation.joined_counties", lambda lon, _: [""] * len(lon))
    found = compared(kept_gate, rows, store, filters=0, shapes=0)
    (differing,) = [part for part in found.checked if part.differences]
    assert differing.subject == "counties of single incidents"
    assert "stored against joined by GeoPandas" in str(differing.examples[0])


def test_rows_in_a_shape_are_counted_batch_by_batch(rows: RawRows, monkeypatch: pytest.MonkeyPatch) -> None:
    shape = shapely.box(-112, 20, -100, 40)
    at_once = rows.inside(shape, Filter())
    monkeypatch.setattr("data.answers.raw_rows._BATCH_ROWS", 10)
    assert rows.inside(shape, Filter()) == at_once
    assert at_once[By.TOTAL][By.TOTAL] > 100


def test_a_version_without_incidents_has_nothing_to_differ(empty_gate: Gate, tmp_path: Path) -> None:
    store = empty_gate._store  # noqa: SLF001
    with RawRows.opened(store.current(), memory_limit_mb=500, threads=1) as none:
        found = compared(empty_gate, none, store, filters=3, shapes=3)
    assert (found.incidents, found.differences) == (0, 0)


def test_nothing_above_data_reads_undisclosed_figures() -> None:
    above = [path for path in sources(".py") if path.parts[0] in {"layers", "dashboard"}]
    assert above
    assert not [path for path in above if "undisclosed" in text(path)]
