"""Reading what a form sends: bounded, plain text, and from one of our own pages."""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import parse_qsl, urlsplit

from fastapi import Request

from central_server.bodies import read_body
from central_server.problems import ProblemError

MAX_FORM = 64 * 1024
MAX_FIELDS = 400
TOKEN = "form"  # noqa: S105  # the field's name


class Form(Mapping[str, str]):
    """What was sent: the first value of each field, stripped of blanks around; ``all`` gives several."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self._fields = fields
        self._first: dict[str, str] = {}
        for name, value in fields:
            self._first.setdefault(name, value.strip())

    def __getitem__(self, name: str) -> str:
        return self._first[name]

    def __iter__(self):  # type: ignore[no-untyped-def]  # of names
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)

    def __repr__(self) -> str:
        return f"Form({len(self)} fields)"

    def text(self, name: str, most: int = 200) -> str:
        """A field, empty where it was not sent. Raises ProblemError 422 for more than ``most`` characters."""
        value = self._first.get(name, "")
        if len(value) > most:
            raise ProblemError(422, f"{name}: has more than {most} characters.")
        return value

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field, as of ticked boxes."""
        return tuple(value for one, value in self._fields if one == name)


async def read_form(request: Request, session: bytes | None, most: int = MAX_FORM) -> Form:
    """The form. ``session`` is the hash of whose session it has to belong to; None where nobody is known yet.

    Raises ProblemError 400, 403 (from elsewhere, or without the session's token), 408, 413, 422.
    """
    require_own_page(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise ProblemError(422, "A form is sent as application/x-www-form-urlencoded.")
    body = await read_body(request, most)
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise ProblemError(422, "The form cannot be read.") from None
    if any("\0" in text for field in fields for text in field):
        raise ProblemError(422, "The form contains a NUL character.")
    form = Form(fields)
    if session is not None and not hmac.compare_digest(form.get(TOKEN, "").encode(), token_for(session).encode()):
        raise ProblemError(403, "The form does not belong to this session.")
    return form


def require_own_page(request: Request) -> None:
    """Only a page of this very site may send a form. Raises ProblemError 403.

    Browsers say where a form comes from in Sec-Fetch-Site or Origin; what says neither is no browser of these years.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        raise ProblemError(403, "This form was sent from another site.")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise ProblemError(403, "This form was sent from another site.")
    if site is None and origin is None:
        raise ProblemError(403, "The browser does not say where this form comes from.")


def token_for(session: bytes) -> str:
    """What every form of this session carries (``session``: the hash that is kept of it)."""
    return hmac.new(session, b"form", sha256).hexdigest()
