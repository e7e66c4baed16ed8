"""``kiosk demo``: the product with simulated devices, on a display or off screen."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.run import Set, Verbose
from kiosk.errors import KioskError, SettingsError

SMALLEST, LARGEST = 600, 8000


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Draw off screen and play visitors.")] = False,
    visitors: Annotated[int, typer.Option(min=1, max=100_000, help="How many codes are held up.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="Which people come, and how they hold their codes.")] = 7,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
    size: Annotated[str, typer.Option(help="Width x height of the off-screen display.")] = "1920x1080",
    screenshots: Annotated[Path, typer.Option(help="Folder for screenshots, off screen.")] = Path("out/demo"),
    set_: Set = [],  # noqa: B006 - typer copies it
    verbose: Verbose = False,
) -> None:
    """Start the kiosk with an embedded centre and simulated devices."""
    from kiosk import logs
    from ui import app

    logs.begin("demo", verbose=verbose)
    no_display = not app.has_display() or os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen")
    if no_display and not headless:
        typer.echo("There is no display here: visitors are played to the kiosk off screen.", err=True)
    if headless or no_display:
        width, height = _size(size)
        try:
            screenshots.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            typer.echo(f"--screenshots {screenshots}: no such folder can be made: {fault.strerror}", err=True)
            raise typer.Exit(2) from fault
        app.use_offscreen(width, height)
        raise typer.Exit(_play(visitors, seed, screenshots, tuple(set_), as_json))
    raise typer.Exit(_interact(seed, tuple(set_)))


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        width = height = 0
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise typer.BadParameter(f"--size is width x height, each {SMALLEST} to {LARGEST} pixels, such as 1920x1080")
    return width, height


def _interact(seed: int, assignments: tuple[str, ...]) -> int:
    from kiosk import last_word
    from kiosk.demo import Interactive, settings_for, temporary_folder, webcams
    from kiosk.settings import load
    from ui.app import Application

    with temporary_folder() as folder:
        sources = (*webcams(), f"demo:?seed={seed}&pace=6", "keyboard:")
        try:
            settings = load(None, {}, assignments=settings_for(Path(folder), assignments, sources, seed), default=False)
            return Interactive(settings, Application(), Path(folder), seed).run()
        except KioskError as fault:
            last_word.say_fault(fault)  # it is started from a menu too, where nobody has a terminal
            return 2 if isinstance(fault, SettingsError) else 1


def _play(visitors: int, seed: int, screenshots: Path, assignments: tuple[str, ...], as_json: bool) -> int:
    from kiosk.demo import Headless, settings_for, temporary_folder
    from kiosk.settings import load
    from ui.app import Application

    with temporary_folder() as folder:
        try:
            settings = load(
                None, {}, assignments=settings_for(Path(folder), assignments, ("keyboard:",), seed), default=False
            )
            demo = Headless(settings, Application(), Path(folder), seed, screenshots)
            code = demo.run(visitors)
        except KioskError as fault:
            typer.echo(str(fault), err=True)
            return 2 if isinstance(fault, SettingsError) else 1
    if as_json:
        typer.echo(json.dumps(demo.summary, ensure_ascii=False))
    else:
        for key, value in demo.summary.items():
            typer.echo(f"{key:22} {value}")
    return code
