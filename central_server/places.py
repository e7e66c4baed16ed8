"""The provinces and wards of today and the kinds of places there are, read once for all pages."""

from functools import cache
from typing import get_args

from kiosk.places import Places
from kiosk.wire.checkpoint_messages import PlaceKind

KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)


@cache
def known_places() -> Places:
    """The places of today."""
    return Places.load()
