"""/office/isolation/new: an officer writes down that somebody is to stay at home, or in a facility, for some days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from central_server.authority.areas import provinces, wards
from central_server.authority.isolation_pages import PATH, PURPOSE
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.isolation.people import LONGEST, Beginning
from central_server.places import known_places
from central_server.store import checkpoints, isolation
from central_server.store.access_log import note
from central_server.store.officers import Officer
from central_server.web.forms import Form
from central_server.web.site import see_other
from kiosk import phone
from kiosk.admission import local_date
from kiosk.draft.fields import birth_of
from kiosk.phone import Phone
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE

USUAL = 14  # days
TEXTS = ("name", "birth", "phone", "place", "facility", "ward", "street", "from", "until", "reason")


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """What the form says, and what is wrong with it by field; ``said`` where nothing is."""

    problems: dict[str, str]
    said: Beginning | None = None

    def __repr__(self) -> str:
        return f"Typed({sorted(self.problems)})"


def deciding_pages(office: AuthorityOffice) -> APIRouter:
    """The form. The province is chosen first, since its wards are a list of their own."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.MANAGE_ISOLATION))]

    @routes.get(PATH + "/new")
    def new(request: Request, officer: theirs) -> Response:
        return _form(office, request, officer, officer.area or request.query_params.get("province", "")[:8])

    @routes.post(PATH + "/new")
    async def begin(request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_begin, office, request, officer, form)

    return routes


def _form(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    province: str,
    form: Form | None = None,
    problems: dict[str, str] | None = None,
) -> Response:
    today = local_date(office.now())
    begun = {"from": today.isoformat(), "until": (today + timedelta(days=USUAL - 1)).isoformat()}
    return office.page(
        request,
        officer,
        "isolation_new.html",
        status=422 if problems else 200,
        province=province if any(code == province for code, _ in provinces(officer.area)) else "",
        provinces=provinces(officer.area),
        wards=wards(province),
        typed={name: form.text(name, 300) if form else begun.get(name, "") for name in TEXTS},
        problems=problems or {},
        longest=LONGEST,
    )


def _begin(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    with office.open() as (connection, now):
        typed = read(connection, officer, form, local_date(now))
        if typed.said is not None:
            new = isolation.begin(connection, typed.said, officer.id, now)
            note(connection, officer, "isolation_begun", PURPOSE, (new,), {}, now)
            return see_other(f"{PATH}/person/{new}")
    return _form(office, request, officer, form.text("province", 8), form, typed.problems)


def read(connection: Connection, officer: Officer, form: Form, today: date) -> Typed:
    """What was typed, as far as it can be taken."""
    problems: dict[str, str] = {}
    texts = {name: " ".join(form.text(name, 300).split()) for name in TEXTS}
    for name, text in texts.items():
        if not text.isprintable():
            problems[name] = "isolation.wrong"
    if len(texts["name"]) < 2:
        problems["name"] = "isolation.wrong"
    number = phone.parse(texts["phone"])
    if not isinstance(number, Phone):
        problems["phone"] = "isolation.wrong_phone"
    birth = birth_of(texts["birth"]) if texts["birth"] else None
    if texts["birth"] and (birth is None or birth.year > today.year):
        problems["birth"] = "isolation.wrong"
    first, last = _day(texts["from"]), _day(texts["until"])
    if first is None or abs(first - today) > timedelta(days=LONGEST):
        problems["from"] = "isolation.wrong_days"
    if last is None or (first is not None and not timedelta(0) <= last - first < timedelta(days=LONGEST)):
        problems["until"] = "isolation.wrong_days"
    facility, province, ward, street = None, form.text("province", 8), texts["ward"], texts["street"]
    if texts["place"] == "facility":
        code = texts["facility"].upper()
        place = checkpoints.by_code(connection, code) if re.fullmatch(CHECKPOINT_CODE, code) else None
        if place is None or not officer.sees(place.province):
            problems["facility"] = "isolation.wrong_facility"
        else:
            facility, province, ward, street = place.id, place.province, place.ward, place.street
    elif texts["place"] == "home":
        known = known_places().ward(ward)
        if known is None or known.province != province or not officer.sees(province):
            problems["ward"] = "isolation.wrong"
        if not street:
            problems["street"] = "isolation.wrong"
    else:
        problems["place"] = "isolation.wrong"
    if problems or first is None or last is None or not isinstance(number, Phone):
        return Typed(problems)
    born = str(birth) if birth is not None else None
    return Typed(
        {},
        Beginning(texts["name"], born, number.e164, facility, province, ward, street, first, last, texts["reason"]),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
