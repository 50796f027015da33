"""Totals of plans: sums of what is shown by county, conserved, and telling nothing more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.answers.calendar import month_number
from data.answers.change import WORDS
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Form, Question
from data.errors import PlanError
from data.intake.store import Store
from data.plans.columns import (
    BEFORE,
    BORDER_MILES,
    CATEGORY_COLUMNS,
    CROSSINGS,
    INCIDENTS,
    NOW,
    PLACE_COLUMNS,
    PORTS,
    SIZE_COLUMNS,
)
from data.plans.figures import PlanFigures
from data.plans.ledger import check_closed
from data.plans.panel import Panel
from data.plans.plan import Plan, Resources, Rules
from data.plans.starts import start
from data.reference.tables import load
from data.reference.taxonomy import CATEGORIES
from data.roles import LOCAL_ACTOR
from tests.data.plans.figure_cases import (
    COUNTS,
    EL_PASO,
    FILTERS,
    HUDSPETH,
    figures,
    figures_gate,
    figures_store,
    plan_of,
    plans,
)

__all__ = ["figures", "figures_gate", "figures_store"]
RELAXED = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
SOME_FILTERS = st.sampled_from(FILTERS)
EVENT_COLUMNS = (INCIDENTS, *(column.key for column in CATEGORY_COLUMNS.values()))


def published(
    gate: Gate, filter_: Filter, category: str | None = None
) -> dict[str, tuple[int | None, State]]:
    """FIPS to value and state, as the table of counties has them."""
    chosen = replace(filter_, categories=(category,)) if category else filter_
    answer = gate.ask(
        LOCAL_ACTOR, Question(measure="incidents", filter=chosen, by=By.REGION, region_set="county")
    )
    columns = (answer.table[name].to_pylist() for name in ("region", "value", "state"))
    return {
        key.removeprefix("county:"): (value, State(state)) for key, value, state in zip(*columns, strict=True)
    }


@cache
def recount(store: Path, filter_: Filter) -> Mapping[str, int]:
    """Incidents by county under the period, categories and modes of a filter, by DuckDB over the files."""
    rows = duckdb.execute(
        "SELECT coalesce(county_fips, ''), count(*) FROM read_parquet($files) "
        "WHERE year(occurred_at AT TIME ZONE 'UTC') * 12 + month(occurred_at AT TIME ZONE 'UTC') - 1 "
        "BETWEEN $first AND $last "
        "AND (len($categories) = 0 OR category IN (SELECT unnest($categories::VARCHAR[]))) "
        "AND (len($modes) = 0 OR mode IN (SELECT unnest($modes::VARCHAR[]))) GROUP BY 1",
        {
            "files": [str(path) for path in Store.open(store).current().incident_paths],
            "first": month_number(filter_.first) if filter_.first else 0,
            "last": month_number(filter_.last) if filter_.last else 999_999,
            "categories": list(filter_.categories),
            "modes": list(filter_.modes),
        },
    ).fetchall()
    return dict(rows)


def sums_of(panel: Panel, key: str) -> list[float | None]:
    """Values of a column, regions first, and what is in none last."""
    return [row.values[key] for row in panel.rows]


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


def test_a_change_is_of_counties_shown_in_both_years(figures: PlanFigures, figures_gate: Gate) -> None:
    plan = plan_of(["r1", "r2"], {EL_PASO: "r1", HUDSPETH: "r1", "06073": "r2"})
    question = Question(
        measure="incidents", filter=Filter(), by=By.REGION, region_set="county", form=Form.CHANGE
    )
    table = figures_gate.ask(LOCAL_ACTOR, question).table
    pairs = {
        row["region"]: (row["now"], row["before"]) for row in table.to_pylist() if row["state"] == State.SHOWN
    }
    panel = figures.of(LOCAL_ACTOR, plan, Filter())
    chosen = [pairs.get(f"county:{fips}", (0, 0)) for fips in (EL_PASO, HUDSPETH)]
    now, before = (sum(pair[at] for pair in chosen) for at in (0, 1))
    row = panel.row("r1")
    assert (row.values[NOW], row.values[BEFORE]) == (now, before)
    assert row.verdict is not None
    assert row.words["change"] == f"{now - before:+,}, {WORDS[row.verdict]}"
    assert panel.rows[-1].verdict is None


def test_crossings_of_a_region_are_those_of_its_ports_kind_by_kind(
    figures: PlanFigures, figures_gate: Gate
) -> None:
    plan = start("sectors")
    panel = figures.of(LOCAL_ACTOR, plan, Filter())
    county_of_port = dict(
        zip(*(load("ports_of_entry")[name] for name in ("port_code", "county_fips")), strict=True)
    )
    for group in CROSSINGS:
        expected = Counter[str]()
        units = set()
        for key in group.measures:
            answer = figures_gate.ask(LOCAL_ACTOR, Question(measure=key, filter=Filter(), by=By.PLACE))
            units.add(answer.unit)
            for code, value in zip(
                answer.table["place"].to_pylist(), answer.table["value"].to_pylist(), strict=True
            ):
                expected[plan.assigned.get(county_of_port[code], "")] += value or 0
        for row in panel.rows:
            assert (row.values[group.column.key] or 0) == expected[row.key]
        assert units <= {"passengers", "pedestrians"} or units == {group.column.unit}
    assert panel.row("r13").values["crossings-people"] != 0


def test_encounters_are_of_whole_sectors_and_others_are_named(
    figures: PlanFigures, figures_gate: Gate
) -> None:
    plan = start("sectors")
    question = Question(measure="encounters-sector", filter=Filter(), by=By.REGION, region_set="sector")
    table = figures_gate.ask(LOCAL_ACTOR, question).table
    shown = dict(zip(table["region"].to_pylist(), table["value"].to_pylist(), strict=True))
    panel = figures.of(LOCAL_ACTOR, plan, Filter())
    el_paso = next(row for row in panel.rows if row.name == "El Paso Sector")
    assert el_paso.sectors.whole == ("El Paso Sector",)
    assert el_paso.values["encounters"] == shown["sector:el-paso"]
    without = {unit: key for unit, key in plan.assigned.items() if unit != EL_PASO}
    panel = figures.of(LOCAL_ACTOR, replace(plan, assigned=MappingProxyType(without)), Filter())
    el_paso = panel.row(el_paso.key)
    assert el_paso.sectors.partly == ("El Paso Sector",)
    assert el_paso.values["encounters"] is None
    assert el_paso.words["encounters"] == "in part: El Paso Sector"
    assert panel.rows[-1].sectors.partly == ("El Paso Sector",)


def test_a_panel_has_every_column_for_every_region_and_its_papers(figures: PlanFigures) -> None:
    plan = replace(
        start("sectors"),
        resources=MappingProxyType({"r1": Resources(officers=10, agents=90, availability=0.5)}),
        rules=Rules(weights=MappingProxyType({"incidents": 0.8, BORDER_MILES: 0.2})),
    )
    panel = figures.of(LOCAL_ACTOR, plan, Filter())
    keys = {column.key for column in panel.columns}
    assert {*EVENT_COLUMNS, *(one.key for one in (*PLACE_COLUMNS, *SIZE_COLUMNS))} <= keys
    assert len(keys) == len(panel.columns)
    for row in panel.rows:
        assert set(row.values) == set(row.words) == keys
    assert panel.row("r1").values["available"] == 50.0
    assert panel.row("r2").words["incidents-per-available"] == "no officers entered"
    assert [row.key for row in panel.rows] == [*(region.key for region in plan.regions), ""]
    assert panel.papers.is_synthetic
    assert panel.papers.version == figures.table(LOCAL_ACTOR, Filter()).papers.version
    assert any(words.startswith("Population:") for words in panel.papers.caveats)
    assert any("BTS" in source for source in panel.papers.sources)
    assert sum(panel.balance.loads) <= 1


def test_the_ports_of_the_panel_are_open_ports_of_entry(figures: PlanFigures) -> None:
    rows = load("ports_of_entry")
    is_open = (rows["port_class"] == "port_of_entry") & (rows["status"] != "closed")
    panel = figures.of(LOCAL_ACTOR, Plan(), Filter())
    assert sums_of(panel, PORTS) == [int(is_open.sum())]


def test_a_filter_with_regions_is_refused(figures: PlanFigures) -> None:
    with pytest.raises(PlanError, match="names 1 regions, such as sector:tucson"):
        figures.of(LOCAL_ACTOR, Plan(), Filter(regions=("sector:tucson",)))


def test_a_store_without_incidents_has_a_panel_of_zeros_and_says_what_is_not_published(
    empty_gate: Gate,
) -> None:
    panel = PlanFigures(empty_gate).of(LOCAL_ACTOR, start("sectors"), Filter())
    assert panel.ledger.everything == 0
    assert panel.ledger.is_closed
    assert set(sums_of(panel, INCIDENTS)) == {0}
    assert set(sums_of(panel, "crossings-trucks")) == {None}
    assert panel.rows[0].words["crossings-trucks"] == "not published"
    assert np.isfinite(panel.balance.mean)


def test_a_total_that_is_not_shown_leaves_the_rest_open(sparse_gate: Gate) -> None:
    panel = PlanFigures(sparse_gate).of(LOCAL_ACTOR, start("sectors"), Filter())
    assert panel.ledger.everything is None
    assert panel.ledger.suppressed is None
    assert panel.ledger.is_closed
    assert "a total that is not shown" in panel.ledger.words
