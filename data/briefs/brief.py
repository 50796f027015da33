"""``Brief`` and ``Scene``: what a leader is shown, as data.

A scene says what to ask and show, never the numbers: these are composed for a data version
(:mod:`data.briefs.content`), so that a brief can be shown anew, frozen, and rebuilt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LEAST_SECONDS = 5
MOST_SECONDS = 600
USUAL_SECONDS = 20


class ChartBy(StrEnum):
    """What the bars or points of a chart scene are."""

    MONTH = "month"
    CATEGORY = "category"
    COMPONENT = "component"
    MODE = "mode"
    REGION = "region"


@dataclass(frozen=True, kw_only=True)
class MapScene:
    """A map: the layers, filter and camera of a saved view, as the commander's page writes its link."""

    view: str


@dataclass(frozen=True, kw_only=True)
class NumeralScene:
    """One to three measures as big numerals, for the filter of ``view``."""

    measures: tuple[str, ...]
    view: str = ""


@dataclass(frozen=True, kw_only=True)
class ChartScene:
    """One measure, broken down, for the filter of ``view``; ``region_set`` goes with regions."""

    measure: str
    by: ChartBy
    view: str = ""
    region_set: str = ""


@dataclass(frozen=True, kw_only=True)
class TableScene:
    """The regions of a set with the largest counts and the changes that stand out."""

    measure: str
    region_set: str
    view: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteScene:
    """Words, one paragraph a line."""

    words: str


@dataclass(frozen=True, kw_only=True)
class ComparisonScene:
    """Two plans side by side: each by its id and the edit at which it is shown (0: as it is now)."""

    plan: int
    other: int
    edit: int = 0
    other_edit: int = 0


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option of an ask: what it is, costs and risks, in words."""

    name: str
    cost: str = ""
    risk: str = ""


@dataclass(frozen=True, kw_only=True)
class AskScene:
    """A decision that is wanted: of whom, by when, between which options.

    ``recommendation`` is R1 to R11 or empty; ``plan`` and ``edit`` link a plan's version (0: none).
    """

    decision: str
    options: tuple[Choice, ...]
    who: str
    by_when: str = ""
    recommendation: str = ""
    plan: int = 0
    edit: int = 0


@dataclass(frozen=True, kw_only=True)
class ChangeScene:
    """Change since the last brief in four parts, for the filter of ``view``.

    ``since`` is the id of a frozen brief; 0 is the newest one of the same brief.
    """

    view: str = ""
    since: int = 0


@dataclass(frozen=True, kw_only=True)
class ProgrammeScene:
    """One of the programmes, by its key, for the region of ``view`` where the programme has regions.

    ``page`` is one of the pages that the programme is shown on, from 1; 0 is all of it in one scene.
    """

    programme: str
    view: str = ""
    page: int = 0


@dataclass(frozen=True, kw_only=True)
class TrackerScene:
    """The tracker of recommendations R1 to R11; ``only`` restricts it to some."""

    only: tuple[str, ...] = ()


Body = (
    MapScene
    | NumeralScene
    | ChartScene
    | TableScene
    | NoteScene
    | ComparisonScene
    | AskScene
    | ChangeScene
    | ProgrammeScene
    | TrackerScene
)


@dataclass(frozen=True, kw_only=True)
class Likely:
    """A question that is likely to come, and its answer in words, for the presenter only."""

    question: str
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One scene: ``key`` is its own within the brief; it is shown for ``seconds`` in a rotation.

    ``notes`` and ``questions`` are the presenter's and are on no wall and in no document but the
    notes of a slide.
    """

    key: str
    title: str
    body: Body
    seconds: int = USUAL_SECONDS
    notes: str = ""
    questions: tuple[Likely, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Brief:
    """A title, the filter that all scenes share unless their view says otherwise, and the scenes.

    ``view`` is query text (region, period, version); empty is the nation and the latest 12 months.
    """

    title: str
    scenes: tuple[Scene, ...]
    view: str = ""
