"""The difference of two plans: what goes where, and what regions have then, to the incident."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, box

from data.answers.change import Verdict
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.errors import PlanError
from data.geography.regions import region_set
from data.plans.applied import apply
from data.plans.comparing.diff import PlanDiff, diff
from data.plans.comparing.diff_matching import matching
from data.plans.comparing.diff_pieces import pieces_between
from data.plans.comparing.diff_record import RegionFate
from data.plans.edits import (
    AddRegion,
    Assign,
    CutUnit,
    DrawRegion,
    Edit,
    LabelRegion,
    MergeRegions,
    RemoveRegion,
)
from data.plans.figures.plan_figures import PlanFigures
from data.plans.plan import Plan
from data.plans.starts import start
from data.plans.unit_shapes import unit_area_km2
from data.roles import LOCAL_ACTOR

LAREDO, EL_PASO, HUDSPETH = ("48479", "48505"), "48141", "48229"
FIPS = tuple(sorted(region_set("sector").members))


@pytest.fixture(scope="module")
def figures(gate: Gate) -> PlanFigures:
    """Figures over 3,000 made-up incidents along the south-west border."""
    return PlanFigures(gate)


def made(plan: Plan, *edits: Edit) -> Plan:
    """The plan after the edits."""
    for edit in edits:
        plan = apply(plan, edit).plan
    return plan


@cache
def sectors() -> Plan:
    """Border Patrol sectors."""
    return start("sectors")


def key_of(plan: Plan, name: str) -> str:
    """Key of the region of that name."""
    return next(region.key for region in plan.regions if region.name == name)


def between(before: Plan, after: Plan, figures: PlanFigures) -> PlanDiff:
    """The difference over all incidents."""
    return diff(before, after, actor=LOCAL_ACTOR, figures=figures, filter_=Filter())


def test_a_plan_differs_in_nothing_from_itself(figures: PlanFigures) -> None:
    found = between(sectors(), sectors(), figures)
    assert not found.handovers
    assert {change.fate for change in found.regions} == {RegionFate.SAME}
    assert found.lines == ("The two plans deal out every county alike",)


def test_what_changes_hands_is_said_with_what_it_has(figures: PlanFigures) -> None:
    to = key_of(sectors(), "Rio Grande Valley Sector")
    found = between(sectors(), made(sectors(), Assign(units=LAREDO, region=to)), figures)
    (handover,) = found.handovers
    assert handover.units == LAREDO
    assert (handover.from_region or handover.to_region).name == "Laredo Sector"
    assert handover.totals.area_km2 == pytest.approx(sum(unit_area_km2(sectors(), unit) for unit in LAREDO))
    assert handover.totals.ports > 0
    assert handover.words.startswith("2 counties")
    assert f"{handover.totals.ports} port" in handover.words
    assert "go from Laredo Sector to Rio Grande Valley Sector" in handover.words
    assert handover.words in found.lines


def test_a_region_that_goes_into_another_is_merged_and_one_from_it_is_split(figures: PlanFigures) -> None:
    keys = [key_of(sectors(), f"{name} Sector") for name in ("Rio Grande Valley", "Laredo")]
    merged = made(sectors(), MergeRegions(into=keys[0], gone=keys[1]))
    there, back = between(sectors(), merged, figures), between(merged, sectors(), figures)
    (gone,) = (change for change in there.regions if change.after is None)
    (new,) = (change for change in back.regions if change.before is None)
    assert (gone.fate, gone.before.name, gone.other.name) == (
        RegionFate.MERGED,
        "Laredo Sector",
        "Rio Grande Valley Sector",
    )
    assert (new.fate, new.after.name, new.other.name) == (
        RegionFate.SPLIT,
        "Laredo Sector",
        "Rio Grande Valley Sector",
    )
    assert "Laredo Sector goes into Rio Grande Valley Sector" in "\n".join(there.lines)
    assert "Laredo Sector is split from Rio Grande Valley Sector" in "\n".join(back.lines)


def test_added_and_removed_regions_are_said(figures: PlanFigures) -> None:
    removed = made(sectors(), RemoveRegion(region=key_of(sectors(), "Laredo Sector")))
    found = between(sectors(), removed, figures)
    assert "Laredo Sector is removed" in "\n".join(found.lines)
    assert "from Laredo Sector to no region" in found.handovers[0].words
    assert found.handovers[0].to_region is None
    found = between(removed, made(removed, AddRegion(name="New", colour=0)), figures)
    assert found.lines == ("New is added, with no counties",)


def test_regions_are_matched_by_area_whatever_they_are_called(figures: PlanFigures) -> None:
    other = _relabelled(sectors())
    found = between(sectors(), other, figures)
    assert not found.handovers
    assert {change.fate for change in found.regions} == {RegionFate.SAME}
    assert {(change.before.name, change.after.name) for change in found.regions} == {
        (region.name, f"Area of {region.name}") for region in sectors().regions
    }
    assert len(found.lines) == len(sectors().regions)


def test_different_plans_of_different_numbers_of_regions_are_compared(figures: PlanFigures) -> None:
    found = between(sectors(), start("today"), figures)
    assert sum(change.before is not None for change in found.regions) == len(sectors().regions)
    assert sum(change.after is not None for change in found.regions) == len(start("today").regions)
    _check_conserved(found)


def test_a_part_that_changes_hands_is_a_part(figures: PlanFigures) -> None:
    cut = CutUnit(unit=EL_PASO, line=LineString([(-107, 31.7), (-105, 31.75)]))
    to = key_of(sectors(), "Big Bend Sector")
    found = between(sectors(), made(sectors(), cut, Assign(units=("48141/2",), region=to)), figures)
    assert found.handovers[0].units == ("48141/2",)
    assert "1 part of a county" in found.handovers[0].words
    back = between(made(sectors(), cut, Assign(units=("48141/2",), region=to)), sectors(), figures)
    assert back.handovers[0].totals == found.handovers[0].totals


def test_counties_that_the_plans_cut_differently_hand_over_area_and_no_counts(figures: PlanFigures) -> None:
    to = key_of(sectors(), "Big Bend Sector")
    one, other = (
        made(sectors(), DrawRegion(polygon=box(west, 31.5, -106.1, 31.9), region=to))
        for west in (-106.5, -106.4)
    )
    found = between(one, other, figures)
    (handover,) = found.handovers
    assert (handover.units, handover.crossed) == ((), (EL_PASO,))
    assert handover.totals.area_km2 > 100
    assert (handover.totals.incidents or 0, handover.totals.ports) == (0, 0)
    assert "1 piece of a county that the plans cut differently goes" in handover.words


def test_a_change_is_judged_and_noise_is_called_noise(figures: PlanFigures) -> None:
    panel = figures.of(LOCAL_ACTOR, sectors(), Filter())
    incidents = {region: panel.row(region.key).values["incidents"] or 0 for region in sectors().regions}
    busy, quiet = max(incidents, key=incidents.__getitem__), min(incidents, key=incidents.__getitem__)
    found = between(sectors(), made(sectors(), MergeRegions(into=quiet.key, gone=busy.key)), figures)
    (changed,) = (change for change in found.regions if change.after == quiet)
    assert changed.verdict is Verdict.HIGHER
    assert "stands out, higher" in changed.words
    renamed = made(
        sectors(),
        LabelRegion(region=busy.key, name="Busy", colour=1),
        Assign(units=("08001",), region=busy.key),
    )
    (line,) = (line for line in between(sectors(), renamed, figures).lines if line.startswith("Busy"))
    assert "within noise" in line


def test_a_filter_that_names_regions_is_refused(figures: PlanFigures) -> None:
    with pytest.raises(PlanError, match="filter names 1 regions"):
        diff(
            sectors(),
            sectors(),
            actor=LOCAL_ACTOR,
            figures=figures,
            filter_=Filter(regions=("sector:tucson",)),
        )


@settings(max_examples=15)
@given(
    moves=st.dictionaries(st.sampled_from(FIPS), st.sampled_from([*(f"r{n}" for n in range(1, 18)), None]))
)
def test_what_regions_gain_and_lose_is_what_changes_hands(
    figures: PlanFigures, moves: dict[str, str | None]
) -> None:
    after = sectors()
    for unit, region in moves.items():
        after = made(after, Assign(units=(unit,), region=region))
    found = between(sectors(), after, figures)
    _check_conserved(found)
    back = between(after, sectors(), figures)
    assert Counter(unit for one in found.handovers for unit in one.units) == Counter(
        unit for one in back.handovers for unit in one.units
    )


@settings(max_examples=15)
@given(cuts=st.lists(st.tuples(st.floats(-106.6, -105), st.floats(31.2, 32.3)), max_size=2))
def test_pieces_are_every_place_once(cuts: list[tuple[float, float]]) -> None:
    to = sectors().regions[0].key
    plans = [
        made(sectors(), DrawRegion(polygon=box(lon, lat, lon + 0.7, lat + 0.5), region=to))
        for lon, lat in cuts
    ]
    before, after = (*plans, sectors(), sectors())[:2]
    pieces = pieces_between(before, after)
    whole = sum(unit_area_km2(sectors(), unit) for unit in FIPS)
    inside = sum(piece.area_km2 for piece in pieces if piece.unit[:5] in FIPS)
    assert inside == pytest.approx(whole, rel=1e-9)
    found = matching(before, after, pieces=pieces)
    assert len(set(found.after_of.values())) == len(found.after_of)


def _relabelled(plan: Plan) -> Plan:
    """The plan with other names, other keys, and its regions in reverse order."""
    keys = {region.key: f"r{number}" for number, region in enumerate(reversed(plan.regions), start=100)}
    regions = tuple(
        replace(region, key=keys[region.key], name=f"Area of {region.name}")
        for region in reversed(plan.regions)
    )
    assigned = {unit: keys[key] for unit, key in plan.assigned.items()}
    return replace(plan, regions=regions, assigned=MappingProxyType(assigned), next_region=200)


def _check_conserved(found: PlanDiff) -> None:
    """What a region had, and what comes, less what goes, is what it has: units, area and incidents."""
    for change in found.regions:
        to = [one.totals for one in found.handovers if change.after and one.to_region == change.after]
        out = [one.totals for one in found.handovers if change.before and one.from_region == change.before]
        for field in ("units", "area_km2", "incidents", "suppressed_units", "ports"):
            had, has = (getattr(one, field) if one else 0 for one in (change.had, change.has))
            comes, goes = (sum(getattr(one, field) for one in totals) for totals in (to, out))
            assert had + comes - goes == pytest.approx(has, rel=1e-9, abs=1e-6), (change.words, field)
