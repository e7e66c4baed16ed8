"""The one text that stands for an event's content, whoever wrote it and however."""

import json
from datetime import UTC, datetime
from json.encoder import encode_basestring as quoted
from uuid import UUID

from kiosk.wire.messages import EventSaid, PersonSaid, VisitSaid


def canonical(event: EventSaid) -> str:
    """Members in order, times in UTC, no blanks, and nothing that has its default value.

    So a field that is added to the wire later leaves the text of earlier events as it is. This must never change,
    since the hashes of all events ever taken were made from it.
    """
    return _visit(event) if type(event) is VisitSaid else canonical_of_any(event)


def canonical_of_any(event: EventSaid) -> str:
    """The same, by the model's own fields, for every kind of event."""
    return _in_order(event.model_dump(exclude_defaults=True) | {"kind": event.kind})


def _visit(event: VisitSaid) -> str:
    """Nearly all that ever comes are visits, and written out member by member they take half the time."""
    follows = "" if event.follows is None else f'"follows":"{event.follows}",'
    reason = "" if event.reason is None else f'"reason":{quoted(event.reason)},'
    staff = "" if event.staff is None else f',"staff":"{event.staff}"'
    verified = ',"verified":true' if event.verified else ""
    return (
        f'{{"act":"{event.act}","at":"{event.at.astimezone(UTC).isoformat(timespec="microseconds")}",{follows}'
        f'"gate":{quoted(event.gate)},"id":"{event.id}","kind":"visit","person":{_person(event.person)},{reason}'
        f'"sequence":{event.sequence}{staff}{verified},"via":{quoted(event.via)}}}'
    )


def _person(person: PersonSaid) -> str:
    birth = "" if person.birth is None else f'"birth":"{person.birth}",'
    pairs = ",".join([f"{quoted(kind)}:{quoted(value)}" for kind, value in sorted(person.identifiers.items())])
    identifiers = f',"identifiers":{{{pairs}}}' if pairs else ""
    name = "" if person.name is None else f',"name":{quoted(person.name)}'
    sex = "" if person.sex is None else f',"sex":"{person.sex}"'
    return f'{{{birth}"id":"{person.id}"{identifiers}{name}{sex}}}'


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)


_in_order = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":"), default=_plain
).encode
