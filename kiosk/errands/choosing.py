"""The list of everybody declared on a number, with one act beside each: they come, they go, or declare again."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.admission import DeclarationMode, DirectionPolicy, Rules, holding_of
from kiosk.declarations import PhoneProof
from kiosk.effects import Play, Record
from kiosk.errand_answers import FamilyFound
from kiosk.errand_screens import ChoosePerson, NobodyDeclared, PersonAct, PersonRow, PersonState
from kiosk.errands.errand import Errand, card_of
from kiosk.events import Recorded
from kiosk.family import DeclaredPerson, Member
from kiosk.gate import Gate, Step, enter, on_errand, refer, renew
from kiosk.people import masked_name
from kiosk.ports import Sound
from kiosk.questionnaire import Verdict
from kiosk.screens import Goodbye, Referral, Welcome
from kiosk.visits import Act, Via

ROWS_A_PAGE = 3


def found(gate: Gate, errand: Errand, answer: FamilyFound, rules: Rules) -> Step:
    """Show everybody found; nobody found is said, now that the number is known to be the visitor's."""
    errand = replace(errand, members=answer.members, inside_now=answer.inside_now, page=0, queue=())
    gate = on_errand(gate, errand)
    if not answer.members:
        return enter(gate, NobodyDeclared(errand.masked_phone, errand.proof is PhoneProof.ATTESTED), answer.at)
    return enter(gate, listing(errand, rules, answer.now), answer.at)


