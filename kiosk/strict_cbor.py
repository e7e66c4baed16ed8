"""CBOR (RFC 8949) from strangers: plain values only, bounded in size and depth, and nothing in it is acted upon.

A decoder usually turns tags into dates, numbers of any size, patterns, or references that grow when they are
followed. Here a tag is refused unless it is asked for, and then it is handed back beside its bare value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import cbor2

MAX_BYTES = 64 * 1024
"""A QR code holds 3 KiB, and what certificates compress from is not ten times that."""

MAX_DEPTH = 16
SELF_DESCRIBED = 55799
"""The tag that says only *this is CBOR*; it is passed over."""


class CborError(ValueError):
    """The bytes are not one item of CBOR, or one that is not decoded here; the message says why."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag that was asked for, and what stands under it, undecoded beyond CBOR itself."""

    tag: int
    value: object


class _Tags(Mapping[int, Callable[[object, bool], object]]):
    """Takes every tag away from the decoder, its own ones too."""

    def __init__(self, allowed: frozenset[int]) -> None:
        self._allowed = allowed

    def __getitem__(self, tag: int) -> Callable[[object, bool], object]:
        if tag == SELF_DESCRIBED:
            return lambda value, _immutable: value
        if tag not in self._allowed:
            raise CborError(f"tag {tag} is not expected")
        return lambda value, _immutable: Tagged(tag, value)

    def __iter__(self) -> Iterator[int]:
        return iter(self._allowed)

    def __len__(self) -> int:
        return len(self._allowed)


def decode(data: bytes, tags: frozenset[int] = frozenset()) -> object:
    """Decode exactly one item. Tags other than ``tags``, duplicate keys and trailing bytes raise CborError.

    >>> decode(bytes.fromhex("a10126")), decode(bytes.fromhex("d28101"), frozenset({18}))
    ({1: -7}, Tagged(tag=18, value=[1]))
    >>> decode(bytes.fromhex("c249ffffffffffffffffff"))
    Traceback (most recent call last):
    kiosk.strict_cbor.CborError: tag 2 is not expected
    """
    if len(data) > MAX_BYTES:
        raise CborError(f"more than {MAX_BYTES} bytes")
    decoder = cbor2.CBORDecoder(
        BytesIO(data), semantic_decoders=_Tags(tags), max_depth=MAX_DEPTH, allow_duplicate_keys=False
    )
    try:
        value: object = decoder.decode()
    except cbor2.CBORError as fault:
        raise (fault.__cause__ if isinstance(fault.__cause__, CborError) else CborError(str(fault))) from None
    try:
        decoder.read(1)
    except cbor2.CBORDecodeEOF:
        return value
    raise CborError("something follows")
