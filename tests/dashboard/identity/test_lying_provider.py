"""Tokens that no honest provider sends: each is refused, whatever it says of itself."""

from __future__ import annotations

import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from joserfc.jws import JWSRegistry
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from data.roles import Role
from tests.dashboard.identity.sites import CLIENT_ID, CLIENT_SECRET, Browser, Site, site_at, site_settings

Claims = dict[str, Any]
Key = RSAKey | ECKey | OctKey
KEY = RSAKey.generate_key(2048, {"kid": "ours"})
OTHER = RSAKey.generate_key(2048, {"kid": "ours"})


@dataclass
class Liar:
    """A provider whose token is made as a test says."""

    issuer: str = ""
    nonce: str = ""
    token: Callable[[Claims], str] = str
    userinfo: Claims = field(default_factory=dict)
    algorithms: tuple[str, ...] = ("RS256", "ES256", "HS256", "none")

    @Request.application
    def __call__(self, request: Request) -> Response:
        answers: dict[str, Callable[[], Claims]] = {
            "/.well-known/openid-configuration": self._metadata,
            "/jwks": lambda: dict(KeySet([KEY]).as_dict(private=False)),
            "/token": lambda: {
                "access_token": "access",
                "token_type": "Bearer",
                "id_token": self.token(self.claims()),
            },
            "/me": lambda: self.userinfo,
        }
        return Response(json.dumps(answers[request.path]()), mimetype="application/json")

    def claims(self) -> Claims:
        """What an honest provider would say."""
        now = int(time.time())
        return {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "1",
            "nonce": self.nonce,
            "iat": now,
            "exp": now + 300,
            "preferred_username": "maria",
            "groups": ["viewers"],
        }

    def _metadata(self) -> Claims:
        ends = ("authorization", "token", "userinfo")
        paths = ("auth", "token", "me")
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": list(self.algorithms),
            **{f"{end}_endpoint": f"{self.issuer}/{path}" for end, path in zip(ends, paths, strict=True)},
        }


def signed(claims: Claims, *, alg: str = "RS256", key: Key = KEY, kid: str = "ours") -> str:
    registry = JWSRegistry(algorithms=[alg])
    return str(jwt.encode({"alg": alg, "kid": kid}, claims, key, registry=registry))


def by_hand(claims: Claims, *, alg: str, secret: bytes = b"") -> str:
    """A token that no library would make; without a secret it is not signed."""
    parts = [{"alg": alg, "kid": "ours"}, claims]
    head = ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    made = hmac.digest(secret, head.encode(), "sha256") if secret else b""
    return f"{head}.{urlsafe_b64encode(made).decode().rstrip('=')}"


@pytest.fixture(scope="module")
def liar() -> Iterator[Liar]:
    made = Liar()
    server = make_server("127.0.0.1", 0, made, threaded=True)
    made.issuer = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


@pytest.fixture(scope="module")
def place(liar: Liar, demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    settings = site_settings(
        demo_store,
        tmp_path_factory.mktemp("liar"),
        sign_in="oidc",
        oidc_issuer=liar.issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_group_roles="viewers=viewer,bosses=administrator",
    )
    made = site_at(settings)
    yield made
    made.services.plans.close()


def come_back(place: Site, liar: Liar, token: Callable[[Claims], str]) -> tuple[Browser, str]:
    """The browser after a sign-in at which the provider sent that token, and the page's words."""
    browser = place.browser()
    asked = parse_qs(urlsplit(str(browser.get("/sign-in/oidc").location)).query)
    liar.nonce, liar.token = asked["nonce"][0], token
    back = urlencode({"code": "a code", "state": asked["state"][0], "iss": liar.issuer})
    return browser, browser.get(f"/sign-in/oidc/return?{back}").get_data(as_text=True)


def test_an_honest_token_signs_in(place: Site, liar: Liar) -> None:
    browser, _ = come_back(place, liar, signed)
    assert browser.who() == "maria"


def without(claims: Claims, name: str) -> Claims:
    return {key: value for key, value in claims.items() if key != name}


LIES: dict[str, Callable[[Claims], str]] = {
    "another key": lambda c: signed(c, key=OTHER),
    "an unknown key": lambda c: signed(c, key=OTHER, kid="theirs"),
    "no signature": lambda c: by_hand(c, alg="none"),
    "the shared secret": lambda c: signed(c, alg="HS256", key=OctKey.import_key(CLIENT_SECRET)),
    "our public key as a secret": lambda c: by_hand(c, alg="HS256", secret=KEY.as_pem(private=False)),
    "another kind of key": lambda c: signed(c, alg="ES256", key=ECKey.generate_key("P-256", {"kid": "ours"})),
    "another audience": lambda c: signed({**c, "aud": "somebody else"}),
    "several audiences and another's party": lambda c: signed({**c, "aud": [CLIENT_ID, "x"], "azp": "x"}),
    "another issuer": lambda c: signed({**c, "iss": "https://evil.example"}),
    "another nonce": lambda c: signed({**c, "nonce": "another"}),
    "long over": lambda c: signed({**c, "exp": int(time.time()) - 600, "iat": int(time.time()) - 900}),
    "not yet": lambda c: signed({**c, "nbf": int(time.time()) + 3600}),
    "no end": lambda c: signed(without(c, "exp")),
    "no nonce": lambda c: signed(without(c, "nonce")),
    "no subject": lambda c: signed(without(c, "sub")),
    "no audience": lambda c: signed(without(c, "aud")),
    "no issuer": lambda c: signed(without(c, "iss")),
    "no token": lambda _: "",
    "no JSON": lambda _: "a.b.c",
    "cut": lambda c: signed(c)[:-10],
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_does_not_hold_signs_nobody_in(place: Site, liar: Liar, lie: str) -> None:
    browser, words = come_back(place, liar, LIES[lie])
    assert browser.who() is None
    assert "cannot be used" in words or "no identity" in words, words
    assert not browser.token


def test_groups_of_another_subject_are_not_taken(place: Site, liar: Liar) -> None:
    liar.userinfo = {"sub": "2", "groups": ["bosses"]}
    browser, words = come_back(place, liar, lambda c: signed(without(c, "groups")))
    assert browser.who() is None
    assert "none of your groups" in words
    liar.userinfo = {"sub": "1", "groups": ["bosses"]}
    browser, _ = come_back(place, liar, lambda c: signed(without(c, "groups")))
    assert browser.who() == "maria"
    assert place.named("maria").grant.role is Role.ADMINISTRATOR


@pytest.mark.parametrize("groups", ["viewers", ["viewers", 7, None], [["viewers"]], {"viewers": 1}, 7, None])
def test_odd_groups_break_nothing(place: Site, liar: Liar, groups: object) -> None:
    browser, words = come_back(place, liar, lambda c: signed({**c, "groups": groups}))
    assert browser.who() == "maria" or "none of your groups" in words


@pytest.mark.parametrize("name", ["ада", "a b", "x" * 300, "", None, "<script>", "ada\n"])
def test_a_name_that_is_none_of_ours_gives_way_to_the_subject(place: Site, liar: Liar, name: object) -> None:
    subject = f"subject-{abs(hash(str(name)))}"
    browser, _ = come_back(place, liar, lambda c: signed({**c, "preferred_username": name, "sub": subject}))
    assert browser.who() in {subject, "ada"}
