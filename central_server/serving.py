"""Running the centre: a socket, uvicorn, and an end that loses nothing."""

import ipaddress
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

import uvicorn

from central_server.app import create_app
from central_server.citizen_codes import CodeOptions, code_terms
from central_server.otp.opening import SmsOptions, open_otp
from central_server.store.code_keys import renew
from central_server.store.engine import open_engine, transaction
from central_server.store.schema import bring_up_to_date
from kiosk.errors import SettingsError

GRACE = 5  # seconds for requests under way when the centre is stopped


class _Server(uvicorn.Server):
    """Uvicorn that says when it listens."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening
        self._signalled = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """End in good order at the first signal, at once at the second.

        Uvicorn takes the first for the second when input has ended just before, and raises each again afterwards,
        which would make a good end look like a bad one.
        """
        self.force_exit = self._signalled
        self._signalled = self.should_exit = True


def serve(
    host: str,
    port: int,
    database: str,
    token: str | None,
    *,
    announce: bool,
    with_parent: bool,
    sms: SmsOptions,
    codes: CodeOptions,
) -> None:
    """Run the centre until SIGTERM or SIGINT, or, ``with_parent``, until standard input ends.

    ``port`` 0 takes a free one. ``announce`` prints one line of JSON when it listens: url, port, pid. ``sms`` says how
    codes are sent, ``codes`` how citizen codes are issued.
    Raises SettingsError when it may not or cannot listen there, StoreError when the database is not usable.
    """
    if token is None and not _loopback(host):
        raise SettingsError(
            f"The centre does not listen on {host} without a token: set KIOSK_CENTRE_TOKEN or --token-file."
        )
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, _end)
    otp = open_otp(sms, loopback=_loopback(host))
    engine = open_engine(database)
    terms = code_terms(engine.url, codes.secret, codes.public_url)
    bring_up_to_date(engine)
    if codes.new_key:
        with transaction(engine) as connection:
            renew(connection, terms.sealing(), datetime.now(UTC))
    listener = _listen(host, port)
    config = uvicorn.Config(
        create_app(engine, token, otp, terms),
        log_level="warning",
        access_log=False,  # addresses and paths are nobody's business
        timeout_graceful_shutdown=GRACE,
        server_header=False,
        http="h11",
        ws="none",
    )
    server = _Server(config, lambda: _announce(listener) if announce else _say(listener, token))
    if with_parent:
        threading.Thread(target=_end_with_input, args=(server,), daemon=True).start()
    server.run(sockets=[listener])


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        if sys.platform != "win32":  # there, it would let a second centre take the same port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as fault:
        raise SettingsError(f"The centre cannot listen on {host} port {port}: {fault.strerror or fault}.") from fault
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _announce(listener: socket.socket) -> None:
    said = {"url": _url(listener), "port": listener.getsockname()[1], "pid": os.getpid()}
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _say(listener: socket.socket, token: str | None) -> None:
    whom = "programs on this machine, without a token" if token is None else "whoever has the token"
    sys.stdout.write(f"The centre listens on {_url(listener)} to {whom}. Stop it with Ctrl+C.\n")
    sys.stdout.flush()


def _end(_signal: int, _frame: FrameType | None) -> None:
    """Before the server runs there is nothing to bring to an end."""
    sys.exit(0)


def _end_with_input(server: uvicorn.Server) -> None:
    """Whoever started the centre holds the other end of its input; when they die, however, it closes."""
    while os.read(0, 4096):
        pass
    server.should_exit = True
