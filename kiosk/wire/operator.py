"""What an operator asks the centre about checkpoints, with the centre's own token."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import quote, urlencode
from uuid import UUID

from kiosk.wire.checkpoint_messages import (
    Checkpoints,
    CheckpointSaid,
    CheckpointTold,
    EnrolmentSaid,
    SettingsSaid,
    SettingsWanted,
    StaffNames,
    StaffSaid,
    StaffTold,
)
from kiosk.wire.client import CentreClient
from kiosk.wire.faults import CentreRefused
from kiosk.wire.messages import Completeness, Reply
from kiosk.wire.operator_messages import AlarmsSaid, DevicesTold, OrdersTold, OrderWanted

ASK_SECONDS = 10.0
SLIDE_SECONDS = 90.0
NOBODY = UUID(int=0)
Said = TypeVar("Said", bound=Reply)


class OperatorClient:
    """Asks the centre at ``url``. Every method raises CentreUnreachable or CentreRefused, with the centre's words."""

    def __init__(self, url: str, token: str | None = None, authorities: Path | None = None) -> None:
        self._client = CentreClient(url, NOBODY, token, authorities=authorities)

    def checkpoints(self) -> Iterator[CheckpointSaid]:
        """All of them, in the order of their codes."""
        after = ""
        while True:
            page = self._ask("GET", f"/v1/checkpoints?{urlencode({'after': after})}", Checkpoints)
            yield from page.checkpoints
            if not page.more or not page.checkpoints:
                return
            after = page.checkpoints[-1].code

    def checkpoint(self, code: str) -> CheckpointTold:
        """One of them, its kiosks and what is set."""
        return self._ask("GET", _path(code), CheckpointTold)

    def push(self, code: str, settings: SettingsWanted, based_on: int) -> SettingsSaid:
        """Set these and nothing else, unless something was set since revision ``based_on``."""
        body = settings.model_dump_json(exclude_none=True).encode()
        return self._ask("PUT", f"{_path(code, 'settings')}?based_on={based_on}", SettingsSaid, body)

    def show_slide(self, code: str, name: str, data: bytes, language: str = "all", seconds: int = 12) -> SettingsSaid:
        """Show a slide at every kiosk."""
        path = f"{_path(code, 'slides', name)}?{urlencode({'language': language, 'seconds': seconds})}"
        return self._ask("PUT", path, SettingsSaid, data, raw=True)

    def drop_slide(self, code: str, name: str) -> SettingsSaid:
        """Show a slide no longer."""
        return self._ask("DELETE", _path(code, "slides", name), SettingsSaid)

    def staff(self, code: str) -> StaffNames:
        """Who may sign in at its kiosks."""
        return self._ask("GET", _path(code, "staff"), StaffNames)

    def change_staff(self, code: str, one: StaffSaid) -> StaffNames:
        """Let somebody sign in at its kiosks, or give them another PIN."""
        body = StaffTold(staff=(one,)).model_dump_json().encode()
        return self._ask("POST", _path(code, "staff"), StaffNames, body)

    def dismiss(self, code: str, member: UUID) -> StaffNames:
        """Let somebody sign in no longer."""
        return self._ask("DELETE", _path(code, "staff", str(member)), StaffNames)

    def revoke(self, code: str, kiosk: UUID) -> CheckpointTold:
        """Let a kiosk in no longer."""
        return self._ask("DELETE", _path(code, "devices", str(kiosk)), CheckpointTold)

    def devices(self, code: str) -> DevicesTold:
        """How its kiosks are."""
        return self._ask("GET", _path(code, "devices"), DevicesTold)

    def order(self, code: str, kiosk: UUID, kind: Literal["wipe", "roll_key"]) -> OrdersTold:
        """Order a kiosk to forget everybody, or to make a new key; what it was ordered so far."""
        body = OrderWanted(kind=kind).model_dump_json().encode()
        return self._ask("POST", _path(code, "devices", str(kiosk), "orders"), OrdersTold, body)

    def completeness(self, kiosk: UUID) -> Completeness:
        """What is missing of what a kiosk has recorded."""
        return self._ask("GET", f"/v1/devices/{kiosk}/completeness", Completeness)

    def alarms(self) -> AlarmsSaid:
        """What is wrong with kiosks now."""
        return self._ask("GET", "/v1/alarms", AlarmsSaid)

    def enrolment_code(self, code: str) -> EnrolmentSaid:
        """A code for one more kiosk, to give out."""
        return self._ask("POST", _path(code, "enrolment-codes"), EnrolmentSaid)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _ask(self, method: str, path: str, kind: type[Said], body: bytes | None = None, *, raw: bool = False) -> Said:
        within = SLIDE_SECONDS if raw else ASK_SECONDS
        try:
            return self._client.ask(method, path, kind, body, within=within, raw=raw)
        except CentreRefused as fault:
            raise CentreRefused(
                fault.detail or str(fault), fault.status, problem=fault.problem, type=fault.type
            ) from fault


def _path(code: str, *more: str) -> str:
    return "/".join(["/v1/checkpoints", *(quote(part, safe="") for part in (code, *more))])
