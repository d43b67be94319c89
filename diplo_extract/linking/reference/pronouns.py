"""Whom a pronoun means, by the speakers and subjects of the sentences before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from diplo_extract.linking.reference.names import Ids
from diplo_extract.linking.words import words

if TYPE_CHECKING:
    from diplo_extract.linking.reference.discourse import Discourse

__all__ = ["LOOK_BACK", "PLURAL", "SINGULAR", "latest", "pronoun", "recent", "we"]

SINGULAR = {"il": "m", "-il": "m", "elle": "f", "-elle": "f", "lui": "m", "celui-ci": "m", "celle-ci": "f"}
PLURAL = {"ils": "m", "-ils": "m", "elles": "f", "-elles": "f", "eux": "m"}
LOOK_BACK = 4
"""Sentences that a pronoun looks back over."""


def pronoun(discourse: Discourse, i: int) -> Ids:
    """The actors that the personal pronoun at `i` means; empty for `on`, for an impersonal, and in doubt."""
    word = discourse.doc[i].lower_
    if word in {"nous", "-nous"}:
        return we(discourse, i)
    if word in SINGULAR:
        return _back(discourse, i, SINGULAR[word], plural=False)
    if word in PLURAL:
        return _back(discourse, i, PLURAL[word], plural=True)
    return ()


def we(discourse: Discourse, i: int) -> Ids:
    """Whom `nous` means in a joint text: its apposition, else the first subject, of several rather than one."""
    if "nous" not in discourse.groups:
        discourse.groups["nous"] = _apposed_to_we(discourse, i)
    if discourse.groups["nous"]:
        return discourse.groups["nous"]
    del discourse.groups["nous"]
    before = [k for k, (start, _) in enumerate(discourse.frame.sentences) if start <= i]
    several = next((ids for k in before if len(ids := discourse.main_subject(k)) > 1), ())
    first = (discourse.main_subject(k) for k in before)
    return several or next((ids for ids in first if ids and not discourse.names.is_person(ids[0])), ())


def _apposed_to_we(discourse: Discourse, i: int) -> Ids:
    """The actors of the first apposition to `nous` up to token `i` (`Nous, chefs d'État de A et de B, …`)."""
    doc = discourse.doc
    for at in discourse.names.tokens("nous"):
        if at > i:
            break
        if doc[at].lower_ == "nous" and at + 1 < len(doc) and doc[at + 1].text == ",":
            end = next((k for k in range(at + 2, len(doc)) if doc[k].text == ","), len(doc))
            found = discourse.names.within(at, end)
            if found:
                return found
    return ()


def _topic(discourse: Discourse, i: int) -> Ids:
    """Whom the sentence of the pronoun at `i` sets out to speak of (`Quant au diplomate angolais, il …`)."""
    start = discourse.frame.sentences[discourse.frame.sentence(i)][0]
    if discourse.doc[start].lower_ != "quant":
        return ()
    comma = next((k for k in range(start, i) if discourse.doc[k].text == ","), start)
    return discourse.resolve(start + 1 + (discourse.doc[start + 1].lower_ == "à"), comma)


def _back(discourse: Discourse, i: int, gender: str, *, plural: bool) -> Ids:
    """The last speaker or subject that agrees with the pronoun at `i`, or the only person told who does."""
    sentence = discourse.frame.sentence(i)
    earlier = _topic(discourse, i) or _earlier_here(discourse, i, gender, plural)
    if earlier:
        return earlier
    for k in range(sentence - 1, max(-1, sentence - 1 - LOOK_BACK), -1):
        for ids in (discourse.said.get(k, ()), discourse.main_subject(k)):
            if _agrees(discourse, ids, gender, plural) or _takes_up(discourse, k, ids, gender, plural=plural):
                return ids
        if not plural and _body_unknown(discourse, k, gender):
            return ()
        named = () if plural else _agreeing_persons(discourse, k, gender)
        if named:
            return named if len(named) == 1 else ()
    return _two_in_talk(discourse, sentence, gender) if plural else ()


def _two_in_talk(discourse: Discourse, sentence: int, gender: str) -> Ids:
    """The two of different states who alone spoke or acted in the sentences before (`Ils sont convenus de …`)."""
    sentences = range(max(0, sentence - LOOK_BACK), sentence)
    told = {ids for k in sentences for ids in (discourse.said.get(k, ()), discourse.main_subject(k)) if ids}
    singles = {ids[0] for ids in told if len(ids) == 1}
    pair = tuple(actor.id for actor in discourse.names.actors.actors if actor.id in singles)
    countries = {getattr(discourse.names.actors[id], "country", None) for id in pair} - {None}
    return pair if len(told) == len(pair) == len(countries) == 2 and _agrees(discourse, pair, gender, True) else ()


def _body_unknown(discourse: Discourse, sentence: int, gender: str) -> bool:
    """Whether a sentence opens with a body that is no actor of the document, but that the pronoun may well mean."""
    start = discourse.frame.sentences[sentence][0]
    opens = discourse.doc[start].lower_, discourse.doc[start + 1 : start + 2].text.lower()
    return opens[1] in words("body") and {"le": "m", "la": "f"}.get(opens[0], gender) == gender


def _earlier_here(discourse: Discourse, i: int, gender: str, plural: bool) -> Ids:
    """The subject of an earlier clause of the pronoun's own sentence."""
    start = discourse.frame.sentences[discourse.frame.sentence(i)][0]
    for token in reversed(discourse.doc[start:i]):
        if token.dep_.startswith("nsubj") and token.pos_ != "PRON" and token.head.i > token.i:
            ids = discourse.resolve(max(start, token.left_edge.i), min(i, token.right_edge.i + 1, token.head.i))
            if _agrees(discourse, ids, gender, plural) and (plural or discourse.names.is_person(ids[0])):
                return ids
    return ()


