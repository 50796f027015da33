"""The filter bar: period, category, component, mode, region; the form of counts; the layers.

Each control's value is one part of the view. The browser puts them together
(``view_of_controls`` in ``borderops.js``), and nothing else writes the view.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.access import actor_of_request
from dashboard.components.ids import Ids, filter_id
from dashboard.components.layer_list import LayerList
from dashboard.components.own_regions import may_choose, own_ids, usual_words
from dashboard.components.periods import days_of, period_value, preset_options
from dashboard.view_state import ViewState
from data.answers.gate import Span
from data.answers.question import Form
from data.answers.words import COMPONENT_WORDS, MODE_WORDS, region_words
from data.geography.regions import region_sets
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES
from layers.allowed import layers_of
from layers.describe import describe

FORM_WORDS = {
    Form.COUNT: "Count",
    Form.PER_AREA: "Per 1,000 square miles",
    Form.PER_BORDER_MILE: "Per mile of border",
    Form.CHANGE: "Change from a year before",
}
"""Each form as the control shows it."""
_UNCERTAINTY = "Hatched: too few to tell, or within noise."
_MOST_REGIONS_LISTED = 80
_LISTED_LATER = "county"


def filter_bar(state: ViewState, span: Span | None, *, floor: int) -> html.Div:
    """The controls, set to the state; ``span`` bounds the months that can be picked.

    ``floor`` is the disclosure floor, in events.
    """
    presets = preset_options(span)
    bounds = "/".join(day.isoformat() for day in days_of(span)) if span else ""
    return html.Div(
        [
            *_period(state, span, presets),
            *_restrictions(state),
            html.H2("Show"),
            _form(state.form),
            _uncertainty(is_on=state.is_uncertainty_shown),
            html.H2("Layers"),
            LayerList(
                id=filter_id("layers"),
                layers=[describe(layer, floor=floor) for layer in layers_of(actor_of_request())],
                value=state.visible(),
            ),
            dcc.Input(id=filter_id("version"), type="hidden", value=state.filter.version or ""),
        ],
        className="filter-bar",
        **{
            "data-presets": " ".join(option["value"] for option in presets),
            "data-span": bounds,
            "data-own": " ".join(own_ids(actor_of_request())),
        },
    )


def region_options(chosen: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Regions as options, grouped by their set; approximate sets say so.

    Of counties, which are nine tenths of all regions, and of ports only those of ``chosen`` are
    listed: ``regions_named`` in ``regions.js`` adds counties once someone searches, and whatever is
    chosen on the map or in the table. An actor of some regions is offered what lies whole in these.
    """
    actor = actor_of_request()
    groups: list[dict[str, Any]] = [
        {
            "group": found.title + (" (approximate)" if found.approximate else ""),
            "items": [
                {"value": region.id, "label": region.name}
                for region in found.regions
                if may_choose(actor, region.id)
            ],
        }
        for found in region_sets()
        if found.key != _LISTED_LATER
    ]
    groups = [group for group in groups if group["items"]]
    listed = {item["value"] for group in groups for item in group["items"]}
    others = [{"value": key, "label": region_words(key)} for key in chosen if key not in listed]
    return [*groups, *([{"group": "Chosen elsewhere", "items": others}] if others else [])]


def _period(state: ViewState, span: Span | None, presets: list[dict[str, str]]) -> list[Any]:
    chosen = state.filter
    value = period_value(chosen)
    return [
        html.H2("Period"),
        dmc.Select(
            id=Ids.PRESET,
            data=presets,
            value=value if value in {option["value"] for option in presets} else None,
            placeholder="Months of your own",
            checkIconPosition="right",
            allowDeselect=False,
            maxDropdownHeight=320,
            **{"aria-label": "Ready-made period"},
        ),
        dmc.MonthPickerInput(
            id=filter_id("period"),
            type="range",
            value=[day.isoformat() if day else None for day in (chosen.first, chosen.last)],
            minDate=f"{span.first}-01" if span else None,
            maxDate=f"{span.last}-01" if span else None,
            valueFormat="MMM YYYY",
            allowSingleDateInRange=True,
            label="First and last month",
        ),
    ]


def _restrictions(state: ViewState) -> list[Any]:
    chosen = state.filter
    components = [{"value": key, "label": COMPONENT_WORDS[key]} for key in COMPONENTS]
    modes = [{"value": mode, "label": MODE_WORDS[mode].capitalize()} for mode in MODES]
    return [
        html.H2("Filters"),
        _many("category", "Category", CATEGORIES, chosen.categories, "All categories"),
        _many("component", "Component", components, chosen.components, "All components"),
        _many("mode", "Mode", modes, chosen.modes, "All modes"),
        _many(
            "region",
            "Region",
            region_options(chosen.regions),
            chosen.regions,
            usual_words(actor_of_request()),
        ),
    ]


def _form(form: Form) -> dmc.RadioGroup:
    choices = [dmc.Radio(value=key.value, label=words, size="sm") for key, words in FORM_WORDS.items()]
    return dmc.RadioGroup(
        id=filter_id("form"),
        value=form.value,
        children=dmc.Stack(choices, gap=6),
        **{"aria-label": "Form of counts on the map"},
    )


def _uncertainty(*, is_on: bool) -> dmc.CheckboxGroup:
    box = dmc.Checkbox(value="on", label="Show uncertainty", description=_UNCERTAINTY, size="sm")
    return dmc.CheckboxGroup(
        id=filter_id("uncertainty"), value=["on"] if is_on else [], children=box, className="uncertainty"
    )


def _many(name: str, label: str, options: object, chosen: Sequence[str], placeholder: str) -> dmc.MultiSelect:
    return dmc.MultiSelect(
        id=filter_id(name),
        label=label,
        data=options,
        value=list(chosen),
        placeholder=placeholder,
        searchable=True,
        clearable=True,
        limit=_MOST_REGIONS_LISTED,
        hidePickedOptions=True,
        nothingFoundMessage="Nothing of that name",
    )