def listing(errand: Errand, rules: Rules, now: datetime, *, asking: bool = False) -> ChoosePerson:
    """The list as it stands at ``now``."""
    names = _names(errand.members)
    rows = [_row(errand, member, names[member.person.id], rules, now) for member in errand.members]
    pages = -(-len(rows) // ROWS_A_PAGE)
    page = min(errand.page, pages - 1)
    all_count = sum(row.act is PersonAct.CHECK_IN for row in rows)
    room = rules.capacity is None or errand.inside_now + all_count <= rules.capacity
    return ChoosePerson(
        errand.masked_phone,
        tuple(rows[page * ROWS_A_PAGE : (page + 1) * ROWS_A_PAGE]),
        all_count if all_count > 1 and room else 0,
        errand.proof is PhoneProof.ATTESTED,
        page,
        pages,
        can_declare=rules.campaign is not None,
        asking=asking,
    )


def _row(errand: Errand, member: Member, name: str, rules: Rules, now: datetime) -> PersonRow:
    state, act, at = _state(errand, member, rules, now)
    birth = member.person.birth
    return PersonRow(member.person.id, name, birth.year if birth else None, member.person.sex, state, act, at)


def _state(
    errand: Errand, member: Member, rules: Rules, now: datetime
) -> tuple[PersonState, PersonAct, datetime | None]:
    visit = errand.visit_of(member.person.id)
    if visit is not None:
        return PersonState.ENTERED if visit.act is Act.CHECK_IN else PersonState.LEFT, PersonAct.NOTHING, visit.at
    standing = member.standing
    if standing.inside is not None:
        return PersonState.INSIDE, PersonAct.CHECK_OUT, standing.inside.at
    holding = holding_of(standing, rules, now)
    if holding is not None and holding.verdict is not Verdict.PASS:
        return PersonState.SEE_STAFF, PersonAct.SEE_STAFF, None
    act = PersonAct.CHECK_OUT if rules.direction is DirectionPolicy.OUT else PersonAct.CHECK_IN
    if holding is not None:
        return PersonState.HOLDS, act, holding.until
    last = standing.declaration
    state = PersonState.NONE if last is None else PersonState.EXPIRED
    if rules.declarations is DeclarationMode.REQUIRED and act is PersonAct.CHECK_IN:
        act = PersonAct.DECLARE
    return state, act, last.until if last else None


def _names(members: tuple[Member, ...]) -> dict[UUID, str]:
    """Masked names; where two people of one year would read the same, the middle names are written out."""
    names = {one.person.id: masked_name(one.person.name) for one in members}
    alike: dict[tuple[str, int | None], int] = {}
    for one in members:
        key = names[one.person.id], one.person.birth.year if one.person.birth else None
        alike[key] = alike.get(key, 0) + 1
    for one in members:
        if alike[names[one.person.id], one.person.birth.year if one.person.birth else None] > 1:
            words = one.person.name.upper().split()
            names[one.person.id] = " ".join([f"{words[0][0]}.", *words[1:]]) if len(words) > 1 else words[0]
    return names


def pressed(gate: Gate, errand: Errand, person: UUID, rules: Rules, at: float) -> Step:
    """The button beside somebody; *declare* is the wizard's."""
    row = next((one for one in listing_rows(errand, rules) if one.person == person), None)
    if row is None or row.act not in (PersonAct.CHECK_IN, PersonAct.CHECK_OUT):
        return gate, ()
    return _record(gate, errand, (person,), rules, at)


def known(errand: Errand, person: UUID) -> DeclaredPerson | None:
    """What may be filled in of somebody on the list; None where they gave this number without proving it.

    Whoever mistyped a number must not have their name and address read by its owner.
    """
    member = next(one for one in errand.members if one.person.id == person)
    return member.person if member.person.proved else None


def refer_to_staff(gate: Gate, errand: Errand, person: UUID, at: float) -> Step:
    """Somebody on the list has to be met by a person; why is not said."""
    member = next(one for one in errand.members if one.person.id == person)
    last = member.standing.declaration
    stop = last is not None and last.verdict is Verdict.STOP
    return refer(gate, Referral.STOP if stop else Referral.DECLARATION, at)


def everyone(gate: Gate, errand: Errand, rules: Rules, at: float) -> Step:
    """*Check in* for all who can."""
    who = tuple(row.person for row in listing_rows(errand, rules) if row.act is PersonAct.CHECK_IN)
    return _record(gate, errand, who, rules, at) if who else (gate, ())


def listing_rows(errand: Errand, rules: Rules) -> tuple[PersonRow, ...]:
    """The rows of all pages."""
    return tuple(_row(errand, member, "", rules, rules.now) for member in errand.members)


def turned(gate: Gate, errand: Errand, by: int, rules: Rules) -> Step:
    """*Lên*, *Xuống*."""
    pages = -(-len(errand.members) // ROWS_A_PAGE)
    errand = replace(errand, page=max(0, min(pages - 1, errand.page + by)))
    return renew(on_errand(gate, errand), listing(errand, rules, rules.now))


def _record(gate: Gate, errand: Errand, who: tuple[UUID, ...], rules: Rules, at: float) -> Step:
    """Record the first of ``who``; the others follow when that is on disk."""
    member = next(one for one in errand.members if one.person.id == who[0])
    inside = member.standing.inside
    leaving = inside is not None or rules.direction is DirectionPolicy.OUT
    if not leaving and rules.capacity is not None and errand.inside_now >= rules.capacity:
        return refer(gate, Referral.FULL, at)
    errand = replace(errand, queue=who)
    effect = Record(
        gate.turn,
        card_of(member.person),
        Act.CHECK_OUT if leaving else Act.CHECK_IN,
        inside.id if inside else None,
        member.person.id,
        Via.PHONE if errand.proof is PhoneProof.OTP else Via.PHONE_ATTESTED,
    )
    return renew(on_errand(gate, errand), listing(errand, rules, rules.now, asking=True), effect)


def recorded(gate: Gate, errand: Errand, answer: Recorded, rules: Rules) -> Step:
    """Somebody's visit is on disk: the next one, or the list again, or the verdict when nothing is left to do."""
    person, *rest = errand.queue
    member = next(one for one in errand.members if one.person.id == person)
    came = answer.visit.act is Act.CHECK_IN
    inside_now = max(0, errand.inside_now + (1 if came else -1))
    standing = replace(member.standing, last=answer.visit)
    members = tuple(replace(one, standing=standing) if one is member else one for one in errand.members)
    errand = replace(
        errand, members=members, inside_now=inside_now, done=(*errand.done, (person, answer.visit)), queue=tuple(rest)
    )
    gate = on_errand(gate, errand)
    if rest:
        return _record(gate, errand, tuple(rest), rules, answer.at)
    acts = {row.act for row in listing_rows(errand, rules)}
    if acts <= {PersonAct.NOTHING}:
        stayed = answer.visit.at - answer.before.at if answer.before else None
        return verdict(gate, errand, answer.at, stayed if len(errand.done) == 1 else None)
    sound = Play(Sound.CHECK_IN if came else Sound.CHECK_OUT)
    return enter(gate, listing(errand, rules, rules.now), answer.at, sound)


def verdict(gate: Gate, errand: Errand, at: float, stayed: timedelta | None = None) -> Step:
    """Green or blue for everybody who was recorded from the list; ``stayed`` is how long somebody was inside."""
    visits = [visit for _, visit in errand.done]
    came = [visit for visit in visits if visit.act is Act.CHECK_IN]
    shown = came or visits
    first = shown[0]
    name = masked_name(first.person.name)
    if came:
        attested = errand.proof is PhoneProof.ATTESTED
        welcome = Welcome(name, first.at, attested=attested, confirmed=not attested, others=len(came) - 1)
        return enter(replace(gate, errand=None), welcome, at, Play(Sound.CHECK_IN))
    if stayed is not None:
        stayed = max(stayed, timedelta())  # a clock that was set back must not make it negative
    goodbye = Goodbye(name, first.at, stayed, can_undo=False)
    return enter(replace(gate, errand=None), goodbye, at, Play(Sound.CHECK_OUT))
