"""How a Vietnamese syllable is built, and on which of its letters the tone stands.

A syllable is an onset and a rhyme. The rhymes are those of the standard orthography; *ăk*, *ôk* and the like are for
the place names of the highlands. Words here are without a tone unless said otherwise; upper and lower case both do.
"""

from functools import lru_cache
from typing import Final

from kiosk.typing.letters import Tone, flat, is_vowel, shape_of, with_tone, without_tone

_ONSETS: Final = "b c ch d đ g gh gi h k kh kr l m n ng ngh nh p ph q qu r s t th tr v x"  # "q" on its way to "qu"
_RHYMES: Final = """
    a ac ach ai ak am an ang anh ao ap at au ay
    ăc ăk ăm ăn ăng ăp ăt
    âc âk âm ân âng âp ât âu ây
    e ec em en eng eo ep et
    ê êch êk êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi ok om on ong ooc
    oong op ot
    ô ôc ôi ôk ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn
    uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y ych yêm yên yêng yêt yêu yn ynh yt
"""
ONSETS: Final = frozenset({"", *_ONSETS.split()})
RHYMES: Final = frozenset(_RHYMES.split())
STOPS: Final = ("c", "ch", "k", "p", "t")
"""What a rhyme may end in only with a sharp tone or a heavy one."""
STOPPED: Final = frozenset({Tone.LEVEL, Tone.ACUTE, Tone.DOT})  # level: the tone is still to be typed


def onset_length(word: str) -> int:
    """How many letters of a word stand before its rhyme: *qu* is an onset, and *gi* before a further vowel.

    >>> onset_length("nguyên"), onset_length("quy"), onset_length("gi"), onset_length("giêng")
    (2, 2, 1, 2)
    """
    low = word.lower()
    if low.startswith("qu"):
        return 2
    if low.startswith("gi") and len(word) > 2 and is_vowel(low[2]):
        return 2
    at = 0
    while at < len(word) and not is_vowel(word[at]):
        at += 1
    return at


def _fits(part: str, whole: str) -> bool:
    """Whether marks alone can make the letters of ``part`` those of ``whole``; a mark that is there stays."""
    return all(
        have == want or (flat(want) == have and not shape_of(have)) for have, want in zip(part, whole, strict=False)
    )


@lru_cache(maxsize=512)
def _begins_one(rhyme: str) -> bool:
    return any(len(each) >= len(rhyme) and _fits(rhyme, each) for each in RHYMES)


def possible(word: str, tone: Tone = Tone.LEVEL) -> bool:
    """Whether a word is a syllable or can become one by further letters and marks.

    >>> possible("nguye"), possible("uơn"), possible("syt"), possible("tet", Tone.TILDE)
    (True, True, False, False)
    """
    low = word.lower()
    cut = onset_length(low)
    onset, rhyme = low[:cut], low[cut:]
    if onset not in ONSETS:
        return not rhyme and any(each.startswith(onset) for each in ONSETS)
    if not rhyme:
        return True
    if len(rhyme) > 1 and rhyme.startswith("y") and onset not in ("", "qu"):
        return False
    if tone not in STOPPED and rhyme.endswith(STOPS):
        return False
    return _begins_one(rhyme)


def nucleus(word: str) -> tuple[int, int]:
    """Where the vowels of the last syllable of a word begin and end; both the same for none.

    >>> nucleus("nguyên"), nucleus("tr"), nucleus("email")
    ((2, 5), (2, 2), (2, 4))
    """
    start = onset_length(word)
    end = start
    while end < len(word) and is_vowel(word[end]):
        end += 1
    if any(is_vowel(letter) for letter in word[end:]):  # no Vietnamese syllable: its last vowels count
        end = max(at for at, letter in enumerate(word) if is_vowel(letter)) + 1
        start = end
        while start and is_vowel(word[start - 1]):
            start -= 1
    return start, end


def tone_place(word: str) -> int | None:
    """Which letter the tone stands on, None where there is no vowel.

    A shaped vowel has it, the second of *ươ*; before a consonant the last vowel; else the first of two and the
    second of three. So *hóa*, *khỏe*, *thủy*, but *hoàn*, *khuỷu*.

    >>> tone_place("hoa"), tone_place("hoan"), tone_place("ngươi"), tone_place("khuyu"), tone_place("xn")
    (1, 2, 3, 3, None)
    """
    start, end = nucleus(word)
    if start == end:
        return None
    marked = [at for at in range(start, end) if shape_of(word[at])]
    if marked:
        return marked[-1]
    if end < len(word):
        return end - 1
    return start + (1 if end - start > 2 else 0)


def toned(word: str, tone: Tone) -> str | None:
    """A word with this tone where it belongs, None where it has no vowel. A tone it has already goes.

    >>> toned("Thuy", Tone.HOOK), toned("nguyen", Tone.TILDE), toned("k", Tone.DOT)
    ('Thủy', 'nguyẽn', None)
    """
    bare, _ = without_tone(word)
    at = tone_place(bare)
    if at is None:
        return None
    return bare[:at] + with_tone(bare[at], tone) + bare[at + 1 :]


def settled(word: str) -> str:
    """A word with its tone moved to where it belongs now that letters came or went.

    >>> settled("hóan"), settled("hoá"), settled("tre")
    ('hoán', 'hóa', 'tre')
    """
    bare, tone = without_tone(word)
    if tone is Tone.LEVEL:
        return word
    return toned(bare, tone) or bare
