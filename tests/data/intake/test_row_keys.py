"""Repeated rows: the first of equal ones stays, contradicting ones are all in doubt."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.extracts.contract import Kind
from data.intake.row_keys import repeats, row_keys
from data.intake.schema_checks import compact
from data.schema.incidents import INCIDENT_COLUMNS
from data.schema.observations import OBSERVATION_COLUMNS
from tests.data.intake.made import START, incidents, observations

ROW = st.tuples(st.sampled_from("AB"), st.integers(0, 1), st.sampled_from(["foot", "road"]), st.booleans())


@given(st.lists(ROW, min_size=1, max_size=12))
def test_repeats_of_incidents_are_those_of_a_naive_search(rows: list[tuple[str, int, str, bool]]) -> None:
    made = incidents(
        *({"incident_id": i, "reported_at": START + timedelta(hours=h), "mode": m} for i, h, m, _ in rows)
    )
    usable = [usable for *_, usable in rows]
    found = repeats(compact(made.table, INCIDENT_COLUMNS), Kind.INCIDENTS, usable=np.array(usable))
    groups: dict[tuple[str, int], list[int]] = {}
    for at, (key, hour, _, is_usable) in enumerate(rows):
        if is_usable:
            groups.setdefault((key, hour), []).append(at)
    torn = {key for key, members in groups.items() if len({rows[at][2] for at in members}) > 1}
    assert found.conflicts.tolist() == sorted(at for key in torn for at in groups[key])
    assert found.duplicates.tolist() == sorted(
        at for key, members in groups.items() if key not in torn for at in members[1:]
    )


def test_an_empty_part_of_a_key_differs_from_every_text() -> None:
    rows = observations(
        {"component": None, "breakdown": "CBP-OFO"},
        {"component": "CBP-OFO", "breakdown": None},
        {"component": "", "breakdown": "CBP-OFO"},
        {"component": None, "breakdown": None},
    )
    assert len(row_keys(compact(rows.table, OBSERVATION_COLUMNS), Kind.OBSERVATIONS).unique()) == 4


def test_figures_that_differ_by_the_rounding_of_a_sum_are_one_figure() -> None:
    rows = observations({"value": 0.1 + 0.2}, {"value": 0.3})
    found = repeats(compact(rows.table, OBSERVATION_COLUMNS), Kind.OBSERVATIONS, usable=np.ones(2, bool))
    assert found.duplicates.tolist() == [1]
    assert found.conflicts.tolist() == []


def test_another_spelling_of_the_place_is_no_contradiction_but_another_unit_is() -> None:
    table = compact(
        observations({}, {"place_as_published": "SAN YSIDRO"}, {"unit": "vehicles"}).table,
        OBSERVATION_COLUMNS,
    )
    found = repeats(table.slice(0, 2), Kind.OBSERVATIONS, usable=np.ones(2, bool))
    assert found.duplicates.tolist() == [1]
    found = repeats(table, Kind.OBSERVATIONS, usable=np.ones(3, bool))
    assert found.conflicts.tolist() == [0, 1, 2]
