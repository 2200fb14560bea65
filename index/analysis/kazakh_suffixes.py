"""The suffixes of Kazakh as an automaton that is read from the end of a word.

Kazakh glues suffixes on in a fixed order (plural, possession, case; voice, negation, tense,
person), and the first consonant of each is chosen by the letter before it. So the table below
says for every suffix what may stand before it and which suffixes may follow further left; walking
it from the right yields every way a word can be cut. Choosing among them is not decided here.

Suffixes are written in a small notation, upper-case letters standing for what harmony and
assimilation choose: ``A`` а/е, ``I`` ы/і, ``G`` ғ/г after voiced and қ/к after voiceless letters,
``D`` д/т, ``L`` л/д/т, ``N`` н/д/т (accusative and genitive), ``B`` д/т/н (ablative), ``M`` м/б/п
(negation), ``P`` м/б/п (instrumental), ``Q`` қ/к by harmony alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

VOICELESS = "кқпстфхцчшщһ"
LOAN_VOICED = "бвгд"
"""Loanwords end in these letters, and their suffixes begin as after voiceless ones."""
SONORANT = "рлйуию"
NASAL = "мнң"
HISSING = "зжғ"
SOFT_SIGNS = "ьъ"
PLAIN_VOWELS = "аәеёоөұүыіэя"
VOWELS = PLAIN_VOWELS + "иую"
VOICED = SONORANT + NASAL + HISSING + SOFT_SIGNS
HARD = VOICELESS + LOAN_VOICED
CONSONANTS = VOICED + HARD
"""Letters after which a suffix begins with a vowel; и, у and ю stand for glides here too."""

BACK, FRONT, NEUTRAL = 1, -1, 0


class State(IntEnum):
    """What has been cut off so far, and thereby what may stand to the left."""

    END = 0
    CASE = 1
    CASE_NOT_AFTER_HIS = 2
    CASE_AFTER_HIS = 3
    CASE_AFTER_MY = 4
    POSSESSED = 5
    NOMINAL = 6
    VERB = 7
    VERB_POSITIVE = 8
    VERB_VOICELESS = 9


@dataclass(frozen=True, slots=True)
class Suffix:
    """One surface form of one suffix.

    ``before`` holds the letters that may stand before it; ``restore`` is what its joining with the
    stem swallowed (оқы + у is written оқу); ``listed_only`` marks suffixes so easily mistaken for
    part of a root that only a listed verb may carry them.
    """

    name: str
    surface: str
    before: str
    target: State
    harmony: int
    restore: str = ""
    negates: bool = False
    listed_only: bool = False


_INITIALS: dict[str, tuple[tuple[str, str], ...]] = {
    "G": (("ғг", VOWELS + VOICED), ("қк", HARD)),
    "D": (("дд", VOWELS + VOICED), ("тт", HARD)),
    "L": (
        ("лл", PLAIN_VOWELS + SONORANT + SOFT_SIGNS),
        ("дд", "л" + NASAL + HISSING + SOFT_SIGNS),
        ("тт", HARD),
    ),
    "N": (("нн", VOWELS + NASAL), ("дд", VOICED), ("тт", HARD)),
    "B": (("дд", VOWELS + SONORANT + HISSING + SOFT_SIGNS), ("нн", NASAL), ("тт", HARD)),
    "M": (("мм", PLAIN_VOWELS + SONORANT), ("бб", NASAL + HISSING), ("пп", HARD)),
    "P": (
        ("мм", PLAIN_VOWELS + SONORANT + NASAL + SOFT_SIGNS),
        ("бб", HISSING),
        ("пп", HARD),
    ),
}
_HARMONIC = {"A": "ае", "I": "ыі", "Q": "қк", "Ғ": "ғг"}


def _surfaces(pattern: str, before: str) -> list[tuple[str, str, int]]:
    """Spell a pattern out: (surface, letters that may stand before it, its harmony)."""
    initials = _INITIALS.get(pattern[:1])
    variants = (
        [(letters, pattern[1:], context) for letters, context in initials]
        if initials
        else [("", pattern, before)]
    )
    spelled = []
    for letters, rest, context in variants:
        for index, harmony in ((0, BACK), (1, FRONT)):
            surface = letters[index : index + 1] + "".join(
                _HARMONIC[letter][index] if letter in _HARMONIC else letter for letter in rest
            )
            spelled.append((surface, context, harmony))
    if len({surface for surface, _, _ in spelled}) < len(spelled):
        return [(surface, context, NEUTRAL) for surface, context, _ in spelled[::2]]
    return spelled


def _make(
    name: str,
    patterns: str,
    before: str,
    target: State,
    *,
    negates: bool = False,
    listed_only: bool = False,
) -> list[Suffix]:
    return [
        Suffix(name, surface, context, target, harmony, "", negates, listed_only)
        for pattern in patterns.split()
        for surface, context, harmony in _surfaces(pattern, before)
    ]


def _cases() -> list[Suffix]:
    case, plain = State.CASE, State.CASE_NOT_AFTER_HIS
    his, my = State.CASE_AFTER_HIS, State.CASE_AFTER_MY
    return [
        *_make("genitive", "NIң", "", case),
        *_make("accusative", "NI", "", plain),
        *_make("dative", "GA", "", plain),
        *_make("locative", "DA", "", plain),
        *_make("ablative", "BAн", "", plain),
        *_make("instrumental", "Pен", "", case),
        *_make("belonging", "Nікі", "", case),
        *_make("located", "DAҒI", "", plain),
        *_make("accusative", "н", "ыі", his),
        *_make("dative", "нA", "ыі", his),
        *_make("locative", "ндA", "ыі", his),
        *_make("ablative", "нAн", "ыі", his),
        *_make("located", "ндAҒI", "ыі", his),
        *_make("equative", "ншA", "ыі", his),
        *_make("dative", "A", "мң", my),
    ]


def _his() -> list[Suffix]:
    return [
        *_make("his", "I", CONSONANTS, State.POSSESSED),
        *_make("his", "сI", VOWELS, State.POSSESSED),
    ]


def _my() -> list[Suffix]:
    possessed = State.POSSESSED
    return [
        *_make("my", "Iм", CONSONANTS, possessed),
        *_make("my", "м", PLAIN_VOWELS, possessed),
        *_make("your", "Iң", CONSONANTS, possessed),
        *_make("your", "ң", PLAIN_VOWELS, possessed),
        *_make("your", "IңIз", CONSONANTS, possessed),
        *_make("your", "ңIз", PLAIN_VOWELS, possessed),
        *_make("our", "IмIз", CONSONANTS, possessed),
        *_make("our", "мIз", PLAIN_VOWELS, possessed),
    ]


def _plural() -> list[Suffix]:
    return _make("plural", "LAр", "", State.NOMINAL)


def _after_vowel_joined(name: str, endings: list[str], target: State) -> list[Suffix]:
    """Endings that begin with й after vowels, and what writing makes of й after ы, і and й."""
    suffixes = []
    for ending in endings:
        for index, (opening, high) in enumerate((("а", "ы"), ("е", "і"))):
            harmony = (BACK, FRONT)[index]
            tail = "".join(_HARMONIC[c][index] if c in _HARMONIC else c for c in ending)
            suffixes += [
                Suffix(name, opening + tail, CONSONANTS, target, harmony),
                Suffix(name, "й" + tail, "аәеяөо", target, harmony if tail else NEUTRAL),
                Suffix(
                    name, "и" + tail, CONSONANTS, target, harmony, high, False, listed_only=True
                ),
            ]
            if index == 0:
                suffixes += [
                    Suffix(name, "я" + tail, "аәеоөұүыі", target, harmony, "й"),
                    Suffix(name, "я" + tail, "и", target, harmony, listed_only=True),
                ]
    return suffixes


def _nominal_from_verb() -> list[Suffix]:
    verb = State.VERB
    verbal_noun = [
        Suffix("verbal_noun", "у", "".join(set(CONSONANTS) - set("ию")) + "аеә", verb, NEUTRAL),
        Suffix("verbal_noun", "у", CONSONANTS, verb, NEUTRAL, "ы", listed_only=True),
        Suffix("verbal_noun", "у", CONSONANTS, verb, NEUTRAL, "і", listed_only=True),
        Suffix("verbal_noun", "ю", "аәеоөұүыі", verb, NEUTRAL, "й"),
        Suffix("verbal_noun", "ю", "и", verb, NEUTRAL, listed_only=True),
    ]
    return [
        *verbal_noun,
        *_make("past_participle", "GAн", "", verb),
        *_after_vowel_joined("habitual_participle", ["тIн"], verb),
        *_make("past_participle", "GAндIQ GAндIҒ", "", verb),
        *_after_vowel_joined("habitual_participle", ["тIндIQ", "тIндIҒ"], verb),
        *_make("negative_future", "MAс", "", State.VERB_POSITIVE, negates=True),
        *_make("negative_future", "MAстIQ MAстIҒ", "", State.VERB_POSITIVE, negates=True),
        *_make("comparing_participle", "GAндAй", "", verb),
        *_after_vowel_joined("comparing_participle", ["тIндAй"], verb),
    ]


def _finite() -> list[Suffix]:
    verb, positive = State.VERB, State.VERB_POSITIVE
    vowel = PLAIN_VOWELS
    persons = ["мIн", "сIң", "сIз", "мIз", "дI", "сIңдAр", "сIздAр"]
    return [
        *_after_vowel_joined("imperfective", [""], verb),
        *_after_vowel_joined("present", persons, verb),
        *_after_vowel_joined("spoken_present", ["м"], verb),
        *_make("past", "DI DIм DIң DIңIз DIңдAр DIңIздAр", "", verb),
        *_make("past", "DIQ", "", verb, listed_only=True),
        *_make("conditional", "сA сAм сAң сAңIз сAQ сAңдAр сAңIздAр", VOWELS + CONSONANTS, verb),
        *_make("converb", "Iп", CONSONANTS, verb),
        *_make("converb", "п", vowel + "и", verb),
        *_make("hearsay", "IптI IппIн IпсIң IпсIз IппIз", CONSONANTS, verb),
        *_make("hearsay", "птI ппIн псIң псIз ппIз", vowel + "и", verb),
        *_make("past_participle", "GAнмIн GAнсIң GAнсIз GAнбIз GAнмIз GAнбIн", "", verb),
        *_after_vowel_joined(
            "habitual_participle",
            ["тIнмIн", "тIнсIң", "тIнсIз", "тIнбIз", "тIнмIз", "тIнбIн"],
            verb,
        ),
        *_make("negative_future", "MAспIн MAссIң MAссIз MAспIз", "", positive, negates=True),
        *_make("future", "Aр", CONSONANTS, verb, listed_only=True),
        *_make("future", "р", vowel, verb, listed_only=True),
        *_make("future", "AрмIн AрсIң AрсIз AрмIз AрмIз", CONSONANTS, verb, listed_only=True),
        *_make("future", "рмIн рсIң рсIз рмIз", vowel, verb, listed_only=True),
        *_make("imperative", "MA", "", positive, negates=True, listed_only=True),
        *_make("imperative", "сIн", VOWELS + CONSONANTS, verb),
        *_make("imperative", "Iң IңIз IңдAр IңIздAр", CONSONANTS, verb),
        *_make("imperative", "ң ңIз ңдAр ңIздAр", vowel, verb),
        *_make("imperative", "IңIзшI IңшI", CONSONANTS, verb),
        *_make("imperative", "ңIзшI ңшI", vowel, verb),
        *_make("imperative", "AйIн AйIQ AйIншI AйIQшI", CONSONANTS, verb),
        *_make("imperative", "йIн йIQ йIншI йIQшI", vowel, verb),
        *_make("wish", "GAй", "", verb, listed_only=True),
        *_make("want", "GIм GIң GIсI GIңIз GIмIз", "", verb),
        *_make("intend", "MAQ", "", positive, listed_only=True),
        *_make("intend", "MAQшI MAQшIмIн MAQшIмIз MAQшIсIз", "", positive),
        *_make("since", "GAлI", "", verb),
        *_make("until", "GAншA", "", verb),
        *_make("until", "йIншA", "ае", verb),
    ]


def _voice() -> list[Suffix]:
    bare = State.VERB_VOICELESS
    return [
        *_make("passive", "Iл", CONSONANTS, bare),
        *_make("passive", "л", PLAIN_VOWELS, bare),
        *_make("passive", "Iн", CONSONANTS, bare),
        *_make("passive", "н", PLAIN_VOWELS, bare),
    ]


def _negation() -> list[Suffix]:
    return _make("negation", "MA", "", State.VERB_POSITIVE, negates=True)


def _index(suffixes: list[Suffix]) -> dict[str, tuple[Suffix, ...]]:
    found: dict[str, list[Suffix]] = {}
    for suffix in dict.fromkeys(suffixes):
        found.setdefault(suffix.surface, []).append(suffix)
    return {surface: tuple(group) for surface, group in found.items()}


def build() -> tuple[dict[str, tuple[Suffix, ...]], ...]:
    """Return for every state the suffixes that may be cut off there, by surface form."""
    base = _nominal_from_verb()
    whose = [*_his(), *_my()]
    possessable = [*whose, *_plural(), *base]
    by_state = {
        State.END: [*_cases(), *possessable, *_finite()],
        State.CASE: [*possessable, *_located()],
        State.CASE_NOT_AFTER_HIS: [*_my(), *_plural(), *base, *_located()],
        State.CASE_AFTER_HIS: _his(),
        State.CASE_AFTER_MY: _my(),
        State.POSSESSED: [*_plural(), *base, *_located()],
        State.NOMINAL: [*base, *_located()],
        State.VERB: [*_negation(), *_voice()],
        State.VERB_POSITIVE: _voice(),
        State.VERB_VOICELESS: [],
    }
    return tuple(_index(by_state[state]) for state in State)


def _located() -> list[Suffix]:
    return [suffix for suffix in _cases() if suffix.name in {"located", "belonging"}]
