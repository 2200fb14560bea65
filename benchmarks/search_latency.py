"""How long an answer takes, beside the bare engines, over as many invented articles as asked.

    python -m benchmarks.search_latency [--articles 10000 100000] [--home FOLDER] [--profile]

Measured for every question, in one run and in changing order: Bilim's whole answer (`Bilim.search`
with its look whether the index is up to date; `Searcher.search` without), and the parts that
nothing can do without: the encoder on the question, tantivy on the same terms and usearch on the
same vector through their own interfaces, 150 hits each, with no filter, no articles, no store.
``--home`` keeps the base (one folder a size) for another run: making 100,000 articles takes some
ten minutes. How passages get their vectors: see `benchmarks.synthetic_base`.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from usearch.index import Index

from api.collector import collect_less_often
from api.service import Bilim
from benchmarks.measuring import EXAMPLES, ROOT, machine, quantile
from benchmarks.synthetic_base import Recipe, open_synthetic
from index.backend import WeightedTerm
from index.embedded.lexical import LEXICAL_NAME
from index.embedded.manifest import generation_folder, read_manifest
from index.embedded.vectors import EXPANSION_SEARCH, GRAPH_NAME
from knowledge.calendar import today
from ranking.search import CANDIDATES
from ranking.understanding import understand

SEED = 1414
QUESTIONS, WARM_UP = 400, 600
"""A server has answered some hundreds of questions before a morning is over: by then the words of
the acts that are asked for, and what the index knows of them, are in memory."""
FRESH = 50
"""So many of the first questions are shown by themselves."""
WHOLE, SEARCHER = "Bilim.search", "Searcher.search"
ENCODER, LEXICAL, VECTORS = "encoder alone", "tantivy alone", "usearch alone"
BARE = (ENCODER, LEXICAL, VECTORS)

Milliseconds = dict[str, list[float]]


def questions() -> list[str]:
    """Callers' questions in both languages: those of the examples, and others like them."""
    found = [
        json.loads(line)["question"]
        for path in sorted((EXAMPLES / "acts").glob("*/questions.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    others = [
        question
        for path in sorted((ROOT / "training" / "data" / "questions").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for language in ("ru", "kk")
        for question in json.loads(line)[f"questions_{language}"]
    ]
    chooser = random.Random(SEED)
    different = list(dict.fromkeys(found + chooser.sample(others, QUESTIONS + WARM_UP)))
    chosen = different[: QUESTIONS + WARM_UP]
    chooser.shuffle(chosen)
    return chosen


@dataclass(frozen=True, slots=True)
class BareEngines:
    """The engines on the very files of Bilim's index, with nothing between."""

    lexical: tantivy.Index
    graph: Index

    @classmethod
    def of(cls, folder: Path) -> BareEngines:
        """Open the files that the index in ``folder`` is made of."""
        manifest = read_manifest(folder)
        if manifest is None:
            raise SystemExit(f"There is no index in {folder}.")
        files = generation_folder(folder, manifest.generation)
        graph = Index.restore(str(files / GRAPH_NAME), view=True)
        if graph is None:
            raise SystemExit(f"{files / GRAPH_NAME} cannot be opened.")
        graph.expansion_search = EXPANSION_SEARCH  # type: ignore[misc]
        return cls(tantivy.Index.open(str(files / LEXICAL_NAME)), graph)

    def match(self, terms: Sequence[WeightedTerm]) -> int:
        """Put the terms together as tantivy wants them, and search."""
        schema = self.lexical.schema
        query = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(
                        tantivy.Query.term_query(schema, term.field, term.token, "freq"),
                        term.weight,
                    ),
                )
                for term in terms
            ]
        )
        return len(self.lexical.searcher().search(query, limit=CANDIDATES, count=False).hits)

    def nearest(self, vector: NDArray[np.float32]) -> int:
        """Search the graph."""
        return len(self.graph.search(vector, CANDIDATES, threads=1).keys)


def measure(bilim: Bilim, asked: Sequence[str]) -> Milliseconds:
    """Milliseconds of every part for every question, the first ``WARM_UP`` ones included."""
    wiring = bilim.wiring
    day = today()
    engines = BareEngines.of(wiring.settings.index_folder)
    taken: Milliseconds = {name: [] for name in (WHOLE, SEARCHER, *BARE)}
    for place, question in enumerate(asked):
        terms = understand(question, wiring.backend.document_frequencies).terms
        vector = wiring.encoder.encode_queries([question])[0]
        parts: list[tuple[str, Callable[[], object]]] = [
            (WHOLE, partial(bilim.search, question)),
            (SEARCHER, partial(wiring.searcher.search, question, as_of=day)),
            (ENCODER, partial(wiring.encoder.encode_queries, [question])),
            (LEXICAL, partial(engines.match, terms)),
            (VECTORS, partial(engines.nearest, vector)),
        ]
        # Whoever comes first meets cold caches of the processor: each part in its turn.
        first = place % len(parts)
        for name, part in parts[first:] + parts[:first]:
            begun = time.perf_counter()
            part()
            taken[name].append(1000 * (time.perf_counter() - begun))
    return taken


def table_of(taken: Milliseconds, title: str) -> Table:
    """p50 and p95 of each part, and of the whole over the bare parts."""
    table = Table(title=title)
    for column in ("milliseconds", "p50", "p95"):
        table.add_column(column, justify="left" if column == "milliseconds" else "right")
    first = taken[WHOLE][:FRESH]
    taken = {name: values[WARM_UP:] for name, values in taken.items()}
    bare = [sum(parts) for parts in zip(*(taken[name] for name in BARE), strict=True)]
    rows = {**taken, "bare parts together": bare, f"{WHOLE}, the first {FRESH} questions": first}
    for name, values in rows.items():
        table.add_row(name, f"{quantile(values, 0.5):.2f}", f"{quantile(values, 0.95):.2f}")
    for name in (WHOLE, SEARCHER):
        table.add_row(
            f"{name} ÷ bare parts",
            *(f"{quantile(taken[name], q) / quantile(bare, q):.2f}" for q in (0.5, 0.95)),
        )
    return table


def profile(bilim: Bilim, asked: Sequence[str], lines: int = 45) -> None:
    """Print where the time of `Bilim.search` goes, function by function."""
    profiler = cProfile.Profile()
    profiler.enable()
    for question in asked:
        bilim.search(question)
    profiler.disable()
    for order in ("cumulative", "tottime"):
        pstats.Stats(profiler).sort_stats(order).print_stats(lines)


def main() -> None:
    collect_less_often()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    console = Console()
    asked = questions()
    with tempfile.TemporaryDirectory(prefix="bilim-latency-") as temporary:
        for articles in chosen.articles:
            home = (chosen.home or Path(temporary)) / f"articles-{articles}"
            bilim = open_synthetic(home, Recipe(articles, SEED))
            try:
                taken = measure(bilim, asked)
                status = bilim.status()
                title = (
                    f"{status.articles:,} articles, {status.index.passages:,} passages, "
                    f"{QUESTIONS} questions; {machine()}"
                )
                console.print(table_of(taken, title))
                if chosen.profile:
                    profile(bilim, asked)
            finally:
                bilim.wiring.close()


if __name__ == "__main__":
    main()
