"""Where the log goes: standard error, one line a step. A supervisor keeps and rotates it."""

import logging
import sys

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def to_stderr(*, verbose: bool = False) -> None:
    """Send the log to standard error; libraries are heard from WARNING on, the kiosk from INFO."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in ("kiosk", "ui", "hardware", "local_store", "central_server"):
        logging.getLogger(name).setLevel(logging.DEBUG if verbose else logging.INFO)
