"""Whether this centre itself saw the code come back that a declaration speaks of."""

from uuid import UUID

from sqlalchemy import Connection, select

from central_server.otp.codes import PhoneKeys, same
from central_server.store.otp_tables import otp_requests, otp_secrets


def confirmed(connection: Connection, device: UUID, claims: frozenset[tuple[UUID, str]]) -> frozenset[tuple[UUID, str]]:
    """Those of the claims, a code request of this kiosk and the number it is said to have confirmed, that are true.

    It does not matter how long ago that was: a declaration may wait in an outbox for days.
    """
    if not claims:
        return frozenset()
    rows = connection.execute(
        select(otp_requests.c.request, otp_requests.c.phone).where(
            otp_requests.c.device == device,
            otp_requests.c.request.in_({request for request, _ in claims}),
            otp_requests.c.confirmed_at.is_not(None),
        )
    ).all()
    secret = connection.execute(select(otp_secrets.c.secret)).scalar() if rows else None
    if secret is None:
        return frozenset()
    keys = PhoneKeys(bytes(secret))
    proved = {row.request: bytes(row.phone) for row in rows}
    return frozenset(
        (request, phone)
        for request, phone in claims
        if request in proved and same(proved[request], keys.phone_hash(phone))
    )
