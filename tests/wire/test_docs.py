"""The examples of docs/wire.md are true."""

import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from central_server.reading import Received, read_batch
from kiosk.wire.checkpoint_messages import (
    CheckpointTold,
    CheckpointWanted,
    DeviceWanted,
    Enrolled,
    EnrolmentSaid,
    EnrolmentTyped,
    RegistrantJudged,
    RegistrantTyped,
    RegistrantWanted,
    SettingsSaid,
    SettingsWanted,
    StaffList,
)
from kiosk.wire.desk_messages import (
    CodeKeys,
    CodeSaid,
    History,
    HoldingAsked,
    HoldingFound,
    InsuranceAsked,
    InsuranceSaid,
    OtpJudged,
    OtpSaid,
    OtpTyped,
    OtpWanted,
    Revocations,
    Revoke,
)
from kiosk.wire.messages import Answers, Batch, Completeness, Health, Problem, Summary

TEXT = (Path(__file__).parents[2] / "docs" / "wire.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)


def test_every_example_is_a_message_in_full() -> None:
    kinds: list[type[BaseModel]] = [Batch, Answers, Problem, Completeness, Summary, Health]
    kinds += [OtpWanted, OtpSaid, OtpTyped, OtpJudged]
    kinds += [Batch, HoldingAsked, HoldingFound, InsuranceAsked, InsuranceSaid, History]
    kinds += [CodeSaid, CodeKeys, Revocations, Revoke]
    kinds += [RegistrantWanted, RegistrantTyped, RegistrantJudged, CheckpointWanted, Enrolled]
    kinds += [DeviceWanted, EnrolmentSaid, EnrolmentTyped, SettingsSaid, SettingsWanted, StaffList, CheckpointTold]
    assert len(EXAMPLES) == len(kinds)
    for example, kind in zip(EXAMPLES, kinds, strict=True):
        kind.model_validate_json(example, strict=True)
        assert set(json.loads(example)) == set(kind.model_fields)


@pytest.mark.parametrize("batch", [example for example in EXAMPLES if '"events": [' in example])
def test_the_batches_can_be_sent(batch: str) -> None:
    read = read_batch(batch.encode())
    assert all(isinstance(one, Received) for one in read)
    for one, said in zip(read, json.loads(batch)["events"], strict=True):
        assert isinstance(one, Received)
        assert set(said) == set(type(one.event).model_fields), "every field is shown"
