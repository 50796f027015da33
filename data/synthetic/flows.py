"""The flows that events follow, each from its own figure or from stated judgement."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.reference.figures import load_figures
from data.reference.tables import load
from data.synthetic.calibrate import Flow, Series, even, series
from data.synthetic.months import Months
from data.synthetic.places import Gazetteer, PlaceKind, institution_cities, open_ports
from data.synthetic.traffic import AIRPORTS, OTHER_PORT, SEA_APPROACHES, SEAPORTS, USER_FEE_AIRPORT

DRUGS = {
    "Cocaine": "Cocaine",
    "Ecstasy": "Other drug",
    "Fentanyl": "Fentanyl",
    "Heroin": "Heroin",
    "Ketamine": "Ketamine",
    "Khat (Catha Edulis)": "Khat",
    "Lsd": "Other drug",
    "Marijuana": "Marijuana",
    "Methamphetamine": "Methamphetamine",
    "Other Drugs": "Other drug",
}
"""Drug as published to subcategory of the taxonomy."""

SECTOR_POWER = 0.7
"""Exponent that draws sectors together for events that agents, not arrivals, limit."""


def flows(gazetteer: Gazetteer, months: Months) -> dict[str, Flow]:
    """All flows by name; recipes in ``mix`` name them."""
    encounters = _sector_flows(gazetteer, months)
    ports = _port_flows(gazetteer, months)
    offices = _Offices(gazetteer, ports)
    return {
        **encounters,
        **ports,
        "inadmissible": _inadmissible(offices, months),
        **{f"drug {name}": flow for name, flow in _drug_flows(gazetteer, offices, months).items()},
        "approaches": _approaches(gazetteer, months),
        "cities": _cities(gazetteer, months),
        "agreements": _agreements(gazetteer, months),
    }


def _sector_flows(gazetteer: Gazetteer, months: Months) -> dict[str, Flow]:
    at = gazetteer.positions(PlaceKind.BORDER, PlaceKind.COAST)
    frame = load_figures("usbp_encounters_sector_month")
    frame["sector"] = frame["sector"].str.rsplit(", ", n=1).str[0]
    frame = frame[frame["sector"].isin(at)]
    published = series(frame, key="sector", value="encounters_rounded_10", months=months)
    expelled = _expelled_share(published, months)
    places = np.array([at[key] for key in published.keys])
    mean = published.values.mean(axis=1, keepdims=True) ** SECTOR_POWER
    national = published.values.sum(axis=0, keepdims=True) ** 0.5
    border = np.array([gazetteer.places[p].kind is PlaceKind.BORDER for p in places])
    through = published.published_through
    return {
        "apprehensions": Flow(
            places=places, weights=published.values * (1 - expelled), published_through=through
        ),
        "expulsions": Flow(places=places, weights=published.values * expelled, published_through=through),
        "sector events": Flow(places=places, weights=mean * national),
        "sector patrols": Flow(places=places, weights=np.repeat(mean, months.count, axis=1)),
        "border patrols": Flow(places=places[border], weights=np.repeat(mean[border], months.count, axis=1)),
    }


def _expelled_share(published: Series, months: Months) -> NDArray[np.float64]:
    """Share of expulsions among encounters per sector and month, zero where none is published."""
    frame = load_figures("encounters_area_month")
    frame = frame[frame["component"] == "U.S. Border Patrol"]
    frame["sector"] = frame["area_of_responsibility"].str.removesuffix(" Sector")
    by_type = frame.pivot_table(
        index=["sector", "month"], columns="encounter_type", values="encounters", aggfunc="sum", fill_value=0
    )
    share = (by_type["Expulsions"] / by_type.sum(axis=1)).unstack("month")
    share = share.reindex(index=list(published.keys), columns=months.labels)
    return share.fillna(0).to_numpy(dtype=np.float64)


def _port_flows(gazetteer: Gazetteer, months: Months) -> dict[str, Flow]:
    land = gazetteer.positions(PlaceKind.LAND_PORT)
    frame = load_figures("crossings_port_month")
    frame = frame[frame["port_code"].isin(land)]
    built = {}
    for name, measure in (
        ("passengers", "Personal Vehicle Passengers"),
        ("pedestrians", "Pedestrians"),
        ("trucks", "Trucks"),
    ):
        published = series(frame[frame["measure"] == measure], key="port_code", value="value", months=months)
        places = np.array([land[key] for key in published.keys])
        built[name] = Flow(
            places=places, weights=published.values, published_through=published.published_through
        )
    ports = open_ports().set_index("port_code")
    fee = ports["port_class"] == "user_fee_airport"
    air, sea = gazetteer.positions(PlaceKind.AIRPORT), gazetteer.positions(PlaceKind.SEAPORT)
    air_weights = [AIRPORTS.get(c, USER_FEE_AIRPORT if fee[c] else OTHER_PORT) for c in air]
    built["airports"] = even(list(air.values()), air_weights, months)
    built["seaports"] = even(list(sea.values()), [SEAPORTS.get(c, OTHER_PORT) for c in sea], months)
    return built


class _Offices:
    """Spreads a field office's figure over its ports, by crossings on land and by traffic elsewhere."""

    def __init__(self, gazetteer: Gazetteer, ports: dict[str, Flow]) -> None:
        size = (len(gazetteer.places), ports["passengers"].weights.shape[1])
        self._land, self._other = np.zeros(size), np.zeros(size)
        for name, weight in (("passengers", 0.6), ("pedestrians", 0.4)):
            self._land[ports[name].places] += weight * ports[name].weights / ports[name].total
        for name, weight in (("airports", 0.75), ("seaports", 0.25)):
            self._other[ports[name].places] += weight * ports[name].weights / ports[name].total
        office = open_ports().set_index("port_code")["ofo_field_office"]
        self._office = np.array([office.get(place.key, "") for place in gazetteer.places])

    def spread(self, published: Series, *, on_land: bool) -> Flow:
        """Flow over ports whose keys are field offices (``X Field Office``)."""
        shares, total = self._land if on_land else self._other, np.zeros_like(self._land)
        for key, values in zip(published.keys, published.values, strict=True):
            of_office = (self._office == key.removesuffix(" Field Office"))[:, None] * shares
            if not of_office.any():
                of_office = (self._office == key.removesuffix(" Field Office"))[:, None] * self._land
            month_sum = of_office.sum(axis=0)
            steady = of_office.mean(axis=1, keepdims=True) / of_office.mean(axis=1).sum()
            share = np.where(month_sum > 0, of_office / np.maximum(month_sum, 1e-30), steady)
            total += share * values
        used = np.flatnonzero(total.sum(axis=1))
        return Flow(places=used, weights=total[used], published_through=published.published_through)


