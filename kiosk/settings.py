"""The settings: one TOML file, then the environment, then the command line; the later one wins.

A key or value that is not allowed is named, with what is allowed. docs/operate.md lists them all.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, FilePath, ValidationError
from pydantic_core import ErrorDetails

from kiosk import folders
from kiosk.admission import DeclarationMode, DirectionPolicy, Rules
from kiosk.errors import SettingsError
from kiosk.screens import Language

ENVIRONMENT_PREFIX = "KIOSK_"
OTHER_VARIABLES = frozenset({"KIOSK_CONFIG"})
_OF_A_CENTRE = re.compile("KIOSK_CENTRE_(?!_)")  # what the centre is set with; ours have two underscores
IN_WORDS = {
    "centre.url": "write an address that begins with http:// or https://",
    "site.poster": "write an address that begins with http:// or https://",
    "gate.closes_at": "write a time of day from 00:00 to 23:59, or nothing",
    "site.code": "capital letters, digits and hyphens are allowed",
    "centre.authorities": "there is no such file",
    "gate.certificate_signers": "there is no such file",
}
SECRETS = frozenset({"centre.token"})
SOURCE_KINDS = ("camera", "file", "demo", "keyboard", "serial")


def _several(value: object) -> object:
    """One value where a list is expected stands for a list of one."""
    return (value,) if isinstance(value, str | int) else value


def _address(value: str) -> str:
    kind, colon, _ = value.partition(":")
    if not colon or kind not in SOURCE_KINDS:
        raise ValueError(f"an address begins with one of {', '.join(f'{kind}:' for kind in SOURCE_KINDS)}")
    return value


Address = Annotated[str, AfterValidator(_address)]


class Section(BaseModel):
    """A part of the settings: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class SiteSection(Section):
    """What the place is called and what it tells its visitors, in Vietnamese and English.

    ``code`` is the checkpoint's, ``poster`` the link in its poster's code: by default the centre's, with the code.
    ``province`` is the code of the province it lies in, offered first in addresses. ``address`` and ``phone`` stand on
    the poster. ``slides`` is a folder of them, shown after ``slides_after`` seconds without a touch.
    """

    name: str = Field(default="Điểm kiểm dịch", max_length=40)
    name_en: str = Field(default="Checkpoint", max_length=40)
    gate: str = Field(default="Cổng chính", max_length=40)
    gate_en: str = Field(default="Main gate", max_length=40)
    staff_place: str = Field(default="Bàn kiểm dịch ở cửa", max_length=40)
    staff_place_en: str = Field(default="The desk at the door", max_length=40)
    next_step: str = Field(default="Mời vào bên trong", max_length=40)
    next_step_en: str = Field(default="Please go in", max_length=40)
    notice: str = Field(
        default="5K: Khẩu trang – Khử khuẩn – Khoảng cách\nKhông tụ tập – Khai báo y tế", max_length=160
    )
    notice_en: str = Field(
        default="5K: Masks · Disinfection · Distance\nNo gatherings · Health declaration", max_length=160
    )
    hotlines: Annotated[tuple[str, ...], BeforeValidator(_several)] = ("1022", "1900 9095")
    code: str = Field(default="", max_length=20, pattern=r"^[A-Z0-9-]*$")
    poster: str = Field(default="", max_length=200, pattern=r"^(https?://[^\s]+)?$")
    province: str = Field(default="", max_length=8)
    slides: Path | None = None
    slides_after: Annotated[float, Field(ge=10, le=3_600)] = 45
    address: str = Field(default="", max_length=300)
    phone: str = Field(default="", max_length=20)
    language: Language = Language.VI


