"""Whoever guesses waits, from one network and from many; nobody elsewhere keeps an officer out where they work."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from central_server.store import officer_changes as changes
from central_server.store.engine import transaction
from tests.central_server.officing import PASSWORD, Bureau

NAME = "Lê Thị Thử"
AT_WORK = "198.51.100.7"


def test_somebody_elsewhere_keeps_nobody_out(bureau: Bureau) -> None:
    bureau.signed_in(address=AT_WORK)
    stranger = bureau.browser()
    stranger.get("/office/sign-in")
    refused, seen = 0, []
    for minute in range(40):
        bureau.clock.forward(seconds=61)
        stranger.move(f"203.0.{minute % 20}.9")
        seen.append(stranger.post("/office/sign-in", name=NAME, password="sai mật khẩu rồi").status_code)
        if minute % 10 == 9:
            own = bureau.browser(AT_WORK)
            own.get("/office/sign-in")
            refused += own.post("/office/sign-in", name=NAME, password=PASSWORD).status_code == 429
    assert refused == 0, "where one has signed in before, others' tries elsewhere count for nothing"
    assert 429 in seen, "and they wait all the same, however many networks they have"


def test_many_networks_together_wait_for_known_and_unknown_names_alike(bureau: Bureau) -> None:
    bureau.officer()
    seen: dict[str, list[int]] = {}
    for name in (NAME, "Không Có Ai"):
        for number in range(changes.ANYWHERE.free + 2):
            browser = bureau.browser(f"203.0.{number}.9")
            browser.get("/office/sign-in")
            reply = browser.post("/office/sign-in", name=name, password="sai mật khẩu rồi")
            seen.setdefault(name, []).append(reply.status_code)
    assert seen[NAME] == seen["Không Có Ai"] == [403] * changes.ANYWHERE.free + [429] * 2


def test_tries_that_come_together_while_others_are_forgotten_are_all_counted(bureau: Bureau) -> None:
    now, here, anywhere = bureau.clock.now, b"here", b"anywhere"

    def count(number: int) -> timedelta | None:
        with transaction(bureau.engine) as connection:
            if number % 2:
                changes.forget_tries(connection, here, anywhere)
                return None
            return changes.count_try(connection, here, anywhere, now)

    with ThreadPoolExecutor(6) as pool:
        waits = [one for one in pool.map(count, range(80)) if one is not None]
    assert len(waits) == 40


def test_one_sees_when_and_from_where_one_signed_in_and_enrolled(bureau: Bureau) -> None:
    browser = bureau.signed_in(address="203.0.113.9")
    assert "203.0.113.0/24" in browser.get("/office/me").text
    assert "Đăng nhập" in browser.text
