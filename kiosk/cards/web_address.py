"""Addresses of web pages and the other things a phone opens, and the posters among them.

A checkpoint's poster is for the visitor's phone. Held up to the kiosk it opens no gate, but the kiosk can say what
it is. Recognised are the location codes of Ho Chi Minh City's hospitals, the national platform's, and our own.
Sources: the public repository chosoicute113/KBYTKiosk; saved pages of tokhaiyte.vn of 2022; our own poster scheme.
"""

import re
from dataclasses import dataclass
from datetime import date

from kiosk.cards.card import Card, CardKind, Family

KBYT_HOST = "kbyt.khambenh.gov.vn"
_PLATFORM_HOSTS = frozenset({"qr.tokhaiyte.vn", "qr.pccovid.gov.vn"})
_OWN_POSTER = re.compile(r"/[cC]/[A-Z0-9-]{4,20}")
_WEB = re.compile(r"https?://([^/?#]*)([^?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_OTHER = re.compile(
    r"[a-z][a-z0-9+.-]{0,30}://|www\.|(?:mailto|tel|sms|smsto|mms|mmsto|geo|market|intent|otpauth|data|urn|javascript):",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """The parts of an address that decide. ``host`` is all that stands between ``//`` and ``/``, in lower case."""

    host: str
    path: str
    rest: str


def split(text: str) -> WebAddress | None:
    """Take an address apart. User names and ports stay in the host, so that no host can be pretended.

    >>> split("HTTPS://Kbyt.khambenh.gov.vn/#tokhai_yte/model")
    WebAddress(host='kbyt.khambenh.gov.vn', path='/', rest='#tokhai_yte/model')
    >>> split("https://kbyt.khambenh.gov.vn@evil.example/qr/1").host
    'kbyt.khambenh.gov.vn@evil.example'
    """
    found = _WEB.match(text)
    return WebAddress(found[1].lower(), found[2], found[3]) if found else None


def parse(text: str, _today: date | None = None) -> Card | None:
    """Recognise an address, and whether it is a poster's.

    >>> str(parse("https://kbyt.khambenh.gov.vn/qr/00000000-0000-4000-8000-000000000001").family)
    'poster'
    >>> str(parse("https://example.org/c/GATE-01").family), str(parse("mailto:somebody@example.org").family)
    ('poster', 'url')
    """
    address = split(text)
    if address is None:
        return Card(CardKind.FOREIGN, family=Family.URL) if _OTHER.match(text) else None
    return Card(CardKind.FOREIGN, family=Family.POSTER if _is_poster(address) else Family.URL)


def _is_poster(address: WebAddress) -> bool:
    if address.host in _PLATFORM_HOSTS:
        return True
    if address.host == KBYT_HOST:
        return address.path.lower().startswith("/qr/")
    return _OWN_POSTER.fullmatch(address.path) is not None
