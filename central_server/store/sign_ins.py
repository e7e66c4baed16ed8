"""When and from where officers signed in and enrolled an app, as the log has it."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, exists, func, select

from central_server.store.authority_tables import access_log, access_subjects, officers
from central_server.store.officers import Officer
from kiosk.people import folded

KNOWN = timedelta(days=90)  # since the latest sign-in from a network
SHOWN = 20
ACTS = ("sign_in", "factor_enrolled", "factor_forgotten", "password_changed")


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody did under an officer's name."""

    at: datetime
    act: str
    factor: str
    network: str


def latest(connection: Connection, officer: Officer) -> list[SignIn]:
    """What was done last under this officer's name to sign in, the latest first."""
    log = access_log.c
    wanted = select(log.at, log.act, log.counts).where(log.officer == officer.id, log.act.in_(ACTS))
    rows = connection.execute(wanted.order_by(log.at.desc(), log.number.desc()).limit(SHOWN))
    found = ((row, json.loads(row.counts)) for row in rows)
    return [SignIn(row.at, row.act, said.get("factor", ""), said.get("network", "")) for row, said in found]


def known_from(connection: Connection, name: str, network: str, now: datetime) -> bool:
    """Whether the officer of this name has signed in from this network not long ago."""
    if not network:
        return False
    log = access_log.c
    wanted = (
        select(log.counts)
        .join(officers, officers.c.id == log.officer)
        .where(officers.c.folded == folded(name), log.act == "sign_in", log.at > now - KNOWN)
        .distinct()
    )
    return any(json.loads(counts).get("network") == network for counts in connection.execute(wanted).scalars())


def did(connection: Connection, officer: Officer, act: str, who: UUID) -> bool:
    """Whether ``officer`` has done this to somebody who has not signed in since."""
    log = access_log.c
    last = select(func.coalesce(func.max(log.number), 0)).where(log.officer == who, log.act == "sign_in")
    done = exists().where(
        log.officer == officer.id,
        log.act == act,
        log.number > last.scalar_subquery(),
        access_subjects.c.entry == log.number,
        access_subjects.c.subject == who,
    )
    return bool(connection.execute(select(done)).scalar())
