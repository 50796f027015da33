"""The data page: what is loaded, from whom, as of when, and what each file's checks found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, html

from dashboard.access import Guard, actor_of_request
from dashboard.components.empty_store import nothing_loaded
from dashboard.components.ids import Ids
from dashboard.components.report_view import report_view
from dashboard.pages.sources_review import decide_part, may_see_cells, review_part
from dashboard.services import Services
from data.answers.filters import Filter
from data.extracts.discovery import readers
from data.intake.manifest import StoredExtract
from data.intake.store_version import StoreVersion
from data.roles import Action

PATH = "/data"
TITLE = "Data"
_LOADED = ("Source", "File", "Kind", "Covers", "As of", "Rows", "Set aside")
_VERSIONS = ("Version", "Published (UTC)", "Marking", "What changed")


def layout(services: Services, **_: str) -> html.Div:
    """The page for the newest released data version; an empty store is said, and what waits for review."""
    actor = actor_of_request()
    review = review_part(services, actor)
    if not services.store.history():
        return html.Div([html.H1("Data"), *review], className="sources") if review else nothing_loaded()
    version, is_whole = services.store.current(), not actor.regions
    return html.Div(
        [
            html.H1("Data"),
            *review,
            html.P(
                f"Data version {version.id}, published {version.created_at:%d %b %Y %H:%M} UTC. "
                "Each number on every page comes from one version; older versions are kept and can be asked.",
            ),
            html.H2("What is loaded"),
            _scroll(_table(_LOADED[: None if is_whole else -2], _loaded(version, is_whole=is_whole))),
            html.H2("Check reports"),
            html.P("Every file that was offered, taken in or refused, with the rules that it met or broke."),
            dmc.Select(
                id=Ids.REPORTS,
                data=_report_options(services),
                placeholder="Choose a file",
                searchable=True,
                **{"aria-label": "Check report of"},
            ),
            html.Div(id=Ids.REPORT, **{"aria-live": "polite"}),
            html.H2("Versions"),
            *decide_part(services, actor),
            _scroll(_table(_VERSIONS[: None if is_whole else -1], _history(services, is_whole=is_whole))),
            html.H2("This program"),
            html.P(f"Memory: {services.gate.memory(actor_of_request()).sentence()}."),
            html.H2("Load a file"),
            html.P(
                [
                    "In a terminal: ",
                    html.Code("borderops ingest FILE"),
                    ". The format is found from the content:",
                ]
            ),
            _scroll(_table(("Publication", "Publisher", "Where to find it"), _formats())),
        ],
        className="sources",
    )


def register(guard: Guard) -> None:
    """Register the page's one callback."""
    guard.callback(
        report_of,
        Output(Ids.REPORT, "children"),
        Input(Ids.REPORTS, "value"),
        action=Action.VIEW,
        prevent_initial_call=True,
    )


def report_of(services: Services, chosen: str | None) -> Any:
    """The chosen check report, which is of a whole file; nothing if it is not there any more."""
    if actor_of_request().regions:
        return html.P("A check report is of a whole file, and so of more than your regions.")
    reports = services.store.reports()
    number = int(chosen) if isinstance(chosen, str) and chosen.isdecimal() else len(reports)
    if number >= len(reports):
        return None
    report = reports[number]
    return report_view(report, has_cells=may_see_cells(services, actor_of_request(), report))


def _report_options(services: Services) -> list[dict[str, str]]:
    return [
        {"value": str(number), "label": f"{report.file}: {report.outcome}"}
        for number, report in enumerate(services.store.reports())
    ]


def _loaded(version: StoreVersion, *, is_whole: bool) -> Iterable[Sequence[Any]]:
    """The rows of the table; how many rows each file has is told to whoever may ask of all of them."""
    for extract in version.extracts:
        row = (
            [extract.source or "not stated", _synthetic_tag(extract)],
            extract.file,
            extract.kind,
            f"{extract.first:%b %Y} to {extract.last:%b %Y}" if extract.first and extract.last else "no rows",
            f"{extract.as_of:%d %b %Y}" if extract.as_of else "not stated",
            f"{extract.rows_new:,}",
            f"{extract.rows_quarantined:,}",
        )
        yield row if is_whole else row[:-2]


def _synthetic_tag(extract: StoredExtract) -> html.Span | None:
    return html.Span("SYNTHETIC", className="synthetic-tag") if extract.is_synthetic else None


def _history(services: Services, *, is_whole: bool) -> Iterable[Sequence[Any]]:
    for version in reversed(services.store.history()):
        marking = services.gate.marking(Filter(version=version.id))
        row = (version.id, f"{version.created_at:%Y-%m-%d %H:%M}", marking, version.note)
        yield row if is_whole else row[:-1]


def _formats() -> Iterable[Sequence[Any]]:
    for reader in readers():
        yield reader.title, reader.publisher, reader.landing


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> html.Table:
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(cell, scope="col") for cell in head])),
            html.Tbody([html.Tr([_cell(cell) for cell in row]) for row in rows]),
        ]
    )


def _cell(content: Any) -> html.Td:
    is_number = isinstance(content, str) and content.replace(",", "").isdecimal()
    return html.Td(content, className="number" if is_number else None)


def _scroll(table: html.Table) -> html.Div:
    return html.Div(table, className="scroll", tabIndex=0)
