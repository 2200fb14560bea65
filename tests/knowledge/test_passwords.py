"""Passwords: what counts is how much of one cannot be guessed; they are kept as argon2id."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.accounts.hashing import hashed, is_outdated, matches
from knowledge.accounts.passwords import (
    LONGEST,
    WeakPasswordError,
    demand_quality,
    unguessable_length,
)


@pytest.mark.parametrize(
    "password",
    [
        "tree-lamp-river-17",
        "жаңбыр терезе көпір 9",
        "восемь синих лодок",
        "mN4vQz81LtRw",
    ],
)
def test_words_that_do_not_belong_together_are_good(password: str) -> None:
    demand_quality(password, "a.serikova", "Айгүл Серікова")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "short"),
        ("Kq7!vR2", "short"),
        ("x" * (LONGEST + 1), "long"),
        ("aaaaaaaaaaaaaaaa", "guessable"),
        ("abcdefghijklmnop", "guessable"),
        ("qwertyuiop[]asdf", "guessable"),
        ("йцукенгшщзхъфыва", "guessable"),
        ("Password1234!", "guessable"),
        ("пароль123456789", "guessable"),
        ("құпиясөз2026!!!", "guessable"),
        ("bilim1414bilim1414", "guessable"),
        ("serikova-aigul-1", "guessable"),
        ("ab1ab1ab1ab1ab1ab1", "guessable"),
    ],
)
def test_what_is_easily_guessed_is_refused(password: str, reason: str) -> None:
    with pytest.raises(WeakPasswordError) as caught:
        demand_quality(password, "a.serikova", "Aigul Serikova")
    assert caught.value.reason == reason


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_piece_counts_more_than_its_length(password: str, known: str) -> None:
    assert 0 <= unguessable_length(password, [known] if known else []) <= len(password.lower())


@given(st.text(alphabet="kxqzvjw7#", min_size=1, max_size=10), st.integers(2, 6))
def test_repeating_a_password_makes_it_no_better(piece: str, times: int) -> None:
    assert unguessable_length(piece * times, []) == unguessable_length(piece, [])


def test_a_hash_is_argon2id_and_holds_no_password() -> None:
    kept = hashed("tree-lamp-river-17")
    assert kept.startswith("$argon2id$")
    assert "tree" not in kept
    assert kept != hashed("tree-lamp-river-17"), "every hash has its own salt"
    assert not is_outdated(kept)


def test_only_the_same_password_matches() -> None:
    kept = hashed("терезе көпір жаңбыр")
    assert matches("терезе көпір жаңбыр", kept)
    assert not matches("терезе көпір жанбыр", kept)
    assert not matches("терезе көпір жаңбыр", None)
    assert not matches("x" * 100_000, kept)


def test_the_same_letters_typed_on_another_system_are_the_same_password() -> None:
    composed = "й ё tree lamp"
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    assert matches(decomposed, hashed(composed))


def test_a_hash_with_weaker_parameters_is_outdated() -> None:
    weak = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$8Z5SjPqcSrF/Jf5vEGDHQA"
    assert is_outdated(weak)
