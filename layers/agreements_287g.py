"""287(g) agreements by county: one layer for each model, with the dates of signing beside the numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from data.answers.filters import Filter
from data.answers.question import Answer, By, Question
from layers.base import Fact, Group, Institutions, Kind, Layer, Row, Style, View
from layers.institutions import rows_of
from layers.notes import confidence_summary
from layers.palette import LOAM

_MODELS = (
    ("Task Force Model", "officers who may question and arrest on patrol"),
    ("Jail Enforcement Model", "officers who may question people in a jail"),
    ("Warrant Service Officer", "officers who may serve warrants in a jail"),
)


def _ask(measure: str) -> Callable[[Filter, View], Question]:
    return lambda filter_, _view: Question(measure=measure, filter=filter_, by=By.REGION, region_set="county")


def _notes(rows: Institutions) -> Callable[[], Mapping[str, str]]:
    @cache
    def notes() -> Mapping[str, str]:
        signed: dict[str, list[date]] = {}
        for row in rows_of(rows):
            if row["county_fips"]:
                signed.setdefault(f"county:{row['county_fips']}", []).append(row["signed"])
        return {county: signed_words(days) for county, days in signed.items()}

    return notes


def _summary(rows: Institutions) -> Callable[[Answer], str]:
    def summary(_answer: Answer) -> str:
        found = rows_of(rows)
        grades = confidence_summary(row["confidence"] for row in found)
        without = sum(row["county_fips"] is None for row in found)
        return f"{grades}; {signed_words([row['signed'] for row in found])}; {without} name no county"

    return summary


def signed_words(days: Sequence[date]) -> str:
    """When agreements were signed: one date, or the first and the last."""
    first, last = min(days), max(days)
    return f"signed {first}" if first == last else f"signed {first} to {last}"


def _facts(rows: Institutions) -> Callable[[str], tuple[Fact, ...]]:
    """Each agreement of a county, or the one of the id that names no county, oldest first."""

    def facts(place_id: str) -> tuple[Fact, ...]:
        fips = place_id.removeprefix("county:")
        found = [row for row in rows_of(rows) if place_id == row["id"] or row["county_fips"] == fips]
        return tuple(
            Fact(label=row["agency"], words=_agreement_words(row))
            for row in sorted(found, key=lambda row: (row["signed"], row["agency"]))
        )

    return facts


def _agreement_words(row: Row) -> str:
    kind = str(row["agency_type"]).lower().removesuffix(" agency")
    doubt = "" if row["confidence"] == "high" else f"; {row['confidence']} confidence: {row['basis']}"
    return f"{row['model']}, signed {row['signed']}; {kind} agency{doubt}"


def _of_model(order: int, model: str, words: str) -> Layer:
    slug = model.lower().replace(" ", "-")
    rows = Institutions(
        table="agreements_287g",
        name_of=lambda row: f"{row['agency']}, {row['state']}",
        column="model",
        value=model,
    )
    return Layer(
        key=f"agreements_287g_{slug.replace('-', '_')}",
        title=f"287(g): {model}",
        group=Group.PROGRAMMES,
        order=order,
        kind=Kind.REGIONS,
        asks=f"In which counties do local agencies have {words}?",
        ask=_ask(f"agreements-287g-{slug}"),
        style=Style(ramp=LOAM),
        legend_title="Agreements in each county",
        caveat="An agreement is counted in the county of its agency, which may be smaller or larger "
        "than where it works.",
        region_set="county",
        institutions=rows,
        notes=_notes(rows),
        facts=_facts(rows),
        summary=_summary(rows),
    )


LAYERS = tuple(_of_model(20 + place, *row) for place, row in enumerate(_MODELS, 1))
