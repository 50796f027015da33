"""A check report says the same in memory, in JSON and in counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.extracts.contract import Finding
from data.intake.breaches import SHOWN_PER_RULE
from data.intake.checks import check
from data.intake.report import CheckReport, ControlResult, Outcome, RuleCount
from data.intake.report_of import report_of
from tests.data.intake.made import NOW, extract, incidents, observations, unusable

TEXT = st.text(max_size=20)
FINDINGS = st.builds(
    Finding,
    file=TEXT,
    row=st.none() | st.integers(1, 10**9),
    column=TEXT,
    value=TEXT,
    rule=TEXT,
    remedy=TEXT,
    sheet=st.none() | TEXT,
    is_error=st.booleans(),
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
REPORTS = st.builds(
    CheckReport,
    file=TEXT,
    digest=TEXT,
    reader=TEXT,
    kind=st.sampled_from(["incidents", "observations", ""]),
    outcome=st.sampled_from(Outcome),
    checked_at=st.datetimes(timezones=st.just(UTC)),
    version=st.none() | TEXT,
    rows_read=st.integers(0, 10**9),
    rules=st.lists(
        st.builds(
            RuleCount, rule=TEXT, column=TEXT, count=st.integers(1), is_error=st.booleans(), remedy=TEXT
        )
    ).map(tuple),
    findings=st.lists(FINDINGS).map(tuple),
    controls=st.lists(
        st.builds(ControlResult, column=TEXT, where=TEXT, stated=NUMBERS, found=NUMBERS, is_met=st.booleans())
    ).map(tuple),
    source=TEXT,
    as_of=st.none() | st.dates(),
    is_synthetic=st.booleans(),
    quarantine=TEXT,
)


@given(REPORTS)
def test_a_report_read_back_from_json_is_the_report_that_was_written(report: CheckReport) -> None:
    assert CheckReport.from_json(report.to_json()) == report


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"outcome": "lost"}'])
def test_text_that_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        CheckReport.from_json(text)


def _report(*rows: dict[str, object], findings: tuple[Finding, ...] = ()) -> CheckReport:
    read = extract(incidents(*rows, findings=findings))
    return report_of(check(read.rows, file=read.file, now=NOW), read, now=NOW)


def test_every_place_is_counted_though_only_some_are_listed() -> None:
    report = _report(*({"incident_id": f"A-{i}", "mode": "camel"} for i in range(100)))
    (rule,) = report.rules
    assert (rule.count, rule.column, rule.is_error) == (100, "mode", True)
    assert [finding.row for finding in report.findings] == list(range(2, SHOWN_PER_RULE + 2))
    assert {finding.value for finding in report.findings} == {"camel"}


def test_a_finding_names_file_row_column_value_and_rule() -> None:
    (finding,) = _report({}, {"incident_id": "A-2", "lon": 31.8, "lat": -106.44}).findings
    assert (finding.file, finding.row, finding.column) == ("test.csv", 3, "lon, lat")
    assert finding.value == "31.8, -106.44"
    assert finding.rule == "longitude and latitude are swapped"


def test_findings_of_a_reader_that_differ_in_a_number_only_are_one_rule() -> None:
    remarks = tuple(
        Finding(
            file="t.csv",
            row=row,
            column="value",
            value="1",
            rule=f"the row repeats row {row - 1:,} and was left out",
            remedy="Nothing to do",
            is_error=False,
        )
        for row in (5, 1_007)
    )
    (rule,) = _report({}, findings=remarks).rules
    assert (rule.count, rule.rule) == (2, "the row repeats row … and was left out")


def test_errors_come_before_remarks() -> None:
    report = _report({}, {}, {"incident_id": "A-2", "mode": "camel"})
    assert [rule.is_error for rule in report.rules] == [True, False]


def test_times_are_shown_with_their_offset() -> None:
    (finding,) = _report({"occurred_at": datetime(1980, 1, 1, tzinfo=UTC)}).findings
    assert finding.value == "1980-01-01T00:00:00+00:00"


def test_the_reader_and_its_papers_are_in_the_report() -> None:
    read = extract(observations({"value": None}, findings=(unusable(2, "value", "x"),)))
    report = report_of(check(read.rows, file=read.file, now=NOW), read, now=NOW)
    assert (report.reader, report.source, report.as_of) == ("test", "test figures", date(2025, 2, 1))
    assert (report.rows_read, report.rows_quarantined) == (1, 1)
