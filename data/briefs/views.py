"""The view of a scene as query text: which filter it means beside that of its brief, and pinned to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from data.answers.calendar import YEAR, month_number, month_start
from data.answers.filters import Filter
from data.briefs.brief import Body

_FILTER_NAMES = frozenset({"from", "to", "category", "component", "mode", "region", "version"})


def view_of(body: Body) -> str:
    """The view that a scene's body names; empty if its kind has none."""
    return str(getattr(body, "view", ""))


def filter_in(base: Filter, view: str) -> Filter:
    """The filter of a view: what it names is its own, all else is that of the brief.

    A view that names one end of a period has its own period: an open end is closed by the brief's
    last month, an open start by a year before the end.

    Raises
    ------
    FilterError
        If a value is not allowed.

    Examples
    --------
    >>> base = Filter(first=date(2025, 11, 1), last=date(2026, 10, 1), version="v000002")
    >>> filter_in(base, "region=sector:tucson&layers=none").sentence()
    'All categories; in Tucson Sector; Nov 2025 to Oct 2026; as known in v000002'
    >>> filter_in(base, "from=2026-01").sentence()
    'All categories; Jan 2026 to Oct 2026; as known in v000002'
    """
    query = {name: value for name, value in parse_qsl(view) if name in _FILTER_NAMES}
    own = Filter.from_query(query)
    named = Filter.from_query({**base.to_query(), **query, "from": "", "to": ""})
    first, last = _period(base, own)
    return replace(named, first=first, last=last)


def pinned_view(view: str, chosen: Filter) -> str:
    """The view with its filter as it was composed: period and data version are named.

    Examples
    --------
    >>> chosen = Filter(first=date(2026, 1, 1), last=date(2026, 2, 1), version="v000002")
    >>> pinned_view("at=-110,32,6&version=v000009", chosen)
    'from=2026-01&to=2026-02&version=v000002&at=-110%2C32%2C6'
    """
    other = {name: value for name, value in parse_qsl(view) if name not in _FILTER_NAMES}
    return urlencode({**chosen.to_query(), **other})


def _period(base: Filter, own: Filter) -> tuple[date | None, date | None]:
    if own.first is None and own.last is None:
        return base.first, base.last
    if own.last is None and own.first is not None:
        return own.first, max(own.first, base.last or own.first)
    if own.first is None and own.last is not None:
        return month_start(month_number(own.last) - YEAR + 1), own.last
    return own.first, own.last
