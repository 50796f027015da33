from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from dashboard.app import create_app
from data.roles import LOCAL_ACTOR, Role
from data.settings import Settings
from data.trust.account import Grant
from data.trust.attempts import OF_NAME
from data.trust.deeds import Deed
from tests.dashboard.identity.sites import ORIGIN, PASSWORD, Browser, Site


def csrf_of(browser: Browser) -> str:
    """The token that the forms of the browser's account page hold."""
    found = re.search(r'name="csrf_token" value="([^"]*)"', browser.get("/account").get_data(as_text=True))
    assert found is not None
    return found.group(1)


def test_a_page_leads_to_the_sign_in_and_that_back_to_the_page(site: Site) -> None:
    browser = site.browser()
    reply = browser.get("/planner?plan=3")
    assert (reply.status_code, reply.location) == (302, "/sign-in?next=%2Fplanner%3Fplan%3D3")
    page = browser.get(reply.location).get_data(as_text=True)
    for words in ("For authorised use only", "after 15 minutes without use and after 12 hours", "UNMARKED"):
        assert words in page
    reply = browser.sign_in("vera", path="/planner?plan=3")
    assert (reply.status_code, reply.location) == (303, "/planner?plan=3")
    assert browser.who() == "vera"
    assert ("vera", "done", "vera") in site.recorded(Deed.SIGNED_IN)


def test_the_cookie_is_for_this_host_by_tls_and_out_of_reach(site: Site) -> None:
    reply = site.browser().sign_in("vera")
    (cookie,) = (each for each in reply.headers.getlist("Set-Cookie") if each.startswith("__Host-borderops="))
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert parts == {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"}
    assert "no-store" in reply.headers["Cache-Control"]


def test_each_sign_in_has_a_new_token_and_ends_the_one_before(site: Site) -> None:
    browser = site.browser()
    browser.keep_token("a token that somebody else put there")
    browser.sign_in("vera")
    first = browser.token
    assert first != "a token that somebody else put there"
    refused = sent_by_hand(browser, name="ada", password="x")  # noqa: S106
    assert (refused.status_code, browser.who()) == (401, "vera"), "a refused sign-in ends nothing"
    taken = sent_by_hand(browser, name="ada", password=PASSWORD, next="//evil.example")
    assert (taken.location, browser.who()) == ("/", "ada")
    assert browser.token != first
    assert site.services.sign_ins.actor_of(first, at=site.clock()) is None


def sent_by_hand(browser: Browser, **fields: str) -> TestResponse:
    """The answer to a sign-in by somebody who is signed in already, to whom no page offers it."""
    return browser.client.post(
        "/sign-in/local",
        base_url=ORIGIN,
        data={"csrf_token": csrf_of(browser), **fields},
        headers={"Origin": ORIGIN},
    )


def test_what_is_wrong_is_said_alike_and_no_name_that_was_typed_is_recorded(site: Site) -> None:
    pages = set()
    for name in ("vera", "nobody-of-that-name", "paul"):
        reply = site.browser(address=f"10.3.{len(pages)}.1").sign_in(name, "not the password")
        assert reply.status_code == 401
        assert not [each for each in reply.headers.getlist("Set-Cookie") if "__Host-borderops=" in each]
        pages.add(re.sub(r'value="[^"]*"', "", reply.get_data(as_text=True)))
    assert len(pages) == 1, "the page tells whether there is such an account"
    refused = site.recorded(Deed.SIGN_IN_REFUSED)
    assert ("vera", "refused", "vera") in refused
    assert not [each for each in refused if "nobody-of-that-name" in each]


def test_many_tries_wait_and_the_right_password_waits_with_them(site: Site) -> None:
    site.add("tim")
    browser = site.browser(address="10.4.1.1")
    for _ in range(OF_NAME.free):
        assert browser.sign_in("tim", "not the password").status_code == 401
    reply = browser.sign_in("tim")
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, "2")
    assert "Try again in 2 seconds" in reply.get_data(as_text=True)
    site.clock.passed = timedelta(seconds=3)
    assert browser.sign_in("tim").status_code == 303


