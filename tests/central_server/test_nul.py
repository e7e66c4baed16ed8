"""A NUL character, which PostgreSQL cannot keep and nobody means, is refused wherever an address can carry one."""

import pytest

from central_server.authority.rights import Role
from tests.central_server.officing import Bureau


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/office/devices?province=%00", 422),
        ("/office/devices?ward=a%00b", 422),
        ("/office?q=%00&province=%00", 422),
        ("/office/devices?%00=1", 422),
        ("/office/campaigns/%00/1", 404),
        ("/office/campaigns/a/%001", 404),
        ("/office/checkpoints/%00", 404),
        ("/q/%00", 404),
        ("/v1/citizen-codes/revocations?after=%00", 422),
        ("/v1/devices/%00/settings", 422),
        ("/v1/%00", 404),
    ],
)
def test_an_address_with_a_nul_is_refused(bureau: Bureau, path: str, status: int) -> None:
    reply = bureau.signed_in(Role.ADMINISTRATOR).get(path)
    assert reply.status_code == status
    problem = reply.headers["content-type"] == "application/problem+json"
    assert problem == path.startswith("/v1/")


def test_other_odd_characters_are_no_fault_of_the_centre(bureau: Bureau) -> None:
    browser = bureau.signed_in(Role.ADMINISTRATOR)
    for odd in ("%01", "%0A", "%C3%28", "%F0%9F%98%80", "%E2%80%AE"):
        assert browser.get(f"/office/devices?province={odd}&ward={odd}&q={odd}").status_code == 200, odd
        assert browser.get(f"/office/campaigns/{odd}/{odd}").status_code == 404, odd
