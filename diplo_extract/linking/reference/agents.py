"""Who does what a verb tells: its subject, by the place where each kind of form has one."""

from __future__ import annotations

from collections.abc import Sequence

from diplo_extract.linking.clauses import Verb
from diplo_extract.linking.reference.discourse import Discourse
from diplo_extract.linking.reference.names import Ids
from diplo_extract.linking.reference.pronouns import pronoun, we
from diplo_extract.linking.reference.roles import home
from diplo_extract.linking.sentences import Bounds
from diplo_extract.linking.words import is_form, is_relative, words

__all__ = ["Act", "agent"]

Act = tuple[int, int, Ids]
"""An act told earlier: where its verb group begins, where its clause ends, and who does it."""


def agent(discourse: Discourse, verb: Verb, earlier: Sequence[Act]) -> Ids:
    """The actors that do what the verb tells; `earlier` are the acts told before, in its sentence or elsewhere."""
    doc, sentence = discourse.doc, discourse.frame.sentences[discourse.frame.sentence(verb.start)]
    same = [act for act in earlier if sentence[0] <= act[0] < verb.start and act[2]]
    if verb.clitic is not None:
        return pronoun(discourse, verb.clitic)
    if verb.kind == "infinitive" and verb.governor is not None:
        governing = next((act for act in reversed(same) if act[0] <= verb.governor < act[1]), None)
        if governing is not None:
            return governing[2]
        return discourse.subject_of(verb.governor, before=verb.governor) or (same[-1][2] if same else ())
    if verb.kind in {"shared", "gerund", "infinitive"} and same:
        return same[-1][2]
    opens = doc[verb.start].text[0].isupper() and verb.start - sentence[0] < 4 and not doc[verb.start].text.isupper()
    if (
        discourse.adopting()
        and verb.kind in {"gerund", "finite"}
        and (opens or not _has_subject(discourse, sentence[0], verb))
    ):
        return discourse.adopting()
    if verb.kind == "gerund":
        found = _subject_of_main_clause(discourse, verb, sentence)
        return found or (we(discourse, verb.start) if opens else ())
    if opens and verb.kind == "finite":
        return we(discourse, verb.start)  # `1. Condamne …`, as the paragraphs of a decision begin
    i = verb.start - 1
    while i > sentence[0] and (doc[i].lower_ in words("object_clitic") or doc[i].pos_ == "ADV" or doc[i].is_space):
        i -= 1
    if doc[i].lower_ == "on":
        return discourse.sides(i) if verb.kind == "compound" and verb.tense != "conditional" else ()
    if doc[i].lower_ in {"qui", "lequel", "laquelle"}:
        return discourse.antecedent(i)
    if doc[verb.head].lower_.endswith("ons") or doc[verb.start].lower_ in {"avons", "sommes"}:
        return we(discourse, verb.start) or home(discourse.names)
    inside = bool(same) and any(token.lower_ in {"que", "qu'"} for token in doc[same[-1][1] : same[-1][1] + 2])
    apart = doc[i].text == "," and inside  # `a rapporté que M. X, arrivé lundi, s'entretiendrait`
    if (
        same
        and doc[i].lower_ in {"et", "puis", "mais", "ou", ","}
        and not apart
        and not _has_subject(discourse, same[-1][1], verb)
    ):
        return same[-1][2]
    if doc[i].lower_ in {"et", "puis"} and any(is_form(token, "Fin") for token in doc[sentence[0] : i]):
        return discourse.main_subject(discourse.frame.sentence(i))
    told = [act[1] for act in same if act[1] <= verb.start and not (act[0] and is_relative(doc[act[0] - 1]))]
    floor = max([*told, *_complementizer(discourse, sentence[0], verb), *_quoting(discourse, verb)], default=None)
    return discourse.subject_of(verb.head, before=verb.start, floor=floor)


def _complementizer(discourse: Discourse, start: int, verb: Verb) -> Sequence[int]:
    """Where the clause of the verb begins behind its `que`, if it is such a clause: its subject stands inside."""
    doc = discourse.doc
    for i in range(verb.start - 1, start, -1):
        if is_form(doc[i], "Fin"):
            return ()
        if doc[i].lower_ in {"que", "qu'"}:
            return (i + 1,) if doc[i].pos_ == "SCONJ" and doc[i - 1].lower_ not in words("not_complement") else ()
    return ()


def _quoting(discourse: Discourse, verb: Verb) -> Sequence[int]:
    """Where the quotation around the verb begins, if a noun stands in it before the verb: its subject is no other."""
    quotation = discourse.frame.quotation(verb.start)
    before = discourse.doc[quotation[0] + 1 : verb.start] if quotation else ()
    return (quotation[0] + 1,) if quotation and any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in before) else ()


def _has_subject(discourse: Discourse, start: int, verb: Verb) -> bool:
    """Whether the verb has a subject of its own behind the clause before it."""
    group = range(verb.start, verb.end)
    return any(t.dep_.startswith("nsubj") and t.head.i in group for t in discourse.doc[start : verb.start])


def _subject_of_main_clause(discourse: Discourse, verb: Verb, sentence: Bounds) -> Ids:
    """The subject of the clause that a participle belongs to (`Rappelant que …, il a assuré`)."""
    doc = discourse.doc
    if verb.start - sentence[0] > 2:
        subject = discourse.main_subject(discourse.frame.sentence(verb.start))
        return subject or pronoun(discourse, sentence[0])
    for i in range(verb.end, sentence[1]):
        if doc[i].text == ",":
            stop = next((k for k in range(i + 1, sentence[1]) if is_form(doc[k], "Fin")), sentence[1])
            if not any(doc[k].text == "," for k in range(i + 1, stop)):
                found = discourse.resolve(i + 1, stop)
                if found:
                    return found
    return ()
