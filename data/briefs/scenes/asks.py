"""An ask: the decision that is wanted, its options, and the plan that it rests on."""

from __future__ import annotations

from data.briefs.brief import AskScene
from data.briefs.content import Ask, Option, Panel
from data.briefs.occasion import Occasion
from data.briefs.scenes.composed import Composed
from data.briefs.scenes.plan_versions import opened_plan
from data.errors import AccessDeniedError, UnknownPlanError
from data.reference.tables import load

SURE = "A decision, not a measurement: its options are as their author states them."
_GONE = "The plan that this rests on is no longer there: link another, or none."
_CLOSED = "The plan that this rests on is open to planners and reviewers."


def ask(occasion: Occasion, body: AskScene) -> Composed:
    """The scene: who is asked, by when, between what.

    A plan that is gone is said in words; the ask itself stands.

    Raises
    ------
    PlanStoreError
        If the database of plans cannot be read.
    """
    link, words = _link(occasion, body)
    made = Ask(
        decision=body.decision,
        who=body.who,
        by_when=body.by_when,
        options=tuple(Option(name=one.name, cost=one.cost, risk=one.risk) for one in body.options),
        recommendation=recommendation_words(body.recommendation),
        link=link,
        link_words=words,
    )
    by_when = f" by {body.by_when}" if body.by_when else ""
    headline = (
        f"{body.who} is asked to decide{by_when}." if body.who else f"A decision is asked for{by_when}."
    )
    return Composed(headline=headline, sure=SURE, panels=(Panel(items=(made,)),))


def recommendation_words(key: str) -> str:
    """A recommendation of the memo by its key, with its short title; empty for none.

    Examples
    --------
    >>> recommendation_words("R1"), recommendation_words("")
    ('R1 Task forces by region', '')
    """
    rows = load("memo_recommendations")
    titles = dict(zip(rows["id"], rows["short_title"], strict=True))
    return f"{key} {titles[key]}" if key in titles else key


def _link(occasion: Occasion, body: AskScene) -> tuple[str, str]:
    if not body.plan:
        return "", ""
    try:
        found = opened_plan(occasion, body.plan, body.edit)
    except UnknownPlanError:
        return "", _GONE
    except AccessDeniedError:
        return "", _CLOSED
    return found.link, found.words
