"""The centre, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from sqlalchemy import Engine

from central_server import problems
from central_server.access import Access
from central_server.assessments.checklist import load as load_checklists
from central_server.assessments.public_pages import safety_routes
from central_server.assessments.registrant_pages import registrant_place_routes
from central_server.authority import office_routes
from central_server.checkpoints.desk import Office, RegistrantDesk
from central_server.checkpoints.pages import checkpoint_pages
from central_server.checkpoints.registering import registering_routes, registrant_routes
from central_server.checkpoints.setting import setting_routes
from central_server.checkpoints.slides import slide_routes
from central_server.checkpoints.staffing import staffing_routes
from central_server.checkpoints.telling import telling_routes
from central_server.citizen_codes import CodeTerms, citizen_code_routes
from central_server.code_page import code_page_routes
from central_server.completeness import completeness_routes
from central_server.description import describe
from central_server.device_health import device_routes, report_routes
from central_server.device_keys import key_routes
from central_server.draining import Drained
from central_server.events import events_routes
from central_server.health import health_routes
from central_server.histories import histories_routes
from central_server.holdings import holdings_routes
from central_server.insured import insured_routes
from central_server.orders import order_routes, ordering_routes
from central_server.otp.desk import OtpDesk, OtpOptions
from central_server.otp.routes import otp_routes
from central_server.parameters import known_parameters
from central_server.pressure import Pressure
from central_server.sealing import sealing_for
from central_server.signing import Digested
from central_server.store.declared import declared_people
from central_server.store.device_health import TERMS, AlarmTerms
from central_server.summary import summary_routes
from central_server.upkeep import centre_jobs, keeping_up
from central_server.visitors.own import own_routes
from central_server.visitors.routes import visitor_routes
from central_server.visitors.session import VisitorSessions
from central_server.web.pages import Pages
from central_server.web.static import static_routes


def create_app(
    engine: Engine,
    token: str | None,
    otp: OtpOptions | None = None,
    codes: CodeTerms | None = None,
    alarms: AlarmTerms = TERMS,
) -> FastAPI:
    """The application over an up-to-date database; closes ``engine`` and the gateway when it ends.

    With ``token`` None everybody may talk to it: for a loopback address only. Without ``otp`` it sends no codes.
    Without ``codes`` a secret is kept beside an SQLite database, and citizen codes hold this machine's address.
    ``alarms`` says when a kiosk raises one.
    """
    options = otp or OtpOptions()
    desk = OtpDesk(engine, token, declared_people, options)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with keeping_up(engine, centre_jobs(alarms), options.now):
            yield
        desk.close()
        engine.dispose()

    app = FastAPI(
        dependencies=[Depends(known_parameters)],
        title="Checkpoint centre",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,  # these pages would load their scripts from elsewhere
        redoc_url=None,
        # what is asked here, of whom and when, goes nowhere else, whatever the environment says
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        lifespan=lifespan,
    )
    access = Access(engine, token, options.now)
    kiosks, centre = [Depends(access.kiosk)], [Depends(access.centre)]
    app.include_router(events_routes(engine, Pressure()), dependencies=[Depends(access.kiosk_sending)])
    app.include_router(completeness_routes(engine), dependencies=kiosks)
    app.include_router(summary_routes(engine), dependencies=kiosks)
    app.include_router(otp_routes(desk), dependencies=kiosks)
    app.include_router(holdings_routes(engine, options.now), dependencies=kiosks)
    app.include_router(insured_routes(engine), dependencies=kiosks)
    app.include_router(histories_routes(engine), dependencies=centre)
    terms = codes or CodeTerms(sealing_for(engine.url, None))
    app.include_router(citizen_code_routes(engine, terms), dependencies=kiosks)
    office = Office(engine, options.now)
    app.include_router(registrant_routes(RegistrantDesk(office, token, options)))
    app.include_router(registering_routes(office, access, terms))
    app.include_router(setting_routes(office, access))
    app.include_router(slide_routes(office, access))
    app.include_router(telling_routes(office, access, terms))
    app.include_router(staffing_routes(office, access))
    visitors = VisitorSessions(engine, options.now, secure=(terms.public_url or "").startswith("https:"))
    visitors.install(app)
    app.include_router(visitor_routes(engine, token, options, visitors))
    app.include_router(own_routes(engine, options.now, visitors, terms))
    app.include_router(safety_routes(engine, options.now))
    app.include_router(registrant_place_routes(engine, options.now, visitors, load_checklists()))
    app.include_router(checkpoint_pages())
    app.include_router(code_page_routes(engine))
    app.include_router(health_routes(engine))
    app.include_router(device_routes(office, access, alarms))
    for of_kiosks in (report_routes, order_routes, ordering_routes, key_routes):
        app.include_router(of_kiosks(office, access))
    office_routes(app, engine, options.now, terms)
    app.include_router(static_routes())
    problems.install(app, Pages(engine, options.now).fault)
    app.add_middleware(Digested)
    app.add_middleware(Drained)
    describe(app)
    return app
