"""The closed words of the three languages: they join sentences, and say nothing of the subject.

They are marked, not dropped: whether «не» or «без» matters is for ranking to say. Words that
hold what is asked (when, how much, where) are not on the lists.
"""

from __future__ import annotations

from index.analysis.fold import fold

_RUSSIAN = """
а без бы в во вот все всё да для до же за и из или им их к как ко ли мне мой мы на над нам нас не
него нее ней них но ну о об обо он она они оно от по под при про с со так такой там то тот ты у уж
уже чтобы что это этот эта эти этого этой этом этих я меня мною моя мое мои моего моей моих его ее
ему вы вас вам наш ваш свой себя который которая которое которые которого которой которых ни
нибудь либо еще тоже также если то ведь быть был была было были есть будет будут
"""
_KAZAKH = """
мен мені менің маған сен сіз сізге сіздің ол оны оның оған олар біз біздің бізге бұл осы сол мына
және немесе не яғни үшін туралы бойынша арқылы дейін кейін бірақ ал да де та те ма ме ба бе па пе
ғой қой шы ші деп деген екен еді емес болып болса болып болады бола болған болатын бар жоқ өз өзім
өзі өзінің өзіне әлде себебі сондай осындай сияқты тағы енді
"""
_ENGLISH = """
a an and are as at be by for from has have he her his i if in is it its me my of on or our she so
that the their them they this to was we were will with you your
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    "ru": frozenset(_RUSSIAN.replace("ё", "е").split()),
    "kk": frozenset(fold(_KAZAKH).split()),
    "en": frozenset(_ENGLISH.split()),
}
"""By language; the Kazakh ones folded."""


def is_stop_word(word: str, language: str) -> bool:
    """Say whether a normalised word is on its language's list."""
    return (fold(word) if language == "kk" else word) in STOP_WORDS.get(language, frozenset())
