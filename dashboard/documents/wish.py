"""``Wish``: which document is wanted, as a request, a command, a job and a schedule say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from dashboard.documents.document import Format
from dashboard.documents.images import SIZES
from dashboard.documents.paper import Paper
from data.errors import BriefError
from data.geography.regions import region, region_sets
from layers.drawing.picture import Theme

_Choice = TypeVar("_Choice", bound=StrEnum)
_LONGEST_TOKEN = 100
_LONGEST_REGIONS = 8_000


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A document of a brief.

    ``brief`` is its token. ``frozen`` is the id of one of its frozen briefs; 0 is the brief as it is now.
    ``regions`` are keys of sets and ids of regions with ``|`` between (``sector|county:04003``): one
    one-pager for each region, in one PDF, or ``is_zip`` in a zip. Empty is the whole brief.
    ``size`` is that of images.
    """

    brief: str
    frozen: int = 0
    format: Format = Format.PDF
    paper: Paper = Paper.LETTER
    theme: Theme = Theme.PRINT
    size: str = "1080p"
    regions: str = ""
    is_zip: bool = False


def wish_to_json(wish: Wish) -> dict[str, object]:
    """The wish as JSON."""
    return {field.name: getattr(wish, field.name) for field in fields(wish)}


def wish_from_json(body: Mapping[str, object]) -> Wish:
    """The wish that a JSON object holds.

    Raises
    ------
    BriefError
        If a field is not known, or holds what is not offered.
    FilterError
        If a region is none.
    """
    names = {field.name for field in fields(Wish)}
    unknown = sorted(body.keys() - names)
    if unknown:
        raise BriefError(
            f"the document has the field {unknown[0][:40]!r}", remedy=f"Fields are {sorted(names)}"
        )
    brief, frozen = body.get("brief"), body.get("frozen", 0)
    if not isinstance(brief, str) or not 0 < len(brief) <= _LONGEST_TOKEN:
        raise BriefError(f"brief is {str(brief)[:40]!r}", remedy="Name a brief, for example national")
    if not isinstance(frozen, int) or isinstance(frozen, bool) or frozen < 0:
        raise BriefError(f"frozen is {str(frozen)[:40]!r}", remedy="Give the number of a frozen brief, or 0")
    is_zip = body.get("is_zip", False)
    if not isinstance(is_zip, bool):
        raise BriefError(f"is_zip is {str(is_zip)[:40]!r}", remedy="Give true or false")
    return Wish(
        brief=brief,
        frozen=frozen,
        format=_one_of(Format, body.get("format", Format.PDF), "format"),
        paper=_one_of(Paper, body.get("paper", Paper.LETTER), "paper"),
        theme=_one_of(Theme, body.get("theme", Theme.PRINT), "theme"),
        size=_named(body.get("size", "1080p"), tuple(SIZES), "size"),
        regions=_regions(body.get("regions", "")),
        is_zip=is_zip,
    )


def _regions(value: object) -> str:
    sets = {found.key for found in region_sets()}
    if not isinstance(value, str) or len(value) > _LONGEST_REGIONS:
        raise BriefError(f"regions is {str(value)[:40]!r}", remedy="Name sets or regions, with | between")
    for part in filter(None, value.split("|")):
        if ":" in part:
            region(part)
        elif part not in sets:
            raise BriefError(f"regions has {part[:40]!r}", remedy=f"Choose from {', '.join(sorted(sets))}")
    return value


def _one_of(kind: type[_Choice], value: object, name: str) -> _Choice:
    return kind(_named(value, tuple(member.value for member in kind), name))


def _named(value: object, allowed: tuple[str, ...], name: str) -> str:
    if isinstance(value, str) and value in allowed:
        return str(value)
    raise BriefError(
        f"{name} is {str(value)[:40]!r}", remedy=f"Choose from {', '.join(one or 'none' for one in allowed)}"
    )
