"""A queue in memory, and a centre in memory that fails on demand: for schedules too many and too odd for sockets."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from uuid import UUID

from central_server.reading import Malformed, NotABatchError, read_batch
from kiosk.errors import ServerUnreachable
from kiosk.ports import OutboxItem
from kiosk.wire.faults import CentreRefused, CentreUnreachable
from kiosk.wire.messages import Answer, Answers, Health, Outcome

SERVER_TIME = datetime(2026, 11, 23, 1, 0, 5, tzinfo=UTC)
CRASHES = "makes the centre crash"


@dataclass
class QueueInMemory:
    """The outbox, and what became of its rows."""

    rows: dict[UUID, OutboxItem] = field(default_factory=dict)
    marked: dict[UUID, str] = field(default_factory=dict)

    def put(self, item: OutboxItem) -> None:
        self.rows[item.id] = item

    def next_batch(self, limit: int) -> Sequence[OutboxItem]:
        left = [row for row in self.rows.values() if row.id not in self.marked]
        return sorted(left, key=lambda row: (row.attempts, row.sequence))[:limit]

    def tried(self, ids: Sequence[UUID]) -> None:
        for key in ids:
            self.rows[key] = replace(self.rows[key], attempts=self.rows[key].attempts + 1)

    def sent(self, ids: Sequence[UUID], at: datetime) -> None:  # noqa: ARG002 - the port's
        self.marked.update(dict.fromkeys(ids, "sent"))

    def refused(self, item: UUID, reason: str, at: datetime) -> None:  # noqa: ARG002 - the port's
        self.marked[item] = reason

    def waiting(self) -> int:
        return len(self.rows) - len(self.marked)

    def refused_count(self) -> int:
        return sum(mark != "sent" for mark in self.marked.values())


class Weather(Enum):
    """What happens to the next request."""

    FINE = "fine"
    NO_NETWORK = "no network"
    LOST_ON_THE_WAY = "lost on the way"
    REPLY_LOST = "stored, but the reply is lost"
    SENT_TWICE = "the request arrives twice"
    REORDERED = "the answers come in another order"
    CRASHED = "HTTP 500"
    WAIT = "HTTP 429 with Retry-After"
    NOT_ALLOWED = "HTTP 401"
    PORTAL = "HTTP 403 from a gateway"
    STRANGE = "a fault without details"


class CentreInMemory:
    """Reads as the real one does; stores in a dict. ``taken`` counts how often each id was stored: must be once.

    A batch with a row that contains CRASHES gets a 500, whatever else is in it, and nothing of it is stored.
    """

    def __init__(self, *, forgetful: bool = False) -> None:
        self.weather = Weather.FINE
        self.hashes: dict[UUID, bytes] = {}
        self.taken: dict[UUID, int] = {}
        self.answered: dict[UUID, set[Outcome]] = {}
        self.requests = 0
        self._forgetful = forgetful

    def health(self) -> Health:
        self._before()
        return Health(status="ok", server_time=SERVER_TIME)

    def send(self, items: Sequence[OutboxItem]) -> Answers:
        assert 1 <= len(items) <= 500
        self.requests += 1
        self._before()
        weather, self.weather = self.weather, Weather.FINE
        body = b'{"events":[' + ",".join(item.body for item in items).encode() + b"]}"
        if weather is Weather.SENT_TWICE:
            self._take(body)
        answers = self._take(body)
        if weather is Weather.REPLY_LOST:
            raise CentreUnreachable("lost", delivered=True)
        if weather is Weather.REORDERED:
            answers = random.Random(len(answers)).sample(answers, len(answers))
        for answer in answers:
            self.answered.setdefault(UUID(answer.id), set()).add(answer.outcome)
        return Answers(answers=answers, server_time=SERVER_TIME)

    def _before(self) -> None:
        faults: dict[Weather, Callable[[], Exception]] = {
            Weather.NO_NETWORK: lambda: CentreUnreachable("no network"),
            Weather.LOST_ON_THE_WAY: lambda: CentreUnreachable("timeout", delivered=True),
            Weather.CRASHED: lambda: CentreUnreachable("500", delivered=True),
            Weather.WAIT: lambda: CentreUnreachable("429", retry_after=7.0),
            Weather.NOT_ALLOWED: lambda: CentreRefused("401", 401, problem=True),
            Weather.PORTAL: lambda: CentreRefused("403", 403, problem=False),
            Weather.STRANGE: lambda: ServerUnreachable("strange"),
        }
        if self.weather in faults:
            fault = faults[self.weather]()
            self.weather = Weather.FINE
            raise fault

    def _take(self, body: bytes) -> list[Answer]:
        try:
            batch = read_batch(body)
        except NotABatchError as fault:
            raise CentreRefused("422", 422, problem=True) from fault
        if CRASHES.encode() in body:
            raise CentreUnreachable("500", delivered=True)
        answers = []
        for read in batch:
            if isinstance(read, Malformed):
                answers.append(Answer(id=read.echo, outcome=Outcome.REFUSED, reason=read.reason))
                continue
            key = read.event.id
            known = None if self._forgetful else self.hashes.get(key)
            if known is None:
                self.hashes[key] = read.hash
                self.taken[key] = self.taken.get(key, 0) + 1
                outcome = Outcome.STORED
            else:
                outcome = Outcome.DUPLICATE if known == read.hash else Outcome.CONFLICT
            answers.append(Answer(id=read.echo, outcome=outcome))
        return answers


def spoilt(item: OutboxItem, how: str) -> OutboxItem:
    """A row that cannot be sent as it is: ``malformed``, ``no JSON`` or one that ``crashes`` the centre."""
    if how == "no JSON":
        return replace(item, body=item.body[:-1])
    said = json.loads(item.body)
    if how == "malformed":
        said["act"] = "enter"
    else:
        said["person"]["name"] = CRASHES
    return replace(item, body=json.dumps(said))