def _takes_up(discourse: Discourse, sentence: int, ids: Ids, gender: str, *, plural: bool) -> bool:
    """Whether the pronoun takes up the gender of a noun: of a state's unnamed president, of `les personnalités`."""
    if not ids or ids != discourse.main_subject(sentence) or discourse.genders.get(sentence) != gender:
        return False
    return len(ids) > 1 if plural else len(ids) == 1 and discourse.names.is_state(ids[0])


def _agrees(discourse: Discourse, ids: Ids, gender: str, plural: bool) -> bool:
    if not ids:
        return False
    if len(ids) == 1 and plural:  # `Ils` for the members of a body
        return gender == "m" and ids[0] in discourse.collectives
    if (len(ids) > 1) != plural:
        return False
    genders = {discourse.names.gender[id] for id in ids}
    if plural:
        return gender == "m" or "m" not in genders
    return genders <= {gender, None}


def _agreeing_persons(discourse: Discourse, sentence: int, gender: str) -> Ids:
    start, end = discourse.frame.sentences[sentence]
    ids = [id for a, b, id in discourse.names.spans if start <= a and b <= end and discourse.names.is_person(id)]
    return tuple(id for id in dict.fromkeys(ids) if discourse.names.gender[id] in {gender, None})


def latest(discourse: Discourse, at: int, gender: str) -> Ids:
    """`ce dernier`: the person named last, if of that gender."""
    last = next((id for a, _, id in reversed(discourse.names.spans) if a < at and discourse.names.is_person(id)), None)
    return (last,) if last is not None and discourse.names.gender[last] in {gender, None} else ()


def recent(discourse: Discourse, ids: Sequence[str], at: int) -> Ids:
    """The one of the candidates that was speaker or subject last; else the only one told so far; else none."""
    sentence = discourse.frame.sentence(at)
    for k in range(sentence, max(-1, sentence - LOOK_BACK), -1):
        for known in (discourse.said.get(k, ()), discourse.subjects.get(k, ())):
            if len(known) == 1 and known[0] in ids:
                return known
    told = {id for a, _, id in discourse.names.spans if a < at and id in ids}
    return tuple(told) if len(told) == 1 else ()
