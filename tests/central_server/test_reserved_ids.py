"""Ids that nobody may take: the centre's own, those of the phones at a checkpoint, and another registrant's kiosk."""

from uuid import UUID, uuid4, uuid5

import pytest
from sqlalchemy import delete, update

from central_server.checkpoints.desk import REGISTRANTS
from central_server.store.engine import transaction
from central_server.store.visitor_tables import web_devices
from central_server.store.web_visits import MOST, web_device
from central_server.visitors.signing_in import VISITORS
from tests.central_server.declaring import taken
from tests.central_server.otp_desk import SPACE
from tests.central_server.registering import FIRST, OTHER_PHONE, SECOND, Town
from tests.central_server.visiting import Street
from tests.wire.saying import visit

NOWHERE = UUID(int=0)
ANOTHER = str(uuid5(SPACE, "another checkpoint"))


@pytest.mark.parametrize("which", [NOWHERE, REGISTRANTS, VISITORS], ids=["nowhere", "registrants", "visitors"])
def test_nobody_takes_an_id_that_the_centre_means_something_by(town: Town, which: UUID) -> None:
    session = town.session()
    assert town.register(session, device=str(which)).status_code == 409
    assert town.register(session, id=str(which)).status_code == 409
    town.registered(session)
    assert town.join(session, "HV-01", which).status_code == 409
    assert town.enrol(town.enrolment_code(FIRST).code, which).status_code == 409


def test_no_kiosk_stands_for_the_phones_at_a_checkpoint(town: Town) -> None:
    town.registered()
    with transaction(town.engine) as connection:  # one that was registered before these ids were written down
        connection.execute(delete(web_devices))
    stranger = town.session(OTHER_PHONE)
    phones = web_device(uuid5(SPACE, "checkpoint"))
    assert town.register(stranger, id=ANOTHER, device=str(phones)).status_code == 409
    assert town.register(stranger, id=str(phones)).status_code == 409
    there = town.registered(stranger, id=ANOTHER, name="Nơi khác", device=str(SECOND)).checkpoint.code
    assert town.join(stranger, there, phones).status_code == 409
    early = uuid4()
    assert town.join(stranger, there, web_device(early)).status_code == 200
    assert town.register(stranger, id=str(early), device=str(uuid4())).status_code == 409


@pytest.mark.parametrize("number", [MOST, MOST - 1, 2], ids=["the last", "the last but one", "the next"])
def test_phones_go_on_whatever_was_sent_in_their_name(street: Street, number: int) -> None:
    place = street.place()
    phone = street.visitor(place)  # whose declaration was the first event
    [verdict] = taken(street.engine, visit(number, id=uuid4()), device=place.device)
    assert verdict.outcome == "stored"
    phone.tap(phone.open(place.path))
    assert [row.sequence for row in place.visits() if row.sequence != number] == [3 if number == 2 else 2]


def test_phones_go_on_after_the_highest_number_was_counted(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place)
    with transaction(street.engine) as connection:
        connection.execute(update(web_devices).where(web_devices.c.checkpoint == place.id).values(last=MOST))
    phone.tap(phone.open(place.path))
    assert [row.sequence for row in place.visits()] == [2]
