"""Classes of drawings are those of the map, class for class."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from data.answers.gate import Gate
from data.answers.question import Form
from layers.base import Kind, Layer
from layers.discovery import layer
from layers.drawing.classes import HIDDEN, MISSING, QUIET, class_codes, class_colours, classed, range_words
from layers.drawing.ink import ink
from layers.drawing.picture import Theme
from layers.geometry import ids_of
from layers.values import NO_DATA, SUPPRESSED
from tests.layers.decoded import EVERY_FORM, answered, sent

CASES = json.loads((Path(__file__).parents[2] / "fixtures" / "map-classes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["breaks"]))
def test_codes_and_words_are_those_of_the_table_that_the_map_is_held_to(case: dict) -> None:
    codes = class_codes(np.array(case["values"], np.float32), case["breaks"], is_signed=case["signed"])
    form = Form.CHANGE if case["signed"] else Form.PER_AREA if case["rate"] else Form.COUNT
    answer = SimpleNamespace(question=SimpleNamespace(form=form), floor=case["floor"])
    found = SimpleNamespace(
        breaks=tuple(case["breaks"]), is_signed=case["signed"], answer=answer, decimals=case["decimals"]
    )
    assert codes.tolist() == case["codes"]
    assert range_words(found) == case["words"]


def test_what_is_not_shown_is_apart_from_every_class_and_from_no_data() -> None:
    whole = np.array([0, SUPPRESSED, NO_DATA, 1], np.uint32)
    assert class_codes(whole, (), is_signed=False).tolist() == [0, HIDDEN, MISSING, 1]
    real = np.array([np.nan, np.inf, 0.5], np.float32)
    assert class_codes(real, (0.4,), is_signed=False).tolist() == [MISSING, HIDDEN, 2]


@EVERY_FORM
def test_values_and_limits_are_those_of_the_frame_that_the_map_is_sent(
    asked: Layer, form: Form, whole_gate: Gate
) -> None:
    answer = answered(asked, whole_gate, form)
    header, arrays = sent(asked, answer)
    found = classed(asked, answer, ids_of(asked))
    assert list(found.breaks) == header["breaks"]
    assert found.decimals == header["decimals"]
    assert np.array_equal(found.values, arrays["values"].astype(np.float64), equal_nan=True)
    assert found.hidden == header["n_suppressed"]
    plain = np.where((found.codes > QUIET) & (found.codes < MISSING), found.codes - QUIET, found.codes)
    assert np.array_equal(plain, class_codes(arrays["values"], header["breaks"], is_signed=header["signed"]))


@EVERY_FORM
def test_every_class_has_a_colour_and_words(asked: Layer, form: Form, whole_gate: Gate) -> None:
    found = classed(asked, answered(asked, whole_gate, form), ids_of(asked))
    for theme in Theme:
        colours = class_colours(found, theme, ink(theme))
        if asked.kind is Kind.REGIONS and not asked.style.is_outline_only:
            assert len(colours) == len(range_words(found))


def test_classes_in_print_darken_step_by_step(whole_gate: Gate) -> None:
    asked = layer("counties")
    found = classed(asked, answered(asked, whole_gate), ids_of(asked))
    lightness = [
        sum(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        for colour in class_colours(found, Theme.PRINT, ink(Theme.PRINT))
    ]
    assert lightness == sorted(lightness, reverse=True)
    assert len(set(lightness)) == len(lightness)
