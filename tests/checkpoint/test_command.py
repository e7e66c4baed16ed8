"""``kiosk checkpoint`` as it is typed, against a real centre."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import typer
from typer.testing import CliRunner, Result

from central_server.store.device_alarms import look_after
from central_server.store.engine import transaction
from kiosk.commands.checkpoint import checkpoint as command
from kiosk.wire.checkpoint_messages import PushedSettings, SettingsWanted
from kiosk.wire.device_messages import HealthReported
from kiosk.wire.faults import CentreRefused
from kiosk.wire.operator import OperatorClient
from tests.central_server.otp_desk import TOKEN
from tests.central_server.registering import FIRST, SECOND, Kiosk, Town, running_town
from tests.central_server.test_pushed import HASH, PNG, asked, pushed


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with running_town(str(tmp_path_factory.mktemp("town") / "centre.sqlite")) as town:
        yield town


@pytest.fixture(scope="module")
def first(town: Town) -> Kiosk:
    """The first kiosk of HV-01."""
    return town.kiosk()


def typed(town: Town, *words: str, token: str | None = TOKEN) -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(command)
    environment = {"KIOSK_CENTRE_TOKEN": token, "KIOSK_CENTRE_URL": town.url}
    return CliRunner().invoke(app, [*words], env=environment)


def settings_of(town: Town, first: Kiosk) -> PushedSettings:
    return asked(town, first).settings or PushedSettings()


def test_checkpoints_are_listed_and_shown(town: Town, first: Kiosk) -> None:
    assert typed(town, "list").stdout == "HV-01\t1\tBệnh viện Hạ Vân\n"
    shown = typed(town, "show", "hv-01").stdout
    assert str(FIRST) in shown
    assert "Cổng chính" in shown
    assert first.key.key_id not in shown


def test_what_is_set_is_merged_into_what_was(town: Town, first: Kiosk, tmp_path: Path) -> None:
    assert typed(town, "settings", "HV-01", "--set", "notice=Rửa tay", "--set", "capacity=30").exit_code == 0
    said = typed(town, "settings", "HV-01", "--set", "hotlines=1022, 1900.9095", "--set", "capacity=")
    assert said.exit_code == 0
    assert '"notice": "Rửa tay"' in said.stdout
    assert "capacity" not in said.stdout
    assert settings_of(town, first) == PushedSettings(notice="Rửa tay", hotlines=("1022", "1900.9095"))
    assert typed(town, "settings", "HV-01").stdout == said.stdout, "nothing said, nothing set"
    campaign = tmp_path / "campaign.toml"
    campaign.write_text('id = "x"\nid = "y"\n', encoding="utf-8")
    wrong = typed(town, "settings", "HV-01", "--set", f"campaign={campaign}")
    assert (wrong.exit_code, wrong.stderr) == (1, "campaign:2: id: stands twice; each key may stand once\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["settings", "HV-01", "--set", "camera=camera:1"], 2, "camera: Extra inputs are not permitted (there are: "),
        (["settings", "HV-01", "--set", "capacity=many"], 2, "capacity: "),
        (["settings", "HV-01", "--set", "capacity"], 2, "write --set KEY=VALUE"),
        (["settings", "HV-01", "--set", "campaign=/nowhere"], 2, "/nowhere: it cannot be read."),
        (["settings", "HV-99", "--set", "mode=desk"], 1, "There is no such checkpoint, or it is not yours."),
        (["slides", "HV-01", "--drop", "none.png"], 1, "There is no such slide."),
        (["revoke", "HV-01", "first"], 2, "show prints their ids"),
        (["revoke", "HV-01", str(UUID(int=1))], 1, "This checkpoint has no such kiosk."),
        (["show"], 2, "kiosk checkpoint show CODE: which?"),
    ],
)
@pytest.mark.usefixtures("first")
def test_what_cannot_be_done_is_said(town: Town, words: list[str], code: int, said: str) -> None:
    result = typed(town, *words)
    assert result.exit_code == code
    assert said in result.stderr


def test_without_the_token_nothing_is_told(town: Town) -> None:
    result = typed(town, "list", token=None)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "token" in result.stderr


def test_slides_are_shown_and_dropped(town: Town, first: Kiosk, tmp_path: Path) -> None:
    picture, text = tmp_path / "5k.png", tmp_path / "5k.txt"
    picture.write_bytes(PNG)
    text.write_text("Rửa tay", encoding="utf-8")
    shown = typed(town, "slides", "HV-01", "--add", str(picture), "--add", str(text), "--language", "vi")
    assert shown.stdout == f"5k.png\tpicture\tvi\t{len(PNG)}\n5k.txt\ttext\tvi\t9\n"
    assert typed(town, "settings", "HV-01", "--set", "mode=desk").exit_code == 0
    assert [one.name for one in settings_of(town, first).slides or ()] == ["5k.png", "5k.txt"], "they stay"
    dropped = typed(town, "slides", "HV-01", "--drop", "5k.png", "--drop", "5k.txt")
    assert dropped.stdout == "No slides.\n"


def test_the_staff_and_another_kiosk(town: Town, first: Kiosk) -> None:
    one = {"id": str(UUID(int=5)), "name": "Trần Thị Mẫu", "role": "supervisor", "pin": HASH}
    told = {"staff": [one | {"changed_at": "2026-11-23T01:00:00Z", "disabled": True}]}
    assert town.ask("POST", f"/v1/devices/{FIRST}/staff", first, told).status_code == 200
    assert typed(town, "staff", "HV-01").stdout == "Trần Thị Mẫu\tsupervisor\tdisabled\n"
    code = typed(town, "enrol", "HV-01").stdout.splitlines()[0]
    second = town.joined(code, SECOND)
    assert typed(town, "revoke", "HV-01", str(SECOND)).stdout == "1 kiosks of HV-01 are let in.\n"
    assert town.ask("GET", f"/v1/devices/{SECOND}/settings", second).status_code == 403


@pytest.mark.usefixtures("first")
def test_what_somebody_else_has_set_meanwhile_is_not_overwritten(town: Town) -> None:
    centre = OperatorClient(town.url, TOKEN)
    seen = centre.checkpoint("HV-01").revision
    pushed(town, notice="của người khác")
    with pytest.raises(CentreRefused, match="Something else was set meanwhile"):
        centre.push("HV-01", SettingsWanted(notice="của tôi"), seen)
    centre.close()


def test_kiosks_are_ordered_about_and_looked_after(town: Town, first: Kiosk) -> None:
    assert f"{FIRST}\tCổng chính\t" in typed(town, "health", "HV-01").stdout
    report = HealthReported(
        version="1.0.0",
        started_at=town.clock(),
        at=town.clock(),
        waiting=3,
        refused=0,
        highest=5,
        disk_free=2**31,
    )
    path = f"/v1/devices/{FIRST}/report"
    assert town.ask("POST", path, first, report.model_dump_json().encode()).status_code == 200
    told = typed(town, "health", "HV-01").stdout
    assert "version 1.0.0\t3 waiting, 0 refused\t2.0 GiB free\tclock +0 s\t5 missing" in told
    assert f"{FIRST}\tCổng chính\t1..5, 5 recorded, 5 missing: 1-5\n" in typed(town, "completeness", "hv-01").stdout
    assert typed(town, "health").stdout == "Nothing is wrong.\n"
    with transaction(town.engine) as connection:
        look_after(connection, town.clock() + timedelta(hours=1))
    assert f"HV-01\t{FIRST}\tCổng chính\toffline since " in typed(town, "health").stdout
    ordered = typed(town, "wipe", "HV-01", str(FIRST))
    assert (ordered.exit_code, "wipe\twaits" in ordered.stdout) == (0, True)
    assert "roll_key\twaits" in typed(town, "roll", "HV-01", str(FIRST)).stdout
    assert "2 orders wait" in typed(town, "health", "HV-01").stdout
    assert typed(town, "wipe", "HV-01", "first").exit_code == 2
    assert typed(town, "wipe", "HV-01", str(UUID(int=1))).exit_code == 1
