"""A kiosk that registers, joins and keeps in step over real HTTP, as the core's ports say it."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import ClassVar
from uuid import UUID, uuid4

import pytest

from kiosk.checkpoint.enrolment import parse
from kiosk.checkpoint.ports import CheckpointCentre, Registrar
from kiosk.errors import ServerRefused, ServerUnreachable
from kiosk.wire.checkpoint import CheckpointClient
from kiosk.wire.checkpoint_messages import (
    CheckpointWanted,
    DeviceWanted,
    EnrolmentTyped,
    SettingsWanted,
    StaffSaid,
)
from kiosk.wire.client import CentreClient
from kiosk.wire.deadline import HEADROOM
from kiosk.wire.faults import CentreRefused
from kiosk.wire.messages import MAX_BODY
from kiosk.wire.operator import OperatorClient
from kiosk.wire.registrar import RegistrarClient
from tests.central_server.otp_desk import PHONE, TOKEN, not_it
from tests.central_server.registering import FIRST, SECOND, STRANGE, Town, empty, key_of, running_town, wanted
from tests.central_server.test_pushed import PNG
from tests.wire.test_desk import Asked, Scripted, Server


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with running_town(str(tmp_path_factory.mktemp("town") / "centre.sqlite")) as town:
        yield town


@pytest.fixture
def town(lasting: Town) -> Town:
    return empty(lasting)


@pytest.fixture
def registrar(town: Town) -> Iterator[RegistrarClient]:
    client = RegistrarClient(town.url)
    yield client
    client.close()


def session_of(registrar: Registrar, town: Town) -> str:
    request = uuid4()
    assert registrar.send_code(request, PHONE, "vi").outcome == "sent"
    assert registrar.try_code(request, not_it(town.gateway.code)).tries_left == 4
    session = registrar.try_code(request, town.gateway.code).session
    assert session is not None
    return session


def checkpoint() -> CheckpointWanted:
    return CheckpointWanted.model_validate_json(json.dumps(wanted()))


def public(device: UUID) -> str:
    return key_of(device).public_text


def test_a_checkpoint_from_its_first_kiosk_to_its_third(registrar: RegistrarClient, town: Town) -> None:
    port: Registrar = registrar
    session = session_of(port, town)
    first = port.register(session, checkpoint(), key_of(FIRST))
    second = port.join(
        session, first.checkpoint.code, DeviceWanted(device=SECOND, gate="Cổng 2", key=public(SECOND)), key_of(SECOND)
    )
    client = CheckpointClient(town.url, SECOND, key=key_of(SECOND))
    centre: CheckpointCentre = client
    shown = centre.enrolment_code()
    read = parse(shown.text)
    assert read == (town.url, shown.code)
    third = port.enrol(
        EnrolmentTyped(device=STRANGE, gate="Cổng 3", code=shown.code, key=public(STRANGE)), key_of(STRANGE)
    )
    assert set(third.checkpoint.kiosks) == {"Cổng chính", "Cổng 2", "Cổng 3"}
    assert {first.poster, second.poster, third.poster} == {first.poster}
    client.close()


def test_settings_slides_and_staff_come_to_a_kiosk(registrar: RegistrarClient, town: Town) -> None:
    registrar.register(session_of(registrar, town), checkpoint(), key_of(FIRST))
    kiosk, operator = CheckpointClient(town.url, FIRST, key=key_of(FIRST)), OperatorClient(town.url, TOKEN)
    assert kiosk.settings(0).settings is None
    said = operator.push("HV-01", SettingsWanted(notice="Rửa tay"), 0)
    large = PNG + b"x" * (3 * MAX_BODY)
    shown = operator.show_slide("HV-01", "5K poster (1).png", large, "vi", 30)
    heard = kiosk.settings(said.revision)
    assert heard == shown
    assert heard.settings is not None
    assert heard.settings.notice == "Rửa tay"
    assert kiosk.slide(hashlib.sha256(large).hexdigest()) == large
    with pytest.raises(CentreRefused) as unknown:
        kiosk.slide("0" * 64)
    assert unknown.value.status == 404
    pin = "$argon2id$v=19$m=19456,t=2,p=1$c3ludGhldGlj$c3ludGhldGljLWhhc2gtb2Ytbm8tcGlu"
    one = StaffSaid(id=uuid4(), name="Trần Thị Mẫu", role="supervisor", pin=pin, changed_at=town.clock())
    assert kiosk.staff([one]).staff == (one,)
    assert kiosk.staff([]).staff == (one,)
    assert [named.name for named in operator.staff("HV-01").staff] == ["Trần Thị Mẫu"]
    assert [told.code for told in operator.checkpoints()] == ["HV-01"]
    operator.revoke("HV-01", FIRST)
    with pytest.raises(CentreRefused) as revoked:
        kiosk.settings(0)
    assert (revoked.value.status, revoked.value.revoked) == (403, True)
    for client in (kiosk, operator):
        client.close()


def test_refusals_come_in_the_centres_words(registrar: RegistrarClient, town: Town) -> None:
    with pytest.raises(CentreRefused, match=r"^This code is wrong, was used, or is over\.$") as wrong:
        registrar.enrol(
            EnrolmentTyped(device=FIRST, gate="Cổng 1", code="00000-00000", key=public(FIRST)), key_of(FIRST)
        )
    assert wrong.value.status == 403
    with pytest.raises(CentreRefused, match="session") as over:
        registrar.register("no session", checkpoint(), key_of(FIRST))
    assert over.value.status == 401
    with pytest.raises(ServerRefused) as foreign:
        registrar.send_code(uuid4(), "+15550100", "en")
    assert "555" not in str(foreign.value)
    assert town.gateway.messages == []


def test_the_clock_is_compared(town: Town) -> None:
    client = RegistrarClient(town.url, now=lambda: datetime.now(UTC) + timedelta(seconds=90))
    assert client.reach() == pytest.approx(90, abs=2)
    client.close()


def test_nobody_there(tmp_path: Path) -> None:
    client = RegistrarClient("http://127.0.0.1:9")
    with pytest.raises(ServerUnreachable):
        client.reach()
    client.close()
    strange = RegistrarClient(f"https://{tmp_path.name}/\0")
    with pytest.raises(ServerUnreachable):
        strange.reach()
    strange.close()


class TestABadCentre:
    @pytest.fixture
    def script(self) -> Iterator[tuple[type[Scripted], str]]:
        class Script(Scripted):
            asked: ClassVar[list[Asked]] = []

        with Server(("127.0.0.1", 0), Script) as server:
            thread = Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            yield Script, f"http://127.0.0.1:{server.server_port}"
            server.shutdown()
            thread.join()

    def test_bytes_that_do_not_end_are_cut(self, script: tuple[type[Scripted], str]) -> None:
        said, url = script
        said.kind, said.reply = "application/octet-stream", b"x" * (MAX_BODY + HEADROOM)
        client = CentreClient(url, FIRST)
        with pytest.raises(ServerUnreachable, match="too large"):
            client.fetch("/slide", 1_000, within=5)
        assert len(client.fetch("/slide", 2 * MAX_BODY, within=5)) == MAX_BODY + HEADROOM
        client.close()

    @pytest.mark.parametrize("kind", ["text/html", "application/json", ""])
    def test_what_is_no_bytes_is_no_slide(self, script: tuple[type[Scripted], str], kind: str) -> None:
        said, url = script
        said.kind, said.reply = kind, b"{}"
        client = CheckpointClient(url, FIRST, TOKEN)
        with pytest.raises(ServerUnreachable, match="something else answers"):
            client.slide("0" * 64)
        client.close()

    @pytest.mark.parametrize("reply", [b"", b"no JSON", b'{"title":1}', b"x" * 100_000, b'{"title":"a","status":403}'])
    def test_a_refusal_stands_whatever_its_words(self, script: tuple[type[Scripted], str], reply: bytes) -> None:
        said, url = script
        said.kind, said.status, said.reply = "application/problem+json", 403, reply
        client = RegistrarClient(url)
        with pytest.raises(CentreRefused, match=r"refuses this \(HTTP 403\)") as refused:
            client.enrol(
                EnrolmentTyped(device=FIRST, gate="Cổng 1", code="00000-00000", key=public(FIRST)), key_of(FIRST)
            )
        assert (refused.value.status, refused.value.problem) == (403, True)
        client.close()

    def test_a_newer_centre_may_set_what_is_not_known_here(self, script: tuple[type[Scripted], str]) -> None:
        said, url = script
        slide = {"name": "a", "sha256": "0" * 64, "size": 1, "kind": "text", "of_tomorrow": 1}
        settings = {"notice": "Rửa tay", "of_tomorrow": True, "slides": [slide]}
        said.kind, said.reply = "application/json", json.dumps({"revision": 7, "settings": settings}).encode()
        client = CheckpointClient(url, FIRST, TOKEN)
        heard = client.settings(0).settings
        assert heard is not None
        assert (heard.notice, len(heard.slides or ())) == ("Rửa tay", 1)
        client.close()

    def test_the_session_goes_to_nobody_elsewhere(self, script: tuple[type[Scripted], str]) -> None:
        said, url = script
        said.status, said.reply = 302, b""
        client = RegistrarClient(url)
        with pytest.raises(ServerUnreachable, match="something else answers"):
            client.register("a session", checkpoint(), key_of(FIRST))
        assert len(said.asked) == 1
        client.close()
