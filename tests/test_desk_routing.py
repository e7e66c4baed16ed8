import pytest

from kiosk.desk.routing import Mode, Routing, To
from kiosk.scans import Scan, Symbology


def code(text: str, at: float) -> Scan:
    return Scan("camera:0", Symbology.QR, text, text.encode(), at)


@pytest.mark.parametrize(
    ("mode", "signed_in", "fills", "used", "where"),
    [
        (Mode.SELF_SERVICE, False, True, True, To.GATE),
        (Mode.SELF_SERVICE, True, False, True, To.PAGE),
        (Mode.SELF_SERVICE, True, True, False, To.NOBODY),
        (Mode.DESK, False, True, True, To.GATE),
        (Mode.DESK, True, False, True, To.GATE),
        (Mode.DESK, True, True, True, To.PAGE),
        (Mode.DESK, True, True, False, To.GATE),
    ],
)
def test_a_code_goes_to_whoever_it_is_held_up_for(
    mode: Mode, signed_in: bool, fills: bool, used: bool, where: To
) -> None:
    assert Routing(lambda _: used).route(code("A", 1.0), mode, signed_in=signed_in, fills=fills) is where


def test_a_page_is_given_a_code_once_while_it_is_held_up() -> None:
    given: list[Scan] = []

    def offer(scan: Scan) -> bool:
        given.append(scan)
        return True

    routing = Routing(offer)
    for text, at in (("A", 1.0), ("A", 1.1), ("A", 2.9), ("A", 4.5), ("B", 4.6), ("B", 4.7), ("B", 7.0)):
        assert routing.route(code(text, at), Mode.DESK, signed_in=True, fills=True) is To.PAGE
    assert [(scan.text, scan.at) for scan in given] == [("A", 1.0), ("B", 4.6), ("B", 7.0)]
