"""The closed classes of words that the grammar asks for, from the lexicon's `word_classes`."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from diplo_extract.lexicon import word_class
from diplo_extract.lexicon.gazetteer import fold

__all__ = ["folded", "is_form", "is_relative", "plain", "word_of", "words"]


def words(*codes: str) -> frozenset[str]:
    """The words of the classes with these codes, in lower case; raises `KeyError` for an unknown code."""
    return word_class("word_classes", *codes)


@cache
def folded(*codes: str) -> frozenset[str]:
    """The words of the classes, folded as `plain` folds a token."""
    return frozenset(fold(word) for word in words(*codes))


def plain(token: Token) -> str:
    """The token in lower case without accents, hyphens as spaces."""
    return fold(token.text).strip()


def word_of(token: Token) -> str:
    """The token in lower case, `à` for the A of a line in capitals, which have no accents."""
    following = token.nbor().text if token.i + 1 < len(token.doc) else ""
    return "à" if token.text == "A" and len(following) > 1 and following.isupper() else token.lower_


def is_form(token: Token, form: str) -> bool:
    """Whether the model takes the token for a verb of that form (Fin, Inf, Part), an infinitive by its ending too."""
    if form == "Inf" and not token.lower_.endswith(("r", "re")):
        return False  # `ont renoué`, as the model has it
    return form in token.morph.get("VerbForm", [])


def is_relative(token: Token) -> bool:
    """Whether the token is a relative pronoun (no `que` as in `dès que possible`, `ainsi que`)."""
    if token.lower_ not in words("relative"):
        return False
    return not (token.lower_ in {"que", "qu'"} and token.i > 0 and token.nbor(-1).lower_ in words("not_complement"))
