"""What may count as a code at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.decoding.reads import Read, plausible
from kiosk.scans import Symbology


@pytest.mark.parametrize(
    ("symbology", "raw", "counts"),
    [
        (Symbology.QR, b"", False),
        (Symbology.QR, b"1", True),
        (Symbology.CODE_39, b"ABC", False),
        (Symbology.CODE_39, b"ABCD", True),
        (Symbology.CODABAR, b"A123B", False),
        (Symbology.CODABAR, b"A1234B", True),
        (Symbology.EAN_13, b"8934567890120", True),
        (Symbology.EAN_13, b"8934567890128", False),
        (Symbology.EAN_13, b"893456789012", False),
        (Symbology.EAN_8, b"12345670", True),
        (Symbology.UPC_A, b"036000291452", True),
        (Symbology.UPC_E, b"01234565", True),
        (Symbology.UPC_E, b"01234566", False),
        (Symbology.UPC_E, b"", False),
    ],
)
def test_form(symbology: Symbology, raw: bytes, counts: bool) -> None:
    assert plausible(Read(symbology, raw)) is counts


@given(st.sampled_from(list(Symbology)), st.binary(max_size=20))
def test_no_bytes_upset_it(symbology: Symbology, raw: bytes) -> None:
    assert plausible(Read(symbology, raw)) in (True, False)
    assert Read(symbology, raw).text.encode("latin-1" if not _is_utf8(raw) else "utf-8") == raw


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
