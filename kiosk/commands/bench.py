"""``kiosk bench``: how fast this machine is with a store that has grown."""

import json
import tempfile
import time
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class What(StrEnum):
    """What can be measured."""

    STORE = "store"


def bench(
    what: Annotated[What, typer.Argument(help="store: the list of people who came and left.")],
    visits: Annotated[
        int, typer.Option("--visits", "--visitors", min=100, help="So many visits, of a fifth as many people.")
    ] = 1_000_000,
    rounds: Annotated[int, typer.Option(min=1, help="How often each thing is timed.")] = 50,
    keep: Annotated[
        Path | None, typer.Option(help="Make the store in this folder, or take the one that is there.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Build a store of synthetic visits and print how fast it is; ends with 1 where a bar is not met."""
    from local_store.bench_store import FIRST_PAGE_MS, SEARCH_MS, Times, build, measured

    with tempfile.TemporaryDirectory() as made:
        began = time.perf_counter()
        with build(keep or Path(made), visits) as store:
            built = time.perf_counter() - began
            figures = measured(store, rounds)
    said = {
        "what": what.value,
        "build_seconds": round(built, 1),
        **asdict(figures),
        "bars": {"first_page_ms": FIRST_PAGE_MS, "search_p95_ms": SEARCH_MS, "not_met": figures.too_slow},
    }
    if as_json:
        typer.echo(json.dumps(said, indent=2))
    else:
        typer.echo(
            f"{figures.visits} visits of {figures.people} people, {figures.size_mb:.0f} MB, {built:.0f} s to build"
        )
        typer.echo(f"{'milliseconds':28}{'first':>9}{'p50':>9}{'p95':>9}{'longest':>9}")
        lines: dict[str, Times] = {
            "first page of a day": figures.first_page,
            "first page of any day": figures.first_page_any_day,
            **{f"filter {name}": taken for name, taken in figures.filters.items()},
            "counts": figures.counts,
            "search": figures.search,
            **{f"search, {name}": taken for name, taken in figures.searches.items()},
            "record": figures.record,
            "record while searching": figures.record_while_searching,
            "search while recording": figures.search_while_recording,
        }
        for name, taken in lines.items():
            typer.echo(f"{name:28}{taken.first:9.1f}{taken.p50:9.1f}{taken.p95:9.1f}{taken.longest:9.1f}")
    if figures.too_slow:
        typer.echo(f"too slow: {', '.join(figures.too_slow)}", err=True)
        raise typer.Exit(1)
