from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy import MetaData

from data.roles import LOCAL_ACTOR, Role
from data.trust.account import Way
from data.trust.deeds import Deed
from tests.dashboard.identity.providers import RETURN, Running, provider, signed_in_at_provider
from tests.dashboard.identity.sites import (
    CLIENT_ID,
    CLIENT_SECRET,
    ORIGIN,
    Browser,
    Site,
    site_at,
    site_settings,
)

BEGUN = "__Host-borderops-begun"
ROLES = "bops-stewards=steward, bops-planners=planner, bops-viewers=viewer"


def oidc_site(store: Path, folder: Path, issuer: str) -> Site:
    return site_at(
        site_settings(
            store,
            folder,
            sign_in="oidc",
            oidc_issuer=issuer,
            oidc_client_id=CLIENT_ID,
            oidc_client_secret=CLIENT_SECRET,
            oidc_group_roles=ROLES,
        )
    )


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with provider() as found:
        yield found


@pytest.fixture(scope="module")
def place(running: Running, demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = oidc_site(demo_store, tmp_path_factory.mktemp("oidc"), running.issuer)
    yield made
    made.services.plans.close()


def left(browser: Browser, path: str = "/planner") -> str:
    """Address at the provider that the browser is sent to."""
    reply = browser.get(f"/sign-in/oidc?{urlencode({'next': path})}")
    assert reply.status_code == 303, reply.get_data(as_text=True)
    return str(reply.location)


def changed(address: str, **values: str) -> str:
    """The address with other values in its query."""
    parts = urlsplit(address)
    query = {name: value[0] for name, value in parse_qs(parts.query).items()} | values
    return parts._replace(query=urlencode(query)).geturl()


def query(address: str) -> dict[str, str]:
    return {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}


def here(address: str) -> str:
    return address.removeprefix(ORIGIN)


def refused(browser: Browser, address: str, words: str) -> None:
    reply = browser.get(here(address), **{"Sec-Fetch-Site": "cross-site"})
    assert reply.status_code == 401
    assert words in reply.get_data(as_text=True)
    assert not browser.token
    assert browser.who() is None


def test_somebody_signs_in_at_the_provider_and_comes_back_to_the_page(place: Site) -> None:
    browser = place.browser()
    address = left(browser, "/planner?plan=3")
    asked = query(address)
    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == RETURN
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 20
    reply = browser.get(here(signed_in_at_provider(address, "maria")), **{"Sec-Fetch-Site": "cross-site"})
    assert reply.status_code == 200
    assert 'content="0;url=/planner?plan=3"' in reply.get_data(as_text=True), "on by a page of our own"
    assert browser.who() == "maria"
    maria = place.named("maria")
    assert (maria.way, maria.grant.role) == (Way.OIDC, Role.PLANNER)
    assert ("maria", "done", "maria") in place.recorded(Deed.SIGNED_IN)


def test_of_several_groups_the_first_of_the_setting_decides(place: Site) -> None:
    browser = place.browser()
    browser.get(here(signed_in_at_provider(left(browser), "paul")))
    assert place.named("paul").grant.role is Role.STEWARD


def test_nothing_of_the_providers_tokens_is_kept(place: Site) -> None:
    browser = place.browser()
    reply = browser.get(here(signed_in_at_provider(left(browser), "maria")))
    cookies = " ".join(reply.headers.getlist("Set-Cookie"))
    assert f"{BEGUN}=;" in cookies, "what the sign-in began with is gone"
    tables = MetaData()
    with place.services.plans.database.reading() as connection:
        tables.reflect(connection)
        rows = [str(connection.execute(table.select()).all()) for table in tables.sorted_tables]
    assert "eyJ" not in " ".join([cookies, *rows])


@pytest.mark.parametrize("name", ["nobody", "groupless"])
def test_who_has_no_group_with_a_role_is_refused_in_words(place: Site, name: str) -> None:
    browser = place.browser()
    refused(browser, signed_in_at_provider(left(browser), name), "none of your groups has a role here")
    assert place.services.accounts.named(name) is None


def test_an_answer_with_another_state_is_refused(place: Site) -> None:
    browser = place.browser()
    back = signed_in_at_provider(left(browser), "maria")
    refused(browser, changed(back, state="x" * 30), "cannot be used")
    other = place.browser()
    left(other)
    refused(other, back, "cannot be used")


def test_an_answer_that_another_browser_began_signs_nobody_in(place: Site) -> None:
    attacker, victim = place.browser(), place.browser()
    refused(victim, signed_in_at_provider(left(attacker), "maria"), "cannot be used")


def test_an_answer_is_good_once(place: Site) -> None:
    browser = place.browser()
    address = left(browser)
    begun = browser.client.get_cookie(BEGUN, domain="ops.example")
    assert begun is not None
    back = signed_in_at_provider(address, "maria")
    browser.get(here(back))
    assert browser.who() == "maria"
    again = place.browser()
    refused(again, back, "cannot be used")
    again.client.set_cookie(BEGUN, begun.value, domain="ops.example", secure=True)
    refused(again, back, "invalid_grant")


def test_a_token_for_another_nonce_is_refused(place: Site) -> None:
    browser = place.browser()
    refused(browser, signed_in_at_provider(changed(left(browser), nonce="x" * 30), "maria"), "cannot be used")


def test_a_code_without_the_verifier_of_this_browser_is_refused(place: Site) -> None:
    challenge = urlsafe_b64encode(hashlib.sha256(b"another").digest()).rstrip(b"=").decode()
    browser = place.browser()
    address = changed(left(browser), code_challenge=challenge)
    refused(browser, signed_in_at_provider(address, "maria"), "invalid_grant")


def test_the_providers_own_refusal_is_told_without_its_words(place: Site, running: Running) -> None:
    browser = place.browser()
    state = query(left(browser))["state"]
    said = {"error": "access_denied", "error_description": "<b>call 555</b>", "state": state}
    unnamed = browser.get(f"/sign-in/oidc/return?{urlencode(said)}")
    assert "another provider" in unnamed.get_data(as_text=True), "ours always says that it is ours"
    reply = browser.get(f"/sign-in/oidc/return?{urlencode({**said, 'iss': running.issuer})}")
    assert reply.status_code == 401
    assert "access_denied" in reply.get_data(as_text=True)
    assert "555" not in reply.get_data(as_text=True)


def test_what_a_sign_in_began_with_is_forgotten_after_ten_minutes(place: Site) -> None:
    browser = place.browser()
    reply = browser.get("/sign-in/oidc")
    (cookie,) = (each for each in reply.headers.getlist("Set-Cookie") if each.startswith(BEGUN))
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    lasts = place.server.config["PERMANENT_SESSION_LIFETIME"]  # type: ignore[attr-defined]
    assert lasts.total_seconds() == 600


def test_a_role_that_the_provider_lowers_holds_from_the_next_sign_in_and_disabling_at_once(
    place: Site,
) -> None:
    browser = place.browser()
    browser.get(here(signed_in_at_provider(left(browser), "maria")))
    maria = place.named("maria")
    place.services.accounts.disable(
        LOCAL_ACTOR, "maria", expected_version=maria.version, at=place.clock(), is_disabled=True
    )
    assert browser.who() is None
    again = place.browser()
    refused(again, signed_in_at_provider(left(again), "maria"), "is disabled")
    place.services.accounts.disable(
        LOCAL_ACTOR, "maria", expected_version=maria.version + 1, at=place.clock(), is_disabled=False
    )


def test_groups_may_be_in_the_token_itself(demo_store: Path, tmp_path: Path) -> None:
    with provider("in-token") as found:
        place = oidc_site(demo_store, tmp_path, found.issuer)
        browser = place.browser()
        browser.get(here(signed_in_at_provider(left(browser), "maria")))
        assert browser.who() == "maria"
        place.services.plans.close()


def test_while_the_provider_is_down_the_page_says_so_and_afterwards_it_goes_on(
    demo_store: Path, tmp_path: Path
) -> None:
    with provider() as found:
        place = oidc_site(demo_store, tmp_path, found.issuer)
        browser = place.browser()
        back = signed_in_at_provider(left(browser), "maria")
        found.kill()
        reply = browser.get(here(back))
        assert reply.status_code == 401
        assert "does not answer" in reply.get_data(as_text=True)
    fresh = oidc_site(demo_store, tmp_path, found.issuer).browser()
    reply = fresh.get("/sign-in/oidc?next=/planner")
    assert reply.status_code == 503
    assert "sign-in does not answer" in reply.get_data(as_text=True)
    assert fresh.get("/sign-in").status_code == 200
    place.services.plans.close()


def test_a_provider_that_calls_itself_otherwise_is_not_taken(
    running: Running, demo_store: Path, tmp_path: Path
) -> None:
    place = oidc_site(demo_store, tmp_path, running.issuer.replace("127.0.0.1", "localhost"))
    reply = place.browser().get("/sign-in/oidc")
    assert reply.status_code == 503
    assert "BORDEROPS_OIDC_ISSUER" in reply.get_data(as_text=True)
    place.services.plans.close()
