"""The keys that sign citizen codes: one at a time, each known to the gates for a week before it signs.

Gates ask for keys now and then and may be without a network for days. So the next key is made and told of in good
time, and an old one is told of for as long as codes it signed may be about. Nobody has to think of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from central_server.sealing import CannotSeal, Sealing
from central_server.store.declaration_tables import citizen_codes, code_keys
from central_server.store.inserting import insert
from kiosk.citizen_code import CodeTrust, key_id
from kiosk.wire.desk_messages import CodeKey

PERIOD = timedelta(days=90)  # that a key signs
EARLY = timedelta(days=14)  # before a key ends, the next one is made
NOTICE = timedelta(days=7)  # at least, between telling of a key and signing with it


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key as it is kept: the private half sealed under the centre's secret."""

    turn: int
    kid: bytes
    public: bytes
    sealed: bytes = field(repr=False)
    signs_from: datetime
    signs_until: datetime

    def private(self, sealing: Sealing) -> bytes:
        """The private half, 32 bytes. Raises CannotSeal."""
        return sealing.open(self.sealed, self.kid)


def kept_keys(connection: Connection) -> tuple[KeptKey, ...]:
    """All keys there ever were, in turn; each signs until the next one does."""
    columns = [code_keys.c[name] for name in ("turn", "kid", "public", "sealed", "signs_from", "signs_until")]
    rows = connection.execute(select(*columns).order_by(code_keys.c.turn)).all()
    keys = [KeptKey(r.turn, bytes(r.kid), bytes(r.public), bytes(r.sealed), r.signs_from, r.signs_until) for r in rows]
    ends = [key.signs_from for key in keys[1:]]
    return tuple(replace(key, signs_until=end) for key, end in zip(keys, ends, strict=False)) + tuple(keys[-1:])


def trouble(connection: Connection, sealing: Callable[[], Sealing]) -> str | None:
    """Why what is sealed in this database cannot be opened, in a sentence; None where it can."""
    keys = kept_keys(connection)
    try:
        secret = sealing()
        if keys:
            keys[-1].private(secret)
    except CannotSeal as fault:
        return str(fault)
    return None


def keys_in_time(connection: Connection, sealing: Callable[[], Sealing], now: datetime) -> tuple[KeptKey, ...]:
    """The same, and the next one is made if it is time. Raises CannotSeal when it is and cannot be.

    Workers that do so at once end up with the same key: a turn is taken once.
    """
    keys = kept_keys(connection)
    if not keys:
        _make(connection, sealing(), 1, now, now)
    elif now >= keys[-1].signs_until - EARLY:
        _make(connection, sealing(), keys[-1].turn + 1, max(keys[-1].signs_until, now + NOTICE), now)
    else:
        return keys
    return kept_keys(connection)


def renew(connection: Connection, sealing: Sealing, now: datetime) -> None:
    """Make a key that signs at once: for when the secret got lost, and no key can be opened any more.

    Gates that have not heard of it yet do not know its codes; they show them as such, and ask the staff.
    """
    keys = kept_keys(connection)
    _make(connection, sealing, keys[-1].turn + 1 if keys else 1, now, now)


def signing(keys: Sequence[KeptKey], now: datetime) -> KeptKey:
    """The one that signs now: the latest that may, and even past its end while the next one is too new."""
    return max((key for key in keys if key.signs_from <= now), key=lambda key: key.turn, default=keys[0])


def told(connection: Connection, keys: Sequence[KeptKey], now: datetime) -> tuple[CodeKey, ...]:
    """The keys whose codes may still be about, or will be."""
    about = select(citizen_codes.c.kid).where(citizen_codes.c.expires > now).distinct()
    used = {bytes(kid) for kid in connection.execute(about).scalars()}
    return tuple(
        CodeKey(kid=key.kid.hex(), public=key.public.hex(), signs_from=key.signs_from, signs_until=key.signs_until)
        for key in keys
        if key.signs_until > now or key is keys[-1] or key.kid in used
    )


def trust(keys: Sequence[KeptKey]) -> CodeTrust:
    """What codes are checked with here: a key verifies for ever."""
    return CodeTrust({key.kid: key.public for key in keys})


def _make(connection: Connection, sealing: Sealing, turn: int, signs_from: datetime, now: datetime) -> None:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    kid = key_id(public)
    row = {
        "turn": turn,
        "kid": kid,
        "public": public,
        "sealed": sealing.seal(private.private_bytes_raw(), kid),
        "signs_from": signs_from,
        "signs_until": signs_from + PERIOD,
        "made_at": now,
    }
    connection.execute(insert(connection, code_keys).on_conflict_do_nothing(), row)
