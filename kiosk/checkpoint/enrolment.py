"""The code that lets a kiosk join a checkpoint, as it was scanned or typed, and the key it joins with."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from kiosk.wire.checkpoint_messages import Enrolled
from kiosk.wire.signing import DeviceKeys, SigningKey

LENGTH = 10
_HEARD = str.maketrans("OIL", "011")  # Crockford's base 32 has none of these, since they look like digits
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{10}")
_BLANK = re.compile(r"[\s‐‑–—_-]+")
_LINK = re.compile(r"(?P<address>https?://[^/?#\s@]+)/E/(?P<code>[^/?#\s]+)/?(?:[?#]\S*)?", re.IGNORECASE)


def parse(text: str) -> tuple[str | None, str] | None:
    """The centre's address, None for a bare code, and the code; None for a text that is no enrolment.

    >>> parse("HTTPS://CENTRE.EXAMPLE:8443/E/ABCDE-FGHJK"), parse(" abcde fghjk "), parse("0i1l0-oOIL1")
    (('https://centre.example:8443', 'ABCDE-FGHJK'), (None, 'ABCDE-FGHJK'), (None, '01110-00111'))
    >>> parse("https://centre.example/Q/ABCDEFGHJK"), parse("ABCDE-FGHJ"), parse("ABCDE-FGHJU"), parse("")
    (None, None, None, None)
    """
    text = text.strip()
    link = _LINK.fullmatch(text)
    code = _code(link["code"] if link else text)
    if code is None:
        return None
    if link is None:
        return None, code
    address = _address(link["address"])
    return None if address is None else (address, code)


def typed(text: str) -> str:
    """What was typed so far, as it is shown: in capitals, without what looks like something else, halved by a hyphen.

    >>> typed("abcdefo"), typed("ab cd"), typed("abcdefghjkmn")
    ('ABCDE-F0', 'ABCD', 'ABCDE-FGHJK')
    """
    letters = _BLANK.sub("", text).upper().translate(_HEARD)[:LENGTH]
    return letters if len(letters) <= LENGTH // 2 else f"{letters[: LENGTH // 2]}-{letters[LENGTH // 2 :]}"


def enrolled_with(keys: DeviceKeys, ask: Callable[[SigningKey], Enrolled]) -> Enrolled:
    """Ask the centre with a key that is on disk already, and that counts once the centre has said yes.

    Where its reply is lost, the same key is asked with again: the centre takes it for the same kiosk.
    """
    key = keys.fresh()
    said = ask(key)
    keys.accepted(key)
    return said


def _code(text: str) -> str | None:
    letters = _BLANK.sub("", text).upper().translate(_HEARD)
    return f"{letters[:5]}-{letters[5:]}" if _CODE.fullmatch(letters) else None


def _address(text: str) -> str | None:
    """The address in small letters; None where its port is none."""
    try:
        parts = urlsplit(text.lower())
        sound = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}" if sound else None
