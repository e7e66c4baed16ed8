"""The codes that the demo's people carry, written as their issuers write them. The formats: kiosk/cards."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hardware.demo_citizens import Citizen
from hardware.demo_props import Prop, Style
from hardware.demo_signed import Signer, signed, vaccination, validity
from kiosk.cards.card import CardKind
from kiosk.people import Sex, folded
from kiosk.scans import Symbology

CITIZEN_CARD_FROM = date(2021, 3, 1)
_NEW_CARD_FROM = date(2024, 7, 1)
_INSURED_FROM, _INSURED_UNTIL = "01/01/2025", "31/12/2034"


@dataclass(frozen=True, slots=True)
class Carried:
    """One code somebody carries.

    ``numbers`` are those of its holder it can be linked by; ``tells_who`` that it says name, whole birth date and sex.
    """

    prop: Prop
    numbers: frozenset[str]
    tells_who: bool

    def links(self, other: "Carried") -> bool:
        """Whether a gate can know that both belong to one person."""
        return bool(self.numbers & other.numbers) or (self.tells_who and other.tells_who)


def everyday(citizen: Citizen, rng: np.random.Generator) -> tuple[Carried, ...]:
    """What one person carries: an identity card, an insurance card, a code of the national platform, a declaration."""
    return (
        citizen_card(citizen, rng),
        insurance_card(citizen, rng),
        personal_qr(citizen, rng, masked=bool(rng.random() < 0.3)),
        declaration(citizen, rng),
    )


def citizen_card(citizen: Citizen, rng: np.random.Generator) -> Carried:
    """The card of 2021 with seven fields, or that of 2024 with eleven."""
    new = bool(rng.random() < 0.45)
    issued = (_NEW_CARD_FROM if new else CITIZEN_CARD_FROM) + timedelta(days=int(rng.integers(500)))
    sex = "Nam" if citizen.sex is Sex.MALE else "Nữ"
    old = citizen.old_citizen_id or ""
    fields = [citizen.citizen_id, old, citizen.name, f"{citizen.birth:%d%m%Y}", sex, citizen.home, f"{issued:%d%m%Y}"]
    text = "|".join(fields + [""] * 4 if new else fields)
    kind = CardKind.CAN_CUOC if new else CardKind.CCCD
    style = Style.PHONE if rng.random() < 0.1 else Style.CARD
    numbers = frozenset(number for number in (citizen.citizen_id, citizen.old_citizen_id) if number)
    return Carried(_prop(text, style, kind, citizen), numbers, tells_who=True)


def insurance_card(citizen: Citizen, rng: np.random.Generator) -> Carried:
    """The health-insurance card, with the long number or, since 2021, the short one and hardly anything else."""
    short = bool(rng.random() < 0.4)
    sex = "1" if citizen.sex is Sex.MALE else "2"
    running = citizen.social_insurance
    text = "|".join(
        (
            running if short else citizen.insurance_number,
            citizen.name.encode().hex(),
            f"{citizen.birth:%d/%m/%Y}",
            sex,
            "-" if short else citizen.home.encode().hex(),
            f"{citizen.province} - 999",
            _INSURED_FROM,
            "-" if short else _INSURED_UNTIL,
            "20/12/2024",
            f"{citizen.province}00{running}",
            "-",
            "4",
            "01/01/2030",
            f"{rng.bytes(8).hex()}-4202",
            "$",
        )
    )
    style = Style.PHONE if rng.random() < 0.25 else Style.CARD
    return Carried(_prop(text, style, CardKind.BHYT, citizen), frozenset({running}), tells_who=True)


def personal_qr(citizen: Citizen, rng: np.random.Generator, *, masked: bool) -> Carried:
    """The national platform's code: no diacritics; masked, it hides half of the number and the day of birth."""
    sex = "1" if citizen.sex is Sex.MALE else "2"
    document = "*" * 6 + citizen.citizen_id[6:] if masked else citizen.citizen_id
    birth = f"{citizen.birth.year}-**-**" if masked else citizen.birth.isoformat()
    insured = not masked and bool(rng.random() < 0.6)
    extra = f"<{sex}<{citizen.insurance_number if insured else '00'}<{citizen.phone}"
    text = "|".join((document, folded(citizen.name).upper(), birth, "0", citizen.national_qid, extra))
    numbers = {citizen.national_qid}
    if not masked:
        numbers |= {citizen.citizen_id} | ({citizen.social_insurance} if insured else set())
    style = Style.PAPER if rng.random() < 0.3 else Style.PHONE
    return Carried(_prop(text, style, CardKind.PERSONAL_QR, citizen), frozenset(numbers), tells_who=not masked)


def declaration(citizen: Citizen, rng: np.random.Generator) -> Carried:
    """The address of a health declaration's result."""
    text = f"https://kbyt.khambenh.gov.vn/#tokhai_yte/ketqua?id={citizen.declaration}"
    style = Style.PAPER if rng.random() < 0.3 else Style.PHONE
    prop = Prop(text.encode(), Symbology.QR, style, CardKind.KBYT, "")
    return Carried(prop, frozenset({str(citizen.declaration)}), tells_who=False)


def vaccine_pass(citizen: Citizen, rng: np.random.Generator, signer: Signer, today: date | None = None) -> Carried:
    """The vaccine passport, on a phone or printed: name and birth date, no sex. ``today``: see demo_signed.validity."""
    family, _, given = citizen.name.partition(" ")
    plain = folded(family).upper(), folded(given).upper().replace(" ", "<")
    on, issued, expires = validity(today)
    number = int(citizen.social_insurance)
    content = vaccination(family=family, given=given, plain=plain, birth=citizen.birth, on=on, number=number)
    text = signed(content, signer, issued, expires)
    style = Style.PAPER if rng.random() < 0.4 else Style.PHONE
    numbers = frozenset({f"URN:UVCI:01:VN:SYNTHETIC{number:012d}"})
    return Carried(_prop(text, style, CardKind.HEALTH_CERTIFICATE, citizen), numbers, tells_who=False)


def citizen_code(text: str, style: Style, holder: str = "") -> Prop:
    """A citizen code as its owner shows it, from the text that the kiosk issued.

    ``Style.PHONE`` is a photograph or message on a phone, ``Style.SLIP`` the paper out of the printer; ``holder`` is
    the masked name.
    """
    return Prop(text.encode(), Symbology.QR, style, CardKind.CITIZEN_CODE, holder)


def bare_number(citizen: Citizen, rng: np.random.Generator) -> Carried:
    """A card that carries a number alone, in bars or in a small square code, as hospitals print their own."""
    symbologies = (Symbology.CODE_128, Symbology.DATA_MATRIX, Symbology.AZTEC, Symbology.PDF417)
    symbology = symbologies[int(rng.choice(4, p=(0.55, 0.2, 0.15, 0.1)))]
    if symbology is Symbology.CODE_128:
        text, kind, number = citizen.insurance_number, CardKind.INSURANCE_NUMBER, citizen.social_insurance
    else:
        text, kind, number = citizen.citizen_id, CardKind.CITIZEN_ID, citizen.citizen_id
    prop = Prop(text.encode(), symbology, Style.CARD, kind, citizen.name)
    return Carried(prop, frozenset({number}), tells_who=False)


def _prop(text: str, style: Style, kind: CardKind, citizen: Citizen) -> Prop:
    return Prop(text.encode(), Symbology.QR, style, kind, citizen.name)
