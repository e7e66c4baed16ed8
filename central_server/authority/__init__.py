"""The authority's pages, under /office: each module is one page or a few, made with the same ``AuthorityOffice``."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, FastAPI
from sqlalchemy import Engine

from central_server.authority.access_log_pages import access_log_pages
from central_server.authority.campaign_pages import campaign_pages
from central_server.authority.checkpoint_day import checkpoint_day_pages
from central_server.authority.devices_pages import devices_pages
from central_server.authority.duties_ledger_pages import duties_ledger_pages
from central_server.authority.duties_pages import duties_pages
from central_server.authority.isolation_deciding import deciding_pages
from central_server.authority.isolation_pages import isolation_office_pages
from central_server.authority.live import live_pages
from central_server.authority.me import my_pages
from central_server.authority.notices import notices_pages
from central_server.authority.office import AuthorityOffice
from central_server.authority.officers_pages import officers_pages
from central_server.authority.reports_pages import reports_pages
from central_server.authority.safety_pages import safety_office_pages
from central_server.authority.search import search_pages
from central_server.authority.second_factor import second_factor_pages
from central_server.authority.session import Officers, SignInFirst, sign_in_first
from central_server.authority.signing_in import signing_in_pages
from central_server.authority.tracing_pages import tracing_pages
from central_server.citizen_codes import CodeTerms
from central_server.store.officers import LASTS
from central_server.web.pages import CookieKey
from central_server.web.sessions import SessionCookie
from central_server.web.site import Site
from central_server.web.words import Words
from central_server.web.words.campaigns import CAMPAIGNS
from central_server.web.words.duties import DUTIES
from central_server.web.words.isolation import ISOLATION
from central_server.web.words.office import OFFICE
from central_server.web.words.office_live import OFFICE_LIVE
from central_server.web.words.office_search import OFFICE_SEARCH
from central_server.web.words.reports import REPORTS
from central_server.web.words.safety import SAFETY
from central_server.web.words.tracing import TRACING

# Each part adds its table of words, and what makes its pages.
WORDS: tuple[Words, ...] = (OFFICE, OFFICE_LIVE, OFFICE_SEARCH, REPORTS, TRACING, SAFETY, CAMPAIGNS, ISOLATION, DUTIES)
PAGES: tuple[Callable[[AuthorityOffice], APIRouter], ...] = (
    signing_in_pages,
    second_factor_pages,
    my_pages,
    officers_pages,
    access_log_pages,
    live_pages,
    checkpoint_day_pages,
    devices_pages,
    search_pages,
    tracing_pages,
    reports_pages,
    notices_pages,
    safety_office_pages,
    campaign_pages,
    isolation_office_pages,
    deciding_pages,
    duties_pages,
    duties_ledger_pages,
)


def office_routes(app: FastAPI, engine: Engine, now: Callable[[], datetime], terms: CodeTerms) -> None:
    """Add the officers' pages to ``app``. Their cookie goes over TLS alone where the centre's public address does."""
    secure = (terms.public_url or "").lower().startswith("https:")
    cookie = SessionCookie("office", CookieKey(engine, now), LASTS, secure)
    office = AuthorityOffice(
        engine,
        now,
        Site(engine, now, "office", *WORDS),
        Officers(engine, now, cookie),
        terms.sealing,
        terms.address,
    )
    app.add_exception_handler(SignInFirst, sign_in_first)
    for pages in PAGES:
        app.include_router(pages(office), include_in_schema=False)
