"""Rules and their keys; to whom an alert may be given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BorderopsError, FilterError, RuleError
from data.geography.regions import region_set
from data.reference.taxonomy import CATEGORIES
from data.watch.assignee import desk
from data.watch.rules import MOST, Kind, Rule, rule_of_key, threshold

REGIONS = st.sampled_from([region.id for key in ("sector", "state") for region in region_set(key).regions])


@given(region=REGIONS, category=st.sampled_from(CATEGORIES), least=st.none() | st.integers(1, MOST))
def test_a_rule_comes_back_from_its_key(region: str, category: str, least: int | None) -> None:
    kind = Kind.UNUSUAL if least is None else Kind.THRESHOLD
    rule = Rule(kind=kind, region=region, category=category, least=least)
    assert rule_of_key(rule.key) == rule


@pytest.mark.parametrize(
    "key",
    [
        "",
        "unusual",
        "unusual|sector:tucson",
        "unusual|sector:tucson|Nonsense",
        "unusual|sector:tucson|Drug seizure|100",
        "unusual|sector:atlantis|Drug seizure",
        "unusual|port:2504|Drug seizure",
        "threshold|sector:tucson|Drug seizure",
        "threshold|sector:tucson|Drug seizure|007",
        "threshold|sector:tucson|Drug seizure|-5",
        "threshold|sector:tucson|Drug seizure|9999999",
        "other|sector:tucson|Drug seizure",
    ],
)
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(BorderopsError):
        rule_of_key(key)


@given(text=st.text())
def test_any_text_is_a_rule_or_is_refused(text: str) -> None:
    try:
        assert rule_of_key(text).key == text
    except (RuleError, FilterError):
        return


@pytest.mark.parametrize("least", [-1, 0, 1, 9, MOST + 1])
def test_a_threshold_that_would_tell_a_small_count_is_refused(least: int) -> None:
    with pytest.raises(RuleError, match="10"):
        threshold("sector:tucson", "Drug seizure", least, floor=10)


@pytest.mark.parametrize(
    "name",
    [
        "Tucson duty officer",
        "El Paso Sector duty officer",
        "BEST El Paso Task Force",
        "Desk 2",
        "Watch A",
        "Chief, Tucson Sector",
        "Air & Marine Operations",
        "St. Paul intelligence desk",
        "Rio Grande Valley Sector (night shift)",
        "Task Force Seahawk",
    ],
)
def test_a_role_or_a_desk_is_taken(name: str) -> None:
    assert desk(f"  {name} ") == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "Maria Example",
        "Officer Maria Example",
        "Smith desk",
        "Maria Example, duty officer",
        "Tucson Laredo desk",
        "Smith County desk",
        "A B",
        "Yuma",
        "A. West desk",
        "m.example@agency.gov",
        "m.example@agency.gov desk",
        "520-555-0143 desk",
        "A012345678 officer",
        "078-05-1120 desk",
        "Badge 4711 desk",
        "desk\nofficer <b>desk</b>",
        "d" * 61,
    ],
)
def test_what_looks_like_a_person_is_refused_and_not_repeated(name: str) -> None:
    with pytest.raises(RuleError) as refusal:
        desk(name)
    assert not name.strip() or name not in str(refusal.value)
