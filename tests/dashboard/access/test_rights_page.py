"""The page of rights is what the program holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.rights_page import rights_page
from data.roles import Role

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rights.md"


@pytest.fixture(scope="module")
def written() -> str:
    return rights_page()


def test_the_page_of_rights_is_current(written: str) -> None:
    assert PAGE.read_text(encoding="utf-8") == written, "Write it anew: make docs"


def test_it_has_a_column_for_every_role_that_an_account_can_have(written: str) -> None:
    head = "| page | " + " | ".join(role for role in Role if role is not Role.OPERATOR) + " |"
    assert head in written
    assert "operator |" not in written
