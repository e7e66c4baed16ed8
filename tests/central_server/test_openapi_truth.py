"""What docs/openapi.json promises is what the centre does: made-up requests, good and bad, against every operation."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from central_server.app import create_app
from central_server.citizen_codes import CodeTerms
from central_server.otp.desk import OtpOptions
from central_server.sealing import sealing_for
from central_server.store.engine import open_engine
from central_server.store.schema import bring_up_to_date

TOKEN = "synthetic-token-0001"
DOCS = Path(__file__).parents[2] / "docs"
METHODS = ("get", "put", "post", "delete", "patch")
PATHS = json.loads((DOCS / "openapi.json").read_text(encoding="utf-8"))["paths"]
OPERATIONS = [(method, path) for path in sorted(PATHS) for method in METHODS if method in PATHS[path]]
EXAMPLES = 25  # of each kind for each operation
MORE_THAN_A_SCHEMA = {  # what a form keeps to that JSON Schema cannot say: such a request is answered 422
    "PUT /v1/checkpoints/{code}/settings": "a campaign is a text with rules of its own; letters must be printable",
    "POST /v1/checkpoints/{code}/staff": "a PIN's hash has a cost; letters must be printable",
    "POST /v1/devices/{device}/staff": "the same",
    "POST /v1/citizen-codes/{code}/revocation": "a reason must be printable",
    "POST /v1/devices/{device}/citizen-codes": "a declaration's times and places contradict one another",
    "POST /v1/enrolments": "a gate's name must be printable",
    "POST /v1/devices/{device}/holdings": "no number holds a NUL character",
    "POST /v1/devices/{device}/report": "a whole number is written without a point",
    "POST /v1/devices/{device}/orders/{order}/outcome": "the same",
}
ONE_BY_ONE = "POST /v1/devices/{device}/events"  # a bad event is refused in a 200 that answers for each by itself
CONFIG = SchemathesisConfig.from_dict(
    {
        "operations": [
            {"include-name": name, "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "4xx"]}}}
            for name in MORE_THAN_A_SCHEMA
        ]
        + [
            {
                "include-name": ONE_BY_ONE,
                "checks": {"negative_data_rejection": {"expected-statuses": ["200", "4xx"]}},
            }
        ]
    }
)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    engine = open_engine(str(tmp_path_factory.mktemp("centre") / "centre.sqlite"))
    bring_up_to_date(engine)
    terms = CodeTerms(sealing_for(engine.url, None), "https://centre.example")
    app = create_app(engine, TOKEN, OtpOptions(), terms)
    yield schemathesis.openapi.from_asgi("/v1/openapi.json", app, config=CONFIG)
    engine.dispose()


def can_be_wrong(method: str, path: str) -> bool:
    return bool(PATHS[path][method].get("parameters") or PATHS[path][method].get("requestBody"))


GOOD = [(method, path, GenerationMode.POSITIVE) for method, path in OPERATIONS]
BAD = [(method, path, GenerationMode.NEGATIVE) for method, path in OPERATIONS if can_be_wrong(method, path)]


@pytest.mark.parametrize(
    ("method", "path", "mode"), GOOD + BAD, ids=[f"{mode.value} {method} {path}" for method, path, mode in GOOD + BAD]
)
def test_every_operation_keeps_to_its_description(
    schema: schemathesis.BaseSchema, method: str, path: str, mode: GenerationMode
) -> None:
    operation = schema[path][method.upper()]

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def keeps(case: "schemathesis.Case[Any]") -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"})

    keeps()
