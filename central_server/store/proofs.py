"""Whether this centre itself saw the code come back that a declaration speaks of."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Connection, select

from central_server.otp.codes import PhoneKeys, same
from central_server.store.otp_tables import otp_requests, otp_secrets


def confirmed(connection: Connection, device: UUID, claims: Mapping[UUID, str]) -> frozenset[tuple[UUID, str]]:
    """Those of the claims, code requests of this kiosk and the numbers they are said to have confirmed, that are true.

    It does not matter how long ago that was: a declaration may wait in an outbox for days.
    """
    if not claims:
        return frozenset()
    rows = connection.execute(
        select(otp_requests.c.request, otp_requests.c.phone).where(
            otp_requests.c.device == device,
            otp_requests.c.request.in_(claims),
            otp_requests.c.confirmed_at.is_not(None),
        )
    ).all()
    secret = connection.execute(select(otp_secrets.c.secret)).scalar() if rows else None
    if secret is None:
        return frozenset()
    keys = PhoneKeys(bytes(secret))
    return frozenset(
        (row.request, claims[row.request])
        for row in rows
        if same(bytes(row.phone), keys.phone_hash(claims[row.request]))
    )
