"""The table as a file: its papers, small counts in words, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard.api.table_csv import csv_text
from dashboard.app import create_app
from dashboard.components.asked_table import AskedTable, Column, TableRow, Value
from data.answers.changes import changes
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Form, Question
from data.roles import LOCAL_ACTOR
from data.settings import Settings


@pytest.fixture(scope="module")
def client(gate: Gate, gate_folder: Path) -> FlaskClient:
    """A client of the whole app over the store under ``gate``."""
    assert gate.floor == 10
    return create_app(Settings(store=gate_folder / "store")).server.test_client()


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(line for line in text.splitlines() if not line.startswith("#")))


def asked_with(name: str, value: Value) -> AskedTable:
    return AskedTable(
        name_title="Place",
        columns=(Column(key="now", title="Events"),),
        rows=(TableRow(key="county:1", name=name, values=(value,)),),
        title="A table",
        sentence="All of it",
        source="made up for a test",
        as_of=None,
        version="v000001",
        marking="UNCLASSIFIED",
        caveats=("Two\nlines",),
        floor=10,
        is_synthetic=True,
    )


def test_the_file_carries_its_papers(client: FlaskClient) -> None:
    response = client.get("/api/live/table.csv?table=regions/sector&category=Drug seizure")
    head = [line for line in response.text.splitlines() if line.startswith("#")]
    assert head[0] == "# UNMARKED - SYNTHETIC DATA"
    assert head[1].startswith("# SYNTHETIC")
    for part in ("Drug seizure", "Source: ", "As of: ", "Data version: v", "<10: "):
        assert any(part in line for line in head)
    assert "attachment" in response.headers["Content-Disposition"]


def test_its_counts_are_those_of_the_gate(client: FlaskClient, gate: Gate) -> None:
    year = Filter.from_query({"from": "2025-01", "to": "2025-12"})
    question = Question(measure="incidents", filter=year, by=By.REGION, region_set="state", form=Form.CHANGE)
    counts = {row.key: row for row in changes(gate.ask(LOCAL_ACTOR, question))}
    table = rows_of(client.get("/api/live/table.csv?table=regions/state&from=2025-01&to=2025-12").text)
    assert table[0][:5] == ["id", "region", "incidents", "year before", "change"]
    assert {row[0] for row in table[1:]} == set(counts)
    for key, _, now, before, *_ in table[1:]:
        assert now == counts[key].now_words.replace(",", "")
        assert before == counts[key].before_words.replace(",", "")


def test_no_small_count_is_in_the_file(client: FlaskClient) -> None:
    for choice in ("regions/county", "layer/counties", "layer/incident_density"):
        for row in rows_of(client.get(f"/api/live/table.csv?table={choice}&from=2025-03&to=2025-03").text)[
            1:
        ]:
            numbers = [float(cell) for cell in row[2:4] if cell.replace(".", "").isdecimal()]
            assert all(number == 0 or number >= 10 for number in numbers)


@pytest.mark.parametrize("choice", ["regions/atlantis", "layer/none", "nonsense", ""])
def test_an_unknown_table_is_refused(client: FlaskClient, choice: str) -> None:
    assert client.get(f"/api/live/table.csv?table={choice}").status_code == 400


@given(st.sampled_from("=+-@\t\r"), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_no_text_starts_as_a_formula(start: str, rest: str) -> None:
    row = rows_of(csv_text(asked_with(start + rest, Value(words=start + rest))))[1]
    number = re.compile(r"[+-][\d.,eE%+-]+")
    for cell in row[1:3]:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or number.fullmatch(cell)


def test_numbers_stay_numbers() -> None:
    assert rows_of(csv_text(asked_with("A", Value(words="−87", number=-87))))[1][2] == "-87"
    assert rows_of(csv_text(asked_with("A", Value(words="1,234", number=1234))))[1][2] == "1234"
    assert rows_of(csv_text(asked_with("A", Value(words="<10"))))[1][2] == "<10"


def test_a_caveat_of_two_lines_stays_one_comment() -> None:
    assert "# Two lines" in csv_text(asked_with("A", Value(words="<10"))).splitlines()


@pytest.mark.parametrize("key", ["category", "component", "mode"])
def test_a_chart_as_a_table_has_the_counts_of_the_gate_and_leaves_its_own_filter_out(
    client: FlaskClient, gate: Gate, key: str
) -> None:
    year = Filter.from_query({"from": "2025-01", "to": "2025-12"})
    question = Question(measure="incidents", filter=year, by=By(key), form=Form.CHANGE)
    counts = {row.key: row for row in changes(gate.ask(LOCAL_ACTOR, question))}
    one = next(iter(counts))
    query = {"table": f"chart/{key}", "from": "2025-01", "to": "2025-12", key: one}
    table = rows_of(client.get("/api/live/table.csv", query_string=query).text)
    assert {row[0] for row in table[1:]} == set(counts)
    for name, _, now, before, *_ in table[1:]:
        assert now == counts[name].now_words.replace(",", "")
        assert before == counts[name].before_words.replace(",", "")


def test_the_months_as_a_table_stand_beside_those_a_year_before(client: FlaskClient, gate: Gate) -> None:
    def counted(first: str, last: str) -> list[str]:
        chosen = Filter.from_query({"from": first, "to": last})
        answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=chosen, by=By.MONTH))
        return [answer.words(row).replace(",", "") for row in range(answer.table.num_rows)]

    table = rows_of(client.get("/api/live/table.csv?table=chart/month&from=2025-03&to=2025-08").text)
    assert [row[0] for row in table[1:]] == [f"2025-0{month}" for month in range(3, 9)]
    assert [row[2] for row in table[1:]] == counted("2025-03", "2025-08")
    assert [row[3] for row in table[1:]] == counted("2024-03", "2024-08")
