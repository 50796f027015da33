"""``borderops account``: who may sign in, and what is granted to them, from the machine itself.

Whoever may start this program on the machine of the database may do all of it: that is how the first
administrator is made. A password is typed, or comes in on standard input; never an argument, which others
on the machine can read.
"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from dashboard.cli_settings import JsonOption, StoreOption, err, out, print_json, settings_with
from data.errors import AccountError
from data.plans.keeping.database import Database
from data.roles import LOCAL_ACTOR, Role
from data.trust.account import Account, Device, Grant, Way
from data.trust.accounts import Accounts
from data.trust.audit import AuditLog
from data.trust.deeds import Deed
from data.trust.recorded import recorded
from data.trust.sign_ins import SignIns
from data.trust.terminal import terminal_actor

account_commands = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Accounts of a server for more than one person: make, grant, disable, sign out.\n\n"
    "[bold]The first administrator[/bold]\n\nborderops account add ada --role administrator",
)
NameArgument = typer.Argument(..., metavar="NAME", help="Name of the account.")
RegionsOption = typer.Option(
    None, "--region", metavar="SET:ID", help="Only this region, such as sector:tucson; repeat for more."
)
LayersOption = typer.Option(None, "--layer", metavar="KEY", help="Only this layer; repeat for more.")


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """What the commands work on, and when."""

    database: Database
    accounts: Accounts
    sign_ins: SignIns
    audit: AuditLog
    at: datetime

    def close(self) -> None:
        self.audit.settle()
        self.database.close()

    def account(self, name: str) -> Account:
        found = self.accounts.named(name)
        if found is None:
            raise AccountError(f"there is no account {name[:100]!r}", remedy="See borderops account list")
        return found

    def changing(self, name: str, **body: str) -> AbstractContextManager[None]:
        return recorded(self.audit, terminal_actor(), Deed.CHANGED_ACCOUNT, subject=name[:100], **body)


def _desk(store: Path | None) -> closing[_Desk]:
    settings = settings_with(store)
    database = Database(settings.plans_url)
    desk = _Desk(
        database=database,
        accounts=Accounts(database),
        sign_ins=SignIns(database, settings),
        audit=AuditLog(database, settings),
        at=datetime.now(UTC),
    )
    return closing(desk)


@account_commands.command("add")
def add_command(
    name: str = NameArgument,
    *,
    role: Role = typer.Option(..., "--role", help="What the account may do."),
    way: Way = typer.Option(Way.LOCAL, "--way", help="local (a password here), oidc or proxy."),
    region: list[str] | None = RegionsOption,
    layer: list[str] | None = LayersOption,
    store: Path | None = StoreOption,
) -> None:
    """Make an account; a local one has its password asked for, or read from standard input."""
    grant = Grant(role=role, regions=tuple(region or ()), layers=_known(layer))
    password = _password() if way is Way.LOCAL else ""
    with _desk(store) as desk, desk.changing(name, change="added", way=way.value, role=role.value):
        made = desk.accounts.add(LOCAL_ACTOR, name, way=way, grant=grant, at=desk.at, password=password)
    out().print(f"The account {made.name} is made: {made.grant.role}, {_seen(made)}.", soft_wrap=True)


@account_commands.command("list")
def list_command(store: Path | None = StoreOption, as_json: bool = JsonOption) -> None:
    """List the accounts."""
    with _desk(store) as desk:
        accounts = desk.accounts.listed(LOCAL_ACTOR)
    if as_json:
        print_json([_summary(account) for account in accounts])
        return
    if not accounts:
        err().print("There is no account yet. Make one: borderops account add NAME --role administrator")
    for each in accounts:
        state = ", disabled" if each.is_disabled else ""
        out().print(
            f"{each.name:<24} {each.grant.role:<14} {each.way:<7} {_seen(each)}{state}", soft_wrap=True
        )


@account_commands.command("grant")
def grant_command(
    name: str = NameArgument,
    *,
    role: Role | None = typer.Option(None, "--role", help="The role; as it is if left out."),
    region: list[str] | None = RegionsOption,
    everywhere: bool = typer.Option(False, "--everywhere", help="All regions."),
    layer: list[str] | None = LayersOption,
    all_layers: bool = typer.Option(False, "--all-layers", help="All layers."),
    store: Path | None = StoreOption,
) -> None:
    """Change what an account may do and see; it holds from its next request on."""
    with _desk(store) as desk:
        account = desk.account(name)
        before = account.grant
        grant = Grant(
            role=role or before.role,
            regions=() if everywhere else tuple(region or before.regions),
            layers=() if all_layers else _known(layer) or before.layers,
        )
        with desk.changing(account.name, change="granted", role=grant.role.value):
            made = desk.accounts.change(
                LOCAL_ACTOR, name, grant=grant, expected_version=account.version, at=desk.at
            )
    out().print(f"{made.name}: {made.grant.role}, {_seen(made)}.", soft_wrap=True)


@account_commands.command("disable")
def disable_command(name: str = NameArgument, store: Path | None = StoreOption) -> None:
    """Shut an account: its next request is refused."""
    _switch(name, store, is_disabled=True)


@account_commands.command("enable")
def enable_command(name: str = NameArgument, store: Path | None = StoreOption) -> None:
    """Open an account again."""
    _switch(name, store, is_disabled=False)


@account_commands.command("password")
def password_command(name: str = NameArgument, store: Path | None = StoreOption) -> None:
    """Set another password of a local account, and sign it out everywhere."""
    password = _password()
    with _desk(store) as desk:
        account = desk.account(name)
        with desk.changing(account.name, change="password"):
            desk.accounts.set_password(LOCAL_ACTOR, account.name, password=password, at=desk.at)
            desk.sign_ins.end_all(account, by=LOCAL_ACTOR, at=desk.at)
    out().print(f"{account.name} has another password, and is signed out everywhere.")


@account_commands.command("sign-out")
def sign_out_command(name: str = NameArgument, store: Path | None = StoreOption) -> None:
    """End all sign-ins of an account; their next requests are refused."""
    with _desk(store) as desk:
        account = desk.account(name)
        with recorded(desk.audit, terminal_actor(), Deed.SIGN_IN_ENDED, subject=account.name, sitting="all"):
            number = desk.sign_ins.end_all(account, by=LOCAL_ACTOR, at=desk.at)
    out().print(f"{number} of the sign-ins of {account.name} ended.")


@account_commands.command("device")
def device_command(
    name: str = NameArgument,
    *,
    network: str = typer.Option(..., "--network", help="Where it may come from: 10.1.2.7 or 10.1.2.0/24."),
    brief: str = typer.Option("", "--brief", help="The only brief that it shows, such as national."),
    hours: int = typer.Option(24 * 30, "--hours", min=1, help="How long each of its sign-ins lasts."),
    region: list[str] | None = RegionsOption,
    store: Path | None = StoreOption,
) -> None:
    """Make the account of a wall or kiosk, and print its token, which is not kept and cannot be had again."""
    grant = Grant(role=Role.DEVICE, regions=tuple(region or ()))
    device = Device(network=network, brief=brief, hours=hours)
    with _desk(store) as desk, desk.changing(name, change="added", way=Way.DEVICE.value, network=network):
        made, token = desk.accounts.add_device(LOCAL_ACTOR, name, device, grant=grant, at=desk.at)
    err().print(f"The device {made.name} is made. Its token, this once:", soft_wrap=True)
    typer.echo(token)


def _switch(name: str, store: Path | None, *, is_disabled: bool) -> None:
    word = "disabled" if is_disabled else "enabled"
    with _desk(store) as desk:
        account = desk.account(name)
        with desk.changing(account.name, change=word):
            desk.accounts.disable(
                LOCAL_ACTOR, name, expected_version=account.version, at=desk.at, is_disabled=is_disabled
            )
    out().print(f"The account {account.name} is {word}.")


def _known(keys: list[str] | None) -> tuple[str, ...]:
    """The keys, each of which is a layer's."""
    if not keys:
        return ()
    # The layers load for a while, which no other option needs.
    from layers.discovery import layer as layer_of  # noqa: PLC0415

    return tuple(layer_of(key).key for key in keys)


def _password() -> str:
    """What is typed twice without being shown, or the first line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt="Again", err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _seen(account: Account) -> str:
    """What of the data the account sees, in words."""
    layers = ", ".join(account.grant.layers)
    regions = ", ".join(account.grant.regions) or "everywhere"
    return f"{regions}{f' on {layers} only' if layers else ''}"


def _summary(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "way": account.way,
        "role": account.grant.role,
        "regions": account.grant.regions,
        "layers": account.grant.layers,
        "address": account.address,
        "brief": account.brief,
        "is_disabled": account.is_disabled,
        "changed_at": account.changed_at,
        "changed_by": account.changed_by,
    }
