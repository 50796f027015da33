from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from data.errors import AccessDeniedError, AccountError, FilterError, SignInError
from data.roles import LOCAL_ACTOR, Actor, Role
from data.trust.account import Device, Grant, Way
from data.trust.tables import ACCOUNT
from tests.data.trust.people import ADA, AT, PASSWORD, VERA, House, house_at, later


@pytest.fixture
def house(url: str) -> Iterator[House]:
    made = house_at(url)
    yield made
    made.database.close()


def secret_of(house: House, name: str) -> str:
    with house.database.reading() as connection:
        return str(connection.execute(select(ACCOUNT.c.secret).where(ACCOUNT.c.name == name)).scalar_one())


def test_there_is_no_account_before_somebody_makes_one(house: House) -> None:
    assert house.accounts.listed(LOCAL_ACTOR) == ()
    for name in ("admin", "administrator", "root", "borderops", "local"):
        with pytest.raises(SignInError):
            house.accounts.entry.local(name, name)


def test_a_local_account_is_found_by_its_name_and_password_and_by_nothing_else(house: House) -> None:
    made = house.accounts.add(
        ADA, "Maria", way=Way.LOCAL, grant=Grant(role=Role.PLANNER), at=AT, password=PASSWORD
    )
    assert (made.name, made.version, made.created_by) == ("maria", 1, "ada")
    assert house.accounts.entry.local("MARIA", PASSWORD) == made
    kept = secret_of(house, "maria")
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    words = set()
    wrong = (
        ("maria", PASSWORD + "x"),
        ("maria", ""),
        ("nobody here", PASSWORD),
        ("maria\0", PASSWORD),
        ("", ""),
    )
    for name, password in wrong:
        with pytest.raises(SignInError) as refused:
            house.accounts.entry.local(name, password)
        words.add(str(refused.value))
    house.accounts.disable(ADA, "maria", expected_version=1, at=AT, is_disabled=True)
    with pytest.raises(SignInError) as refused:
        house.accounts.entry.local("maria", PASSWORD)
    assert words == {str(refused.value)}, "the words tell which of them is an account"


@pytest.mark.parametrize(
    "deed",
    [
        lambda house: house.accounts.listed(VERA),
        lambda house: house.accounts.add(VERA, "x", way=Way.PROXY, grant=Grant(role=Role.VIEWER), at=AT),
        lambda house: house.accounts.change(
            VERA, "paul", grant=Grant(role=Role.ANALYST), expected_version=1, at=AT
        ),
        lambda house: house.accounts.disable(VERA, "paul", expected_version=1, at=AT, is_disabled=True),
        lambda house: house.accounts.set_password(VERA, "paul", password=PASSWORD, at=AT),
        lambda house: house.accounts.add_device(
            VERA, "x", Device(network="10.1.2.3"), grant=Grant(role=Role.DEVICE), at=AT
        ),
    ],
)
def test_only_who_administers_accounts_may_do_so(house: House, deed: object) -> None:
    house.add("paul")
    with pytest.raises(AccessDeniedError):
        deed(house)  # type: ignore[operator]


def test_who_views_as_somebody_administers_nothing(house: House) -> None:
    house.add("paul")
    viewing = Actor(name="bea", role=Role.ADMINISTRATOR, in_place_of="ada")
    with pytest.raises(AccessDeniedError):
        house.accounts.disable(viewing, "paul", expected_version=1, at=AT, is_disabled=True)
    with pytest.raises(AccessDeniedError):
        house.accounts.set_password(viewing, "bea", password=PASSWORD, at=AT)


def test_nobody_changes_their_own_rights(house: House) -> None:
    house.add("ada", Role.ADMINISTRATOR)
    with pytest.raises(AccountError, match="their own rights"):
        house.accounts.change(ADA, "ada", grant=Grant(role=Role.VIEWER), expected_version=1, at=AT)
    with pytest.raises(AccountError, match="their own rights"):
        house.accounts.disable(ADA, "ADA", expected_version=1, at=AT, is_disabled=True)


