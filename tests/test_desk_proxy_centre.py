"""Khai hộ against a real centre in its own process: the code by SMS, the citizen code, the family on a number."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk import embedded_centre
from kiosk.declarations import PhoneProof
from kiosk.declaring_screens import CodeState
from kiosk.demo.headless import CODE
from kiosk.demo_sms import SmsLog
from kiosk.desk.lookup import LookupDesk, Stage
from kiosk.desk.proxy_form import Start, Tick
from kiosk.desk.proxy_state import Notice
from kiosk.desk.recording import Outcome
from kiosk.questionnaire import Field
from kiosk.refreshing import refresh_once
from kiosk.wire.desk import DeskClient
from tests.desk_declaring import CCCD, NUMBER, Reception


class Connected(Reception):
    """A desk with a centre, and the phones it sends messages to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.link = embedded_centre.start(folder / "centre.sqlite", f"log:{folder / 'messages.jsonl'}")
        self.messages = SmsLog(folder / "messages.jsonl")
        self.client = DeskClient(self.link.url, self.set.store.device.id, self.link.token)
        self.set.tools.centre = lambda: self.client
        self.set.clock.wall = datetime.now(UTC)  # the centre goes by its own clock

    def read_out(self) -> str:
        """The code that came by the newest message."""
        [message] = self.messages.new()
        found = CODE.search(message.text)
        assert found
        return found[0]

    def close(self) -> None:
        self.client.close()
        self.set.store.close()
        self.link.stop()


@pytest.fixture
def connected(tmp_path: Path) -> Iterator[Connected]:
    made = Connected(tmp_path)
    yield made
    made.close()


def test_a_declaration_on_a_confirmed_phone_gets_its_code_and_is_found_by_both(connected: Connected) -> None:
    desk = connected.desk
    connected.scans(CCCD)
    desk.type(Field.PHONE, NUMBER)
    desk.send_code()
    desk.try_code(connected.read_out())
    assert desk.state.form.draft.phone_proof is PhoneProof.OTP
    connected.answers()
    desk.tick(Tick.SPOKEN, yes=True)
    desk.save(enter=True)
    done = desk.state.done
    assert done is not None
    assert (done.outcome, done.screen.state) == (Outcome.ENTERED, CodeState.HERE)
    assert [one.code for one in connected.paper.slips] == [done.screen.code]

    refresh_once(connected.set.store.codes, connected.client, with_keys=True)
    connected.set.rules = replace(connected.set.rules, trust=connected.set.store.codes.trust())
    desk.forget()
    connected.scans(done.screen.code)
    assert desk.state.notice is Notice.KNOWN
    assert desk.state.form.draft.get(Field.NAME) == "PHẠM THỊ NGOÀI"

    starts: list[Start] = []
    lookup = LookupDesk(connected.set.tools, "vi", starts.append)
    connected.set.clock.turn(61)
    lookup.type(NUMBER)
    lookup.ask()
    lookup.try_code(connected.read_out())
    assert lookup.state.stage is Stage.PEOPLE
    assert [row.name for row in lookup.state.rows] == ["P. T. NGOÀI"]
    lookup.declare(lookup.state.rows[0].person)
    assert starts[0].known is not None
    assert starts[0].proof is PhoneProof.OTP
