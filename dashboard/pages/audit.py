"""The audit page: search the record, verify it, take it away as a file. Reading it is itself recorded."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, html

from dashboard.access import Guard
from dashboard.components.audit_table import audit_rows, audit_table, deed_choices
from dashboard.components.ids import Ids
from dashboard.services import Services
from data.errors import BorderopsError
from data.roles import Action
from data.trust.audit_search import MOST_ON_A_PAGE, found, search_of
from data.trust.deeds import Outcome
from data.trust.verification import Verification
from data.trust.verifying import verify

PATH = "/audit"
TITLE = "Audit"
ACTION = Action.AUDIT
IS_SERVED_ONLY = True
"""Who works alone finds the page by its address, and is not bothered with it in the header."""

_FIELDS = {"type": Ids.AUDIT_FIELD.value, "name": ALL}


def layout(services: Services, **given: str) -> html.Div:
    """The form, filled from the link, above the grid; records come by the callback."""
    return html.Div(
        [
            html.H1("Audit record"),
            html.P(
                "Who signed in, saw, filtered, drew, exported, changed, approved and took in what, and why. "
                "Records are only added to, each tied to the one before by its SHA-256.",
            ),
            html.Div(
                [
                    html.Button(
                        "Verify the record", id=Ids.AUDIT_VERIFY, className="button audit-verify", n_clicks=0
                    ),
                    html.Div(_not_verified(services), id=Ids.AUDIT_VERIFIED, role="status"),
                ],
                className="audit-verification",
            ),
            html.H2("Search"),
            html.Div(_fields(given), className="audit-form", role="search"),
            html.Div(
                [
                    html.P(id=Ids.AUDIT_NOTE, className="audit-note", role="status"),
                    html.A("Export CSV", id=Ids.AUDIT_CSV, href="#", className="button", download=""),
                    html.A("Export JSON lines", id=Ids.AUDIT_JSON, href="#", className="button", download=""),
                ],
                className="audit-found",
            ),
            audit_table(),
        ],
        className="sources audit",
    )


def register(guard: Guard) -> None:
    """Register the search, which hears every field, and the verification."""
    guard.callback(
        search,
        Output(Ids.AUDIT_ROWS, "rowData"),
        Output(Ids.AUDIT_NOTE, "children"),
        Output(Ids.AUDIT_CSV, "href"),
        Output(Ids.AUDIT_JSON, "href"),
        Input(_FIELDS, "value"),
        State(_FIELDS, "id"),
        action=Action.AUDIT,
    )
    guard.callback(
        verified,
        Output(Ids.AUDIT_VERIFIED, "children"),
        Input(Ids.AUDIT_VERIFY, "n_clicks"),
        action=Action.AUDIT,
        prevent_initial_call=True,
    )


def search(
    services: Services, values: list[str | None], ids: list[dict[str, str]]
) -> tuple[list[dict[str, Any]], str, str, str]:
    """Rows, a sentence about them, and the addresses of the same search as files."""
    given = {one["name"]: value.strip() for one, value in zip(ids, values, strict=True) if value}
    query = f"?{urlencode(given)}" if given else ""
    links = (f"/api/audit/export.csv{query}", f"/api/audit/export.jsonl{query}")
    try:
        page = found(services.audit.database, search_of(given), limit=MOST_ON_A_PAGE)
    except BorderopsError as error:
        return [], str(error), *links
    return audit_rows(page.entries), _note(len(page.entries), page.total), *links


def verified(services: Services, clicks: int) -> Any:
    """What a walk along the whole record found, in words."""
    del clicks
    return verification_words(verify(services.audit.database, services.audit.anchors))


def verification_words(result: Verification) -> list[Any]:
    """The result, each fault with its number, and what else is to be known."""
    kind = "audit-whole" if result.is_whole else "audit-broken"
    more = [html.Li(f"and {result.more_faults:,} more")] if result.more_faults else []
    faults = [html.Li(f"{fault.seq:,}: {fault.words}") for fault in result.faults]
    return [
        html.P(result.words, className=kind),
        *([html.Ul([*faults, *more])] if faults else []),
        *(html.P(remark, className="audit-remark") for remark in result.remarks),
    ]


def _not_verified(services: Services) -> list[Any]:
    fault = services.audit.anchor_fault
    return (
        [html.P(f"Heads are not written outside the database: {fault}", className="audit-broken")]
        if fault
        else []
    )


def _note(shown: int, total: int) -> str:
    if total == 0:
        return "No records."
    if shown == total:
        return f"{total:,} record{'s' if total > 1 else ''}, the newest first."
    return f"The newest {shown:,} of {total:,} records; narrow the search by days to see earlier ones."


def _fields(given: dict[str, str]) -> list[Any]:
    return [
        _labelled("From", _date("first", given)),
        _labelled("To", _date("last", given)),
        _labelled("Who", _text("actor", given, "anna")),
        _labelled("What", _choice("deed", given, deed_choices())),
        _labelled("Outcome", _choice("outcome", given, [str(one) for one in Outcome])),
        _labelled(
            "About",
            _text("subject", given, "plan 7"),
        ),
    ]


def _text(name: str, given: dict[str, str], example: str) -> dmc.TextInput:
    return dmc.TextInput(
        **_options(name, {name: given.get(name, "")[:200]}),
        debounce=600,
        placeholder=f"such as {example}",
        inputProps={"maxLength": 200, "autoComplete": "off"},
    )


def _date(name: str, given: dict[str, str]) -> dmc.DateInput:
    try:
        day = date.fromisoformat(given.get(name, "")).isoformat()
    except ValueError:  # a link may hold anything
        day = ""
    options = _options(name, {name: day})
    return dmc.DateInput(
        **options, valueFormat="YYYY-MM-DD", clearable=True, placeholder="any day", **{"aria-label": name}
    )


def _choice(name: str, given: dict[str, str], words: list[str]) -> dmc.Select:
    return dmc.Select(
        **_options(name, given),
        data=[{"value": word, "label": word.capitalize()} for word in words],
        placeholder="any",
        clearable=True,
        searchable=True,
        **{"aria-label": name.capitalize()},
    )


def _options(name: str, given: dict[str, str]) -> dict[str, Any]:
    return {"id": {"type": Ids.AUDIT_FIELD.value, "name": name}, "value": given.get(name) or None}


def _labelled(words: str, control: Any) -> html.Label:
    return html.Label([html.Span(words), control], className="audit-field")
