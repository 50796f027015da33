from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.cli_app import app
from data.plans.keeping.database import Database
from data.roles import Role
from data.trust.accounts import Accounts

PASSWORD = "violet tractor hums at noon"  # noqa: S105 - of accounts that live as long as a test
Command = Callable[..., Result]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'plans.sqlite'}"


@pytest.fixture
def account(tmp_path: Path, url: str) -> Command:
    """``account("add", "ada", …, typed=…)`` runs ``borderops account``."""
    environment = {"BORDEROPS_STORE": str(tmp_path), "BORDEROPS_DATABASE": url}

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, ["account", *words], input=typed, env=environment)

    return run


def test_the_first_administrator_is_made_with_a_password_from_standard_input(
    account: Command, url: str
) -> None:
    assert account("list").exit_code == 0
    made = account("add", "ada", "--role", "administrator", typed=f"{PASSWORD}\n")
    assert (made.exit_code, made.stdout) == (0, "The account ada is made: administrator, everywhere.\n")
    assert Accounts(Database(url)).entry.local("ada", PASSWORD).grant.role is Role.ADMINISTRATOR
    assert PASSWORD not in made.output


def test_no_command_takes_a_password_as_an_argument(account: Command) -> None:
    for command in ("add", "password"):
        assert "--password" not in account(command, "--help").stdout


def test_grants_change_only_what_is_named(account: Command) -> None:
    account(
        "add", "eve", "--way", "proxy", "--role", "planner", "--region", "sector:tucson", "--layer", "sectors"
    )
    account("grant", "eve", "--role", "analyst")
    account("grant", "eve", "--all-layers")
    account("disable", "eve")
    (eve,) = json.loads(account("list", "--json").stdout)
    expected = {
        "role": "analyst",
        "regions": ["sector:tucson"],
        "layers": [],
        "way": "proxy",
        "is_disabled": True,
    }
    assert {key: eve[key] for key in expected} == expected
    account("enable", "eve")
    account("grant", "eve", "--everywhere")
    (eve,) = json.loads(account("list", "--json").stdout)
    assert (eve["regions"], eve["is_disabled"]) == ([], False)


def test_a_devices_token_is_all_that_standard_output_holds(account: Command, url: str) -> None:
    made = account("device", "wall-1", "--network", "10.1.2.0/24", "--brief", "national")
    token = made.stdout.strip()
    found = Accounts(Database(url)).entry.device(token, address="10.1.2.3")
    assert found is not None
    assert (found.name, found.brief, found.session_hours) == ("wall-1", "national", 720)


@pytest.mark.parametrize(
    ("words", "typed", "message"),
    [
        (("add", "ada", "--role", "viewer"), "short\n", "has 5 characters"),
        (("add", "ada", "--role", "viewer"), "", "no password"),
        (("add", "ada", "--role", "operator"), PASSWORD, "who sits at the machine"),
        (("add", "ada", "--role", "viewer", "--way", "proxy", "--region", "sector:tuscon"), "", "no region"),
        (("add", "ada", "--role", "viewer", "--way", "proxy", "--layer", "no-such"), "", "layer"),
        (("device", "wall", "--network", "0.0.0.0/0"), "", "too wide"),
        (("disable", "nobody"), "", "no account"),
        (("sign-out", "nobody"), "", "no account"),
    ],
)
def test_what_cannot_be_is_refused(
    account: Command, words: tuple[str, ...], typed: str, message: str
) -> None:
    result = account(*words, typed=typed)
    assert result.exception is not None
    assert message in str(result.exception)
    assert json.loads(account("list", "--json").stdout or "[]") == []
