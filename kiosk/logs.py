"""Where the log goes: standard error, one line a step, which a supervisor keeps and rotates.

The program that Windows' installer put there has no supervisor, and the one without a console has no standard error:
they keep a file of their own.
"""

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from kiosk import folders
from kiosk.log_file import LogFile, open_log
from kiosk.program import is_installed

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
SAID = "kiosk.said"
"""The logger of what is said on standard error in words as well, and is not to stand there twice."""
_BUG = "a bug ends the program"


def begin(name: str, *, verbose: bool = False) -> None:
    """Log to standard error where there is one, and to the file ``name`` where nobody else keeps the log."""
    to_stderr(verbose=verbose)
    if is_installed() or sys.stderr is None:
        to_file(folders.find().logs, name)


def to_stderr(*, verbose: bool = False) -> None:
    """Send the log to standard error; libraries are heard from WARNING on, the kiosk from INFO."""
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    for name in ("kiosk", "ui", "hardware", "local_store", "central_server"):
        logging.getLogger(name).setLevel(logging.DEBUG if verbose else logging.INFO)
    if sys.stderr is not None:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter(FORMAT))
        handler.addFilter(lambda record: record.name != SAID)
        root.addHandler(handler)


def to_file(folder: Path, name: str) -> LogFile | None:
    """Keep the log in a file too, bugs included wherever they surface; None, and a warning, where that fails."""
    file = open_log(folder, name)
    if file is None:
        logging.getLogger(__name__).warning("no log can be written in %s", folder)
        return None
    file.setFormatter(logging.Formatter(FORMAT))
    logging.getLogger().addHandler(file)
    sys.excepthook = _bug_surfaced
    threading.excepthook = _bug_in_thread
    return file


def file_kept() -> Path | None:
    """The file that the log is kept in, None for none."""
    found = (handler for handler in logging.getLogger().handlers if isinstance(handler, LogFile))
    return next((Path(handler.baseFilename) for handler in found), None)


def _bug_surfaced(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, bug, trace)
    else:
        logging.getLogger("kiosk").critical(_BUG, exc_info=(kind, bug, trace))


def _bug_in_thread(bug: threading.ExceptHookArgs) -> None:
    if bug.exc_value is not None and not isinstance(bug.exc_value, SystemExit):
        told = (bug.exc_type, bug.exc_value, bug.exc_traceback)
        logging.getLogger("kiosk").critical("a bug ends a thread", exc_info=told)
