"""A kiosk that its centre orders about, as a program of its own: the kiosk off screen and a real centre.

``python -m tests.whole.device_ordered FOLDER`` plays it and prints what was seen, as one JSON object.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import requests

from central_server.store import orders
from central_server.store.engine import open_engine, transaction
from kiosk import logs
from kiosk.assembly.line import Line
from kiosk.checkpoint.enrolment import enrolled_with
from kiosk.desk.exports import Exported, csv_text
from kiosk.desk.rows import Query
from kiosk.screens import Language
from kiosk.settings import CentreSection
from kiosk.wire.checkpoint_messages import EnrolmentTyped
from kiosk.wire.registrar import RegistrarClient
from local_store.bulk import synthetic_card
from tests.local_store.forgetting import everything_said, in_files
from tests.local_store.opening import crossing
from tests.whole.desk_hands import until
from tests.whole.desk_place import NURSE, kiosk_at
from tests.whole.desk_town import DeskTown
from ui.app import Application, use_offscreen

CANARIES = ("Lê Hữu Kiểm", "le huu kiem", "001090000009")
PEOPLE = 60


class Ordered:
    """What is ordered, one order after the other; ``seen`` is what came of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: dict[str, Any] = {}
        self.town = DeskTown(folder)
        use_offscreen()
        self.application = Application()
        self.kiosk = kiosk_at(folder, self.application)
        self.device = self.kiosk.store.device.id

    @property
    def line(self) -> Line:
        return self.kiosk.line

    def play(self) -> None:
        try:
            self.kiosk.start()
            self.kiosk.send_to(self.town.register(self.device, self.kiosk.store.device_keys))
            self.it_says_how_it_is()
            self.its_key_is_rolled()
            self.somebody_is_erased()
            self.everybody_is_forgotten()
            self.it_is_revoked_and_forgets_its_staff_too()
            self.it_joins_again_and_sends_what_it_kept()
        finally:
            self.kiosk.close()
            self.town.centre.stop()

    def it_says_how_it_is(self) -> None:
        until("everything to be sent", lambda: self.unsent() == 0)
        until("a report", lambda: self.state()["report"] is not None)
        self.seen["report"] = self.state()["report"]

    def its_key_is_rolled(self) -> None:
        before = self.kiosk.store.device_keys.current()
        self.seen["rolled"] = self.ordered("roll_key")
        self.seen["another_key"] = self.kiosk.store.device_keys.current() != before
        self.come(500)
        until("what came after it to be sent", lambda: self.unsent() == 0)

    def somebody_is_erased(self) -> None:
        card = synthetic_card(500)
        person = self.kiosk.store.visits.standing(card).person
        if person is None or card.citizen_id is None:
            raise AssertionError("nobody came")
        self.seen["named_before"] = card.citizen_id in everything_said(self.kiosk.store.connection)
        engine = open_engine(str(self.town.database))  # who asks for it is no concern of the kiosk's
        with transaction(engine) as connection:
            orders.give(connection, self.device, "erase", datetime.now(UTC), [person.id])
        engine.dispose()
        self.seen["erased"] = self.over("erase")
        self.seen["named_after"] = card.citizen_id in everything_said(self.kiosk.store.connection)
        self.seen["inside_after"] = self.kiosk.store.visits.inside_now()

    def everybody_is_forgotten(self) -> None:
        for number in range(PEOPLE):
            self.come(number)
        rows = self.kiosk.store.people_list.page(Query(None, bare=True)).rows
        exported = Exported(
            NURSE[0], datetime.now(UTC), "", Language.VI, bare=True, keep_until=datetime.now(UTC).date()
        )
        (self.folder / "exports" / "hôm nay.csv").write_bytes(csv_text(rows, exported).encode())
        self.seen["known_before"] = self.found()
        self.seen["wiped"] = self.ordered("wipe", meanwhile=lambda: self.come(700))
        until("the visitor of meanwhile to be sent", lambda: self.unsent() == 0)
        self.seen["known_after"] = self.found()
        self.seen["staff_after"] = len(self.kiosk.store.staff.listed())
        self.seen["missing"] = self.town.missing(self.device)
        self.seen["visits_at_centre"] = self.town.summary(self.device).check_ins

    def it_is_revoked_and_forgets_its_staff_too(self) -> None:
        self.ask("DELETE", "")
        self.come(800)
        self.seen["wiped_revoked"] = self.ordered("wipe")
        self.seen["barred"] = self.kiosk.conductor.status.barred
        self.seen["staff_revoked"] = len(self.kiosk.store.staff.listed())
        self.seen["kept"] = self.unsent()
        self.seen["people_revoked"] = self.people()

    def it_joins_again_and_sends_what_it_kept(self) -> None:
        code = self.ask("POST", "", "enrolment-codes")["code"]
        registrar, keys = RegistrarClient(self.town.centre.url), self.kiosk.store.device_keys
        enrolled_with(
            keys,
            lambda key: registrar.enrol(
                EnrolmentTyped(device=self.device, gate="Cổng số 2", code=code, key=key.public_text), key
            ),
        )
        registrar.close()
        self.kiosk.send_to(CentreSection(url=self.town.centre.url))
        until("what was kept to be sent", lambda: self.unsent() == 0)
        self.seen["missing_at_the_end"] = self.town.missing(self.device)
        self.seen["words_at_the_end"] = self.kiosk.store.connection.value("SELECT count(*) FROM outbox")

    def ordered(self, kind: str, meanwhile: Any = lambda: None) -> dict[str, Any]:
        """Order it, and what the centre has of it when it is over. The half minute until it asks is skipped."""
        self.ask("POST", "orders", body={"kind": kind})
        return self.over(kind, meanwhile)

    def over(self, kind: str, meanwhile: Any = lambda: None) -> dict[str, Any]:
        """What became of an order that was given, once it is over."""
        if self.line.orders is None:
            raise AssertionError("nobody asks for orders")
        self.line.orders.soon()
        meanwhile()
        until(kind, lambda: all(one["done_at"] for one in self.ask("GET", "orders")["orders"]))
        said: list[dict[str, Any]] = self.ask("GET", "orders")["orders"]
        return max((one for one in said if one["kind"] == kind), key=lambda one: str(one["made_at"]))

    def ask(self, method: str, what: str, instead: str = "", body: object = None) -> Any:
        """As an operator, about this kiosk; ``instead`` about its checkpoint."""
        if self.town.enrolled is None:
            raise AssertionError("nothing is registered")
        here = f"{self.town.centre.url}/v1/checkpoints/{self.town.enrolled.checkpoint.code}"
        path = f"{here}/{instead}" if instead else f"{here}/devices/{self.device}/{what}".rstrip("/")
        reply = requests.request(
            method, path, json=body, headers={"Authorization": f"Bearer {self.town.centre.token}"}, timeout=20
        )
        reply.raise_for_status()
        return reply.json()

    def state(self) -> dict[str, Any]:
        if self.town.enrolled is None:
            raise AssertionError("nothing is registered")
        said = self.ask("GET", "", "devices")["devices"]
        return next(one for one in said if UUID(one["device"]) == self.device)

    def come(self, number: int) -> None:
        self.kiosk.store.visits.record(crossing(synthetic_card(number), at=datetime.now(UTC)))
        self.line.something_new()

    def unsent(self) -> int:
        return self.kiosk.store.outbox.waiting()

    def people(self) -> int:
        return int(self.kiosk.store.connection.value("SELECT count(*) FROM people"))

    def found(self) -> list[str]:
        """What is found of somebody who was inside since yesterday, in the store and in the files beside it."""
        said = everything_said(self.kiosk.store.connection)
        files = in_files(self.folder / "exports", *CANARIES) + in_files(self.folder / "data", *CANARIES)
        return [*(word for word in CANARIES if word in said), *(f"file: {word}" for word in files)]


if __name__ == "__main__":
    logs.to_stderr(verbose=False)
    played = Ordered(Path(sys.argv[1]))
    played.play()
    sys.stdout.write(json.dumps(played.seen, default=str))
