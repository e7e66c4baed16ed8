"""A kiosk that keeps in step with a centre in memory: settings, slides and staff, with time turned by hand."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid5

from kiosk.checkpoint.refreshing import CheckpointRefreshing
from kiosk.errors import DeviceError, StoreError
from kiosk.wire.checkpoint_messages import EnrolmentSaid, PushedSettings, SettingsSaid, SlideSaid, StaffList, StaffSaid
from kiosk.wire.faults import CentreRefused
from tests.fakes import HandClock, InlineBackground

SPACE = UUID("0197a5d2-0000-7000-8000-0000000000f1")
NOW = HandClock().now()


def slide(name: str, data: bytes) -> SlideSaid:
    return SlideSaid(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), kind="text")


def somebody(number: int, minutes: int = 0, role: str = "attendant") -> StaffSaid:
    return StaffSaid(
        id=uuid5(SPACE, str(number)),
        name=f"Trần Thị Mẫu {number}",
        role=role,  # type: ignore[arg-type]
        pin="$argon2id$synthetic",
        changed_at=NOW + timedelta(minutes=minutes),
    )


@dataclass
class Centre:
    """A centre that sets things, knows slides by their bytes, and merges staff; ``fault`` is raised while set."""

    revision: int = 0
    pushed: PushedSettings | None = None
    slides: dict[str, bytes] = field(default_factory=dict)
    people: dict[UUID, StaffSaid] = field(default_factory=dict)
    fault: Exception | None = None
    asked: list[str] = field(default_factory=list)
    meanwhile: list[Callable[[], None]] = field(default_factory=list)

    def settings(self, after: int) -> SettingsSaid:
        self._heard("settings")
        return SettingsSaid(revision=self.revision, settings=None if after == self.revision else self.pushed)

    def staff(self, changed: Sequence[StaffSaid]) -> StaffList:
        self._heard("staff")
        for one in changed:
            known = self.people.get(one.id)
            if known is None or known.changed_at < one.changed_at:
                self.people[one.id] = one
        while self.meanwhile:
            self.meanwhile.pop()()
        return StaffList(staff=tuple(self.people.values()))

    def slide(self, sha256: str) -> bytes:
        self._heard("slide")
        if sha256 not in self.slides:
            raise CentreRefused("HTTP 404", 404, problem=True)
        return self.slides[sha256]

    def enrolment_code(self) -> EnrolmentSaid:
        raise NotImplementedError

    def push(self, revision: int, pushed: PushedSettings, *shown: bytes) -> None:
        self.revision, self.pushed = revision, pushed
        self.slides |= {hashlib.sha256(data).hexdigest(): data for data in shown}

    def _heard(self, what: str) -> None:
        self.asked.append(what)
        if self.fault is not None:
            raise self.fault


@dataclass
class Pushed:
    """What is kept of the settings; a broken one cannot write."""

    revision: int = 0
    kept: PushedSettings | None = None
    broken: bool = False

    def pushed(self) -> tuple[int, PushedSettings | None]:
        return self.revision, self.kept

    def keep_pushed(self, revision: int, pushed: PushedSettings) -> None:
        if self.broken:
            raise StoreError("disk full")
        self.revision, self.kept = revision, pushed


@dataclass
class People:
    """The staff as they are kept here. ``left``: what is heard is of another checkpoint."""

    waiting: list[StaffSaid] = field(default_factory=list)
    known: tuple[StaffSaid, ...] = ()
    left: bool = False

    def changed(self) -> Sequence[StaffSaid]:
        return list(self.waiting)

    def told(self, sent: Sequence[StaffSaid], heard: StaffList) -> None:
        self.waiting = [one for one in self.waiting if one not in sent and not self.left]
        self.known = heard.staff


@dataclass
class Shelf:
    """Slides in memory; a broken one cannot even look."""

    kept: dict[str, bytes] = field(default_factory=dict)
    broken: bool = False

    def has(self, slide: SlideSaid) -> bool:
        if self.broken:
            raise DeviceError("no folder")
        return slide.sha256 in self.kept

    def keep(self, slide: SlideSaid, data: bytes) -> None:
        self.kept[slide.sha256] = data


class Kiosk:
    def __init__(self) -> None:
        self.clock = HandClock()
        self.background = InlineBackground(self.clock)
        self.centre, self.pushed, self.people, self.shelf = Centre(), Pushed(), People(), Shelf()
        self.set: list[PushedSettings] = []
        self.staff_changes = self.slide_changes = 0
        self.refreshing = CheckpointRefreshing(
            self.pushed,
            self.people,
            self.centre,
            self.clock,
            self.background,
            self.set.append,
            self._staff,
            self.shelf,
            changed_slides=self._slides,
            draw=lambda low, high: (low + high) / 2,
        )

    def _staff(self) -> None:
        self.staff_changes += 1

    def _slides(self) -> None:
        self.slide_changes += 1

    def asked(self, what: str) -> int:
        return self.centre.asked.count(what)
