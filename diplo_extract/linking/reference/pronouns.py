"""Whom a pronoun means, by the speakers and subjects of the sentences before it."""

from __future__ import annotations

from collections.abc import Sequence

from diplo_extract.linking.reference.memory import LOOK_BACK, Memory
from diplo_extract.linking.reference.names import Ids
from diplo_extract.linking.words import words

__all__ = ["PLURAL", "SINGULAR", "latest", "pronoun", "recent", "we"]

SINGULAR = {"il": "m", "-il": "m", "elle": "f", "-elle": "f", "lui": "m", "celui-ci": "m", "celle-ci": "f"}
PLURAL = {"ils": "m", "-ils": "m", "elles": "f", "-elles": "f", "eux": "m"}


def pronoun(memory: Memory, i: int) -> Ids:
    """The actors that the personal pronoun at `i` means; empty for `on`, for an impersonal, and in doubt."""
    word = memory.doc[i].lower_
    if word in {"nous", "-nous"}:
        return we(memory, i)
    if word in SINGULAR:
        return _back(memory, i, SINGULAR[word], plural=False)
    if word in PLURAL:
        return _back(memory, i, PLURAL[word], plural=True)
    return ()


def we(memory: Memory, i: int) -> Ids:
    """Whom `nous` means in a joint text: its apposition, else the first subject, of several rather than one."""
    if "nous" not in memory.groups:
        memory.groups["nous"] = _apposed_to_we(memory, i)
    if memory.groups["nous"]:
        return memory.groups["nous"]
    del memory.groups["nous"]
    before = [k for k, (start, _) in enumerate(memory.frame.sentences) if start <= i]
    several = next((ids for k in before if len(ids := memory.main_subject(k)) > 1), ())
    first = (memory.main_subject(k) for k in before)
    return several or next((ids for ids in first if ids and not memory.names.is_person(ids[0])), ())


def _apposed_to_we(memory: Memory, i: int) -> Ids:
    """The actors of the first apposition to `nous` up to token `i` (`Nous, chefs d'État de A et de B, …`)."""
    doc = memory.doc
    for at in memory.names.tokens("nous"):
        if at > i:
            break
        if doc[at].lower_ == "nous" and at + 1 < len(doc) and doc[at + 1].text == ",":
            end = next((k for k in range(at + 2, len(doc)) if doc[k].text == ","), len(doc))
            found = memory.names.within(at, end)
            if found:
                return found
    return ()


def _topic(memory: Memory, i: int) -> Ids:
    """Whom the sentence of the pronoun at `i` sets out to speak of (`Quant au diplomate angolais, il …`)."""
    start = memory.frame.sentences[memory.frame.sentence(i)][0]
    if memory.doc[start].lower_ != "quant":
        return ()
    comma = next((k for k in range(start, i) if memory.doc[k].text == ","), start)
    return memory.resolve(start + 1 + (memory.doc[start + 1].lower_ == "à"), comma)


def _back(memory: Memory, i: int, gender: str, *, plural: bool) -> Ids:
    """The last speaker or subject that agrees with the pronoun at `i`, or the only person told who does."""
    sentence = memory.frame.sentence(i)
    earlier = _topic(memory, i) or _inside(memory, i, gender, plural) or _earlier_here(memory, i, gender, plural)
    if earlier:
        return earlier
    for k in range(sentence - 1, max(-1, sentence - 1 - LOOK_BACK), -1):
        for ids in (memory.said.get(k, ()), memory.main_subject(k)):
            if _agrees(memory, ids, gender, plural) or _takes_up(memory, k, ids, gender, plural=plural):
                return ids
        if not plural and _body_unknown(memory, k, gender):
            return ()
        named = () if plural else _agreeing_persons(memory, k, gender)
        if named:
            return named if len(named) == 1 else ()
    return _two_in_talk(memory, sentence, gender) if plural else ()


def _inside(memory: Memory, i: int, gender: str, plural: bool) -> Ids:
    """The last subject told inside the quotation of the pronoun at `i`, whose speaker would say `je` of himself."""
    quotation = memory.frame.quotation(i)
    if quotation is None:
        return ()
    start = quotation[0] + 1
    for token in reversed(memory.doc[start:i]):
        if token.dep_.startswith("nsubj") and token.pos_ != "PRON" and token.head.i > token.i:
            ids = memory.resolve(max(start, token.left_edge.i), min(i, token.right_edge.i + 1, token.head.i))
            if _agrees(memory, ids, gender, plural):
                return ids
    opening = memory.names.leading(start, i)
    return opening if _agrees(memory, opening, gender, plural) else ()


