"""What was chosen so far while the kiosk is set up: kept beside the settings, so that it goes on after a power cut.

There is no PIN in it, no session of the registrant's and no key; but a number, so only this user reads it.
"""

import logging
import tomllib
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from uuid_utils.compat import uuid7

from kiosk.checkpoint.written_settings import write_whole
from kiosk.errors import SettingsError
from kiosk.screens import Language

log = logging.getLogger(__name__)

DRAFT_NAME = "setup.toml"


class Step(IntEnum):
    """The five steps."""

    LANGUAGE = 1
    CHECKPOINT = 2
    DEVICES = 3
    STAFF = 4
    POSTER = 5


class Way(StrEnum):
    """How this kiosk comes to its checkpoint."""

    NEW = "new"  # registers it
    CODE = "code"  # joins by a code shown at another kiosk
    MINE = "mine"  # joins by the number it was registered with


class Draft(BaseModel):
    """What was chosen. Texts are as they were typed; empty is not chosen yet.

    ``id`` is the registration's, made before it is sent: sent again it is the same one. ``code`` is there once the
    centre knows this kiosk. ``pending``: the registration is still to be sent. ``finished``: the wizard was left by
    its last button, and this stays only because something is pending.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    step: Step = Step.LANGUAGE
    language: Language = Language.VI
    id: UUID = Field(default_factory=uuid7)
    server: str = ""
    alone: bool = False
    way: Way = Way.NEW
    name: str = ""
    name_en: str = ""
    gate: str = ""
    kind: str = ""
    phone: str = Field(default="", repr=False)
    province: str = ""
    ward: str = ""
    street: str = ""
    address: str = ""  # in one line, of a kiosk that was set up before
    capacity: str = ""
    hotlines: str = "1022, 1900 9095"
    declarations: str = ""
    code: str = ""
    poster: str = ""
    camera: str = ""
    scanners: tuple[str, ...] = ("keyboard:",)
    printer: str = ""
    volume: float = 0.8
    inches: str = ""
    side: str = ""
    pending: bool = False
    finished: bool = False

    @property
    def enrolled(self) -> bool:
        """Whether the centre knows this kiosk."""
        return bool(self.code)

    def with_(self, **values: Any) -> Self:
        """The same with other values."""
        return self.model_copy(update=values)


class DraftFile:
    """The draft on disk. Every method blocks."""

    def __init__(self, settings: Path) -> None:
        self.path = settings.with_name(DRAFT_NAME)

    def load(self) -> Draft | None:
        """What was kept, None for nothing; a file that cannot be understood is left alone and counts as nothing."""
        try:
            return Draft.model_validate(tomllib.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as fault:
            log.warning("what was kept of setting up cannot be read: %s", type(fault).__name__)
            return None

    def save(self, draft: Draft) -> None:
        """Keep it: on disk, whole, before this returns. Raises SettingsError."""
        write_whole(self.path, tomlkit.dumps(draft.model_dump(mode="json")))

    def clear(self) -> None:
        """Nothing is kept any more. Raises SettingsError."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as fault:
            raise SettingsError(f"{self.path}: cannot be removed: {fault.strerror or fault}") from fault
