from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, text

from data.errors import AccessDeniedError, AccountError, SignInError
from data.roles import Action, Actor, Role, may
from data.trust.account import Device, Grant, Way
from data.trust.tables import SIGN_IN
from tests.data.trust.people import ADA, AT, VERA, House, house_at, later

IDLE_MIN, HOURS = 15, 12


@pytest.fixture
def house(url: str) -> Iterator[House]:
    made = house_at(url, idle_minutes=IDLE_MIN, session_hours=HOURS)
    yield made
    made.database.close()


def test_a_sign_in_is_found_by_its_token_of_which_only_the_digest_is_kept(house: House) -> None:
    paul = house.add("paul", Role.ANALYST)
    token = house.sign_ins.begin(paul, at=AT)
    assert len(token) >= 43, "256 bits"
    found = house.sign_ins.actor_of(token, at=AT)
    assert found is not None
    assert (found.name, found.role, bool(found.session)) == ("paul", Role.ANALYST, True)
    with house.database.reading() as connection:
        kept = connection.execute(select(SIGN_IN)).mappings().one()
    assert token not in str(dict(kept))
    assert token not in found.session
    for other in (
        "",
        token[:-1],
        token + "x",
        token.swapcase(),
        kept["token"],
        found.session,
        "x" * 100_000,
        "\0",
    ):
        assert house.sign_ins.actor_of(other, at=AT) is None


def test_each_sign_in_has_a_token_and_a_sitting_of_its_own(house: House) -> None:
    paul = house.add("paul")
    tokens = [house.sign_ins.begin(paul, at=AT) for _ in range(5)]
    sittings = {house.sign_ins.actor_of(token, at=AT).session for token in tokens}  # type: ignore[union-attr]
    assert (len(set(tokens)), len(sittings)) == (5, 5)
    assert [each.way for each in house.sign_ins.of(paul, by=ADA, at=AT)] == [Way.PROXY] * 5


@given(steps=st.lists(st.integers(1, 30), min_size=1, max_size=60))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sign_in_ends_when_idle_for_too_long_and_at_its_limit_in_any_case(
    house: House, steps: list[int]
) -> None:
    name = f"p{datetime.now().timestamp()}".replace(".", "")  # noqa: DTZ005 - a name that was not yet used
    token = house.sign_ins.begin(house.add(name), at=AT)
    at, is_over = AT, False
    for minutes in steps:
        at += timedelta(minutes=minutes)
        # Seen at most a minute late: between 14 and 15 minutes of rest either may be.
        is_over = is_over or minutes >= IDLE_MIN or at >= later(hours=HOURS)
        assert (house.sign_ins.actor_of(token, at=at) is None) is is_over


def test_a_page_that_asks_by_itself_does_not_put_off_the_idle_limit(house: House) -> None:
    token = house.sign_ins.begin(house.add("paul"), at=AT)
    for minutes in range(1, IDLE_MIN):
        assert house.sign_ins.found(token, at=later(minutes=minutes), is_active=False) is not None
    assert house.sign_ins.found(token, at=later(minutes=IDLE_MIN), is_active=False) is None


def test_being_seen_is_written_at_most_once_a_minute(house: House) -> None:
    token = house.sign_ins.begin(house.add("paul"), at=AT)
    written: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("UPDATE"):
            written.append(statement)

    event.listen(house.database._engine, "before_cursor_execute", note)  # noqa: SLF001 - what it writes is the point
    for seconds in range(0, 600, 5):
        assert house.sign_ins.actor_of(token, at=later(seconds=seconds)) is not None
    assert len(written) == 9


def test_a_clock_that_was_set_back_ends_and_extends_nothing(house: House) -> None:
    token = house.sign_ins.begin(house.add("paul"), at=AT)
    assert house.sign_ins.actor_of(token, at=later(hours=-5)) is not None
    assert house.sign_ins.actor_of(token, at=later(minutes=IDLE_MIN)) is None


def test_what_is_revoked_lowered_or_disabled_acts_at_the_next_request(house: House) -> None:
    paul = house.add("paul", Role.PLANNER)
    token, other = (house.sign_ins.begin(paul, at=AT) for _ in range(2))
    before = house.sign_ins.actor_of(token, at=AT)
    assert before is not None
    assert may(before, Action.EDIT_PLANS)
    lower = Grant(role=Role.VIEWER, regions=("sector:yuma",))
    house.accounts.change(ADA, "paul", grant=lower, expected_version=1, at=AT)
    after = house.sign_ins.actor_of(token, at=AT)
    assert after is not None
    assert (after.role, after.regions, after.session) == (Role.VIEWER, ("sector:yuma",), before.session)
    house.sign_ins.end(other, by=ADA, at=AT)
    assert house.sign_ins.actor_of(other, at=AT) is None
    assert house.sign_ins.actor_of(token, at=AT) is not None
    house.accounts.disable(ADA, "paul", expected_version=2, at=AT, is_disabled=True)
    assert house.sign_ins.actor_of(token, at=AT) is None
    house.accounts.disable(ADA, "paul", expected_version=3, at=AT, is_disabled=False)
    assert house.sign_ins.actor_of(token, at=AT) is not None


