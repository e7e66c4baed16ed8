"""Texts made of fields between upright bars, as most Vietnamese cards are."""


def fields(text: str) -> list[str]:
    """Split a text into its fields, without the blanks around them.

    >>> fields("001090000001||Nguyễn Văn Thử ")
    ['001090000001', '', 'Nguyễn Văn Thử']
    """
    return [field.strip() for field in text.split("|")]
