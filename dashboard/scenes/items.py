"""The items of a panel as HTML: numerals, charts, tables, words, asks, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch

from dashboard.scenes.charts.drawn import chart_svg, chart_twin
from dashboard.scenes.charts.parts import TONE_CLASSES
from dashboard.scenes.columns import Slot
from dashboard.scenes.item_words import decision, left_out_words, option_rows
from dashboard.scenes.map_part import map_part
from dashboard.scenes.markup import Html, element, joined
from dashboard.scenes.papers import papers_button
from dashboard.scenes.rooms import (
    SPARK_BELOW,
    Room,
    caption_height,
    cell_widths,
    least_height,
    spark_width,
    text_size,
    value_size,
)
from dashboard.scenes.sizes import height_of
from dashboard.scenes.spark import spark_svg
from dashboard.scenes.tone import tone_svg
from data.briefs.content import Ask, Chart, MapView, Missing, Numeral, Table, Text, Tone
from layers.drawing.picture import Picture


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an item stands: its room, its id on the page, the number of its papers, its map if drawn."""

    room: Room
    id: str
    papers: int
    picture: Picture | None


def item_html(slot: Slot, *, id_: str, picture: Picture | None) -> Html:
    """An item in its room; ``id_`` begins every id in it, ``picture`` is the drawing of a map."""
    return _html(slot.item, Place(room=slot.room, id=id_, papers=slot.papers, picture=picture))


@singledispatch
def _html(item: object, place: Place) -> Html:
    raise TypeError(f"no such item of a scene: {type(item).__name__} in {place.id}")


@_html.register
def _(item: Numeral, place: Place) -> Html:
    room = place.room
    beside = spark_width(item, room)
    value = papers_button(
        element("span", item.value, class_=f"scene-value s{value_size(item, room)}"),
        place,
        class_="scene-number",
    )
    unit = element("span", item.unit, class_=f"scene-unit s{room.small}") if item.unit else None
    spark = _spark(item, room, beside)
    return element(
        "div",
        element("p", item.label, class_=f"scene-label s{room.label}"),
        element(
            "div",
            element("p", value, joined(" "), unit, class_="scene-value-line"),
            spark if beside else None,
            class_="scene-value-row",
        ),
        None if beside else spark,
        _difference(item, room),
        _certainty(item, room),
        class_=f"scene-item scene-numeral {TONE_CLASSES[item.tone]}",
        data_papers=place.papers,
    )


def _spark(item: Numeral, room: Room, beside: float) -> Html | None:
    """The trend beside the value, else below it where there is room."""
    if beside:
        return spark_svg(item.trend, beside, 0.62 * value_size(item, room))
    spare = room.height - least_height(item, room)
    return spark_svg(item.trend, room.width, min(spare, SPARK_BELOW)) if item.trend and spare > 48 else None


def _difference(item: Numeral, room: Room) -> Html | None:
    if not item.direction and not item.reference:
        return None
    return element(
        "p",
        element("strong", item.direction, class_="scene-direction") if item.direction else None,
        joined(" ") if item.direction and item.reference else None,
        item.reference,
        class_=f"scene-difference s{room.label}",
    )


def _certainty(item: Numeral, room: Room) -> Html | None:
    tone = None
    if item.tone is not Tone.PLAIN:
        tone = element(
            "span", tone_svg(item.tone), item.tone.value, class_=f"scene-tone {TONE_CLASSES[item.tone]}"
        )
    if tone is None and not item.interval:
        return None
    dot = joined(" · ") if tone and item.interval else None
    return element("p", tone, dot, item.interval, class_=f"scene-certainty s{room.small}")


@_html.register
def _(item: Chart, place: Place) -> Html:
    room = place.room
    caption = f"{item.title}, {item.unit}" if item.unit else item.title
    said = height_of(item.summary, room.small, room.width) + 8 if item.summary else 0.0
    tall = room.height - caption_height(caption, room) - said
    return element(
        "figure",
        element("figcaption", _caption(item.title, item.unit, place), class_=f"scene-caption s{room.small}"),
        element(
            "div", chart_svg(item, room.width, tall, size=room.small, id_=place.id), class_="scene-drawing"
        ),
        chart_twin(item),
        element("p", item.summary, class_=f"scene-said s{room.small}") if item.summary else None,
        class_=f"scene-item scene-chart is-{item.kind.value}",
        data_papers=place.papers,
    )


