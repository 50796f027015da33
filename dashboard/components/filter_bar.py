"""The filter bar: period, category, component, mode, region, layers; and its values as a view state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import dash_mantine_components as dmc

from dashboard.components.ids import Ids, filter_id
from dashboard.view_state import ViewState
from data.answers.filters import Filter
from data.answers.gate import Span
from data.geography.regions import region_sets
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES
from layers.discovery import discover

_COMPONENT_WORDS = {
    "CBP-AMO": "CBP Air and Marine",
    "CBP-OFO": "CBP Field Operations",
    "CBP-USBP": "CBP Border Patrol",
    "ICE-ERO": "ICE Enforcement and Removal",
    "ICE-HSI": "ICE Homeland Security Investigations",
}
CONTROLS = ("period", "category", "component", "mode", "region", "layers")
_MOST_REGIONS_LISTED = 80


def filter_bar(state: ViewState, span: Span | None) -> dmc.Stack:
    """The controls, set to the state; ``span`` bounds the months that can be picked."""
    chosen = state.filter
    return dmc.Stack(
        [
            _select(Ids.PRESET, "Period", preset_options(span)),
            dmc.MonthPickerInput(
                id=filter_id("period"),
                type="range",
                value=[day.isoformat() if day else None for day in (chosen.first, chosen.last)],
                minDate=f"{span.first}-01" if span else None,
                maxDate=f"{span.last}-01" if span else None,
                valueFormat="MMM YYYY",
                allowSingleDateInRange=True,
                **{"aria-label": "First and last month"},
            ),
            _many("category", "Category", CATEGORIES, chosen.categories, "All categories"),
            _many(
                "component",
                "Component",
                [{"value": key, "label": _COMPONENT_WORDS[key]} for key in COMPONENTS],
                chosen.components,
                "All components",
            ),
            _many(
                "mode",
                "Mode",
                [{"value": mode, "label": mode.capitalize()} for mode in MODES],
                chosen.modes,
                "All modes",
            ),
            _many("region", "Region", region_options(), chosen.regions, "Everywhere, or click the map"),
            _layer_choice(state.layers),
        ],
        gap="sm",
        className="filter-bar",
    )


def state_of_controls(values: Mapping[str, object]) -> ViewState:
    """The view state that the controls' values describe, by control name.

    Raises
    ------
    FilterError
        If a value is not allowed, as in a forged request.
    """
    first, last = _months(values.get("period"))
    return ViewState(
        filter=Filter(
            first=first,
            last=last,
            categories=_texts(values.get("category")),
            components=_texts(values.get("component")),
            modes=_texts(values.get("mode")),
            regions=_texts(values.get("region")),
        ),
        layers=tuple(layer.key for layer in discover() if layer.key in _texts(values.get("layers"))),
    )


def start_filter(span: Span | None) -> Filter:
    """The filter of a first visit: the latest twelve months of incidents."""
    if span is None:
        return Filter()
    last = date.fromisoformat(f"{span.last}-01")
    return Filter(first=_months_before(last, 11), last=last)


def preset_options(span: Span | None) -> list[dict[str, str]]:
    """Ready-made periods as ``first/last`` values: latest months, fiscal and calendar years, all."""
    if span is None:
        return []
    first, last = date.fromisoformat(f"{span.first}-01"), date.fromisoformat(f"{span.last}-01")
    options = [
        (f"{_months_before(last, 11)}/{last}", "Latest 12 months"),
        (f"{_months_before(last, 2)}/{last}", "Latest 3 months"),
        (f"{last}/{last}", "Latest month"),
    ]
    options.extend(
        (f"{max(first, date(year - 1, 10, 1))}/{min(last, date(year, 9, 1))}", f"Fiscal year {year}")
        for year in range(last.year + 1, first.year, -1)
    )
    options.extend(
        (f"{max(first, date(year, 1, 1))}/{min(last, date(year, 12, 1))}", f"Calendar year {year}")
        for year in range(last.year, first.year - 1, -1)
    )
    options.append((f"{first}/{last}", "All months"))
    seen: dict[str, str] = {}
    for value, label in options:
        start, end = value.split("/")
        if start <= end:
            seen.setdefault(value, label)
    return [{"value": value, "label": label} for value, label in seen.items()]


def region_options() -> list[dict[str, object]]:
    """Every region as an option, grouped by its set; approximate sets say so."""
    return [
        {
            "group": found.title + (" (approximate)" if found.approximate else ""),
            "items": [{"value": region.id, "label": region.name} for region in found.regions],
        }
        for found in region_sets()
    ]


def _layer_choice(chosen: Sequence[str]) -> dmc.CheckboxGroup:
    boxes = [dmc.Checkbox(label=layer.title, value=layer.key, size="sm") for layer in reversed(discover())]
    return dmc.CheckboxGroup(
        id=filter_id("layers"),
        label="Layers",
        value=list(chosen),
        children=dmc.Stack(boxes, gap=6, mt=6),
    )


def _select(key: Ids, label: str, options: list[dict[str, str]]) -> dmc.Select:
    return dmc.Select(
        id=key, label=label, data=options, placeholder="Ready-made periods", checkIconPosition="right"
    )


def _many(name: str, label: str, options: object, chosen: Sequence[str], placeholder: str) -> dmc.MultiSelect:
    return dmc.MultiSelect(
        id=filter_id(name),
        label=label,
        data=options,
        value=list(chosen),
        placeholder="" if chosen else placeholder,
        searchable=True,
        clearable=True,
        limit=_MOST_REGIONS_LISTED,
        hidePickedOptions=True,
        nothingFoundMessage="Nothing of that name",
    )


def _months(value: object) -> tuple[date | None, date | None]:
    pair = list(value) if isinstance(value, (list, tuple)) else []
    first, last = [*pair, None, None][:2]
    return _month(first), _month(last) or _month(first)


def _month(text: object) -> date | None:
    return date.fromisoformat(text[:10]).replace(day=1) if isinstance(text, str) and text else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _months_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
