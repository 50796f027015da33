"""Overlap and gap: how many forums of task forces have an office near each county."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from data.answers.filters import Filter
from data.answers.question import Answer, By, Question
from data.geography.reach import FORUM_WORDS, FORUMS, REACH_KM, forums_by_county
from layers.base import Fact, Group, Kind, Layer, Style, View
from layers.palette import DUSK

_REACH_WORDS = ("gap", "one forum", "overlap")
"""What no forum, one, and two or more within reach are called."""


def _ask(filter_: Filter, _view: View) -> Question:
    return Question(measure="task-force-reach", filter=filter_, by=By.REGION, region_set="county")


@cache
def _notes() -> Mapping[str, str]:
    """The forums that reach each county, by name."""
    return {
        f"county:{fips}": ", ".join(forum for forum in FORUMS if forum in found) or "No forum"
        for fips, found in forums_by_county().items()
    }


def _summary(answer: Answer) -> str:
    found = zip(*(answer.table.column(name).to_pylist() for name in ("region", "value")), strict=True)
    counted = Counter(_REACH_WORDS[min(int(forums), 2)] for region, forums in found if region)
    return "; ".join(f"{words}: {counted[words]:,} counties" for words in _REACH_WORDS)


def _facts(region_id: str) -> tuple[Fact, ...]:
    found = forums_by_county()[region_id.removeprefix("county:")]
    return (
        Fact(label=f"Within {REACH_KM:.0f} km", words=_notes()[region_id]),
        Fact(label="That is", words=_REACH_WORDS[min(len(found), 2)]),
    )


LAYER = Layer(
    key="task_force_reach",
    title="Task-force reach: overlap and gap",
    group=Group.PROGRAMMES,
    order=24,
    kind=Kind.REGIONS,
    asks="How many forums of task forces reach each county: where do they overlap, and where is a gap?",
    ask=_ask,
    style=Style(ramp=DUSK, breaks=(2, 3, 4), none_words="Gap: no forum within reach"),
    legend_title="Forums within reach of each county",
    caveat=f"Forums: {FORUM_WORDS}. Within reach means {REACH_KM:.0f} km from the middle of the town of an "
    "office to a point of the county.",
    region_set="county",
    notes=_notes,
    facts=_facts,
    summary=_summary,
)
