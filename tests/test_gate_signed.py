"""Signed codes at the gate: citizen codes of our centre, and health certificates as a campaign asks for them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk import cards
from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, Rules, via
from kiosk.certificates import Trust, TrustList
from kiosk.citizen_code import CitizenCode, CodeTrust, issue, key_id
from kiosk.declaring_screens import DeclareConsent, DeclareIdentity
from kiosk.effects import LookUp, Record, Refer, RefuseScan
from kiosk.errand_effects import FetchKeys, SaveDeclaration
from kiosk.errand_events import DeclarePressed, SendPressed
from kiosk.errand_screens import CodeFault, CodeRefused
from kiosk.events import LookedUp, Recorded, Scanned
from kiosk.flow import step
from kiosk.flow_map import row
from kiosk.gate import Gate
from kiosk.questionnaire import CertificateRule, CertificateUse, Field
from kiosk.screens import NeedsDeclaration, Referral, Welcome
from kiosk.visits import Act, Standing, Via
from tests.errand_visitor import RULES, Visitor, shown
from tests.fakes import scan
from tests.made_certificates import Issuer, claims, cose, hc1

PRIVATE = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw()
KID = key_id(PUBLIC)
NOW = samples.NOW
CODE = CitizenCode(
    id=bytes([0, 1, 2, 3, 4, 5, 6, 7]),
    person=samples.PERSON,
    name="N. V. THỬ",
    issued=NOW - timedelta(hours=1),
    expires=NOW + timedelta(hours=20),
    campaign=samples.campaign().id,
    holds_until=NOW + timedelta(hours=20),
)
TRUSTING = replace(RULES, trust=CodeTrust({KID: PUBLIC}))
NEWCOMER = Standing(None, None, 0)


def text(code: CitizenCode = CODE, private: bytes = PRIVATE) -> str:
    return issue(code, KID, private, "https://kiemdich.example")


def holds_up(said: str, rules: Rules = TRUSTING) -> Visitor:
    return Visitor(rules).happens(Scanned(scan(said, 100.0)))


def test_a_genuine_code_says_who_it_is_and_that_they_declared() -> None:
    visitor = holds_up(text())
    [look_up] = [effect for effect in visitor.asked if isinstance(effect, LookUp)]
    assert look_up.person == samples.PERSON
    visitor.happens(LookedUp(visitor.turn, NEWCOMER, NOW, 100.1))
    record = visitor.record_of()
    assert (record.person, record.verified, record.via) == (samples.PERSON, True, None)
    visitor.happens(Recorded(visitor.turn, replace(row(Act.CHECK_IN, NOW), verified=True), None, 100.2))
    welcome = shown(visitor, Welcome)
    assert (welcome.name, welcome.verified, welcome.declared_until) == ("N. V. THỬ", True, CODE.holds_until)


@pytest.mark.parametrize(
    ("said", "trust", "fault"),
    [
        (text(replace(CODE, expires=NOW - timedelta(minutes=1))), TRUSTING.trust, CodeFault.EXPIRED),
        (text(), CodeTrust({KID: PUBLIC}, frozenset({CODE.id})), CodeFault.REVOKED),
        (text(private=bytes(32)), TRUSTING.trust, CodeFault.FORGED),
        (text(), CodeTrust(), CodeFault.UNKNOWN_KEY),
    ],
)
def test_any_other_code_says_plainly_what_it_is_and_records_nothing(
    said: str, trust: CodeTrust, fault: CodeFault
) -> None:
    visitor = holds_up(said, replace(TRUSTING, trust=trust))
    assert shown(visitor, CodeRefused).fault is fault
    [refused] = [effect for effect in visitor.asked if isinstance(effect, RefuseScan)]
    assert refused.reason == fault
    assert any(isinstance(effect, FetchKeys) for effect in visitor.asked) is (fault is CodeFault.UNKNOWN_KEY)
    assert not any(isinstance(effect, LookUp | Record) for effect in visitor.asked)


def test_a_code_of_another_campaign_says_who_but_not_that_they_declared() -> None:
    visitor = holds_up(text(replace(CODE, campaign="other")), replace(TRUSTING, centre=False))
    visitor.happens(LookedUp(visitor.turn, NEWCOMER, NOW, 100.1))
    shown(visitor, NeedsDeclaration)


ISSUER = Issuer.of()
SIGNERS = TrustList.from_pem(ISSUER.pem)
PASS = hc1(cose(claims(), ISSUER.private, kid=ISSUER.kid))
FORGED = hc1(cose(claims(), Issuer.of(number=1).private, kid=ISSUER.kid))


def campaign_rules(use: CertificateUse, mode: DeclarationMode = DeclarationMode.REQUIRED, *, trust: bool) -> Rules:
    campaign = replace(
        samples.campaign(),
        certificate=CertificateRule(use, vaccinated_until=timedelta(days=3650)),
    )
    signers = SIGNERS if trust else TrustList()
    return replace(RULES, campaign=campaign, declarations=mode, signers=signers, centre=False)


@pytest.mark.parametrize(("trust", "said"), [(True, Trust.TRUSTED), (False, Trust.NO_KEY)])
def test_a_passport_is_shown_as_what_it_is(trust: bool, said: Trust) -> None:
    rules = campaign_rules(CertificateUse.INFORMATION, DeclarationMode.OPTIONAL, trust=trust)
    visitor = holds_up(PASS, rules)
    visitor.happens(LookedUp(visitor.turn, NEWCOMER, NOW, 100.1))
    assert visitor.record_of().verified is trust
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, NOW), None, 100.2))
    assert shown(visitor, Welcome).certificate is said


def test_a_forged_passport_goes_to_the_staff_and_nobody_is_looked_up() -> None:
    visitor = holds_up(FORGED, campaign_rules(CertificateUse.INFORMATION, trust=True))
    assert [effect.reason for effect in visitor.asked if isinstance(effect, Refer)] == [Referral.CHECK]
    assert not any(isinstance(effect, LookUp) for effect in visitor.asked)


@pytest.mark.parametrize(("trust", "enters"), [(True, True), (False, False)])
def test_where_a_passport_stands_for_a_declaration_it_must_be_trusted(trust: bool, enters: bool) -> None:
    visitor = holds_up(PASS, campaign_rules(CertificateUse.INSTEAD, trust=trust))
    visitor.happens(LookedUp(visitor.turn, NEWCOMER, NOW, 100.1))
    assert any(isinstance(effect, Record) for effect in visitor.asked) is enters
    if not enters:
        shown(visitor, NeedsDeclaration)


def test_where_a_passport_is_asked_for_a_card_alone_leads_to_the_staff() -> None:
    rules = campaign_rules(CertificateUse.REQUIRED, DeclarationMode.OPTIONAL, trust=True)
    card = holds_up("001090000001", rules)
    card.happens(LookedUp(card.turn, NEWCOMER, NOW, 100.1))
    assert [effect.reason for effect in card.asked if isinstance(effect, Refer)] == [Referral.CERTIFICATE]
    passport = holds_up(PASS, rules)
    passport.happens(LookedUp(passport.turn, NEWCOMER, NOW, 100.1))
    assert passport.record_of().act is Act.CHECK_IN


def test_somebody_elses_passport_does_not_let_the_declarant_in() -> None:
    rules = replace(campaign_rules(CertificateUse.REQUIRED, trust=True), places=samples.places())
    other = Visitor(rules).touch(DeclarePressed(100.0)).happens(Scanned(scan(PASS, 101.0)))
    errand = other.gate.errand
    assert errand is not None
    assert errand.passport is not None
    whole, filled = samples.whole_draft(), shown(other, DeclareIdentity).draft
    theirs = {field: filled.get(field) for field in (Field.NAME, Field.BIRTH)}
    for values, kept in (({Field.NAME: "TRẦN THỊ MẪU"}, False), (theirs, True)):
        screen = next(screen for screen, _ in samples.visits(100.0) if isinstance(screen, DeclareConsent))
        draft = replace(whole, values={**whole.values, **values})
        gate = Gate(screen=screen, errand=replace(errand, draft=draft), turn=1)
        after, effects = step(gate, SendPressed(110.0), rules)
        assert [type(effect) for effect in effects] == [SaveDeclaration]
        assert after.errand is not None
        assert (after.errand.passport is not None) is kept


def test_a_passport_is_recorded_as_one() -> None:

    assert via(cards.parse(PASS)) is Via.HEALTH_CERTIFICATE