def test_all_sign_ins_of_an_account_end_at_once_or_one_by_its_sitting(house: House) -> None:
    paul, vera = house.add("paul"), house.add("vera")
    tokens = [house.sign_ins.begin(paul, at=AT) for _ in range(3)]
    hers = house.sign_ins.begin(vera, at=AT)
    sitting = house.sign_ins.of(paul, by=ADA, at=AT)[0].sitting
    own = Actor(name="paul", role=Role.VIEWER)
    assert house.sign_ins.end_all(paul, by=own, at=AT, sitting=sitting) == 1
    assert [house.sign_ins.actor_of(token, at=AT) is None for token in tokens] == [False, False, True]
    assert house.sign_ins.end_all(vera, by=ADA, at=AT, sitting=sitting) == 0
    with pytest.raises(AccessDeniedError):
        house.sign_ins.end_all(paul, by=VERA, at=AT)
    with pytest.raises(AccessDeniedError):
        house.sign_ins.of(paul, by=VERA, at=AT)
    assert house.sign_ins.end_all(paul, by=ADA, at=AT) == 2
    assert house.sign_ins.actor_of(hers, at=AT) is not None
    assert house.sign_ins.of(paul, by=ADA, at=AT) == ()


def test_a_device_signs_in_for_its_own_time_and_from_its_own_place(house: House) -> None:
    device, _ = house.accounts.add_device(
        ADA, "wall", Device(network="10.1.2.0/24", hours=48), grant=Grant(role=Role.DEVICE), at=AT
    )
    token = house.sign_ins.begin(device, at=AT)
    assert house.sign_ins.actor_of(token, at=later(hours=47), address="10.1.2.9") is not None, (
        "walls do not idle"
    )
    assert house.sign_ins.actor_of(token, at=later(hours=47), address="10.1.9.9") is None
    assert house.sign_ins.actor_of(token, at=later(hours=47)) is None
    assert house.sign_ins.actor_of(token, at=later(hours=48), address="10.1.2.9") is None


def test_an_administrator_views_as_somebody_and_only_looks(house: House) -> None:
    ada = house.add("ada", Role.ADMINISTRATOR)
    grant = Grant(role=Role.PLANNER, regions=("sector:yuma",), layers=("sectors",))
    paul = house.accounts.add(ADA, "paul", way=Way.PROXY, grant=grant, at=AT)
    token = house.sign_ins.begin(ada, at=AT)
    house.sign_ins.view_as(token, paul, by=ADA, at=AT)
    seen = house.sign_ins.actor_of(token, at=AT)
    assert seen is not None
    assert (seen.name, seen.in_place_of, seen.regions, seen.layers) == (
        "paul",
        "ada",
        grant.regions,
        grant.layers,
    )
    assert may(seen, Action.VIEW)
    for action in (Action.EDIT_PLANS, Action.EXPORT, Action.ADMINISTER, Action.AUDIT):
        assert not may(seen, action)
    house.sign_ins.view_as(token, None, by=ADA, at=AT)
    again = house.sign_ins.actor_of(token, at=AT)
    assert again is not None
    assert (again.name, again.in_place_of) == ("ada", "")


def test_who_is_no_administrator_views_as_nobody_nor_goes_on_doing_so(house: House) -> None:
    ada, paul = house.add("ada", Role.ADMINISTRATOR), house.add("paul", Role.PLANNER)
    token, his = house.sign_ins.begin(ada, at=AT), house.sign_ins.begin(paul, at=AT)
    with pytest.raises(AccessDeniedError):
        house.sign_ins.view_as(his, ada, by=paul.actor("s"), at=AT)
    with pytest.raises(AccountError):
        house.sign_ins.view_as(token, ada, by=ADA, at=AT)
    with pytest.raises(SignInError):
        house.sign_ins.view_as("over", paul, by=ADA, at=AT)
    house.sign_ins.view_as(token, paul, by=ADA, at=AT)
    bea = Actor(name="bea", role=Role.ADMINISTRATOR)
    house.accounts.change(bea, "ada", grant=Grant(role=Role.VIEWER), expected_version=1, at=AT)
    found = house.sign_ins.actor_of(token, at=AT)
    assert found is not None
    assert (found.name, found.role) == ("ada", Role.VIEWER), "the grant that viewing needs is gone"


def test_nobody_is_let_in_while_the_database_does_not_answer(house: House) -> None:
    token = house.sign_ins.begin(house.add("paul"), at=AT)
    with house.database.writing() as connection:
        connection.execute(text("DROP TABLE trust_account"))
    with pytest.raises(Exception, match="database of plans cannot be read"):
        house.sign_ins.actor_of(token, at=AT)
