"""Values on the wire are those of the answer, in each form; what is not shown is a sentinel there too."""

from __future__ import annotations

import numpy as np

from data.answers.change import WORDS, Verdict
from data.answers.disclosure import State
from data.answers.gate import Gate
from data.answers.question import By, Form
from layers.base import Kind, Layer
from layers.discovery import layer
from layers.geometry import ids_of
from layers.table_twin import table_twin
from layers.values import NO_DATA, SUPPRESSED
from tests.layers.decoded import EVERY_FORM, answered, sent


@EVERY_FORM
def test_its_arrays_are_those_of_the_form(asked: Layer, form: Form, whole_gate: Gate) -> None:
    header, arrays = sent(asked, answered(asked, whole_gate, form))
    assert header["form"] == form
    assert header["signed"] == (form is Form.CHANGE)
    counts = {"now", "before", "verdict"} if form is Form.CHANGE else set()
    assert set(arrays) == {"values", *counts}
    assert arrays["values"].dtype == (np.uint32 if form is Form.COUNT else np.float32)
    assert all(arrays[name].dtype == np.uint32 for name in counts)
    assert header["decimals"] == 0 or form in (Form.PER_AREA, Form.PER_BORDER_MILE)
    breaks = np.array(header["breaks"])
    assert np.all(np.diff(breaks) > 0)
    if form is Form.CHANGE:
        assert np.all(breaks == -breaks[::-1])


@EVERY_FORM
def test_each_value_is_that_of_the_answer(asked: Layer, form: Form, whole_gate: Gate) -> None:
    answer = answered(asked, whole_gate, form)
    _, arrays = sent(asked, answer)
    rows = answer.table.to_pylist()
    by_key = {row[answer.question.by.value]: row for row in rows}
    ids = ids_of(asked)
    for place, key in list(enumerate(ids if ids is not None else by_key))[:400]:
        row = by_key.get(key, {"state": State.MISSING})
        value = float(arrays["values"][place])
        hidden, missing = (np.inf, np.nan) if form is not Form.COUNT else (SUPPRESSED, NO_DATA)
        if row["state"] == State.SHOWN:
            expected = row["value"] if form is not Form.COUNT else round(row["value"])
        else:
            expected = missing if row["state"] == State.MISSING else hidden
        np.testing.assert_allclose(value, np.float32(expected) if form is not Form.COUNT else expected)


@EVERY_FORM
def test_no_small_count_is_on_the_wire_or_in_the_twin(asked: Layer, form: Form, whole_gate: Gate) -> None:
    answer = answered(asked, whole_gate, form)
    _, arrays = sent(asked, answer)
    names = {Form.COUNT: ["values"], Form.CHANGE: ["now", "before"]}.get(form, [])
    for name in names:
        assert not np.any((arrays[name] > 0) & (arrays[name] < answer.floor))
    for row in table_twin(asked, answer):
        for words in (row.words if form is Form.COUNT else "", row.now, row.before):
            assert not (words.isdecimal() and 0 < int(words) < answer.floor)


@EVERY_FORM
def test_a_rate_or_change_is_shown_only_where_the_counts_are(
    asked: Layer, form: Form, whole_gate: Gate
) -> None:
    answer = answered(asked, whole_gate, form)
    _, arrays = sent(asked, answer)
    if form is Form.CHANGE:
        is_hidden = (arrays["now"] >= NO_DATA) | (arrays["before"] >= NO_DATA)
        assert not np.any(np.isfinite(arrays["values"]) & is_hidden)
        assert np.all(arrays["verdict"][is_hidden] == Verdict.TOO_FEW)
        shown = ~is_hidden
        difference = arrays["now"][shown].astype(np.int64) - arrays["before"][shown]
        np.testing.assert_allclose(arrays["values"][shown], difference, rtol=1e-6)
    elif form is not Form.COUNT:
        counted = sent(asked, answered(asked, whole_gate))[1]["values"]
        assert not np.any(np.isfinite(arrays["values"]) & (counted >= NO_DATA))


@EVERY_FORM
def test_the_twin_of_a_change_tells_both_counts_and_the_verdict(
    asked: Layer, form: Form, whole_gate: Gate
) -> None:
    if form is not Form.CHANGE:
        return
    twin = table_twin(asked, answered(asked, whole_gate, form))
    assert {row.verdict for row in twin} <= set(WORDS.values())
    for row in twin:
        if row.words not in {"not shown", "not published"}:
            now, before = (int(words.replace(",", "")) for words in (row.now, row.before))
            assert now - before == row.order
            assert row.words.replace("−", "-").replace(",", "") in (f"{now - before:+d}", "0")


def test_regions_without_a_land_border_have_no_rate_per_mile(whole_gate: Gate) -> None:
    answer = answered(layer("states"), whole_gate, Form.PER_BORDER_MILE)
    state_of = dict(
        zip(*(answer.table.column(name).to_pylist() for name in ("region", "state")), strict=True)
    )
    assert answer.question.by is By.REGION
    assert layer("states").kind is Kind.REGIONS
    assert state_of["state:ks"] == State.MISSING
    assert state_of["state:tx"] == State.SHOWN
