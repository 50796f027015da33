"""Briefs for tests: one with a scene of each kind, and random ones."""

from __future__ import annotations

from urllib.parse import urlencode

from hypothesis import strategies as st

from data.answers.measures import MEASURES
from data.briefs.brief import (
    LEAST_SECONDS,
    MOST_SECONDS,
    AskScene,
    Body,
    Brief,
    ChangeScene,
    ChartBy,
    ChartScene,
    Choice,
    ComparisonScene,
    Likely,
    MapScene,
    NoteScene,
    NumeralScene,
    ProgrammeScene,
    Scene,
    TableScene,
    TrackerScene,
)
from data.briefs.limits import LARGEST_NUMBER, PROGRAMME_KEYS, RECOMMENDATIONS
from data.geography.region_rules import RULES

VIEW = urlencode({"from": "2026-01", "to": "2026-10", "region": "sector:tucson", "layers": "sectors~60"})
BODIES: tuple[Body, ...] = (
    MapScene(view=VIEW),
    NumeralScene(measures=("incidents", "encounters-sector"), view=VIEW),
    ChartScene(measure="incidents", by=ChartBy.REGION, region_set="sector", view=VIEW),
    TableScene(measure="incidents", region_set="best"),
    NoteScene(words="One paragraph.\nAnother one: <b>not bold</b>."),
    ComparisonScene(plan=1, other=2, other_edit=7),
    AskScene(
        decision="Move Cochise County",
        options=(Choice(name="Move it", cost="Two agents", risk="A longer seam"), Choice(name="Leave it")),
        who="Regional commander",
        by_when="15 Dec 2026",
        recommendation="R1",
        plan=1,
        edit=3,
    ),
    ChangeScene(view=VIEW, since=4),
    ProgrammeScene(programme="seahawk"),
    TrackerScene(only=("R1", "R11")),
)
"""One of each kind."""
EVERY_KIND = Brief(
    title="Every kind",
    view="from=2025-11&to=2026-10",
    scenes=tuple(
        Scene(
            key=f"s{number}",
            title=f"Scene {number}",
            body=body,
            seconds=20 + number,
            notes="Said, not shown.",
            questions=(Likely(question="Why?", answer="Because."), Likely(question="And then?")),
        )
        for number, body in enumerate(BODIES, start=1)
    ),
)

_SEEN = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])
_LINES = st.text(_SEEN, max_size=200)
_TITLES = st.text(_SEEN, min_size=1, max_size=200).filter(str.strip)
_WORDS = st.text(_SEEN | st.just("\n"), max_size=300)
_IDS = st.integers(0, LARGEST_NUMBER)
_PLANS = st.integers(1, LARGEST_NUMBER)
_VIEWS = st.fixed_dictionaries(
    {},
    optional={
        "from": st.just("2025-11"),
        "to": st.just("2026-10"),
        "region": st.sampled_from(["sector:tucson", "best:phoenix|best:tampa", "county:04003"]),
        "layers": st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=20),
        "version": st.just("v000003"),
    },
).map(urlencode)
_MEASURES = st.sampled_from([*MEASURES])
_SETS = st.sampled_from([*RULES])


def _different(scene: ComparisonScene) -> bool:
    return (scene.plan, scene.edit) != (scene.other, scene.other_edit)


BODY = st.one_of(
    st.builds(MapScene, view=_VIEWS),
    st.builds(
        NumeralScene,
        measures=st.lists(_MEASURES, min_size=1, max_size=3, unique=True).map(tuple),
        view=_VIEWS,
    ),
    st.builds(
        ChartScene,
        measure=_MEASURES,
        by=st.sampled_from([by for by in ChartBy if by is not ChartBy.REGION]),
        view=_VIEWS,
    ),
    st.builds(ChartScene, measure=_MEASURES, by=st.just(ChartBy.REGION), region_set=_SETS, view=_VIEWS),
    st.builds(TableScene, measure=_MEASURES, region_set=_SETS, view=_VIEWS),
    st.builds(NoteScene, words=_WORDS.filter(str.strip)),
    st.builds(ComparisonScene, plan=_PLANS, other=_PLANS, edit=_IDS, other_edit=_IDS).filter(_different),
    st.builds(
        AskScene,
        decision=_TITLES,
        options=st.lists(
            st.builds(Choice, name=_TITLES, cost=_LINES, risk=_LINES), min_size=1, max_size=6
        ).map(tuple),
        who=_TITLES,
        by_when=_LINES,
        recommendation=st.sampled_from(["", *RECOMMENDATIONS]),
        plan=_IDS,
        edit=_IDS,
    ),
    st.builds(ChangeScene, view=_VIEWS, since=_IDS),
    st.builds(ProgrammeScene, programme=st.sampled_from(PROGRAMME_KEYS), view=_VIEWS),
    st.builds(TrackerScene, only=st.lists(st.sampled_from(RECOMMENDATIONS), unique=True).map(tuple)),
)
_SCENES = st.builds(
    Scene,
    key=st.from_regex(r"[a-z0-9][a-z0-9-]{0,59}", fullmatch=True),
    title=_TITLES,
    body=BODY,
    seconds=st.integers(LEAST_SECONDS, MOST_SECONDS),
    notes=_WORDS,
    questions=st.lists(st.builds(Likely, question=_WORDS.filter(str.strip), answer=_WORDS), max_size=3).map(
        tuple
    ),
)
BRIEFS = st.builds(
    Brief,
    title=_TITLES,
    view=_VIEWS,
    scenes=st.lists(_SCENES, max_size=5, unique_by=lambda scene: scene.key).map(tuple),
)
