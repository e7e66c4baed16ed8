"""The countries somebody can be a national of: ISO 3166-1, all of it, with accent-free search.

Code, Vietnamese name and, where it is another, the English name after ``=``. Sources: the codes of ISO 3166-1; names as
Vietnamese authorities and newspapers write them today.
"""

from dataclasses import dataclass
from functools import cache

from kiosk.people import folded
from kiosk.vietnamese import alphabetical

HOME = "VN"

_ALL = """
AD Andorra; AE Các Tiểu vương quốc Ả Rập Thống nhất = United Arab Emirates; AF Afghanistan;
AG Antigua và Barbuda = Antigua and Barbuda; AI Anguilla; AL Albania; AM Armenia; AO Angola;
AQ Châu Nam Cực = Antarctica; AR Argentina; AS Samoa thuộc Mỹ = American Samoa; AT Áo = Austria; AU Úc = Australia;
AW Aruba; AX Quần đảo Åland = Åland Islands; AZ Azerbaijan; BA Bosnia và Herzegovina = Bosnia and Herzegovina;
BB Barbados; BD Bangladesh; BE Bỉ = Belgium; BF Burkina Faso; BG Bulgaria; BH Bahrain; BI Burundi; BJ Benin;
BL Saint Barthélemy; BM Bermuda; BN Brunei; BO Bolivia; BQ Caribe thuộc Hà Lan = Bonaire, Sint Eustatius and Saba;
BR Brazil; BS Bahamas; BT Bhutan; BV Đảo Bouvet = Bouvet Island; BW Botswana; BY Belarus; BZ Belize; CA Canada;
CC Quần đảo Cocos = Cocos (Keeling) Islands; CD Cộng hòa Dân chủ Congo = Congo (Democratic Republic);
CF Cộng hòa Trung Phi = Central African Republic; CG Cộng hòa Congo = Congo; CH Thụy Sĩ = Switzerland;
CI Bờ Biển Ngà = Côte d'Ivoire; CK Quần đảo Cook = Cook Islands; CL Chile; CM Cameroon; CN Trung Quốc = China;
CO Colombia; CR Costa Rica; CU Cuba; CV Cabo Verde; CW Curaçao; CX Đảo Christmas = Christmas Island;
CY Síp = Cyprus; CZ Séc = Czechia; DE Đức = Germany; DJ Djibouti; DK Đan Mạch = Denmark; DM Dominica;
DO Cộng hòa Dominica = Dominican Republic; DZ Algeria; EC Ecuador; EE Estonia; EG Ai Cập = Egypt;
EH Tây Sahara = Western Sahara; ER Eritrea; ES Tây Ban Nha = Spain; ET Ethiopia; FI Phần Lan = Finland; FJ Fiji;
FK Quần đảo Falkland = Falkland Islands; FM Micronesia; FO Quần đảo Faroe = Faroe Islands; FR Pháp = France; GA Gabon;
GB Vương quốc Anh = United Kingdom; GD Grenada; GE Gruzia = Georgia; GF Guyane thuộc Pháp = French Guiana;
GG Guernsey; GH Ghana; GI Gibraltar; GL Greenland; GM Gambia; GN Guinea; GP Guadeloupe;
GQ Guinea Xích Đạo = Equatorial Guinea; GR Hy Lạp = Greece;
GS Nam Georgia và Quần đảo Nam Sandwich = South Georgia and the South Sandwich Islands; GT Guatemala; GU Guam;
GW Guinea-Bissau; GY Guyana; HK Hồng Kông (Trung Quốc) = Hong Kong (China);
HM Đảo Heard và Quần đảo McDonald = Heard Island and McDonald Islands; HN Honduras; HR Croatia; HT Haiti;
HU Hungary; ID Indonesia; IE Ireland; IL Israel; IM Đảo Man = Isle of Man; IN Ấn Độ = India;
IO Lãnh thổ Ấn Độ Dương thuộc Anh = British Indian Ocean Territory; IQ Iraq; IR Iran; IS Iceland; IT Ý = Italy;
JE Jersey; JM Jamaica; JO Jordan; JP Nhật Bản = Japan; KE Kenya; KG Kyrgyzstan; KH Campuchia = Cambodia; KI Kiribati;
KM Comoros; KN Saint Kitts và Nevis = Saint Kitts and Nevis; KP Triều Tiên = North Korea; KR Hàn Quốc = South Korea;
KW Kuwait; KY Quần đảo Cayman = Cayman Islands; KZ Kazakhstan; LA Lào = Laos; LB Liban = Lebanon; LC Saint Lucia;
LI Liechtenstein; LK Sri Lanka; LR Liberia; LS Lesotho; LT Litva = Lithuania; LU Luxembourg; LV Latvia; LY Libya;
MA Maroc = Morocco; MC Monaco; MD Moldova; ME Montenegro; MF Saint Martin (Pháp) = Saint Martin (French part);
MG Madagascar; MH Quần đảo Marshall = Marshall Islands; MK Bắc Macedonia = North Macedonia; ML Mali; MM Myanmar;
MN Mông Cổ = Mongolia; MO Ma Cao (Trung Quốc) = Macao (China);
MP Quần đảo Bắc Mariana = Northern Mariana Islands; MQ Martinique; MR Mauritania; MS Montserrat; MT Malta;
MU Mauritius; MV Maldives; MW Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia;
NC Nouvelle-Calédonie = New Caledonia; NE Niger; NF Đảo Norfolk = Norfolk Island; NG Nigeria; NI Nicaragua;
NL Hà Lan = Netherlands; NO Na Uy = Norway; NP Nepal; NR Nauru; NU Niue; NZ New Zealand; OM Oman; PA Panama; PE Peru;
PF Polynésie thuộc Pháp = French Polynesia; PG Papua New Guinea; PH Philippines; PK Pakistan; PL Ba Lan = Poland;
PM Saint Pierre và Miquelon = Saint Pierre and Miquelon; PN Quần đảo Pitcairn = Pitcairn; PR Puerto Rico;
PS Palestine; PT Bồ Đào Nha = Portugal; PW Palau; PY Paraguay; QA Qatar; RE Réunion; RO Romania; RS Serbia;
RU Nga = Russia; RW Rwanda; SA Ả Rập Xê Út = Saudi Arabia; SB Quần đảo Solomon = Solomon Islands; SC Seychelles;
SD Sudan; SE Thụy Điển = Sweden; SG Singapore;
SH Saint Helena, Ascension và Tristan da Cunha = Saint Helena, Ascension and Tristan da Cunha; SI Slovenia;
SJ Svalbard và Jan Mayen = Svalbard and Jan Mayen; SK Slovakia; SL Sierra Leone; SM San Marino; SN Senegal;
SO Somalia; SR Suriname; SS Nam Sudan = South Sudan; ST São Tomé và Príncipe = Sao Tome and Principe; SV El Salvador;
SX Sint Maarten (Hà Lan) = Sint Maarten (Dutch part); SY Syria; SZ Eswatini;
TC Quần đảo Turks và Caicos = Turks and Caicos Islands; TD Tchad = Chad;
TF Vùng đất phía Nam và châu Nam Cực thuộc Pháp = French Southern Territories; TG Togo; TH Thái Lan = Thailand;
TJ Tajikistan; TK Tokelau; TL Đông Timor = Timor-Leste; TM Turkmenistan; TN Tunisia; TO Tonga;
TR Thổ Nhĩ Kỳ = Türkiye; TT Trinidad và Tobago = Trinidad and Tobago; TV Tuvalu; TW Đài Loan = Taiwan; TZ Tanzania;
UA Ukraina = Ukraine; UG Uganda; UM Các đảo nhỏ xa của Hoa Kỳ = United States Minor Outlying Islands;
US Hoa Kỳ = United States of America; UY Uruguay; UZ Uzbekistan; VA Vatican = Holy See;
VC Saint Vincent và Grenadines = Saint Vincent and the Grenadines; VE Venezuela;
VG Quần đảo Virgin thuộc Anh = Virgin Islands (British); VI Quần đảo Virgin thuộc Mỹ = Virgin Islands (U.S.);
VN Việt Nam = Viet Nam; VU Vanuatu; WF Wallis và Futuna = Wallis and Futuna; WS Samoa; YE Yemen; YT Mayotte;
ZA Nam Phi = South Africa; ZM Zambia; ZW Zimbabwe
"""

