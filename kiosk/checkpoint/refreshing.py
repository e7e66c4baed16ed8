"""Keeping a kiosk in step with its checkpoint: what the centre sets, its slides, and the staff of all its kiosks."""

import hashlib
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kiosk.checkpoint.ports import CheckpointCentre
from kiosk.checkpoint.rounds import Draw, Rounds
from kiosk.errors import KioskError, ServerUnreachable
from kiosk.ports import Background, Clock
from kiosk.wire.checkpoint_messages import PushedSettings, SlideSaid, StaffList, StaffSaid

log = logging.getLogger("kiosk.checkpoint")

SETTINGS_EVERY = 30.0  # seconds
STAFF_EVERY = 60.0  # seconds
SLIDE_PAUSE = 60.0  # seconds after a slide did not come; doubled with every further time
LONGEST_SLIDE_PAUSE = 3_600.0  # seconds


class PushedStore(Protocol):
    """What the centre set, as it is kept. Both methods block and may raise StoreError."""

    def pushed(self) -> tuple[int, PushedSettings | None]:
        """The revision, and what is set; 0 and None where the centre has never set anything."""

    def keep_pushed(self, revision: int, pushed: PushedSettings) -> None:
        """Keep this instead, whether its revision is higher or lower."""


class StaffStore(Protocol):
    """The staff, as they are kept here. Both methods block and may raise StoreError."""

    def changed(self) -> Sequence[StaffSaid]:
        """Who was changed here since the centre was told, of the checkpoint that was heard of last."""

    def told(self, sent: Sequence[StaffSaid], heard: StaffList) -> None:
        """The centre has heard of these, and this is everybody."""


def agree_on_staff(store: StaffStore, centre: CheckpointCentre) -> tuple[StaffList, bool]:
    """Hear who is of the staff, then tell who was changed here; the last answer, and whether anybody was told. Blocks.

    In this order: a kiosk that has come to another checkpoint knows so before it tells anything of its staff.
    """
    heard = centre.staff(())
    store.told((), heard)
    sent = tuple(store.changed())
    if sent:
        heard = centre.staff(sent)
        store.told(sent, heard)
    return heard, bool(sent)


