"""To whom an alert is given: a role or a desk, never a person.

Whatever is not made of known words is refused. A list of what persons are called can never be
whole; a list of what desks are called can.
"""

from __future__ import annotations

import re
from functools import cache

from data.errors import RuleError
from data.geography.regions import region_sets
from data.schema.person_values import PATTERNS

_LONGEST = 60
_LONG_NUMBER = re.compile(r"\d{3,}")
_ROLE_WORDS = (
    "agent agents analyst analysts attaché attache branch bureau cell center centre chief chiefs captain"
    " command commander coordinator coordinators crew desk director division force group lead leads leader"
    " liaison manager office officer officers operations ops patrol post room section sector shift squad"
    " staff station supervisor supervisors team unit watch"
)
_ROLES = frozenset(_ROLE_WORDS.split())
_KIND_WORDS = (
    "acting air alert alerts and assistant at aviation battle best border canine cargo coast coastal"
    " customs cyber day deputy detention district drug duty east eastern emergency enforcement entry"
    " ero evening evidence field financial first for fraud fusion guard gulf hidta hsi ibet immigration"
    " inspection intake intel intelligence investigations investigative jiatf joint jttf lake lakes"
    " land logistics marine maritime media midnight mobile national narcotics night north northern of"
    " ofo on operational passenger planning plans policy port rail reaction removal response river road"
    " sea seahawk seaport search second senior service smuggling south southern southwest special state"
    " support surveillance swing tactical targeting task technical the third threat trade traffic"
    " training transport tunnel usbp uscg vehicle weapons west western"
)
_KNOWN = _ROLES.union(_KIND_WORDS.split())
_ENDS = _ROLES | {"best", "ibet", "jttf", "seahawk", "port"}
_SHORT = re.compile(r"[a-z]|\d{1,2}")
"""A letter or a number that tells desks apart, as in Watch A."""
_REMEDY = "Name a role or a desk of a region, for example: Tucson duty officer"


def desk(text: str) -> str:
    """The name of a role or desk, with single spaces.

    It is at most one place (a region of any set but counties, whose names are persons' too), and
    words for roles and what they deal with, the last of which is a role; a letter or a short number
    may follow. So ``Smith desk`` is refused.

    Raises
    ------
    RuleError
        If the text is empty, too long, has a word that is not known, or looks like a person's
        identifier. The text is not repeated in the message.

    Examples
    --------
    >>> desk("  Tucson  duty officer ")
    'Tucson duty officer'
    """
    name = " ".join(text.split())
    if not name or len(name) > _LONGEST:
        raise RuleError(f"the name has {len(name)} characters, expected 1 to {_LONGEST}", remedy=_REMEDY)
    found = next((kind for kind, pattern in PATTERNS.items() if re.search(pattern, name)), None)
    if found or _LONG_NUMBER.search(name):
        raise RuleError(f"the name looks like {found or 'a number of a person'}", remedy=_REMEDY)
    words = _words(_places().sub(" ", _plain(name), count=1))
    if words and _SHORT.fullmatch(words[-1]):
        words = words[:-1]
    if not _KNOWN.issuperset(words):
        raise RuleError("the name has a word that is of no known role, desk or region", remedy=_REMEDY)
    if not words or words[-1] not in _ENDS:
        raise RuleError("the name does not end as a role or a desk does", remedy=_REMEDY)
    return name


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[ &/(),.'-]+", text) if word]


def _plain(name: str) -> str:
    return name.casefold().replace(".", "")


@cache
def _places() -> re.Pattern[str]:
    """Names of regions without what kind of region each is; longer ones first."""
    kind = re.compile(r" (sector|field office)$|^(hsi|ero) ")
    names = {
        kind.sub("", _plain(region.name))
        for chosen in region_sets()
        if chosen.key != "county"
        for region in chosen.regions
    }
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
