"""The page of the site's state: for who runs it, what stands well and what somebody has to see to."""

from __future__ import annotations

from importlib.metadata import version as installed_version
from typing import Any

from dash import Input, Output, dcc, html

from dashboard.access import Guard, actor_of_request
from dashboard.components.ids import Ids
from dashboard.operation.state import Line, age, state_of
from dashboard.services import Services
from data.intake.manifest import StoredExtract
from data.roles import Action

PATH = "/status"
TITLE = "Status"
ACTION = (Action.ADMINISTER, Action.RELEASE_DATA)
IS_SERVED_ONLY = True
"""In the header only where more than one person is served; by its address everywhere."""
_EVERY_MS = 15_000


def layout(services: Services, **_: str) -> html.Div:
    """The page as the site stands now; it looks again every quarter of a minute."""
    return html.Div(
        [
            html.H1("Status"),
            html.P(
                f"borderops {installed_version('borderops')}. What is marked needs somebody to see to it."
            ),
            html.Div(_shown(services), id=Ids.STATUS, **{"aria-live": "polite"}),
            dcc.Interval(id=Ids.STATUS_CLOCK, interval=_EVERY_MS),
            html.H2("Data versions"),
            _table(("Version", "Published", "State", "What changed"), _versions(services)),
            html.H2("Extracts of the version that is shown"),
            _table(("Source", "File", "As of", "Taken in"), _extracts(services)),
        ],
        className="sources status",
    )


def register(guard: Guard) -> None:
    """Register the page's one callback, which looks again."""
    guard.callback(
        look_again,
        Output(Ids.STATUS, "children"),
        Input(Ids.STATUS_CLOCK, "n_intervals"),
        action=ACTION,
        prevent_initial_call=True,
    )


def look_again(services: Services, _: int | None) -> Any:
    """The state as it is now."""
    return _shown(services)


def _shown(services: Services) -> html.Div:
    lines = state_of(services, actor_of_request())
    return _table(("Part", "State", ""), [_row(line) for line in lines])


def _row(line: Line) -> tuple[Any, ...]:
    mark = None if line.is_well else html.Span("See to it", className="synthetic-tag")
    return line.of, line.words, mark


def _versions(services: Services) -> list[tuple[Any, ...]]:
    now = services.now()
    return [
        (record.id, age(now, record.created_at), str(record.state), record.note)
        for record in reversed(services.store.manifest().versions)
    ][:20]


def _extracts(services: Services) -> list[tuple[Any, ...]]:
    if not services.store.manifest().released():
        return []
    return [_extract(extract) for extract in services.store.current().extracts]


def _extract(extract: StoredExtract) -> tuple[Any, ...]:
    as_of = f"{extract.as_of:%d %b %Y}" if extract.as_of else "not stated"
    return extract.source or "not stated", extract.file, as_of, f"{extract.taken_in_on:%d %b %Y}"


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> html.Div:
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(cell, scope="col") for cell in head])),
            html.Tbody([html.Tr([html.Td(cell) for cell in row]) for row in rows]),
        ]
    )
    return html.Div(table, className="scroll", tabIndex=0)
