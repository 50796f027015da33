"""The occasion that programmes are told for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.answers.gate import Gate
from data.briefs.occasion import Occasion
from data.intake.store import Store
from data.settings import Settings
from tests.data.briefs.occasions import an_occasion


@pytest.fixture(scope="module")
def occasion(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Occasion:
    gate = Gate(Store.open(demo_store), Settings(store=demo_store))
    return an_occasion(gate, tmp_path_factory.mktemp("plans"), today=date(2026, 11, 30))
