"""The attacks on shapes from two processes: with one memory they find nothing, with one each they do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from data.answers.gate import Gate
from tests.data.answers.attacker import Attacker
from tests.data.answers.test_attacks_on_shapes import ATTACKS, Attack
from tests.data.trust.told_processes import Processes, a_process

SEEDS = range(4)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_two_processes_over_one_database_give_no_small_count_away(
    told_folder: Path, file_url: str, points: np.ndarray, attack: Attack
) -> None:
    processes = Processes([a_process(told_folder, file_url), a_process(told_folder, file_url)])
    for seed in SEEDS:
        attacker = Attacker(processes, name=f"shapes {seed}")  # type: ignore[arg-type]
        found = attack(attacker, np.random.default_rng(seed), points)
        assert [value for value in found if attacker.wins(value)] == []


def test_two_processes_with_a_memory_each_give_small_counts_away(
    two_apart: list[Gate], points: np.ndarray
) -> None:
    attacker = Attacker(Processes(two_apart), name="apart")  # type: ignore[arg-type]
    found = (
        value
        for attack in ATTACKS
        for seed in SEEDS
        for value in attack(attacker, np.random.default_rng(seed), points)
    )
    assert any(attacker.wins(value) for value in found)