class SlideShelf(Protocol):
    """Where the bytes of slides are kept. Both methods block and may raise KioskError."""

    def has(self, slide: SlideSaid) -> bool:
        """Whether a slide is here, whole and under its kind."""

    def keep(self, slide: SlideSaid, data: bytes) -> None:
        """Keep a slide, whose bytes were checked."""


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What a turn brought: ``settings`` None for nothing new, ``wanted`` all slides that are to be shown."""

    settings: PushedSettings | None
    wanted: tuple[SlideSaid, ...]


class CheckpointRefreshing:
    """Asks for as long as the kiosk runs. Lives on the UI thread; what blocks runs on ``lane``.

    ``changed_settings`` is called with what is kept, once at the start if the centre ever set anything, and at each
    change; ``changed_staff`` after the store has taken in another list of staff; ``changed_slides`` when a slide that
    is to be shown has come. A slide never holds up what is set: it comes after it, one at a time.
    """

    def __init__(
        self,
        store_pushed: PushedStore,
        store_staff: StaffStore,
        centre: CheckpointCentre,
        clock: Clock,
        lane: Background,
        changed_settings: Callable[[PushedSettings], None],
        changed_staff: Callable[[], None],
        slides: SlideShelf,
        *,
        changed_slides: Callable[[], None] = lambda: None,
        draw: Draw = random.uniform,
    ) -> None:
        self._store_pushed = store_pushed
        self._store_staff = store_staff
        self._centre = centre
        self._clock = clock
        self._lane = lane
        self._changed_settings = changed_settings
        self._changed_staff = changed_staff
        self._changed_slides = changed_slides
        self._shelf = slides
        self._heard: StaffList | None = None
        self._fetching = False
        self._not_before: dict[str, tuple[float, float]] = {}  # by digest: when, and the pause after that
        self._settings = Rounds(
            "what the centre sets", self._ask_settings, self._have_settings, lane, SETTINGS_EVERY, draw=draw
        )
        self._staff = Rounds("the staff", self._ask_staff, self._have_staff, lane, STAFF_EVERY, draw=draw)

    def start(self) -> None:
        """Say what is kept, then ask the centre, and go on for ever."""
        self._lane.run(self._store_pushed.pushed, self._known, self._unknown)
        self._staff.soon()

    def staff_changed(self) -> None:
        """Somebody of the staff was changed here: tell the centre now."""
        self._staff.soon()

    def settings_wanted(self) -> None:
        """Ask now for what the centre sets, such as after joining."""
        self._settings.soon()

    def _known(self, kept: tuple[int, PushedSettings | None]) -> None:
        if kept[1] is not None:
            self._changed_settings(kept[1])
        self._settings.soon()

    def _unknown(self, fault: KioskError) -> None:
        log.error("what the centre has set cannot be read: %s", fault)
        self._settings.soon()

    def _ask_settings(self) -> _Fetched:
        revision, kept = self._store_pushed.pushed()
        said = self._centre.settings(revision)
        if said.settings is None:
            return _Fetched(None, self._missing(kept))
        self._store_pushed.keep_pushed(said.revision, said.settings)
        return _Fetched(said.settings, self._missing(said.settings))

    def _missing(self, pushed: PushedSettings | None) -> tuple[SlideSaid, ...]:
        slides = {slide.sha256: slide for slide in (pushed.slides if pushed else None) or ()}
        try:
            return tuple(slide for slide in slides.values() if not self._shelf.has(slide))
        except KioskError as fault:  # what is set counts all the same
            log.error("the slides cannot be looked at: %s", fault)
            return ()

    def _have_settings(self, fetched: _Fetched) -> None:
        if fetched.settings is not None:
            log.info(
                "the centre sets: %s", ", ".join(sorted(fetched.settings.model_dump(exclude_none=True))) or "nothing"
            )
            self._changed_settings(fetched.settings)
        wanted = {slide.sha256 for slide in fetched.wanted}
        self._not_before = {digest: when for digest, when in self._not_before.items() if digest in wanted}
        if not self._fetching:
            self._fetch(fetched.wanted)

    def _fetch(self, wanted: Sequence[SlideSaid]) -> None:
        """Fetch the first that may be asked for, then the others."""
        now = self._clock.monotonic()
        due = [slide for slide in wanted if self._not_before.get(slide.sha256, (now, 0.0))[0] <= now]
        self._fetching = bool(due)
        if not due:
            return
        slide, others = due[0], due[1:]

        def come(_: None) -> None:
            self._not_before.pop(slide.sha256, None)
            self._changed_slides()
            self._fetch(others)

        def missing(fault: KioskError) -> None:
            pause = min(LONGEST_SLIDE_PAUSE, max(SLIDE_PAUSE, 2 * self._not_before.get(slide.sha256, (0.0, 0.0))[1]))
            self._not_before[slide.sha256] = (self._clock.monotonic() + pause, pause)
            log.info("a slide did not come: %s", fault)
            self._fetch(others)

        self._lane.run(lambda: self._bring(slide), come, missing)

    def _bring(self, slide: SlideSaid) -> None:
        data = self._centre.slide(slide.sha256)
        if len(data) != slide.size or hashlib.sha256(data).hexdigest() != slide.sha256:
            raise ServerUnreachable("the centre sent other bytes than the slide's")
        self._shelf.keep(slide, data)

    def _ask_staff(self) -> tuple[StaffList, bool]:
        return agree_on_staff(self._store_staff, self._centre)

    def _have_staff(self, agreed: tuple[StaffList, bool]) -> None:
        heard, told = agreed
        if told or heard != self._heard:
            self._heard = heard
            self._changed_staff()
