"""The programmes and the tracker as scenes: their sources are those of the papers of their numbers."""

from __future__ import annotations

from data.briefs.ages import paper_ages
from data.briefs.brief import ProgrammeScene
from data.briefs.occasion import Occasion
from data.briefs.programmes import programme_panels
from data.briefs.programmes.programme import papers_in
from data.briefs.scenes.composed import Composed


def programme(occasion: Occasion, body: ProgrammeScene) -> Composed:
    """The scene of one programme.

    Raises
    ------
    BriefError
        If there is no such programme.
    UnknownVersionError
        If the data version is gone.
    """
    told = programme_panels(occasion, body.programme)
    ages = paper_ages(papers_in(told.panels), occasion.today)
    return Composed(headline=told.headline, sure=told.sure, panels=told.panels, sources=ages)
