"""What a gateway's HTTP request looks like, from a TOML file. docs/sms.md explains each key.

The body is kept as a structure and written as JSON or as a form only once everything is filled in: no text, number
or secret can break out of its place.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kiosk.errors import SettingsError

_HOLE = re.compile(r"(\$?\{[A-Za-z_][A-Za-z0-9_]*\})")  # {text} or ${NAME}
PLACES = ("{phone}", "{phone84}", "{phone0}", "{text}", "{id}")
Status = Annotated[int, Field(ge=200, le=599)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Basic(_Part):
    """User and password in the ``Authorization`` header."""

    user: str
    password: str = Field(repr=False)


class Success(_Part):
    """When the gateway has taken a message: the status is right, and what ``pointer`` points at fits.

    ``pointer`` is a JSON pointer (RFC 6901); with it, ``equals`` or ``pattern`` is compared with the value as text.
    ``pattern`` without it is searched for in the whole body.
    """

    statuses: tuple[Status, ...] = (200,)
    pointer: str | None = Field(default=None, pattern=r"^(/.*)?$")
    equals: str | int | bool | None = None
    pattern: re.Pattern[str] | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Success":
        if (self.equals is None) == (self.pattern is None) and self.pointer is not None:
            raise ValueError("pointer needs either equals or pattern")
        if self.pointer is None and self.equals is not None:
            raise ValueError("equals needs a pointer")
        return self

    def verdict(self, status: int, body: bytes) -> Literal["taken", "refused", "unclear"]:
        """What this answer says of the message. ``unclear``: it says neither, and may be somebody else's."""
        if status not in self.statuses:
            return "unclear" if status >= 500 or status == 408 else "refused"
        if self.pointer is None:
            taken = self.pattern is None or self.pattern.search(body.decode("utf-8", "replace")) is not None
            return "taken" if taken else "unclear"
        try:
            found = _as_text(_pointed(json.loads(body), self.pointer))
        except (ValueError, LookupError, RecursionError):
            return "unclear"
        fits = found == _as_text(self.equals) if self.pattern is None else self.pattern.search(found) is not None
        return "taken" if fits else "refused"


class Template(_Part):
    """A gateway. In ``query`` and ``body``, PLACES stand for what belongs to a message.

    In every text, ``${NAME}`` stands for an environment variable.
    """

    url: str = Field(repr=False)
    method: Literal["POST", "GET", "PUT"] = "POST"
    encoding: Literal["json", "form"] = "json"
    timeout: float = Field(default=5.0, gt=0, le=6)
    authorities: Path | None = None
    headers: dict[str, str] = Field(default_factory=dict, repr=False)
    query: dict[str, str] = Field(default_factory=dict, repr=False)
    body: dict[str, Any] = Field(default_factory=dict, repr=False)
    basic: Basic | None = None
    success: Success = Success()

    @model_validator(mode="after")
    def _whole(self) -> "Template":
        where = urlsplit(self.url)
        if where.scheme != "https" and not (where.scheme == "http" and where.hostname in ("127.0.0.1", "::1")):
            raise ValueError("url must begin with https://, or be on 127.0.0.1")
        if not where.hostname or where.username is not None:
            raise ValueError("url must name a host, and no user: that is what [basic] is for")
        if self.encoding == "form" and not all(isinstance(value, str) for value in self.body.values()):
            raise ValueError("the body of a form holds texts only")
        used = _holes([self.query, self.body])
        if unknown := sorted(used.difference(PLACES)):
            raise ValueError(f"{unknown[0]} stands for nothing; there are {', '.join(PLACES)}")
        if misplaced := sorted(_holes([self.url, self.headers, self.basic and dict(self.basic)])):
            raise ValueError(f"{misplaced[0]} may stand in query and body only")
        if "{text}" not in used or not used.intersection(PLACES[:3]):
            raise ValueError("query or body must hold {text} and one of {phone}, {phone84}, {phone0}")
        return self


def read_template(file: Path, environment: Mapping[str, str]) -> tuple[Template, dict[str, str]]:
    """Read a gateway's file, and the secrets it names, by their place. Raises SettingsError, which quotes neither."""
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise SettingsError(f"{file}: cannot be read as TOML.") from fault
    secrets = {hole: environment.get(hole[2:-1], "") for text in _strings(raw) for hole in _HOLE.findall(text)}
    secrets = {hole: value for hole, value in secrets.items() if hole.startswith("$")}
    if missing := sorted(hole for hole, value in secrets.items() if not value):
        raise SettingsError(f"{file}: the environment variable {missing[0][2:-1]} is not set.")
    try:
        return Template.model_validate(raw), secrets
    except ValidationError as fault:
        error = fault.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in error["loc"])
        message = error["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{file}: {where + ': ' if where else ''}{message}.") from None


def message_values(phone: str, text: str, message_id: str) -> dict[str, str]:
    """What stands for what in one message; ``phone`` is E.164 (+84…)."""
    return dict(
        zip(PLACES, (phone, phone.removeprefix("+"), "0" + phone.removeprefix("+84"), text, message_id), strict=True)
    )


def filled(value: Any, values: Mapping[str, str]) -> Any:
    """Every text in ``value`` with its holes filled, once: what is put in is not looked at again."""
    if isinstance(value, str):
        return _HOLE.sub(lambda found: values[found[1]], value)
    if isinstance(value, dict):
        return {key: filled(inner, values) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, values) for inner in value]
    return value


def _holes(value: Any) -> set[str]:
    """The places for what belongs to a message; secrets may stand anywhere."""
    return {hole for text in _strings(value) for hole in _HOLE.findall(text) if not hole.startswith("$")}


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _strings(one)]


def _pointed(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(value, list | dict):
            raise LookupError(step)
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
