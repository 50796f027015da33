"""What a request asks to see, as whoever asks means it: of their regions, and of layers they may be shown.

A filter that names no regions is of the actor's own. One that names others is refused, and not made smaller:
nobody is to take an answer about less for the answer to what they asked. The gate refuses it in any case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from flask import request

from dashboard.access.actor import actor_of_request
from dashboard.view_state import ViewState
from data.answers.filters import Filter
from data.answers.within import narrowed, require_regions
from layers.allowed import is_allowed


def asked_filter() -> Filter:
    """The filter in the query of this request.

    Raises
    ------
    AccessDeniedError
        If it names regions that are not within the actor's.
    FilterError
        If a value is not allowed.
    """
    return own_filter(Filter.from_query(request.args))


def own_filter(filter_: Filter) -> Filter:
    """A filter as the actor means it.

    Raises
    ------
    AccessDeniedError
        If it names regions that are not within the actor's.
    FilterError
        If there is no such region.
    """
    actor = actor_of_request()
    require_regions(actor, filter_.regions, what="the filter")
    return narrowed(actor, filter_)


def asked_view(text: str | None) -> ViewState:
    """The view that query text describes, without layers that the actor may not be shown.

    Raises
    ------
    AccessDeniedError
        If the filter names regions that are not within the actor's.
    FilterError
        If the filter part is not allowed, or the form is unknown.
    """
    return view_of_query(dict(parse_qsl(text or "")))


def view_of_query(query: Mapping[str, str]) -> ViewState:
    """The same from query parameters.

    Raises
    ------
    AccessDeniedError
        If the filter names regions that are not within the actor's.
    FilterError
        If the filter part is not allowed, or the form is unknown.
    """
    return own_view(ViewState.from_query(query))


def own_view(state: ViewState) -> ViewState:
    """A view as the actor means it.

    Raises
    ------
    AccessDeniedError
        If its filter names regions that are not within the actor's.
    FilterError
        If there is no such region.
    """
    actor = actor_of_request()
    layers = tuple(shown for shown in state.layers if is_allowed(actor, shown.key))
    return replace(state, filter=own_filter(state.filter), layers=layers)
