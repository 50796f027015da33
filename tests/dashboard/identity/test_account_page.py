from __future__ import annotations

import re

import pytest

from data.errors import SignInError
from data.roles import Role
from data.trust.account import Way
from data.trust.deeds import Deed
from tests.dashboard.identity.sites import PASSWORD, Browser, Site

OTHER = "seven green kettles sing"


@pytest.fixture
def ada(site: Site) -> Browser:
    browser = site.browser()
    browser.sign_in("ada")
    return browser


def done(ada: Browser, path: str, **fields: object) -> str:
    """The page after a form, in words that are next to each other."""
    reply = ada.post(path, page="/account", **fields)
    assert reply.status_code == 200, reply.get_data(as_text=True)
    return reply.get_data(as_text=True)


def test_everybody_sees_who_they_are_and_what_they_may_do(site: Site) -> None:
    browser = site.browser()
    browser.sign_in("vera")
    page = browser.get("/account").get_data(as_text=True)
    assert "viewer: may ask of drawn shapes, view" in page
    assert "everywhere" in page
    assert "Add an account" not in page
    assert "bea" not in page, "nobody else's account"


@pytest.mark.parametrize("path", ["add", "grant", "switch", "end-theirs", "set-password", "add-device"])
def test_who_is_no_administrator_changes_no_account(site: Site, path: str) -> None:
    browser = site.browser()
    browser.sign_in("vera")
    before = site.named("bea")
    reply = browser.post(
        f"/account/{path}", page="/account", name="bea", role="viewer", version=1, to="disabled"
    )
    assert reply.status_code == 403
    assert site.named("bea") == before
    assert browser.get("/account?edit=bea").get_data(as_text=True).count("bea") == 0


def test_an_administrator_makes_grants_disables_and_signs_out(site: Site, ada: Browser) -> None:
    made = done(ada, "/account/add", name="Nora", way="local", role="planner", password=PASSWORD, regions="")
    assert "The account nora is made, with the role planner" in made
    nora = site.browser(address="10.5.1.1")
    assert nora.sign_in("nora").status_code == 303
    told = done(
        ada,
        "/account/grant",
        name="nora",
        version=1,
        role="analyst",
        regions="sector:yuma, sector:tucson",
        layers=["sectors"],
    )
    assert "holds from the next request on" in told
    grant = site.named("nora").grant
    assert (grant.role, grant.regions, grant.layers) == (
        Role.ANALYST,
        ("sector:tucson", "sector:yuma"),
        ("sectors",),
    )
    assert "1 of the sign-ins of nora ended" in done(ada, "/account/end-theirs", name="nora")
    assert nora.who() is None
    nora.sign_in("nora")
    assert "is disabled" in done(ada, "/account/switch", name="nora", version=2, to="disabled")
    assert nora.who() is None
    assert nora.sign_in("nora").status_code == 401
    deeds = [
        outcome
        for actor, outcome, subject in site.recorded(Deed.CHANGED_ACCOUNT)
        if subject.lower() == "nora"
    ]
    assert sorted(deeds) == ["begun"] * 3 + ["done"] * 3


def test_what_cannot_be_is_said_on_the_page_and_recorded_as_refused(site: Site, ada: Browser) -> None:
    for fields, words in (
        ({"name": "x", "way": "local", "role": "viewer", "password": "short"}, "has 5 characters"),
        ({"name": "x", "way": "proxy", "role": "operator"}, "who sits at the machine"),
        ({"name": "x", "way": "proxy", "role": "emperor"}, "no role"),
        ({"name": "x", "way": "proxy", "role": "viewer", "regions": "sector:tuscon"}, "no region"),
        ({"name": "x", "way": "proxy", "role": "viewer", "layers": "no-such"}, "layer"),
        ({"name": "vera", "way": "proxy", "role": "viewer"}, "already"),
        ({"name": "<b>x</b>", "way": "proxy", "role": "viewer"}, "no name of an account"),
    ):
        reply = ada.post("/account/add", page="/account", **fields)
        page = reply.get_data(as_text=True)
        assert reply.status_code == 400
        assert words in page, words
        assert "<b>" not in page
    assert site.services.accounts.named("x") is None
    assert "refused" in {outcome for _, outcome, _ in site.recorded(Deed.CHANGED_ACCOUNT)}


