"""Alerts on the commander's page: listed after the page has come, and handled.

A click is made into a command in the browser (``alerts.js``); the server writes it into the
journal, and the list is drawn anew. A command carries the revision that its user saw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import ALL, Input, Output, State, no_update

from dashboard.access import Guard, actor_of_request
from dashboard.access.views import asked_view
from dashboard.components.alert_words import papers
from dashboard.components.alerts_panel import alert_count, alert_items, threshold_items
from dashboard.components.ids import Ids
from dashboard.services import Services
from data.errors import AccessDeniedError, FilterError, JournalConflictError, JournalError, RuleError
from data.roles import Action, Actor
from data.watch.events import Status
from data.watch.watch import Watch

_SNOOZES = {"snooze-7": 7, "snooze-30": 30}


@dataclass(frozen=True, kw_only=True)
class Command:
    """What a button of the card asks for; ``fields`` are the values of the fields that go with it."""

    do: str
    rule: str
    revision: int
    month: date | None
    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A field as text; empty if it is not filled."""
        value = self.fields.get(name)
        return "" if value is None else str(value)


def register(guard: Guard) -> None:
    """Register the card's callbacks: click to command, command to journal, journal to list."""
    fields = {"type": Ids.ALERT_FIELD.value, "name": ALL, "rule": ALL}
    buttons = {"type": Ids.ALERT_BUTTON.value, "do": ALL, "rule": ALL, "revision": ALL, "month": ALL}
    guard.clientside(
        "alerts.command",
        Output(Ids.ALERT_COMMAND, "data"),
        Input(buttons, "n_clicks"),
        State(fields, "value"),
        State(fields, "id"),
        action=Action.HANDLE_ALERTS,
        prevent_initial_call=True,
    )
    guard.callback(
        carry_out,
        Output(Ids.ALERT_DONE, "data"),
        Output(Ids.ALERT_NOTE, "children"),
        Input(Ids.ALERT_COMMAND, "data"),
        action=Action.HANDLE_ALERTS,
        prevent_initial_call=True,
    )
    guard.callback(
        list_alerts,
        Output(Ids.ALERT_LIST, "children"),
        Output(Ids.ALERT_COUNT, "children"),
        Output(Ids.ALERT_THRESHOLDS, "children"),
        Output(Ids.ALERT_PAPERS, "children"),
        Input(Ids.ALERT_DONE, "data"),
        Input(Ids.ALERT_STATUS, "value"),
        Input(Ids.ALERT_SET, "value"),
        State(Ids.VIEW, "data"),
        action=Action.VIEW,
    )


def carry_out(services: Services, sent: Any) -> tuple[Any, str]:
    """When the list was outdated by the command, and what became of it, in words.

    After a refusal of what was typed the list stays, so that the text can be mended.
    """
    now = services.now().isoformat()
    try:
        command = _command(sent)
        return now, _DEEDS[command.do](services.watch, actor_of_request(), command)
    except JournalConflictError as refusal:
        return now, str(refusal)
    except (AccessDeniedError, JournalError, RuleError, FilterError) as refusal:
        return no_update, str(refusal)


def list_alerts(
    services: Services, _: str | None, status: str, set_key: str, view: str
) -> tuple[list[Any], list[Any], list[Any], str]:
    """The alerts of a status, the number of open ones, the thresholds, and the papers of the watch."""
    version = asked_view(view).filter.version
    try:
        watched = services.watch.watched(actor_of_request(), set_key, version=version)
    except JournalError as refusal:
        return [str(refusal)], [], [], ""
    chosen = Status(status) if status in set(Status) else Status.OPEN
    items = alert_items(watched, chosen)
    return items, alert_count(watched), threshold_items(watched.thresholds), papers(watched)


def _acknowledge(watch: Watch, actor: Actor, command: Command) -> str:
    if command.month is None:
        raise RuleError("the alert has no month", remedy="Open the page again")
    watch.acknowledge(actor, command.rule, revision=command.revision, month=command.month)
    return "Acknowledged."


def _snooze(watch: Watch, actor: Actor, command: Command) -> str:
    days = _SNOOZES[command.do]
    watch.snooze(actor, command.rule, revision=command.revision, days=days)
    return f"Snoozed for {days} days."


def _reopen(watch: Watch, actor: Actor, command: Command) -> str:
    watch.reopen(actor, command.rule, revision=command.revision)
    return "Open again."


def _assign(watch: Watch, actor: Actor, command: Command) -> str:
    watch.assign(actor, command.rule, revision=command.revision, to=command.text("assignee"))
    return "Assigned." if command.text("assignee").strip() else "Assigned to nobody."


def _unassign(watch: Watch, actor: Actor, command: Command) -> str:
    watch.assign(actor, command.rule, revision=command.revision, to="")
    return "Assigned to nobody."


def _add(watch: Watch, actor: Actor, command: Command) -> str:
    least = command.text("least")
    if not (command.text("region") and command.text("category") and least.isdecimal()):
        raise RuleError(
            "a threshold needs a region, a category and a whole number", remedy="Fill in all three"
        )
    watch.add_threshold(actor, command.text("region"), command.text("category"), int(least))
    return "The threshold is watched."


def _remove(watch: Watch, actor: Actor, command: Command) -> str:
    watch.remove_threshold(actor, command.rule, revision=command.revision)
    return "The threshold is removed."


_DEEDS: Mapping[str, Callable[[Watch, Actor, Command], str]] = {
    "acknowledge": _acknowledge,
    **dict.fromkeys(_SNOOZES, _snooze),
    "reopen": _reopen,
    "assign": _assign,
    "unassign": _unassign,
    "watch": _add,
    "remove": _remove,
}


def _command(sent: Any) -> Command:
    """The command that the browser sent.

    Raises
    ------
    RuleError
        If it is not one of the card's, as in a forged request.
    """
    match sent:
        case {"do": str(do), "rule": str(rule), "revision": int(revision), "fields": dict(fields)} if (
            do in _DEEDS
        ):
            month = _month(sent.get("month"))
            return Command(do=do, rule=rule, revision=revision, month=month, fields=fields)
    raise RuleError("the page sent a command that is not known", remedy="Open the page again")


def _month(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None
