"""Every place that synthetic incidents can happen in, with its pattern of points and its clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.ops import nearest_points

from data.reference.tables import load
from data.synthetic.clocks import Clock, clock
from data.synthetic.corridor import corridor
from data.synthetic.county_shapes import counties_around, land_of
from data.synthetic.scatter import Approach, Cluster, Pattern, Points, evenly_within
from data.synthetic.traffic import SEA_APPROACHES


class PlaceKind(StrEnum):
    """What kind of place: it decides how things travel there and who reports."""

    BORDER = "border"
    COAST = "coast"
    LAND_PORT = "land port"
    AIRPORT = "airport"
    SEAPORT = "seaport"
    APPROACH = "sea approach"
    CITY = "city"
    COUNTY = "county"
    PLANTED = "planted"


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place. ``key`` is the code of its table: sector, port code, city, county FIPS."""

    kind: PlaceKind
    key: str
    pattern: Pattern
    clock: Clock


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """All places; a row of the extract refers to one by position."""

    places: tuple[Place, ...]

    def positions(self, *kinds: PlaceKind) -> dict[str, int]:
        """Key to position of the places of these kinds."""
        return {p.key: i for i, p in enumerate(self.places) if p.kind in kinds}

    def joined(self, more: tuple[Place, ...]) -> Gazetteer:
        """Gazetteer with further places behind the present ones."""
        return Gazetteer(places=self.places + more)


PORT_SPREAD_KM = {"land": 0.25, "air": 0.7, "sea": 1.2}
PORT_KIND = {"land": PlaceKind.LAND_PORT, "air": PlaceKind.AIRPORT, "sea": PlaceKind.SEAPORT}
COASTAL_STATES = {"Miami": ("FL",), "New Orleans": ("LA", "MS", "AL"), "Ramey": ("PR",)}
"""States whose seaports anchor the events of the sectors without a land border."""


def gazetteer(rng: np.random.Generator) -> Gazetteer:
    """Places from the reference tables: sectors, ports, approaches, cities, agreement counties."""
    ports = open_ports()
    return Gazetteer(
        places=(
            *_sectors(ports, rng),
            *_ports(ports),
            *_approaches(),
            *_cities(),
            *_agreement_counties(rng),
        )
    )


def open_ports() -> pd.DataFrame:
    """Ports of entry and user-fee airports that are not closed, as in ``ports_of_entry``."""
    ports = load("ports_of_entry")
    return ports[ports["status"] != "closed"].reset_index(drop=True)


def _sectors(ports: pd.DataFrame, rng: np.random.Generator) -> list[Place]:
    sectors = load("usbp_sectors").query("region != 'closed'")
    columns = sectors[["sector", "hq_state", "border_county_fips"]]
    return [
        _border_sector(name, state, tuple(fips.split(";")), ports, rng)
        if isinstance(fips, str)
        else _coastal_sector(name, state, ports, rng)
        for name, state, fips in columns.itertuples(index=False, name=None)
    ]


def _border_sector(
    name: str, state: str, fips: tuple[str, ...], ports: pd.DataFrame, rng: np.random.Generator
) -> Place:
    towns = ports[ports["county_fips"].isin(fips) & (ports["mode"] == "land")]
    pattern = corridor(fips, _points(towns), rng)
    return Place(kind=PlaceKind.BORDER, key=name, pattern=pattern, clock=clock(state, fips[-1]))


def _coastal_sector(name: str, state: str, ports: pd.DataFrame, rng: np.random.Generator) -> Place:
    harbours = ports[ports["state"].isin(COASTAL_STATES[name]) & (ports["border"] == "coastal")]
    pattern = Cluster(
        anchors=_points(harbours),
        weights=_shares(rng.gamma(1.0, 1, len(harbours))),
        shape=land_of(*harbours["county_fips"].unique()),
        median_km=5,
    )
    return Place(kind=PlaceKind.COAST, key=name, pattern=pattern, clock=clock(state))


def _port(code: str, mode: str, state: str, fips: str, at: tuple[float, float]) -> Place:
    shape = land_of(fips)
    anchor = nearest_points(shape, shapely.Point(at))[0]
    pattern = Cluster(
        anchors=np.array([[anchor.x, anchor.y]]),
        weights=np.ones(1),
        shape=shape,
        median_km=PORT_SPREAD_KM[mode],
        sigma=0.7,
        limit_km=6,
    )
    return Place(kind=PORT_KIND[mode], key=code, pattern=pattern, clock=clock(state, fips))


def _ports(ports: pd.DataFrame) -> list[Place]:
    columns = ports[["port_code", "mode", "state", "county_fips", "lon", "lat"]]
    return [
        _port(code, mode, state, fips, (lon, lat))
        for code, mode, state, fips, lon, lat in columns.itertuples(index=False, name=None)
    ]


def _approaches() -> list[Place]:
    return [
        Place(
            kind=PlaceKind.APPROACH,
            key=sea.name,
            clock=clock(sea.state),
            pattern=Approach(
                start=(sea.lon, sea.lat),
                bearing_deg=sea.bearing_deg,
                half_length_km=sea.half_length_km,
                reach_km=sea.reach_km,
                land=land_of(*counties_around(sea.lon, sea.lat, km=80)),
            ),
        )
        for sea in SEA_APPROACHES
    ]


def institution_cities() -> pd.DataFrame:
    """Cities with offices of federal law enforcement: city, state, lon, lat, number of offices.

    From the regions, task forces and fusion centers of the reference tables; the number stands for
    the size of the city.
    """
    columns = ["city", "state", "lon", "lat"]
    regions = load("best_regions").drop_duplicates("region_id")
    offices = regions[regions["region_type"] != "USBP_SECTOR_FRONTAGE"]
    forces = load("task_forces").query("country == 'USA'")
    listed = pd.concat(
        [
            offices[["office_city", "office_state", "lon", "lat"]].set_axis(columns, axis=1),
            forces[["city", "state_or_province", "lon", "lat"]].set_axis(columns, axis=1),
            load("fusion_centers")[columns],
        ]
    )
    grouped = listed.groupby(["city", "state"], as_index=False)
    return grouped.agg(lon=("lon", "first"), lat=("lat", "first"), offices=("lon", "size"))


def _cities() -> list[Place]:
    return [
        Place(
            kind=PlaceKind.CITY,
            key=f"{city}, {state}",
            clock=clock(state),
            pattern=Cluster(
                anchors=np.array([[lon, lat]]),
                weights=np.ones(1),
                shape=land_of(*counties_around(lon, lat, km=45)),
                median_km=4 + 1.2 * min(offices, 7),
                sigma=0.75,
                limit_km=60,
            ),
        )
        for city, state, lon, lat, offices in institution_cities().itertuples(index=False, name=None)
    ]


def _agreement_counties(rng: np.random.Generator) -> list[Place]:
    """Counties with a 287(g) agreement; within each, a few seeded spots, as few have a town in the tables."""
    postal = dict(load("best_regions")[["county_fips", "state"]].itertuples(index=False, name=None))
    places = []
    for fips in sorted(load("agreements_287g")["county_fips"].dropna().unique()):
        shape = land_of(fips)
        pattern = Cluster(
            anchors=evenly_within(shape, 4, rng),
            weights=_shares(rng.gamma(0.7, 1, 4)),
            shape=shape,
            median_km=4,
        )
        places.append(
            Place(kind=PlaceKind.COUNTY, key=fips, pattern=pattern, clock=clock(postal[fips], fips))
        )
    return places


def _points(frame: pd.DataFrame) -> Points:
    return frame[["lon", "lat"]].to_numpy(dtype=np.float64)


def _shares(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares
