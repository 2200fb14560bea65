"""How well stemmers bring the forms of one Kazakh word together, and how fast ours is.

    python -m benchmarks.kazakh_stemming [FILE…]

Without files: the labelled forms in ``evaluation/data/kazakh_forms.tsv``, by split. A file is
CoNLL-U (``.conllu``, form and lemma columns, e.g. UD_Kazakh-KTB, which is only ever measured) or
TSV (form, lemma). Pair conflation: a pair of forms is right when stem and lemma agree, false when
only the stem agrees, missed when only the lemma does.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from math import comb
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from index.analysis.kazakh import analyse, stem
from index.analysis.kazakh_candidates import CandidateFinder
from index.analysis.kazakh_lexicon import Counts, Roots, build_lexicon, load_counts

LABELLED = Path(__file__).resolve().parents[1] / "evaluation" / "data" / "kazakh_forms.tsv"
LETTERS = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі-")
SKIPPED_TAGS = {"PUNCT", "SYM", "X", "NUM"}
_NAIVE = """лар лер дар дер тар тер ның нің дың дің тың тің ны ні ды ді ты ті ға ге қа ке
на не да де та те нда нде дан ден тан тен нан нен мен бен пен ы і сы сі ым ім ың ің
ыңыз іңіз ымыз іміз дағы дегі
тағы тегі у ған ген қан кен атын етін йтын йтін ады еді йды йді ып іп п са се ма ме ба бе па пе
май мей мын мін сың сің сыз сіз ыл іл ын ін лық лік дық дік тық тік"""
NAIVE_SUFFIXES = sorted(_NAIVE.split(), key=len, reverse=True)

Pair = tuple[str, str]


class Agreement(NamedTuple):
    """Pair-conflation F1, precision and recall."""

    f1: float
    precision: float
    recall: float


def agreement(pairs: Iterable[Pair], stemmer: Callable[[str], str]) -> Agreement:
    """Measure a stemmer on (form, lemma) pairs."""
    stems: Counter[str] = Counter()
    lemmas: Counter[str] = Counter()
    both: Counter[Pair] = Counter()
    for form, lemma in pairs:
        found = stemmer(form)
        stems[found] += 1
        lemmas[lemma] += 1
        both[found, lemma] += 1
    right = sum(comb(count, 2) for count in both.values())
    conflated = sum(comb(count, 2) for count in stems.values())
    related = sum(comb(count, 2) for count in lemmas.values())
    precision = right / conflated if conflated else 0.0
    recall = right / related if related else 0.0
    return Agreement(2 * right / max(conflated + related, 1), precision, recall)


def naive(word: str) -> str:
    """Strip the longest listed suffix as long as three letters stay."""
    for suffix in NAIVE_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return naive(word[: -len(suffix)])
    return word


def rules_alone() -> Callable[[str], str]:
    """Return our stemmer without listed roots and counted stems."""
    lexicon = build_lexicon(Roots({}, frozenset(), {}), Counts({}, load_counts().chains))
    finder = CandidateFinder(lexicon)

    def stem_by_rules(word: str) -> str:
        cuts = finder.find(word)
        return max(cuts, key=lambda cut: (cut.score, cut.stem)).stem if cuts else word

    return stem_by_rules


def read_conllu(path: Path) -> list[Pair]:
    """Read the distinct (form, lemma) pairs of words in Cyrillic letters."""
    pairs: dict[Pair, None] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit() or cells[3] in SKIPPED_TAGS:
            continue
        form, lemma = cells[1].lower(), cells[2].lower()
        if form and set(form) <= LETTERS - {"-"} and lemma != "_":
            pairs[form, lemma] = None
    return list(pairs)


def read_labelled(path: Path, lemma_column: int, split: str) -> list[Pair]:
    """Read one split of the labelled forms (column 1: lemma, 2: lemma with voice)."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[lemma_column]) for row in rows if row[-1] == split]


def read_file(path: Path) -> list[Pair]:
    """Read pairs from CoNLL-U or TSV."""
    if path.suffix == ".conllu":
        return read_conllu(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if "\t" in line]


def print_table(title: str, pairs: list[Pair]) -> None:
    """Print one table: every stemmer on one set of pairs."""
    stemmers: dict[str, Callable[[str], str]] = {
        "first four letters": lambda word: word[:4],
        "first five letters": lambda word: word[:5],
        "naive stripper": naive,
        "ours, rules alone": rules_alone(),
        "ours": stem,
    }
    print(f"\n{title}: {len(pairs)} pairs, {len({lemma for _, lemma in pairs})} lemmas")
    print(f"{'':22}   F1    precision  recall")
    for name, stemmer in stemmers.items():
        found = agreement(pairs, stemmer)
        print(f"{name:22} {found.f1:.3f}    {found.precision:.3f}    {found.recall:.3f}")


def print_speed(words: list[str]) -> None:
    """Print words a second, first uncached and then cached."""
    stem(words[0])
    for function in (stem, analyse):
        function.cache_clear()
    for name in ("uncached", "cached"):
        began = perf_counter()
        for word in words:
            stem(word)
        print(f"{name}: {len(words) / (perf_counter() - began):,.0f} words a second")


def main() -> None:
    """Measure the files named, or the labelled forms."""
    sets = {name: read_file(Path(name)) for name in sys.argv[1:]}
    if len(sets) > 1:
        sets["all files"] = list(dict.fromkeys(pair for pairs in sets.values() for pair in pairs))
    if not sets:
        for split in ("development", "held-out"):
            sets[split] = read_labelled(LABELLED, 1, split)
            sets[split + ", voice kept"] = read_labelled(LABELLED, 2, split)
    for title, pairs in sets.items():
        print_table(title, pairs)
    print()
    print_speed(sorted({form for pairs in sets.values() for form, _ in pairs}))


if __name__ == "__main__":
    main()
