"""The description's examples are what they are examples of."""

import json
from typing import Any

import pytest
from pydantic import BaseModel

from central_server.description import READ_BY_HAND
from central_server.examples import EXAMPLES
from central_server.reply_examples import REPLIES
from kiosk.wire.messages import Reply
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


def replies() -> dict[str, type[BaseModel]]:
    """Every kind of reply there is, by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting = list(Reply.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found[kind.__name__] = kind
    return found


def test_every_reply_has_an_example() -> None:
    answers = [answer for path in PATHS.values() for one in path.values() for answer in one["responses"].items()]
    named = {
        said["schema"]["$ref"].rpartition("/")[2]
        for status, answer in answers
        if status.startswith("2")
        for said in answer.get("content", {}).values()
        if "$ref" in said.get("schema", {})
    }
    assert named | {"Problem"} == REPLIES.keys()


@pytest.mark.parametrize("name", sorted(REPLIES))
def test_an_example_of_a_reply_is_one(name: str) -> None:
    kind = replies()[name]
    said = kind.model_validate_json(json.dumps(REPLIES[name]), strict=True)
    assert set(REPLIES[name]) <= set(said.model_dump()), "nothing is said that nobody knows"
