"""The centre, of a kiosk that belongs to a checkpoint: kiosk.checkpoint.ports.CheckpointCentre over HTTP."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from kiosk.wire.checkpoint_messages import (
    MAX_SLIDE,
    EnrolmentSaid,
    SettingsSaid,
    StaffList,
    StaffSaid,
    StaffTold,
)
from kiosk.wire.client import CentreClient
from kiosk.wire.messages import Reply
from kiosk.wire.signing import KeySource, SigningKey

ASK_SECONDS = 6.0
SLIDE_SECONDS = 60.0
Said = TypeVar("Said", bound=Reply)


class CheckpointClient:
    """Asks the centre at ``url`` for ``device``, over a connection of its own. Used by one thread at a time.

    Every method raises CentreUnreachable or CentreRefused.
    """

    def __init__(
        self,
        url: str,
        device: UUID,
        token: str | None = None,
        authorities: Path | None = None,
        *,
        key: SigningKey | KeySource | None = None,
    ) -> None:
        self._client = CentreClient(url, device, token, key=key, authorities=authorities)
        self._here = f"/v1/devices/{device}"

    def settings(self, after: int) -> SettingsSaid:
        """What the centre sets, unless that is revision ``after``."""
        return self._ask("GET", f"settings?after={after}", SettingsSaid)

    def staff(self, changed: Sequence[StaffSaid]) -> StaffList:
        """Tell who was changed here, and hear of everybody."""
        return self._ask("POST", "staff", StaffList, StaffTold(staff=tuple(changed)).model_dump_json().encode())

    def slide(self, sha256: str) -> bytes:
        """The bytes of one slide."""
        return self._client.fetch(f"{self._here}/slides/{sha256}", MAX_SLIDE, within=SLIDE_SECONDS)

    def enrolment_code(self) -> EnrolmentSaid:
        """A code for one more kiosk."""
        return self._ask("POST", "enrolment-codes", EnrolmentSaid)

    def close(self) -> None:
        """Let go of the connection; the next question makes another."""
        self._client.close()

    def _ask(self, method: str, what: str, kind: type[Said], body: bytes | None = None) -> Said:
        return self._client.ask(method, f"{self._here}/{what}", kind, body, within=ASK_SECONDS)
