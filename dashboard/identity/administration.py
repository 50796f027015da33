"""What administrators do on the page of accounts: add, grant, disable, end sign-ins, make devices."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, request

from dashboard.identity.account_page import AccountPage
from dashboard.services import Services
from dashboard.web.sender import takes_fields
from data.errors import AccountError
from data.roles import Role
from data.trust.account import Account, Device, Grant, Way
from data.trust.deeds import Deed
from data.trust.recorded import recorded
from layers.discovery import layer


@dataclass(frozen=True, kw_only=True)
class Administration:
    """The routes of administrators; each takes the fields of a form and shows the page again."""

    services: Services
    page: AccountPage

    def add_to(self, blueprint: Blueprint) -> None:
        """Register the routes."""
        views: dict[str, Callable[[], Response]] = {
            "add": self._add,
            "grant": self._grant,
            "switch": self._switch,
            "end_theirs": self._end,
            "set_password": self._set_password,
            "add_device": self._add_device,
        }
        for endpoint, view in views.items():
            path = f"/account/{endpoint.replace('_', '-')}"
            marked = takes_fields(partial(self.page.answer, view))
            blueprint.add_url_rule(path, endpoint, marked, methods=["POST"])

    def _add(self) -> Response:
        form, own = request.form, self.page.own()
        name, way = form.get("name", ""), _way(form.get("way", ""))
        grant, password = _grant(), form.get("password", "")
        with self._recorded(name, change="added", way=way.value, role=grant.role.value):
            made = self.services.accounts.add(
                own, name, way=way, grant=grant, at=self.services.now(), password=password
            )
        return self.page.shown(told=f"The account {made.name} is made, with the role {made.grant.role}.")

    def _grant(self) -> Response:
        own, account, grant = self.page.own(), self._account(), _grant()
        with self._recorded(account.name, change="granted", **_words(grant)):
            self.services.accounts.change(
                own, account.name, grant=grant, expected_version=_version(), at=self.services.now()
            )
        return self.page.shown(
            told=f"What {account.name} may do is changed; it holds from the next request on."
        )

    def _switch(self) -> Response:
        own, account = self.page.own(), self._account()
        is_disabled = request.form.get("to") == "disabled"
        word = "disabled" if is_disabled else "enabled"
        with self._recorded(account.name, change=word):
            self.services.accounts.disable(
                own,
                account.name,
                expected_version=_version(),
                at=self.services.now(),
                is_disabled=is_disabled,
            )
        return self.page.shown(told=f"The account {account.name} is {word}.")

    def _end(self) -> Response:
        own, account = self.page.own(), self._account()
        sitting = request.form.get("sitting", "")
        with recorded(
            self.services.audit, own, Deed.SIGN_IN_ENDED, subject=account.name, sitting=sitting or "all"
        ):
            number = self.services.sign_ins.end_all(account, by=own, at=self.services.now(), sitting=sitting)
        return self.page.shown(told=f"{number} of the sign-ins of {account.name} ended.")

    def _set_password(self) -> Response:
        own, account = self.page.own(), self._account()
        with self._recorded(account.name, change="password"):
            self.services.accounts.set_password(
                own, account.name, password=request.form.get("password", ""), at=self.services.now()
            )
        self.services.sign_ins.end_all(account, by=own, at=self.services.now())
        return self.page.shown(told=f"{account.name} has another password, and is signed out everywhere.")

    def _add_device(self) -> Response:
        form, own, name = request.form, self.page.own(), request.form.get("name", "")
        device = Device(
            network=form.get("network", ""), brief=form.get("brief", "").strip(), hours=_whole("hours", 720)
        )
        grant = Grant(role=Role.DEVICE, regions=_listed("regions"))
        with self._recorded(name, change="added", way=Way.DEVICE.value, network=device.network):
            made, token = self.services.accounts.add_device(
                own, name, device, grant=grant, at=self.services.now()
            )
        return self.page.shown(told=f"The device {made.name} is made.", token=token)

    def _account(self) -> Account:
        """The account that the form names.

        Raises
        ------
        AccountError
            If there is none.
        """
        name = request.form.get("name", "")
        found = self.services.accounts.named(name)
        if found is None:
            raise AccountError(f"there is no account {name[:100]!r}", remedy="Choose one from the list")
        return found

    def _recorded(self, name: str, **body: str) -> AbstractContextManager[None]:
        own = self.page.own()
        return recorded(self.services.audit, own, Deed.CHANGED_ACCOUNT, subject=name[:100], **body)


def _grant() -> Grant:
    text = request.form.get("role", "")
    if text not in set(Role):
        raise AccountError(f"there is no role {text[:40]!r}", remedy="Choose one from the list")
    layers = tuple(request.form.getlist("layers"))
    for key in layers:
        layer(key)
    return Grant(role=Role(text), regions=_listed("regions"), layers=layers)


def _words(grant: Grant) -> dict[str, str]:
    return {
        "role": grant.role.value,
        "regions": " ".join(grant.regions) or "all",
        "layers": " ".join(grant.layers) or "all",
    }


def _listed(field: str) -> tuple[str, ...]:
    return tuple(request.form.get(field, "").replace(",", " ").split())


def _way(text: str) -> Way:
    if text not in set(Way):
        raise AccountError(f"there is no way {text[:40]!r} to sign in", remedy="Choose one from the list")
    return Way(text)


def _version() -> int:
    return _whole("version", 0)


def _whole(field: str, otherwise: int) -> int:
    text = request.form.get(field, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
