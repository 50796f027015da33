from __future__ import annotations

import pytest

from data.roles import LOCAL_ACTOR
from tests.dashboard.identity.sites import ORIGIN, PROOF, Site

USER, TOLD = "X-Remote-User", "X-Borderops-Proof"


def who(site: Site, headers: dict[str, str] | list[tuple[str, str]], token: str = "") -> str | None:
    browser = site.browser()
    if token:
        browser.keep_token(token)
    reply = browser.client.get("/account/me", base_url=ORIGIN, headers=headers)
    return reply.get_json()["name"] if reply.status_code == 200 else None


def test_the_proxys_word_is_taken_with_its_proof(site: Site) -> None:
    assert who(site, {USER: "paul", TOLD: PROOF}) == "paul"
    assert who(site, {USER: "PAUL", TOLD: PROOF}) == "paul"


@pytest.mark.parametrize(
    "headers",
    [
        {USER: "paul"},
        {USER: "paul", TOLD: ""},
        {USER: "paul", TOLD: PROOF[:-1]},
        {USER: "paul", TOLD: PROOF + "x"},
        {USER: "paul", TOLD: PROOF.upper()},
        {USER: "paul", TOLD: f"{PROOF}, {PROOF}"},
        {USER: "paul", TOLD: "é" * 40},
        {"X-Forwarded-User": "paul", "Remote-User": "paul", TOLD: PROOF},
        {TOLD: PROOF},
    ],
)
def test_a_header_without_the_proof_is_as_if_it_were_not_there(site: Site, headers: dict[str, str]) -> None:
    assert who(site, headers) is None


@pytest.mark.parametrize(
    "name", ["", "nobody", "ada", "vera", "local", "paul,ada", "ada, paul", "paul\tx", "p" * 5000]
)
def test_who_has_no_account_of_that_way_is_nobody_whatever_the_proxy_says(site: Site, name: str) -> None:
    assert who(site, {USER: name, TOLD: PROOF}) is None


def test_a_header_that_came_twice_or_with_underscores_names_nobody_else(site: Site) -> None:
    assert who(site, [(USER, "paul"), (USER, "ada"), (TOLD, PROOF)]) is None
    # As a server that keeps underscores would merge them: both are HTTP_X_REMOTE_USER.
    browser = site.browser()
    environ = {"HTTP_X_REMOTE_USER": "ada,paul", "HTTP_X_BORDEROPS_PROOF": PROOF}
    assert browser.client.get("/account/me", base_url=ORIGIN, environ_overrides=environ).status_code == 401


def test_a_disabled_account_is_refused_at_its_next_request(site: Site) -> None:
    paul = site.named("paul")
    for is_disabled, expected in ((True, None), (False, "paul")):
        paul = site.services.accounts.disable(
            LOCAL_ACTOR, "paul", expected_version=paul.version, at=site.clock(), is_disabled=is_disabled
        )
        assert who(site, {USER: "paul", TOLD: PROOF}) == expected


def test_the_cookie_of_another_is_not_heard_beside_the_proxys_word(site: Site) -> None:
    vera = site.services.sign_ins.begin(site.named("vera"), at=site.clock())
    assert who(site, {}, token=vera) == "vera"
    assert who(site, {USER: "paul", TOLD: PROOF}, token=vera) == "paul"


def test_the_cookie_of_who_came_by_the_proxy_is_worth_nothing_without_it(site: Site) -> None:
    paul = site.services.sign_ins.begin(site.named("paul"), at=site.clock())
    assert who(site, {}, token=paul) is None
    assert who(site, {USER: "paul", TOLD: PROOF}, token=paul) == "paul"
