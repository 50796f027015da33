"""One chip for each restriction in force, with a button that takes it away again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dash import html

from dashboard.components.periods import period_value, start_filter
from data.answers.filters import Filter
from data.answers.gate import Span
from data.answers.words import COMPONENT_WORDS, MODE_WORDS, period_words, region_words


def chips(chosen: Filter, span: Span | None, *, own: tuple[str, ...] = ()) -> list[html.Button | html.Span]:
    """The chips of a filter, in the order of the controls; none if nothing is restricted.

    A period is a restriction where it is not the one of a first visit. The browser reads from
    the data attributes which control's value to take away. ``own`` are the regions of an actor who may
    ask of some only: where they are all that restricts the place, they cannot be taken away.
    """
    is_own = bool(own) and chosen.regions == tuple(sorted(own))
    free = replace(chosen, regions=()) if is_own else chosen
    made: list[html.Button | html.Span] = [_chip(*restriction) for restriction in _restrictions(free, span)]
    if len(made) > 1:
        clear = html.Button("Clear all", className="chip chip-clear", type="button", **{"data-clear": "all"})
        made.append(clear)
    if is_own:
        words = f"Your regions: {', '.join(region_words(value) for value in chosen.regions)}"
        made.insert(0, html.Span(words, className="chip chip-own", title="All that you may see"))
    return made


def _restrictions(chosen: Filter, span: Span | None) -> Iterator[tuple[str, str, str]]:
    """(control, value, words) of each; a period's value is the period to go back to."""
    start = start_filter(span)
    if (chosen.first, chosen.last) != (start.first, start.last):
        yield "period", period_value(start), period_words(chosen.first, chosen.last)
    for value in chosen.categories:
        yield "category", value, value
    for value in chosen.components:
        yield "component", value, COMPONENT_WORDS[value]
    for value in chosen.modes:
        yield "mode", value, MODE_WORDS[value].capitalize()
    for value in chosen.regions:
        yield "region", value, region_words(value)
    if chosen.version:
        yield "version", "", f"As known in {chosen.version}"


def _chip(control: str, value: str, words: str) -> html.Button:
    return html.Button(
        [words, html.Span("×", className="chip-x", **{"aria-hidden": "true"})],
        className="chip",
        type="button",
        title=f"Take away: {words}",
        **{"data-control": control, "data-value": value, "aria-label": f"Take away: {words}"},
    )
