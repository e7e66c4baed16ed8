"""What the centre sets, laid over the kiosk's own settings. What only the kiosk can know stays its own.

A setting that cannot be taken is named, with why, and the kiosk's own stays; the others apply.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError, create_model

from kiosk.campaigns.reading import read
from kiosk.errors import SettingsError
from kiosk.questionnaire import Campaign
from kiosk.settings import Section, Settings
from kiosk.wire.checkpoint_messages import PushedSettings, SlideSaid

_PLACES = {
    "mode": ("display", "mode"),
    "language": ("site", "language"),
    "declarations": ("gate", "declarations"),
    "direction": ("gate", "direction"),
    "capacity": ("gate", "capacity"),
    "notice": ("site", "notice"),
    "notice_en": ("site", "notice_en"),
    "next_step": ("site", "next_step"),
    "next_step_en": ("site", "next_step_en"),
    "hotlines": ("site", "hotlines"),
    "closes_at": ("gate", "closes_at"),
}
"""Where each thing that the centre may set stands among the kiosk's own. Campaign and slides are more than a value."""

_LONGEST_HOTLINE = 30
_LINES = frozenset({"notice", "notice_en"})


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A setting of the centre's that stays as the kiosk has it. ``why`` is a sentence for the staff."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The settings in force. ``taken`` and ``refused`` name the keys of ``PushedSettings``.

    ``campaign`` and ``slides`` are what the centre gave, None where the kiosk's own stand.
    """

    settings: Settings
    campaign: Campaign | None
    slides: tuple[SlideSaid, ...] | None
    taken: tuple[str, ...]
    refused: tuple[NotTaken, ...]


def overlaid(settings: Settings, pushed: PushedSettings) -> Overlaid:
    """Lay what the centre sets over ``settings``; a value of None leaves the kiosk's own."""
    sections: dict[str, dict[str, Any]] = {}
    taken: list[str] = []
    refused: list[NotTaken] = []
    for key, (section, name) in _PLACES.items():
        value = getattr(pushed, key)
        if value is None:
            continue
        try:
            sections.setdefault(section, {})[name] = _as_setting(getattr(settings, section), key, name, value)
        except ValueError as fault:
            refused.append(NotTaken(key, _why(fault)))
        else:
            taken.append(key)
    campaign = None
    if pushed.campaign is not None:
        try:
            campaign = read(pushed.campaign.replace("\r\n", "\n"), "campaign")
        except SettingsError as fault:
            refused.append(NotTaken("campaign", str(fault)))
        else:
            taken.append("campaign")
    if pushed.slides is not None:
        taken.append("slides")
    changed = {name: getattr(settings, name).model_copy(update=values) for name, values in sections.items()}
    return Overlaid(settings.model_copy(update=changed), campaign, pushed.slides, tuple(taken), tuple(refused))


def _as_setting(section: Section, key: str, name: str, value: Any) -> Any:
    """The value as that section takes it; ValueError where it does not."""
    if isinstance(value, str):
        value = _shown(value, lines=key in _LINES)
    elif isinstance(value, tuple):
        value = tuple(_shown(one, lines=False) for one in value)
    if key == "hotlines" and any(not one.strip() or len(one) > _LONGEST_HOTLINE for one in value):
        raise ValueError(f"a hotline has 1 to {_LONGEST_HOTLINE} characters")
    field = type(section).model_fields[name]
    one: type[Section] = create_model("One", __base__=Section, **{name: (field.annotation, field)})  # type: ignore[call-overload]
    return getattr(one.model_validate({name: value}), name)


def _shown(text: str, *, lines: bool) -> str:
    """The text as it is shown; ValueError for characters that have no shape, or that turn the line round."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    plain = text.replace("\n", "") if lines else text
    if any(unicodedata.category(letter)[0] == "C" or unicodedata.category(letter) in ("Zl", "Zp") for letter in plain):
        raise ValueError("it has characters that cannot be shown")
    return text


def _why(fault: ValueError) -> str:
    return fault.errors()[0]["msg"] if isinstance(fault, ValidationError) else str(fault)
