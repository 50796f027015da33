"""The scene "Change since the last brief": a waterfall of four parts, how sure, and what each is."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from data.answers.asked_split import AskedSplit, asked_split
from data.answers.split import Split
from data.briefs.brief import ChangeScene
from data.briefs.change_words import (
    compared_words,
    explanations,
    headline_of,
    real_numeral,
    sure_of_split,
    waterfall,
)
from data.briefs.content import MOST_WORDS, Item, Panel, Papers, Text
from data.briefs.kept_briefs import FrozenBrief
from data.briefs.last_brief import Ends, ends_of
from data.briefs.occasion import Occasion
from data.briefs.papers import change_command, papers_of

ORDER = (
    "Told in this order: data, definition, boundary, period. Another order can give other parts; "
    "the sum stays."
)
NO_BRIEF = (
    "There is no earlier frozen brief: compared with a year before. Freeze this brief after the meeting."
)
_CANNOT = "Cannot tell: this count is too small to be shown."
_NO_DATA = "There are no data of a year before to compare with."


def change_panels(
    occasion: Occasion, body: ChangeScene, previous: FrozenBrief | None
) -> tuple[str, str, tuple[Panel, ...]]:
    """Headline, how sure, and panels of the change of incidents since the last brief.

    ``previous`` is the frozen brief that the scene compares with. Without one the scene says so and
    compares with the same months a year before, which has one part, the real change.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    FilterError
        If a view is not allowed, or the store is empty.
    PlanStoreError
        If the database of plans cannot be read.
    UnknownVersionError
        If the data version of the last brief is not kept any more.
    """
    ends = ends_of(occasion, body, previous)
    if ends.day is None and not _reaches(occasion, ends):
        return _NO_DATA, NO_BRIEF, _words(ends)
    asked = asked_split(occasion.gate, occasion.actor, then=ends.then, now=ends.now)
    if asked.split is None:
        return _CANNOT, "A count below the floor is not told, nor is its change.", _words(ends)
    papers = _papers(occasion, asked, ends)
    return (
        headline_of(asked.split, ends),
        sure_of_split(asked, asked.split, ends),
        (
            Panel(items=(waterfall(asked.split, ends, papers),)),
            Panel(items=_beside(asked, asked.split, ends, papers)),
        ),
    )


def _beside(asked: AskedSplit, split: Split, ends: Ends, papers: Papers) -> tuple[Item, ...]:
    """What stands beside the waterfall: the real change in large type, and what the other parts are."""
    numeral = real_numeral(asked, split, papers)
    said = _paragraphs(ends, explanations(asked, split, ends))
    return (*((numeral,) if numeral else ()), *((Text(paragraphs=said),) if said else ()))


def _paragraphs(ends: Ends, said: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Sentences that fit on a wall, the first ones first."""
    wanted = (*(() if ends.day else (NO_BRIEF,)), *said, *ends.notes)
    lengths = accumulate(len(sentence.split()) for sentence in wanted)
    return tuple(sentence for sentence, words in zip(wanted, lengths, strict=True) if words <= MOST_WORDS)


def _words(ends: Ends) -> tuple[Panel, ...]:
    return (Panel(items=(Text(paragraphs=_paragraphs(ends)),)),)


def _papers(occasion: Occasion, asked: AskedSplit, ends: Ends) -> Papers:
    """The papers of the change: those of what is counted now, with both ends and the command of both."""
    own = papers_of(asked.now, occasion.gate, occasion.actor)
    since = "a year before" if ends.day is None else "the last brief"
    judged = compared_words(asked)
    return replace(
        own,
        title=f"Change since {since}",
        definition=f"{own.definition}; the difference of two counts, one thing changed at each step",
        sentence=f"{ends.now.sentence()}. Compared with: {ends.then.sentence()}",
        caveats=(
            *((ORDER,) if ends.day else ()),
            *((f"The real change is judged by the months that differ: {judged}.",) if judged else ()),
            *ends.notes,
            *own.caveats,
        ),
        repeat=change_command(ends.then, ends.now),
    )


def _reaches(occasion: Occasion, ends: Ends) -> bool:
    """Whether there are data of the year before."""
    span = occasion.gate.span(occasion.actor, ends.then)
    return span is not None and ends.then.first is not None and span.first <= f"{ends.then.first:%Y-%m}"
