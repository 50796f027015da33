"""A register of findings is judged on its own day."""

from __future__ import annotations

from datetime import date

from data.briefs.programmes.findings import Register, register_of

DAY = date(2026, 9, 30)


def cells(opened: str, due: str = "", closed: str = "", indicator: str = "") -> dict[str, str]:
    return {
        "title": "A finding",
        "owner_office": "Office A",
        "opened": opened,
        "due": due,
        "closed": closed,
        "linked_indicator": indicator,
    }


REGISTER = register_of(
    DAY,
    (
        ("closed-late", cells("2026-01-01", "2026-02-01", "2026-03-02", "wait")),
        ("due-today", cells("2026-01-01", "2026-09-30")),
        ("overdue-long", cells("2026-01-01", "2026-03-01")),
        ("overdue-short", cells("2026-01-01", "2026-09-29")),
        ("no-date", cells("2026-01-01")),
        ("closed-soon", cells("2026-01-01", "2026-02-01", "2026-01-11")),
        ("closed-after-the-day", cells("2026-01-01", "2026-12-01", "2026-10-01")),
    ),
)


def test_open_overdue_and_closed_add_up_to_all() -> None:
    assert REGISTER.count("overdue") == 2
    assert REGISTER.count("closed") == 2
    assert REGISTER.count("open") == 3
    assert REGISTER.count("open", "overdue", "closed") == len(REGISTER.findings)


def test_what_is_due_on_the_day_is_not_overdue() -> None:
    assert next(f for f in REGISTER.findings if f.id == "due-today").state(DAY) == "open"


def test_days_to_close_are_the_median_of_what_is_closed_by_then() -> None:
    assert REGISTER.median_days_to_close == 35.0
    assert Register(day=DAY, findings=()).median_days_to_close is None


def test_overdue_findings_come_first_the_longest_of_them_before_others() -> None:
    ordered = [finding.id for finding in REGISTER.most_urgent()]
    assert ordered[:3] == ["overdue-long", "overdue-short", "due-today"]
    assert ordered[-2:] == ["closed-late", "closed-soon"]


def test_only_findings_that_name_their_number_count_as_such() -> None:
    assert REGISTER.with_indicator == 1
