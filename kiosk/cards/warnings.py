"""Every word a card can be read with: why it could not be read, or what about it is doubtful."""

from enum import StrEnum


class CardWarning(StrEnum):
    """A warning and its meaning. A card with warnings is still a card, unless its kind is ``unreadable``.

    >>> CardWarning.TOO_LONG, CardWarning.TOO_LONG.meaning
    (<CardWarning.TOO_LONG: 'too_long'>, 'more text than any code can hold')
    """

    meaning: str

    def __new__(cls, word: str, meaning: str) -> "CardWarning":
        """Make the member that equals ``word``."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.meaning = meaning
        return member

    # why nothing could be read
    EMPTY = "empty", "nothing but blanks and control characters"
    TOO_LONG = "too_long", "more text than any code can hold"
    TWO_CODES = "two_codes", "two codes run together into one text"
    WEDGE_DAMAGE = "wedge_damage", "an input method on this computer has changed what the scanner typed"
    CCCD_TRUNCATED = "cccd_truncated", "a citizen card's text that ends too early"
    CCCD_DAMAGED = "cccd_damaged", "starts as a citizen card, and neither birth date nor sex stands in its place"
    CITIZEN_NUMBER_WRONG_LENGTH = "citizen_number_wrong_length", "a citizen number without its 12 digits"
    CITIZEN_NUMBER_MALFORMED = "citizen_number_malformed", "a citizen number that is not made of digits"
    BHYT_TRUNCATED = "bhyt_truncated", "an insurance card's text that ends too early"
    INSURANCE_NUMBER_WRONG_LENGTH = "insurance_number_wrong_length", "an insurance number without its 15 characters"
    INSURANCE_NUMBER_MALFORMED = "insurance_number_malformed", "not an insurance number, where one should stand"
    PERSONAL_QR_TRUNCATED = "personal_qr_truncated", "a national personal QR that ends too early"
    CITIZEN_CODE_DAMAGED = "citizen_code_damaged", "a citizen code of ours that is not whole"
    KBYT_TRUNCATED = "kbyt_truncated", "a kbyt declaration's address without a whole id"
    NUMBER_WRONG_LENGTH = "number_wrong_length", "digits, but as many as no known number has"
    PHONE_OLD_11_DIGITS = "phone_old_11_digits", "a mobile number of before 2018"
    PHONE_LANDLINE = "phone_landline", "a fixed line, which gets no messages"
    PHONE_NOT_MOBILE = "phone_not_mobile", "a phone number, but no mobile one"
    PHONE_WRONG_LENGTH = "phone_wrong_length", "a mobile number with too few or too many digits"
    PHONE_FOREIGN = "phone_foreign", "a phone number of another country"

    # what is missing, damaged or out of place
    FIELDS_SWAPPED = "fields_swapped", "two neighbouring fields have changed places"
    FIELD_COUNT_UNEXPECTED = "field_count_unexpected", "more or fewer fields than this card has"
    HIDDEN_CHARACTERS = "hidden_characters", "invisible or control characters were taken out of a name or address"
    NAME_MISSING = "name_missing", "no name"
    NAME_UNREADABLE = "name_unreadable", "a name that cannot be decoded"
    NAME_SUSPICIOUS = "name_suspicious", "a name with characters that names do not have"
    ADDRESS_UNREADABLE = "address_unreadable", "an address that cannot be decoded"
    BIRTH_MISSING = "birth_missing", "no birth date"
    BIRTH_UNREADABLE = "birth_unreadable", "a birth date in no known form"
    BIRTH_IMPOSSIBLE = "birth_impossible", "a birth date that no calendar has"
    BIRTH_IN_FUTURE = "birth_in_future", "born after today"
    SEX_UNKNOWN = "sex_unknown", "the sex is missing or in no known form"
    ISSUE_DATE_MISSING = "issue_date_missing", "no date of issue"
    ISSUE_DATE_UNREADABLE = "issue_date_unreadable", "a date of issue in no known form"
    ISSUE_DATE_IMPOSSIBLE = "issue_date_impossible", "a date of issue that no calendar has"
    ISSUE_DATE_IN_FUTURE = "issue_date_in_future", "issued after today"
    ISSUED_BEFORE_BIRTH = "issued_before_birth", "issued to somebody not yet born"
    DOCUMENT_MISSING = "document_missing", "declared by the person, but without a document number"
    DOCUMENT_UNKNOWN = "document_unknown", "a document number in no known form"
    OLD_NUMBER_MALFORMED = "old_number_malformed", "the old identity number has not 9 digits"
    QID_MALFORMED = "qid_malformed", "the national platform's user id is missing or in no known form"
    DECLARATION_TYPE_UNKNOWN = "declaration_type_unknown", "neither declared by the person nor by somebody else"
    FACILITY_UNREADABLE = "facility_unreadable", "the health facility's code is in no known form"
    FACILITY_PROVINCE_UNKNOWN = "facility_province_unknown", "the health facility's code names no province"
    VALIDITY_UNREADABLE = "validity_unreadable", "a date of validity in no known form, or impossible"

    # what contradicts itself, or today
    PROVINCE_UNKNOWN = "province_unknown", "the number names no province or country of registration"
    CENTURY_IMPLAUSIBLE = "century_implausible", "the citizen number says born in 2100 or later"
    SEX_CONTRADICTS_NUMBER = "sex_contradicts_number", "the citizen number says the other sex"
    BIRTH_CONTRADICTS_NUMBER = "birth_contradicts_number", "the citizen number says another year of birth"
    OBJECT_GROUP_UNKNOWN = "object_group_unknown", "no known group of insured people"
    BENEFIT_LEVEL_UNKNOWN = "benefit_level_unknown", "a benefit level other than 1 to 5"
    BENEFIT_LEVEL_UNUSUAL = "benefit_level_unusual", "a benefit level this group of insured people does not have"
    VALIDITY_CONTRADICTION = "validity_contradiction", "valid until a day before it begins"
    INSURANCE_EXPIRED = "insurance_expired", "the insurance card's last day is past"
    INSURANCE_NOT_YET_VALID = "insurance_not_yet_valid", "the insurance card's first day is to come"
    PHONE_PREFIX_UNKNOWN = "phone_prefix_unknown", "a mobile prefix that no operator is known for"
    CERTIFICATE_DAMAGED = "certificate_damaged", "a health certificate whose text cannot be whole"
    CERTIFICATE_EMPTY = "certificate_empty", "a health certificate of no vaccination, test or recovery"
    PAYMENT_DAMAGED = "payment_damaged", "a payment code whose parts do not add up"
    PAYMENT_CRC_WRONG = "payment_crc_wrong", "a payment code whose checksum is wrong"


MEANINGS: dict[str, str] = {str(warning): warning.meaning for warning in CardWarning}
"""What each warning word means."""
