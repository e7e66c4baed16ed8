"""How many messages may be sent: to one number, to its neighbours, for one kiosk, and altogether."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """``most`` messages within any stretch of time of this length, of the same ``what``.

    ``failed_too``: messages that certainly were not sent count as well.
    """

    what: Literal["phone", "prefix", "device", "all"]
    most: int
    within: timedelta
    failed_too: bool = False


@dataclass(frozen=True, slots=True)
class Budgets:
    """What an operator can set, in messages. A prefix is a number without its last four digits."""

    number_ten_minutes: int = 3
    number_day: int = 10
    prefix_day: int = 30
    kiosk_hour: int = 30
    total_day: int = 2_000

    def limits(self) -> tuple[Limit, ...]:
        """All of them; a message has to keep every one."""
        return (
            Limit("phone", self.number_ten_minutes, timedelta(minutes=10)),
            Limit("phone", self.number_day, DAY),
            Limit("prefix", self.prefix_day, DAY),
            Limit("device", self.kiosk_hour, timedelta(hours=1), failed_too=True),
            Limit("all", self.total_day, DAY),
        )
