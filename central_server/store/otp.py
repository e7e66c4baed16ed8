"""Codes in the database: asked for, tried, confirmed. Time is the centre's; each function is part of a transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, Row, and_, delete, insert, or_, select, tuple_, update

from central_server.otp.budgets import DAY, Budgets
from central_server.otp.codes import CodeKey, PhoneKeys, new_code, new_salt, new_secret, same
from central_server.store.inserting import insert as insert_once
from central_server.store.otp_budget import SWEPT, give_back, put_down, sweep_messages, take_turns, wait
from central_server.store.otp_tables import otp_requests as requests
from central_server.store.otp_tables import otp_secrets
from kiosk.wire.desk_messages import OtpSaid, OtpWanted

VALID = timedelta(minutes=5)
TRIES = 5
PROOF = timedelta(minutes=10)  # a confirmed number may be used for so long
KEPT = timedelta(days=30)  # what was confirmed: a declaration that speaks of it may wait in a kiosk's outbox
RESEND = timedelta(minutes=1)  # a message may be slow; asking sooner only makes two of them


class OtherNumber(Exception):
    """The same request was made before, for another number."""


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """What became of a wish for a code. ``code`` is to be sent now; None when nothing is."""

    said: OtpSaid
    code: str | None = None

    def __repr__(self) -> str:
        return f"Wish({self.said.outcome})"


@dataclass(frozen=True, slots=True, repr=False)
class Judged:
    """What became of a typed code; ``phone`` (E.164) only once it was right."""

    outcome: Literal["right", "wrong", "expired", "locked"]
    tries_left: int
    phone: str | None = None

    def __repr__(self) -> str:
        return f"Judged({self.outcome})"


def reserve(
    connection: Connection, token: str, device: UUID, wanted: OtpWanted, budgets: Budgets, now: datetime
) -> Wish:
    """Make a code and count its message, or say why not. Nothing here knows who has declared.

    The same request again has the same answer and no second message. Raises OtherNumber.
    """
    take_turns(connection)
    keys = phone_keys(connection, now)
    phone = keys.phone_hash(wanted.phone)
    known = connection.execute(select(requests).where(_one(device, wanted.request))).one_or_none()
    if known is not None and not same(bytes(known.phone), phone):
        raise OtherNumber
    held_up = wait(connection, keys, device, wanted.phone, budgets, now)
    if known is not None:
        return Wish(_again(known, held_up, now))
    if held_up:
        return Wish(_said("limit", held_up))
    _sweep(connection, now)
    code, salt = new_code(), new_salt()
    put_down(connection, keys, device, wanted.request, wanted.phone, now)
    mine = and_(requests.c.device == device, requests.c.phone == phone, requests.c.voided_by.is_(None))
    connection.execute(update(requests).where(mine).values(voided_by=wanted.request))
    row = {
        "device": device,
        "request": wanted.request,
        "phone": phone,
        "sealed_phone": keys.seal(wanted.phone, device, wanted.request),
        "salt": salt,
        "hash": CodeKey(keys.secret, token).code_hash(code, salt, device, wanted.request),
        "state": "sending",
        "made_at": now,
        "expires_at": now + VALID,
        "tries": 0,
    }
    connection.execute(insert(requests).values(row))
    held_up = wait(connection, keys, device, wanted.phone, budgets, now)
    return Wish(_said("sent", max(held_up, RESEND), VALID, TRIES), code)


def sent(connection: Connection, device: UUID, request: UUID) -> None:
    """The gateway took the message."""
    sending = and_(_one(device, request), requests.c.state == "sending")
    connection.execute(update(requests).where(sending).values(state="sent"))


def not_sent(
    connection: Connection, device: UUID, wanted: OtpWanted, certain: bool, budgets: Budgets, now: datetime
) -> OtpSaid:
    """The gateway did not take the message: its code is void, and the one before it counts again.

    When it is ``certain``, the number's budget gets it back, unless somebody has guessed at the code meanwhile.
    """
    take_turns(connection)
    sending = and_(_one(device, wanted.request), requests.c.state == "sending")
    failed = update(requests).where(sending).values(state="not_sent").returning(requests.c.tries, requests.c.voided_by)
    row = connection.execute(failed).one_or_none()
    if row is not None:
        before = and_(requests.c.device == device, requests.c.voided_by == wanted.request)
        connection.execute(update(requests).where(before).values(voided_by=row.voided_by))
        if certain and row.tries == 0:
            give_back(connection, device, wanted.request)
    return _said("not_sent", wait(connection, phone_keys(connection, now), device, wanted.phone, budgets, now))


def judge(connection: Connection, token: str, device: UUID, request: UUID, code: str, now: datetime) -> Judged:
    """Use up one try, and compare. Whoever is declared plays no part: this costs the same for every number.

    The try is counted by the same statement that looks whether one is left, and the row stays locked until the
    transaction ends, so that no number of guesses at once has more than five.
    """
    live = and_(
        _one(device, request),
        requests.c.state != "not_sent",
        requests.c.voided_by.is_(None),
        requests.c.confirmed_at.is_(None),
        requests.c.expires_at > now,
    )
    counted = update(requests).where(live, requests.c.tries < TRIES).values(tries=requests.c.tries + 1)
    row = connection.execute(counted.returning(*requests.c)).one_or_none()
    if row is None:
        used_up = connection.execute(select(requests.c.tries).where(live)).scalar() is not None
        return Judged("locked" if used_up else "expired", 0)
    keys = phone_keys(connection, now)
    left = TRIES - row.tries
    if not same(bytes(row.hash), CodeKey(keys.secret, token).code_hash(code, bytes(row.salt), device, request)):
        return Judged("wrong" if left else "locked", left)
    connection.execute(update(requests).where(_one(device, request)).values(confirmed_at=now))
    return Judged("right", left, keys.open(bytes(row.sealed_phone), device, request))


def confirmed_phone(connection: Connection, device: UUID, request: UUID, now: datetime) -> str | None:
    """The number (E.164) that this request of this kiosk has confirmed within the ten minutes before ``now``."""
    row = connection.execute(
        select(requests.c.sealed_phone).where(_one(device, request), requests.c.confirmed_at > now - PROOF)
    ).one_or_none()
    return None if row is None else phone_keys(connection, now).open(bytes(row.sealed_phone), device, request)


def phone_keys(connection: Connection, now: datetime) -> PhoneKeys:
    """What numbers are hashed and sealed with; made at the first call on a database."""
    kept = select(otp_secrets.c.secret)
    secret = connection.execute(kept).scalar()
    if secret is None:
        row = {"number": 1, "secret": new_secret(), "made_at": now}
        connection.execute(insert_once(connection, otp_secrets).on_conflict_do_nothing(), row)
        secret = connection.execute(kept).scalar_one()
    return PhoneKeys(bytes(secret))


def _one(device: UUID, request: UUID) -> Any:
    return and_(requests.c.device == device, requests.c.request == request)


def _again(row: Row[Any], held_up: timedelta, now: datetime) -> OtpSaid:
    """The answer to a request that was made before, with the seconds that are left."""
    if row.state == "not_sent":
        return _said("not_sent", held_up)
    left = row.expires_at - now
    if left <= timedelta(0) or row.voided_by is not None or row.confirmed_at is not None:
        return _said("sent", held_up)
    return _said("sent", max(held_up, row.made_at + RESEND - now), left, TRIES - row.tries)


def _said(
    outcome: Literal["sent", "not_sent", "limit"], held_up: timedelta, valid: timedelta = timedelta(0), tries: int = 0
) -> OtpSaid:
    resend = None if held_up > VALID else held_up.total_seconds()
    return OtpSaid(outcome=outcome, valid_seconds=valid.total_seconds(), resend_seconds=resend, tries_left=tries)


def _sweep(connection: Connection, now: datetime) -> None:
    sweep_messages(connection, now)
    key = (requests.c.device, requests.c.request)
    unused = and_(requests.c.made_at < now - DAY, requests.c.confirmed_at.is_(None))
    gone = or_(unused, requests.c.made_at < now - KEPT)
    old = select(*key).where(gone).order_by(requests.c.made_at).limit(SWEPT)
    connection.execute(delete(requests).where(tuple_(*key).in_(old)))
