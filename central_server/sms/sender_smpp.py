"""``smpp://user@host:port``: a message centre that speaks SMPP 3.4, over one connection that is kept.

SMPP knows no encryption: put a tunnel under it wherever the way to the message centre is not your own.
"""

import asyncio
import logging
import threading
from concurrent.futures import CancelledError
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from aiosmpplib import (  # type: ignore[import-untyped]
    NPI,
    TON,
    GSM7BitCodec,
    PhoneNumber,
    SmppCommandStatus,
    SmppSessionState,
    SubmitSm,
)

from central_server.sms.sending import SmsNotSent
from central_server.sms.smpp_link import Outgoing, SmppAccount, open_link

LEAVE_SECONDS = 3.0
VALID = timedelta(minutes=5)  # a code that comes later than that is of no use
GSM_SEGMENT = 160
UCS2_SEGMENT = 70
_log = logging.getLogger(__name__)


class SmppSender:
    """Keeps one connection in a thread of its own, and comes back when it is lost (after half a minute at most).

    Raises ValueError beyond SMPP's limits in characters: user 15, password 8, system type 12, source 20.
    """

    def __init__(self, account: SmppAccount) -> None:
        self._account = account
        self._outgoing = Outgoing()
        self._source = PhoneNumber(account.source, account.source_ton, account.source_npi)
        self._esme = open_link(account, self._outgoing)
        self._loop = asyncio.new_event_loop()
        self._keeping = self._loop.create_task(self._keep())
        self._thread = threading.Thread(target=self._run, name="smpp", daemon=True)
        self._thread.start()

    def send(self, phone: str, text: str) -> None:
        """Submit one message and wait for the answer. Raises SmsNotSent."""
        delivery = self._deliver(_submit(self._source, phone, text))
        try:
            done = asyncio.run_coroutine_threadsafe(delivery, self._loop)
        except RuntimeError as fault:  # the loop is closed
            delivery.close()
            raise SmsNotSent("the connection to the message centre was ended", certain=True) from fault
        try:
            done.result(self._account.answer_seconds + 1)
        except (TimeoutError, CancelledError):
            raise SmsNotSent("the message centre does not answer in time", certain=False) from None

    def close(self) -> None:
        """Take leave of the message centre."""
        leaving = self._leave()
        try:
            asyncio.run_coroutine_threadsafe(leaving, self._loop)
        except RuntimeError:  # it was closed before
            leaving.close()
        self._thread.join(2 * LEAVE_SECONDS)

    async def _deliver(self, message: SubmitSm) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        while self._esme.session_state is not SmppSessionState.BOUND_TRX:
            if loop.time() - began > self._account.bound_seconds:
                raise SmsNotSent("the message centre cannot be reached", certain=True)
            await asyncio.sleep(0.05)
        waiting = self._outgoing.put(message)
        try:
            status = await asyncio.wait_for(waiting.answer, self._account.answer_seconds - (loop.time() - began))
        except TimeoutError:
            raise SmsNotSent("the message centre does not answer in time", certain=not waiting.left) from None
        if status != SmppCommandStatus.ESME_ROK:
            raise SmsNotSent(f"the message centre does not take it ({status.name})", certain=True)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._keeping)
            left = asyncio.all_tasks(self._loop)
            for task in left:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        finally:
            self._loop.close()

    async def _leave(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._esme.stop(), LEAVE_SECONDS)
        while not self._keeping.done():  # asyncio's wait_for, which the library uses, can swallow a cancellation
            self._keeping.cancel()
            await asyncio.wait({self._keeping}, timeout=0.1)

    async def _keep(self) -> None:
        """Stay connected. The library sees to what it expects to break; whatever else it trips over is begun anew."""
        while True:
            try:
                await self._esme.start()
            except asyncio.CancelledError:
                self._esme.let_go()
                raise
            except Exception as fault:  # noqa: BLE001  # a library's bug must not end all sending
                _log.error("The connection to the message centre failed (%s).", type(fault).__name__)
            self._esme.let_go()
            await asyncio.sleep(1)
            self._esme = open_link(self._account, self._outgoing)


def _submit(source: PhoneNumber, phone: str, text: str) -> SubmitSm:
    """One segment: in the GSM alphabet if the text allows it, else in UCS-2. Raises SmsNotSent."""
    try:
        fits = len(GSM7BitCodec().encode(text)[0]) <= GSM_SEGMENT
        encoding = None
    except UnicodeEncodeError:
        fits = len(text.encode("utf-16-be")) <= 2 * UCS2_SEGMENT
        encoding = "ucs2"
    if not fits:
        raise SmsNotSent("the text is longer than one message", certain=True)
    return SubmitSm(
        short_message=text,
        source=source,
        destination=PhoneNumber(phone.removeprefix("+"), TON.INTERNATIONAL, NPI.ISDN),
        registered_delivery=0,  # no receipts: nobody waits for them
        validity_period=VALID,
        encoding=encoding,
        log_id=uuid4().hex,
    )
