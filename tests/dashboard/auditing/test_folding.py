"""A look like one of a moment ago is no record of its own."""

from __future__ import annotations

from dashboard.auditing.folding import MINUTE_S, Folds


def test_looks_are_new_again_after_their_time() -> None:
    now = [0.0]
    folds = Folds(lambda: now[0])
    assert folds.is_new(("anna", "page"), for_s=MINUTE_S)
    now[0] = 59.9
    assert not folds.is_new(("anna", "page"), for_s=MINUTE_S)
    assert folds.is_new(("ben", "page"), for_s=MINUTE_S)
    now[0] = 60.0
    assert folds.is_new(("anna", "page"), for_s=MINUTE_S)


def test_a_look_that_is_forgotten_is_new() -> None:
    folds = Folds(lambda: 0.0)
    assert folds.is_new("page", for_s=MINUTE_S)
    folds.forget("page")
    assert folds.is_new("page", for_s=MINUTE_S)


def test_memory_is_bounded() -> None:
    folds = Folds(lambda: 0.0)
    for number in range(20_001):
        folds.is_new(number, for_s=MINUTE_S)
    assert folds.is_new(0, for_s=MINUTE_S)
    assert not folds.is_new(20_000, for_s=MINUTE_S)
