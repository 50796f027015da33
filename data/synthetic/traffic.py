"""How busy airports, seaports and sea approaches are, roughly.

No figures by month ship for them, so these weights are judgement: the order of size of the
country's gateways as commonly known. They set only the spread of synthetic rows.
"""

from __future__ import annotations

from dataclasses import dataclass

OTHER_PORT = 0.3
USER_FEE_AIRPORT = 0.08

AIRPORTS = {
    "4701": 20, "2720": 16, "5206": 16, "3901": 12, "2801": 9, "1704": 9, "5309": 8, "5501": 8, "5401": 6,
    "0417": 6, "5210": 6, "3029": 5, "1808": 5, "1108": 4, "3205": 4, "3807": 4, "4913": 4, "2722": 3,
    "1512": 3, "3307": 3, "3501": 3, "2605": 3, "2006": 3, "4115": 3, "4102": 3, "2582": 3, "1305": 2,
    "3126": 2, "2910": 2,
}  # fmt: skip
"""Port code to weight: international passengers and express parcels."""

SEAPORTS = {
    "4601": 16, "2704": 14, "2709": 13, "1703": 9, "5301": 9, "1401": 6, "5201": 6, "1601": 5, "2811": 5,
    "5203": 5, "3001": 4, "3002": 4, "1303": 4, "2002": 4, "4909": 4, "1803": 3, "1101": 3, "1816": 3,
    "1801": 2, "1901": 2, "3201": 2, "2501": 1.5, "0401": 1.5, "5101": 1.5,
}  # fmt: skip
"""Port code to weight: containers, general cargo and cruise passengers."""


@dataclass(frozen=True, kw_only=True)
class SeaApproach:
    """A stretch of coast and the open sea before it.

    ``lon`` and ``lat`` (degrees) lie on the coast; ``bearing_deg`` is the compass bearing of open
    water, ``half_length_km`` half the stretch of coast, ``reach_km`` how far out events are drawn.
    """

    name: str
    state: str
    lon: float
    lat: float
    bearing_deg: float
    half_length_km: float
    reach_km: float
    weight: float


def _approach(
    name: str, state: str, at: tuple[float, float], sea: tuple[float, float, float], weight: float
) -> SeaApproach:
    (lon, lat), (bearing, half_length, reach) = at, sea
    return SeaApproach(
        name=name,
        state=state,
        lon=lon,
        lat=lat,
        bearing_deg=bearing,
        half_length_km=half_length,
        reach_km=reach,
        weight=weight,
    )


SEA_APPROACHES = (
    _approach("Imperial Beach", "CA", (-117.15, 32.63), (270, 8, 30), 9),
    _approach("La Jolla", "CA", (-117.28, 32.85), (265, 32, 36), 8),
    _approach("Oceanside", "CA", (-117.42, 33.20), (235, 40, 36), 4),
    _approach("San Pedro", "CA", (-118.25, 33.70), (190, 45, 36), 3),
    _approach("Malibu", "CA", (-118.75, 34.03), (185, 50, 30), 1.5),
    _approach("Brazos Santiago", "TX", (-97.16, 26.20), (85, 22, 35), 4),
    _approach("Padre Island", "TX", (-97.32, 27.00), (95, 45, 35), 2),
    _approach("Corpus Christi", "TX", (-97.03, 27.80), (125, 30, 30), 1),
    _approach("Galveston", "TX", (-94.72, 29.30), (150, 35, 30), 1),
    _approach("Mississippi Delta", "LA", (-89.40, 29.00), (150, 35, 30), 0.8),
    _approach("Mobile Bay", "AL", (-88.02, 30.20), (180, 40, 25), 0.5),
    _approach("Lower Keys", "FL", (-81.70, 24.56), (170, 50, 40), 6),
    _approach("Marathon", "FL", (-81.00, 24.72), (155, 50, 38), 5),
    _approach("Key Largo", "FL", (-80.38, 25.10), (125, 45, 35), 4),
    _approach("Biscayne Bay", "FL", (-80.12, 25.75), (92, 45, 36), 6),
    _approach("Palm Beach", "FL", (-80.03, 26.60), (90, 65, 34), 3),
    _approach("Cape Canaveral", "FL", (-80.53, 28.40), (80, 45, 30), 0.8),
    _approach("Charleston", "SC", (-79.87, 32.70), (130, 30, 25), 0.4),
    _approach("Norfolk", "VA", (-75.97, 36.90), (95, 30, 25), 0.4),
    _approach("New York Bight", "NY", (-73.80, 40.56), (165, 30, 25), 0.6),
    _approach("Cape Cod", "MA", (-69.95, 41.80), (90, 25, 25), 0.3),
    _approach("Aguadilla", "PR", (-67.17, 18.40), (280, 32, 40), 4),
    _approach("Cabo Rojo", "PR", (-67.20, 18.02), (260, 28, 36), 3),
    _approach("Fajardo", "PR", (-65.62, 18.38), (40, 15, 20), 1.5),
    _approach("Saint Thomas", "VI", (-64.95, 18.31), (185, 20, 22), 1.5),
    _approach("Saint Croix", "VI", (-64.75, 17.69), (180, 25, 25), 0.8),
    _approach("Cape Flattery", "WA", (-124.72, 48.25), (260, 14, 25), 0.5),
    _approach("Admiralty Inlet", "WA", (-122.76, 48.17), (275, 9, 12), 0.7),
    _approach("Lake Saint Clair", "MI", (-82.88, 42.45), (100, 9, 7), 0.5),
    _approach("Western Lake Erie", "OH", (-82.85, 41.58), (60, 12, 10), 0.4),
)
"""Lengths and reaches keep the points clear of Mexico, Canada, the Bahamas and Cuba."""
