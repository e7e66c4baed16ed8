"""The centre of the trial: a real one on loopback, with a checkpoint for kiosks to join, to be stopped and started."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.demo.headless import CODE
from kiosk.demo_sms import SmsLog
from kiosk.wire.checkpoint_messages import CheckpointWanted
from kiosk.wire.client import CentreClient
from kiosk.wire.messages import Completeness, Summary
from kiosk.wire.operator import OperatorClient
from kiosk.wire.registrar import RegistrarClient
from kiosk.wire.signing import SigningKey
from tests.central_server.running import CentreProcess

REGISTRANT = "+84900000020"


class LoopbackCentre:
    """It keeps its address and what it knows from one start to the next."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: CentreProcess | None = None
        self._port = 0
        self.start()
        self.checkpoint = self._registered()

    @property
    def url(self) -> str:
        """Where it listens, or would."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Let it listen, where it does not."""
        if self._running is not None:
            return
        messages = self._folder / "messages.jsonl"
        arguments = ("--sms", f"log:{messages}")
        self._running = CentreProcess(self._folder / "centre.sqlite", *arguments, port=self._port)
        self._port = self._running.port

    def stop(self) -> None:
        """Let nobody answer any more."""
        if self._running is not None:
            self._running.kill()
        self._running = None

    def code(self) -> str:
        """A code for one more kiosk."""
        operator = OperatorClient(self.url)
        try:
            return operator.enrolment_code(self.checkpoint).code
        finally:
            operator.close()

    def kiosks(self) -> Mapping[UUID, str]:
        """The gates of the kiosks that joined, by id; the one that registered the checkpoint is not among them."""
        operator = OperatorClient(self.url)
        try:
            told = operator.checkpoint(self.checkpoint).devices
        finally:
            operator.close()
        return {one.device: one.gate for one in told if one.device != self._first}

    def summary(self, device: UUID) -> Summary:
        """What it has of a kiosk, in figures."""
        client = CentreClient(self.url, device)
        try:
            return client.summary()
        finally:
            client.close()

    def completeness(self, device: UUID) -> Completeness:
        """Which events of a kiosk it never got."""
        operator = OperatorClient(self.url)
        try:
            return operator.completeness(device)
        finally:
            operator.close()

    def _registered(self) -> str:
        """Register the checkpoint as somebody with a phone does; its code."""
        registrar, request, key = RegistrarClient(self.url), uuid7(), SigningKey.from_bytes(bytes(range(32)))
        self._first = uuid7()
        try:
            registrar.send_code(request, REGISTRANT, "vi")
            [message] = SmsLog(self._folder / "messages.jsonl").new()
            digits = CODE.search(message.text)
            assert digits is not None
            session = registrar.try_code(request, digits[0]).session
            assert session is not None
            wanted = CheckpointWanted(
                id=uuid7(), name="Bệnh viện Đa khoa Hạ Vân", kind="hospital", province="38", ward="14797",
                street="Số 12 đường Ví Dụ", device=self._first, gate="Cổng số 2", key=key.public_text,
            )  # fmt: skip
            return registrar.register(session, wanted, key).checkpoint.code
        finally:
            registrar.close()

    def __enter__(self) -> "LoopbackCentre":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        self.stop()
