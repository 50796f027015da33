"""The databases of the plans' tests, which hold the tables of trust too."""

from __future__ import annotations

from tests.data.plans.conftest import url, urls

__all__ = ["url", "urls"]
