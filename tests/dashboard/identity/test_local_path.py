from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.identity.local_path import local_path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "planner",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/planner\r\nSet-Cookie: x=1",
        "/%09/evil\x00",
        " //evil.example",
        "/sign-out",
        "/sign-in?next=/",
        "/" + "a" * 3000,
    ],
)
def test_what_leads_elsewhere_leads_to_the_start(text: str) -> None:
    assert local_path(text) == "/"


@pytest.mark.parametrize(
    "text", ["/", "/planner?plan=3&x=//y", "/briefs/7", "/?from=2025-01", "/sign-in/done"]
)
def test_a_path_of_this_server_is_kept(text: str) -> None:
    assert local_path(text) == text


@given(st.text(alphabet="/\\:.?#@%abchtps\t\n\r ", max_size=40))
def test_whatever_is_asked_for_the_browser_stays_here(text: str) -> None:
    path = local_path(text)
    assert path.isprintable()
    assert urlsplit(urljoin("https://ops.example/sign-in", path.replace("\\", "/"))).netloc == "ops.example"
