"""Staying in step with the checkpoint: from a centre that is there or not, with time turned by hand."""

import logging

import pytest

from kiosk.errors import ServerUnreachable
from kiosk.wire.checkpoint_messages import PushedSettings
from kiosk.wire.faults import CentreRefused
from tests.checkpoint.kiosk_in_step import Kiosk, slide, somebody


@pytest.fixture
def kiosk() -> Kiosk:
    return Kiosk()


class TestSettings:
    def test_what_is_kept_counts_from_the_start_and_what_is_new_within_half_a_minute(self, kiosk: Kiosk) -> None:
        old, new = PushedSettings(notice="cũ"), PushedSettings(notice="mới")
        kiosk.pushed.keep_pushed(3, old)
        kiosk.centre.push(3, old)
        kiosk.refreshing.start()
        assert kiosk.set == [old]
        kiosk.centre.push(4, new)
        kiosk.background.pass_time(31)
        assert kiosk.set == [old, new]
        assert kiosk.pushed.pushed() == (4, new)
        kiosk.background.pass_time(600)
        assert kiosk.set == [old, new], "nothing is said where nothing has changed"

    def test_nothing_was_ever_set(self, kiosk: Kiosk) -> None:
        kiosk.refreshing.start()
        kiosk.background.pass_time(300)
        assert kiosk.set == []
        assert kiosk.asked("settings") == pytest.approx(11, abs=1)

    def test_a_lower_revision_is_another_checkpoint(self, kiosk: Kiosk) -> None:
        kiosk.pushed.keep_pushed(900, PushedSettings(notice="cũ"))
        kiosk.centre.push(5, PushedSettings(notice="nơi khác"))
        kiosk.refreshing.start()
        assert kiosk.set[-1] == PushedSettings(notice="nơi khác")
        assert kiosk.pushed.revision == 5

    def test_while_the_centre_is_away_it_is_asked_ever_more_rarely(
        self, kiosk: Kiosk, caplog: pytest.LogCaptureFixture
    ) -> None:
        kiosk.centre.fault = ServerUnreachable("nobody answers")
        with caplog.at_level(logging.INFO):
            kiosk.refreshing.start()
            kiosk.background.pass_time(86_400)
        assert kiosk.asked("settings") < 220
        assert [line.message for line in caplog.records].count(
            "what the centre sets cannot be asked for: nobody answers"
        ) == 1
        kiosk.centre.fault = None
        kiosk.centre.push(1, PushedSettings(mode="desk"))
        kiosk.background.pass_time(601)
        assert kiosk.set == [PushedSettings(mode="desk")]

    def test_an_older_centre_is_left_alone_quietly(self, kiosk: Kiosk, caplog: pytest.LogCaptureFixture) -> None:
        kiosk.centre.fault = CentreRefused("HTTP 404", 404, problem=True)
        with caplog.at_level(logging.DEBUG):
            kiosk.refreshing.start()
            kiosk.background.pass_time(86_400)
        assert kiosk.asked("settings") == pytest.approx(48, abs=2)
        assert caplog.records == []
        kiosk.centre.fault = None
        kiosk.centre.push(1, PushedSettings(mode="desk"))
        kiosk.background.pass_time(2_000)
        assert kiosk.set == [PushedSettings(mode="desk")]

    def test_what_cannot_be_kept_is_not_in_force_and_asked_for_again(
        self, kiosk: Kiosk, caplog: pytest.LogCaptureFixture
    ) -> None:
        kiosk.pushed.broken = True
        kiosk.centre.push(1, PushedSettings(mode="desk"))
        kiosk.refreshing.start()
        assert kiosk.set == []
        assert [line.levelname for line in caplog.records] == ["ERROR"]
        kiosk.pushed.broken = False
        kiosk.background.pass_time(10)
        assert kiosk.set == [PushedSettings(mode="desk")]
        caplog.clear()


