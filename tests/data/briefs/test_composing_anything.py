"""Whatever is asked is told within the limits, or refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.answers.gate import Gate
from data.answers.measures import MEASURES
from data.briefs.brief import (
    Body,
    ChartBy,
    ChartScene,
    MapScene,
    NumeralScene,
    TableScene,
)
from data.briefs.content_json import content_from_json, content_to_json
from data.briefs.scenes.maps import REGION_SETS
from tests.data.briefs.occasions import an_occasion, numbers_in, told
from tests.data.briefs.scene_checks import EVERY_SET, check_limits

VIEWS = st.builds(
    lambda region, first, months: f"{region}from=202{first}-01&to=202{first}-{months:02d}",
    st.sampled_from(
        ["", "region=sector:tucson&", "region=state:texas&", "category=Drug seizure&", "mode=sea&"]
    ),
    st.integers(3, 6),
    st.integers(1, 12),
)
BODIES = st.one_of(
    st.builds(
        lambda keys, view: NumeralScene(measures=tuple(keys), view=view),
        st.lists(st.sampled_from(sorted(MEASURES)), min_size=1, max_size=3),
        VIEWS,
    ),
    st.builds(
        lambda key, by, region_set, view: ChartScene(measure=key, by=by, region_set=region_set, view=view),
        st.sampled_from(sorted(MEASURES)),
        st.sampled_from(ChartBy),
        st.sampled_from(["", *EVERY_SET]),
        VIEWS,
    ),
    st.builds(
        lambda key, region_set, view: TableScene(measure=key, region_set=region_set, view=view),
        st.sampled_from(sorted(MEASURES)),
        st.sampled_from(EVERY_SET),
        VIEWS,
    ),
    st.builds(
        lambda key, view: MapScene(view=f"{view}&layers={key}"), st.sampled_from(sorted(REGION_SETS)), VIEWS
    ),
)


@settings(max_examples=40)
@given(body=BODIES)
def test_whatever_is_asked_is_told_within_the_limits_or_refused_in_words(
    gate: Gate, tmp_path_factory: pytest.TempPathFactory, body: Body
) -> None:
    content = told(an_occasion(gate, tmp_path_factory.getbasetemp()), body)[0]
    check_limits(content)
    if "incidents" in {getattr(body, "measure", ""), *getattr(body, "measures", ())}:
        for words in numbers_in(content):
            assert words.strip("+−-") not in {str(number) for number in range(1, 10)} or words[0] in "+−-"
    assert content_from_json(content_to_json(content)) == content
