"""Why a try to reach the centre came to nothing, in the detail that the outbox decides by."""

from kiosk.errors import ServerRefused, ServerUnreachable
from kiosk.wire.messages import ABOUT_REVOKED


class CentreUnreachable(ServerUnreachable):
    """No usable answer came.

    ``retry_after``: seconds the centre asked to be left alone, None if it did not.
    ``delivered``: the request may have got through, so that what was in it may be the cause.
    """

    def __init__(self, why: str, *, retry_after: float | None = None, delivered: bool = False) -> None:
        super().__init__(why)
        self.retry_after = retry_after
        self.delivered = delivered


class CentreRefused(ServerRefused):
    """The whole request was turned down, with this HTTP ``status``.

    ``problem``: the answer was a problem document, as the centre writes it; otherwise it may be something on the
    way, such as a gateway that dislikes what it sees. ``detail`` is its sentence, for an operator; never for a log.
    ``type`` is the problem's, such as ``urn:checkpoint:revoked``.
    """

    def __init__(
        self,
        why: str,
        status: int,
        *,
        problem: bool,
        detail: str | None = None,
        type: str = "about:blank",  # noqa: A002
    ) -> None:
        super().__init__(why)
        self.status = status
        self.problem = problem
        self.detail = detail
        self.type = type

    @property
    def revoked(self) -> bool:
        """True when the centre lets this kiosk in no longer; it may still ask for its orders."""
        return self.problem and self.status == 403 and self.type == ABOUT_REVOKED

    @property
    def by_content(self) -> bool:
        """True when the centre says that the batch itself is the reason, so that a smaller one may pass."""
        return self.problem and self.status in (400, 413, 422)

    @property
    def by_access(self) -> bool:
        """True when who or where we are is the reason, whatever is sent."""
        return self.status in (401, 404, 405) or (self.problem and not self.by_content)
