"""The best way to pair two sets, each member at most once: the Hungarian method.

SciPy has it (``linear_sum_assignment``); these thirty lines spare the product that library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.changes.likeness import Matrix


def best_pairs(gain: Matrix) -> list[tuple[int, int]]:
    """Pairs (row, column) with the largest sum of gains; pairs that gain nothing are left out."""
    import numpy as np

    rows = np.flatnonzero(np.any(gain > 0, axis=1))
    columns = np.flatnonzero(np.any(gain > 0, axis=0))
    if not rows.size:
        return []
    useful = gain[rows][:, columns]
    if rows.size > columns.size:
        pairs = [(row, column) for row, column in enumerate(_assign(-useful.T.clip(min=0)))]
    else:
        pairs = [(row, column) for column, row in enumerate(_assign(-useful.clip(min=0)))]
    return sorted(
        (int(rows[row]), int(columns[column]))
        for row, column in pairs
        if row >= 0 and column >= 0 and useful[row, column] > 0
    )


def _assign(cost: Matrix) -> list[int]:
    """The row that each column gets (-1: none) where the sum of costs is the least.

    There are at most as many rows as columns. Potentials ``of_row`` and ``of_column`` keep every
    reduced cost from falling below nought; each row is added by the cheapest augmenting path.
    Column 0 stands for the row that is being added.
    """
    import numpy as np

    rows, columns = cost.shape
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)
    row_of = np.zeros(columns + 1, dtype=np.int64)
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        least = np.full(columns + 1, np.inf)
        came_from = np.zeros(columns + 1, dtype=np.int64)
        done = np.zeros(columns + 1, dtype=bool)
        while row_of[column] or column == 0:
            done[column] = True
            here = row_of[column]
            reduced = np.empty(columns + 1)
            reduced[0] = np.inf
            reduced[1:] = cost[here - 1] - of_row[here] - of_column[1:]
            cheaper = ~done & (reduced < least)
            least[cheaper], came_from[cheaper] = reduced[cheaper], column
            following = int(np.argmin(np.where(done, np.inf, least)))
            step = least[following]
            of_row[row_of[done]] += step
            of_column[done] -= step
            least[~done] -= step
            column = following
        while column:
            row_of[column] = row_of[came_from[column]]
            column = int(came_from[column])
    return [int(row) - 1 for row in row_of[1:]]
