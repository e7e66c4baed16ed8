"""A centre of the kiosk's own, for trying it out alone: the same program as a real one, in a child process."""

import json
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kiosk import folders, logs, program
from kiosk.errors import ServerUnreachable

STOP_SECONDS = 5.0
if sys.platform == "win32":
    NO_WINDOW = subprocess.CREATE_NO_WINDOW  # nor does Ctrl-C in the kiosk's own console reach it
else:
    NO_WINDOW = 0


@dataclass(frozen=True, slots=True)
class EmbeddedCentre:
    """A running centre on loopback. Its database is the only thing it leaves behind."""

    url: str
    token: str
    process: subprocess.Popen[str]

    def __repr__(self) -> str:
        return f"EmbeddedCentre({self.url})"

    def stop(self) -> None:
        """End it; a centre that does not listen is ended the hard way."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        if sys.platform != "win32":  # there nothing can be asked with a signal: the end of its input has to do
            self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def start(database: Path, sms: str = "") -> EmbeddedCentre:
    """Start a centre on a free port of loopback and wait until it listens (about a second).

    ``sms`` is the address of its gateway (docs/sms.md), such as ``log:PATH``; empty: it sends no codes.
    It ends with this program, however this program ends: its standard input closes then.
    Raises ServerUnreachable if it does not come up.
    """
    token = secrets.token_urlsafe(24)
    process = subprocess.Popen(
        [
            *program.start_again(),
            "central",
            "--port",
            "0",
            "--database",
            str(database),
            "--announce",
            "--with-parent",
            *(("--sms", sms) if sms else ()),
            *(("--log-folder", str(folders.find().logs)) if logs.file_kept() else ()),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if sys.stderr is None else None,
        text=True,
        encoding="utf-8",
        env=_environment(token),
        start_new_session=True,  # Ctrl-C in a terminal is for the kiosk, which then ends its centre
        creationflags=NO_WINDOW,
    )
    announced = process.stdout.readline() if process.stdout is not None else ""
    try:
        url = str(json.loads(announced)["url"])
    except (ValueError, KeyError) as fault:
        process.kill()
        process.wait()
        raise ServerUnreachable("the embedded centre did not start; run `kiosk central` to see why") from fault
    return EmbeddedCentre(url, token, process)


def _environment(token: str) -> dict[str, str]:
    return {**os.environ, "KIOSK_CENTRE_TOKEN": token, "PYTHONUTF8": "1"}
