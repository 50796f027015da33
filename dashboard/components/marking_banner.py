"""The marking above and below every page."""

from __future__ import annotations

from dash import html

from dashboard.services import Services
from data.extracts.contract import Kind
from data.intake.release_state import ReleaseState


def banner(services: Services) -> html.Div:
    """The marking of the newest released data, and whether any incidents on the screen are synthetic.

    A page that shows another data version says so in the browser, which then shows that one's
    marking: ``assets/marking.js``.
    """
    words = [_words(services), html.Span(className="release-note", hidden=True)]
    if services.store.history() and services.store.current().is_synthetic(Kind.INCIDENTS):
        words.append(
            html.Span("Incidents are SYNTHETIC. Published figures are real.", className="synthetic-note")
        )
    words += _fault(services)
    return html.Div(words, className="banner", role="note", **{"aria-label": "Marking"})


def banner_below(services: Services) -> html.Div:
    """The marking at the foot of the screen."""
    return html.Div(
        _words(services), className="banner banner-below", role="note", **{"aria-label": "Marking below"}
    )


def release_note(services: Services, version: str) -> dict[str, str]:
    """What the banner says of a version that is not released, as an attribute; nothing of one that is."""
    state = services.store.version(version).state
    if state is ReleaseState.RELEASED:
        return {}
    return {"data-release": f"{state.upper()}: {version}, seen by stewards alone"}


def _fault(services: Services) -> list[html.Span]:
    """That the newest data is damaged, and what is shown in its place; nothing where all is well."""
    if not services.store.fault:
        return []
    shown = services.store.current()
    words = f"The newest data is damaged. Shown is {shown.id} of {shown.created_at:%d %b %Y %H:%M} UTC."
    return [html.Span(words, className="synthetic-note", role="alert")]


def _words(services: Services) -> html.Span:
    marking = services.gate.marking()
    return html.Span(marking, className="marking", **{"data-newest": marking})
