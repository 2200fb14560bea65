"""English stems: the plural and the possessive, nothing more.

English is the third language of a few acts and of no caller. Harman's S-stemmer brings
«applications» to «application» and cannot ruin a name or an address.
"""

from __future__ import annotations


def stem(word: str) -> str:
    """Return a normalised English word without possessive and plural ending."""
    word = word.removesuffix("'s").rstrip("'")
    if len(word) > 4 and word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1] if not word.endswith(("sses", "ches", "shes", "xes")) else word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word
