"""The centre of a day at the desk: a real one in its own process, and the operator who sets the kiosk from there."""

from pathlib import Path
from uuid import UUID

import requests
from uuid_utils.compat import uuid7

from kiosk import embedded_centre
from kiosk.demo.headless import CODE
from kiosk.demo_sms import SmsLog
from kiosk.settings import CentreSection
from kiosk.wire.checkpoint_messages import CheckpointWanted, Enrolled
from kiosk.wire.client import CentreClient
from kiosk.wire.messages import Summary
from kiosk.wire.registrar import RegistrarClient
from kiosk.wire.signing import DeviceKeys

REGISTRANT = "+84900000020"


class DeskTown:
    """The kiosk asks with its own key once it is registered."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "centre.sqlite"
        self.centre = embedded_centre.start(self.database, f"log:{folder / 'messages.jsonl'}")
        self._messages = SmsLog(folder / "messages.jsonl")
        self._codes: dict[str, str] = {}
        self.enrolled: Enrolled | None = None

    def code(self, phone: str) -> str:
        """The latest code that was sent to this number, "" for none."""
        for message in self._messages.new():
            if found := CODE.search(message.text):
                self._codes[message.phone] = found[0]
        return self._codes.get(phone, "")

    def register(self, device: UUID, keys: DeviceKeys) -> CentreSection:
        """Register the checkpoint, with this kiosk as its first."""
        registrar, request = RegistrarClient(self.centre.url), uuid7()
        registrar.send_code(request, REGISTRANT, "vi")
        session = registrar.try_code(request, self.code(REGISTRANT)).session
        if session is None:
            raise AssertionError("the registrant's code was not right")
        key = keys.fresh()
        wanted = CheckpointWanted(
            id=uuid7(), name="Bệnh viện Đa khoa Hạ Vân", kind="hospital", province="38", ward="14797",
            street="Số 12 đường Ví Dụ", device=device, gate="Cổng số 2", key=key.public_text,
        )  # fmt: skip
        self.enrolled = registrar.register(session, wanted, key)
        keys.accepted(key)
        registrar.close()
        return CentreSection(url=self.centre.url)

    def set(self, **settings: object) -> int:
        """Set this at every kiosk of the checkpoint; its revision."""
        if self.enrolled is None:
            raise AssertionError("nothing is registered")
        address = f"{self.centre.url}/v1/checkpoints/{self.enrolled.checkpoint.code}/settings"
        bearer = {"Authorization": f"Bearer {self.centre.token}"}
        reply = requests.put(address, json=settings, headers=bearer, timeout=20)
        reply.raise_for_status()
        return int(reply.json()["revision"])

    def summary(self, device: UUID) -> Summary:
        """What the centre has of a kiosk."""
        client = CentreClient(self.centre.url, device, self.centre.token)
        try:
            return client.summary()
        finally:
            client.close()

    def missing(self, device: UUID) -> list[object]:
        """The numbers that the centre never got, of all that the kiosk has given out."""
        address = f"{self.centre.url}/v1/devices/{device}/completeness"
        bearer = {"Authorization": f"Bearer {self.centre.token}"}
        return list(requests.get(address, headers=bearer, timeout=20).json()["missing"])
