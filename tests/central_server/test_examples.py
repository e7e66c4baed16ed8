"""The description's examples are what they are examples of."""

import json
from typing import Any

import pytest

from central_server.description import READ_BY_HAND
from central_server.examples import EXAMPLES
from tests.central_server.test_openapi_truth import PATHS

BY_NAME = {kind.__name__: kind for kind in READ_BY_HAND}


def test_every_body_has_an_example() -> None:
    said: list[dict[str, Any]] = [
        one["requestBody"] for path in PATHS.values() for one in path.values() if "requestBody" in one
    ]
    named = {
        body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for body in said
        if "application/json" in body["content"]
    }
    assert named == EXAMPLES.keys()
    assert BY_NAME.keys() == EXAMPLES.keys()


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_is_taken(name: str) -> None:
    BY_NAME[name].model_validate_json(json.dumps(EXAMPLES[name]), strict=True)