def test_sign_out_ends_the_sign_in_itself_and_not_only_the_cookie(site: Site) -> None:
    browser = site.browser()
    browser.sign_in("vera")
    token = browser.token
    reply = browser.post("/sign-out", page="/account")
    assert (reply.status_code, reply.location, browser.token) == (303, "/sign-in?left=1", "")
    browser.keep_token(token)
    assert browser.who() is None
    assert "You are signed out" in browser.get("/sign-in?left=1").get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/sign-in/local", "/sign-in/device", "/sign-out", "/account/view-as", "/account/add"]
)
def test_no_other_sites_page_signs_anybody_in_or_out(site: Site, path: str) -> None:
    browser = site.browser()
    browser.sign_in("vera")
    sent = {"name": "vera", "password": PASSWORD, "csrf_token": csrf_of(browser)}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {},
    ):
        reply = browser.client.post(path, base_url=ORIGIN, data=sent, headers=headers)
        assert reply.status_code in {403, 415}, (headers, reply.status_code)
    reply = browser.client.post(path, base_url=ORIGIN, data={"name": "vera"}, headers={"Origin": ORIGIN})
    assert reply.status_code == 403, "without the token of a page"
    assert browser.who() == "vera"


def test_a_link_of_another_site_comes_without_the_cookie_and_still_leads_to_the_page(site: Site) -> None:
    browser = site.browser()
    browser.sign_in("vera")
    token = browser.token
    browser.client.delete_cookie("__Host-borderops", domain="ops.example", path="/")
    reply = browser.get("/sign-in?next=%2Fplanner", **{"Sec-Fetch-Site": "cross-site"})
    onward = re.search(r'content="0;url=([^"]*)"', reply.get_data(as_text=True))
    assert reply.status_code == 200
    assert onward is not None
    assert onward.group(1) == "/sign-in?next=%2Fplanner&amp;again=1"
    browser.keep_token(token)
    reply = browser.get("/sign-in?next=%2Fplanner&again=1", **{"Sec-Fetch-Site": "same-origin"})
    assert (reply.status_code, reply.location) == (303, "/planner")


def test_a_sign_in_that_has_ended_says_so_on_the_page(site: Site) -> None:
    browser = site.browser()
    browser.sign_in("vera")
    site.clock.passed = timedelta(minutes=16)
    assert browser.who() is None
    page = browser.get("/sign-in?next=/planner").get_data(as_text=True)
    assert "Your sign-in has ended" in page
    assert "What you drew and could not save is kept" in page


def test_lowered_and_revoked_act_at_the_next_request_of_the_page(site: Site) -> None:
    site.add("tom", Role.PLANNER)
    browser = site.browser()
    browser.sign_in("tom")
    assert browser.client.get("/api/plans", base_url=ORIGIN).status_code == 200
    tom = site.named("tom")
    site.services.accounts.change(
        LOCAL_ACTOR, "tom", grant=Grant(role=Role.VIEWER), expected_version=tom.version, at=site.clock()
    )
    assert browser.client.get("/api/plans", base_url=ORIGIN).status_code == 403
    site.services.sign_ins.end_all(tom, by=LOCAL_ACTOR, at=site.clock())
    reply = browser.client.get("/api/plans", base_url=ORIGIN)
    assert (reply.status_code, reply.get_json()["found"]) == (401, "nobody is signed in")


def test_single_user_mode_has_no_way_to_sign_in(demo_store: Path) -> None:
    endpoints = {rule.endpoint for rule in create_app(Settings(store=demo_store)).server.url_map.iter_rules()}
    assert "plans.listed" in endpoints
    assert not [each for each in endpoints if each.startswith("identity.")]
