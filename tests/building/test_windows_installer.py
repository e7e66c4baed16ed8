"""Which makensis may pack the installer."""

import pytest

from building.failed import BuildFailed
from building.windows_installer import safe


@pytest.mark.parametrize("said", ["v3.11-1", "v3.12", "v3.11", "v4.0"])
def test_a_compiler_that_knows_the_fault_may_pack(said: str) -> None:
    assert safe(said) == said


@pytest.mark.parametrize("said", ["v3.08-3+deb12u1", "v3.10", "v3.9", "v2.51", "", "20250101.cvs"])
def test_an_older_or_unknown_compiler_is_refused_with_a_sentence(said: str) -> None:
    with pytest.raises(BuildFailed, match=r"CVE-2025-43715.*made anew"):
        safe(said)
