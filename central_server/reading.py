"""Reading what a kiosk sent: a batch as a list, and then each event on its own, so that one cannot spoil the others."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from kiosk.wire.messages import MAX_BATCH, DeclarationSaid, EventSaid, RefusedScanSaid

MAX_IDENTIFIER = 200  # characters of an identifier's kind, and of its value: an index entry must hold both
_event: TypeAdapter[EventSaid] = TypeAdapter(EventSaid)


class NotABatchError(Exception):
    """The body is not a batch at all; the message says what it should have been."""


@dataclass(frozen=True, slots=True)
class Received:
    """An event in good form. ``hash`` is the SHA-256 of ``content``, its canonical JSON; ``echo`` its id as sent."""

    echo: str
    event: EventSaid
    content: str
    hash: bytes


@dataclass(frozen=True, slots=True)
class Malformed:
    """An event that breaks the form; ``reason`` names the field."""

    echo: str
    reason: str


def read_batch(body: bytes) -> list[Received | Malformed]:
    """Read the body of a request. Raises NotABatchError if it is not ``{"events": [1..500 things]}``."""
    try:
        batch = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as fault:
        raise NotABatchError("The body is not JSON in UTF-8.") from fault
    if not isinstance(batch, dict) or set(batch) != {"events"} or not isinstance(batch["events"], list):
        raise NotABatchError('The body must be an object with one member, "events", which is a list.')
    if not 1 <= len(batch["events"]) <= MAX_BATCH:
        raise NotABatchError(f"A batch has 1 to {MAX_BATCH} events; this one has {len(batch['events'])}.")
    return [read_event(raw) for raw in batch["events"]]


def read_event(raw: object) -> Received | Malformed:
    """Read one event, as JSON gave it."""
    echo = _echo(raw)
    try:
        event = _event.validate_json(_as_text(raw).encode("utf-8"), strict=True)
        content = canonical(event)
    except UnicodeEncodeError:
        return Malformed(_encodable(echo), f"{_where_surrogate(raw)}: is not valid Unicode text")
    except ValidationError as fault:
        return Malformed(echo, _complaint(fault))
    except OverflowError:
        return Malformed(echo, "at: is too near the beginning or the end of time")
    except RecursionError:
        return Malformed(echo, "event: is nested too deeply")
    if "\\u0000" in content and (where := _find(raw, lambda text: "\0" in text)):
        return Malformed(echo, f"{where}: contains a NUL character")
    if not isinstance(event, RefusedScanSaid):
        for kind, value in event.person.identifiers.items():
            if len(kind) > MAX_IDENTIFIER or len(value) > MAX_IDENTIFIER:
                return Malformed(echo, f"person.identifiers: longer than {MAX_IDENTIFIER} characters")
    if isinstance(event, DeclarationSaid) and event.holds_until < event.at:
        return Malformed(echo, "holds_until: is before at")
    return Received(echo, event, content, hashlib.sha256(content.encode("utf-8")).digest())


def canonical(event: EventSaid) -> str:
    """The one text that stands for an event's content, whoever wrote it and however.

    Members in order, times in UTC, no blanks, and nothing that has its default value: a field that is added to
    the messages later, with a default, leaves the text of earlier events as it is. This must never change, since
    the hashes of all events ever taken were made from it.
    """
    members = event.model_dump(exclude_defaults=True) | {"kind": event.kind}
    return _canonically(members)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)


_as_text = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_canonically = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":"), default=_plain
).encode


def _echo(raw: object) -> str:
    """The id as given: text as it is, anything else as JSON, nothing as empty text."""
    if not isinstance(raw, dict) or "id" not in raw:
        return ""
    given = raw["id"]
    return given if isinstance(given, str) else json.dumps(given)


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _complaint(fault: ValidationError) -> str:
    """The first things that are wrong, each after the name of its field."""
    errors = fault.errors(include_url=False, include_context=False, include_input=False)
    parts = []
    for error in errors[:3]:
        path = [str(part) for part in error["loc"] if part not in ("visit", "refused_scan", "declaration")]
        if error["type"].startswith("union_tag"):
            path = ["kind"]
        parts.append(f"{'.'.join(path) or 'event'}: {error['msg']}")
    more = f" (and {len(errors) - 3} more)" if len(errors) > 3 else ""
    return _encodable("; ".join(parts) + more)[:500]


def _where_surrogate(raw: object) -> str:
    return _find(raw, lambda text: any("\ud800" <= letter <= "\udfff" for letter in text)) or "event"


def _find(value: Any, wrong: Callable[[str], bool], path: str = "") -> str:
    """The path of the first text that is ``wrong``, empty if there is none."""
    if isinstance(value, str):
        return (path or "event") if wrong(value) else ""
    if isinstance(value, dict):
        for name, inner in value.items():
            if wrong(name):
                return path or "event"
            if found := _find(inner, wrong, f"{path}.{name}" if path else name):
                return found
    if isinstance(value, list):
        for inner in value:
            if found := _find(inner, wrong, path):
                return found
    return ""


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
