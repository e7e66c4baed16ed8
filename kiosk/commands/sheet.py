"""``kiosk sheet``: every screen in both languages and three sizes, drawn off screen: how the display is reviewed."""

from pathlib import Path
from typing import Annotated

import typer


def sheet(
    folder: Annotated[Path, typer.Option("--out", help="Folder for the pictures.")] = Path("out/sheet"),
    camera: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="A picture to stand in for the camera.")
    ] = None,
) -> None:
    """Draw every screen into one picture for each size, and each into one of its own."""
    from ui import app
    from ui.sheet import draw

    app.use_offscreen()
    application = app.Application()
    for path in draw(folder, camera, lambda name: typer.echo(name, err=True)):
        typer.echo(path)
    application.end()
