from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import AccountError
from data.trust.passwords import LONGEST, SHORTEST, check_password


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short but fine",
        "x" * (LONGEST + 1),
        "passwordpassword",
        "Password1234567890",
        "P@ssw0rd P@ssw0rd P@ssw0rd",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababababab",
        "qwertyuiopasdfghjkl",
        "123456789012345678901234",
        "correct horse battery staple",
        "borderops administrator 2026",
        "maria maria maria maria",
        "mariamariapassword",
        "abcabcabcabcabcabc",
        "letmeinletmeinletmein",
    ],
)
def test_what_is_tried_first_is_refused_and_not_repeated(password: str) -> None:
    with pytest.raises(AccountError) as refused:
        check_password(password, name="maria")
    assert not password or password not in str(refused.value)


@pytest.mark.parametrize(
    "password",
    [
        "violet tractor hums at noon",
        "seven green kettles sing",
        "grüne Brücken über Wasser",
        "all lower case letters do well",
        "9f8c2b1e7d4a6053",
        "три зелёных чайника",
        "🐢🦔🐌🐝🦋🐞🐙🦑🦐🦞🦀🐡🐠🐟🐬",
    ],
)
def test_any_kind_of_letters_will_do(password: str) -> None:
    check_password(password, name="maria")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=SHORTEST - 1).filter(lambda t: t.isascii()))
def test_nothing_short_is_taken(password: str) -> None:
    with pytest.raises(AccountError):
        check_password(password, name="maria")


@given(st.text(min_size=1, max_size=5), st.integers(4, 40))
def test_nothing_that_repeats_a_short_piece_is_taken(piece: str, times: int) -> None:
    with pytest.raises(AccountError):
        check_password(piece * times, name="maria")
