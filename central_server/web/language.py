"""Which language a page is in: as asked for just now, else as chosen before, else as the browser would have it."""

from typing import Literal

from fastapi import Request

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
COOKIE = "lang"


def language_of(request: Request) -> Language:
    """Vietnamese unless somebody would rather have English."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return _preferred(request.headers.get("accept-language", ""))


def _preferred(accepted: str) -> Language:
    """The first of the two that the header names; quality values are as good as always in order.

    >>> _preferred("en-GB,en;q=0.9"), _preferred("fr,vi;q=0.8,en;q=0.5"), _preferred(""), _preferred("de")
    ('en', 'vi', 'vi', 'vi')
    """
    for part in accepted[:200].split(","):
        primary = part.split(";")[0].strip().lower().split("-")[0]
        if primary in LANGUAGES:
            return primary
    return "vi"
