"""What is said when a checkpoint is registered, a kiosk joins one, and the centre sets it up: see docs/wire.md."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field

from kiosk.wire.desk_messages import OtpTyped, OtpWanted
from kiosk.wire.device_messages import Key
from kiosk.wire.messages import Message, Reply

CHECKPOINT_CODE = r"^[A-Z0-9]{2,8}-[A-Z0-9]{2,8}$"
ENROLMENT_CODE = r"^[0-9A-HJKMNP-TV-Z]{5}-?[0-9A-HJKMNP-TV-Z]{5}$"  # Crockford's base 32, ten characters
ENROLMENT_MINUTES = 15
MAX_STAFF = 200
MAX_SLIDES = 30
MAX_SLIDE = 8 * 2**20  # bytes
PlaceKind = Literal["hospital", "clinic", "office", "school", "shop", "hotel", "transport", "factory", "other"]
Name = Annotated[str, Field(min_length=2, max_length=40)]
Hotline = Annotated[str, Field(max_length=40)]
Hotlines = Annotated[tuple[Hotline, ...], Field(max_length=4)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class RegistrantWanted(OtpWanted):
    """Send a code to the number somebody registers, or registered, a checkpoint with."""


class RegistrantTyped(OtpTyped):
    """What they typed, for the request they made."""

    request: UUID


class CheckpointSaid(Reply):
    """A checkpoint as the centre keeps it. ``phone`` is the registrant's, masked. ``kiosks`` are its gates."""

    code: str
    name: str
    name_en: str = ""
    kind: PlaceKind
    province: str
    ward: str
    street: str
    capacity: int | None = None
    hotlines: tuple[str, ...] = ()
    declarations: Literal["required", "optional", "off"] = "off"
    phone: str = ""
    kiosks: tuple[str, ...] = ()


class RegistrantJudged(Reply):
    """What became of a typed code. Once it is right: ``session`` is what they are known by for 30 minutes."""

    outcome: Literal["right", "wrong", "expired", "locked"]
    tries_left: int
    session: str | None = Field(default=None, repr=False)
    checkpoints: tuple[CheckpointSaid, ...] = ()


class CheckpointWanted(Message):
    """Register a checkpoint, with this kiosk as its first. ``id`` is made by the kiosk: asked again, it is one.

    ``key`` is the public half of the kiosk's own key, which signs this very request.
    """

    id: UUID
    name: Name
    name_en: str = Field(default="", max_length=40)
    kind: PlaceKind
    province: str = Field(min_length=2, max_length=8)
    ward: str = Field(min_length=2, max_length=8)
    street: str = Field(min_length=2, max_length=200)
    capacity: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    hotlines: Hotlines = ()
    declarations: Literal["required", "optional", "off"] = "off"
    device: UUID
    gate: Name
    key: Key


class DeviceWanted(Message):
    """Let this kiosk join a checkpoint of mine."""

    device: UUID
    gate: Name
    key: Key


class EnrolmentTyped(Message):
    """Let this kiosk join by a code that is shown at another one, or was given out."""

    device: UUID
    gate: Name
    code: str = Field(pattern=ENROLMENT_CODE)
    key: Key


class Enrolled(Reply):
    """This kiosk belongs to a checkpoint now, and is known by its key. ``poster`` is the link in the poster's code."""

    checkpoint: CheckpointSaid
    poster: str


class EnrolmentSaid(Reply):
    """A code that lets one more kiosk join, once. ``text`` is what its QR holds: a link with the code."""

    code: str
    text: str
    until: AwareDatetime


class SlideSaid(Reply):
    """One slide: a picture, a text file or a short video, by the digest of its bytes; ``seconds`` for pictures."""

    name: str = Field(max_length=80)
    sha256: Sha256
    size: Annotated[int, Field(ge=1, le=MAX_SLIDE)]
    kind: Literal["text", "picture", "video"]
    language: Literal["vi", "en", "all"] = "all"
    seconds: Annotated[int, Field(ge=3, le=120)] = 12


class PushedSettings(Reply):
    """What the centre may set at every kiosk of a checkpoint; None leaves the kiosk's own. Devices, the store, the
    centre's address and the display's size stay with the kiosk. What an older kiosk does not know, it passes over.
    """

    mode: Literal["self-service", "desk"] | None = None
    language: Literal["vi", "en"] | None = None
    declarations: Literal["required", "optional", "off"] | None = None
    campaign: str | None = Field(default=None, max_length=100_000)  # the TOML text of one
    direction: Literal["auto", "in", "out"] | None = None
    capacity: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    notice: str | None = Field(default=None, max_length=160)
    notice_en: str | None = Field(default=None, max_length=160)
    next_step: str | None = Field(default=None, max_length=40)
    next_step_en: str | None = Field(default=None, max_length=40)
    hotlines: Hotlines | None = None
    closes_at: str | None = Field(default=None, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")  # local time
    slides: Annotated[tuple[SlideSaid, ...], Field(max_length=MAX_SLIDES)] | None = None


class SettingsWanted(PushedSettings):
    """Set these, and nothing else. A field that is unknown is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SettingsSaid(Reply):
    """What the centre sets, with its revision; ``settings`` is None where the kiosk has this revision already.

    A revision may be lower than the kiosk's: it has moved to another checkpoint, or nothing is set any more.
    """

    revision: int
    settings: PushedSettings | None


class StaffSaid(Message):
    """One of the staff. ``pin`` is an argon2id hash. See docs/wire.md for what counts where two accounts differ.

    ``changed_at`` is when name, role or PIN were changed last; ``disabled`` is for good.
    """

    id: UUID
    name: str = Field(min_length=1, max_length=80)
    role: Literal["attendant", "supervisor", "technician"]
    pin: str = Field(max_length=200, pattern=r"^\$argon2id\$", repr=False)
    disabled: bool = False
    changed_at: AwareDatetime


class StaffTold(Message):
    """What was changed at a kiosk, none for nothing; answered by everybody of the checkpoint."""

    staff: Annotated[tuple[StaffSaid, ...], Field(max_length=MAX_STAFF)] = ()


class StaffList(Reply):
    """Everybody of the checkpoint's staff, the disabled too. ``checkpoint`` is its id: another one has other staff."""

    checkpoint: UUID | None = None  # None from a centre that does not say
    staff: tuple[StaffSaid, ...]


class StaffNamed(Reply):
    """One of the staff, for an operator: without the PIN."""

    id: UUID
    name: str
    role: str
    disabled: bool
    changed_at: AwareDatetime


class StaffNames(Reply):
    """Everybody of a checkpoint's staff, for an operator."""

    staff: tuple[StaffNamed, ...]


class KioskSaid(Reply):
    """One kiosk of a checkpoint; ``revoked_at`` once it is let in no longer."""

    device: UUID
    gate: str
    joined_at: AwareDatetime
    revoked_at: AwareDatetime | None = None


class CheckpointTold(Reply):
    """A checkpoint with all its kiosks and what is set at them, for its registrant and an operator."""

    checkpoint: CheckpointSaid
    poster: str
    devices: tuple[KioskSaid, ...]
    revision: int
    settings: PushedSettings


class Checkpoints(Reply):
    """Checkpoints in the order of their codes. Ask again with ``after=`` the last one's code while ``more``."""

    checkpoints: tuple[CheckpointSaid, ...]
    more: bool
