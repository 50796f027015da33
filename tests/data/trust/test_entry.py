from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from data.errors import AccountError, SignInError
from data.roles import Role
from data.trust.account import Device, Grant, Way
from data.trust.tables import ACCOUNT
from tests.data.trust.people import ADA, AT, PASSWORD, House, house_at, later


@pytest.fixture
def house(url: str) -> Iterator[House]:
    made = house_at(url)
    yield made
    made.database.close()


def secret_of(house: House, name: str) -> str:
    with house.database.reading() as connection:
        return str(connection.execute(select(ACCOUNT.c.secret).where(ACCOUNT.c.name == name)).scalar_one())


def test_an_unknown_name_takes_the_same_work_as_a_wrong_password(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.accounts.add(ADA, "maria", way=Way.LOCAL, grant=Grant(role=Role.VIEWER), at=AT, password=PASSWORD)
    house.add("paul", way=Way.PROXY)
    hashed: list[str] = []
    for deed in ("hash", "verify"):
        whole = getattr(PasswordHasher, deed)
        monkeypatch.setattr(
            PasswordHasher,
            deed,
            lambda *given, whole=whole, deed=deed: (hashed.append(deed), whole(*given))[1],
        )
    for name in ("maria", "paul", "nobody"):
        with pytest.raises(SignInError):
            house.accounts.entry.local(name, "not the password")
    assert hashed == ["verify", "hash", "hash"], "Argon2 runs once, with the same parameters, for each"


def test_a_password_is_hashed_anew_when_parameters_have_changed(house: House) -> None:
    house.accounts.add(ADA, "maria", way=Way.LOCAL, grant=Grant(role=Role.VIEWER), at=AT, password=PASSWORD)
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with house.database.writing() as connection:
        connection.execute(update(ACCOUNT).values(secret=weak))
    house.accounts.entry.local("maria", PASSWORD)
    assert secret_of(house, "maria") != weak
    assert not PasswordHasher().check_needs_rehash(secret_of(house, "maria"))
    house.accounts.entry.local("maria", PASSWORD)


def test_whoever_the_provider_vouches_for_is_found_by_that_and_not_by_a_name(house: House) -> None:
    entry = house.accounts.entry
    maria = entry.provided("issuer 1", ("maria", "1"), Role.PLANNER, at=AT)
    assert (maria.name, maria.way, maria.grant.role) == ("maria", Way.OIDC, Role.PLANNER)
    renamed = entry.provided("issuer 1", ("margit",), Role.VIEWER, at=later(hours=1))
    assert (renamed.name, renamed.account_id, renamed.grant.role) == ("maria", maria.account_id, Role.VIEWER)
    other = entry.provided("issuer 2", ("maria", "m2@ops.example"), Role.ADMINISTRATOR, at=AT)
    assert other.name == "m2@ops.example", "a second maria is somebody else"
    house.add("ada", Role.ADMINISTRATOR)
    with pytest.raises(SignInError, match="another account's"):
        entry.provided("issuer 3", ("ada",), Role.VIEWER, at=AT)
    house.accounts.disable(ADA, "maria", expected_version=2, at=AT, is_disabled=True)
    with pytest.raises(SignInError, match="disabled"):
        entry.provided("issuer 1", ("maria",), Role.PLANNER, at=AT)


def test_an_account_made_beforehand_is_taken_over_once_with_its_regions(house: House) -> None:
    grant = Grant(role=Role.VIEWER, regions=("sector:yuma",))
    house.accounts.add(ADA, "paul", way=Way.OIDC, grant=grant, at=AT)
    entry = house.accounts.entry
    paul = entry.provided("issuer 7", ("paul",), Role.ANALYST, at=AT)
    assert paul.grant == Grant(role=Role.ANALYST, regions=("sector:yuma",))
    with pytest.raises(SignInError):
        entry.provided("issuer 8", ("paul",), Role.ANALYST, at=AT)
    with pytest.raises(AccountError, match="groups"):
        house.accounts.change(
            ADA, "paul", grant=Grant(role=Role.PLANNER), expected_version=paul.version, at=AT
        )


def test_a_device_is_known_by_its_token_where_it_is_bound_to(house: House) -> None:
    device, token = house.accounts.add_device(
        ADA, "wall-1", Device(network="10.1.2.0/24", brief="national"), grant=Grant(role=Role.DEVICE), at=AT
    )
    entry = house.accounts.entry
    assert entry.device(token, address="10.1.2.77") == device
    assert entry.device(token, address="::ffff:10.1.2.77") == device
    for address in ("10.1.3.1", "::ffff:10.1.3.1", "::1", "", "nonsense", "fe80::1%eth0"):
        assert entry.device(token, address=address) is None, address
    assert entry.device("", address="10.1.2.77") is None
    assert entry.device(token[:-1], address="10.1.2.77") is None
    assert token not in secret_of(house, "wall-1")
    assert device.actor("s").brief == "national"
    house.accounts.disable(ADA, "wall-1", expected_version=1, at=AT, is_disabled=True)
    assert entry.device(token, address="10.1.2.77") is None
    with pytest.raises(SignInError):
        entry.local("wall-1", token)
