"""The change since the last brief as a scene."""

from __future__ import annotations

from data.answers.question import Question
from data.briefs.brief import ChangeScene
from data.briefs.change import change_panels
from data.briefs.kept_briefs import FrozenBrief
from data.briefs.occasion import Occasion
from data.briefs.scenes.asked import require_incidents
from data.briefs.scenes.composed import Composed


def changed(occasion: Occasion, body: ChangeScene, previous: FrozenBrief | None) -> Composed:
    """The scene: its source and age are those of the incidents as they are now.

    Raises
    ------
    QuestionError
        If there are no incidents of the period.
    UnknownVersionError
        If a data version is gone.
    """
    require_incidents(occasion)
    headline, sure, panels = change_panels(occasion, body, previous)
    now = occasion.gate.ask(occasion.actor, Question(measure="incidents", filter=occasion.filter))
    return Composed(headline=headline, sure=sure, panels=panels, answers=(now,))
