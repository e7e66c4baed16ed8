"""Whether time tells who has declared: ``python tests/benchmarks/bench_otp.py --rounds 400``.

A number on which a family has declared and one that nobody knows are asked for and guessed at in turns, over HTTP,
against a real centre. Below the difference of the medians stands what the same number differs by from itself: the
noise that any other difference is to be held against.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path
from statistics import median
from uuid import uuid4, uuid5

import requests

from central_server.app import create_app
from central_server.otp.budgets import Budgets
from central_server.otp.desk import OtpOptions
from central_server.store.engine import open_engine
from central_server.store.schema import bring_up_to_date
from tests.central_server.declaring import declaration, taken
from tests.central_server.otp_desk import SPACE, TOKEN, Gateway, not_it
from tests.central_server.running import CentreHere
from tests.wire.saying import person

KNOWN, KNOWN_TOO, UNKNOWN = "+84900000001", "+84910000001", "+84920000002"
FAMILY = 20
STRANGERS = 2_000
UNBOUNDED = Budgets(10**6, 10**6, 10**6, 10**6, 10**6)
Times = dict[tuple[str, str], list[float]]


def main() -> None:
    """Print medians in milliseconds."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=200)
    rounds = arguments.parse_args().rounds
    times: Times = {}
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(str(Path(folder) / "centre.sqlite"))
        bring_up_to_date(engine)
        events = [
            declaration(
                index,
                person=person(index),
                phone=KNOWN if index <= FAMILY else KNOWN_TOO if index <= 2 * FAMILY else f"+8493{index:07d}",
            )
            for index in range(1, STRANGERS + 1)
        ]
        for start in range(0, len(events), 500):
            taken(engine, *events[start : start + 500])
        gateway = Gateway()
        app = create_app(engine, TOKEN, OtpOptions(gateway, UNBOUNDED))
        with CentreHere("", token=TOKEN, app=app) as centre, requests.Session() as session:
            session.headers["Authorization"] = f"Bearer {TOKEN}"
            for index in range(rounds):
                for phone in (KNOWN, UNKNOWN, KNOWN_TOO) if index % 2 else (KNOWN_TOO, UNKNOWN, KNOWN):
                    _ask(session, f"{centre.url}/v1/devices/{uuid5(SPACE, str(index))}", phone, gateway, times)
    print(f"{'':24}{'known':>10}{'unknown':>10}{'difference':>12}{'known and known':>17}")
    for what in ("wish for a code", "wrong code"):
        known, unknown, too = (median(times[what, phone]) * 1000 for phone in (KNOWN, UNKNOWN, KNOWN_TOO))
        print(f"{what:24}{known:8.2f}ms{unknown:8.2f}ms{known - unknown:+10.2f}ms{known - too:+15.2f}ms")


def _ask(session: requests.Session, device: str, phone: str, gateway: Gateway, times: Times) -> None:
    request = uuid4()
    body = json.dumps({"request": str(request), "phone": phone})
    began = time.perf_counter()
    said = session.post(f"{device}/otp", data=body, timeout=10).json()["outcome"]
    times.setdefault(("wish for a code", phone), []).append(time.perf_counter() - began)
    if said != "sent":
        raise SystemExit(f"the centre said {said}")
    guess = json.dumps({"code": not_it(gateway.code)})
    began = time.perf_counter()
    judged = session.post(f"{device}/otp/{request}/tries", data=guess, timeout=10).json()["outcome"]
    times.setdefault(("wrong code", phone), []).append(time.perf_counter() - began)
    if judged != "wrong":
        raise SystemExit(f"the centre said {judged}")


if __name__ == "__main__":
    main()
