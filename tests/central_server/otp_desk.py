"""A desk with a clock and a gateway of the test's own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Connection, Engine

from central_server.otp.budgets import Budgets
from central_server.otp.desk import OtpDesk, OtpOptions
from central_server.sms.sending import SmsNotSent
from kiosk.wire.desk_messages import DeclaredSaid, OtpJudged, OtpSaid, OtpWanted

SPACE = UUID("0197a5d2-0000-7000-8000-0000000000e0")
KIOSK = uuid5(SPACE, "kiosk")
OTHER_KIOSK = uuid5(SPACE, "other kiosk")
PHONE = "+84900000001"
TOKEN = "synthetic-token-0001"
GENEROUS = Budgets(1_000, 1_000, 1_000, 1_000, 10_000)
DECLARED = DeclaredSaid(id=uuid5(SPACE, "person"), name="Nguyễn Văn Thử")


class Clock:
    """The centre's time."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


class Gateway:
    """Keeps what it is handed; then ``meanwhile`` happens, and ``fault`` is raised, once set."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str]] = []
        self.fault: SmsNotSent | None = None
        self.meanwhile: Callable[[str, str], None] | None = None

    def send(self, phone: str, text: str) -> None:
        self.messages.append((phone, text))
        if self.meanwhile is not None:
            self.meanwhile(phone, text)
        if self.fault is not None:
            raise self.fault

    def close(self) -> None:
        """Nothing to let go of."""

    @property
    def code(self) -> str:
        """The latest code."""
        return self.messages[-1][1][:6]


class Desk:
    """An OtpDesk, and words for what tests do with it. Everybody is declared on PHONE."""

    def __init__(self, engine: Engine, budgets: Budgets = GENEROUS) -> None:
        self.engine = engine
        self.clock = Clock()
        self.gateway = Gateway()
        self.looked_up: list[str] = []
        self.desk = OtpDesk(engine, TOKEN, self._people, OtpOptions(self.gateway, budgets, now=self.clock))

    def wish(self, phone: str = PHONE, device: UUID = KIOSK, request: UUID | None = None) -> tuple[UUID, OtpSaid]:
        request = request or uuid4()
        return request, self.desk.wish(device, OtpWanted(request=request, phone=phone))

    def sent(self, phone: str = PHONE, device: UUID = KIOSK) -> tuple[UUID, str]:
        """A request and its code, which is on its way."""
        request, said = self.wish(phone, device)
        assert said.outcome == "sent"
        return request, self.gateway.code

    def type(self, request: UUID, code: str, device: UUID = KIOSK) -> OtpJudged:
        return self.desk.judge(device, request, code)

    def _people(self, _connection: Connection, phone: str, _limit: int, _now: datetime) -> tuple[DeclaredSaid, ...]:
        self.looked_up.append(phone)
        return (DECLARED,) if phone == PHONE else ()


def not_it(code: str) -> str:
    """Six other digits."""
    return f"{(int(code) + 1) % 10**6:06d}"
