"""The Internet Printing Protocol, as far as a kiosk speaks it: requests and answers as bytes (RFC 8010), no network.

Only numbers, truth values and texts are understood in an answer; whatever else there is, is passed over.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from kiosk.errors import DeviceError


class Operation(IntEnum):
    """Operations (RFC 8011; the last two are CUPS' own)."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_DEFAULT = 0x4001
    CUPS_GET_PRINTERS = 0x4002


class Tag(IntEnum):
    """Groups and kinds of values."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


NOT_FOUND = 0x0406
_WORDS = range(0x40, 0x60)
_FIRST_VALUE = 0x10
_TEXT_WITH_LANGUAGE = (0x35, 0x36)

Attribute = tuple[Tag, str, str]
Group = Mapping[str, Sequence[int | str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: ``status`` below 0x100 is success. ``groups`` are those that describe printers or jobs."""

    status: int
    groups: tuple[Group, ...]

    @property
    def first(self) -> Group:
        """The one group of an answer about one thing; nothing in it if there was none."""
        return self.groups[0] if self.groups else {}


def request(operation: Operation, about: Sequence[Attribute], job: Sequence[Attribute] = ()) -> bytes:
    """Write a request. ``about`` are the operation's attributes, target first; ``job`` are those of a new job.

    >>> request(Operation.GET_PRINTER_ATTRIBUTES, [])[:8]
    b'\\x01\\x01\\x00\\x0b\\x00\\x00\\x00\\x01'
    """
    head = struct.pack(">HHIB", 0x0101, operation, 1, Tag.OPERATION)
    common: tuple[Attribute, ...] = (
        (Tag.CHARSET, "attributes-charset", "utf-8"),
        (Tag.LANGUAGE, "attributes-natural-language", "en"),
    )
    body = b"".join(map(_attribute, (*common, *about)))
    if job:
        body += bytes([Tag.JOB]) + b"".join(map(_attribute, job))
    return head + body + bytes([Tag.END])


def _attribute(attribute: Attribute) -> bytes:
    tag, name, value = attribute
    key, data = name.encode(), value.encode()
    return struct.pack(">BH", tag, len(key)) + key + struct.pack(">H", len(data)) + data


def answer(data: bytes) -> Answer:
    """Read an answer; raises DeviceError for bytes that are none.

    >>> answer(bytes.fromhex("0101 0406 00000001 03"))
    Answer(status=1030, groups=())
    """
    try:
        _, status, _ = struct.unpack_from(">HHI", data)
        groups: list[dict[str, list[int | str]]] = []
        wanted, name = False, ""
        for tag, key, value in _tokens(data, 8):
            if tag < _FIRST_VALUE:
                wanted = tag in (Tag.JOB, Tag.PRINTER)
                if wanted:
                    groups.append({})
            elif wanted:
                name = key or name
                understood = _value(tag, value)
                if understood is not None:
                    groups[-1].setdefault(name, []).append(understood)
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise DeviceError("The print service gave an answer that cannot be read.") from fault
    return Answer(status, tuple(groups))


def _tokens(data: bytes, at: int) -> Iterator[tuple[int, str, bytes]]:
    """Yield tag, name and value; for the start of a group the last two are empty."""
    while (tag := data[at]) != Tag.END:
        at += 1
        if tag < _FIRST_VALUE:
            yield tag, "", b""
            continue
        (length,) = struct.unpack_from(">H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        (length,) = struct.unpack_from(">H", data, at)
        value = data[at + 2 : at + 2 + length]
        if len(value) != length:
            raise struct.error("cut short")
        at += 2 + length
        yield tag, name, value


def _value(tag: int, value: bytes) -> int | str | None:
    if tag in (Tag.INTEGER, Tag.ENUM):
        return int(struct.unpack(">i", value)[0])
    if tag == Tag.BOOLEAN:
        return value[0]
    if tag in _TEXT_WITH_LANGUAGE:
        (length,) = struct.unpack_from(">H", value)
        return value[4 + length :].decode()
    return value.decode() if tag in _WORDS else None
