"""Big numerals: a value with its unit, direction, reference, verdict, date, source and caveat."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.components.periods import month_count
from dashboard.components.sparkline import sparkline
from data.answers.changes import Change, covers_year_before, direction_words
from data.answers.question import Answer


def incident_numeral(label: str, answer: Answer, change: Change) -> html.Article:
    """The first numeral: incidents, with the change from a year before and whether it stands out."""
    verdict = html.Span(change.verdict_words, className="verdict", **{"data-verdict": change.verdict.name})
    value = [
        html.Span(change.now_words, className="numeral-value"),
        verdict,
    ]
    return _card(
        [
            _label(label, answer),
            html.P(value, className="numeral-line"),
            html.P(_direction(change), className="numeral-change"),
            _papers(answer),
        ],
        className="numeral numeral-first",
    )


def published_numeral(label: str, now: Answer, before: Answer, months: Answer) -> html.Article:
    """A published figure, with its reference and the shape of its latest months; no verdict.

    A published count is the whole, not a sample, and is revised: what stands out in it is not a
    question of chance.
    """
    value = html.Span(now.words(), className="numeral-value")
    return _card(
        [
            _label(label, now),
            html.P([value, sparkline(months)], className="numeral-line"),
            html.P(published_change_words(now, before), className="numeral-change"),
            _papers(now),
        ],
        className="numeral",
    )


def published_change_words(now: Answer, before: Answer) -> str:
    """The difference from a year before in words; silent on size where either is not shown."""
    if not covers_year_before(now, before):
        return "The year before is not published whole"
    if now.total is None or before.total is None:
        return f"A year before: {before.words()}"
    difference = int(now.total - before.total)
    if difference == 0:
        return f"Same as a year before ({before.words()})"
    return f"{direction_words(difference)} in a year"


def _direction(change: Change) -> str:
    if change.difference is None:
        return f"A year before: {change.before_words}"
    return f"{direction_words(change.difference)} {change.reference_words}"


def _card(parts: list[Any], className: str) -> html.Article:  # noqa: N803 - Dash's own name
    return html.Article(parts, className=className)


def _label(label: str, answer: Answer) -> html.H3:
    tag = html.Span("SYNTHETIC", className="synthetic-tag") if answer.is_synthetic else None
    return html.H3([html.Span(label), tag], className="numeral-label")


def _papers(answer: Answer) -> html.Details:
    """Months and date in the open, everything else one click away."""
    as_of = f"as of {answer.as_of:%d %b %Y}" if answer.as_of else "no data loaded"
    said = f"{answer.sentence}. Unit: {answer.unit}. Known {as_of}, in data version {answer.version}."
    return html.Details(
        [
            html.Summary(_months(answer) or as_of.capitalize()),
            dmc.Text(said, size="sm"),
            dmc.Text(f"Source: {answer.source}.", size="sm"),
            dmc.Text(" ".join(answer.caveats), size="sm"),
        ],
        className="papers",
    )


def _months(answer: Answer) -> str:
    if not answer.first or not answer.last:
        return ""
    count = month_count(answer.first, answer.last)
    months = "1 month" if count == 1 else f"{count} months"
    return f"{months} to {answer.last:%b %Y}"
