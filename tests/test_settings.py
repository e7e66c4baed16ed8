from pathlib import Path

import pytest

from kiosk.admission import DirectionPolicy
from kiosk.errors import SettingsError
from kiosk.settings import load


def written(folder: Path, text: str) -> Path:
    file = folder / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_command_line_wins_over_the_environment_over_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, '[gate]\ndirection = "in"\ncapacity = 10\nminimum_stay = 30\n[site]\nname = "Bệnh viện"')
    settings = load(file, {"KIOSK_GATE__CAPACITY": "20", "KIOSK_GATE__MINIMUM_STAY": "60"}, ("gate.minimum_stay=90",))
    assert settings.gate.direction is DirectionPolicy.IN
    assert settings.gate.capacity == 20
    assert settings.rules.minimum_stay.total_seconds() == 90
    assert settings.site.name == "Bệnh viện"


def test_one_source_stands_for_a_list_of_one() -> None:
    assert load(None, {}, ("devices.sources=camera:2",)).devices.sources == ("camera:2",)
    assert load(None, {"KIOSK_DEVICES__SOURCES": '["demo:", "serial:COM3"]'}).devices.sources == (
        "demo:",
        "serial:COM3",
    )


@pytest.mark.parametrize(
    ("assignment", "says"),
    [
        ("gate.direction=sideways", "'auto', 'in' or 'out'"),
        ("gate.capacity=0", "greater than or equal to 1"),
        ("gate.diretcion=in", "allowed here: campaign, capacity, certificate_signers, closes_at, declarations"),
        ("door.open=1", "allowed here: centre, devices, display, gate, site, store"),
        ("devices.sources=webcam:0", "camera:, file:, demo:, keyboard:, serial:"),
        ("centre.url=centre.example", "http://"),
        ("gate.closes_at=25:00", "a time of day"),
        ("display.mode=kiosk", "'self-service' or 'desk'"),
        ("gate=5", "campaign, capacity, certificate_signers, closes_at, declarations"),
        ("gate", "section.key=value"),
        ("gate.direction.deep=1", "gate.direction"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(assignment: str, says: str) -> None:
    with pytest.raises(SettingsError) as fault:
        load(None, {}, (assignment,))
    assert says in str(fault.value)
    assert assignment.partition("=")[0].partition(".")[0] in str(fault.value)


def test_a_misspelt_variable_is_not_passed_over() -> None:
    with pytest.raises(SettingsError, match="KIOSK_SECTION__KEY"):
        load(None, {"KIOSK_GATE_DIRECTION": "in"})


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    file = written(tmp_path, '[gate]\ndirection = "up"\n[display]\ntext_size = "huge"\n')
    with pytest.raises(SettingsError) as fault:
        load(file, {})
    assert str(fault.value).count("\n") == 1
    assert str(file) in str(fault.value)


def test_a_secret_is_not_repeated_in_the_complaint() -> None:
    with pytest.raises(SettingsError) as fault:
        load(None, {}, ("centre.token=hunter2",))
    assert "hunter2" not in str(fault.value)
    assert "long-enough-secret" not in repr(load(None, {}, ("centre.token=long-enough-secret",)))


@pytest.mark.parametrize("text", ["gate = [", "\xff", "[gate\n"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"kiosk\.toml"):
        load(file, {})


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "none.toml", {})
