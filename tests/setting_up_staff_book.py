"""The staff of a machine that is set up, and of the checkpoint it joins: for the wizard's tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kiosk.errand_screens import StaffName
from kiosk.errors import KioskError, ServerUnreachable


class PinRefused(KioskError):
    """The store takes no PIN that everybody tries first."""


@dataclass
class ScriptedStaff:
    """A list of staff. ``pins`` is for the tests to look at."""

    people: list[StaffName] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)
    theirs: list[StaffName] = field(default_factory=list)  # of the checkpoint, at the centre
    asked_with: list[str] = field(default_factory=list)
    network: bool = True

    def bring(self, url: str) -> None:
        self.asked_with.append(url)
        if not self.network:
            raise ServerUnreachable("the centre cannot be reached")
        self.people += [one for one in self.theirs if one not in self.people]

    def listed(self) -> Sequence[StaffName]:
        return tuple(self.people)

    def add(self, name: str, role: str, pin: str, at: datetime) -> UUID:  # noqa: ARG002
        if pin == "123456":
            raise PinRefused("This PIN counts up or down, as everybody tries first.")
        one = StaffName(UUID(int=len(self.people) + 1), name, role)
        self.people.append(one)
        self.pins.append(pin)
        return one.id
