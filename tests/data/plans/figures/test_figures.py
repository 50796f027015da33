"""Totals of plans: sums of what is shown by county, conserved, and telling nothing more."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.intake.store import Store
from data.plans.figures.columns import CATEGORY_COLUMNS, INCIDENTS
from data.plans.figures.ledger import check_closed
from data.plans.figures.plan_figures import PlanFigures
from data.plans.plan import Plan
from data.reference.taxonomy import CATEGORIES
from data.roles import LOCAL_ACTOR
from tests.data.plans.figure_cases import (
    COUNTS,
    FILTERS,
    figures,
    figures_gate,
    figures_store,
    plan_of,
    plans,
)
from tests.data.plans.figure_recounts import published, recount, sums_of

__all__ = ["figures", "figures_gate", "figures_store"]
RELAXED = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
SOME_FILTERS = st.sampled_from(FILTERS)


@given(plan=plans(), filter_=SOME_FILTERS)
@RELAXED
def test_the_ledger_closes_on_a_recount_of_the_rows(
    figures: PlanFigures, figures_gate: Gate, figures_store: Store, plan: Plan, filter_: Filter
) -> None:
    rows = recount(figures_store.path, filter_)
    panel = figures.of(LOCAL_ACTOR, plan, filter_)
    book = panel.ledger
    assert book.everything == sum(rows.values())
    assert book.suppressed is not None
    assert book.regions + book.unassigned + (book.outside or 0) + book.suppressed == book.everything
    hidden = {fips for fips, (_, state) in published(figures_gate, filter_).items() if state != State.SHOWN}
    assert book.suppressed == sum(rows.get(fips, 0) for fips in hidden)
    assert book.suppressed_units == len(hidden - {""})
    assert book.is_closed
    check_closed(book)


@given(plan=plans(), filter_=SOME_FILTERS)
@RELAXED
def test_every_count_of_a_region_is_a_sum_of_published_cells(
    figures: PlanFigures, figures_gate: Gate, plan: Plan, filter_: Filter
) -> None:
    panel = figures.of(LOCAL_ACTOR, plan, filter_)
    asked = {None: INCIDENTS} | {
        name: CATEGORY_COLUMNS[name].key for name in filter_.categories or CATEGORIES
    }
    for category, column in asked.items():
        cells = published(figures_gate, filter_, category)
        sums, hidden = Counter[str](), Counter[tuple[str, State]]()
        for fips, (value, state) in cells.items():
            if fips:
                sums[plan.assigned.get(fips, "")] += value or 0
                hidden[plan.assigned.get(fips, ""), state] += 1
        for row in panel.rows:
            assert row.values[column] == sums[row.key]
            beside = row.hidden.get(column)
            assert (beside.small if beside else 0) == hidden[row.key, State.SMALL]
            assert (beside.withheld if beside else 0) == hidden[row.key, State.WITHHELD]


@given(
    plan=plans(most_regions=3), units=st.lists(st.sampled_from(sorted(COUNTS)), min_size=1), data=st.data()
)
@RELAXED
def test_whoever_moves_counties_learns_only_what_the_table_of_counties_says(
    figures: PlanFigures, figures_gate: Gate, plan: Plan, units: list[str], data: st.DataObject
) -> None:
    goes_to = data.draw(st.sampled_from([*(region.key for region in plan.regions), ""]))
    moved = {**plan.assigned, **dict.fromkeys(units, goes_to)}
    after = plan_of(
        [region.key for region in plan.regions], {unit: key for unit, key in moved.items() if key}
    )
    cells = published(figures_gate, Filter())
    expected = Counter[str]()
    for unit in set(units):
        value = cells[unit][0] or 0
        expected[plan.assigned.get(unit, "")] -= value
        expected[goes_to] += value
    rows = [figures.of(LOCAL_ACTOR, chosen, Filter()).rows for chosen in (plan, after)]
    for before, now in zip(*rows, strict=True):
        assert now.values[INCIDENTS] == (before.values[INCIDENTS] or 0) + expected[now.key]


def test_what_is_not_shown_of_a_county_is_nowhere_in_the_table(figures: PlanFigures) -> None:
    for filter_ in FILTERS:
        table = figures.table(LOCAL_ACTOR, filter_)
        events = [number for number, column in enumerate(table.figures.columns) if column.counts_events]
        hidden = table.figures.states[events] != State.SHOWN
        assert hidden.any()
        assert not table.figures.values[events][hidden].any()


@given(plan=plans())
@RELAXED
def test_the_count_of_a_region_lies_in_its_bounds(
    figures: PlanFigures, figures_store: Store, plan: Plan
) -> None:
    exact = Counter[str]()
    for fips, count in recount(figures_store.path, Filter()).items():
        if fips:
            exact[plan.assigned.get(fips, "")] += count
    for row in figures.of(LOCAL_ACTOR, plan, Filter()).rows:
        least, most = row.bounds(INCIDENTS, floor=10)
        assert least <= exact[row.key]
        assert most is None or exact[row.key] <= most


@given(plan=plans(), filter_=SOME_FILTERS)
@RELAXED
def test_what_adds_up_is_conserved_whatever_the_plan(
    figures: PlanFigures, plan: Plan, filter_: Filter
) -> None:
    table = figures.table(LOCAL_ACTOR, filter_)
    panel = figures.of(LOCAL_ACTOR, plan, filter_)
    for column in table.figures.columns:
        whole = table.figures.of(column.key).sum()
        parts = sum(value or 0 for value in sums_of(panel, column.key))
        assert parts == pytest.approx(whole, rel=1e-9)
    assert sum(row.units for row in panel.rows) == 3233
