"""What setting up asks of the centre. Every method blocks and may raise ServerUnreachable or ServerRefused."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from kiosk.wire.checkpoint_messages import (
    CheckpointWanted,
    DeviceWanted,
    Enrolled,
    EnrolmentSaid,
    EnrolmentTyped,
    RegistrantJudged,
    SettingsSaid,
    StaffList,
    StaffSaid,
)
from kiosk.wire.desk_messages import OtpSaid
from kiosk.wire.signing import SigningKey


class Registrar(Protocol):
    """The centre, before this kiosk belongs to it. Whatever asks to be let in is signed with ``key``."""

    def reach(self) -> float:
        """See whether a centre answers there; by how many seconds this machine's clock is ahead of it."""

    def send_code(self, request: UUID, phone: str, language: str) -> OtpSaid:
        """Have a code sent to a registrant's phone (E.164)."""

    def try_code(self, request: UUID, digits: str) -> RegistrantJudged:
        """Have what they typed checked."""

    def register(self, session: str, wanted: CheckpointWanted, key: SigningKey) -> Enrolled:
        """Register a checkpoint."""

    def join(self, session: str, checkpoint: str, wanted: DeviceWanted, key: SigningKey) -> Enrolled:
        """Join a checkpoint of the registrant's."""

    def enrol(self, typed: EnrolmentTyped, key: SigningKey) -> Enrolled:
        """Join by a code. ServerRefused where it is wrong, used or over, with a sentence."""


class CheckpointCentre(Protocol):
    """The centre, of a kiosk that belongs to it."""

    def settings(self, after: int) -> SettingsSaid:
        """What the centre sets, if it is newer than revision ``after``."""

    def staff(self, changed: Sequence[StaffSaid]) -> StaffList:
        """Tell who was changed here, and hear of everybody."""

    def slide(self, sha256: str) -> bytes:
        """The bytes of one slide."""

    def enrolment_code(self) -> EnrolmentSaid:
        """A code for one more kiosk."""
