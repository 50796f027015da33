"""There is one chip for each restriction in force, and each says which control to set."""

from __future__ import annotations

from dash.development.base_component import Component
from hypothesis import given

from dashboard.components.chips import chips
from dashboard.components.periods import period_value, start_filter
from data.answers.filters import Filter
from data.answers.gate import Span
from tests.data.answers.test_filters import filters

SPAN = Span(first="2020-01", last="2026-10")


def data_of(chip: Component) -> dict[str, str]:
    """The data attributes of a chip, which the browser reads."""
    props = chip.to_plotly_json()["props"]
    return {name: props[name] for name in props if name.startswith("data-")}


@given(filters())
def test_each_value_of_a_filter_has_its_chip(chosen: Filter) -> None:
    made = [data_of(chip) for chip in chips(chosen, SPAN)]
    pairs = {(data.get("data-control"), data.get("data-value")) for data in made}
    for control, values in (
        ("category", chosen.categories),
        ("component", chosen.components),
        ("mode", chosen.modes),
        ("region", chosen.regions),
    ):
        assert {value for name, value in pairs if name == control} == set(values)
    assert (("version", "") in pairs) == (chosen.version is not None)


def test_the_period_of_a_first_visit_is_no_restriction() -> None:
    assert chips(start_filter(SPAN), SPAN) == []


def test_another_period_leads_back_to_that_of_a_first_visit() -> None:
    (chip,) = chips(Filter(first=None, last=start_filter(SPAN).last), SPAN)
    assert data_of(chip)["data-value"] == period_value(start_filter(SPAN))


def test_several_restrictions_can_be_taken_away_at_once() -> None:
    made = chips(Filter(categories=("Drug seizure",), modes=("sea",)), SPAN)
    assert data_of(made[-1])["data-clear"] == "all"
