"""A machine whose settings a test can look at: what the page of settings does to it is kept."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.desk.routing import Mode
from kiosk.errors import ServerUnreachable
from kiosk.screens import Language
from kiosk.wire.checkpoint_messages import EnrolmentSaid, PushedSettings
from tests.fakes import HandClock
from ui.staff.settings_page import SettingsDoes


@dataclass
class FakeEnrolment:
    """A centre that gives codes, or cannot be asked."""

    clock: HandClock
    reachable: bool = True

    def enrolment_code(self) -> EnrolmentSaid:
        if not self.reachable:
            raise ServerUnreachable("no answer")
        until: datetime = self.clock.now() + timedelta(minutes=15)
        return EnrolmentSaid(code="K7P2-9XQ4", text="https://centre.test/e/K7P2-9XQ4", until=until)


@dataclass
class Machine:
    """What is set."""

    clock: HandClock
    mode: Mode = Mode.DESK
    second: bool = False
    spoken: list[Language] = field(default_factory=list)
    pushed: PushedSettings | None = None
    done: list[str] = field(default_factory=list)

    def set_mode(self, mode: Mode) -> None:
        self.mode = mode

    def set_second(self, second: bool) -> None:
        self.second = second

    def does(self, centre: FakeEnrolment | None) -> SettingsDoes:
        return SettingsDoes(
            mode=lambda: self.mode,
            set_mode=self.set_mode,
            speak=self.spoken.append,
            second=lambda: self.second,
            set_second=self.set_second,
            volume=lambda: 0.8,
            enrolment=lambda: centre,  # type: ignore[arg-type,return-value] # only codes are asked for here
            pushed=lambda: self.pushed,
            show_code=lambda: self.done.append("show"),
            posters=lambda: self.done.append("posters"),
            staff_told=lambda: self.done.append("told"),
        )
