"""The kiosk of a day at the desk: two people may sign in there, and somebody has been inside since yesterday."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.assembly import Kiosk
from kiosk.cards.card import Card, CardKind
from kiosk.people import Identifier, IdentifierKind
from kiosk.ports import Crossing
from kiosk.settings import load
from kiosk.visits import Act, Via
from ui.app import Application

NURSE, HEAD = ("Lê Thị Trực", "470913"), ("Đỗ Thu Trưởng", "582406")


def kiosk_at(folder: Path, application: Application) -> Kiosk:
    """A kiosk whose desk stands open to two people, and where somebody has been inside since yesterday."""
    for name in ("slips", "exports"):
        (folder / name).mkdir()
    settings = load(
        environment={},
        default=False,
        assignments=(
            "site.gate=Cổng số 2",
            "site.province='38'",
            "gate.minimum_stay=0",
            "gate.minimum_away=0",
            "gate.declarations=optional",
            'devices.sources=["keyboard:"]',
            "devices.volume=0",
            f"devices.printer=pdf:{folder / 'slips'}?paper=80mm",
            "display.mode=desk",
            "display.locked=false",
            f"store.folder={folder / 'data'}",
            f"store.keys={folder / 'keys'}",
            f"store.exports={folder / 'exports'}",
        ),
    )
    kiosk = Kiosk(settings, application, keystore=False)
    now = datetime.now(UTC)
    for (name, pin), role in ((NURSE, "attendant"), (HEAD, "supervisor")):
        kiosk.store.staff.add(name, role, pin, now)
    left_over = Identifier(IdentifierKind.CITIZEN_ID, "001090000009")
    card = Card(CardKind.CCCD, name="Lê Hữu Kiểm", citizen_id=left_over.value, identifiers=frozenset({left_over}))
    came = Crossing(card, Act.CHECK_IN, now - timedelta(days=1), Via.CITIZEN_CARD, "Cổng số 2")
    kiosk.store.visits.record(came)
    return kiosk
