"""How fast the list of the desk is in a store that has grown: ``kiosk bench store``, with a store of a tenth its size.

``python tests/benchmarks/bench_list.py --visits 1000000 --json`` takes the same options.
"""

import sys

import typer

from kiosk.commands.bench import bench


def main() -> None:
    """Measure and print the table; fails where the first page or a search is too slow."""
    if "--visits" not in sys.argv:
        sys.argv += ["--visits", "100000"]
    sys.argv.insert(1, "store")
    typer.run(bench)


if __name__ == "__main__":
    main()
