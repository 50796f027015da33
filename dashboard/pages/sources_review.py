"""On the data page: versions that wait for a steward or were withdrawn, and what a steward may do.

Everybody sees that there is such data, from which file, of which days, and whether its checks passed.
Its figures, and the cells that broke a rule, are for stewards.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import dcc, html

from dashboard.components.report_view import report_view
from dashboard.services import Services
from data.answers.filters import Filter
from data.intake.manifest import VersionRecord
from data.intake.release_state import ReleaseState
from data.intake.report import CheckReport, Outcome
from data.roles import Action, Actor, may


def review_part(services: Services, actor: Actor) -> list[Any]:
    """What waits for review, and what was withdrawn; nothing where all data are released."""
    versions = services.store.manifest().versions
    waiting = [one for one in versions if one.state is ReleaseState.PENDING]
    withdrawn = [one for one in reversed(versions) if one.state is ReleaseState.WITHDRAWN]
    parts: list[Any] = []
    if waiting:
        parts += [
            html.H2("Waiting for review"),
            html.P("These data are checked and stored. Nobody but stewards sees a figure of them yet."),
            *(_card(services, one, actor) for one in waiting),
        ]
    if withdrawn:
        parts += [html.H2("Withdrawn"), *(_card(services, one, actor) for one in withdrawn)]
    return parts


def decide_part(services: Services, actor: Actor) -> list[Any]:
    """For a steward: to mark or withdraw the newest released version, where data are reviewed or served."""
    settings = services.settings
    is_offered = (settings.is_served or settings.is_reviewed) and may(actor, Action.RELEASE_DATA)
    released = services.store.manifest().released()
    if not is_offered or not released:
        return []
    words = f"Mark or withdraw {released[-1].id}, the newest released version"
    return [html.Details([html.Summary(words), _form(services, released[-1])], className="review-more")]


def may_see_cells(services: Services, actor: Actor, report: CheckReport) -> bool:
    """Whether cells that broke a rule may be shown: to stewards, and of released data to all.

    Whoever may ask of some regions is shown none, as they may be of any.
    """
    if actor.regions:
        return False
    if may(actor, Action.RELEASE_DATA):
        return True
    states = {one.id: one.state for one in services.store.manifest().versions}
    if report.outcome is Outcome.REFUSED or report.version not in states:
        return not services.settings.is_reviewed
    return states[report.version] is ReleaseState.RELEASED


def _card(services: Services, version: VersionRecord, actor: Actor) -> html.Article:
    report = next((one for one in services.store.reports() if one.version == version.id), None)
    parts: list[Any] = [
        html.H3([f"{version.id} ", html.Span(version.state, className="review-state")]),
        html.Dl([cell for pair in _facts(version, report, is_whole=not actor.regions) for cell in pair]),
    ]
    if may(actor, Action.RELEASE_DATA):
        if report is not None:
            parts.append(html.Details([html.Summary("Check report"), report_view(report)]))
        parts.append(
            html.P(html.A("Look at its figures", href=f"/?version={version.id}"), className="review-look")
        )
        if version.state is ReleaseState.PENDING:
            parts.append(_form(services, version))
    return html.Article(parts, className="review-card")


def _facts(
    version: VersionRecord, report: CheckReport | None, *, is_whole: bool
) -> Iterable[tuple[html.Dt, html.Dd]]:
    """Term and description of what all may know of it; how many rows, whoever may ask of every region."""
    taken = version.extracts[-1] if version.extracts else None
    yield _fact("Taken in", f"{version.created_at:%d %b %Y %H:%M} UTC")
    if taken is not None:
        yield _fact("File", taken.file)
        yield _fact("Kind", taken.kind)
        if is_whole:
            yield _fact("Rows", f"{taken.rows_new:,} new, {taken.rows_superseded:,} superseded")
        if taken.first and taken.last:
            yield _fact("Covers", f"{taken.first:%d %b %Y} to {taken.last:%d %b %Y}")
        yield _fact("As of", f"{taken.as_of:%d %b %Y}" if taken.as_of else "not stated")
        yield _fact("Synthetic", "yes" if taken.is_synthetic else "no")
    if report is not None:
        yield _fact("Checks", _checks(report) if is_whole else f"the file was {report.outcome}")
    for decision in version.decisions:
        said = f"{decision.at:%d %b %Y %H:%M} UTC, {decision.by}: {decision.reason}"
        yield _fact(str(decision.kind).capitalize(), said)


def _fact(term: str, said: str) -> tuple[html.Dt, html.Dd]:
    return html.Dt(term), html.Dd(said)


def _checks(report: CheckReport) -> str:
    met = sum(control.is_met for control in report.controls)
    controls = f", {met} of {len(report.controls)} control totals met" if report.controls else ""
    broken = sum(rule.count for rule in report.errors)
    remarks = sum(rule.count for rule in report.rules) - broken
    passed = f"passed by {report.rows_accepted:,} of {report.rows_read:,} rows"
    found = f"rules broken {broken:,} times, {remarks:,} remarks, {report.rows_quarantined:,} rows set aside"
    return f"{passed}; {found}{controls}"


def _form(services: Services, version: VersionRecord) -> html.Div:
    """Reason, marking and the deeds; ``assets/release.js`` sends them."""
    is_pending = version.state is ReleaseState.PENDING
    deeds = [("release", "Release")] if is_pending else [("mark", "Mark")]
    reason, marking = f"reason-{version.id}", f"marking-{version.id}"
    shown = services.gate.marking(Filter(version=version.id))
    return html.Div(
        [
            html.Label("Reason, kept with the version and in the audit record", htmlFor=reason),
            dcc.Input(id=reason, name="reason", maxLength=500, autoComplete="off", className="review-field"),
            html.Label(f"Marking, if it is to change from “{shown}”", htmlFor=marking),
            dcc.Input(
                id=marking, name="marking", maxLength=200, autoComplete="off", className="review-field"
            ),
            html.Div(
                [
                    html.Button(words, type="button", className="button", **{"data-deed": deed})
                    for deed, words in (*deeds, ("withdraw", "Withdraw"))
                ],
                className="review-deeds",
            ),
            html.P(className="review-said", role="status"),
        ],
        className="review-form",
        **{"data-version-id": version.id},
    )
