"""The card of alerts: what is unusual or reached a threshold, how sure that is, what to do about it.

Each alert is one line until it is opened; what a person set comes first, then what is furthest
above the usual.

An ordinary rise is told in ordinary colours: the words say how far it is from the usual, and how
often such an alert is false.
"""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.access import actor_of_request
from dashboard.components.alert_words import alert_words, brief, history_words, standing_words, what
from dashboard.components.ids import Ids
from dashboard.components.own_regions import may_choose
from data.geography.regions import region, region_sets
from data.reference.taxonomy import CATEGORIES
from data.watch.alerts import Alert, Kept, Watched
from data.watch.events import Status
from data.watch.rules import Rule

FORM = "form"
"""In place of a rule's key, in the ids of the form for a threshold."""
_SETS_LEFT_OUT = {"county"}
_MOST_AT_ONCE = 3
_STATUS_WORDS = {
    Status.OPEN: "Open",
    Status.SNOOZED: "Snoozed",
    Status.ACKNOWLEDGED: "Acknowledged",
}
_NOTHING = {
    Status.OPEN: "Nothing to look at: no count is above the usual, and no threshold is reached.",
    Status.SNOOZED: "No alert is snoozed.",
    Status.ACKNOWLEDGED: "No alert of this month is acknowledged.",
}


def alerts_card() -> html.Section:
    """The card before its alerts are known; they come when the page has come."""
    head = [
        html.H2(["Alerts", html.Span(id=Ids.ALERT_COUNT)]),
        dmc.SegmentedControl(
            id=Ids.ALERT_STATUS,
            value=Status.OPEN.value,
            size="xs",
            data=[{"value": status.value, "label": words} for status, words in _STATUS_WORDS.items()],
            **{"aria-label": "Which alerts"},
        ),
    ]
    return html.Section(
        [
            dcc.Store(id=Ids.ALERT_COMMAND),
            dcc.Store(id=Ids.ALERT_DONE),
            html.Div(head, className="alerts-head"),
            html.P(id=Ids.ALERT_NOTE, className="alert-note", role="status"),
            html.Div("Looking …", id=Ids.ALERT_LIST, className="alert-list"),
            html.Details(
                [
                    html.Summary("Regions, thresholds and method"),
                    dmc.Select(
                        id=Ids.ALERT_SET,
                        label="Look for the unusual by",
                        data=[{"value": found.key, "label": found.title} for found in _sets()],
                        value="sector",
                        size="xs",
                        allowDeselect=False,
                    ),
                    _threshold_form(),
                    html.Ul(id=Ids.ALERT_THRESHOLDS, className="alert-thresholds"),
                    html.P(id=Ids.ALERT_PAPERS, className="note"),
                ],
                className="alerts-more",
            ),
        ],
        id=Ids.ALERTS,
        className="alerts",
        **{"aria-label": "Alerts"},
    )


def button_id(do: str, rule: str, *, revision: int = 0, month: str = "") -> dict[str, Any]:
    """Id of a button of the card: what it does, about which rule, as it stood when it was drawn."""
    return {
        "type": Ids.ALERT_BUTTON.value,
        "do": do,
        "rule": rule,
        "revision": revision,
        "month": month,
    }


def field_id(name: str, rule: str) -> dict[str, str]:
    """Id of a field of the card, which goes with the buttons of the same rule."""
    return {"type": Ids.ALERT_FIELD.value, "name": name, "rule": rule}


def alert_count(watched: Watched) -> list[Any]:
    """The number of open alerts, and whether they are of synthetic incidents."""
    is_synthetic = any(alert.count.is_synthetic for alert in watched.alerts)
    tag = html.Span("SYNTHETIC", className="synthetic-tag") if is_synthetic else None
    number = sum(alert.status is Status.OPEN for alert in watched.alerts)
    return [html.Span(str(number), className="alert-count"), tag]


