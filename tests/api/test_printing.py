"""What a terminal shows is the text as it is, whatever signs it holds."""

from __future__ import annotations

from api.commands.printing import print_act, print_answers
from api.service import Bilim


def test_signs_that_a_terminal_library_takes_for_markup_are_printed(bilim: Bilim, capsys):
    view = bilim.act("74/2022-03-11")
    first = view.provisions[2].model_copy(update={"text": "текст [/b] и [bold]ещё[/bold]"})
    print_act(view.model_copy(update={"provisions": (first,)}))
    assert "текст [/b] и [bold]ещё[/bold]" in capsys.readouterr().out


def test_an_answer_shows_key_sentence_and_citation(bilim: Bilim, capsys):
    answer = bilim.search("сколько стоит паспорт пасеки", limit=2)
    odd = answer.results[0].model_copy(update={"key_sentence": "[/] бесплатно", "marks": ()})
    print_answers(answer.model_copy(update={"results": (odd,)}))
    shown = capsys.readouterr().out
    assert "1. [/] бесплатно" in shown
    assert "Приказ № 74" in shown
