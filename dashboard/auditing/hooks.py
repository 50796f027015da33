"""Around every request: what it does is written down, or it is not done and not shown.

Where more than one person is served, a change is on the disk as begun before it runs, and as what became of
it after. What is shown is on the disk before it is sent. If the record cannot be written the answer is 503.
One person who works alone is recorded changing and exporting only, and does not wait for it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dash import Dash
from flask import Response, g, request

from dashboard.access import actor_of_request
from dashboard.access.actor import found_actor, is_refusal
from dashboard.access.needs import Need
from dashboard.auditing.folding import HOUR_S, MINUTE_S, Folds
from dashboard.auditing.reasons import ReasonKeeper
from dashboard.auditing.rules import Rule, Way
from dashboard.auditing.table import check_rules
from dashboard.auditing.told import subject_of, told_of_call, told_of_route
from dashboard.services import Services
from dashboard.web.refusals import refused
from data.errors import AuditError
from data.roles import Actor, Role
from data.trust.deeds import Deed, Outcome

_CALL = "/_dash-update-component"
_KEPT = "borderops_deed"
_WRITTEN_ALONE = frozenset({Way.TAKE, Way.CHANGE})
_WRITTEN = _WRITTEN_ALONE | {Way.LOOK}
_MADE = frozenset({"plans.create", "plans.import_file"})


@dataclass
class _Doing:
    """What the request at hand does, and the number of the record that says it began."""

    rule: Rule
    actor: Actor
    subject: str
    told: dict[str, object]
    reason: str = ""
    begun: int = 0


def audit_requests(app: Dash, services: Services, policy: Mapping[str, Need]) -> None:
    """Stand around every request of the app, behind its gate; ``policy`` has the need of each callback.

    Call it last: what is registered later is neither checked nor recorded.

    Raises
    ------
    SettingsError
        If nothing says how a route or a callback is recorded.
    """
    methods: dict[str, set[str]] = {}
    for rule in app.server.url_map.iter_rules():
        methods.setdefault(rule.endpoint, set()).update(rule.methods or ())
    routes, calls = check_rules(methods, policy)
    audit = _RequestAudit(services, routes, calls)
    app.server.before_request(audit.before)
    app.server.after_request(audit.after)


class _RequestAudit:
    def __init__(self, services: Services, routes: Mapping[str, Rule], calls: Mapping[str, Rule]) -> None:
        self._log = services.audit
        self._is_served = services.settings.is_served
        self._routes = routes
        self._calls = calls
        self._reasons = ReasonKeeper(services.settings)
        self._folds = Folds(time.monotonic)

    def before(self) -> None:
        """Take note of what the request does; a change is on the disk as begun once this returns.

        Raises
        ------
        AuditError
            If it cannot be written.
        ReasonError
            If a reason is needed and none was given.
        """
        doing = self._doing()
        if doing is None:
            return
        if self._is_served:
            doing.reason = self._reasons.reason(doing.rule, doing.actor)
        if self._is_served and doing.rule.way is Way.CHANGE:
            doing.begun = self._log.record(
                doing.actor,
                doing.rule.deed,
                outcome=Outcome.BEGUN,
                subject=doing.subject,
                reason=doing.reason,
                body=doing.told,
            )
        setattr(g, _KEPT, doing)

    def after(self, response: Response) -> Response:
        """The response; or 503 in its place if what was done cannot be written down."""
        doing: _Doing | None = g.pop(_KEPT, None)
        try:
            if doing is not None:
                self._write(doing, response)
            elif self._is_served and response.status_code == 403:
                self._write_denial()
        except AuditError as error:
            begun = f" What was begun is record {doing.begun:,}." if doing and doing.begun else ""
            return refused(503, f"{error.found}.{begun}", remedy=error.remedy)
        return response

    def _doing(self) -> _Doing | None:
        """What is to be written of the request at hand; ``None`` if nothing is."""
        rule = self._routes.get(request.endpoint or "")
        if rule is None:
            return None
        if request.endpoint != _CALL:
            if not self._is_written(rule):
                return None
            subject = subject_of(rule, request.view_args or {})
            return _Doing(rule, actor_of_request(), subject, told_of_route(rule))
        body: dict[str, Any] = request.get_json()
        rule = self._calls[body["output"]]
        if not self._is_written(rule):
            return None
        parts, told = told_of_call(body)
        return _Doing(rule, actor_of_request(), subject_of(rule, parts), told)

    def _is_written(self, rule: Rule) -> bool:
        return rule.way in (_WRITTEN if self._is_served else _WRITTEN_ALONE)

    def _write(self, doing: _Doing, response: Response) -> None:
        way = doing.rule.way
        outcome = Outcome.REFUSED if is_refusal() else _outcome(response.status_code)
        if way is Way.LOOK and (outcome is not Outcome.DONE or not self._is_new(doing)):
            return
        if way is Way.CHANGE:
            doing.told = {"status": response.status_code} | _made(doing, response)
            doing.told |= {"begun": doing.begun} if doing.begun else {}
        if way is Way.TAKE and outcome is Outcome.DONE:
            doing.told |= _file_facts(response)
        rest: dict[str, Any] = {
            "outcome": outcome,
            "subject": doing.subject,
            "reason": doing.reason,
            "body": doing.told,
        }
        if self._is_served:
            try:
                self._log.record(doing.actor, doing.rule.deed, **rest)
            except AuditError:
                self._folds.forget(_look(doing))
                raise
        elif outcome is Outcome.DONE:
            self._log.record_later(doing.actor, doing.rule.deed, **rest)

    def _is_new(self, doing: _Doing) -> bool:
        if doing.rule.deed is Deed.DREW:
            return True
        for_s = HOUR_S if doing.actor.role is Role.DEVICE else MINUTE_S
        return self._folds.is_new(_look(doing), for_s=for_s)

    def _write_denial(self) -> None:
        """That somebody who is known asked for what they may not have; many alike are one record a minute."""
        actor = found_actor()
        if actor is None:
            return
        subject = request.path[:200]
        if self._folds.is_new((actor.name, actor.session, subject, request.method), for_s=MINUTE_S):
            body = {"route": request.endpoint or "", "method": request.method}
            self._log.record(actor, Deed.DENIED, outcome=Outcome.REFUSED, subject=subject, body=body)


def _look(doing: _Doing) -> tuple[str, ...]:
    actor, told = doing.actor, doing.told.get("filter", {})
    filter_ = tuple(f"{name}={value}" for name, value in told.items()) if isinstance(told, dict) else ()
    return (actor.name, actor.in_place_of, actor.session, doing.rule.deed, doing.subject, *filter_)


def _outcome(status: int) -> Outcome:
    if status < 400:
        return Outcome.DONE
    return Outcome.REFUSED if status < 500 else Outcome.FAILED


def _made(doing: _Doing, response: Response) -> dict[str, object]:
    """Of a new plan its number, which nobody knew before."""
    if request.endpoint not in _MADE or response.status_code >= 400:
        return {}
    answer = response.get_json(silent=True)
    head = answer.get("head", answer) if isinstance(answer, dict) else {}
    made = head.get("id") if isinstance(head, dict) else None
    if made is None:
        return {}
    doing.subject = f"plan {made}"
    return {"plan": made}


def _file_facts(response: Response) -> dict[str, object]:
    """Which file was taken: its name, size and SHA-256, before it is compressed on its way."""
    named = response.headers.get("Content-Disposition", "").partition("filename=")[2].strip('"')
    response.direct_passthrough = False
    content = response.get_data()
    return {"file": named[:200], "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
