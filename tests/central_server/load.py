"""Kiosks under load: their days written and signed beforehand, and lines that carry them with next to no work."""

import json
import random
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert, select

from central_server.store.checkpoint_devices import join
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.engine import transaction
from kiosk.wire.messages import Batch, PersonSaid, VisitSaid
from kiosk.wire.signing import SigningKey, sign_request

CHECKPOINT = UUID("0197a5d2-0000-7000-8000-00000000cafe")
HURRY = timedelta(seconds=0.4)  # from one visit to the next


def id_at(moment: datetime, chance: random.Random) -> UUID:
    """A UUIDv7 of a moment."""
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | chance.getrandbits(12) << 64 | 0x2 << 62 | chance.getrandbits(62))


@dataclass
class Gate:
    """A kiosk's day: people come and go and come back, ``newcomers`` of all arrivals for the first time."""

    number: int
    newcomers: float = 0.4
    begin: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(hours=1))

    def __post_init__(self) -> None:
        self._chance = random.Random(self.number)
        self.key = SigningKey.from_bytes(self._chance.randbytes(32))
        self.device = id_at(self.begin, self._chance)
        self._sequence = 0
        self._people: list[PersonSaid] = []
        self._inside: list[tuple[PersonSaid, UUID]] = []

    def batches(self, number: int, size: int = 100) -> list[bytes]:
        """The next batches, as a kiosk writes them."""
        return [Batch(events=[self._visit() for _ in range(size)]).model_dump_json().encode() for _ in range(number)]

    def _visit(self) -> VisitSaid:
        self._sequence += 1
        at = self.begin + self._sequence * HURRY
        said: dict[str, Any] = {"id": id_at(at, self._chance), "sequence": self._sequence, "at": at}
        said |= {"via": "citizen_card", "gate": f"Cổng {self.number}"}
        if len(self._inside) > 40 and self._chance.random() < 0.55:
            person, since = self._inside.pop(self._chance.randrange(len(self._inside)))
            return VisitSaid(act="check_out", person=person, follows=since, **said)
        if not self._people or self._chance.random() < self.newcomers:
            self._people.append(self._newcomer(at))
            person = self._people[-1]
        else:
            person = self._chance.choice(self._people)
        self._inside.append((person, said["id"]))
        return VisitSaid(act="check_in", person=person, **said)

    def _newcomer(self, at: datetime) -> PersonSaid:
        number = 10_000 * self.number + len(self._people)
        return PersonSaid(
            id=id_at(at, self._chance),
            name=f"Nguyễn Văn Thử {number}",
            birth="1990-08-15",
            sex="male",
            identifiers={"citizen_id": f"0010900{number:05d}", "phone": f"+8490000{number:04d}"[:12]},
        )


def open_gates(engine: Engine, number: int, newcomers: float = 0.4) -> list[Gate]:
    """Kiosks of one checkpoint, let in by their keys."""
    now = datetime.now(UTC)
    gates = [Gate(one, newcomers) for one in range(1, number + 1)]
    texts = dict.fromkeys(("name", "name_en", "kind", "province", "ward", "street"), "x")
    row = texts | {"id": CHECKPOINT, "code": "TESTING", "phone": b"x", "sealed_phone": b"x", "made_at": now}
    with transaction(engine) as connection:
        connection.execute(insert(checkpoints).values(row | {"hotlines": "[]", "declarations": "at_kiosk"}))
        checkpoint = connection.execute(select(checkpoints)).one()
        for gate in gates:
            join(connection, gate.device, checkpoint, f"Cổng {gate.number}", gate.key.public_text, now)
    return gates


@dataclass
class _Signable:
    method: str
    url: str
    headers: dict[str, str]


def signed(gate: Gate, port: int, body: bytes) -> bytes:
    """A batch as a whole request, signed now; it can be sent for five minutes, once."""
    path = f"/v1/devices/{gate.device}/events"
    headers = {"Host": f"127.0.0.1:{port}", "Content-Type": "application/json", "Content-Length": str(len(body))}
    message = _Signable("POST", f"http://127.0.0.1:{port}{path}", headers)
    sign_request(message, gate.key, gate.device, body, datetime.now(UTC).timestamp())
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode() + body


class Line:
    """A connection that is kept. Raises OSError when it breaks."""

    def __init__(self, port: int, seconds: float = 30.0) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), seconds)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = self._socket.makefile("rb", 65536)

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request; the status and the body of the answer."""
        self._socket.sendall(request)
        status = self._read.readline()
        if not status:
            raise ConnectionResetError("no answer")
        length = 0
        for line in iter(self._read.readline, b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line[15:])
        body = self._read.read(length)
        if len(body) != length:
            raise ConnectionResetError("half an answer")
        return int(status.split()[1]), body

    def close(self) -> None:
        with self._socket, self._read:
            pass


def outcomes(body: bytes) -> Iterator[tuple[str, str]]:
    """The id and the outcome of each event of an answer."""
    for answer in json.loads(body)["answers"]:
        yield answer["id"], answer["outcome"]
