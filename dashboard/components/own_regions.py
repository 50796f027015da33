"""The regions of an actor who may ask of some only, for controls and for the map's first view."""

from __future__ import annotations

from functools import lru_cache

from dashboard.view_state import Camera
from data.answers.within import own_words
from data.briefs.region_camera import region_camera
from data.geography.regions import PORT, counties_of, region_sets
from data.reference.tables import load
from data.roles import Actor

_ACTORS_HELD = 64


def may_choose(actor: Actor, region_id: str) -> bool:
    """Whether a filter of that region is within the actor's.

    Raises
    ------
    FilterError
        If there is no such region.
    """
    return not actor.regions or counties_of([region_id]) <= counties_of(actor.regions)


def own_ids(actor: Actor) -> tuple[str, ...]:
    """Ids of all regions and ports that lie whole in the actor's; none if the actor may ask of everywhere."""
    return _within(actor.regions) if actor.regions else ()


def usual_words(actor: Actor) -> str:
    """What a region control means that nothing is chosen in."""
    return own_words(actor) if actor.regions else "Everywhere"


def own_camera(actor: Actor) -> Camera | None:
    """A view of the actor's regions if there is one such; ``None`` leaves the map its own first view."""
    if len(actor.regions) != 1:
        return None
    lon, lat, zoom = region_camera(actor.regions[0])
    return Camera(lon=lon, lat=lat, zoom=zoom)


@lru_cache(_ACTORS_HELD)
def _within(regions: tuple[str, ...]) -> tuple[str, ...]:
    own = counties_of(regions)
    found = (one.id for chosen in region_sets() for one in chosen.regions if counties_of([one.id]) <= own)
    ports = load("ports_of_entry")
    codes = ports.loc[ports["county_fips"].isin(own), "port_code"]
    return (*found, *(f"{PORT}:{code}" for code in codes))