def test_of_two_who_change_an_account_the_second_is_told(house: House) -> None:
    house.add("paul")
    house.accounts.change(ADA, "paul", grant=Grant(role=Role.ANALYST), expected_version=1, at=later(hours=1))
    with pytest.raises(AccountError, match=r"changed by ada meanwhile: it has version 2, expected 1"):
        house.accounts.change(LOCAL_ACTOR, "paul", grant=Grant(role=Role.PLANNER), expected_version=1, at=AT)
    found = house.named("paul")
    assert (found.grant.role, found.version, found.changed_by) == (Role.ANALYST, 2, "ada")


def test_of_eight_at_once_one_changes_an_account(house: House) -> None:
    house.add("paul")
    gate = threading.Barrier(8)

    def change(number: int) -> bool:
        gate.wait()
        try:
            house.accounts.change(
                Actor(name=f"admin{number}", role=Role.ADMINISTRATOR),
                "paul",
                grant=Grant(role=Role.ANALYST),
                expected_version=1,
                at=AT,
            )
        except AccountError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(change, range(8))) == 1
    assert house.named("paul").version == 2


@pytest.mark.parametrize(
    ("grant", "way", "words"),
    [
        (Grant(role=Role.OPERATOR), Way.PROXY, "who sits at the machine"),
        (Grant(role=Role.DEVICE), Way.PROXY, "not for an account of the way proxy"),
        (Grant(role=Role.VIEWER, layers=("../x",)), Way.PROXY, "no key of a layer"),
        (Grant(role=Role.VIEWER), Way.LOCAL, "has no password"),
        (Grant(role=Role.VIEWER), Way.DEVICE, "of the way device"),
    ],
)
def test_a_grant_that_cannot_be_is_refused(house: House, grant: Grant, way: Way, words: str) -> None:
    with pytest.raises(AccountError, match=words):
        house.accounts.add(ADA, "paul", way=way, grant=grant, at=AT)
    assert house.accounts.named("paul") is None


def test_a_region_that_is_not_there_is_refused_and_those_that_are_come_in_order(house: House) -> None:
    with pytest.raises(FilterError, match="sector:tuscon"):
        house.accounts.add(
            ADA, "paul", way=Way.PROXY, grant=Grant(role=Role.VIEWER, regions=("sector:tuscon",)), at=AT
        )
    given = Grant(
        role=Role.VIEWER, regions=("sector:yuma", "sector:tucson", "sector:yuma"), layers=("b", "a")
    )
    made = house.accounts.add(ADA, "paul", way=Way.PROXY, grant=given, at=AT)
    assert made.grant == Grant(role=Role.VIEWER, regions=("sector:tucson", "sector:yuma"), layers=("a", "b"))
    assert house.named("paul").actor("s").regions == ("sector:tucson", "sector:yuma")


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "\u041c\u0430\u0440\u0438\u044f",
        "m\u0430ria",
        "a b",
        "-a",
        "a" * 101,
        "local",
        "System",
        "a\nb",
        "a,b",
    ],
)
def test_a_name_that_looks_like_another_or_like_none_is_refused(house: House, name: str) -> None:
    with pytest.raises(AccountError):
        house.accounts.add(ADA, name, way=Way.PROXY, grant=Grant(role=Role.VIEWER), at=AT)


def test_a_name_is_taken_in_any_case_of_letters(house: House) -> None:
    house.add("maria@ops.example")
    with pytest.raises(AccountError, match="already"):
        house.add("MARIA@OPS.EXAMPLE")


def test_a_password_is_changed_by_its_holder_and_only_of_a_local_account(house: House) -> None:
    house.accounts.add(ADA, "maria", way=Way.LOCAL, grant=Grant(role=Role.VIEWER), at=AT, password=PASSWORD)
    maria = Actor(name="maria", role=Role.VIEWER)
    house.accounts.set_password(maria, "maria", password="seven green kettles sing", at=AT)  # noqa: S106
    house.accounts.entry.local("maria", "seven green kettles sing")
    with pytest.raises(SignInError):
        house.accounts.entry.local("maria", PASSWORD)
    house.add("paul")
    with pytest.raises(AccountError, match="without a password"):
        house.accounts.set_password(ADA, "paul", password=PASSWORD, at=AT)


def test_no_account_tells_its_secret(house: House) -> None:
    house.accounts.add(ADA, "maria", way=Way.LOCAL, grant=Grant(role=Role.VIEWER), at=AT, password=PASSWORD)
    assert all("argon2" not in repr(account) for account in house.accounts.listed(ADA))
