"""A planner works by hand: fifty counties in under a minute, and each piece of work is one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.planner import Planner, key_of, opened_at_west_texas

pytestmark = pytest.mark.browser
Open = Callable[..., Planner]
HOCKLEY, GARZA, LUBBOCK, LYNN = (-102.34, 33.62), (-101.3, 33.2), (-101.82, 33.61), (-101.82, 33.2)
GAINES, LEA, EL_PASO, SANTA_FE = (-102.63, 32.73), (-103.4, 32.8), (-106.17, 31.69), (-105.97, 35.5)
SECONDS_PER_ACTION = 1.5
"""Somewhat above the 1.3 s that pointing at a target and clicking take a practised hand."""


def test_a_region_of_fifty_counties_takes_under_a_minute_by_hand(planner: Open) -> None:
    one, plan = opened_at_west_texas(planner, "Fifty")
    one.fly_to(-104.2, 34.3, 5.6)
    one.count_actions()
    one.press("n")
    one.wait_until_saved(2)
    one.press("s")
    one.click(SANTA_FE)
    one.press("r")
    one.drag((-103.02, 36.6), (-102.1, 33.0))
    one.press("l")
    one.drag((-102.9, 32.9), (-101.7, 32.9), (-101.7, 32.15), (-102.9, 32.15))
    one.press("b")
    one.drag(LUBBOCK, LYNN)
    one.press("e")
    one.click(LYNN)
    one.wait_until_saved(7)
    new = one.head(plan)["regions"][-1]["key"]
    taken = {unit for unit, region in one.head(plan)["assigned"].items() if region == new}
    assert len(taken) == 50
    assert {unit for unit in taken if unit.startswith("35")} == new_mexico(one)
    assert one.actions() == 11
    way_there = 4  # Two turns of the wheel, a drag and another turn, from the whole country.
    assert (one.actions() + way_there) * SECONDS_PER_ACTION < 60


def new_mexico(one: Planner) -> set[str]:
    """All counties of the state."""
    units = one.page.request.get(f"{one.address}/api/plans/units").json()["units"]
    return {unit for unit in units if unit.startswith("35")}


def test_what_takes_several_presses_is_one_step_of_undo(planner: Open) -> None:
    one, plan = opened_at_west_texas(planner, "One step each")
    start = one.head(plan)
    dallas, el_paso = key_of(one, plan, "HSI Dallas"), key_of(one, plan, "HSI El Paso")

    one.use("merge")
    one.click(GARZA)
    one.click(EL_PASO)
    one.wait_until_saved(2)
    assert el_paso not in one.head(plan)["assigned"].values()
    taken_back(one, plan, to=start)

    one.use("border")
    one.drag(GAINES, LEA)
    one.wait_until_saved(4)
    moved = changed(start, one.head(plan))
    assert moved
    assert set(moved.values()) == {(el_paso, dallas)}
    taken_back(one, plan, to=start)

    one.activate("HSI Dallas")
    one.use("hole")
    one.drag((-101.9, 33.5), (-101.2, 33.5), (-101.2, 33.0), (-101.9, 33.0))
    one.wait_until_saved(6)
    assert one.head(plan)["cuts"]
    assert set(one.head(plan)["regions"][0]) == set(start["regions"][0])
    taken_back(one, plan, to=start)

    one.use("erase")
    one.click(HOCKLEY)
    one.wait_until_saved(8)
    gap = one.head(plan)
    assert "48219" not in gap["assigned"]
    one.use("fill")
    one.click(GARZA)
    one.wait_until_saved(9)
    assert one.head(plan)["assigned"]["48219"] == dallas
    taken_back(one, plan, to=gap)


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    """Units that are in another region, with the two regions."""
    found = {unit: (was, after["assigned"].get(unit)) for unit, was in before["assigned"].items()}
    return {unit: pair for unit, pair in found.items() if pair[0] != pair[1]}


def taken_back(one: Planner, plan: int, *, to: dict[str, Any]) -> None:
    """One undo leads back exactly."""
    version = one.head(plan)["version"]
    one.step_back()
    one.wait_until_saved(version + 1)
    assert one.head(plan)["digest"] == to["digest"]
