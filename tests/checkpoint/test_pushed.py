"""What the centre sets applies, what it may not set stays, and one bad thing does not stop the rest."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kiosk import campaigns
from kiosk.admission import DeclarationMode, DirectionPolicy
from kiosk.checkpoint.pushed import NotTaken, Overlaid, overlaid
from kiosk.screens import Language
from kiosk.settings import Settings, load
from kiosk.wire.checkpoint_messages import PushedSettings, SlideSaid
from tests.local_store.opening import NOW, open_at

OWN = load(None, {}, ("gate.capacity=10", "devices.sources=serial:COM3", "centre.url=https://centre.example"))
TOML = (Path(campaigns.__file__).parent / "khai-bao-toan-dan.toml").read_text(encoding="utf-8")
SLIDE = SlideSaid(name="5K", sha256="0" * 64, size=10, kind="text")
EVERYTHING = PushedSettings(
    mode="desk",
    language="en",
    declarations="required",
    campaign=TOML,
    direction="in",
    capacity=400,
    notice="Mời đeo khẩu trang\nMời rửa tay",
    notice_en="Masks, please",
    next_step="Mời lên tầng 2",
    next_step_en="Please go to floor 2",
    hotlines=("1022", "1900 9095"),
    closes_at="18:30",
    slides=(SLIDE,),
)


def test_everything_that_can_be_set_is() -> None:
    laid = overlaid(OWN, EVERYTHING)
    assert laid.refused == ()
    assert set(laid.taken) == set(PushedSettings.model_fields)
    site, gate = laid.settings.site, laid.settings.gate
    assert laid.settings.display.mode == "desk"
    assert (site.language, gate.declarations) == (Language.EN, DeclarationMode.REQUIRED)
    assert (gate.direction, gate.capacity, gate.closes_at) == (DirectionPolicy.IN, 400, "18:30")
    assert (site.notice, site.notice_en) == ("Mời đeo khẩu trang\nMời rửa tay", "Masks, please")
    assert (site.next_step, site.next_step_en) == ("Mời lên tầng 2", "Please go to floor 2")
    assert site.hotlines == ("1022", "1900 9095")
    assert laid.campaign == campaigns.load("khai-bao-toan-dan")
    assert laid.slides == (SLIDE,)
    assert Settings.model_validate(laid.settings.model_dump()) == laid.settings


def test_what_only_the_kiosk_can_know_stays_its_own() -> None:
    laid = overlaid(OWN, EVERYTHING).settings
    assert (laid.devices, laid.centre, laid.store) == (OWN.devices, OWN.centre, OWN.store)
    assert laid.display == OWN.display.model_copy(update={"mode": "desk"})
    assert (laid.site.name, laid.site.gate, laid.site.code) == (OWN.site.name, OWN.site.gate, OWN.site.code)


def test_nothing_set_leaves_everything() -> None:
    assert overlaid(OWN, PushedSettings()) == Overlaid(OWN, None, None, (), ())


def test_no_slides_is_not_the_same_as_none_said() -> None:
    assert overlaid(OWN, PushedSettings(slides=())).slides == ()


@pytest.mark.parametrize(
    ("campaign", "says"),
    [
        ("id = ", "campaign:1"),
        (TOML.replace('kind = "yes_no"', 'kind = "maybe"', 1), "questions.1.kind"),
        (TOML.replace("holds_days = 1", "holds_days = -1"), "holds_days"),
    ],
)
def test_a_bad_campaign_is_named_by_its_line_and_the_rest_applies(campaign: str, says: str) -> None:
    laid = overlaid(OWN, PushedSettings(campaign=campaign, capacity=3))
    assert (laid.settings.gate.capacity, laid.campaign, laid.taken) == (3, None, ("capacity",))
    [refused] = laid.refused
    assert refused.key == "campaign"
    assert says in refused.why


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"hotlines": ("1022", "x" * 31)}, NotTaken("hotlines", "a hotline has 1 to 30 characters")),
        ({"hotlines": (" ",)}, NotTaken("hotlines", "a hotline has 1 to 30 characters")),
        ({"notice": "a\u202eb"}, NotTaken("notice", "it has characters that cannot be shown")),
        ({"next_step": "tầng\n2"}, NotTaken("next_step", "it has characters that cannot be shown")),
    ],
)
def test_what_cannot_be_shown_is_refused_and_the_kiosks_own_stays(said: dict[str, Any], refused: NotTaken) -> None:
    laid = overlaid(OWN, PushedSettings(language="en", **said))
    assert laid.refused == (refused,)
    assert laid.settings.site == OWN.site.model_copy(update={"language": Language.EN})


def test_letters_in_pieces_are_put_together() -> None:
    assert overlaid(OWN, PushedSettings(next_step="Mơ\u0300i va\u0300o")).settings.site.next_step == "Mời vào"


TEXT = st.text(max_size=60)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "notice": TEXT,
            "next_step": st.text(max_size=40),
            "hotlines": st.lists(st.text(max_size=40), max_size=4).map(tuple),
            "campaign": TEXT,
            "capacity": st.integers(1, 10**6),
            "closes_at": st.times().map(lambda time: f"{time:%H:%M}"),
        },
    )
)
def test_whatever_is_pushed_the_settings_are_settings(said: dict[str, Any]) -> None:
    laid = overlaid(OWN, PushedSettings(**said))
    assert {*laid.taken, *(one.key for one in laid.refused)} == said.keys()
    assert Settings.model_validate(laid.settings.model_dump()) == laid.settings


class TestKept:
    def test_it_holds_without_the_centre_and_after_a_restart(self, tmp_path: Path) -> None:
        with open_at(tmp_path) as store:
            assert store.pushed.kept() == (0, PushedSettings())
            store.pushed.keep(3, PushedSettings(capacity=1), NOW)
            store.pushed.keep(7, EVERYTHING, NOW)
        with open_at(tmp_path) as store:
            assert store.pushed.kept() == (7, EVERYTHING)

    def test_what_a_newer_program_kept_is_asked_for_anew(self, tmp_path: Path) -> None:
        with open_at(tmp_path) as store:
            store.pushed.keep(7, EVERYTHING, NOW)
            store.connection.execute("UPDATE pushed SET settings = json_set(settings, '$.mode', 'hologram')")
            assert store.pushed.kept() == (0, PushedSettings())


def test_the_bounds_of_the_wire_are_those_of_the_settings() -> None:
    for said in ({"capacity": 0}, {"closes_at": "25:00"}, {"notice": "x" * 161}, {"mode": "kiosk"}):
        with pytest.raises(ValidationError):
            PushedSettings.model_validate(said)
