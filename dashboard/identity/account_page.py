"""``/account``: who I am, what I may do, where I am signed in; for administrators, everybody's account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, jsonify, make_response, redirect, request

from dashboard.identity.cookie import drop_token, keep_token, token_of_request
from dashboard.identity.found import Caller, caller_of_request
from dashboard.identity.looks import Looks
from dashboard.services import Services
from dashboard.web.sender import takes_fields
from data.errors import AccessDeniedError, AccountError, BorderopsError, PlanStoreError, SignInError
from data.geography.regions import region_sets
from data.roles import ALLOWED, Action, Actor, Role, may
from data.trust.account import Way
from data.trust.deeds import Deed
from data.trust.recorded import recorded
from layers.discovery import discover

_COUNTIES = "county"
_GRANTED = tuple(role for role in Role if role not in {Role.DEVICE, Role.OPERATOR})


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """The page, and what everybody does to their own account on it."""

    services: Services
    looks: Looks

    def add_to(self, blueprint: Blueprint) -> None:
        """Register the routes."""
        add = blueprint.add_url_rule
        add("/account", "account", self.shown)
        add("/account/me", "me", self._me)
        posts: dict[str, tuple[str, Callable[[], Response]]] = {
            "end_sign_ins": ("/account/sign-ins/end", self._end),
            "own_password": ("/account/password", self._password),
            "view_as": ("/account/view-as", self._view_as),
        }
        for endpoint, (path, view) in posts.items():
            add(path, endpoint, takes_fields(partial(self.answer, view)), methods=["POST"])

    def answer(self, view: Callable[[], Response]) -> Response:
        """What a form comes to, or the page with the words of what refused it."""
        try:
            return view()
        except AccessDeniedError:
            raise  # said as everywhere else
        except PlanStoreError as error:
            return self.shown(refusal=str(error), status=503)
        except BorderopsError as error:
            return self.shown(refusal=str(error), status=400)

    def caller(self) -> Caller:
        """Who asks.

        Raises
        ------
        SignInError
            If nobody is known to.
        """
        found = caller_of_request(self.services)
        if found is None:
            raise SignInError("nobody is signed in", remedy="Sign in")
        return found

    def own(self) -> Actor:
        """Who asks, as themselves also while they view as somebody else."""
        found = self.caller()
        return found.account.actor(found.actor.session)

    def shown(self, *, told: str = "", refusal: str = "", token: str = "", status: int = 200) -> Response:
        """The page; ``told`` is what was done, ``token`` that of a device just made."""
        found, at = self.caller(), self.services.now()
        own = self.own()
        administers = may(own, Action.ADMINISTER) and not found.actor.in_place_of
        accounts = self.services.accounts.listed(own) if administers else ()
        edited = next((each for each in accounts if each.name == request.values.get("edit", "")), None)
        theirs = self.services.sign_ins.of(edited, by=own, at=at) if edited else ()
        return self.looks.page(
            "account",
            status=status,
            account=found.account,
            actor=found.actor,
            allowed=sorted(ALLOWED[found.account.grant.role]),
            sign_ins=self.services.sign_ins.of(found.account, by=own, at=at),
            sitting=found.sign_in.sitting if found.sign_in else "",
            administers=administers,
            accounts=accounts,
            edited=edited,
            edited_sign_ins=theirs,
            roles=_GRANTED,
            ways=tuple(way for way in Way if way is not Way.DEVICE),
            layers=tuple((each.key, each.title) for each in discover()) if administers else (),
            regions=_regions() if administers else (),
            told=told,
            refusal=refusal,
            token=token,
        )

    def _me(self) -> Response:
        actor = self.caller().actor
        body = {"name": actor.name, "role": actor.role, "in_place_of": actor.in_place_of}
        response = jsonify(body)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _end(self) -> Response:
        found, sitting = self.caller(), request.form.get("sitting", "")
        own, audit = self.own(), self.services.audit
        with recorded(audit, own, Deed.SIGN_IN_ENDED, subject=found.account.name, sitting=sitting or "all"):
            number = self.services.sign_ins.end_all(
                found.account, by=own, at=self.services.now(), sitting=sitting
            )
        if found.sign_in and sitting in {"", found.sign_in.sitting}:
            response = make_response(redirect("/sign-in?left=1", 303))
            drop_token(response)
            return response
        return self.shown(told=f"{number} sign-in{'' if number == 1 else 's'} ended.")

    def _password(self) -> Response:
        found, accounts = self.caller(), self.services.accounts
        own, at = self.own(), self.services.now()
        if found.account.way is not Way.LOCAL or found.actor.in_place_of:
            raise AccountError("this account has no password here", remedy="Change it where you sign in")
        accounts.attempts.count(name=found.account.name, address="", at=at)
        accounts.entry.local(found.account.name, request.form.get("password", ""))
        with recorded(self.services.audit, own, Deed.CHANGED_ACCOUNT, subject=own.name, change="password"):
            accounts.set_password(own, own.name, password=request.form.get("new", ""), at=at)
        accounts.attempts.forget(found.account.name)
        self.services.sign_ins.end_all(found.account, by=own, at=at)
        response = self.shown(told="The password is changed, and all other sign-ins have ended.")
        keep_token(response, self.services.sign_ins.begin(found.account, at=at))
        return response

    def _view_as(self) -> Response:
        """An administrator's sign-in asks as another account from its next request on; no name stops it."""
        found, at, name = self.caller(), self.services.now(), request.form.get("name", "")
        own, accounts = self.own(), self.services.accounts
        viewed = accounts.named(name) if name else None
        if name and viewed is None:
            raise AccountError(f"there is no account {name[:100]!r}", remedy="Choose one from the list")
        token = token_of_request() if found.sign_in else self.services.sign_ins.begin(found.account, at=at)
        words = {"view": "begun" if viewed else "ended"}
        with recorded(self.services.audit, own, Deed.VIEWED_AS, subject=name or own.name, **words):
            self.services.sign_ins.view_as(token, viewed, by=own, at=at)
        response = make_response(redirect("/" if viewed else "/account", 303))
        if not found.sign_in:
            keep_token(response, token)
        return response


def _regions() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Titles of the region sets with ids and names, without the thousands of counties."""
    return tuple(
        (each.title, tuple((region.id, region.name) for region in each.regions))
        for each in region_sets()
        if each.key != _COUNTIES
    )
