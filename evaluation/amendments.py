"""How well amending orders are read: precision and recall of instructions, over our own orders.

The orders under ``data/amending`` are invented by this project, and so is their gold: what a
person finds in each. A file ``NAME.gold`` beside ``NAME.html`` (or another format) says

    order 91 2026-02-14 ru
    act 74 2022-03-11
    from 2026-05-01
    para 8 | replace | 8. В течение … повторно.
    para 12 part 2 | replace_words | три => пять
    @2027-01-01 annex 1 row 9 | delete

``act`` and ``from`` (the day named for all that follows) hold until the next one; «…» in a text
stands for anything. An instruction is *found* where act, element and kind agree; it is *right*
where text, words and day agree as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.amending import read_amending_orders
from knowledge.amending.instructions import AmendingOrder, Instruction
from knowledge.errors import BilimError

DATA = Path(__file__).parent / "data" / "amending"
HELD_OUT = "held-out"
"""The folder of the orders that were written after the reader was finished."""


class AmendmentGoldError(BilimError):
    """A file of gold instructions that cannot be read; the message names file and line."""

    code = "bad_gold"


@dataclass(frozen=True, slots=True)
class GoldInstruction:
    """What a person found; ``text`` may have «…» in it."""

    act: tuple[str, str]
    provision: str
    kind: str
    text: str | None
    words: tuple[str, str] | None
    day: str | None


@dataclass(frozen=True, slots=True)
class GoldOrder:
    """An order with its gold. ``file`` is the order itself."""

    file: Path
    number: str
    date: str
    language: str
    instructions: tuple[GoldInstruction, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over some orders."""

    gold: int = 0
    read: int = 0
    found: int = 0
    right: int = 0
    heads: int = 0
    orders: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.gold + other.gold,
            self.read + other.read,
            self.found + other.found,
            self.right + other.right,
            self.heads + other.heads,
            self.orders + other.orders,
        )

    @property
    def precision(self) -> float:
        """The share of instructions read that are there; 1 where none was read."""
        return self.found / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold instructions that were found; 1 where there are none."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def exact(self) -> float:
        """The share of the gold instructions that were found with text, words and day."""
        return self.right / self.gold if self.gold else 1.0


def read_gold_orders(folder: Path) -> list[GoldOrder]:
    """The orders of a folder (subfolders left out) that have gold. Raises AmendmentGoldError."""
    orders: list[GoldOrder] = []
    for gold in sorted(folder.glob("*.gold")):
        files = [f for f in gold.parent.glob(f"{gold.stem}.*") if f.suffix != ".gold"]
        orders.extend(read_gold(gold, file) for file in sorted(files))
    if not orders:
        raise AmendmentGoldError(f"{folder}: there is no order with gold.")
    return orders


