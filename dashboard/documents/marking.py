"""The marking of a document: the highest of its contents', on every page and in the file's name.

Nothing is exported without one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from data.briefs.content import SceneContent
from data.markings import highest_marking

_LONGEST_PART = 60


def marking_of(contents: Sequence[SceneContent]) -> str:
    """The highest marking of the contents; one of words that are not known is above all that are.

    Raises
    ------
    SettingsError
        If there is no content, or one of them has no marking.
    """
    return highest_marking(content.marking for content in contents)


def file_name(*, marking: str, brief: str, version: str, day: date, suffix: str) -> str:
    """``<marking>_<brief>_<version>_<date>.<suffix>`` in letters that every file system takes.

    Raises
    ------
    SettingsError
        If the marking is empty.

    Examples
    --------
    >>> from datetime import date
    >>> file_name(
    ...     marking="CUI//LES",
    ...     brief="region:best:el paso",
    ...     version="v000003",
    ...     day=date(2026, 11, 30),
    ...     suffix="pdf",
    ... )
    'CUI-LES_region-best-el-paso_v000003_2026-11-30.pdf'
    """
    parts = (slug(highest_marking([marking])), slug(brief) or "brief", slug(version) or "no-version")
    return f"{'_'.join(parts)}_{day.isoformat()}.{slug(suffix)}"


def slug(words: str) -> str:
    """The words in ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:_LONGEST_PART].strip("-")
