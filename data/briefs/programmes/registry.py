"""The programmes in the order of the memo, by key."""

from __future__ import annotations

from dataclasses import replace

from data.briefs.occasion import Occasion
from data.briefs.programmes import (
    agreements_287g,
    best_ibet,
    coordination_council,
    detention,
    grants,
    information_sharing,
    jiatf,
    joint_staffing,
    jttf,
    representatives,
    seahawk,
)
from data.briefs.programmes.programme import Programme, ProgrammePanels, sources_in
from data.errors import BriefError

PROGRAMMES: dict[str, Programme] = {
    programme.key: programme
    for programme in (
        best_ibet.PROGRAMME,
        seahawk.PROGRAMME,
        jiatf.PROGRAMME,
        jttf.PROGRAMME,
        detention.PROGRAMME,
        coordination_council.PROGRAMME,
        information_sharing.PROGRAMME,
        agreements_287g.PROGRAMME,
        grants.PROGRAMME,
        representatives.PROGRAMME,
        joint_staffing.PROGRAMME,
    )
}


def programme_panels(occasion: Occasion, key: str, page: int = 0) -> ProgrammePanels:
    """What the scene of a programme says on an occasion, or one of its pages (from 1; 0 is all of it).

    Raises
    ------
    BriefError
        If there is no such programme or page; the message lists the keys.
    UnknownVersionError
        If the data version is gone.
    """
    if key not in PROGRAMMES:
        raise BriefError(f"programme is {key!r}", remedy=f"The programmes are {', '.join(PROGRAMMES)}")
    programme = PROGRAMMES[key]
    if page > len(programme.pages):
        raise BriefError(
            f"page {page} of the programme {key} is not one of {len(programme.pages)}",
            remedy="Leave the page out: the display then shows all pages, one after the other",
        )
    found = programme.compose(occasion)
    if page:
        chosen = programme.pages[page - 1].chosen(found.panels)
        found = replace(found, headline=found.told.get(page, found.headline), panels=chosen)
    return replace(found, sources=sources_in(found.panels))
