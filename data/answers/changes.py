"""Two counts side by side, in words: how many more or fewer, and whether that stands out."""

from __future__ import annotations

from dataclasses import dataclass

from data.answers.change import WORDS, Verdict
from data.answers.disclosure import State
from data.answers.question import Answer, in_words
from data.answers.words import signed

ENOUGH_FOR_PERCENT = 100
"""Percent is shown only where both counts are at least this: below, it magnifies noise."""
_ARROWS = {1: ("▲", "more"), -1: ("▼", "fewer")}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row of an answer in the form of a change: both counts in words, difference, verdict.

    ``now`` and ``before`` are ``None`` where they are not shown, and so is ``difference``.
    """

    key: str
    now: int | None
    before: int | None
    now_words: str
    before_words: str
    difference: int | None
    verdict: Verdict

    @property
    def percent(self) -> float | None:
        """The difference in percent of the earlier count, where both counts are large enough."""
        enough = [n is not None and n >= ENOUGH_FOR_PERCENT for n in (self.now, self.before)]
        if self.difference is None or not self.before or not all(enough):
            return None
        return 100 * self.difference / self.before

    @property
    def verdict_words(self) -> str:
        """The verdict as people read it."""
        return WORDS[self.verdict]

    @property
    def difference_words(self) -> str:
        """The difference with its sign, or that it is not shown."""
        return "not shown" if self.difference is None else signed(self.difference)

    @property
    def reference_words(self) -> str:
        """What the difference is from: the year before, with its count and the percent."""
        percent = "" if self.percent is None else f", {self.percent:+.1f} %".replace("-", "−")
        as_or_than = "than" if self.difference else "as"
        return f"{as_or_than} a year before ({self.before_words}{percent if self.difference else ''})"


def changes(answer: Answer) -> list[Change]:
    """The rows of an answer in the form of a change."""
    table = answer.table.to_pylist()
    floor = answer.floor
    return [
        Change(
            key=str(row[answer.question.by.value]),
            now=row["now"],
            before=row["before"],
            now_words=in_words(row["now"], State(row["now_state"]), floor),
            before_words=in_words(row["before"], State(row["before_state"]), floor),
            difference=row["value"],
            verdict=Verdict(row["verdict"]),
        )
        for row in table
    ]


def direction_words(difference: int) -> str:
    """Which way and how far: ``▲ 312 more``, ``▼ 5 fewer`` or ``Same``.

    Examples
    --------
    >>> direction_words(312), direction_words(-1234), direction_words(0)
    ('▲ 312 more', '▼ 1,234 fewer', 'Same')
    """
    if not difference:
        return "Same"
    arrow, direction = _ARROWS[1 if difference > 0 else -1]
    return f"{arrow} {abs(difference):,} {direction}"


def covers_year_before(now: Answer, before: Answer) -> bool:
    """Whether the two cover the same months of following years: only then may they be compared."""
    pairs = ((now.first, before.first), (now.last, before.last))
    return bool(now.first) and all(
        a is None or (b is not None and (a.year - 1, a.month) == (b.year, b.month)) for a, b in pairs
    )
