"""How fast the default encoder is on this machine: passages a second, a query's wait, a cold start.

Run on a machine that is otherwise idle:

    python -m benchmarks.encoder_speed [--threads N] [--specification default]
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from tokenizers import Tokenizer

from index.encoders import load_encoder
from index.encoders.manifest import TOKENIZER_FILE
from index.encoders.protocol import Encoder
from index.encoders.registry import DEFAULT_FOLDER

ROOT = Path(__file__).resolve().parent.parent
COLD_STARTS = 5
QUERIES = 200
PASSAGES = 200
ROUNDS = 3

SENTENCES = [
    "Өтініш тіркелген күннен бастап үш жұмыс күні ішінде қаралады және нәтижесі жеке кабинетке "
    "жіберіледі.",
    "Заявление рассматривается в течение трёх рабочих дней со дня регистрации, результат "
    "направляется в личный кабинет.",
    "Құжаттар топтамасы толық болмаса, қызметкер қолхат беріп, өтінішті қабылдаудан бас тартады.",
    "При неполном пакете документов работник выдаёт расписку и отказывает в приёме заявления.",
    "Мемлекеттік баж жергілікті бюджетке төленеді, төлем туралы түбіртек өтінішке тіркеледі.",
    "Государственная пошлина уплачивается в местный бюджет, квитанция прилагается к заявлению.",
    "Қызмет тегін көрсетіледі.",
    "Услуга оказывается бесплатно.",
]
WORDS_OF_QUERIES = [
    "баланың туу туралы куәлігін қайтадан алу үшін қандай құжаттар қажет болады",
    "какие документы нужны чтобы получить повторное свидетельство о рождении ребёнка",
    "көлікті басқа адамның атына қайта рәсімдеу қанша тұрады және қайда барамын",
    "сколько стоит переоформить машину на другого человека и куда для этого идти",
]


def texts_of(pieces: int, sentences: Sequence[str], tokenizer: Tokenizer, count: int) -> list[str]:
    """``count`` texts of about ``pieces`` pieces each, sentences joined and cut at a word."""
    texts = []
    for start in range(count):
        words: list[str] = []
        place = start
        while len(tokenizer.encode(" ".join(words))) < pieces:
            words += sentences[place % len(sentences)].split()
            place += 1
        while len(tokenizer.encode(" ".join(words))) > pieces:
            words.pop()
        texts.append(f"{' '.join(words)} {start}")
    return texts


def passages_a_second(encoder: Encoder, texts: Sequence[str]) -> list[float]:
    rates = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        encoder.encode_passages(texts)
        rates.append(len(texts) / (time.perf_counter() - begun))
    return rates


def milliseconds_a_query(encoder: Encoder, texts: Sequence[str]) -> list[float]:
    waits = []
    for text in texts:
        begun = time.perf_counter()
        encoder.encode_queries([text])
        waits.append(1000 * (time.perf_counter() - begun))
    return waits


def cold_starts(specification: str) -> list[dict[str, float]]:
    """In fresh processes: seconds of imports and opening, of the first query, of the whole."""
    code = (
        "import sys, time; begun = time.perf_counter()\n"
        "from index.encoders import load_encoder\n"
        f"encoder = load_encoder({specification!r}); opened = time.perf_counter()\n"
        "encoder.encode_queries(['апостиль']); answered = time.perf_counter()\n"
        "print(opened - begun, answered - opened)"
    )
    measured = []
    for _ in range(COLD_STARTS):
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        whole = time.perf_counter() - begun
        opening, first = (float(value) for value in done.stdout.split())
        measured.append({"opening": opening, "first query": first, "whole process": whole})
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--specification", default="default")
    parser.add_argument("--threads", type=int, default=None)
    chosen = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(DEFAULT_FOLDER / TOKENIZER_FILE))
    encoder = load_encoder(chosen.specification, threads=chosen.threads)
    passages = texts_of(74, SENTENCES, tokenizer, PASSAGES)
    queries = texts_of(16, WORDS_OF_QUERIES, tokenizer, QUERIES)
    long, short = (
        float(np.mean([len(tokenizer.encode(prefix + text)) for text in texts]))
        for prefix, texts in (("passage: ", passages), ("query: ", queries))
    )
    encoder.encode_passages(passages[:8])
    rates = passages_a_second(encoder, passages)
    waits = milliseconds_a_query(encoder, queries)
    starts = cold_starts(chosen.specification)

    cores = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    table = Table(title=f"{encoder.name} {encoder.version}, {platform.machine()}, {cores}")
    for column in ("what", "typical", "worst"):
        table.add_column(column, justify="left" if column == "what" else "right")
    table.add_row(
        f"passages a second ({long:.0f} pieces)", f"{np.median(rates):.1f}", f"{min(rates):.1f}"
    )
    table.add_row(
        f"one query ({short:.0f} pieces), ms: p50, p95",
        f"{np.quantile(waits, 0.5):.1f}",
        f"{np.quantile(waits, 0.95):.1f}",
    )
    for name in starts[0]:
        times = [start[name] for start in starts]
        table.add_row(
            f"cold start, {name}, s: median, longest",
            f"{np.median(times):.2f}",
            f"{max(times):.2f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
