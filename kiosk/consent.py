"""The words somebody agrees to before anything is kept, and how it is proved which words they were."""

import hashlib
import unicodedata

from kiosk.questionnaire import Campaign


def consent_words(campaign: Campaign, language: str) -> tuple[str, ...]:
    """What somebody agrees to, line by line, in the language shown: basis, purpose, who, how long, rights, truth."""
    consent = campaign.consent
    if language == "en":
        how_long = f"{consent.days} days after your last check-out, then deleted."
    else:
        how_long = f"{consent.days} ngày kể từ lần ra về cuối cùng, sau đó tự xóa."
    before, after = (consent.legal_basis, consent.purpose, consent.who), (consent.rights, consent.truth)
    return (*(one.text(language) for one in before), how_long, *(one.text(language) for one in after))


def consent_hash(campaign: Campaign, language: str) -> str:
    """SHA-256, as hex, of the consent's words and version; the same words in another version are another text."""
    lines = (campaign.consent.version, *consent_words(campaign, language))
    return hashlib.sha256(unicodedata.normalize("NFC", "\n".join(lines)).encode()).hexdigest()
