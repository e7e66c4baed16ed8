"""Running the centre: a socket, uvicorn, and an end that loses nothing."""

import gc
import ipaddress
import json
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import FrameType

import uvicorn
from fastapi import FastAPI
from uvicorn.config import LOGGING_CONFIG

from central_server.app import create_app
from central_server.citizen_codes import CodeOptions, code_terms
from central_server.duties.clocks import holidays
from central_server.otp.opening import SmsOptions, open_otp
from central_server.store.code_keys import renew, trouble
from central_server.store.device_health import TERMS, AlarmTerms
from central_server.store.engine import POOL, open_engine, transaction
from central_server.store.partitions import make_ahead
from central_server.store.schema import bring_up_to_date
from central_server.upkeep import centre_jobs, do_what_is_due
from central_server.workers import Workers
from kiosk.errors import SettingsError

_log = logging.getLogger(__name__)
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

    def end(self) -> None:
        """From any thread: end in good order."""
        self.should_exit = True


@dataclass(frozen=True, slots=True)
class Strength:
    """How much of a machine the centre may use: processes, and connections of each to PostgreSQL."""

    workers: int = 1
    pool: int = POOL


@dataclass(frozen=True, slots=True, repr=False)
class _Terms:
    """All that a worker has to know; it may be sent to another process."""

    database: str
    token: str | None
    sms: SmsOptions
    codes: CodeOptions
    loopback: bool
    strength: Strength
    alarms: AlarmTerms

    def app(self) -> FastAPI:
        """The application, with an engine of its own. Raises SettingsError, StoreUnavailable."""
        engine = open_engine(self.database, self.strength.pool)
        otp = open_otp(self.sms, loopback=self.loopback)
        terms = code_terms(engine.url, self.codes.secret, self.codes.public_url)
        return create_app(engine, self.token, otp, terms, self.alarms)

    def serve(self, listener: socket.socket, listening: Callable[[], None]) -> None:
        """Answer in this process until SIGTERM."""
        server = self.server(listening)
        server.run(sockets=[listener])

    def server(self, listening: Callable[[], None]) -> "_Server":
        """What answers in this process."""
        many = self.strength.workers > 1
        config = uvicorn.Config(
            self.app(),
            log_level="warning",
            log_config=LOGGING_CONFIG if _speaks_itself() else None,
            access_log=False,  # addresses and paths are nobody's business
            timeout_graceful_shutdown=GRACE,
            server_header=False,
            http="httptools" if many else "h11",  # several stand behind nginx, which bounds headers as h11 does
            ws="none",
        )
        # what was imported lives as long as the process: looking through it again and again takes 1/4 of the time
        gc.collect()
        gc.freeze()
        return _Server(config, listening)


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
    strength: Strength = Strength(),
    alarms: AlarmTerms = TERMS,
) -> None:
    """Run the centre until SIGTERM or SIGINT, or, ``with_parent``, until standard input ends.

    ``port`` 0 takes a free one. ``announce`` prints one line of JSON when it listens: url, port, pid. ``sms`` says how
    codes are sent, ``codes`` how citizen codes are issued, ``alarms`` when a kiosk raises one. With one worker all is
    in this process; several share the socket, and this one starts those again that die.
    Raises SettingsError when it may not or cannot listen there, StoreError when the database is not usable.
    """
    if token is None and not _loopback(host):
        raise SettingsError(
            f"The centre does not listen on {host} without a token: set KIOSK_CENTRE_TOKEN or --token-file."
        )
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, _end)
    terms = _Terms(database, token, sms, codes, _loopback(host), strength, alarms)
    _prepare(terms)
    listener = _listen(host, port)

    def listening() -> None:
        _announce(listener) if announce else _say(listener, token)

    if strength.workers == 1:
        server = terms.server(listening)
        if with_parent:
            _with_input(server.end)
        server.run(sockets=[listener])
    else:
        workers = Workers(terms.serve, strength.workers, listener, GRACE + 1)
        if with_parent:
            _with_input(workers.end)
        workers.run(listening)


def _prepare(terms: _Terms) -> None:
    """Once for all workers. What is wrong with the options is said here."""
    engine = open_engine(terms.database)
    try:
        if terms.strength.workers > 1 and engine.dialect.name == "sqlite":
            raise SettingsError("Several workers need PostgreSQL: SQLite is written by one process.")
        sender = open_otp(terms.sms, loopback=terms.loopback).sender
        if sender is not None:
            sender.close()
        codes = code_terms(engine.url, terms.codes.secret, terms.codes.public_url)
        centre_jobs()  # for how long things are kept, and
        holidays()  # the operator's days, are said in the environment
        bring_up_to_date(engine)
        with transaction(engine) as connection:
            make_ahead(connection, datetime.now(UTC))
            if terms.codes.new_key:
                renew(connection, codes.sealing(), datetime.now(UTC))
            if wrong := trouble(connection, codes.sealing):  # kiosks are served all the same
                _log.error("%s Officers cannot sign in, and no citizen code is issued, before it is right.", wrong)
    finally:
        engine.dispose()


def upkeep_once(database: str, alarms: AlarmTerms = TERMS) -> list[str]:
    """Do what is due now, and nothing else; the names of the jobs done. Raises StoreError, ExceptionGroup."""
    engine = open_engine(database)
    try:
        bring_up_to_date(engine)
        return do_what_is_due(engine, centre_jobs(alarms), datetime.now(UTC))
    finally:
        engine.dispose()


def _speaks_itself() -> bool:
    """Whether uvicorn writes its own log: it needs both standard streams, and nobody keeps a log already."""
    return None not in (sys.stdout, sys.stderr) and not _log.hasHandlers()


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
    _write(json.dumps(said))


def _say(listener: socket.socket, token: str | None) -> None:
    whom = "programs on this machine, without a token" if token is None else "whoever has the token"
    _write(f"The centre listens on {_url(listener)} to {whom}. Stop it with Ctrl+C.")


def _write(line: str) -> None:
    if sys.stdout is not None:  # a program without a console has none
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _end(_signal: int, _frame: FrameType | None) -> None:
    """Before the server runs there is nothing to bring to an end."""
    sys.exit(0)


def _with_input(end: Callable[[], None]) -> None:
    """Whoever started the centre holds the other end of its input; when they die, however, it closes."""

    def wait() -> None:
        while os.read(0, 4096):
            pass
        end()

    threading.Thread(target=wait, daemon=True).start()
