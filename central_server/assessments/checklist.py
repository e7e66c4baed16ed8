"""A checklist, and what the answers to it come to. Pure, but for reading the files."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kiosk.errors import SettingsError
from kiosk.wire.checkpoint_messages import PlaceKind

SHIPPED = Path(__file__).with_name("checklists")
YES, NO, NONE = "yes", "no", "none"
ANSWERS = (YES, NO, NONE)
"""``none``: the criterion does not apply here."""
SAFE_FROM, FAIR_FROM = 0.9, 0.7
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(_Strict):
    """Words in both languages."""

    vi: str = Field(min_length=1, max_length=300)
    en: str = Field(min_length=1, max_length=300)

    def say(self, language: Literal["vi", "en"]) -> str:
        """The words in one of them."""
        return self.en if language == "en" else self.vi


class Criterion(_Strict):
    """One thing to see to. ``critical``: a single *no* makes the place unsafe."""

    key: Key
    text: Text
    critical: bool = False


class Checklist(_Strict):
    """What places of these ``kinds`` judge themselves by; an assessment counts for ``days``.

    ``chosen``: only where the place says of itself that it is one.
    """

    id: Key
    version: str = Field(min_length=1, max_length=40)
    title: Text
    kinds: tuple[PlaceKind, ...] = Field(min_length=1)
    chosen: bool = False
    days: int = Field(ge=1, le=92)
    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=60)

    @model_validator(mode="after")
    def _once(self) -> "Checklist":
        keys = [one.key for one in self.criteria]
        if len(set(keys)) != len(keys):
            raise ValueError("criteria: a key stands twice")
        return self


class Level(StrEnum):
    """How safe a place says it is; ``OUTDATED``: it has said so too long ago, ``UNKNOWN``: never."""

    SAFE = "safe"
    FAIR = "fair"
    UNSAFE = "unsafe"
    OUTDATED = "outdated"
    UNKNOWN = "unknown"


class Incomplete(Exception):
    """Some criteria have no answer; ``keys`` names them."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = tuple(keys)


def judge(checklist: Checklist, answers: Mapping[str, str]) -> tuple[Level, int]:
    """The level and the points of a hundred. Raises Incomplete.

    A place is safe with nine tenths of what applies to it, fairly safe with seven, and never where something critical
    is missing. Where nothing applies, nothing is known.
    """
    if open_ := [one.key for one in checklist.criteria if answers.get(one.key) not in ANSWERS]:
        raise Incomplete(open_)
    said = [(one, answers[one.key]) for one in checklist.criteria if answers[one.key] != NONE]
    if not said:
        return Level.UNKNOWN, 0
    kept = sum(answer == YES for _, answer in said) / len(said)
    points = int(100 * kept)
    if kept < FAIR_FROM or any(one.critical and answer == NO for one, answer in said):
        return Level.UNSAFE, points
    return (Level.SAFE if kept >= SAFE_FROM else Level.FAIR), points


def until(checklist: Checklist, at: datetime) -> datetime:
    """When an assessment made ``at`` (aware) has to be made anew."""
    return at + timedelta(days=checklist.days)


@cache
def load(folder: Path = SHIPPED) -> tuple[Checklist, ...]:
    """All checklists of a folder, in the order of their ids. SettingsError names the file and what is wrong in it."""
    found: dict[str, Checklist] = {}
    for file in sorted(folder.glob("*.toml")):
        try:
            one = Checklist.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
            raise SettingsError(f"{file}: cannot be read: {fault}") from fault
        except ValidationError as fault:
            first = fault.errors(include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise SettingsError(f"{file}: {where}: {first['msg']}") from fault
        if one.id in found:
            raise SettingsError(f"{file}: the id {one.id} stands in another file too")
        found[one.id] = one
    if not found:
        raise SettingsError(f"{folder}: there is no checklist in this folder")
    return tuple(found.values())


def for_kind(checklists: Sequence[Checklist], kind: str) -> tuple[Checklist, ...]:
    """Which of them a place of this kind can be judged by, the one that goes without saying first."""
    assert kind in get_args(PlaceKind)  # noqa: S101  # the centre keeps no other
    fitting = [one for one in checklists if kind in one.kinds]
    return tuple(sorted(fitting, key=lambda one: one.chosen))
