"""Officers' passwords: how they are kept, what is too weak, and ones to begin with."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.people import folded

SHORTEST, LONGEST = 12, 128  # characters
FEWEST_DIFFERENT = 6
_NOBODYS = (  # of a password that was thrown away: what is checked for a name that there is not
    "$argon2id$v=19$m=19456,t=2,p=1$GmCVCQ4uANCbslwLoXnyMA$mImFKtmv0RtZcUFmw/sU5LRm2Jrsea7xbYLmsuF0a5o"
)
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz23456789"  # nothing that looks like something else


def hashed(password: str) -> str:
    """What is kept of a password: argon2id, 19 MiB, two passes."""
    return _HASHER.hash(password)


def right(password: str, kept: str | None) -> bool:
    """Whether this is the password; with None it never is, and takes as long to say."""
    try:
        _HASHER.verify(_NOBODYS if kept is None else kept, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def weakness(password: str, name: str) -> str:
    """The word that says why a password will not do, empty if it does.

    >>> weakness("ngan qua", "An"), weakness("mười hai chữ cái", "An"), weakness("aaaaaaaaaaaaaaab", "An")
    ('password.short', '', 'password.simple')
    >>> weakness("Nguyễn Văn Thử 1", "Nguyễn Văn Thử")
    'password.name'
    """
    if len(password) < SHORTEST:
        return "password.short"
    if len(set(password)) < FEWEST_DIFFERENT:
        return "password.simple"
    plain, owner = folded(password).replace(" ", ""), folded(name).replace(" ", "")
    return "password.name" if len(plain.replace(owner, "")) < SHORTEST // 2 else ""


def first_password() -> str:
    """A password to begin with, to be typed once: 91 bits by chance.

    >>> len(first_password())
    19
    """
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
