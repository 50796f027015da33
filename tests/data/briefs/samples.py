"""One scene with every kind of item, for tests of whatever draws scenes."""

from __future__ import annotations

from datetime import date

from data.briefs.content import (
    Ask,
    Chart,
    ChartKind,
    MapView,
    Missing,
    Numeral,
    Option,
    Panel,
    Papers,
    SceneContent,
    Series,
    Side,
    SourceAge,
    Table,
    Text,
    Tone,
)

PAPERS = Papers(
    title="Incidents",
    definition="Events in the incident extract; months are calendar months in UTC",
    unit="events",
    source="borderops synthetic extract",
    version="v000003",
    as_of=date(2026, 10, 31),
    sentence="All categories; everywhere; Nov 2025 to Oct 2026",
    caveats=("Events are not people: one person may be in several events, one event may have several.",),
    repeat="explain --measure incidents --from 2025-11 --to 2026-10 --version v000003",
    rows=60_000,
    is_synthetic=True,
)
NUMERAL = Numeral(
    label="Incidents",
    value="58,412",
    unit="events",
    direction="▲ 3,120 more",
    reference="than a year before (55,292, +5.6 %)",
    interval="95 % interval: 2,480 to 3,760 more",
    tone=Tone.STANDS_OUT,
    trend=(4100.0, 4300.0, None, 4800.0, 4700.0, 4900.0, 5000.0, 4950.0, 5100.0, 5200.0, 5050.0, 5300.0),
    papers=PAPERS,
)
SMALL = Numeral(
    label="Falls & <b>slips</b>", value="<10", unit="events", tone=Tone.CANNOT_TELL, papers=PAPERS
)
LINE = Chart(
    kind=ChartKind.LINE,
    title="Incidents by month",
    unit="events",
    labels=("Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026"),
    series=(
        Series(
            name="This year", values=(4900.0, None, 5050.0, 5300.0), words=("4,900", "<10", "5,050", "5,300")
        ),
        Series(
            name="A year before",
            values=(4100.0, 4200.0, 4300.0, 4400.0),
            words=("4,100", "4,200", "4,300", "4,400"),
        ),
    ),
    summary="Highest in October 2026.",
    papers=PAPERS,
)
WATERFALL = Chart(
    kind=ChartKind.WATERFALL,
    title="Change since the last brief",
    unit="events",
    labels=("Last brief", "Late or corrected", "Redefined", "Boundary moved", "Real change", "Now"),
    series=(
        Series(
            name="Events",
            values=(55292.0, 410.0, -120.0, 0.0, 2830.0, 58412.0),
            words=("55,292", "+410", "−120", "none", "+2,830", "58,412"),
            intervals=(None, None, None, None, (2190.0, 3470.0), None),
            tones=(Tone.PLAIN, Tone.PLAIN, Tone.PLAIN, Tone.PLAIN, Tone.STANDS_OUT, Tone.PLAIN),
        ),
    ),
    summary="Most of the change is real.",
    papers=PAPERS,
)
TABLE = Table(
    title="Sectors that stand out",
    columns=("Sector", "Now", "A year before", "Change"),
    numeric=(False, True, True, True),
    rows=(("Tucson Sector", "12,004", "10,010", "+1,994"), ("El Paso Sector", "9,876", "9,900", "−24")),
    papers=PAPERS,
    left_out=19,
)
MAP = MapView(
    view="from=2025-11&to=2026-10&layers=incidents-sector|ports_of_entry&version=v000003",
    summary="Incidents by sector and ports of entry.",
)
ASK = Ask(
    decision="Move Cochise County to the Tucson task force",
    who="Regional commander, HSI Arizona",
    by_when="15 Dec 2026",
    options=(
        Option(name="Move it", cost="Two agents for six weeks", risk="Seam with El Paso is longer"),
        Option(name="Leave it", cost="None", risk="Workload stays 18 % over the mean"),
    ),
    recommendation="R1",
    link="/planner?plan=1",
    link_words="Southwest, option A, version 4",
)
MISSING = Missing(
    what="Time in short-term custody is not published.",
    extract="Custody flow by facility group and month, aggregates only",
    schema="programme-custody",
    columns=(("period", "month, YYYY-MM"), ("place_id", "facility group"), ("value", "people in custody")),
)
EVERY_ITEM = SceneContent(
    key="sample",
    title="Southwest border",
    headline="More incidents than a year before, and the change stands out.",
    sure="Well outside what chance alone would give.",
    panels=(
        Panel(title="Activity", side=Side.ACTIVITY, items=(NUMERAL, LINE)),
        Panel(title="Oversight", side=Side.OVERSIGHT, items=(SMALL, MISSING)),
        Panel(items=(TABLE, Text(paragraphs=("First paragraph.", "Second paragraph.")))),
    ),
    marking="UNCLASSIFIED",
    version="v000003",
    is_synthetic=True,
    sources=(
        SourceAge(
            source="borderops synthetic extract",
            as_of=date(2026, 10, 31),
            is_late=False,
            words="as of 31 Oct 2026, 30 days old",
        ),
    ),
    notes="Say first that events are not people.",
    questions=(("Why October?", "The planted hot spot at Cochise County."),),
)