def alert_items(watched: Watched, status: Status) -> list[Any]:
    """The alerts of a status, or why there is none."""
    chosen = [alert for alert in watched.alerts if alert.status is status]
    if watched.month is None:
        return [html.P("No complete month of incidents is loaded.", className="quiet")]
    if not chosen:
        short = "" if watched.pairs else " Three years of months are needed to tell what is usual."
        return [html.P(_NOTHING[status] + short, className="quiet")]
    items = [_item(alert) for alert in chosen]
    first, rest = items[:_MOST_AT_ONCE], items[_MOST_AT_ONCE:]
    more = html.Details([html.Summary(f"Show all {len(items)}"), *rest], className="alerts-rest")
    return [*first, more] if rest else first


def threshold_items(thresholds: tuple[Kept, ...]) -> list[html.Li]:
    """The thresholds that are kept, each with how often it was reached, and a button to remove it."""
    return [
        html.Li(
            [
                html.Span(
                    f"{what(kept.rule)}: at least {kept.rule.least:,} a month. {history_words(kept.history)}"
                ),
                _button("Remove", "remove", kept.rule, revision=kept.standing.revision),
            ]
        )
        for kept in thresholds
    ]


def _item(alert: Alert) -> html.Details:
    seen: dict[str, Any] = {"revision": alert.standing.revision, "month": alert.month.isoformat()}
    line = [
        html.H3(what(alert.rule)),
        html.Span(brief(alert), className="alert-brief"),
        html.Span(standing_words(alert), className="alert-standing"),
    ]
    return html.Details(
        [
            html.Summary(line),
            html.P(f"{alert.month:%b %Y}: {alert_words(alert)}"),
            html.Div(_buttons(alert, seen), className="alert-buttons"),
        ],
        className="alert",
        key=alert.rule.key,
    )


def _buttons(alert: Alert, seen: dict[str, Any]) -> list[Any]:
    labels = {"acknowledge": "Acknowledge", "snooze-7": "Snooze 1 week", "snooze-30": "Snooze 1 month"}
    if alert.status is not Status.OPEN:
        labels = {"reopen": "Reopen"}
    return [
        _button("Show on map", "show", alert.rule, **seen),
        *(_button(words, do, alert.rule, **seen) for do, words in labels.items()),
        _assignment(alert, seen),
    ]


def _assignment(alert: Alert, seen: dict[str, Any]) -> html.Details:
    field = dmc.TextInput(
        id=field_id("assignee", alert.rule.key),
        value=alert.standing.assignee,
        placeholder=f"{region(alert.rule.region).name} duty officer",
        size="xs",
        **{"aria-label": "Role or desk, no person's name"},
    )
    form = [field, _button("Assign", "assign", alert.rule, **seen)]
    if alert.standing.assignee:
        form.append(_button("Take back", "unassign", alert.rule, **seen))
    note = html.P("A role or a desk, never a person's name.", className="quiet")
    return html.Details([html.Summary("Assign"), html.Div(form, className="alert-assign"), note])


def _button(words: str, do: str, rule: Rule, *, revision: int, month: str = "") -> html.Button:
    return html.Button(
        words,
        id=button_id(do, rule.key, revision=revision, month=month),
        n_clicks=0,
        type="button",
        className="button",
        **{"aria-label": f"{words}: {what(rule)}"},
    )


def _threshold_form() -> html.Div:
    actor = actor_of_request()
    listed = ((found.title, [one for one in found.regions if may_choose(actor, one.id)]) for found in _sets())
    regions = [
        {"group": title, "items": [{"value": one.id, "label": one.name} for one in own]}
        for title, own in listed
        if own
    ]
    return html.Div(
        [
            dmc.Select(id=field_id("region", FORM), label="Region", data=regions, searchable=True, size="xs"),
            dmc.Select(
                id=field_id("category", FORM), label="Category", data=CATEGORIES, searchable=True, size="xs"
            ),
            dmc.NumberInput(
                id=field_id("least", FORM),
                label="At least, a month",
                min=1,
                allowDecimal=False,
                allowNegative=False,
                size="xs",
            ),
            html.Button(
                "Add threshold",
                id=button_id("watch", FORM),
                n_clicks=0,
                type="button",
                className="button",
            ),
        ],
        className="alert-form",
        role="group",
        **{"aria-label": "A threshold to watch"},
    )


def _sets() -> list[Any]:
    return [found for found in region_sets() if found.key not in _SETS_LEFT_OUT]
