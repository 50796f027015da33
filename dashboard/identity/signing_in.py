"""``/sign-in``, ``/sign-in/local``, ``/sign-in/device`` and ``/sign-out``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, make_response, redirect, request

from dashboard.identity.cookie import drop_token, keep_token, token_of_request
from dashboard.identity.found import address_of_request, caller_of_request
from dashboard.identity.local_path import DONE, local_path
from dashboard.identity.looks import Looks
from dashboard.identity.recording import record_deed, record_entry, record_refusal
from dashboard.services import Services
from dashboard.web.sender import takes_fields
from data.errors import SignInError, TooManyAttemptsError
from data.trust.account import Account, Way
from data.trust.deeds import Deed

_FOREIGN = frozenset({"cross-site", "same-site"})
"""``Sec-Fetch-Site`` of a navigation that another site began: a sign-in's cookie does not come with it."""
_LONGEST_NAME = 200


@dataclass(frozen=True, kw_only=True)
class SigningIn:
    """The routes by which people and devices come in, and go."""

    services: Services
    looks: Looks

    def add_to(self, blueprint: Blueprint) -> None:
        """Register the routes."""
        add = blueprint.add_url_rule
        add("/sign-in", "sign_in", self._page)
        add(DONE, "done", partial(self.looks.page, "done"))
        add("/sign-in/local", "local", takes_fields(partial(self._local)), methods=["POST"])
        add("/sign-in/device", "device", partial(self.looks.page, "device", refusal=""))
        add("/sign-in/device", "device_token", takes_fields(partial(self._device)), methods=["POST"])
        add("/sign-out", "sign_out", takes_fields(partial(self._sign_out)), methods=["POST"])

    def begin(self, account: Account, path: str, *, is_foreign: bool = False) -> Response:
        """The answer that signs an account in and goes on to a path; a sign-in that the browser had ends.

        ``is_foreign`` tells that another site's page sent the browser here.

        Raises
        ------
        AuditError
            If it cannot be recorded: nobody comes in.
        PlanStoreError
            If the database cannot be written: nobody comes in.
        """
        at = self.services.now()
        before = token_of_request()
        if before:
            self.services.sign_ins.end(before, by=account.actor(""), at=at)
        token = self.services.sign_ins.begin(account, at=at)
        record_entry(self.services, account)
        response = self.looks.onward(path) if is_foreign else make_response(redirect(path, 303))
        keep_token(
            response, token, lasts_s=account.session_hours * 3600 if account.way is Way.DEVICE else None
        )
        return response

    def refused(self, error: SignInError | TooManyAttemptsError, *, status: int, path: str) -> Response:
        """The sign-in page with the words of a refusal."""
        response = self._shown(path, refusal=words_of(error), status=status)
        if isinstance(error, TooManyAttemptsError):
            response.headers["Retry-After"] = str(error.wait_s)
        return response

    def _page(self) -> Response:
        path = local_path(request.args.get("next", ""))
        if caller_of_request(self.services) is not None:
            return make_response(redirect(path, 303))
        is_first = "again" not in request.args and request.headers.get("Sec-Fetch-Site") in _FOREIGN
        if is_first and not token_of_request():
            # Somebody followed a link of another site. Asked for by a page of ours, the cookie comes too.
            return self.looks.onward(f"{request.full_path.rstrip('?')}{'&' if request.args else '?'}again=1")
        return self._shown(path)

    def _shown(self, path: str, *, refusal: str = "", status: int = 200) -> Response:
        settings = self.services.settings
        return self.looks.page(
            "sign_in",
            status=status,
            ways=settings.ways_in,
            path=path,
            refusal=refusal,
            has_ended=bool(token_of_request()) and not refusal,
            has_left="left" in request.args,
            idle_minutes=settings.idle_minutes,
            session_hours=settings.session_hours,
        )

    def _local(self) -> Response:
        name = request.form.get("name", "")[:_LONGEST_NAME]
        path = local_path(request.form.get("next", ""))
        accounts, at = self.services.accounts, self.services.now()
        try:
            self._check_way(Way.LOCAL)
            accounts.attempts.count(name=name, address=address_of_request(), at=at)
            account = accounts.entry.local(name, request.form.get("password", ""))
        except TooManyAttemptsError as error:
            record_refusal(self.services, way="local", why="too many tries", name=name)
            return self.refused(error, status=429, path=path)
        except SignInError as error:
            record_refusal(self.services, way="local", why="wrong name or password", name=name)
            return self.refused(error, status=401, path=path)
        accounts.attempts.forget(name)
        return self.begin(account, path)

    def _device(self) -> Response:
        path = local_path(request.form.get("next", ""))
        attempts, name = self.services.accounts.attempts, f"device:{address_of_request()}"
        try:
            attempts.count(name=name, address=address_of_request(), at=self.services.now())
            device = self._device_of(request.form.get("token", ""))
        except (TooManyAttemptsError, SignInError) as error:
            record_refusal(self.services, way="device", why=error.found)
            status = 429 if isinstance(error, TooManyAttemptsError) else 401
            return self.looks.page("device", refusal=words_of(error), status=status)
        attempts.forget(name)
        return self.begin(device, path)

    def _device_of(self, token: str) -> Account:
        """The device of that token.

        Raises
        ------
        SignInError
            If there is none, or it is not where it is bound to.
        """
        address = address_of_request()
        device = self.services.accounts.entry.device(token, address=address)
        if device is None:
            raise SignInError(
                f"no device of this token may come in from {address or 'this address'}",
                remedy="Ask an administrator for the device's network and a new token",
            )
        return device

    def _check_way(self, way: Way) -> None:
        """Return if people sign in by that way here.

        Raises
        ------
        SignInError
            If they do not.
        """
        if way not in self.services.settings.ways_in:
            raise SignInError(f"nobody signs in here by the way {way}", remedy="Use one that the page offers")

    def _sign_out(self) -> Response:
        caller = caller_of_request(self.services)
        if caller is not None and caller.sign_in is not None:
            actor = caller.account.actor(caller.sign_in.sitting)
            self.services.sign_ins.end(token_of_request(), by=actor, at=self.services.now())
            record_deed(self.services, actor, Deed.SIGNED_OUT, caller.account)
        response = make_response(redirect("/sign-in?left=1", 303))
        drop_token(response)
        return response


def words_of(error: SignInError | TooManyAttemptsError) -> str:
    """A refusal as sentences."""
    return f"{error.found[:1].upper()}{error.found[1:]}. {error.remedy}."
