"""What a scene shows, as JSON: a ``kind`` and the fields of its dataclass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from data.answers.measures import MEASURES
from data.briefs.brief import (
    AskScene,
    Body,
    ChangeScene,
    ChartBy,
    ChartScene,
    Choice,
    ComparisonScene,
    MapScene,
    NoteScene,
    NumeralScene,
    ProgrammeScene,
    TableScene,
    TrackerScene,
)
from data.briefs.codec_fields import Fields
from data.briefs.limits import MOST_MEASURES, MOST_OPTIONS, PROGRAMME_KEYS, RECOMMENDATIONS
from data.errors import BriefError
from data.geography.region_rules import RULES

KINDS: Mapping[str, type[Body]] = MappingProxyType(
    {
        "map": MapScene,
        "numeral": NumeralScene,
        "chart": ChartScene,
        "table": TableScene,
        "note": NoteScene,
        "comparison": ComparisonScene,
        "ask": AskScene,
        "change": ChangeScene,
        "programme": ProgrammeScene,
        "tracker": TrackerScene,
    }
)
"""Name of each kind of scene, in the order in which they are offered."""


def kind_of(body: Body) -> str:
    """The name of a body's kind.

    Examples
    --------
    >>> kind_of(NoteScene(words="One sentence."))
    'note'
    """
    return next(name for name, made in KINDS.items() if type(body) is made)


def body_from_json(value: object, *, at: str) -> Body:
    """The body that a JSON object describes.

    Raises
    ------
    BriefError
        If its kind is unknown or a field is wrong; ``at`` says in the message which scene it is.
    """
    kind = value.get("kind") if isinstance(value, Mapping) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise BriefError(f"{at}: kind is {str(kind)[:60]!r}", remedy=f"Choose one of {', '.join(KINDS)}")
    fields = Fields(value, at=at, known=("kind", *KINDS[kind].__dataclass_fields__))
    return _READ[kind](fields)


def _map(fields: Fields) -> Body:
    return MapScene(view=fields.view())


def _numeral(fields: Fields) -> Body:
    return NumeralScene(
        measures=fields.choices("measures", MEASURES, least=1, most=MOST_MEASURES), view=fields.view()
    )


def _chart(fields: Fields) -> Body:
    by = ChartBy(fields.choice("by", ChartBy))
    region_set = fields.choice("region_set", ("", *RULES), usual="")
    if (by is ChartBy.REGION) != bool(region_set):
        raise BriefError(
            f"{fields.place('region_set')} is {region_set!r} and by is {by.value!r}",
            remedy=f"Give one of {', '.join(RULES)} by region, and none otherwise",
        )
    return ChartScene(
        measure=fields.choice("measure", MEASURES), by=by, view=fields.view(), region_set=region_set
    )


def _table(fields: Fields) -> Body:
    return TableScene(
        measure=fields.choice("measure", MEASURES),
        region_set=fields.choice("region_set", RULES),
        view=fields.view(),
    )


def _note(fields: Fields) -> Body:
    return NoteScene(words=fields.words("words", may_be_empty=False))


def _comparison(fields: Fields) -> Body:
    found = ComparisonScene(
        plan=fields.whole("plan", least=1),
        other=fields.whole("other", least=1),
        edit=fields.whole("edit", least=0, usual=0),
        other_edit=fields.whole("other_edit", least=0, usual=0),
    )
    if (found.plan, found.edit) == (found.other, found.other_edit):
        raise BriefError(
            f"{fields.place('other')} is the same plan at the same edit",
            remedy="Choose another plan, or another edit of it",
        )
    return found


def _ask(fields: Fields) -> Body:
    options = fields.values("options", least=1, most=MOST_OPTIONS)
    return AskScene(
        decision=fields.line("decision", may_be_empty=False),
        options=tuple(
            _choice(value, at=f"{fields.place('option')} {number}")
            for number, value in enumerate(options, start=1)
        ),
        who=fields.line("who", may_be_empty=False),
        by_when=fields.line("by_when"),
        recommendation=fields.choice("recommendation", ("", *RECOMMENDATIONS), usual=""),
        plan=fields.whole("plan", least=0, usual=0),
        edit=fields.whole("edit", least=0, usual=0),
    )


def _choice(value: object, *, at: str) -> Choice:
    fields = Fields(value, at=at, known=Choice.__dataclass_fields__)
    return Choice(
        name=fields.line("name", may_be_empty=False), cost=fields.line("cost"), risk=fields.line("risk")
    )


def _change(fields: Fields) -> Body:
    return ChangeScene(view=fields.view(), since=fields.whole("since", least=0, usual=0))


def _programme(fields: Fields) -> Body:
    return ProgrammeScene(
        programme=fields.choice("programme", PROGRAMME_KEYS),
        view=fields.view(),
        page=fields.whole("page", least=0, usual=0),
    )


def _tracker(fields: Fields) -> Body:
    return TrackerScene(only=fields.choices("only", RECOMMENDATIONS, most=len(RECOMMENDATIONS)))


_READ: Mapping[str, Callable[[Fields], Body]] = MappingProxyType(
    {
        "map": _map,
        "numeral": _numeral,
        "chart": _chart,
        "table": _table,
        "note": _note,
        "comparison": _comparison,
        "ask": _ask,
        "change": _change,
        "programme": _programme,
        "tracker": _tracker,
    }
)
