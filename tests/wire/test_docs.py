"""The examples of docs/wire.md are true."""

import base64
import json
import re
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
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
from kiosk.wire.device_messages import HealthHeard, HealthReported, KeyHeld, KeyRolled, OrderDone, OrdersSaid
from kiosk.wire.messages import Answers, Batch, ClockProblem, Completeness, Health, Problem, Summary
from kiosk.wire.operator_messages import AlarmsSaid, DevicesTold, OrdersTold, OrderWanted
from kiosk.wire.signing import roll_proof

TEXT = (Path(__file__).parents[2] / "docs" / "wire.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)


def test_every_example_is_a_message_in_full() -> None:
    kinds: list[type[BaseModel]] = [Batch, Answers, Problem, Completeness, Summary, Health]
    kinds += [OtpWanted, OtpSaid, OtpTyped, OtpJudged]
    kinds += [Batch, HoldingAsked, HoldingFound, InsuranceAsked, InsuranceSaid, History]
    kinds += [CodeSaid, CodeKeys, Revocations, Revoke]
    kinds += [ClockProblem, RegistrantWanted, RegistrantTyped, RegistrantJudged, CheckpointWanted, Enrolled]
    kinds += [DeviceWanted, EnrolmentSaid, EnrolmentTyped, KeyRolled, KeyHeld]
    kinds += [HealthReported, HealthHeard, DevicesTold, AlarmsSaid, OrderWanted, OrdersTold, OrdersSaid, OrderDone]
    kinds += [SettingsSaid, SettingsWanted, StaffList, CheckpointTold]
    assert len(EXAMPLES) == len(kinds)
    for example, kind in zip(EXAMPLES, kinds, strict=True):
        kind.model_validate_json(example, strict=True)
        assert set(json.loads(example)) == set(kind.model_fields)


def test_the_proof_of_a_new_key_is_one() -> None:
    said = next(KeyRolled.model_validate_json(one) for one in EXAMPLES if '"proof"' in one)
    device = UUID("0197a5d2-0000-7000-8000-00000000c0de")
    public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(said.key + "="))
    public.verify(base64.urlsafe_b64decode(said.proof + "=="), roll_proof(device, said.key))


@pytest.mark.parametrize("batch", [example for example in EXAMPLES if '"events": [' in example])
def test_the_batches_can_be_sent(batch: str) -> None:
    read = read_batch(batch.encode())
    assert all(isinstance(one, Received) for one in read)
    for one, said in zip(read, json.loads(batch)["events"], strict=True):
        assert isinstance(one, Received)
        assert set(said) == set(type(one.event).model_fields), "every field is shown"
