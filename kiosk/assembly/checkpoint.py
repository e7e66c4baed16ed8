"""Keeping in step with the checkpoint: the store as kiosk/checkpoint/refreshing.py asks for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from hardware.slide_folder import SlideShelf
from kiosk.checkpoint.refreshing import CheckpointRefreshing
from kiosk.ports import Background, Clock
from kiosk.settings import CentreSection
from kiosk.wire.checkpoint import CheckpointClient
from kiosk.wire.checkpoint_messages import PushedSettings, StaffList, StaffSaid
from kiosk.wire.signing import KeySource
from local_store.store import Store


@dataclass(frozen=True, slots=True)
class KeptSettings:
    """What the centre set, in the store."""

    store: Store
    clock: Clock

    def pushed(self) -> tuple[int, PushedSettings | None]:
        """The revision, and what is set."""
        revision, settings = self.store.pushed.kept()
        return revision, settings if revision else None

    def keep_pushed(self, revision: int, pushed: PushedSettings) -> None:
        """Keep this instead."""
        self.store.pushed.keep(revision, pushed, self.clock.now())


@dataclass(slots=True)
class KeptStaff:
    """The staff, in the store. ``ended`` are those who may no longer sign in, since it was last looked at."""

    store: Store
    clock: Clock
    ended: set[UUID] = field(default_factory=set)

    def changed(self) -> Sequence[StaffSaid]:
        """Who was changed here since the centre was told."""
        return self.store.staff_sync.changed()

    def told(self, sent: Sequence[StaffSaid], heard: StaffList) -> None:
        """Take in what the centre says."""
        self.ended |= self.store.staff_sync.told(sent, heard, self.clock.now()).ended

    def take_ended(self) -> frozenset[UUID]:
        """Who is to be signed out where they sit; asked once each."""
        ended, self.ended = frozenset(self.ended), set()
        return ended


def key_for(centre: CentreSection, store: Store) -> KeySource | None:
    """The kiosk's own key; none at a centre whose own token stands in the settings, such as one tried alone."""
    return None if centre.token else store.device_keys.current


def in_step(
    centre: CentreSection,
    store: Store,
    staff: KeptStaff,
    shelf: SlideShelf,
    clock: Clock,
    lane: Background,
    *,
    settings: Callable[[PushedSettings], None],
    staff_changed: Callable[[], None],
    slides: Callable[[], None],
) -> tuple[CheckpointRefreshing, CheckpointClient]:
    """What keeps a kiosk in step with its checkpoint at a centre, and a client for the staff's own wishes."""
    if centre.url is None:
        raise ValueError("there is no centre")
    own, asked = (
        CheckpointClient(centre.url, store.device.id, centre.token, centre.authorities, key=key_for(centre, store))
        for _ in range(2)
    )
    refreshing = CheckpointRefreshing(
        KeptSettings(store, clock), staff, own, clock, lane, settings, staff_changed, shelf, changed_slides=slides
    )
    return refreshing, asked
