"""Columns of the panel that are not plain counts: changes, crossings, encounters, ports, resources."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from data.answers.change import WORDS
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Form, Question
from data.errors import PlanError
from data.plans.figures.columns import (
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
from data.plans.figures.plan_figures import PlanFigures
from data.plans.plan import Plan, Resources, Rules
from data.plans.starts import start
from data.reference.tables import load
from data.roles import LOCAL_ACTOR
from tests.data.plans.figure_cases import (
    EL_PASO,
    HUDSPETH,
    figures,
    figures_gate,
    figures_store,
    plan_of,
)
from tests.data.plans.figure_recounts import sums_of

__all__ = ["figures", "figures_gate", "figures_store"]
EVENT_COLUMNS = (INCIDENTS, *(column.key for column in CATEGORY_COLUMNS.values()))


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
