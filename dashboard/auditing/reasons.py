"""Why something is exported or approved: asked once in a sitting, or each time, and written in the record.

A program sends it with the request, as the header ``X-Borderops-Reason`` (percent-encoded) or the parameter
``reason``. A page asks the person, and the reason stays in a signed cookie that is of that sitting only.
"""

from __future__ import annotations

from urllib.parse import unquote

from flask import Response, request
from itsdangerous import BadSignature, URLSafeSerializer

from dashboard.auditing.rules import Rule
from data.errors import ReasonError
from data.roles import Actor
from data.settings import Settings

HEADER = "X-Borderops-Reason"
PARAMETER = "reason"
COOKIE = "borderops_reason"
SHORTEST, LONGEST = 3, 300
CHOICES = (
    "For a briefing or a meeting",
    "For planning work",
    "Asked for by a field office",
    "Asked for by headquarters",
    "For an audit or a review",
)
"""What is offered beside a field for own words."""


class ReasonKeeper:
    """Finds the reason of a request, and keeps one for a sitting."""

    def __init__(self, settings: Settings) -> None:
        """Sign with the settings' secret."""
        self._serializer = URLSafeSerializer(settings.secret, salt="borderops.reason")
        self._is_secure = settings.public_url.startswith("https:")

    def reason(self, rule: Rule, actor: Actor) -> str:
        """The reason that was given; empty if none was and none is needed.

        Raises
        ------
        ReasonError
            If one is needed and none was given, or what was given is none.
        """
        given = unquote(request.headers.get(HEADER, "")) or request.args.get(PARAMETER, "")
        if not rule.is_reasoned:
            return " ".join(given.split())[:LONGEST] or _in_body()
        if given:
            return checked_reason(given)
        kept = "" if rule.is_each else self.kept(actor)
        if not kept:
            raise ReasonError(
                f"what is {rule.deed} goes into the audit record with a reason, and none was given",
                remedy=f"Say why: in the page's dialog, or as the parameter {PARAMETER} or header {HEADER}",
            )
        return kept

    def kept(self, actor: Actor) -> str:
        """The reason that was given in this sitting; empty if none was."""
        try:
            sitting, reason = self._serializer.loads(request.cookies.get(COOKIE, "")[:4000])
        except (BadSignature, ValueError, TypeError):
            return ""
        return str(reason) if sitting == [actor.name, actor.session] else ""

    def keep(self, actor: Actor, reason: str, response: Response) -> Response:
        """The response, which makes the browser keep a checked reason until the sitting ends."""
        told = self._serializer.dumps([[actor.name, actor.session], reason])
        response.set_cookie(
            COOKIE, str(told), secure=self._is_secure, httponly=True, samesite="Strict", path="/"
        )
        return response


def checked_reason(text: str) -> str:
    """The reason in one line.

    Raises
    ------
    ReasonError
        If it is too short, too long, or has no letters.
    """
    line = " ".join(text.split())
    if not SHORTEST <= len(line) <= LONGEST or not any(letter.isalpha() for letter in line):
        raise ReasonError(
            f"the reason has {len(line)} characters, expected {SHORTEST} to {LONGEST} with words among them",
            remedy="Say in a few words what it is for",
        )
    return line


def _in_body() -> str:
    """The reason that the route itself takes, of a body of JSON: why a plan is sent back."""
    body = request.get_json(silent=True) if request.mimetype == "application/json" else None
    given = body.get(PARAMETER) if isinstance(body, dict) else None
    return " ".join(given.split())[:LONGEST] if isinstance(given, str) else ""
