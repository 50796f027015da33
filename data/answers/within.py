"""What an actor of some regions may ask: a filter narrowed to them, and whether a question stays in them.

Rights are about what the store holds: incidents, publications, extracts of programmes. Packaged lists of
institutions are the same in every copy of the program, and anybody who may view is told them whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from data.answers.filters import Filter
from data.answers.measure import Extracted, is_packaged
from data.answers.measures import measure
from data.answers.publications import counties_of_place
from data.answers.question import Question
from data.answers.words import listed, region_words
from data.errors import AccessDeniedError
from data.geography.regions import counties_of
from data.roles import Actor


def narrowed(actor: Actor, filter_: Filter) -> Filter:
    """The filter as the actor means it: one that names no regions is of the actor's own.

    One that names regions stays as it is; the gate refuses it if they are not within the actor's.

    Examples
    --------
    >>> from data.roles import Role
    >>> narrowed(Actor(name="ada", role=Role.VIEWER, regions=("sector:tucson",)), Filter()).regions
    ('sector:tucson',)
    """
    return replace(filter_, regions=actor.regions) if actor.regions and not filter_.regions else filter_


def require_within(actor: Actor, question: Question) -> None:
    """Return if the question reaches no county beyond the actor's regions; an actor without any may ask all.

    One place of a publication counts as the counties that it is made of: it is asked for whatever the
    filter's regions. What extracts of programmes hold is known by no region.

    Raises
    ------
    AccessDeniedError
        If it reaches beyond; the message names the actor, the regions and the question's own.
    FilterError
        If there is no such region.
    QuestionError
        If there is no such measure.
    """
    if not actor.regions:
        return
    asked = measure(question.measure)
    if is_packaged(asked.origin):
        return
    if isinstance(asked.origin, Extracted):
        raise AccessDeniedError(
            f"{_may_see(actor)}, and {asked.title} is not known by region",
            remedy="Ask about these regions, or ask an administrator for more",
        )
    if question.place is not None:
        own = counties_of_place(question.place)
        is_own = bool(own) and own <= counties_of(actor.regions)
    else:
        is_own = is_within(question.filter, actor.regions)
    if not is_own:
        raise _beyond(actor, question)


def require_regions(actor: Actor, regions: Iterable[str], *, what: str) -> None:
    """Return if some regions lie whole in the actor's; ``what`` is what is about them.

    Raises
    ------
    AccessDeniedError
        If they do not.
    FilterError
        If there is no such region.
    """
    if actor.regions and not counties_of(regions) <= counties_of(actor.regions):
        raise AccessDeniedError(
            f"{_may_see(actor)}, and {what} is about other regions", remedy="Choose one of these regions"
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


def own_words(actor: Actor) -> str:
    """The actor's regions in words: ``Tucson Sector or Yuma Sector``."""
    return listed([region_words(region_id) for region_id in actor.regions])


def _may_see(actor: Actor) -> str:
    return f"{actor.name} may see {own_words(actor)} only"


def _beyond(actor: Actor, question: Question) -> AccessDeniedError:
    asked = ", ".join(question.filter.regions) or "everywhere"
    where = f"one place of a publication ({question.place})" if question.place is not None else asked
    return AccessDeniedError(
        f"{_may_see(actor)}, and the question is about {where}",
        remedy="Ask about these regions, or ask an administrator for more",
    )
