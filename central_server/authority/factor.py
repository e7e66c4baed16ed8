"""The second factor: six digits that an app makes out of a secret and the time, and ten codes for when it is lost."""

import hmac
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from uuid import UUID

import pyotp
import segno
from markupsafe import Markup

from central_server.problems import ProblemError
from central_server.sealing import CannotSeal, Sealing
from central_server.tokens import new_code

SECONDS = 30
AROUND = (0, -1, 1)  # steps: clocks of phones are not exact
RECOVERY_CODES = 10
ISSUER = "Checkpoint centre"


def new_secret() -> str:
    """160 bits by chance, as apps take them."""
    return pyotp.random_base32()


def used_step(secret: str, code: str, now: datetime, last: int) -> int | None:
    """The step whose code this is, None if it is none, or of a step not after ``last``: a code counts once."""
    totp, here = pyotp.TOTP(secret), int(now.timestamp()) // SECONDS
    for step in (here + off for off in AROUND):
        if step > last and hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def address(secret: str, name: str) -> str:
    """What the app is shown."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def drawn(text: str) -> Markup:
    """A QR code as SVG."""
    out = BytesIO()
    segno.make(text, error="m").save(out, kind="svg", scale=5, border=3, xmldecl=False, svgns=True, nl=False)
    return Markup(out.getvalue().decode())  # noqa: S704  # drawn here: squares


def opened(sealing: Callable[[], Sealing]) -> Sealing:
    """What secrets are sealed with. Raises ProblemError 503 where this centre has nothing to seal with."""
    try:
        return sealing()
    except CannotSeal as fault:
        raise ProblemError(503, "Second factors need the centre's secret: set KIOSK_CENTRE_SECRET.") from fault


def seal(sealing: Sealing, secret: str, officer: UUID) -> bytes:
    """What is kept of a secret."""
    return sealing.seal(secret.encode(), _name(officer))


def unseal(sealing: Sealing, sealed: bytes, officer: UUID) -> str:
    """The secret. Raises ProblemError 503 where it was sealed under another one of the centre's."""
    try:
        return sealing.open(bytes(sealed), _name(officer)).decode()
    except CannotSeal as fault:
        raise ProblemError(503, "The centre's secret is not the one that second factors were sealed with.") from fault


def recovery_codes() -> list[str]:
    """Codes that stand in for the app, each once."""
    return [new_code() for _ in range(RECOVERY_CODES)]


def recovery_hash(sealing: Sealing, officer: UUID, code: str) -> bytes:
    """What is kept of one, however it is typed; of no use without the centre's secret.

    >>> one = recovery_hash(Sealing(b"x"), UUID(int=1), "ABCDE-01234")
    >>> one == recovery_hash(Sealing(b"x"), UUID(int=1), " abcde 01234")
    True
    """
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hmac.new(sealing.secret, b"recovery" + officer.bytes + plain.encode(), sha256).digest()


def _name(officer: UUID) -> bytes:
    return b"second factor " + officer.bytes