_ALSO = {
    "AU": "australia", "CH": "suisse", "CN": "prc trung hoa", "CZ": "cong hoa sec", "GB": "anh quoc england",
    "IT": "italia", "KP": "bac trieu tien", "KR": "dai han dan quoc korea", "RU": "lien bang nga",
    "US": "my usa america", "VA": "toa thanh", "AE": "uae dubai", "TR": "turkey", "TL": "timor leste", "BY": "belarut",
    "CI": "cote divoire", "SZ": "swaziland", "CV": "cape verde", "MM": "mien dien burma", "NL": "holland",
}  # fmt: skip
"""What people also call them, without accents."""


@dataclass(frozen=True, slots=True)
class Country:
    """ISO 3166-1 alpha-2 code, and the name in both languages."""

    code: str
    vi: str
    en: str

    def name(self, language: str) -> str:
        """The name in a language ("vi" or "en")."""
        return self.en if language == "en" else self.vi


@cache
def listed(language: str = "vi") -> tuple[Country, ...]:
    """Every country, Việt Nam first, then in the order of the language's alphabet."""
    found = []
    for entry in _ALL.split(";"):
        code, _, names = entry.strip().partition(" ")
        vietnamese, _, english = names.partition(" = ")
        found.append(Country(code, vietnamese, english or vietnamese))
    return tuple(sorted(found, key=lambda one: (one.code != HOME, alphabetical(one.name(language)))))


def named(code: str) -> Country | None:
    """The country with this code.

    >>> named("JP"), named("XX")
    (Country(code='JP', vi='Nhật Bản', en='Japan'), None)
    """
    return next((one for one in listed() if one.code == code), None)


def search(query: str, language: str = "vi") -> tuple[Country, ...]:
    """Countries that fit a query in either language or by their code, the best first; all for an empty query.

    >>> [one.code for one in search("han q")], [one.code for one in search("germ")], search("my")[0].code
    (['KR'], ['DE'], 'US')
    """
    plain = folded(query)
    if not plain:
        return listed(language)
    ranked = [(fit, one) for one in listed(language) if (fit := _fit(one, plain)) is not None]
    return tuple(one for _, one in sorted(ranked, key=lambda pair: pair[0]))


def _fit(one: Country, plain: str) -> int | None:
    names = (folded(one.vi), folded(one.en))
    also = _ALSO.get(one.code, "").split()
    if plain in (*names, one.code.casefold(), *also):
        return 0
    if any(name.startswith(plain) for name in names):
        return 1
    if any(f" {plain}" in f" {name}" for name in (*names, _ALSO.get(one.code, ""))):
        return 2
    return 3 if any(plain in name for name in names) else None
