from __future__ import annotations

from collections import Counter
from math import comb
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis.kazakh import analyse, stem
from index.analysis.kazakh_candidates import CandidateFinder, harmony_of
from index.analysis.kazakh_lexicon import contract, load_lexicon, load_roots
from index.analysis.kazakh_suffixes import BACK, FRONT, State

LABELLED = Path(__file__).resolve().parents[3] / "evaluation" / "data" / "kazakh_forms.tsv"
ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
words = st.text(ALPHABET, min_size=1, max_size=24)

FAMILIES = {
    "бер": "беруге береді бермейді берілмейді берілген берілгеннен берсеңіз бергендердің беріп",
    "ал": "алу алады алмайды алған алғаннан алсам алып алайын алыңыз",
    "қызмет": "қызметтер қызметтерді қызметі қызметінің қызметтеріне қызметіңіз",
    "құқық": "құқығы құқығын құқықтар құқықтарының құқығымыз",
    "көшір": "көшіру көшіріп көшірді көшірмеген көшірілді",
    "тірке": "тіркеу тіркеуге тіркелді тіркелмеген тіркейді тіркегендігі",
    "оқы": "оқу оқиды оқып оқыған оқылмаған оқитын",
    "қой": "қою қояды қойылды қоймайды қойған қоятын",
    "тап": "табу тауып табады тапты табылған таппаған",
    "шық": "шығу шығады шықты шықпайды шығып шыққан",
    "куәлік": "куәлігі куәлігімді куәліктер куәлігіңізді куәліктің",
    "қазақстан": "қазақстанда қазақстанның қазақстандағы қазақстаннан",
    "паспорт": "паспортымды паспортты паспорттар паспортыңыз",
    "ол": "оны оған оның олар олардың одан",
    "өз": "өзі өзін өзінің өзіме өздерінің",
}
FAMILY_FORMS = [(form, root) for root, forms in FAMILIES.items() for form in forms.split()]


def labelled(split: str, column: int = 1) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[column]) for row in rows if row[-1] == split]


def conflation_f1(pairs: list[tuple[str, str]]) -> float:
    stems = Counter(stem(form) for form, _ in pairs)
    lemmas = Counter(lemma for _, lemma in pairs)
    both = Counter((stem(form), lemma) for form, lemma in pairs)
    right, conflated, related = (
        sum(comb(count, 2) for count in counter.values()) for counter in (both, stems, lemmas)
    )
    return 2 * right / (conflated + related)


@pytest.mark.parametrize(("form", "root"), FAMILY_FORMS)
def test_forms_of_one_word_share_its_stem(form: str, root: str) -> None:
    assert stem(form) == root


@pytest.mark.parametrize(
    ("form", "root"),
    [
        ("халқы", "халық"),
        ("мүлкін", "мүлік"),
        ("аузы", "ауыз"),
        ("орнына", "орын"),
        ("ерніне", "ерін"),
        ("әрпі", "әріп"),
    ],
)
def test_the_vowel_that_fell_out_comes_back(form: str, root: str) -> None:
    assert stem(form) == root


@pytest.mark.parametrize(
    "word",
    [
        *("шағым", "алушы", "беруші", "министр", "басқа", "бұрын", "шешім", "өтініш", "жауапты"),
        *("тармақ", "тегін", "бойынша", "туралы", "мемлекеттік", "орталық", "жазбаша", "заңсыз"),
    ],
)
def test_words_that_only_look_inflected_stay_whole(word: str) -> None:
    assert stem(word) == word


def test_inflected_legal_words_keep_their_derivation() -> None:
    assert stem("алушының") == "алушы"
    assert stem("берушілерге") == "беруші"
    assert stem("шағымды") == "шағым"
    assert stem("министрлігінің") == "министрлік"
    assert stem("мүгедектігіне") == "мүгедектік"


def test_negation_survives_beside_the_stem() -> None:
    given_, refused = analyse("беріледі"), analyse("берілмейді")
    assert given_.stem == refused.stem == "бер"
    assert not given_.negated
    assert refused.negated
    assert refused.suffixes == ("passive", "negation", "present")
    for form in ("тіркелмеген", "бермес", "қабылданбайтын", "төлемесе", "жоқпын", "емеспін"):
        assert analyse(form).negated, form


def test_causative_and_reciprocal_make_other_words() -> None:
    assert stem("жаздырды") == "жаздыр"
    assert stem("келісті") == "келіс"
    assert stem("түсіндірді") == "түсіндір"


