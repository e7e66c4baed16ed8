"""For how long people were told that their data are kept: the days in the words that they agreed to.

Which words those were, a consent's hash says; campaigns that are shipped and every version that officers wrote are
known by it. Whoever agreed to words that nobody here knows was promised no more than the shipped ones promise.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from sqlalchemy import Connection, select

from central_server.store.assessment_tables import kept_campaigns
from kiosk import campaigns
from kiosk.campaigns.reading import read
from kiosk.consent import consent_hash
from kiosk.errors import SettingsError
from kiosk.questionnaire import Campaign

LANGUAGES = ("vi", "en")


def promises(connection: Connection) -> Mapping[str, int]:
    """Days, by the hash of the words that name them."""
    found = dict(_shipped())
    for text in connection.execute(select(kept_campaigns.c.toml)).scalars():
        found |= _promised(text)
    return found


def usual() -> int:
    """What is promised where nobody knows the words any more: the least that a shipped campaign promises."""
    return min(_shipped().values())


@cache
def _shipped() -> Mapping[str, int]:
    found: dict[str, int] = {}
    for name in campaigns.shipped():
        campaign = campaigns.load(name)
        found |= _of(campaign) if campaign else {}
    return found


@lru_cache(maxsize=256)
def _promised(text: str) -> Mapping[str, int]:
    try:
        return _of(read(text.replace("\r\n", "\n"), "campaign"))
    except SettingsError:  # written before a rule of campaigns was made; the usual term holds for it
        return {}


def _of(campaign: Campaign) -> Mapping[str, int]:
    return {consent_hash(campaign, language): campaign.consent.days for language in LANGUAGES}
