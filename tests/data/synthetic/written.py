"""What the tests of synthetic incidents share: one extract, read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.synthetic.generate import SyntheticExtract


@dataclass(frozen=True, kw_only=True)
class Written:
    """An extract with its rows, the county of each (``""`` at sea) and its truth."""

    extract: SyntheticExtract
    rows: pd.DataFrame
    county: NDArray[np.str_]
    truth: dict[str, Any]

    def planted(self, kind: str) -> list[dict[str, Any]]:
        return [item for item in self.truth["planted"] if item["kind"] == kind]
