"""Somebody at the gate with a stopwatch beside them, for trying what is timed."""

from dataclasses import replace
from datetime import timedelta

from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, Rules
from kiosk.desk.figures import Passage, Stage
from kiosk.desk.timing import Stopwatch
from kiosk.events import (
    Event,
    LookedUp,
    Recorded,
    Referred,
    Scanned,
)
from kiosk.flow_map import row
from kiosk.screens import Referral
from kiosk.visits import Act, Standing, Via, Visit
from tests.errand_visitor import RULES, Visitor
from tests.fakes import scan

THU = "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội|01052021"
MAU = "079303000002||Trần Thị Mẫu|02032003|Nữ|Ấp Mẫu, Xã Mẫu, Hồ Chí Minh|10072021"
WIFI = "WIFI:S:quan-ca-phe;T:WPA;P:matkhau;;"
OFF = replace(RULES, declarations=DeclarationMode.OFF, campaign=None)


class Timed(Visitor):
    """Somebody at the gate with a stopwatch beside it; ``told`` are the passages so far."""

    def __init__(self, rules: Rules = OFF) -> None:
        super().__init__(rules)
        self.watch = Stopwatch()
        self.told: list[Passage] = []

    def happens(self, event: Event) -> "Timed":
        super().happens(event)
        passage = self.watch.heard(event, self.gate, self.at, samples.NOW)
        self.told += [] if passage is None else [passage]
        return self

    def after(self, seconds: float, event: Event) -> "Timed":
        self.at += seconds
        return self.happens(event)

    def shows(self, text: str = THU, wait: float = 0.0) -> "Timed":
        self.at += wait
        return self.happens(Scanned(scan(text, self.at)))

    def is_known(self, standing: Standing, wait: float = 0.1) -> "Timed":
        self.at += wait
        return self.happens(LookedUp(self.turn, standing, samples.NOW, self.at))

    def is_on_disk(self, act: Act = Act.CHECK_IN, how: Via = Via.CITIZEN_CARD, wait: float = 0.2) -> "Timed":
        self.at += wait
        visit: Visit = replace(row(act, samples.NOW), via=how)
        return self.happens(Recorded(self.turn, visit, None, self.at))

    def is_met(self, reason: Referral, wait: float = 0.1) -> "Timed":
        self.at += wait
        return self.happens(Referred(self.turn, reason, "A 01", samples.NOW, self.at))

    @property
    def one(self) -> Passage:
        [passage] = self.told
        return passage


NOBODY = Standing(None, None, 0)
INSIDE = Standing(None, row(Act.CHECK_IN, samples.NOW - timedelta(minutes=1)), 1)


def spent(passage: Passage) -> dict[Stage, float]:
    return {stage: round(seconds, 3) for stage, seconds in passage.stages}
