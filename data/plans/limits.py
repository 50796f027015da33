"""How large the values of a plan may be, checked for every edit wherever it comes from."""

from __future__ import annotations

import math
import unicodedata

from data.errors import PlanError
from data.plans.figures.balance import check_weights
from data.plans.plan import COLOURS, Resources, Rules

MOST_UNITS = 4_000
"""Units that one edit names."""
MOST_REGIONS = 500
MOST_CUTS = 2_000
DEEPEST_CUT = 24
"""A unit is a part of a part of a part … at most so often."""
MOST_VERTICES = 10_000
"""Corners of what is drawn in one edit."""
MOST_CUT_VERTICES = 400_000
"""Corners of all parts of all units that a plan cuts."""
LONGEST_NAME = 80
LONGEST_REASON = 500
MOST_WEIGHTS = 40
MOST_LINKS = 4_000
LARGEST_NUMBER = 10_000_000
LARGEST_SNAP_KM = 50.0
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def check_text(text: str, field: str, *, longest: int, may_be_empty: bool = False) -> None:
    """Return if a text has at most so many characters, and none that cannot be seen.

    Raises
    ------
    PlanError
        If it is empty or too long, or holds a control or formatting character.
    """
    if not text.strip() and not may_be_empty:
        raise PlanError(f"{field} is empty", remedy=f"Give 1 to {longest} characters")
    if len(text) > longest:
        raise PlanError(
            f"{field} has {len(text):,} characters, expected at most {longest}", remedy="Shorten it"
        )
    hidden = next((char for char in text if unicodedata.category(char) in _UNSEEN), None)
    if hidden is not None:
        raise PlanError(f"{field} holds the control character U+{ord(hidden):04X}", remedy="Leave it out")


def check_colour(colour: int) -> None:
    """Return if a colour is one of the screen's.

    Raises
    ------
    PlanError
        If it is not.
    """
    if not 0 <= colour < COLOURS:
        raise PlanError(
            f"colour is {colour}, expected 0 to {COLOURS - 1}", remedy="Choose one of the palette"
        )


def check_rules(rules: Rules) -> None:
    """Return if rules can be judged by; that links join units of the plan is not looked at.

    Raises
    ------
    PlanError
        If there is no weight or a negative one, one is on what regions may not be balanced by
        (:func:`~data.plans.figures.balance.check_weights`), or a number is out of its range.
    """
    if not 1 <= len(rules.weights) <= MOST_WEIGHTS:
        raise PlanError(
            f"rules.weights has {len(rules.weights)} measures, expected 1 to {MOST_WEIGHTS}",
            remedy="Give each measure that counts its weight",
        )
    for key, weight in rules.weights.items():
        check_text(key, "rules.weights", longest=LONGEST_NAME)
        check_number(weight, f"rules.weights.{key}", most=LARGEST_NUMBER)
    if not sum(rules.weights.values()) > 0:
        raise PlanError("all rules.weights are 0", remedy="Give at least one measure a weight above 0")
    check_weights(rules.weights)
    check_number(rules.tolerance, "rules.tolerance", most=1)
    check_number(rules.snap_km, "rules.snap_km", most=LARGEST_SNAP_KM)
    for field, links in (("rules.bridged", rules.bridged), ("rules.parted", rules.parted)):
        wrong = next((link for link in links if not link[0] < link[1]), None)
        if wrong is not None:
            raise PlanError(
                f"{field} holds {wrong[0]!r}, {wrong[1]!r}, expected two units, the smaller id first",
                remedy="Exchange the two, or leave the pair out",
            )


def check_resources(resources: Resources) -> None:
    """Return if no number is negative or beyond all measure.

    Raises
    ------
    PlanError
        If one is.
    """
    for field in ("officers", "agents", "aircraft", "vessels", "beds"):
        check_number(getattr(resources, field), f"resources.{field}", most=LARGEST_NUMBER)
    check_number(resources.availability, "resources.availability", most=1)


def check_number(value: float, field: str, *, most: float) -> None:
    """Return if a number is finite and in 0 to ``most``.

    Raises
    ------
    PlanError
        If it is not.
    """
    if not (math.isfinite(value) and 0 <= value <= most):
        raise PlanError(f"{field} is {value:.10g}, expected 0 to {most:,.10g}", remedy="Correct the number")