def test_a_root_that_looks_passive_is_left_alone() -> None:
    assert stem("түсінбедім") == "түсін"
    assert stem("қолданылады") == "қолдан"
    assert stem("пайдаланған") == "пайдалан"


def test_loanwords_under_kazakh_endings() -> None:
    assert stem("объектілерді") == "объект"
    assert stem("актісіне") == "акт"
    assert stem("автомобилі") == "автомобиль"
    assert stem("журналистің") == stem("журналисті") == "журналист"


def test_hyphens_particles_and_capitals() -> None:
    assert stem("келді-ау") == "кел"
    assert stem("жеміс-жидектерді") == "жеміс-жидек"
    assert stem("Қазақстанның") == stem("қазақстанның")


def test_what_is_not_kazakh_passes_through() -> None:
    assert stem("") == ""
    assert stem("egov") == "egov"
    assert stem("2024") == "2024"
    assert not analyse("egov").known_root


@given(words)
@example("у")
@example("ия")
@example("оқу")
def test_a_stem_is_never_empty_and_never_much_longer(word: str) -> None:
    found = analyse(word)
    assert found.stem
    assert len(found.stem) <= len(word) + 1


@given(words)
def test_nothing_depends_on_capitals_or_on_what_was_asked_before(word: str) -> None:
    first = analyse(word)
    analyse.cache_clear()
    assert analyse(word.upper()) == first
    assert analyse(word) == first


@given(st.text(max_size=12))
def test_any_text_is_taken(text: str) -> None:
    assert bool(stem(text)) == bool(text)


@given(words)
def test_the_candidates_of_a_word_are_cuts_of_it(word: str) -> None:
    for candidate in CandidateFinder(load_lexicon()).find(word):
        tail = "".join(suffix.surface for suffix in candidate.suffixes)
        assert word.endswith(tail)
        state = State.END
        for suffix in reversed(candidate.suffixes):
            state = suffix.target
        assert (state >= State.VERB) <= (candidate.kind == "V")


def test_words_marked_as_whole_are_their_own_stems() -> None:
    roots = load_roots()
    whole = [root for root in roots.classes if roots.stands_whole(root)]
    assert len(whole) > 300
    assert [root for root in whole if stem(root) != root] == []


def test_stemming_a_stem_again_changes_almost_nothing() -> None:
    stems = {stem(form) for form, _ in labelled("development") + labelled("held-out")}
    changed = {found for found in stems if stem(found) != found}
    # баста is «begin!» and «in the head»: the stem of a verb can be a noun's form.
    assert len(changed) < 0.06 * len(stems), changed


def plural_forms(noun: str) -> list[str]:
    """Build forms the way grammars do, independently of the automaton's tables."""
    a, i = ("а", "ы") if harmony_of(noun) == BACK else ("е", "і")
    last = noun[-1]
    voiced = "д" if last in "лмнңзж" else "л"
    plural = "т" if last in "кқпстфхцчшщһбвгд" else voiced
    many = f"{noun}{plural}{a}р"
    return [many, f"{many}{i}", f"{many}д{i}", f"{many}{i}н{a}", f"{many}д{i}ң", f"{many}д{a}н"]


def test_the_plurals_of_listed_nouns_lead_back_to_them() -> None:
    nouns = [
        root
        for root, kinds in load_roots().classes.items()
        if kinds == "N" and len(root) > 3 and harmony_of(root) in {BACK, FRONT}
    ]
    forms = [(form, noun) for noun in nouns for form in plural_forms(noun)]
    wrong = [(form, noun, stem(form)) for form, noun in forms if stem(form) != noun]
    assert len(wrong) < 0.01 * len(forms), wrong[:20]


def test_the_roots_are_lower_case_cyrillic_and_contractions_are_unambiguous() -> None:
    roots = load_roots()
    assert all(set(root) <= set(ALPHABET + "-") for root in roots.classes)
    assert roots.contracted[contract("халық")] == "халық"
    assert not set(roots.contracted) & {
        root for root, kinds in roots.classes.items() if "V" in kinds
    }


@pytest.mark.parametrize("split", ["development", "held-out"])
def test_pair_conflation_on_the_labelled_forms(split: str) -> None:
    assert len(labelled(split)) > 300
    assert conflation_f1(labelled(split)) > 0.96
    assert conflation_f1(labelled(split, column=2)) > 0.88


def test_fast_enough_to_index_with() -> None:
    forms = [form for form, _ in labelled("held-out")]
    stem(forms[0])
    stem.cache_clear()
    analyse.cache_clear()
    began = perf_counter()
    for form in forms:
        stem(form)
    assert len(forms) / (perf_counter() - began) > 2_000