def _two_in_talk(memory: Memory, sentence: int, gender: str) -> Ids:
    """The two of different states who alone spoke or acted in the sentences before (`Ils sont convenus de …`)."""
    sentences = range(max(0, sentence - LOOK_BACK), sentence)
    told = {ids for k in sentences for ids in (memory.said.get(k, ()), memory.main_subject(k)) if ids}
    singles = {ids[0] for ids in told if len(ids) == 1}
    pair = tuple(actor.id for actor in memory.names.actors.actors if actor.id in singles)
    countries = {getattr(memory.names.actors[id], "country", None) for id in pair} - {None}
    return pair if len(told) == len(pair) == len(countries) == 2 and _agrees(memory, pair, gender, True) else ()


def _body_unknown(memory: Memory, sentence: int, gender: str) -> bool:
    """Whether a sentence opens with a body that is no actor of the document, but that the pronoun may well mean."""
    start = memory.frame.sentences[sentence][0]
    opens = memory.doc[start].lower_, memory.doc[start + 1 : start + 2].text.lower()
    return opens[1] in words("body") and {"le": "m", "la": "f"}.get(opens[0], gender) == gender


def _earlier_here(memory: Memory, i: int, gender: str, plural: bool) -> Ids:
    """The subject of an earlier clause of the pronoun's own sentence."""
    start = memory.frame.sentences[memory.frame.sentence(i)][0]
    for token in reversed(memory.doc[start:i]):
        if token.dep_.startswith("nsubj") and token.pos_ != "PRON" and token.head.i > token.i:
            ids = memory.resolve(max(start, token.left_edge.i), min(i, token.right_edge.i + 1, token.head.i))
            if _agrees(memory, ids, gender, plural) and (plural or memory.names.is_person(ids[0])):
                return ids
    return ()


def _takes_up(memory: Memory, sentence: int, ids: Ids, gender: str, *, plural: bool) -> bool:
    """Whether the pronoun takes up the gender of a noun: of a state's unnamed president, of `les personnalités`."""
    if not ids or ids != memory.main_subject(sentence) or memory.genders.get(sentence) != gender:
        return False
    return len(ids) > 1 if plural else len(ids) == 1 and memory.names.is_state(ids[0])


def _agrees(memory: Memory, ids: Ids, gender: str, plural: bool) -> bool:
    if not ids:
        return False
    if len(ids) == 1 and plural:  # `Ils` for the members of a body
        return gender == "m" and ids[0] in memory.collectives
    if (len(ids) > 1) != plural:
        return False
    genders = {memory.names.gender[id] for id in ids}
    if plural:
        return gender == "m" or "m" not in genders
    return genders <= {gender, None}


def _agreeing_persons(memory: Memory, sentence: int, gender: str) -> Ids:
    start, end = memory.frame.sentences[sentence]
    ids = [id for _, b, id in memory.names.beginning(start, end) if b <= end and memory.names.is_person(id)]
    return tuple(id for id in dict.fromkeys(ids) if memory.names.gender[id] in {gender, None})


def latest(memory: Memory, at: int, gender: str) -> Ids:
    """`ce dernier`: the person named last, if of that gender."""
    last = next((id for a, _, id in reversed(memory.names.spans) if a < at and memory.names.is_person(id)), None)
    return (last,) if last is not None and memory.names.gender[last] in {gender, None} else ()


def recent(memory: Memory, ids: Sequence[str], at: int) -> Ids:
    """The one of the candidates that was speaker or subject last; else the only one told so far; else none."""
    sentence = memory.frame.sentence(at)
    for k in range(sentence, max(-1, sentence - LOOK_BACK), -1):
        for known in (memory.said.get(k, ()), memory.subjects.get(k, ())):
            if len(known) == 1 and known[0] in ids:
                return known
    told = {id for a, _, id in memory.names.spans if a < at and id in ids}
    return tuple(told) if len(told) == 1 else ()
