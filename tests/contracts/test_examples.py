"""Examples in docstrings give what they show."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

from tests.contracts.tree import sources, text

WITH_EXAMPLES = [path for path in sources(".py") if ">>> " in text(path)]


def test_some_function_of_data_has_an_example() -> None:
    assert any(path.parts[0] == "data" for path in WITH_EXAMPLES)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=str)
def test_the_examples_give_what_they_show(path: Path) -> None:
    module = importlib.import_module(".".join(path.with_suffix("").parts))
    result = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 0
    assert result.failed == 0
