"""/phone: a number, the code that comes to it by SMS, and from then on this phone is known.

Every number is answered alike. A wish is made once: its id is in the form from the beginning, so that a page loaded
again sends no second message.
"""

import re
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Request
from fastapi.responses import Response

from central_server.otp.desk import OtpDesk, OtpOptions, TooManySending
from central_server.problems import come_again
from central_server.store import otp, visitor_sessions
from central_server.visitors.pages import CODES, GUESSES, VisitorPages
from central_server.visitors.session import SIGN_IN, own_path, sign_in_path
from central_server.web.forms import Form, read_form
from central_server.web.language import language_of
from central_server.web.site import see_other
from kiosk import phone
from kiosk.phone import Phone
from kiosk.wire.desk_messages import OtpWanted

VISITORS = UUID("7c1f1f0e-52f9-5d8e-9d6b-5e55105e0002")  # stands for all phones where codes are counted by kiosk


@dataclass(frozen=True, slots=True)
class CodeDesk:
    """Codes for visitors' own phones: a part of the budgets, since anybody can ask and kiosks need the rest."""

    desk: OtpDesk
    token: str

    @classmethod
    def of(cls, pages: VisitorPages, token: str | None, options: OtpOptions) -> "CodeDesk":
        """With the options of the centre."""
        budgets = options.budgets.anonymous()
        return cls(OtpDesk(pages.engine, token, lambda *_: (), replace(options, budgets=budgets)), token or "")


@dataclass(frozen=True, slots=True)
class SigningIn:
    """What the pages do; blocks."""

    pages: VisitorPages
    codes: CodeDesk

    def number(self, request: Request, back: str, typed: str = "", problem: str = "", status: int = 200) -> Response:
        """Ask for the number."""
        shown: dict[str, Any] = {"typed": typed, "problem": problem, "back": back, "wish": str(uuid4())}
        return self.pages.site.page(request, "sign_in.html", status=status, **shown)

    def wish(self, request: Request, form: Form) -> Response:
        """Have a code sent."""
        back, typed = own_path(form.text("next", 400)), form.text("phone", 40)
        found = phone.parse(typed)
        if not isinstance(found, Phone):
            return self.number(request, back, typed, str(found), 422)
        self.pages.count_network(request, CODES)
        wanted = OtpWanted(request=_id(form), phone=found.e164, language=language_of(request))
        try:
            said = self.codes.desk.wish(VISITORS, wanted)
        except otp.OtherNumber:  # the number was corrected on a page that was gone back to
            wanted = wanted.model_copy(update={"request": uuid4()})
            said = self.codes.desk.wish(VISITORS, wanted)
        except TooManySending:
            raise come_again(503, "As many messages are being sent as may be at once.") from None
        notice = "" if said.outcome == "sent" else said.outcome
        return self._code(request, back, found, wanted.request, notice, resend=said.resend_seconds)

    def _code(
        self,
        request: Request,
        back: str,
        to: Phone,
        wish: UUID,
        notice: str,
        left: int = otp.TRIES,
        resend: float | None = 0,
    ) -> Response:
        wait = None if resend is None else int(resend + 0.999)
        again = str(uuid4())
        values: dict[str, Any] = {
            "back": back,
            "to": to,
            "wish": str(wish),
            "notice": notice,
            "left": left,
            "wait": wait,
        }
        status = 200 if notice in ("", "limit", "not_sent") else 422
        return self.pages.site.page(request, "sign_in_code.html", status=status, again=again, **values)

    def typed(self, request: Request, form: Form) -> Response:
        """Have a typed code judged; if it is right, this phone is known."""
        back, to = own_path(form.text("next", 400)), phone.parse(form.text("phone", 40))
        if not isinstance(to, Phone):
            return self.number(request, back, "", str(to), 422)
        wish, code = _id(form), re.sub("[^0-9]", "", form.text("code", 40))
        if len(code) != 6:
            return self._code(request, back, to, wish, "six")
        self.pages.count_network(request, GUESSES)
        response = see_other(back)
        session = self.pages.sessions.cookie.give(response)  # sent only if the code is right
        with self.pages.open() as (connection, now):
            judged = otp.judge(connection, self.codes.token, VISITORS, wish, code, now)
            if judged.phone is not None:
                visitor_sessions.begin(connection, session, judged.phone, now)
                return response
        return self._code(request, back, to, wish, judged.outcome, judged.tries_left)


def sign_in_routes(pages: VisitorPages, codes: CodeDesk) -> APIRouter:
    """Signing in, and letting go of the number."""
    routes = APIRouter(include_in_schema=False)
    crowd, signing_in = pages.crowd, SigningIn(pages, codes)

    @routes.get(SIGN_IN)
    async def number(request: Request) -> Response:
        back = own_path(request.query_params.get("next", ""))
        if await crowd.one(pages.sessions.optional, request) is not None:
            return see_other(back)
        return signing_in.number(request, back)

    @routes.post(SIGN_IN)
    async def wish(request: Request) -> Response:
        form = await read_form(request, None)
        return await crowd.one(signing_in.wish, request, form)

    @routes.post(f"{SIGN_IN}/code")
    async def typed(request: Request) -> Response:
        form = await read_form(request, None)
        return await crowd.one(signing_in.typed, request, form)

    @routes.get(f"{SIGN_IN}/code")
    async def astray(request: Request) -> Response:  # the other language, or a bookmark: nothing was asked for
        return see_other(f"{sign_in_path(request.query_params.get('next', ''))}&lang={language_of(request)}")

    @routes.post(f"{SIGN_IN}/forget")
    async def forget(request: Request) -> Response:
        visitor = await crowd.one(pages.sessions.require, request)
        form = await read_form(request, visitor.session)
        response = see_other(sign_in_path(form.text("next", 400)))
        await crowd.one(pages.sessions.sign_out, response, visitor)
        return response

    return routes


def _id(form: Form) -> UUID:
    """The wish that the form was drawn with; one that cannot be read is a new one."""
    try:
        return UUID(form.text("wish", 40))
    except ValueError:
        return uuid4()
