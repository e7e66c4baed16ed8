"""A desk where somebody declares for others: real rules, places and store; a centre and a printer that do as told."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from kiosk import campaigns
from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, Rules
from kiosk.declaring_screens import DeclareDone
from kiosk.desk.figures import Passage
from kiosk.desk.proxy import ProxyDesk
from kiosk.desk.proxy_form import Tick
from kiosk.desk.rows import Detail, RowKey, RowKind
from kiosk.errand_ports import Slip
from kiosk.questionnaire import Campaign, Field
from kiosk.screens import Language
from kiosk.visits import Visit
from local_store.visits import COLUMNS, visits_of
from tests.errand_door import Desk as Centre
from tests.errand_door import Paper
from tests.fakes import scan
from tests.ui.desk_fakes import DeskSet, NoPeople, make_tools

CCCD = "001155000004|010000001|Phạm Thị Ngoài|15081955|Nữ|Số 2 phố Ví Dụ, Phường Hạc Thành, Thanh Hóa|01052021"
OLD_CCCD = "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1, Cổ Nhuế, Bắc Từ Liêm, Hà Nội|01052021"
OTHER_CCCD = "079303000002||Trần Thị Mẫu|02032003|Nữ|Ấp Mẫu, Xã Mẫu, Hồ Chí Minh|10072021"
NUMBER = "0900000004"


def campaign(name: str = "khai-bao-toan-dan") -> Campaign:
    found = campaigns.load(name)
    assert found is not None
    return found


RULES = Rules(
    "Cổng số 2",
    declarations=DeclarationMode.REQUIRED,
    campaign=campaign(),
    places=samples.places(),
    province="38",
    centre=True,
)


class Opened(NoPeople):
    """Remembers who was opened, referred lines that were met, and what was noted."""

    def __init__(self) -> None:
        self.opened_keys: list[tuple[RowKey, UUID]] = []
        self.met: list[tuple[RowKey, str]] = []
        self.noted: list[tuple[UUID, str]] = []

    def stay_of(self, person: UUID) -> RowKey | None:
        return RowKey(RowKind.STAY, person.int & 0xFFFF)

    def opened(self, key: RowKey, staff: UUID, at: datetime) -> Detail | None:  # noqa: ARG002
        self.opened_keys.append((key, staff))
        return None

    def meet(self, key: RowKey, outcome: str, staff: UUID, at: datetime) -> None:  # noqa: ARG002
        self.met.append((key, outcome))

    def note(self, what: str, staff: UUID, subject: UUID | None, at: datetime) -> None:  # noqa: ARG002
        self.noted.append((staff, what))


class Reception:
    """The desk, and what stands around it."""

    def __init__(self, folder: Path, rules: Rules = RULES) -> None:
        self.people, self.centre, self.paper = Opened(), Centre(), Paper()
        made = make_tools(folder, people=self.people, centre=self.centre, printer=self.paper, rules=rules)
        self.set: DeskSet = made
        made.tools.body = made.store.outbox.body
        self.passed: list[Passage] = []
        self.desk = ProxyDesk(made.tools, slip, Language.VI, passed=self.passed.append)
        self.desk.begin()

    def scans(self, text: str) -> None:
        self.desk.take(scan(text, self.set.clock.monotonic()))

    def answers(self, **others: str) -> None:
        for question in self.desk.state.questions:
            value = others.get(question.key, "no")
            self.desk.answer(question.key, value, "ho từ hôm qua" if value == "yes" else None)

    def fills(self, **others: str) -> None:
        """The shortest whole form: a card, a phone, the questions, the consent."""
        self.scans(CCCD)
        self.desk.type(Field.PHONE, NUMBER)
        self.answers(**others)
        self.desk.tick(Tick.SPOKEN, yes=True)

    def visits(self) -> list[Visit]:
        store = self.set.store
        rows = store.connection.rows(f"SELECT {COLUMNS} FROM visits ORDER BY sequence")  # noqa: S608 - our own words
        return visits_of(store.connection, store.device.id, rows)

    def without(self, **changed: object) -> Rules:
        self.set.rules = replace(self.set.rules, **changed)  # type: ignore[arg-type]
        return self.set.rules


def slip(screen: DeclareDone, language: Language) -> Slip:
    return Slip("Nơi", "Cổng", screen.code, screen.spelled, screen.name, None, screen.entered_at, "", language)
