"""How many messages may be sent: to one number, to its neighbours, for one kiosk, and altogether."""

from dataclasses import dataclass, replace
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

    def anonymous(self) -> "Budgets":
        """For whoever asks from anywhere: a part of it all, so that somebody at a kiosk always finds the rest.

        >>> Budgets().anonymous()
        Budgets(number_ten_minutes=3, number_day=6, prefix_day=22, kiosk_hour=375, total_day=1500)
        """
        total = self.total_day * 3 // 4
        return replace(
            self,
            number_day=self.number_day * 6 // 10,
            prefix_day=self.prefix_day * 3 // 4,
            kiosk_hour=total // 4,
            total_day=total,
        )

    def limits(self) -> tuple[Limit, ...]:
        """All of them; a message has to keep every one."""
        return (
            Limit("phone", self.number_ten_minutes, timedelta(minutes=10)),
            Limit("phone", self.number_day, DAY),
            Limit("prefix", self.prefix_day, DAY),
            Limit("device", self.kiosk_hour, timedelta(hours=1), failed_too=True),
            Limit("all", self.total_day, DAY),
        )
