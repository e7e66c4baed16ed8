"""Printing the citizen code of somebody on the list: asked of the centre, then put on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.desk.rows import Detail
from kiosk.desk.tools import DeskTools
from kiosk.errand_ports import IssuedReply, Printer, Slip
from kiosk.errors import KioskError
from kiosk.people import masked_name
from kiosk.screens import Language


class SlipOutcome(StrEnum):
    """What became of it."""

    PRINTED = "printed"
    NO_DECLARATION = "no_declaration"
    NO_PRINTER = "no_printer"
    OFFLINE = "offline"  # the centre, which signs codes, cannot be asked
    NOT_PRINTED = "not_printed"


@dataclass(frozen=True, slots=True)
class SlipPlace:
    """What the paper says of the place, in the language it is printed in."""

    site: str
    gate: str
    next_step: str
    language: Language


def print_code(detail: Detail, place: SlipPlace, tools: DeskTools, then: Callable[[SlipOutcome], None]) -> None:
    """Print the code of their latest declaration, once the log has it; ``then`` is told on the UI thread."""
    declaration, printer, centre = detail.declaration, tools.printer, tools.centre()
    if declaration is None:
        then(SlipOutcome.NO_DECLARATION)
    elif printer is None:
        then(SlipOutcome.NO_PRINTER)
    elif centre is None:
        then(SlipOutcome.OFFLINE)
    else:
        id_ = declaration.id

        def asked(body: str | None) -> None:
            if body is None:
                then(SlipOutcome.NO_DECLARATION)
            else:
                tools.lanes.centre.run(lambda: centre.issue(id_, body), issued, failed(SlipOutcome.OFFLINE))

        def issued(reply: IssuedReply | None) -> None:
            if reply is None:
                then(SlipOutcome.NO_DECLARATION)
            else:
                _put_on_paper(_slip(detail, place, reply), printer, tools, then)

        def failed(outcome: SlipOutcome) -> Callable[[KioskError], None]:
            return lambda _fault: then(outcome)

        def noted() -> None:
            tools.lanes.store.run(lambda: tools.body(id_), asked, failed(SlipOutcome.NOT_PRINTED))

        tools.note("code printed", noted, failed(SlipOutcome.NOT_PRINTED), subject=declaration.person)


def _put_on_paper(slip: Slip, printer: Printer, tools: DeskTools, then: Callable[[SlipOutcome], None]) -> None:
    tools.lanes.paper.run(
        lambda: printer.print_slip(slip),
        lambda _: then(SlipOutcome.PRINTED),
        lambda _fault: then(SlipOutcome.NOT_PRINTED),
    )


def _slip(detail: Detail, place: SlipPlace, reply: IssuedReply) -> Slip:
    name = detail.who.name if detail.who else None
    return Slip(
        site=place.site,
        gate=place.gate,
        code=reply.text,
        spelled=reply.spelled,
        name=masked_name(name) if name else "",
        until=reply.until,
        entered_at=detail.row.arrived if detail.row.inside else None,
        next_step=place.next_step,
        language=place.language,
    )
