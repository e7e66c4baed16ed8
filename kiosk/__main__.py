"""The command line. Each command lives in its own module of kiosk/commands and is imported only when called."""

import importlib
import io
import multiprocessing
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from kiosk import last_word, program

COMMANDS = {
    "run": "Start the kiosk as it is set up.",
    "stop": "Ask the kiosk that runs here to end, and wait until it has.",
    "setup": "Set the kiosk up: language, checkpoint, devices, staff, poster.",
    "poster": "Write the poster of this gate as a PDF.",
    "demo": "Start the kiosk with an embedded centre and simulated devices.",
    "central": "Start the centre.",
    "central-try": "Look around in a centre with something in it.",
    "central-backup": "Copy the centre's database into a sealed file.",
    "central-restore": "Put a copy of the centre's database back.",
    "central-erasures": "Write down who was erased, for a day of restoring.",
    "central-retention": "Take away what the centre has kept long enough.",
    "officer": "Say who may see the authority's pages.",
    "decode": "Read the codes in pictures and films.",
    "parse": "Say what the text of a code means.",
    "sheet": "Draw every screen into one picture.",
    "campaign": "Check the file of a campaign, or list those that are shipped.",
    "places": "Check the list of provinces and wards, or write it anew.",
    "store": "Check the store, or set a damaged one aside.",
    "bench": "Measure how fast a store is that has grown.",
    "staff": "Say who of the staff may sign in.",
    "audit": "Print what the staff did.",
    "checkpoint": "Look at the checkpoints of a centre, and set their kiosks up from afar.",
    "folders": "Print where things lie on this machine, or give their folder to an account.",
    "settings": "Print the settings as they are after file, environment and command line.",
}


BUG_EXIT_CODE = 70
"""As sysexits.h has it, and as the kiosk ends when a bug surfaces while its window stands."""


def main() -> None:
    """Run the command named first on the command line; importing only that one keeps the start quick."""
    multiprocessing.freeze_support()  # a worker of a frozen centre is this program too, and never comes back from here
    _speak_utf_8()
    sys.argv[1:] = program.words_given(sys.argv[1:])
    if sys.argv[1:2] == ["--version"]:
        typer.echo(f"kiosk {version('checkpoint-kiosk')}")
        return
    try:
        _command_line()
    except Exception as bug:
        if sys.stderr is not None:
            raise
        last_word.say_bug(bug)  # where nobody would see a traceback
        sys.exit(BUG_EXIT_CODE)


def _speak_utf_8() -> None:
    """Print Vietnamese letters wherever it goes: the code page of a Windows PC lacks them, and a pipe would take it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=stream.errors)


def _command_line() -> None:
    app = typer.Typer(
        name="kiosk",
        help="The checkpoint kiosk: reads codes, checks people in and out, syncs them.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def kiosk(
        _version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,  # main answers it
    ) -> None:
        """The checkpoint kiosk: reads codes, checks people in and out, syncs them."""

    called = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        if called in (name, None) or called not in COMMANDS:
            module = name.replace("-", "_")
            command = getattr(importlib.import_module(f"kiosk.commands.{module}"), module)
            app.command(name, help=summary)(command)
    app(windows_expand_args=False)


if __name__ == "__main__":
    main()