def test_of_two_administrators_the_second_is_told(site: Site, ada: Browser) -> None:
    site.add("otto", way=Way.PROXY)
    bea = site.browser()
    bea.sign_in("bea")
    done(ada, "/account/grant", name="otto", version=1, role="analyst")
    reply = bea.post("/account/grant", page="/account", name="otto", version=1, role="planner")
    assert reply.status_code == 400
    assert "changed by ada meanwhile" in reply.get_data(as_text=True)
    assert site.named("otto").grant.role is Role.ANALYST


def test_an_administrator_views_as_somebody_and_comes_back(site: Site, ada: Browser) -> None:
    reply = ada.post("/account/view-as", page="/account", name="vera")
    assert (reply.status_code, reply.location, ada.who()) == (303, "/", "vera")
    page = ada.get("/account").get_data(as_text=True)
    assert "You view as vera" in page
    assert "Add an account" not in page
    assert ada.post("/account/add", page="/account", name="y", way="proxy", role="viewer").status_code == 403
    assert ada.post("/account/password", page="/account", password=PASSWORD, new=OTHER).status_code == 400
    ada.post("/account/view-as", page="/account", name="")
    assert ada.who() == "ada"
    assert ("ada", "done", "vera") in site.recorded(Deed.VIEWED_AS)
    vera = site.browser()
    vera.sign_in("vera")
    assert vera.post("/account/view-as", page="/account", name="ada").status_code == 403
    assert vera.who() == "vera"


def test_somebody_ends_a_sign_in_of_theirs_or_all(site: Site) -> None:
    site.add("uma")
    here, there = site.browser(address="10.6.1.1"), site.browser(address="10.6.1.2")
    for browser in (here, there):
        browser.sign_in("uma")
    sittings = set(re.findall(r'name="sitting" value="([^"]*)"', here.get("/account").get_data(as_text=True)))
    own = site.services.sign_ins.actor_of(here.token, at=site.clock())
    assert own is not None
    (other,) = sittings - {own.session}
    assert "1 sign-in ended" in done(here, "/account/sign-ins/end", sitting=other)
    assert (here.who(), there.who()) == ("uma", None)
    there.sign_in("uma")
    reply = here.post("/account/sign-ins/end", page="/account")
    assert (reply.status_code, reply.location) == (303, "/sign-in?left=1")
    assert (here.who(), there.who()) == (None, None)


def test_somebody_changes_their_password_and_only_this_browser_stays(site: Site) -> None:
    site.add("wim")
    here, there = site.browser(address="10.7.1.1"), site.browser(address="10.7.1.2")
    for browser in (here, there):
        browser.sign_in("wim")
    reply = here.post("/account/password", page="/account", password="not it, surely not", new=OTHER)  # noqa: S106
    assert "do not belong together" in reply.get_data(as_text=True)
    before = here.token
    assert "The password is changed" in done(here, "/account/password", password=PASSWORD, new=OTHER)
    assert (here.who(), there.who()) == ("wim", None)
    assert here.token != before
    with pytest.raises(SignInError):
        site.services.accounts.entry.local("wim", PASSWORD)


def test_a_device_is_made_signs_in_by_its_token_from_its_network_and_only_looks(
    site: Site, ada: Browser
) -> None:
    page = done(
        ada, "/account/add-device", name="wall-1", network="10.8.1.0/24", brief="national", hours="48"
    )
    token = re.findall(r"<code>([A-Za-z0-9_-]{43})</code>", page)[0]
    assert token not in ada.get("/account").get_data(as_text=True)
    wall, elsewhere = site.browser(address="::ffff:10.8.1.9"), site.browser(address="10.9.9.9")
    refused = elsewhere.post("/sign-in/device", page="/sign-in/device", token=token, next="/briefing")
    assert refused.status_code == 401
    assert "no device of this token may come in from 10.9.9.9" in refused.get_data(as_text=True).lower()
    reply = wall.post("/sign-in/device", page="/sign-in/device", token=token, next="/briefing?brief=national")
    assert (reply.status_code, reply.location) == (303, "/briefing?brief=national")
    assert "Max-Age=172800" in reply.headers.getlist("Set-Cookie")[0]
    elsewhere.keep_token(wall.token)
    assert elsewhere.get("/briefing").status_code == 302, "the cookie is bound to the network as the token is"
    assert wall.get("/account").status_code == 403
    assert wall.get("/briefing?brief=national").status_code == 200
    bearer = {"Authorization": f"Bearer {token}"}
    plain = site.browser(address="10.8.1.10")
    assert plain.get("/api/briefs/national/display", **bearer).status_code == 200
    assert plain.get("/api/briefs/national/display", Authorization="Bearer nonsense").status_code in {
        302,
        401,
    }
