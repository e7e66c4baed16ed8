"""Reading what a kiosk sent: the batch at once where all is well, else each event by itself: none spoils another."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from central_server.canonical import canonical as canonical
from kiosk.wire.messages import MAX_BATCH, Batch, DeclarationSaid, EventSaid, RefusedScanSaid

MAX_IDENTIFIER = 200  # characters of an identifier's kind, and of its value: an index entry must hold both
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)  # where a clock begins whose battery is empty
LONGEST = timedelta(days=366)  # that a declaration can hold for
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
    whole = _read_whole(body)
    return _read_each(body) if whole is None else [*whole]


def _read_whole(body: bytes) -> list[Received] | None:
    """All events of a body in which nothing is wrong, in a third of the time; None for any other.

    What is taken here, ``_read_each`` reads alike: it is the judge of everything else.
    """
    try:
        events = Batch.model_validate_json(body, strict=True).events
        echoes = [raw["id"] for raw in from_json(body, allow_inf_nan=False)["events"]]
        contents = [canonical(event) for event in events]
    except (ValueError, OverflowError):  # ValidationError is a ValueError
        return None
    if b"\\u0000" in body or any(map(_objection, events)):
        return None
    hashes = [hashlib.sha256(content.encode("utf-8")).digest() for content in contents]
    return [*map(Received, echoes, events, contents, hashes)]


def _read_each(body: bytes) -> list[Received | Malformed]:
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
    if objection := _objection(event):
        return Malformed(echo, objection)
    return Received(echo, event, content, hashlib.sha256(content.encode("utf-8")).digest())


def _objection(event: EventSaid) -> str:
    """What is wrong with an event whose every field is in good form; empty if nothing is."""
    if isinstance(event, RefusedScanSaid):
        return ""
    for kind, value in event.person.identifiers.items():
        if len(kind) > MAX_IDENTIFIER or len(value) > MAX_IDENTIFIER:
            return f"person.identifiers: longer than {MAX_IDENTIFIER} characters"
    return _impossible(event) if isinstance(event, DeclarationSaid) else ""


def _impossible(event: DeclarationSaid) -> str:
    """What no campaign, calendar or list of places can have made; empty if nothing is."""
    if event.holds_until < event.at:
        return "holds_until: is before at"
    if event.at < EARLIEST:
        return "at: is before the year 1970"
    if event.holds_until - event.at > LONGEST:
        return f"holds_until: is more than {LONGEST.days} days after at"
    if event.person.birth and not _in_a_calendar(event.person.birth):
        return "person.birth: is no date"
    if event.address:
        for field in ("province", "ward"):
            if re.fullmatch("[0-9]*", getattr(event.address, field)) is None:
                return f"address.{field}: is not made of digits"
    return ""


def _in_a_calendar(birth: str) -> bool:
    try:
        date.fromisoformat((birth + "-01-01")[:10])
    except ValueError:
        return False
    return True


_as_text = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


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