def read_gold(gold: Path, file: Path) -> GoldOrder:
    """The gold of one order. Raises AmendmentGoldError."""
    head: tuple[str, str, str] | None = None
    act, day = ("", ""), None
    found: list[GoldInstruction] = []
    for number, line in enumerate(gold.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split()
        if not fields:
            continue
        if fields[0] == "order" and "|" not in line:
            head = (" ".join(fields[1:-2]), fields[-2], fields[-1])
        elif fields[0] == "act" and "|" not in line:
            act = (" ".join(fields[1:-1]), fields[-1])
        elif fields[0] == "from":
            day = fields[1] if len(fields) > 1 else None
        else:
            found.append(_instruction(f"{gold}, line {number}", line, act, day))
    if head is None:
        raise AmendmentGoldError(f"{gold}: the line «order NUMBER DATE LANGUAGE» is missing.")
    return GoldOrder(file, *head, tuple(found))


def _instruction(where: str, line: str, act: tuple[str, str], day: str | None) -> GoldInstruction:
    own = re.match(r"@(\S+)\s+", line)
    if own:
        day, line = own[1], line[own.end() :]
    fields = [field.strip() for field in line.split(" | ", maxsplit=2)]
    if len(fields) < 2:
        raise AmendmentGoldError(f"{where}: no «ELEMENT | KIND | TEXT».")
    content = fields[2] if len(fields) > 2 else None
    if content is not None and "=>" in content:
        old, _, new = content.partition("=>")
        return GoldInstruction(act, fields[0], fields[1], None, (old.strip(), new.strip()), day)
    return GoldInstruction(act, fields[0], fields[1], content, None, day)


def score_order(gold: GoldOrder, read: AmendingOrder) -> tuple[Score, list[str]]:
    """The score of one order, and what is wrong in words."""
    wrong: list[str] = []
    left = list(read.instructions)
    found = right = 0
    for wanted in gold.instructions:
        fitting = [one for one in left if _same_place(wanted, one)]
        best = next((one for one in fitting if _same_content(wanted, one)), None)
        chosen = best or next(iter(fitting), None)
        if chosen is None:
            wrong.append(f"missed: {wanted.act[0]} {wanted.provision} {wanted.kind}")
            continue
        left.remove(chosen)
        found += 1
        right += best is not None
        if best is None:
            wrong.append(
                f"differs: {wanted.provision}: {wanted.text or wanted.words} {wanted.day} ≠ "
                f"{(chosen.text or '')[:80]!r} {chosen.old_words} => {chosen.new_words} "
                f"{chosen.in_force_from}"
            )
    wrong += [f"too many: {one.act} {one.provision} {one.kind}" for one in left]
    head = (read.number, read.date.isoformat() if read.date else None, read.language)
    is_head = head == (gold.number, gold.date, gold.language)
    if not is_head:
        wrong.append(f"head: {head}")
    counts = Score(len(gold.instructions), len(read.instructions), found, right, int(is_head), 1)
    return counts, wrong


def _same_place(wanted: GoldInstruction, read: Instruction) -> bool:
    date = read.act.date.isoformat() if read.act.date else ""
    return (
        (read.act.number, date) == wanted.act
        and read.provision == wanted.provision
        and read.kind == wanted.kind
        and (wanted.words is None or (read.old_words or "") == wanted.words[0])
    )


def _same_content(wanted: GoldInstruction, read: Instruction) -> bool:
    day = read.in_force_from.isoformat() if read.in_force_from else None
    if day != wanted.day:
        return False
    if wanted.words is not None:
        return (read.old_words or "", read.new_words or "") == wanted.words
    if wanted.text is None:
        return not read.text
    pattern = r".*".join(re.escape(_flat(part)) for part in wanted.text.split("…"))
    return re.fullmatch(pattern, _flat(read.text or ""), re.DOTALL) is not None


def _flat(text: str) -> str:
    return " ".join(text.split())


def measure(orders: Iterable[GoldOrder]) -> tuple[dict[str, Score], list[str]]:
    """Scores by language and in all, and what is wrong, by file."""
    scores: dict[str, Score] = {}
    wrong: list[str] = []
    for gold in orders:
        read = read_amending_orders(gold.file.read_bytes(), gold.file.name)
        chosen = next((one for one in read if one.language == gold.language), read[0])
        score, faults = score_order(gold, chosen)
        for group in (gold.language, "all"):
            scores[group] = scores.get(group, Score()) + score
        wrong += [f"{gold.file.name}: {fault}" for fault in faults]
    return scores, wrong


def main(arguments: Sequence[str] = ()) -> int:
    """Print the figures; with ``--wrong`` also every fault. Folders may be named instead."""
    from rich.console import Console
    from rich.table import Table

    named = [Path(one) for one in arguments if not one.startswith("--")]
    folders = named or [DATA, DATA / HELD_OUT]
    table = Table(title="Instructions read from invented amending orders (our own)")
    for column in ("orders", "language", "orders read", "head", "gold", "read", "precision",
                   "recall", "exact"):  # fmt: skip
        table.add_column(column, justify="left" if column in ("orders", "language") else "right")
    faults: list[str] = []
    for folder in folders:
        if not folder.is_dir():
            continue
        scores, wrong = measure(read_gold_orders(folder))
        faults += wrong
        for language, score in sorted(scores.items()):
            name = "development" if folder == DATA else folder.name
            table.add_row(
                name, language, str(score.orders), str(score.heads), str(score.gold),
                str(score.read), f"{score.precision:.3f}", f"{score.recall:.3f}",
                f"{score.exact:.3f}",
            )  # fmt: skip
    console = Console(width=140, markup=False, highlight=False)
    console.print(table)
    if "--wrong" in arguments:
        for fault in faults:
            console.print(fault)
    return 0
