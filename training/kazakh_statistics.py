"""Count how often Kazakh stems and suffixes occur in a folder of text, for the stemmer's choice.

Expectation maximisation over the word forms of the text: every form is cut in all possible ways,
each cut counts by its present probability, and the counts give the next probabilities. No labels
are used. Writes ``kazakh_stems.tsv`` and ``kazakh_chains.tsv`` beside the stemmer.

    python -m training.kazakh_statistics FOLDER [FOLDER…] [--rounds 8] [--out DIRECTORY]

Folders are searched for ``kaz*.md``, ``*.txt``, ``*.tsv`` and ``*.jsonl``; of JSONL the keys that
end in ``_kk`` are read (and ``question`` where ``lang`` is ``kk``), of TSV the second column.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from math import exp, log
from pathlib import Path

from index.analysis.kazakh_candidates import Candidate, CandidateFinder
from index.analysis.kazakh_irregular import IRREGULAR
from index.analysis.kazakh_lexicon import CLASSES, VERB_CLASS, Counts, build_lexicon, load_roots
from index.analysis.kazakh_suffixes import State

DATA = Path(__file__).resolve().parents[1] / "index" / "analysis" / "data"
WORD = re.compile(r"[а-яёәғқңөұүһі]+")
LATIN_I = re.compile(r"(?<=[а-яёәғқңөұүһі])i|i(?=[а-яёәғқңөұүһі])")
LEAST_STEM_COUNT = 2.0
LEAST_EXPECTED = 0.3


def words_of(text: str) -> list[str]:
    """Split a text into lower-case Cyrillic words, the Latin i inside them mended."""
    lowered = unicodedata.normalize("NFC", text).lower().replace("\u00ad", "")
    return WORD.findall(LATIN_I.sub("і", lowered))


def _kazakh_values(record: dict[str, object]) -> Iterator[str]:
    for key, value in record.items():
        if key.endswith("_kk") or (key == "question" and record.get("lang") == "kk"):
            yield from (map(str, value) if isinstance(value, list) else [str(value)])


def texts_in(folder: Path) -> Iterator[str]:
    """Yield the Kazakh texts of a folder (see the module's own words for which files)."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                yield from _kazakh_values(json.loads(line))
        elif path.suffix == ".tsv":
            for line in path.read_text(encoding="utf-8").splitlines():
                cells = line.split("\t")
                if cells[0] == "ru":
                    continue
                yield from cells[1:2]
        elif path.suffix == ".txt" or (path.suffix == ".md" and path.name.startswith("kaz")):
            yield path.read_text(encoding="utf-8")


def read_forms(folders: list[Path]) -> Counter[str]:
    """Count the word forms of all texts under the folders."""
    forms: Counter[str] = Counter()
    for folder in folders:
        for text in texts_in(folder):
            forms.update(words_of(text))
    return forms


def _shares(candidates: list[Candidate]) -> Iterator[tuple[Candidate, float]]:
    best = max(candidate.score for candidate in candidates)
    weights = [exp(candidate.score - best) for candidate in candidates]
    total = sum(weights)
    for candidate, weight in zip(candidates, weights, strict=True):
        if weight > 1e-4 * total:
            yield candidate, weight / total


def _count_candidate(counts: Counts, candidate: Candidate, amount: float) -> None:
    key = (candidate.stem, candidate.kind)
    counts.stems[key] = counts.stems.get(key, 0.0) + amount
    state = State.END
    for suffix in reversed(candidate.suffixes):
        step = (state, suffix.name)
        counts.chains[step] = counts.chains.get(step, 0.0) + amount
        state = suffix.target
    stop = (state, "stop_" + candidate.kind)
    counts.chains[stop] = counts.chains.get(stop, 0.0) + amount


def one_round(forms: Counter[str], counts: Counts) -> tuple[Counts, float]:
    """Expect counts under the present ones; return them and the log likelihood of the forms."""
    roots = load_roots()
    finder = CandidateFinder(build_lexicon(roots, counts))
    expected, likelihood = Counts(), 0.0
    for form, occurrences in forms.items():
        if form in IRREGULAR or roots.stands_whole(form) or len(form) < 3:
            continue
        candidates = finder.find(form)
        if not candidates:
            continue
        likelihood += max(candidate.score for candidate in candidates)
        weight = 1.0 + 0.3 * log(occurrences)
        for candidate, share in _shares(candidates):
            _count_candidate(expected, candidate, weight * share)
    return expected, likelihood


def _is_cuttable(finder: CandidateFinder, stem: str, kind: str) -> bool:
    """Say whether an unlisted stem is better explained as a listed root with suffixes."""
    state = State.VERB if kind == VERB_CLASS else State.END
    roots = finder.lexicon.roots.classes
    alone = finder.lexicon.unknown_score(stem, kind)
    return any(
        candidate.suffixes
        and candidate.kind in roots.get(candidate.stem, "")
        and candidate.score > alone
        for candidate in finder.find(stem, state)
    )


def _without_cuttable(counts: Counts) -> Counts:
    finder = CandidateFinder(build_lexicon(load_roots(), counts))
    roots = finder.lexicon.roots.classes
    kept = {
        (stem, kind): count
        for (stem, kind), count in counts.stems.items()
        if count >= LEAST_EXPECTED
        and (kind in roots.get(stem, "") or not _is_cuttable(finder, stem, kind))
    }
    return Counts(kept, counts.chains)


def learn(forms: Counter[str], rounds: int) -> Counts:
    """Run the rounds, saying after each how likely the text has become."""
    counts = Counts()
    for number in range(rounds):
        counts, likelihood = one_round(forms, counts)
        counts = _without_cuttable(counts)
        print(
            f"round {number + 1}: {likelihood / len(forms):.3f} nats a form, "
            f"{len(counts.stems)} stems"
        )
    return counts


def write(counts: Counts, out: Path) -> None:
    """Write the counts compactly: stems grouped by class and rounded count."""
    groups: dict[tuple[str, int], list[str]] = {}
    for (stem, kind), count in counts.stems.items():
        if count >= LEAST_STEM_COUNT:
            groups.setdefault((kind, round(count)), []).append(stem)
    head = "# Counted by training/kazakh_statistics.py; do not edit.\n"
    lines = [
        f"{kind}\t{count}\t{' '.join(sorted(groups[kind, count]))}"
        for kind, count in sorted(groups, key=lambda key: (CLASSES.index(key[0]), -key[1]))
    ]
    (out / "kazakh_stems.tsv").write_text(
        head + "# class\tcount\tstems\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )
    chains = [
        f"{state.name}\t{name}\t{count:.1f}"
        for (state, name), count in sorted(counts.chains.items())
        if count >= 0.1
    ]
    (out / "kazakh_chains.tsv").write_text(
        head + "# state\tsuffix\tcount\n" + "\n".join(chains) + "\n", encoding="utf-8"
    )


def main() -> None:
    """Read the command line, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    forms = read_forms(options.folders)
    print(f"{sum(forms.values())} words, {len(forms)} forms")
    write(learn(forms, options.rounds), options.out)


if __name__ == "__main__":
    main()
