"""The commands of ``borderops`` in one program."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version as installed_version

import typer
from rich.text import Text

from dashboard.cli_account import account_commands
from dashboard.cli_audit import audit_app
from dashboard.cli_backup import backup_app, restore_command
from dashboard.cli_brief import brief_app
from dashboard.cli_demo import demo_command
from dashboard.cli_exit import MEANINGS, ExitCode, exit_code, tell
from dashboard.cli_explain import explain_command
from dashboard.cli_ingest import ingest_command
from dashboard.cli_kiosk import kiosk_command
from dashboard.cli_release import purge_command, release_command, withdraw_command
from dashboard.cli_restate import restate_command
from dashboard.cli_serve import serve_command
from dashboard.cli_settings import JsonOption, err, out, print_json
from dashboard.cli_store import store_commands
from dashboard.cli_work import work_command
from data.errors import BorderopsError

TRACEBACK = "BORDEROPS_TRACEBACK"
_LIBRARIES = ("duckdb", "pyarrow", "geopandas", "shapely", "dash")
_CODES = "\n\n".join(f"{int(code):>3}  {meaning}" for code, meaning in MEANINGS.items())

app = typer.Typer(
    name="borderops",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    epilog=f"Exit codes\n\n{_CODES}",
    help="Border operations on a map: take extracts in, keep every version, serve the dashboard.\n\n"
    "[bold]Start here[/bold]\n\n"
    "borderops demo           build the store from what ships with the product\n"
    "borderops serve          serve the dashboard on http://127.0.0.1:8050\n"
    "borderops ingest FILE    take in a public extract, or your own\n\n"
    "The store is the folder ./store, or the one that BORDEROPS_STORE names.",
)
app.command("ingest")(ingest_command)
app.command("restate")(restate_command)
app.command("release")(release_command)
app.command("withdraw")(withdraw_command)
app.command("demo")(demo_command)
app.command("explain")(explain_command)
app.command("serve")(serve_command)
app.add_typer(backup_app, name="backup")
app.command("restore")(restore_command)
app.command("work")(work_command)
app.command("kiosk-page")(kiosk_command)
app.add_typer(account_commands, name="account")
store_commands.command("purge")(purge_command)
app.add_typer(store_commands, name="store")
app.add_typer(brief_app, name="brief")
app.add_typer(audit_app, name="audit")


@app.command("version")
def version_command(as_json: bool = JsonOption) -> None:
    """Print the versions of the program and of what it computes with."""
    versions = {name: installed_version(name) for name in ("borderops", *_LIBRARIES)}
    versions["python"] = platform.python_version()
    if as_json:
        print_json(versions)
        return
    for name, number in versions.items():
        out().print(f"{name} {number}")


def run(arguments: Sequence[str]) -> int:
    """Exit code of the command line with these arguments; refusals are told without a traceback."""
    try:
        app(list(arguments))
    except BorderopsError as error:
        tell(err(), error)
        return exit_code(error)
    except KeyboardInterrupt:
        err().print("Interrupted. The store is what it was.")
        return ExitCode.INTERRUPTED
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else ExitCode.OK
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        err().print(Text(f"Unexpected error: {type(error).__name__}: {error}", style="bold red"))
        err().print(
            f"This is a fault of the program. Run it again with {TRACEBACK}=1 and report what it prints."
        )
        return ExitCode.UNEXPECTED
    return ExitCode.OK
