"""What events are made of: how often each subcategory, along which flow, how it travels, how much.

Shares in per cent of all rows are judgement, set so that each category can be seen on a map; inside
a group that follows figures (encounters, drugs) the members' shares follow the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.synthetic.clocks import Rhythm
from data.synthetic.places import PlaceKind

ENCOUNTERS, DRUGS = "encounters", "drugs"
GROUP_SHARES = {ENCOUNTERS: 57.0, DRUGS: 5.0}
"""Group to its share of all rows, per cent; every member has the same rows per published event."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """One subcategory: share of all rows (per cent), and which flows it follows in which parts."""

    subcategory: str
    flows: Mapping[str, float]
    share: float = 0.0
    group: str = ""


def _of(subcategory: str, share: float, **parts: float) -> Recipe:
    flows = {name.replace("_", " "): part for name, part in parts.items()}
    return Recipe(subcategory=subcategory, share=share, flows=flows)


def _follows(subcategory: str, group: str, flow: str) -> Recipe:
    return Recipe(subcategory=subcategory, group=group, flows={flow: 1.0})


RECIPES = (
    _follows("Apprehension", ENCOUNTERS, "apprehensions"),
    _follows("Expulsion", ENCOUNTERS, "expulsions"),
    _follows("Inadmissible arrival", ENCOUNTERS, "inadmissible"),
    *(
        _follows(drug, DRUGS, f"drug {drug}")
        for drug in (
            "Cocaine",
            "Fentanyl",
            "Heroin",
            "Ketamine",
            "Khat",
            "Marijuana",
            "Methamphetamine",
            "Other drug",
        )
    ),
    _of("Turn back", 1.6, sector_events=1),
    _of("Got away", 3.4, sector_events=1),
    _of("Application withdrawn", 1.5, passengers=0.5, pedestrians=0.2, airports=0.3),
    _of("Document fraud", 0.5, pedestrians=0.6, airports=0.4),
    _of("Watch list or warrant match", 0.5, passengers=0.5, airports=0.5),
    _of("Outbound currency", 0.6, passengers=0.55, airports=0.45),
    _of("Inbound currency", 0.4, passengers=0.4, airports=0.6),
    _of("Money laundering case", 0.15, cities=1),
    _of("Firearm", 0.5, passengers=0.55, sector_patrols=0.2, seaports=0.1, airports=0.15),
    _of("Ammunition", 0.5, passengers=0.7, airports=0.3),
    _of("Gun parts and silencers", 0.35, airports=0.75, seaports=0.1, passengers=0.15),
    _of("Stolen vehicle", 0.4, passengers=0.7, seaports=0.3),
    _of("Controlled technology export", 0.12, airports=0.6, seaports=0.2, cities=0.2),
    _of("Cargo theft", 0.25, cities=0.7, seaports=0.2, trucks=0.1),
    _of("Intellectual property", 1.9, airports=0.65, seaports=0.25, trucks=0.1),
    _of("Forced labour detention", 0.4, seaports=0.7, airports=0.1, trucks=0.2),
    _of("Duty or origin fraud", 1.1, seaports=0.6, trucks=0.3, airports=0.1),
    _of("Unsafe product", 1.3, seaports=0.45, airports=0.3, trucks=0.25),
    _of("Pest interception", 2.0, trucks=0.4, seaports=0.25, airports=0.25, passengers=0.1),
    _of("Prohibited product", 3.0, passengers=0.5, airports=0.35, pedestrians=0.15),
    _of("Human smuggling event", 1.6, sector_events=1),
    _of("Stash house", 0.3, sector_events=0.6, cities=0.4),
    _of("Vehicle load or concealment", 0.9, sector_events=0.7, trucks=0.3),
    _of("Failure to yield", 0.5, border_patrols=1),
    _of("Trafficking indicator", 0.4, cities=0.6, passengers=0.2, airports=0.2),
    _of("Trafficking victim assisted", 0.1, cities=1),
    _of("Child exploitation referral", 0.2, cities=1),
    _of("Vessel interdiction", 0.5, approaches=1),
    _of("Vessel detected, not stopped", 0.25, approaches=1),
    _of("Light aircraft incursion", 0.08, border_patrols=1),
    _of("Drone incursion", 0.7, border_patrols=1),
    _of("Cross-border tunnel", 0.01, border_patrols=1),
    _of("Rescue", 0.8, sector_patrols=0.95, approaches=0.05),
    _of("Medical emergency", 0.5, sector_events=0.7, passengers=0.3),
    _of("Death", 0.06, sector_patrols=1),
    _of("Assault on an officer or agent", 0.2, border_patrols=0.8, passengers=0.2),
    _of("Use of force", 0.15, border_patrols=0.8, passengers=0.2),
    _of("Administrative arrest", 4.0, cities=1),
    _of("Worksite action", 0.25, cities=1),
    _of("287(g) encounter", 1.8, agreements=1),
    _of("Joint task force operation", 0.35, cities=0.7, border_patrols=0.3),
    _of("Lane closure or outage", 1.2, passengers=0.5, trucks=0.4, airports=0.1),
    _of("Secondary inspection", 6.0, passengers=0.55, trucks=0.15, airports=0.25, seaports=0.05),
)

MODES_BY_KIND: dict[PlaceKind, dict[str, float]] = {
    PlaceKind.BORDER: {"foot": 0.93, "road": 0.05, "rail": 0.01, "other": 0.01},
    PlaceKind.COAST: {"sea": 0.55, "foot": 0.2, "road": 0.2, "other": 0.05},
    PlaceKind.LAND_PORT: {"road": 0.83, "foot": 0.155, "rail": 0.015},
    PlaceKind.AIRPORT: {"air": 1.0},
    PlaceKind.SEAPORT: {"sea": 0.95, "road": 0.04, "rail": 0.01},
    PlaceKind.APPROACH: {"sea": 1.0},
    PlaceKind.CITY: {"other": 0.6, "road": 0.4},
    PlaceKind.COUNTY: {"road": 0.8, "other": 0.2},
    PlaceKind.PLANTED: {"foot": 0.9, "road": 0.1},
}
_VEHICLE = {"road": 0.97, "rail": 0.03}
MODES_BY_SUBCATEGORY: dict[str, dict[str, float]] = {
    "Vehicle load or concealment": _VEHICLE,
    "Failure to yield": {"road": 1.0},
    "Stolen vehicle": {"road": 0.8, "sea": 0.2},
    "Human smuggling event": {"road": 0.6, "foot": 0.37, "rail": 0.03},
    "Light aircraft incursion": {"air": 1.0},
    "Drone incursion": {"air": 1.0},
    "Stash house": {"other": 1.0},
    "Joint task force operation": {"other": 0.5, "road": 0.5},
}
CARGO_AT_LAND_PORT = {"road": 0.94, "rail": 0.06}
"""How cargo travels at a land port, for the categories of :data:`CARGO_CATEGORIES`."""
CARGO_CATEGORIES = ("Trade enforcement", "Agriculture interdiction")

REPORTERS: dict[PlaceKind, str] = {
    PlaceKind.BORDER: "CBP-USBP",
    PlaceKind.COAST: "CBP-USBP",
    PlaceKind.LAND_PORT: "CBP-OFO",
    PlaceKind.AIRPORT: "CBP-OFO",
    PlaceKind.SEAPORT: "CBP-OFO",
    PlaceKind.APPROACH: "CBP-AMO",
    PlaceKind.CITY: "ICE-HSI",
    PlaceKind.COUNTY: "ICE-ERO",
    PlaceKind.PLANTED: "CBP-USBP",
}
REPORTED_BY_PLACE = (
    "Drug seizure",
    "Weapons seizure",
    "Currency and finance",
    "Smuggling of people",
    "Safety of people and officers",
)
"""Categories whose reporter follows the kind of place; the others have the taxonomy's lead component."""

RHYTHMS: dict[PlaceKind, Rhythm] = {
    PlaceKind.BORDER: Rhythm.BORDER,
    PlaceKind.COAST: Rhythm.SEA,
    PlaceKind.LAND_PORT: Rhythm.PORT,
    PlaceKind.AIRPORT: Rhythm.PORT,
    PlaceKind.SEAPORT: Rhythm.PORT,
    PlaceKind.APPROACH: Rhythm.SEA,
    PlaceKind.CITY: Rhythm.OFFICE,
    PlaceKind.COUNTY: Rhythm.OFFICE,
    PlaceKind.PLANTED: Rhythm.BORDER,
}
