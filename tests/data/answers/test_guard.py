"""The parts of the guard, each by its own rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from data.answers.disclosure import State, least_choice, states
from data.answers.engine import Statement
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.guard.areas import told_by_windows
from data.answers.guard.places import county_codes, handed_down, place_sets, place_states, row_counts
from data.answers.guard.released import AREAS_HELD, READERS_HELD, Readers
from data.answers.question import By, Form, Question
from data.intake.ingest import ingest
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from tests.data.answers.attacker import ALL
from tests.gates import NOW, made_up_incidents

FLOOR = 10
COUNTS = st.lists(st.one_of(st.just(0), st.integers(1, 30)), min_size=1, max_size=25)


@given(COUNTS)
def test_a_small_row_keeps_half_of_its_choices_beside_the_total(values: list[int]) -> None:
    counts = np.array(values, np.int64)
    found = states(counts, FLOOR, is_partition=True)
    smalls, others = found == State.SMALL, found == State.WITHHELD
    if counts.sum() < FLOOR or not smalls.any():
        return
    rest = int(counts[smalls | others].sum())
    high = min(FLOOR - 1, rest - (int(smalls.sum()) - 1) - FLOOR * int(others.sum()))
    low = 1 if others.any() else max(1, rest - (FLOOR - 1) * (int(smalls.sum()) - 1))
    assert high - low + 1 >= least_choice(FLOOR)


@pytest.mark.parametrize("values", [[9, 9], [9, 9, 9], [1] * 12, [2, 8]])
def test_a_table_of_nothing_but_ones_or_nines_is_withheld_as_a_whole(values: list[int]) -> None:
    found = states(np.array([*values, 0]), FLOOR, is_partition=True)
    assert set(found.tolist()) == ({State.WITHHELD} if values != [2, 8] else {State.SMALL, State.SHOWN})


def test_what_is_withheld_of_a_region_cannot_be_added_up_from_its_counties() -> None:
    random = np.random.default_rng(3)
    for _ in range(20):
        counts = np.where(
            random.random(len(county_codes())) < 0.1, random.geometric(0.04, len(county_codes())), 0
        )
        found = place_states(counts.astype(np.int64), FLOOR)
        of_county = found.of_set["county"][place_sets()["county"].row]
        for key, region_states in found.of_set.items():
            sums = row_counts(counts, key)
            for row in np.flatnonzero((region_states == State.WITHHELD) & (sums > 0)):
                assert (of_county[place_sets()[key].row == row] != State.SHOWN).any()


def test_the_part_handed_down_is_the_smallest_ample_one_or_else_all() -> None:
    counts, line = np.array([25, 40, 3, 12, 15, 50]), np.array([0, 0, 0, 1, 1, 2])
    withheld = handed_down(np.array([True, True, False]), counts, line, FLOOR)
    assert withheld.tolist() == [True, False, False, True, True, False]


@pytest.mark.parametrize(
    ("told", "new", "tells"),
    [
        ([(0, 3)], (0, 4), True),
        ([(0, 3)], (1, 4), False),
        ([(0, 3), (3, 6)], (0, 6), False),
        ([(0, 2), (2, 3)], (0, 4), True),
        ([(4, 5)], (0, 3), False),
        ([], (3, 4), True),
    ],
)
def test_periods_that_share_an_end_tell_what_lies_between(
    told: list[tuple[int, int]],
    new: tuple[int, int],
    tells: bool,  # noqa: FBT001
) -> None:
    months = np.array([20, 30, 40, 5, 60, 70])
    assert told_by_windows(months, told, new, FLOOR) is tells


def test_what_is_remembered_of_shapes_is_bounded() -> None:
    readers = Readers()
    first = readers.of("reader 0")
    for number in range(READERS_HELD + 1):
        readers.of(f"reader {number}")
    assert readers.of("reader 0") is not first
    reader = readers.of("one")
    for number in range(3 * AREAS_HELD):
        reader.of(number, None)  # type: ignore[arg-type]
    assert len(reader.told) == AREAS_HELD


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    """A gate over two versions that differ by four incidents."""
    folder = tmp_path_factory.mktemp("versions")
    store = Store.create(folder / "store")
    for name, rows in (("first", made_up_incidents(900, 5)), ("late", made_up_incidents(4, 6))):
        pq.write_table(rows, folder / f"{name}.parquet")
        ingest(folder / f"{name}.parquet", store=store, now=NOW, is_synthetic=True)
    return Gate(store, Settings(store=store.path))


@pytest.mark.parametrize("by", [By.CATEGORY, By.MONTH, By.MODE, By.REACH])
def test_a_pinned_version_gives_no_late_handful_away(versions: Gate, by: By) -> None:
    old = replace(ALL, filter=Filter(version="v000001"))
    assert versions.ask(LOCAL_ACTOR, ALL).total == 904
    assert versions.ask(LOCAL_ACTOR, old).words() == "withheld"
    before, after = (versions.ask(LOCAL_ACTOR, replace(question, by=by)).table for question in (old, ALL))
    for one, other in zip(before["value"].to_pylist(), after["value"].to_pylist(), strict=True):
        assert one is None or other is None or one == other or abs(one - other) >= FLOOR
    shares = versions.ask(LOCAL_ACTOR, replace(old, by=by, form=Form.SHARE)).table["value"].to_pylist()
    assert all(
        not share for value, share in zip(before["value"].to_pylist(), shares, strict=True) if value is None
    )


def test_the_same_filter_for_one_word_hides_of_a_region_what_its_own_breakdown_hides(attacked: Gate) -> None:
    months = Filter(first=date(2024, 1, 1), last=date(2024, 6, 1))
    for word in ("road", "air", "foot"):
        chosen = replace(months, modes=(word,))
        of_mode = attacked.ask(
            LOCAL_ACTOR, Question(measure="incidents", filter=chosen, by=By.REGION, region_set="state")
        ).table.to_pydict()
        for region, value in zip(of_mode["region"], of_mode["value"], strict=True):
            if not region or not value:
                continue
            own = replace(ALL, filter=replace(months, regions=(region,)), by=By.MODE)
            if attacked.ask(LOCAL_ACTOR, replace(own, by=By.TOTAL)).total is None:
                continue
            told = attacked.ask(LOCAL_ACTOR, own).table.to_pydict()
            small = [s for s in told["state"] if s == State.SMALL]
            hidden = told["value"][told["mode"].index(word)] is None
            assert not (hidden and small), (region, word)


def test_a_port_stands_for_its_county_and_is_told_no_more(attacked: Gate) -> None:
    port, county = (
        attacked.ask(LOCAL_ACTOR, replace(ALL, filter=Filter(regions=(region,)))).words()
        for region in ("port:2402", "county:48141")
    )
    assert port == county


def test_a_total_beside_nearly_the_same_shape_is_told_to_within_nine(attacked: Gate) -> None:
    engine = attacked._open(LOCAL_ACTOR, Filter()).engine  # noqa: SLF001
    lon = np.sort(engine.run(Statement(sql="SELECT lon FROM incident", parameters={}))["lon"].to_numpy())
    shapes = [box(-180, -90, float(lon[place]), 90) for place in (5_000, 5_005)]
    reader = replace(LOCAL_ACTOR, session="hand")
    first, second = (attacked.ask(reader, replace(ALL, polygon=shape)) for shape in shapes)
    exact = int(np.searchsorted(lon, lon[5_005], side="right"))
    assert first.total is not None
    assert 0 < exact - first.total < FLOOR
    assert second.total is None
    assert second.words() == f"about {first.total:,.0f}"
    assert second.caveats[0].startswith(f"Within 9 of {first.total:,.0f}")
    alone = replace(LOCAL_ACTOR, session="another sitting")
    assert attacked.ask(alone, replace(ALL, polygon=shapes[1])).total == exact
