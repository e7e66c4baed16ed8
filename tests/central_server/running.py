"""Real centres on loopback: one in a thread of the test, one in a process that can be killed."""

import json
import select
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import UUID

import requests
import uvicorn
from fastapi import FastAPI

from central_server.app import create_app
from central_server.store.engine import open_engine
from central_server.store.schema import bring_up_to_date
from kiosk.wire.messages import Completeness, Summary

COMMAND = "import typer; from kiosk.commands.central import central; typer.run(central)"


class CentreHere:
    """A centre in a thread. ``app`` can be another one, to see what a broken centre does; ``tls``: certificate, key."""

    def __init__(
        self,
        database: Path | str,
        *,
        token: str | None = None,
        app: FastAPI | None = None,
        tls: tuple[Path, Path] | None = None,
    ) -> None:
        self.token = token
        if app is None:
            engine = open_engine(str(database))
            bring_up_to_date(engine)
            app = create_app(engine, token)
        # with TCP named, asyncio sees it and sends small answers at once; otherwise each waits 40 ms for the last
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        certificate, key = tls or (None, None)
        config = uvicorn.Config(
            app,
            log_level="critical",
            access_log=False,
            ws="none",
            ssl_certfile=certificate,
            ssl_keyfile=key,
            timeout_graceful_shutdown=3,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))

    def __enter__(self) -> "CentreHere":
        self._thread.start()
        ends = time.monotonic() + 10
        while not self._server.started and time.monotonic() < ends:
            time.sleep(0.005)
        assert self._server.started
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        self._server.should_exit = True  # in order: what is under way gives its connection back
        self._thread.join(10)
        self._socket.close()
        assert not self._thread.is_alive()

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        """A request of one's own, with the token."""
        headers = {"Authorization": f"Bearer {self.token}"} | options.pop("headers", {})
        return requests.request(method, self.url + path, headers=headers, timeout=10, **options)

    def post(self, device: UUID, body: str | bytes | dict[str, Any]) -> requests.Response:
        """Send what may be a batch."""
        data = json.dumps(body) if isinstance(body, dict) else body
        return self.ask("POST", f"/v1/devices/{device}/events", data=data)

    def summary(self, device: UUID) -> Summary:
        return Summary.model_validate_json(self.ask("GET", f"/v1/devices/{device}/summary").content)

    def completeness(self, device: UUID) -> Completeness:
        return Completeness.model_validate_json(self.ask("GET", f"/v1/devices/{device}/completeness").content)


class CentreProcess:
    """``kiosk central`` in a process of its own."""

    def __init__(self, database: Path | str, *arguments: str, port: int = 0, command: str = COMMAND) -> None:
        options = ["--database", str(database), "--port", str(port), "--announce", "--with-parent", *arguments]
        self.process = subprocess.Popen(
            [sys.executable, "-c", command, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], 60)
        line = self.process.stdout.readline() if ready else b""
        if not line:
            self.process.kill()
            raise AssertionError(f"the centre did not start: {self.process.communicate()[1].decode()}")
        self.announced: dict[str, Any] = json.loads(line)
        self.url: str = self.announced["url"]
        self.port: int = self.announced["port"]

    def kill(self) -> None:
        """SIGKILL: no goodbye."""
        self.process.kill()
        self.process.wait(timeout=10)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> "CentreProcess":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        self.kill()
