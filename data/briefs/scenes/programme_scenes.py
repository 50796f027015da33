"""The programmes and the tracker as scenes: their sources are those of the papers of their numbers."""

from __future__ import annotations

from data.briefs.ages import paper_ages
from data.briefs.brief import ProgrammeScene, TrackerScene
from data.briefs.occasion import Occasion
from data.briefs.programmes import ProgrammePanels, programme_panels
from data.briefs.programmes.programme import papers_in
from data.briefs.scenes.composed import Composed
from data.briefs.tracker import tracker_panels


def programme(occasion: Occasion, body: ProgrammeScene) -> Composed:
    """The scene of one programme, or of one page of it.

    Raises
    ------
    BriefError
        If there is no such programme or page.
    UnknownVersionError
        If the data version is gone.
    """
    return _composed(occasion, programme_panels(occasion, body.programme, body.page))


def tracker(occasion: Occasion, body: TrackerScene) -> Composed:
    """The scene of the recommendations, or of some of them.

    Raises
    ------
    BriefError
        If there is no recommendation of a name.
    UnknownVersionError
        If the data version is gone.
    """
    return _composed(occasion, tracker_panels(occasion, body.only))


def _composed(occasion: Occasion, told: ProgrammePanels) -> Composed:
    ages = paper_ages(papers_in(told.panels), occasion.today)
    return Composed(headline=told.headline, sure=told.sure, panels=told.panels, sources=ages)
