"""What the form of the second step must hold, and what is asked of the centre and written down of it. Pure."""

import re

from kiosk import phone as phones
from kiosk.checkpoint import enrolment
from kiosk.checkpoint.setting_up_draft import Draft, Way
from kiosk.checkpoint.setting_up_state import Problem, Problems
from kiosk.checkpoint.written_settings import Value
from kiosk.phone import Phone
from kiosk.places import Places
from kiosk.wire.checkpoint_messages import ENROLMENT_CODE, CheckpointSaid, CheckpointWanted, DeviceWanted, Enrolled

MOST_HOTLINES = 4
LARGE_TEXT_BELOW = 18.0
"""Inches: a smaller panel is read from nearer than a queue stands, so that letters are made larger."""

_SERVER = re.compile(r"https?://[^\s/]+\S*")
_CODE = re.compile(ENROLMENT_CODE)


def hotlines(text: str) -> tuple[str, ...]:
    """The numbers in a text, parted by commas or semicolons.

    >>> hotlines(" 1022, 1900  9095;")
    ('1022', '1900 9095')
    """
    return tuple(" ".join(part.split()) for part in re.split("[,;]", text) if part.strip())


def server_url(text: str) -> str:
    """The address of a centre without what makes no difference."""
    return text.strip().rstrip("/")


def problems(draft: Draft, join_code: str = "") -> Problems:
    """What is missing or wrong before the centre is asked, in the order of reading. A confirmed number is not asked."""
    found: list[tuple[str, Problem | None]] = []
    if draft.enrolled:
        return ()  # the centre has it
    if not draft.alone:
        found.append(("server", None if _SERVER.fullmatch(server_url(draft.server)) else Problem.NO_ADDRESS))
    found.append(("gate", _length(draft.gate, 2, 40)))
    if draft.alone:
        found += [("name", _length(draft.name, 2, 40)), ("declarations", _chosen(draft.declarations))]
    elif draft.way is Way.CODE:
        found.append(("join_code", None if _CODE.fullmatch(enrolment.typed(join_code)) else Problem.NO_CODE))
    elif draft.way is Way.MINE:
        found.append(("phone", _mobile(draft.phone)))
    else:
        found += _of_a_new_one(draft)
    return tuple((name, problem) for name, problem in found if problem is not None)


def _of_a_new_one(draft: Draft) -> list[tuple[str, Problem | None]]:
    capacity = draft.capacity.strip()
    countable = capacity.isascii() and capacity.isdigit() and 1 <= int(capacity[:9]) <= 1_000_000
    lines = hotlines(draft.hotlines)
    return [
        ("name", _length(draft.name, 2, 40)),
        ("name_en", Problem.TOO_LONG if len(draft.name_en.strip()) > 40 else None),
        ("kind", _chosen(draft.kind)),
        ("capacity", None if not capacity or countable else Problem.NO_NUMBER),
        ("phone", _mobile(draft.phone)),
        ("province", _chosen(draft.province)),
        ("ward", _chosen(draft.ward)),
        ("street", _length(draft.street, 2, 200)),
        ("hotlines", Problem.TOO_MANY if len(lines) > MOST_HOTLINES or any(len(one) > 20 for one in lines) else None),
        ("declarations", _chosen(draft.declarations)),
    ]


def checkpoint_wanted(draft: Draft, device: object, key: str) -> CheckpointWanted:
    """What is asked of the centre, of a draft without problems."""
    return CheckpointWanted.model_validate(
        {
            "id": draft.id,
            "name": draft.name.strip(),
            "name_en": draft.name_en.strip(),
            "kind": draft.kind,
            "province": draft.province,
            "ward": draft.ward,
            "street": draft.street.strip(),
            "capacity": int(draft.capacity) if draft.capacity.strip() else None,
            "hotlines": hotlines(draft.hotlines),
            "declarations": draft.declarations,
            "device": device,
            "gate": draft.gate.strip(),
            "key": key,
        }
    )


def device_wanted(draft: Draft, device: object, key: str) -> DeviceWanted:
    """The same for joining one that is there."""
    return DeviceWanted.model_validate({"device": device, "gate": draft.gate.strip(), "key": key})