def _caption(title: str, unit: str, place: Place) -> Html:
    words = joined(element("strong", title), element("span", f", {unit}") if unit else None)
    return papers_button(words, place, class_="scene-cited")


@_html.register
def _(item: Table, place: Place) -> Html:
    size = place.room.small
    left_out = element("span", left_out_words(item), class_="scene-left-out") if item.left_out else None
    dot = joined(" · ") if item.title and left_out else None
    caption = joined(_caption(item.title, "", place) if item.title else None, dot, left_out)
    return element(
        "div",
        element("p", caption, class_=f"scene-caption s{size}") if item.title or left_out else None,
        word_table(item.columns, item.numeric, item.rows, place.room),
        class_="scene-item scene-table",
        data_papers=place.papers,
    )


def word_table(
    columns: Sequence[str], numeric: Sequence[bool], rows: Sequence[Sequence[str]], room: Room
) -> Html:
    """A table of words whose columns are as wide as they need."""
    widths = cell_widths(columns, numeric, rows, room.width, room.small)
    shares = [100 * width / sum(widths) for width in widths]
    looks = ["is-number" if is_number else None for is_number in numeric]
    head = [element("th", name, scope="col", class_=look) for name, look in zip(columns, looks, strict=True)]
    body = [
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell, class_=look) for cell, look in zip(row[1:], looks[1:], strict=True)),
        )
        for row in rows
    ]
    table = element(
        "table",
        element("colgroup", *(element("col", style=f"width:{share:.2f}%") for share in shares)),
        element("thead", element("tr", *head)),
        element("tbody", *body),
        class_=f"s{room.small}",
    )
    return element("div", table, class_="scene-rows")


@_html.register
def _(item: Text, place: Place) -> Html:
    size = text_size(place.room)
    paragraphs = (element("p", words) for words in item.paragraphs)
    return element("div", *paragraphs, class_=f"scene-item scene-text s{size}")


@_html.register
def _(item: Ask, place: Place) -> Html:
    room = place.room
    facts = [("Who decides", item.who), ("By when", item.by_when)]
    options = word_table(("Option", "Cost", "Risk"), (False,) * 3, option_rows(item), room)
    return element(
        "div",
        element("p", decision(item), class_=f"scene-decision s{text_size(room)}"),
        element(
            "dl",
            *(element("div", element("dt", name), element("dd", words)) for name, words in facts if words),
            class_=f"scene-facts s{room.small}",
        ),
        options if item.options else None,
        element(
            "p", element("a", item.link_words, href=_local(item.link)), class_=f"scene-link s{room.small}"
        )
        if item.link
        else None,
        class_="scene-item scene-ask",
    )


def _local(link: str) -> str | None:
    """A link within the product; any other is not made one."""
    return link if link.startswith("/") and not link.startswith("//") else None


@_html.register
def _(item: Missing, place: Place) -> Html:
    room = place.room
    columns = [element("code", name) for name, _ in item.columns]
    return element(
        "div",
        element(
            "p",
            element("span", tone_svg(Tone.CANNOT_TELL), class_="scene-tone cannot-tell"),
            papers_button(element("strong", item.what), place, class_="scene-cited"),
            class_=f"scene-what s{room.label}",
        ),
        element("p", element("span", "Needs "), item.extract, class_=f"scene-needed s{room.small}"),
        element(
            "p",
            element("span", "Schema "),
            element("code", item.schema),
            element("span", ": "),
            _listed(columns),
            class_=f"scene-needed s{room.small}",
        ),
        class_="scene-item scene-missing",
        data_papers=place.papers,
    )


def _listed(parts: Sequence[Html]) -> Html:
    commas = [joined(", ", part) if place else part for place, part in enumerate(parts)]
    return joined(*commas)


@_html.register
def _(item: MapView, place: Place) -> Html:
    return map_part(item, place.picture, place.room, id_=place.id, papers=place.papers)
