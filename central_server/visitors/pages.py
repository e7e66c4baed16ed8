"""What all pages of visitors share: database and time, how many are written at once, how much may be asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fastapi import Request
from sqlalchemy import Connection, Engine

from central_server.checkpoints.desk import Office, network_of
from central_server.problems import ProblemError
from central_server.store.asking import Allowance, ask
from central_server.store.visitor_sessions import Visitor
from central_server.visitors.session import VisitorSessions
from central_server.visitors.tickets import TicketOffice
from central_server.web.crowd import Crowd
from central_server.web.site import Site
from central_server.web.words.visitors_declare import DECLARE
from central_server.web.words.visitors_gate import GATE

# A hospital's wireless network, or a carrier's, is one network with many visitors; what keeps codes from being sent
# without end are the budgets of each number and of all together (central_server/otp/budgets.py).
CODES = Allowance("visitors' codes", 300, timedelta(hours=1))
GUESSES = Allowance("visitors' tries", 900, timedelta(hours=1))
TAPS = Allowance("visitors' taps", 60, timedelta(minutes=10))
FORMS = Allowance("visitors' forms", 120, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class VisitorPages:
    """The pages of visitors with a phone."""

    engine: Engine
    now: Callable[[], datetime]
    sessions: VisitorSessions
    site: Site
    crowd: Crowd = field(default_factory=Crowd)

    @classmethod
    def of(cls, engine: Engine, now: Callable[[], datetime], sessions: VisitorSessions) -> "VisitorPages":
        """With what draws them."""
        return cls(engine, now, sessions, Site(engine, now, "visitors", GATE, DECLARE))

    @contextmanager
    def open(self) -> Iterator[tuple[Connection, datetime]]:
        """A transaction, and when it is."""
        with Office(self.engine, self.now).open() as (connection, now):
            yield connection, now

    def tickets(self, visitor: Visitor, purpose: str) -> TicketOffice:
        """What the forms of this phone are signed with."""
        return TicketOffice(self.sessions.cookie.key(), visitor.session, purpose)

    def count_network(self, request: Request, allowance: Allowance) -> None:
        """Count a question from where this comes from. Raises ProblemError 429."""
        Office(self.engine, self.now).require(allowance, network_of(request))

    def count_session(self, visitor: Visitor, allowance: Allowance) -> None:
        """Count something that this phone does. Raises ProblemError 429."""
        with self.open() as (connection, now):
            wait = ask(connection, allowance, visitor.session, now)
        if wait > timedelta(0):
            seconds = str(int(wait.total_seconds()) + 1)
            raise ProblemError(429, "This phone has done this too often; try again later.", {"Retry-After": seconds})