def enrolled(draft: Draft, said: Enrolled) -> Draft:
    """The draft once the centre knows this kiosk: what the centre says of the checkpoint is what holds.

    It tells the checkpoint's number only in part. A number is the checkpoint's where it was confirmed to come here,
    and not where a code was enough.
    """
    one = said.checkpoint
    return with_checkpoint(draft, one).with_(
        phone="" if draft.way is Way.CODE else draft.phone,
        code=one.code,
        poster=said.poster,
        pending=False,
        server=server_url(draft.server),
    )


def with_checkpoint(draft: Draft, one: CheckpointSaid) -> Draft:
    """The draft with what the centre says of a checkpoint."""
    return draft.with_(
        name=one.name,
        name_en=one.name_en,
        kind=one.kind,
        province=one.province,
        ward=one.ward,
        street=one.street,
        capacity="" if one.capacity is None else str(one.capacity),
        hotlines=", ".join(one.hotlines),
        declarations=one.declarations,
    )


def address(draft: Draft, places: Places) -> str:
    """The address in one line: street, ward, province; where the street is not known, as it was written before.

    >>> address(Draft(street="Số 12 đường Ví Dụ", ward="14797", province="38"), Places.load())
    'Số 12 đường Ví Dụ, phường Hạc Thành, Thanh Hóa'
    """
    if not draft.street.strip():
        return draft.address
    ward, province = places.ward(draft.ward), places.province(draft.province)
    name = ward.name if ward else ""
    parts = (draft.street.strip(), name[:1].lower() + name[1:], province.short if province else "")
    return ", ".join(part for part in parts if part)


def phone_shown(draft: Draft) -> str:
    """The number of the checkpoint as it is printed; "" for none."""
    parsed = phones.parse(draft.phone)
    return parsed.grouped if isinstance(parsed, Phone) else ""


def written(draft: Draft, places: Places) -> dict[str, Value]:
    """What the settings file shall say: what was chosen, and nothing that was not."""
    joined = not draft.alone and not draft.pending
    inches = _inches(draft.inches)
    sources = tuple(address for address in (draft.camera, *draft.scanners) if address)
    return {
        "site.name": draft.name.strip() or None,
        "site.name_en": draft.name_en.strip(),
        "site.gate": draft.gate.strip() or None,
        "site.gate_en": "",
        "site.code": (joined and draft.code) or None,
        "site.poster": (joined and draft.poster) or None,
        "site.province": draft.province or None,
        "site.address": address(draft, places) or None,
        "site.phone": phone_shown(draft) or None,
        "site.hotlines": hotlines(draft.hotlines),
        "site.language": draft.language.value,
        "gate.capacity": int(draft.capacity) if draft.capacity.strip() else None,
        "gate.declarations": draft.declarations or None,
        "devices.sources": sources or None,
        "devices.scanner_side": draft.side or None,
        "devices.printer": draft.printer or None,
        "devices.volume": draft.volume,
        "display.panel_inches": inches,
        **({"display.text_size": "large"} if small_panel(draft.inches) else {}),
        "centre.url": None if draft.alone else server_url(draft.server) or None,
        "centre.token": None,  # the kiosk signs with its own key
        "centre.embedded": True if draft.alone else None,
    }


def inches_problem(text: str) -> Problem | None:
    """Whether a diagonal makes sense; none at all does."""
    return Problem.NO_SIZE if text.strip() and _inches(text) is None else None


def small_panel(text: str) -> bool:
    """Whether letters are made larger, since the panel is small."""
    inches = _inches(text)
    return inches is not None and inches < LARGE_TEXT_BELOW


def _inches(text: str) -> float | None:
    """A diagonal, with comma or point; None for none.

    >>> _inches("21,5"), _inches("big"), _inches("3")
    (21.5, None, None)
    """
    try:
        inches = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return inches if 5 <= inches <= 110 else None


def _length(text: str, least: int, most: int) -> Problem | None:
    length = len(" ".join(text.split()))
    if not length:
        return Problem.MISSING
    return Problem.TOO_SHORT if length < least else Problem.TOO_LONG if length > most else None


def _chosen(text: str) -> Problem | None:
    return None if text else Problem.MISSING


def _mobile(text: str) -> Problem | None:
    return None if isinstance(phones.parse(text), Phone) else Problem.NO_MOBILE