def _inadmissible(offices: _Offices, months: Months) -> Flow:
    frame = load_figures("encounters_area_month")
    frame = frame[frame["component"] == "Office of Field Operations"]
    frame = frame[frame["area_of_responsibility"] != "Preclearance Field Office"]
    on_land = frame["land_border_region"] != "Other"
    parts = [
        offices.spread(
            series(frame[on_land == land], key="area_of_responsibility", value="encounters", months=months),
            on_land=land,
        )
        for land in (True, False)
    ]
    return joined(parts)


def _drug_flows(gazetteer: Gazetteer, offices: _Offices, months: Months) -> dict[str, Flow]:
    sectors = gazetteer.positions(PlaceKind.BORDER, PlaceKind.COAST)
    frame = load_figures("drug_seizures_area_month")
    frame = frame[frame["area_of_responsibility"] != "Preclearance Field Office"]
    frame["drug"] = frame["drug"].map(DRUGS)
    built = {}
    for drug, rows in frame.groupby("drug"):
        patrol = rows[rows["component"] == "U.S. Border Patrol"]
        office = rows[rows["component"] == "Office of Field Operations"]
        coastal = office["region"] == "Coastal/Interior"
        parts = [
            offices.spread(_seizures(office[coastal == elsewhere], months), on_land=not elsewhere)
            for elsewhere in (False, True)
            if (coastal == elsewhere).any()
        ]
        if len(patrol):
            by_sector = _seizures(patrol, months)
            places = np.array([sectors[key.removesuffix(" Sector")] for key in by_sector.keys])
            through = by_sector.published_through
            parts.append(Flow(places=places, weights=by_sector.values, published_through=through))
        built[str(drug)] = joined(parts)
    return built


def _seizures(rows: pd.DataFrame, months: Months) -> Series:
    return series(rows, key="area_of_responsibility", value="seizure_events", months=months)


def joined(parts: list[Flow]) -> Flow:
    """One flow of several; the earliest end of the figures counts."""
    return Flow(
        places=np.concatenate([part.places for part in parts]),
        weights=np.concatenate([part.weights for part in parts]),
        published_through=min(part.published_through for part in parts),
    )


def _approaches(gazetteer: Gazetteer, months: Months) -> Flow:
    at = gazetteer.positions(PlaceKind.APPROACH)
    return even([at[sea.name] for sea in SEA_APPROACHES], [sea.weight for sea in SEA_APPROACHES], months)


def _cities(gazetteer: Gazetteer, months: Months) -> Flow:
    at = gazetteer.positions(PlaceKind.CITY)
    rows = institution_cities().itertuples(index=False, name=None)
    weights = {f"{city}, {state}": float(offices) ** 2 for city, state, _, _, offices in rows}
    return even(list(at.values()), [weights[key] for key in at], months)


def _agreements(gazetteer: Gazetteer, months: Months) -> Flow:
    """Agreements in force by county and month: a county has none before its first is signed."""
    at = gazetteer.positions(PlaceKind.COUNTY)
    signed = load("agreements_287g").dropna(subset=["county_fips"])
    weights = np.zeros((len(at), months.count))
    order = {key: row for row, key in enumerate(at)}
    for fips, day in signed[["county_fips", "signed"]].itertuples(index=False, name=None):
        weights[order[fips], max(0, months.index(f"{day:%Y-%m}") + 1) :] += 1
    return Flow(places=np.array(list(at.values())), weights=weights)
