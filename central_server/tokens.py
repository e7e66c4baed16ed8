"""Secrets that the centre hands out, and what is kept of them."""

import secrets
from hashlib import sha256

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing that looks like something else
_HALF = 5


def new_token() -> str:
    """256 bits by chance, for a kiosk or a session."""
    return secrets.token_urlsafe(32)


def kept(token: str) -> bytes:
    """What is kept of a token; with 256 bits there is nothing to search through.

    >>> kept("a token").hex()[:16]
    'e3316e2bafebb610'
    """
    return sha256(token.encode("utf-8", "replace")).digest()


def new_code() -> str:
    """A code that lets a kiosk join: 50 bits by chance, as they are typed.

    >>> len(new_code())
    11
    """
    letters = [secrets.choice(_ALPHABET) for _ in range(2 * _HALF)]
    return "".join(letters[:_HALF]) + "-" + "".join(letters[_HALF:])