class GateSection(Section):
    """The rules of this gate (kiosk/admission.py). Stays are in seconds.

    ``campaign`` is what a declaration asks: the name of one that is shipped, or a file. ``discreet_stop``: whoever has
    to wait is shown the same as whoever sees the staff. ``certificate_signers``: PEM file of the keys and certificates
    that vaccine passports are checked with. ``closes_at``: the local time at which everybody still inside is checked
    out by rule, empty for never.
    """

    direction: DirectionPolicy = DirectionPolicy.AUTO
    minimum_stay: Annotated[float, Field(ge=0, le=86_400)] = 600
    minimum_away: Annotated[float, Field(ge=0, le=3_600)] = 60
    capacity: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    declarations: DeclarationMode = DeclarationMode.OFF
    campaign: str = Field(default="khai-bao-toan-dan", min_length=1, max_length=400)
    discreet_stop: bool = False
    certificate_signers: FilePath | None = None
    closes_at: str = Field(default="", pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")


class DevicesSection(Section):
    """Where codes are read, as addresses; all of them at the same time. ``volume`` is 0..1, 0 for silence.

    ``printer`` is where slips are printed, empty for nowhere: docs/printing.md.
    """

    sources: Annotated[tuple[Address, ...], BeforeValidator(_several)] = ("camera:0", "keyboard:")
    mirrored: bool = True
    scanner_side: Literal["left", "right", "above", "below"] = "right"
    volume: Annotated[float, Field(ge=0, le=1)] = 0.8
    printer: str = Field(default="", max_length=400)


class DisplaySection(Section):
    """The window. ``text_size``: every size of the design × 1, 1.15 or 1.3.

    ``mode``: which face it begins with, the visitor's or the staff's. ``visitor_display``: in desk mode the visitor's
    face stands on a second display. ``sign_out_after`` seconds without a key or a touch the staff are signed out.
    ``locked``: the window stays on top, takes the keyboard back and cannot be closed from the screen.
    ``panel_inches`` is the diagonal of the panel, for touch targets of a true size.
    """

    mode: Literal["self-service", "desk"] = "self-service"
    visitor_display: bool = False
    sign_out_after: Annotated[int, Field(ge=60, le=600)] = 180
    fullscreen: bool = True
    locked: bool = True
    text_size: Literal["normal", "large", "largest"] = "normal"
    reduced_motion: bool = False
    panel_inches: Annotated[float, Field(ge=5, le=110)] | None = None


class CentreSection(Section):
    """The central server; without an address the kiosk keeps everything and sends nothing.

    ``authorities`` is a file of certificates to trust instead of the well-known ones. ``embedded``: a centre of this
    machine's own is started with the kiosk, for trying it out alone.
    """

    url: str | None = Field(default=None, pattern=r"^https?://[^\s]+$")
    token: str | None = Field(default=None, repr=False, min_length=16)
    authorities: FilePath | None = None
    embedded: bool = False


class StoreSection(Section):
    """Where the local store lies; the key that encrypts it lies in the keystore, else in ``keys``.

    ``exports`` is the folder that lists and reports are written to.
    """

    folder: Path = Field(default_factory=lambda: folders.find().data)
    keys: Path = Field(default_factory=lambda: folders.find().keys)
    exports: Path = Field(default_factory=lambda: folders.find().exports)


class Settings(Section):
    """Everything that can be set."""

    site: SiteSection = SiteSection()
    gate: GateSection = GateSection()
    devices: DevicesSection = DevicesSection()
    display: DisplaySection = DisplaySection()
    centre: CentreSection = CentreSection()
    store: StoreSection = Field(default_factory=StoreSection)

    @property
    def rules(self) -> Rules:
        """The rules of the gate as the core takes them."""
        return Rules(
            gate=self.site.gate,
            direction=self.gate.direction,
            minimum_stay=timedelta(seconds=self.gate.minimum_stay),
            minimum_away=timedelta(seconds=self.gate.minimum_away),
            capacity=self.gate.capacity,
            declarations=self.gate.declarations,
        )


def default_file() -> Path:
    """Where the settings file is looked for when none is named."""
    return folders.find().settings


def load(
    file: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    assignments: tuple[str, ...] = (),
    *,
    default: bool = True,
) -> Settings:
    """Read the settings; raise SettingsError with one line for each thing that is wrong.

    ``file`` must exist when it is named; the default file need not, and without ``default`` is not looked at.
    Environment: ``KIOSK_GATE__DIRECTION=in``. ``assignments`` are ``gate.direction=in`` from the command line. Lists
    are written as in TOML.
    """
    values = _read_file(file) if file or default else {}
    origin = {_path_of(keys): str(file or default_file()) for keys in _leaves(values)}
    for name, text in environment.items():
        if _is_ours(name):
            _assign(values, name.removeprefix(ENVIRONMENT_PREFIX).lower().split("__"), text, name, origin)
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        if not equals:
            raise SettingsError(f"--set {assignment}: write it as section.key=value, for example gate.direction=in")
        _assign(values, key.strip().split("."), text, f"--set {key}", origin)
    try:
        return Settings.model_validate(values)
    except ValidationError as fault:
        raise SettingsError("\n".join(_complaint(error, origin) for error in fault.errors())) from None


def _is_ours(name: str) -> bool:
    """Whether a variable of the environment is meant as a setting of the kiosk's.

    >>> [_is_ours(name) for name in ("KIOSK_CENTRE__URL", "KIOSK_CENTRE_URL", "KIOSK_CONFIG", "KIOSK_GATE_X", "HOME")]
    [True, False, False, True, False]
    """
    return name.startswith(ENVIRONMENT_PREFIX) and name not in OTHER_VARIABLES and not _OF_A_CENTRE.match(name)


def _read_file(file: Path | None) -> dict[str, Any]:
    path = file or default_file()
    if file is None and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{path}: cannot be read: {fault}") from fault
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(f"{path}: not valid TOML: {fault}") from fault


def _assign(values: dict[str, Any], keys: list[str], text: str, where: str, origin: dict[str, str]) -> None:
    inner = values
    for key in keys[:-1]:
        deeper = inner.setdefault(key, {})
        if not isinstance(deeper, dict):
            raise SettingsError(f"{where}: {key} is a value, not a section")
        inner = deeper
    inner[keys[-1]] = _as_toml(text)
    origin[_path_of(keys)] = where


def _as_toml(text: str) -> Any:
    """Numbers, booleans and lists as TOML writes them; anything else is text."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _leaves(values: Mapping[str, Any], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for key, value in values.items():
        found += _leaves(value, (*above, key)) if isinstance(value, dict) else [(*above, key)]
    return found


def _path_of(keys: tuple[str, ...] | list[str]) -> str:
    return ".".join(keys)


def _complaint(error: ErrorDetails, origin: Mapping[str, str]) -> str:
    path = [str(part) for part in error["loc"]]
    key = _path_of(path[:2])
    where = origin.get(key) or next((o for k, o in origin.items() if k.startswith(f"{key}.")), "settings")
    if error["type"] == "extra_forbidden":
        hint = "" if "__" in where or not where.startswith(ENVIRONMENT_PREFIX) else "; write KIOSK_SECTION__KEY"
        return f"{where}: {key} is not a setting; allowed here: {', '.join(_allowed_keys(path[:-1]))}{hint}"
    if error["type"] == "model_type":
        return f"{where}: {key} is a section; its keys are: {', '.join(_allowed_keys(path))}"
    shown = "(hidden)" if key in SECRETS else repr(error["input"])
    formal = error["type"] in ("string_pattern_mismatch", "path_not_file")
    says = IN_WORDS.get(key, error["msg"]) if formal else error["msg"]
    return f"{where}: {key} = {shown}: {says}"


def _allowed_keys(path: list[str]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in path:
        annotation = model.model_fields[part].annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            model = annotation
    return sorted(model.model_fields)
