"""``borderops brief``: briefs with their numbers in a terminal, frozen and rebuilt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from dashboard.cli_brief_documents import add_documents
from dashboard.cli_brief_report import tell_briefs, tell_frozen, tell_rebuilt, tell_scene
from dashboard.cli_exit import ExitCode
from dashboard.cli_settings import StoreOption, err, out, settings_with
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.briefs.brief import Brief, ComparisonScene, Scene
from data.briefs.cells import is_refused
from data.briefs.composing import compose, occasion_of
from data.briefs.content import SceneContent
from data.briefs.freezing import Rebuilt, Sameness, freeze, rebuild
from data.briefs.keeping import BriefStore
from data.briefs.limits import LARGEST_NUMBER
from data.briefs.occasion import Occasion
from data.briefs.pages import paged
from data.briefs.previous import previous_of
from data.briefs.views import pinned_view
from data.errors import BriefError, UnknownBriefError
from data.intake.store import Store
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.roles import LOCAL_ACTOR

brief_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Show briefs with their numbers, freeze them at a data version, rebuild what was frozen.\n\n"
    "A brief is named by its token: national, region:best:phoenix, or the number of a stored one.",
)
add_documents(brief_app)
_TOKEN = typer.Argument(help="national, region:best:phoenix, or the number of a stored brief.")
_FROZEN = "frozen:"


@dataclass(frozen=True, kw_only=True)
class _Bench:
    """What the commands work on."""

    gate: Gate
    plans: PlanStore
    figures: PlanFigures
    briefs: BriefStore

    def occasion(self, brief: Brief) -> Occasion:
        """Today's, for whoever is at this machine."""
        today = datetime.now(UTC).date()
        return occasion_of(self.gate, self.plans, self.figures, LOCAL_ACTOR, brief, today=today)


@brief_app.command("list")
def list_command(store: Path | None = StoreOption) -> None:
    """List briefs, those that come with borderops first, and what was frozen of them."""
    bench = _bench(store)
    found = bench.briefs.list(LOCAL_ACTOR)
    tell_briefs(out(), found)
    for one in found:
        tell_frozen(out(), bench.briefs.frozen.list(one.token))


@brief_app.command("show")
def show_command(
    token: str = _TOKEN,
    scene: str = typer.Option("", "--scene", help="Key of one scene.", show_default=False),
    store: Path | None = StoreOption,
) -> None:
    """Print what each scene of a brief says, with its numbers and the command that repeats them.

    A frozen brief is named by frozen: and its number. It is shown without the
    numbers that may not be told any more beside later data versions.

    [bold]Examples[/bold]

    borderops brief show national
    borderops brief show region:best:phoenix --scene counties
    borderops brief show frozen:3
    """
    bench = _bench(store)
    if token.startswith(_FROZEN):
        contents = list(_rebuilt(bench, token.removeprefix(_FROZEN)).contents)
    else:
        brief = paged(bench.briefs.open(token).brief)
        contents = _contents(bench, token, brief, _chosen(brief, scene))
    for content in contents:
        if not scene or content.key == scene:
            tell_scene(out(), content)


@brief_app.command("freeze")
def freeze_command(token: str = _TOKEN, store: Path | None = StoreOption) -> None:
    """Keep a brief with all its numbers as they are at the newest data version, for good."""
    bench = _bench(store)
    brief = bench.briefs.open(token).brief
    frozen = freeze(bench.briefs, bench.occasion(brief), token, brief, at=datetime.now(UTC))
    tell_frozen(out(), (frozen,))


@brief_app.command("rebuild")
def rebuild_command(
    frozen: str = typer.Argument(metavar="ID", help="Number of a frozen brief; see borderops brief list."),
    store: Path | None = StoreOption,
) -> None:
    """Compose a frozen brief anew from its data version, and compare every byte.

    The same, or the same but for numbers that may not be told any more beside
    later data versions, ends with exit code 0; what changed, or cannot be
    rebuilt, with 6.
    """
    found = _rebuilt(_bench(store), frozen)
    tell_rebuilt(out(), found)
    if found.sameness in {Sameness.CHANGED, Sameness.GONE}:
        raise typer.Exit(ExitCode.MISMATCH)


@brief_app.command("compare")
def compare_command(
    plan: str = typer.Argument(
        metavar="PLAN[:EDIT]", help="A plan, as one of its edits left it, or as it is."
    ),
    other: str = typer.Argument(metavar="PLAN[:EDIT]", help="The plan beside it."),
    *,
    first: str = typer.Option("", "--from", metavar="YYYY-MM", help="First month.", show_default=False),
    last: str = typer.Option("", "--to", metavar="YYYY-MM", help="Last month.", show_default=False),
    version: str = typer.Option("", "--version", help="Data version; the newest if left out."),
    store: Path | None = StoreOption,
) -> None:
    """Print what sets two plans apart, as the scene of a brief says it."""
    asked = Filter.from_query({"from": first, "to": last, "version": version})
    (plan_id, edit), (other_id, other_edit) = _plan_named(plan), _plan_named(other)
    body = ComparisonScene(plan=plan_id, edit=edit, other=other_id, other_edit=other_edit)
    scene = Scene(key="compare", title="Two plans", body=body)
    brief = Brief(title="Two plans", scenes=(scene,), view=pinned_view("", asked))
    content = compose(_bench(store).occasion(brief), brief, scene)
    tell_scene(out(), content)
    if is_refused(content):
        raise typer.Exit(ExitCode.NOT_FOUND)


def _bench(store: Path | None) -> _Bench:
    settings = settings_with(store)
    gate = Gate(Store.open(settings.store), settings)
    plans = PlanStore(settings.plans_url, signing_key=settings.signing_key)
    return _Bench(gate=gate, plans=plans, figures=PlanFigures(gate), briefs=BriefStore(plans.database))


def _contents(bench: _Bench, token: str, brief: Brief, scenes: tuple[Scene, ...]) -> list[SceneContent]:
    occasion = bench.occasion(brief)
    return [
        compose(occasion, brief, scene, previous=previous_of(bench.briefs, token, scene)) for scene in scenes
    ]


def _chosen(brief: Brief, key: str) -> tuple[Scene, ...]:
    found = tuple(scene for scene in brief.scenes if key in {"", scene.key})
    if not found and brief.scenes:
        keys = ", ".join(scene.key for scene in brief.scenes)
        raise BriefError(f"there is no scene {key!r}", remedy=f"The scenes are {keys}")
    if not found:
        err().print("The brief has no scenes yet.")
    return found


def _rebuilt(bench: _Bench, number: str) -> Rebuilt:
    if not number.isdecimal() or int(number) > LARGEST_NUMBER:
        raise UnknownBriefError(f"there is no frozen brief {number!r}", remedy="See borderops brief list")
    nothing = Brief(title="", scenes=())
    return rebuild(bench.briefs, bench.occasion(nothing), int(number))


def _plan_named(text: str) -> tuple[int, int]:
    """Id of a plan and of one of its edits; 0 is the plan as it is now."""
    plan, _, edit = text.partition(":")
    if not all(part.isdecimal() and int(part) <= LARGEST_NUMBER for part in (plan, edit or "0")):
        raise BriefError(
            f"plan is {text!r}, expected its number", remedy="For example 3, or 3:41 for an edit"
        )
    return int(plan), int(edit or 0)
