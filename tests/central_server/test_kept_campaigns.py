from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from central_server.store.engine import transaction
from central_server.store.kept_campaigns import KeptCampaign, VersionTaken, find, keep, latest, versions
from tests.central_server.placing import NOW

OFFICER = UUID("0197a5d2-0000-7000-8000-0000000000f2")


def campaign(version: str, toml: str = "text", days: int = 0) -> KeptCampaign:
    return KeptCampaign("khai-bao", version, toml, OFFICER, NOW + timedelta(days=days))


def test_every_version_is_kept_and_none_is_changed(engine: Engine) -> None:
    with transaction(engine) as connection:
        keep(connection, campaign("1"))
        keep(connection, campaign("2", "other", days=1))
        keep(connection, campaign("1"))
        with pytest.raises(VersionTaken):
            keep(connection, campaign("1", "another text"))
        assert [one.version for one in versions(connection, "khai-bao")] == ["2", "1"]
        assert [one.version for one in latest(connection)] == ["2"]
        assert find(connection, "khai-bao", "1") == campaign("1")
        assert find(connection, "khai-bao", "3") is None
