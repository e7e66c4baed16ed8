"""Bar codes count only after identical reads by different frames; matrix codes at once."""

from dataclasses import replace

from hardware.decoding.agreement import WINDOW, Agreement
from hardware.decoding.reads import Read
from kiosk.scans import Symbology

SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 40.0), (0.0, 40.0))
CODE_128 = Read(Symbology.CODE_128, b"DN4010000000001", SQUARE)
CODE_39 = Read(Symbology.CODE_39, b"BN-001", SQUARE)


def test_a_qr_code_counts_at_once() -> None:
    assert Agreement().accept(Read(Symbology.QR, b"x", SQUARE), 0, "1", "qr")


def test_a_bar_code_counts_at_the_second_frame() -> None:
    agreement = Agreement()
    assert not agreement.accept(CODE_128, 0.00, "1", "bars")
    assert not agreement.accept(CODE_128, 0.00, "1", "linear"), "the same frame is no second witness"
    assert agreement.accept(CODE_128, 0.07, "2", "bars")


def test_without_a_checksum_three_reads_are_needed() -> None:
    agreement = Agreement()
    assert not agreement.accept(CODE_39, 0.00, "1", "bars")
    assert not agreement.accept(CODE_39, 0.07, "2", "bars")
    assert agreement.accept(CODE_39, 0.14, "3", "bars")


def test_the_same_way_on_the_same_frame_is_no_evidence() -> None:
    agreement = Agreement()
    assert not any(agreement.accept(CODE_128, 0, "1", "bars") for _ in range(9))


def test_old_reads_are_forgotten() -> None:
    agreement = Agreement()
    agreement.accept(CODE_128, 0, "1", "bars")
    assert not agreement.accept(CODE_128, WINDOW + 0.1, "30", "bars")


def test_another_text_at_the_same_place_raises_the_bar() -> None:
    agreement = Agreement()
    agreement.accept(replace(CODE_128, raw=b"DN4010000000007"), 0.00, "1", "bars")
    assert not agreement.accept(CODE_128, 0.07, "2", "bars")
    assert not agreement.accept(CODE_128, 0.14, "3", "bars")
    assert agreement.accept(CODE_128, 0.21, "4", "bars")


def test_another_code_elsewhere_does_not() -> None:
    agreement = Agreement()
    elsewhere = tuple((x + 500, y) for x, y in SQUARE)
    agreement.accept(replace(CODE_128, raw=b"other", corners=elsewhere), 0.00, "1", "bars")
    agreement.accept(CODE_128, 0.00, "1", "bars")
    assert agreement.accept(CODE_128, 0.07, "2", "bars")
