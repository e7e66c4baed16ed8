"""A connection to a message centre, from aiosmpplib: what is sent over it, what comes back, and nothing logged."""

import asyncio
import logging
import struct
from dataclasses import dataclass, field

from aiosmpplib import (  # type: ignore[import-untyped]
    ESME,
    NPI,
    TON,
    AbstractBroker,
    AbstractHook,
    AbstractThrottleHandler,
    PduHeader,
    SmppCommand,
    SmppCommandStatus,
    SmppError,
    SmppMessage,
    SubmitSm,
)
from aiosmpplib.correlator import SimpleCorrelator  # type: ignore[import-untyped]
from aiosmpplib.retrytimer import SimpleExponentialBackoff  # type: ignore[import-untyped]

from central_server.sms.sending import SmsNotSent

ENQUIRE_SECONDS = 30.0
SHORTEST_MEMORY_SECONDS = 1.0  # of which message was answered: the library allows no less
HEADER = struct.Struct("!IIII")  # length, command, status, sequence
LONGEST_PDU = 64 * 1024
SILENT = 100  # above every level of the library's log, which quotes messages
_STATUSES = frozenset(SmppCommandStatus)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SmppAccount:
    """Where and as whom. ``source`` is the brand name or short code that messages come from.

    ``answer_seconds``: a message is answered within them, or counts as not sent; ``bound_seconds`` of them may pass
    to get back onto a connection that was lost.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    source: str = ""
    system_type: str = ""
    source_ton: TON = TON.ALPHANUMERIC
    source_npi: NPI = NPI.UNKNOWN
    enquire_seconds: float = ENQUIRE_SECONDS
    answer_seconds: float = 5.0
    bound_seconds: float = 2.0


@dataclass(slots=True, eq=False)
class Waiting:
    """A message and whoever waits for its answer."""

    message: SubmitSm
    answer: asyncio.Future[SmppCommandStatus]
    left: bool = False  # on the wire, or so near to it that nobody can tell


class Outgoing(AbstractBroker, AbstractHook):  # type: ignore[misc]
    """Messages on their way, and who waits for their answers. Used on the connection's thread only."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Waiting] = asyncio.Queue()
        self._waiting: dict[str, Waiting] = {}
        self._on_the_wire: dict[int, Waiting] = {}

    def put(self, message: SubmitSm) -> Waiting:
        """Queue a message; the answer says what became of it."""
        waiting = Waiting(message, asyncio.get_running_loop().create_future())
        self._waiting[message.log_id] = waiting
        waiting.answer.add_done_callback(lambda _: self._forget(waiting))
        self._queue.put_nowait(waiting)
        return waiting

    async def enqueue(self, message: SmppMessage) -> None:
        """Not used: messages come by ``put``."""
        raise NotImplementedError

    async def dequeue(self) -> SmppMessage:
        """The next message that somebody still waits for: a late code would only confuse."""
        while True:
            waiting = await self._queue.get()
            if not waiting.answer.done():
                waiting.left = True
                return waiting.message

    async def sending(self, smpp_message: SmppMessage, pdu: bytes, client_id: str) -> None:  # noqa: ARG002
        """About to be written: from now on the answer is known by its sequence number."""
        if isinstance(smpp_message, SubmitSm) and (waiting := self._waiting.get(smpp_message.log_id)):
            self._on_the_wire[smpp_message.sequence_num] = waiting

    async def received(self, smpp_message: SmppMessage | None, pdu: bytes, client_id: str) -> None:  # noqa: ARG002
        """An answer, or something else: read from the bytes, since the library gives up some answers."""
        _, command, status, sequence = HEADER.unpack_from(pdu)
        if command in (SmppCommand.SUBMIT_SM_RESP, SmppCommand.GENERIC_NACK) and sequence in self._on_the_wire:
            answer = self._on_the_wire[sequence].answer
            nack = command == SmppCommand.GENERIC_NACK and status == SmppCommandStatus.ESME_ROK
            if not answer.done():
                answer.set_result(SmppCommandStatus.ESME_RUNKNOWNERR if nack else SmppCommandStatus(status))

    async def send_error(self, smpp_message: SmppMessage, error: Exception, client_id: str) -> None:  # noqa: ARG002
        """The library could not write it; how much of it left is unknown unless it could not be put into bytes."""
        waiting = self._waiting.get(smpp_message.log_id) if isinstance(smpp_message, SubmitSm) else None
        if waiting is not None and not waiting.answer.done():
            reason = "the connection to the message centre broke"
            waiting.answer.set_exception(SmsNotSent(reason, certain=isinstance(error, ValueError)))

    def _forget(self, waiting: Waiting) -> None:
        self._waiting.pop(waiting.message.log_id, None)
        self._on_the_wire = {number: other for number, other in self._on_the_wire.items() if other is not waiting}


class _Unthrottled(AbstractThrottleHandler):  # type: ignore[misc]
    """Holds nothing back: the budgets have counted already, and a message that waits here comes too late."""

    async def throttled(self) -> None:
        """The message centre had too much to do; whoever waits is told."""

    async def not_throttled(self) -> None:
        """Nothing to note."""

    async def allow_request(self) -> bool:
        """Always."""
        return True

    async def throttle_delay(self) -> float:
        """Never asked."""
        return 0.0


class Link(ESME):  # type: ignore[misc]
    """The library's client, with its connections closed when it leaves them, and no reply that it stumbles over."""

    _reader: asyncio.StreamReader | None
    _writer: asyncio.StreamWriter | None

    async def connect(self) -> None:
        """Open a connection and sign in."""
        self.let_go()
        try:
            await super().connect()
        except SmppError as fault:
            _log.warning("The message centre does not let us in (%s).", fault.command_status.name)
            raise

    def let_go(self) -> None:
        """Close the connection, if there is one."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    async def _disconnect(self) -> None:
        writer = self._writer
        await super()._disconnect()
        if writer is not None:
            writer.close()

    async def _get_pdu(self) -> tuple[bytes, PduHeader]:
        """The next PDU. Message centres have statuses of their own, which the library would break off at."""
        assert self._reader is not None  # noqa: S101  # called once connected
        length, command, status, sequence = HEADER.unpack(await self._reader.readexactly(HEADER.size))
        if not HEADER.size <= length <= LONGEST_PDU:
            raise ValueError("a length that no PDU has")
        if status not in _STATUSES:
            status = SmppCommandStatus.ESME_RUNKNOWNERR
        head = HEADER.pack(length, command, status, sequence)
        return head + await self._reader.readexactly(length - HEADER.size), SmppMessage.parse_header(head)


def open_link(account: SmppAccount, outgoing: Outgoing) -> Link:
    """A client that connects once it is started, and silently. Raises ValueError beyond SMPP's limits."""
    return Link(
        account.host,
        account.port,
        account.user,
        account.password,
        account.system_type,
        enquire_link_interval=account.enquire_seconds,
        log_level=SILENT,
        log_handler=logging.NullHandler(),
        hook=outgoing,
        broker=outgoing,
        throttle_handler=_Unthrottled(),
        correlator=SimpleCorrelator(
            account.user,
            max_ttl_response=max(account.answer_seconds, SHORTEST_MEMORY_SECONDS),
            max_ttl_delivery=SHORTEST_MEMORY_SECONDS,
        ),
        retry_timer=SimpleExponentialBackoff(500, 6),
        socket_timeout=account.answer_seconds,
    )