class TestSlides:
    def test_they_come_after_what_is_set_and_once(self, kiosk: Kiosk) -> None:
        shown = (slide("a", b"one"), slide("b", b"two"), slide("c", b"one"))
        kiosk.centre.push(1, PushedSettings(slides=shown), b"one", b"two")
        kiosk.refreshing.start()
        assert kiosk.set == [PushedSettings(slides=shown)]
        assert sorted(kiosk.shelf.kept.values()) == [b"one", b"two"]
        assert kiosk.slide_changes == 2
        kiosk.background.pass_time(600)
        assert kiosk.asked("slide") == 2

    def test_what_is_wanting_from_before_is_fetched(self, kiosk: Kiosk) -> None:
        kiosk.pushed.keep_pushed(1, PushedSettings(slides=(slide("a", b"one"),)))
        kiosk.centre.push(1, PushedSettings(slides=(slide("a", b"one"),)), b"one")
        kiosk.refreshing.start()
        assert list(kiosk.shelf.kept.values()) == [b"one"]

    def test_other_bytes_are_not_kept(self, kiosk: Kiosk) -> None:
        shown = slide("a", b"one"), slide("b", b"two")
        kiosk.centre.push(1, PushedSettings(slides=shown), b"two")
        kiosk.centre.slides[shown[0].sha256] = b"six"
        kiosk.refreshing.start()
        assert list(kiosk.shelf.kept.values()) == [b"two"], "and the others come all the same"

    def test_one_that_does_not_come_is_asked_for_ever_more_rarely(self, kiosk: Kiosk) -> None:
        kiosk.centre.push(1, PushedSettings(slides=(slide("a", b"one"),)))
        kiosk.refreshing.start()
        kiosk.background.pass_time(86_400)
        assert kiosk.asked("slide") < 40
        kiosk.centre.push(1, PushedSettings(slides=(slide("a", b"one"),)), b"one")
        kiosk.background.pass_time(3_700)
        assert list(kiosk.shelf.kept.values()) == [b"one"]

    def test_a_shelf_that_is_gone_holds_up_nothing(self, kiosk: Kiosk, caplog: pytest.LogCaptureFixture) -> None:
        kiosk.shelf.broken = True
        kiosk.centre.push(1, PushedSettings(mode="desk", slides=(slide("a", b"one"),)), b"one")
        kiosk.refreshing.start()
        assert [said.mode for said in kiosk.set] == ["desk"]
        assert [line.levelname for line in caplog.records] == ["ERROR"]
        caplog.clear()


class TestStaff:
    def test_who_was_changed_here_is_told_at_once(self, kiosk: Kiosk) -> None:
        kiosk.refreshing.start()
        assert kiosk.staff_changes == 1
        kiosk.people.waiting.append(somebody(1))
        kiosk.refreshing.staff_changed()
        assert kiosk.centre.people == {somebody(1).id: somebody(1)}
        assert (kiosk.people.waiting, kiosk.people.known, kiosk.staff_changes) == ([], (somebody(1),), 2)

    def test_who_was_changed_elsewhere_is_heard_of_within_a_minute(self, kiosk: Kiosk) -> None:
        kiosk.refreshing.start()
        kiosk.centre.people[somebody(2).id] = somebody(2)
        kiosk.background.pass_time(61)
        assert (kiosk.people.known, kiosk.staff_changes) == ((somebody(2),), 2)
        kiosk.background.pass_time(600)
        assert kiosk.staff_changes == 2

    def test_what_is_changed_while_the_centre_is_asked_is_told_right_after(self, kiosk: Kiosk) -> None:
        def meanwhile() -> None:
            kiosk.people.waiting.append(somebody(2))
            kiosk.refreshing.staff_changed()

        kiosk.people.waiting.append(somebody(1))
        kiosk.centre.meanwhile.append(meanwhile)
        kiosk.refreshing.start()
        kiosk.background.pass_time(0)
        assert set(kiosk.centre.people) == {somebody(1).id, somebody(2).id}
        assert kiosk.people.waiting == []

    def test_nobody_is_told_before_it_is_known_whose_staff_the_centre_means(self, kiosk: Kiosk) -> None:
        kiosk.people.waiting.append(somebody(1))
        kiosk.people.left = True  # what it hears says that this is another checkpoint
        kiosk.refreshing.start()
        assert (kiosk.people.waiting, kiosk.centre.people) == ([], {})

    def test_whatever_became_of_what_was_told_is_looked_at(self, kiosk: Kiosk) -> None:
        kiosk.centre.people[somebody(1).id] = somebody(1, minutes=1)
        kiosk.refreshing.start()
        kiosk.people.waiting.append(somebody(1))
        kiosk.refreshing.staff_changed()
        assert kiosk.staff_changes == 2, "the centre says the same as before, and did not take it"

    def test_nothing_is_lost_while_the_centre_is_away(self, kiosk: Kiosk) -> None:
        kiosk.centre.fault = ServerUnreachable("nobody answers")
        kiosk.refreshing.start()
        kiosk.people.waiting.append(somebody(1))
        kiosk.refreshing.staff_changed()
        kiosk.background.pass_time(3_600)
        assert kiosk.people.waiting == [somebody(1)]
        kiosk.centre.fault = None
        kiosk.background.pass_time(601)
        assert kiosk.people.waiting == []
        assert kiosk.centre.people == {somebody(1).id: somebody(1)}
