"""Errands against a real centre in its own process: a code by SMS, declaring, the citizen code, taking it back."""

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk import embedded_centre
from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, Rules
from kiosk.declaring_screens import CodeState, DeclareDone, DeclareIdentity
from kiosk.demo.headless import CODE
from kiosk.demo_sms import SmsLog
from kiosk.embedded_centre import EmbeddedCentre
from kiosk.errand_events import Box, DeclareForOtherPressed, DeclarePressed, DonePressed, EditPressed, Typed
from kiosk.errand_screens import ChoosePerson, CodeFault, CodeRefused, EnterCode, NobodyDeclared
from kiosk.events import HomeChosen, Scanned
from kiosk.questionnaire import Field
from kiosk.refreshing import refresh_once
from kiosk.screens import AlreadyIn
from kiosk.wire.desk import DeskClient
from tests.errand_door import NUMBER, Door
from tests.fakes import scan

INSURANCE = "DN4010000000001"


class Place:
    """A kiosk and a centre that know nothing of each other but what they say."""

    def __init__(self, folder: Path, centre: EmbeddedCentre, messages: SmsLog) -> None:
        rules = Rules(
            "Cổng 1",
            declarations=DeclarationMode.REQUIRED,
            campaign=samples.campaign(),
            places=samples.places(),
            centre=True,
        )
        self.door, self.centre, self.messages = Door(folder, rules), centre, messages
        self.desk = DeskClient(centre.url, self.door.store.device.id, centre.token)
        self.door.services.desk = self.desk

    def is_confirmed(self, number: str) -> None:
        """Come by a number; read the code off the phone it was sent to."""
        self.door.asks_for_a_code(number)
        assert isinstance(self.door.view.screen, EnterCode), self.door.view.screen
        [message] = self.messages.new()
        assert message.phone == "+84" + number[1:]
        found = CODE.search(message.text)
        assert found
        self.door.press(Typed(Box.CODE, found[0], 0.0))

    def types_insurance(self) -> DeclareIdentity:
        self.door.press(EditPressed(Field.INSURANCE, 0.0), Typed(Field.INSURANCE, INSURANCE, 0.0))
        self.door.press(EditPressed(None, 0.0))
        assert isinstance(self.door.view.screen, DeclareIdentity)
        return self.door.view.screen

    def refreshes(self) -> None:
        """Fetch the keys and what was taken back, as the kiosk does by itself."""
        refresh_once(self.door.store.codes, self.desk, with_keys=True)
        trust = self.door.store.codes.trust()
        self.door.conductor.change_rules(lambda rules: replace(rules, trust=trust))

    def takes_back(self, spelled: str) -> None:
        request = urllib.request.Request(  # noqa: S310 - our own address on loopback
            f"{self.centre.url}/v1/citizen-codes/{spelled.replace(' ', '')}/revocation",
            data=json.dumps({"reason": "lost slip"}).encode(),
            headers={"Authorization": f"Bearer {self.centre.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310 - likewise
            assert reply.status == 204


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    centre = embedded_centre.start(tmp_path / "centre.sqlite", f"log:{tmp_path / 'messages.jsonl'}")
    made = Place(tmp_path, centre, SmsLog(tmp_path / "messages.jsonl"))
    try:
        yield made
    finally:
        made.desk.close()
        made.door.store.close()
        centre.stop()


def test_declare_on_a_confirmed_phone_and_be_known_by_it_and_by_the_code(place: Place) -> None:
    door = place.door
    door.clock.wall = datetime.now(UTC)  # the centre goes by its own clock
    place.is_confirmed(NUMBER)
    assert isinstance(door.view.screen, NobodyDeclared)
    door.press(DeclarePressed(0.0), Typed(Field.INSURANCE, INSURANCE, 0.0))
    door.declares()
    done = door.view.screen
    assert isinstance(done, DeclareDone), done
    assert done.state is CodeState.HERE
    door.press(DonePressed(0.0))

    door.clock.turn(30)
    place.refreshes()
    door.conductor.happen(Scanned(scan(done.code, door.at)))
    assert isinstance(door.view.screen, AlreadyIn), "the code says who it is, and who it is came in a moment ago"
    door.background.pass_time(20)

    place.is_confirmed(NUMBER)
    people = door.view.screen
    assert isinstance(people, ChoosePerson)
    assert [row.name for row in people.rows] == ["N. V. THỬ"]
    door.press(DeclareForOtherPressed(0.0))
    assert place.types_insurance().draft.get(Field.NAME) == "NGUYỄN VĂN THỬ"
    door.press(HomeChosen(0.0))

    place.is_confirmed("0900000002")
    door.press(DeclarePressed(0.0))
    stranger = place.types_insurance()
    assert stranger.unknown_insurance
    assert stranger.draft.get(Field.NAME) == "", "on another phone the number tells nothing"
    door.press(HomeChosen(0.0))

    place.takes_back(done.spelled)
    place.refreshes()
    door.clock.turn(30)
    door.conductor.happen(Scanned(scan(done.code, door.at)))
    assert door.view.screen == CodeRefused(CodeFault.REVOKED)
