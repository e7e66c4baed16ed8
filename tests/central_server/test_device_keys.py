"""Another key instead of the old one: at once, and whatever gets lost on the way."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.wire.client import CentreClient
from kiosk.wire.device import DeviceClient
from kiosk.wire.faults import CentreRefused, CentreUnreachable
from kiosk.wire.rolling import RollingCentre, renew
from kiosk.wire.signing import KeysInMemory, SigningKey, roll_proof, unpadded
from tests.central_server.otp_desk import TOKEN
from tests.central_server.registering import FIRST, SECOND, Kiosk, Town, door

PATH = f"/v1/devices/{FIRST}/key"


def said(new: SigningKey, signed_by: SigningKey | None = None, proof: bytes | None = None) -> dict[str, str]:
    proof = roll_proof(FIRST, new.public_text) if proof is None else proof
    return {"key": new.public_text, "proof": unpadded((signed_by or new).sign(proof))}


def knows(town: Town, key: SigningKey) -> bool:
    return town.ask("GET", f"/v1/devices/{FIRST}/health", Kiosk(FIRST, key)).status_code == 200


def client(town: Town, keys: KeysInMemory) -> DeviceClient:
    return DeviceClient(town.url, FIRST, keys, now=town.clock)


def test_the_new_key_counts_and_the_old_one_at_once_no_more(town: Town) -> None:
    keys = KeysInMemory(town.kiosk().key)
    old, here = door(FIRST).key, client(town, keys)
    new = renew(here, keys)
    assert keys.current() == new != old
    assert (knows(town, old), knows(town, new)) == (False, True)
    assert here.lets_in()
    assert (here.knows(new), here.knows(old)) == (True, False)
    here.close()


class Losing:
    """A line that loses the reply to every roll, and the first question after it."""

    def __init__(self, centre: DeviceClient, questions: int = 0) -> None:
        self._centre, self._questions = centre, questions

    def roll(self, key: SigningKey) -> None:
        self._centre.roll(key)
        raise CentreUnreachable("the connection broke", delivered=True)

    def knows(self, key: SigningKey) -> bool:
        if self._questions:
            self._questions -= 1
            raise CentreUnreachable("the connection broke", delivered=True)
        return self._centre.knows(key)


def test_a_reply_that_is_lost_costs_no_key(town: Town) -> None:
    keys = KeysInMemory(town.kiosk().key)
    here = client(town, keys)
    losing: RollingCentre = Losing(here)
    new = renew(losing, keys)
    assert knows(town, new)
    assert (keys.current(), keys.pending()) == (new, None)
    here.close()


def test_a_kiosk_that_dies_before_it_knows_asks_with_both(town: Town) -> None:
    keys = KeysInMemory(town.kiosk().key)
    here = client(town, keys)
    with pytest.raises(CentreUnreachable):
        renew(Losing(here, questions=1), keys)
    assert keys.current() == door(FIRST).key, "which the centre knows no longer"
    pending = keys.pending()
    assert pending is not None
    assert renew(here, keys) == pending
    assert knows(town, pending)
    here.close()


def test_a_kiosk_that_keeps_one_key_locks_itself_out(town: Town) -> None:
    """The red control: without the second key, one lost reply is the end."""
    keys = KeysInMemory(town.kiosk().key)
    here = client(town, keys)
    with pytest.raises(CentreUnreachable):
        Losing(here).roll(SigningKey.generate())
    with pytest.raises(CentreRefused):
        renew(here, keys)
    here.close()


def test_a_request_that_never_arrived_leaves_the_old_key(town: Town) -> None:
    keys = KeysInMemory(town.kiosk().key)
    here = client(town, keys)

    class Broken(Losing):
        def roll(self, key: SigningKey) -> None:  # noqa: ARG002
            raise CentreUnreachable("the connection broke", delivered=True)

    with pytest.raises(CentreUnreachable):
        renew(Broken(here), keys)
    assert keys.current() == door(FIRST).key
    assert knows(town, door(FIRST).key)
    assert renew(here, keys) == keys.current()
    here.close()


def test_nobody_rolls_but_who_holds_both_keys(town: Town) -> None:
    town.kiosk()
    new, other = SigningKey.generate(), SigningKey.generate()
    assert town.ask("POST", PATH, TOKEN, said(new)).status_code == 403
    assert town.ask("POST", PATH, Kiosk(FIRST, new), said(new)).status_code == 401
    assert town.ask("POST", PATH, door(FIRST), said(new, other)).status_code == 422
    for_another = roll_proof(SECOND, new.public_text)
    assert town.ask("POST", PATH, door(FIRST), said(new, proof=for_another)).status_code == 422
    assert town.ask("POST", PATH, door(FIRST), said(door(FIRST).key)).status_code == 409
    assert knows(town, door(FIRST).key)


def test_an_old_key_never_comes_back(town: Town) -> None:
    town.kiosk()
    new = SigningKey.generate()
    assert town.ask("POST", PATH, door(FIRST), said(new)).json() == {"key": new.public_text}
    again = town.ask("POST", PATH, Kiosk(FIRST, new), said(door(FIRST).key))
    assert (again.status_code, again.json()["detail"]) == (409, "This key was used before. Make a new one.")
    assert knows(town, new)


def test_many_rolls_at_once_leave_one_key(town: Town) -> None:
    town.kiosk()
    new = [SigningKey.generate() for _ in range(5)]

    def roll(key: SigningKey) -> int:
        here = CentreClient(town.url, FIRST, key=door(FIRST).key, now=town.clock)
        client = DeviceClient(town.url, FIRST, KeysInMemory(door(FIRST).key), now=town.clock)
        try:
            client.roll(key)
        except CentreRefused as fault:
            return fault.status
        finally:
            here.close()
            client.close()
        return 200

    with ThreadPoolExecutor(5) as pool:
        found = sorted(pool.map(roll, new))
    assert found == [200, 401, 401, 401, 401]
    assert [knows(town, key) for key in new].count(True) == 1


def test_a_new_key_after_the_kiosk_was_let_go_and_in_again(town: Town) -> None:
    town.kiosk()
    code = town.enrolment_code(FIRST).code
    town.enrolled(code, SECOND)
    assert town.ask("DELETE", f"/v1/checkpoints/HV-01/devices/{SECOND}", TOKEN).status_code == 200
    town.enrolled(town.enrolment_code(FIRST).code, SECOND, number=1)
    health = f"/v1/devices/{SECOND}/health"
    assert town.ask("GET", health, door(SECOND)).status_code == 401, "the key of the lost machine"
    assert json.loads(town.ask("GET", health, door(SECOND, 1)).content)["status"] == "ok"
