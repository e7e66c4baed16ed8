"""A checkpoint as a phone meets it: what it is, what is set at it, and the rules that hold there."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from central_server.places import known_places
from central_server.problems import ProblemError
from central_server.store import checkpoints, notices, presence, pushed
from central_server.store.checkpoints import Checkpoint
from kiosk import campaigns
from kiosk.admission import DeclarationMode, DirectionPolicy, Rules
from kiosk.campaigns.reading import read
from kiosk.errors import SettingsError
from kiosk.questionnaire import Campaign
from kiosk.wire.checkpoint_messages import CheckpointSaid, PushedSettings

GATE = "Điện thoại"
SHIPPED = "khai-bao-toan-dan"  # what a kiosk asks where nobody has set anything else


class NoSuchPlace(ProblemError):
    """There is no checkpoint with this code."""

    def __init__(self) -> None:
        super().__init__(404, "There is no such checkpoint.")


@dataclass(frozen=True, slots=True)
class Place:
    """A checkpoint: its row, what is told of it to everybody, what is set at it, and its rules at this moment."""

    row: Checkpoint
    said: CheckpointSaid
    settings: PushedSettings
    rules: Rules

    @property
    def path(self) -> str:
        """Its page."""
        return f"/c/{self.said.code}"

    def name(self, language: str) -> str:
        """Its name in a language."""
        return (self.said.name_en if language == "en" else "") or self.said.name

    def inside_now(self, connection: Connection, now: datetime) -> int:
        """How many people are inside; not counted where any number may be."""
        return 0 if self.rules.capacity is None else presence.inside_now(connection, self.row.id, now)

    def notice(self, language: str) -> str:
        """What the centre has said at this checkpoint, such as to wash hands."""
        return (self.settings.notice_en if language == "en" else "") or self.settings.notice or ""

    def next_step(self, language: str) -> str:
        """Where to go once inside."""
        return (self.settings.next_step_en if language == "en" else "") or self.settings.next_step or ""

    def address(self) -> str:
        """Street, ward and province."""
        places = known_places()
        ward, province = places.ward(self.said.ward), places.province(self.said.province)
        return ", ".join([self.said.street, *(place.name for place in (ward, province) if place is not None)])


def place_of(connection: Connection, code: str, now: datetime) -> Place:
    """The checkpoint with this code, however it is typed. Raises NoSuchPlace."""
    row = checkpoints.by_code(connection, code.upper())
    if row is None:
        raise NoSuchPlace
    [said] = checkpoints.said(connection, [row], now)
    _, settings = notices.overlaid(connection, row, *pushed.current(connection, row.id), now)
    changed = {
        "declarations": settings.declarations,
        "hotlines": settings.hotlines,
        "capacity": settings.capacity,
    }
    said = said.model_copy(update={key: value for key, value in changed.items() if value is not None})
    return Place(row, said, settings, _rules(said, settings, now))


def _rules(said: CheckpointSaid, settings: PushedSettings, now: datetime) -> Rules:
    declarations = DeclarationMode(said.declarations)
    off = declarations is DeclarationMode.OFF
    return Rules(
        gate=GATE,
        direction=DirectionPolicy(settings.direction or DirectionPolicy.AUTO),
        capacity=said.capacity,
        declarations=declarations,
        campaign=None if off else campaign_of(settings.campaign),
        places=known_places(),
        province=said.province,
        centre=True,
        discreet_stop=True,
        now=now,
    )


@lru_cache(maxsize=64)
def campaign_of(text: str | None) -> Campaign:
    """What is asked here: the campaign that was set, or, as at a kiosk, the shipped one where that is none."""
    if text is not None:
        try:
            return read(text.replace("\r\n", "\n"), "campaign")
        except SettingsError:  # whoever set it was told; visitors are asked what has always been asked
            pass
    shipped = campaigns.load(SHIPPED)
    if shipped is None:
        raise SettingsError(f"{SHIPPED}: there is no such campaign")
    return shipped
