"""Briefs and scenes as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Line

from data.briefs.content import Ask, Chart, Item, MapView, Missing, Numeral, SceneContent, Table, Text, Tone
from data.briefs.freezing import Rebuilt
from data.briefs.kept_briefs import BriefSummary, FrozenSummary

_MOST_DIFFERENCES = 20
_STYLES = {Tone.STANDS_OUT: "bold", Tone.WITHIN_NOISE: "", Tone.CANNOT_TELL: "dim", Tone.PLAIN: ""}


def tell_briefs(console: Console, briefs: Iterable[BriefSummary]) -> None:
    """Print one line for each brief: token, title, scenes, and who changed it last."""
    grid = Grid(box=box.SIMPLE_HEAD)
    grid.add_column("Token", no_wrap=True)
    grid.add_column("Title")
    grid.add_column("Scenes", justify="right")
    grid.add_column("Last changed")
    for one in briefs:
        changed = f"{one.changed_at:%Y-%m-%d %H:%M} by {one.changed_by}" if one.changed_at else one.origin
        grid.add_row(Line(one.token), Line(one.title), str(one.scenes), Line(changed))
    console.print(grid)


def tell_frozen(console: Console, frozen: Iterable[FrozenSummary]) -> None:
    """Print one line for each frozen brief: its number, version, day and digest."""
    for one in frozen:
        console.print(
            Line(
                f"frozen {one.frozen_id}: {one.title} ({one.token}), data version {one.data_version}, "
                f"{one.frozen_at:%Y-%m-%d %H:%M} UTC by {one.frozen_by}, SHA-256 {one.digest[:12]}…"
            ),
            soft_wrap=True,
        )


def tell_rebuilt(console: Console, found: Rebuilt) -> None:
    """Print how a rebuilt brief compares, and the first numbers that differ."""
    tell_frozen(console, (found.frozen,))
    console.print(Line(found.words), soft_wrap=True)
    for one in found.differences[:_MOST_DIFFERENCES]:
        rebuilt = one.rebuilt or "not told"
        frozen = one.frozen or "not told"
        console.print(
            Line(f"  {one.scene}: {one.number}: frozen {frozen}, rebuilt {rebuilt}"), soft_wrap=True
        )
    left = len(found.differences) - _MOST_DIFFERENCES
    if left > 0:
        console.print(Line(f"  and {left:,} more"))


def tell_scene(console: Console, content: SceneContent) -> None:
    """Print a scene: headline, how sure, its panels, the commands that repeat it, sources and marking."""
    synthetic = "  SYNTHETIC" if content.is_synthetic else ""
    marking = f"{content.marking}{synthetic}"
    console.print(Line.assemble((content.title, "bold"), f"  [{content.key}]  {marking}"), soft_wrap=True)
    console.print(Line(content.headline, style="bold"), soft_wrap=True)
    console.print(Line(content.sure), soft_wrap=True)
    for panel in content.panels:
        if panel.title:
            console.print(Line(f"{panel.title}{f' ({panel.side})' if panel.side else ''}", style="underline"))
        for item in panel.items:
            _tell_item(console, item)
    for repeat in dict.fromkeys(_repeats(content)):
        console.print(Line(f"  borderops {repeat}", style="dim"), soft_wrap=True)
    for source in content.sources:
        console.print(Line(f"  Source: {source.source}, {source.words}", style="dim"), soft_wrap=True)
    console.print(Line(f"  Data version {content.version or 'none'}", style="dim"))
    console.print()


def _tell_item(console: Console, item: Item) -> None:
    match item:
        case Numeral():
            console.print(_numeral(item), soft_wrap=True)
        case Chart():
            console.print(Line(f"  {item.title}, {item.unit}. {item.summary}"), soft_wrap=True)
            console.print(_chart(item))
        case Table():
            console.print(Line(f"  {item.title}"), soft_wrap=True)
            console.print(_table(item))
        case _:
            for line in _lines(item):
                console.print(Line(f"  {line}"), soft_wrap=True)


def _numeral(item: Numeral) -> Line:
    about = ", ".join(part for part in (f"{item.direction} {item.reference}".strip(), item.interval) if part)
    tone = f"  {item.tone}" if item.tone is not Tone.PLAIN else ""
    return Line.assemble(
        f"  {item.label}: ", (f"{item.value} {item.unit}", "bold"), f"  {about}", (tone, _STYLES[item.tone])
    )


def _chart(item: Chart) -> Grid:
    grid = Grid("", box=box.SIMPLE_HEAD)
    for series in item.series:
        grid.add_column(series.name, justify="right")
        if series.intervals:
            grid.add_column("95 % interval", justify="right")
    for row, label in enumerate(item.labels):
        cells = []
        for series in item.series:
            cells.append(series.words[row])
            if series.intervals:
                bounds = series.intervals[row]
                cells.append("" if bounds is None else f"{bounds[0]:,.0f} to {bounds[1]:,.0f}")
        grid.add_row(Line(label), *map(Line, cells))
    return grid


def _table(item: Table) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD)
    for title, is_number in zip(item.columns, item.numeric, strict=True):
        grid.add_column(title, justify="right" if is_number else "left")
    for row in item.rows:
        grid.add_row(*map(Line, row))
    if item.left_out:
        grid.caption = f"{item.left_out:,} more rows are not shown"
    return grid


def _lines(item: Item) -> Iterator[str]:
    match item:
        case Text():
            yield from item.paragraphs
        case MapView():
            plan = f" Plan {item.plan}, edit {item.edit}." if item.plan else ""
            yield f"{item.summary}{plan} /?{item.view}"
        case Ask():
            yield f"{item.decision}. Who: {item.who or 'not named'}. By: {item.by_when or 'no date'}."
            yield from (
                f"{one.name}. Cost: {one.cost or '-'}. Risk: {one.risk or '-'}." for one in item.options
            )
            yield from (
                part for part in (item.recommendation, f"{item.link_words} {item.link}".strip()) if part
            )
        case Missing():
            yield f"{item.what} It would take: {item.extract}."
            names = ", ".join(name for name, _ in item.columns)
            yield f"borderops ingest takes it as {item.schema}: {names}."
        case _:
            pass


def _repeats(content: SceneContent) -> Iterator[str]:
    for panel in content.panels:
        for item in panel.items:
            if isinstance(item, Numeral | Chart | Table):
                yield item.papers.repeat
