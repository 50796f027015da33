"""Whether a question stays within the regions that an actor may ask of."""

from __future__ import annotations

from collections.abc import Iterable

from data.answers.filters import Filter
from data.answers.question import Question
from data.errors import AccessDeniedError
from data.geography.regions import counties_of
from data.roles import Actor


def require_within(actor: Actor, question: Question) -> None:
    """Return if the question reaches no county beyond the actor's regions; an actor without any may ask all.

    One place of a publication is beyond them: it is asked for whatever the filter's regions.

    Raises
    ------
    AccessDeniedError
        If it reaches beyond; the message names the actor, the regions and the question's own.
    FilterError
        If there is no such region.
    """
    if not actor.regions:
        return
    if question.place is not None or not is_within(question.filter, actor.regions):
        raise _beyond(actor, question.filter)


def require_everywhere(actor: Actor, *, what: str) -> None:
    """Return if the actor may ask of all regions; ``what`` is what is the same for all of them.

    Raises
    ------
    AccessDeniedError
        If the actor may ask of some regions only.
    """
    if actor.regions:
        raise AccessDeniedError(
            f"{actor.name} may see {', '.join(actor.regions)} only, and {what} is of all regions",
            remedy="Ask for figures of these regions",
        )


def is_within(filter_: Filter, regions: Iterable[str]) -> bool:
    """Whether a filter lets pass only what lies in these regions (``set:id``).

    Raises
    ------
    FilterError
        If there is no such region.

    Examples
    --------
    >>> tucson = ["sector:tucson"]
    >>> is_within(Filter(regions=("county:04003",)), tucson), is_within(Filter(), tucson)
    (True, False)
    """
    return bool(filter_.regions) and counties_of(filter_.regions) <= counties_of(regions)


def _beyond(actor: Actor, filter_: Filter) -> AccessDeniedError:
    asked = ", ".join(filter_.regions) or "everywhere"
    return AccessDeniedError(
        f"{actor.name} may see {', '.join(actor.regions)} only, and the question is about {asked}",
        remedy="Ask about these regions, or ask an administrator for more",
    )
