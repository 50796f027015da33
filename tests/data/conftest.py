"""One synthetic history, which tests of answers and of briefs share."""

from __future__ import annotations

import pytest

from tests.data.histories import History, made_history


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """A store that took in five extracts, with the truth of what differs between them; read it only."""
    return made_history(tmp_path_factory.mktemp("history"))
