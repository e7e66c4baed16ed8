"""The centre, of this very kiosk: kiosk.checkpoint.device_ports.DeviceCentre over HTTP."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from kiosk.wire.client import CentreClient, Signer
from kiosk.wire.device_messages import HealthHeard, HealthReported, KeyHeld, KeyRolled, OrderDone, OrdersSaid
from kiosk.wire.faults import CentreRefused
from kiosk.wire.messages import Health, Message
from kiosk.wire.signing import DeviceKeys, SigningKey, roll_proof, unpadded

ASK_SECONDS = 6.0


def _utc_now() -> datetime:
    return datetime.now(UTC)


class DeviceClient:
    """Asks the centre at ``url`` for ``device``, with the key that counts. Used by one thread at a time.

    Every method raises CentreUnreachable or CentreRefused.
    """

    def __init__(
        self,
        url: str,
        device: UUID,
        keys: DeviceKeys,
        authorities: Path | None = None,
        *,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._client = CentreClient(url, device, key=keys.current, authorities=authorities, now=now)
        self._device = device
        self._here = f"/v1/devices/{device}"

    def report(self, health: HealthReported) -> HealthHeard:
        """Say how this kiosk is; hear how many orders wait for it."""
        return self._client.ask("POST", f"{self._here}/report", HealthHeard, _body(health), within=ASK_SECONDS)

    def orders(self) -> OrdersSaid:
        """What is to be done here; a kiosk that was revoked is told too."""
        return self._client.ask("GET", f"{self._here}/orders", OrdersSaid, within=ASK_SECONDS)

    def done(self, order: UUID, outcome: OrderDone) -> None:
        """Say what became of an order. May be said again."""
        path = f"{self._here}/orders/{order}/outcome"
        self._client.ask("POST", path, OrdersSaid, _body(outcome), within=ASK_SECONDS)

    def roll(self, key: SigningKey) -> None:
        """Let another key count instead of the current one. kiosk.wire.rolling does it whatever gets lost."""
        proof = unpadded(key.sign(roll_proof(self._device, key.public_text)))
        said = KeyRolled(key=key.public_text, proof=proof)
        self._client.ask("POST", f"{self._here}/key", KeyHeld, _body(said), within=ASK_SECONDS)

    def lets_in(self) -> bool:
        """Whether this kiosk is still let in: False where it was revoked."""
        try:
            self._client.health()
        except CentreRefused as fault:
            if fault.revoked:
                return False
            raise
        return True

    def knows(self, key: SigningKey) -> bool:
        """Whether requests that this key signed are taken as this kiosk's, revoked or not."""
        signer = Signer(self._device, key)
        try:
            self._client.ask("GET", f"{self._here}/health", Health, within=ASK_SECONDS, signer=signer)
        except CentreRefused as fault:
            if fault.problem and fault.status == 401:
                return False
            if not fault.revoked:
                raise
        return True

    def close(self) -> None:
        """Let go of the connection; the next question makes another."""
        self._client.close()


def _body(message: Message) -> bytes:
    return message.model_dump_json().encode()
