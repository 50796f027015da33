"""How sure we are, in the words of a scene: of one change, of many at once, of what is not a sample."""

from __future__ import annotations

from collections.abc import Mapping

from data.answers.change import Verdict
from data.answers.changes import Change
from data.answers.intervals import difference_interval, interval_words
from data.answers.measure import Extracted, Measure, Publication
from data.briefs.content import Tone

TONES: Mapping[Verdict, Tone] = {
    Verdict.NOISE: Tone.WITHIN_NOISE,
    Verdict.HIGHER: Tone.STANDS_OUT,
    Verdict.LOWER: Tone.STANDS_OUT,
    Verdict.TOO_FEW: Tone.CANNOT_TELL,
}
"""Each verdict as scenes say it."""
JUDGED_TOGETHER = (
    "All rows are judged together by an exact test: of those that stand out, about 1 in 20 may be chance."
)
NOT_COMPARED = "Counts as they are: the year before is not known, so no change is judged."
_PUBLISHED = "A published count is whole, not a sample: its publisher may revise it."
_EXTRACTED = "Counts as the extract states them: whole, not a sample."
_LISTED = "A list of what is public: it may be incomplete or out of date."


def interval_of(change: Change) -> str:
    """The 95 % interval of a change in words; empty where it is not shown."""
    if change.now is None or change.before is None:
        return ""
    return interval_words(*difference_interval(change.now, change.before))


def sure_of(change: Change) -> str:
    """How sure one change is, in a sentence."""
    match TONES[change.verdict]:
        case Tone.STANDS_OUT:
            return f"Stands out: more than chance alone would give ({interval_of(change)})."
        case Tone.WITHIN_NOISE:
            return f"Within noise: chance alone could give this difference ({interval_of(change)})."
        case _:
            return "Cannot tell: one of the two counts is too small, or not shown."


def sure_of_unjudged(asked: Measure) -> str:
    """How sure figures are in which chance is not at issue, in a sentence."""
    if isinstance(asked.origin, Publication):
        return _PUBLISHED
    return _EXTRACTED if isinstance(asked.origin, Extracted) else _LISTED
