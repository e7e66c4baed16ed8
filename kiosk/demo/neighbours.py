"""Declarations made at another gate, so that the centre knows a family when they come here by their number."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from uuid_utils.compat import uuid7

from hardware.demo_citizens import Citizen
from kiosk import campaigns
from kiosk.consent import consent_hash
from kiosk.demo.plan import Played
from kiosk.embedded_centre import EmbeddedCentre
from kiosk.ports import OutboxItem
from kiosk.questionnaire import QuestionKind
from kiosk.wire.client import CentreClient
from kiosk.wire.messages import AnswerSaid, ConsentSaid, DeclarationSaid, PersonSaid

CAMPAIGN = "khai-bao-toan-dan"
EARLIER = timedelta(hours=3)
HOLDS = timedelta(hours=24)


def declared_before(plan: Iterable[Played]) -> list[Citizen]:
    """Everybody of the plan whom the centre must know before they come, each once."""
    found: dict[str, Citizen] = {}
    for played in plan:
        toucher = played.turn
        for citizen in getattr(getattr(toucher, "visitor", None), "declared_before", ()):
            found[citizen.citizen_id] = citizen
    return list(found.values())


def declare_elsewhere(centre: EmbeddedCentre, citizens: Iterable[Citizen], now: datetime) -> None:
    """Tell the centre of these declarations, as another gate would. Raises CentreUnreachable or CentreRefused."""
    events = list(_declarations(citizens, now - EARLIER))
    if not events:
        return
    items = [OutboxItem(event.id, event.sequence, event.model_dump_json(), 0) for event in events]
    client = CentreClient(centre.url, uuid7(), centre.token)
    try:
        client.send(items)
    finally:
        client.close()


def _declarations(citizens: Iterable[Citizen], at: datetime) -> Iterator[DeclarationSaid]:
    campaign = campaigns.load(CAMPAIGN)
    if campaign is None:
        return
    answers = tuple(
        AnswerSaid(question=one.key, value="no") for one in campaign.questions if one.kind is QuestionKind.YES_NO
    )
    consent = ConsentSaid(
        text_version=campaign.consent.version,
        text_hash=consent_hash(campaign, "vi"),
        language="vi",
        channel="kiosk",
        actor="self",
    )
    for number, citizen in enumerate(citizens, 1):
        yield DeclarationSaid(
            id=uuid7(),
            sequence=number,
            at=at,
            holds_until=at + HOLDS,
            gate="Cổng số 1",
            campaign=campaign.id,
            campaign_version=campaign.version,
            person=PersonSaid(
                id=uuid7(),
                name=citizen.name,
                birth=citizen.birth.isoformat(),
                sex=citizen.sex.value,
                identifiers={"citizen_id": citizen.citizen_id},
            ),
            sex=citizen.sex.value,
            nation="VN",
            phone="+84" + citizen.phone[1:],
            answers=answers,
            verdict="pass",
            consent=consent,
        )
