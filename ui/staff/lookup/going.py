"""The way from the phone look-up to khai hộ, with what is known by then."""

from dataclasses import dataclass, field

from kiosk.desk.proxy_form import Start
from ui.staff.around import ToProxy


@dataclass(frozen=True, slots=True, repr=False)
class ToDeclare(ToProxy):
    """Khai hộ for a number with the proof it has, and for the person it is about, if that was chosen."""

    start: Start = field(default_factory=Start)

    def __repr__(self) -> str:
        return "ToDeclare()"
