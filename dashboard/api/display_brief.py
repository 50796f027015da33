"""Which brief a display shows: a default one, a stored one as it is now, or one that was frozen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dashboard.services import Services
from data.answers.filters import Filter
from data.briefs.brief import AskScene, Body, Brief, ComparisonScene, Scene
from data.briefs.codec import brief_to_json
from data.briefs.limits import LARGEST_NUMBER
from data.briefs.pages import paged
from data.errors import UnknownBriefError, UnknownPlanError

_FROZEN = "frozen:"


@dataclass(frozen=True, kw_only=True)
class ShownBrief:
    """A brief as it is displayed, in pages.

    ``origin`` is the token of the brief that was frozen, else the same as ``token``. ``version`` is the
    data version of its numbers and ``digest`` changes with anything that a scene
    may show. ``frozen_id`` is 0 for a brief that is composed anew; ``frozen_words`` say when another was
    frozen.
    """

    token: str
    origin: str
    brief: Brief
    version: str
    digest: str
    is_editable: bool
    frozen_id: int = 0
    frozen_words: str = ""

    def scene(self, key: str) -> Scene:
        """The scene of that key.

        Raises
        ------
        UnknownBriefError
            If the brief has none.
        """
        for scene in self.brief.scenes:
            if scene.key == key:
                return scene
        raise UnknownBriefError(
            f"the brief {self.brief.title!r} has no scene {key[:60]!r}", remedy="Load its list of scenes anew"
        )


def shown_brief(services: Services, token: str) -> ShownBrief:
    """The brief of a token: ``national``, ``region:<set:id>``, a number, ``frozen:<number>``.

    Raises
    ------
    UnknownBriefError
        If there is none.
    PlanStoreError
        If the database cannot be read.
    """
    if token.startswith(_FROZEN):
        return _frozen(services, token)
    kept = services.briefs.open(token)
    brief = paged(kept.brief)
    version = _newest(services)
    depends = {
        "brief": brief_to_json(brief),
        "version": version,
        "marking": services.gate.marking(),
        "day": services.now().date().isoformat(),
        "plans": list(_plan_versions(services, brief)),
        "frozen": [one.frozen_id for one in services.briefs.frozen.list(token)[:1]],
    }
    return ShownBrief(
        token=token,
        origin=token,
        brief=brief,
        version=version,
        digest=_digest(depends),
        is_editable=not kept.summary.is_default,
    )


def _frozen(services: Services, token: str) -> ShownBrief:
    number = token.removeprefix(_FROZEN)
    if not number.isdecimal() or int(number) > LARGEST_NUMBER:
        raise UnknownBriefError(
            f"there is no frozen brief {token[:60]!r}", remedy="Choose one from the brief's list"
        )
    found = services.briefs.frozen.open(int(number))
    summary = found.summary
    return ShownBrief(
        token=token,
        origin=summary.token,
        brief=found.brief,
        version=summary.data_version,
        # A later data version may give a number away by subtraction, which is then told no more.
        digest=_digest(
            {
                "frozen": summary.digest,
                "version": _newest(services),
                "marking": services.gate.marking(Filter(version=summary.data_version or None)),
                "states": [str(one.state) for one in services.store.versions()],
            }
        ),
        is_editable=False,
        frozen_id=summary.frozen_id,
        frozen_words=f"Frozen on {_day(summary.frozen_at.date())} at data version {summary.data_version}",
    )


def _plan_versions(services: Services, brief: Brief) -> Iterator[list[int]]:
    """Versions of the plans that scenes show as they are now."""
    for scene in brief.scenes:
        for plan in _plans(scene.body):
            try:
                yield [plan, services.plans.open(plan).version]
            except UnknownPlanError:
                yield [plan, 0]


def _plans(body: Body) -> tuple[int, ...]:
    if isinstance(body, ComparisonScene):
        return body.plan, body.other
    return (body.plan,) if isinstance(body, AskScene) and body.plan else ()


def _newest(services: Services) -> str:
    return services.store.current().id if services.store.history() else ""


def _digest(depends: object) -> str:
    text = json.dumps(depends, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
