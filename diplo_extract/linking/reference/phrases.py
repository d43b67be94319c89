"""Whom a noun phrase means: names, descriptions of offices and sides, and coordinations of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from diplo_extract.linking.reference.memory import ARTICLES, LOOK_BACK, Memory
from diplo_extract.linking.reference.names import Ids
from diplo_extract.linking.reference.pronouns import PLURAL, SINGULAR, latest, pronoun, recent
from diplo_extract.linking.reference.roles import (
    anchored,
    assembly,
    body,
    fits,
    governs,
    holders,
    home,
    listed,
    named_body,
    names_office,
    titled,
)
from diplo_extract.linking.sentences import Bounds, trimmed
from diplo_extract.linking.words import folded, is_form, is_relative, plain
from diplo_extract.record import Organisation, Person

__all__ = ["resolve", "sides"]

NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7}
FIRST = 3
"""Sentences at the head of a document that may say who issues it."""
COORDINATING = frozenset({"et", ",", "de", "du", "des", "d'", "la", "le", "les", "l'"})
PLURAL_ARTICLES = frozenset({"les", "des", "aux", "ces", "nos", "leurs", "ses", "tous", "toutes"})


def resolve(memory: Memory, start: int, end: int) -> Ids:
    """The actors that the noun phrase `start`..`end` means, coordinated ones all of them; empty: not settled."""
    start, end = trimmed(memory.doc, start, end)
    while end > start and memory.doc[end - 1].text in {",", ";", ":", "–", "—"}:
        end -= 1
    if start >= end:
        return ()
    named = memory.names.persons_in(start, end)
    if named:
        itself = next((i for i in range(start, end) if _is_self(memory, i)), None)
        return named if itself is None else tuple(dict.fromkeys((*named, *_last_person(memory, itself))))
    holders_of_office = _by_countries(memory, start, end)
    if holders_of_office:
        return holders_of_office
    found: list[str] = []
    for a, b in _members(memory, start, end):
        found += _member(memory, a, b)
    return tuple(dict.fromkeys(found))


def _by_countries(memory: Memory, start: int, end: int) -> Ids:
    """`les ministres du Kazakhstan, de l'Azerbaïdjan et de la Géorgie`: the one holder that each country has.

    For leaders of whom a country has several or none (`les dirigeants français et vietnamiens`) the states stand.
    """
    description = [plain(token) for token in memory.doc[start:end]]
    holder = [word for word in description[1:] if word not in NUMBERS]
    if description[0] not in PLURAL_ARTICLES or len(holder) < 3:
        return ()
    if not names_office(holder) and holder[0] not in folded("leader") | {"homologues"}:
        return ()
    states = _states_in(memory, start, end)
    countries = [getattr(memory.names.actors[id], "country", None) for id in states]
    fitting = [[p.id for p in memory.names.persons if p.country == c and fits(p, holder)] for c in countries]
    if len(fitting) > 1 and all(len(ids) == 1 for ids in fitting):
        return tuple(ids[0] for ids in fitting)
    return states if len(states) > 1 and _are_coordinated(memory, start, end) else ()


def _are_coordinated(memory: Memory, start: int, end: int) -> bool:
    """Whether nothing but `et`, commas, articles and `de` stands between the states of a phrase."""
    spans = [(a, b) for a, b, id in memory.names.beginning(start, end) if b <= end and memory.names.is_state(id)]
    gaps = [plain(t) for (_, a), (b, _) in itertools.pairwise(spans) for t in memory.doc[a:b] if not t.is_space]
    return all(word in COORDINATING for word in gaps)


def _states_in(memory: Memory, start: int, end: int) -> Ids:
    return memory.names.within(start, end, memory.names.is_state)


def _is_self(memory: Memory, i: int) -> bool:
    """Whether `lui-même` or `elle-même` stands at `i`."""
    following = memory.doc[i + 1].lower_ if i + 1 < len(memory.doc) else ""
    word = memory.doc[i].lower_
    return word in {"lui-même", "elle-même"} or (word in {"lui", "elle"} and following in {"-même", "même"})


def _last_person(memory: Memory, i: int) -> Ids:
    """The single speaker or subject of this sentence or of the last ones."""
    sentence = memory.frame.sentence(i)
    for k in range(sentence, max(-1, sentence - LOOK_BACK), -1):
        subject = memory.main_subject(k)
        before = k < sentence or memory.ends.get(k, i) < i  # no phrase refers to itself
        for ids in (memory.said.get(k, ()), subject if before else ()):
            if len(ids) == 1:
                return ids
    return ()


def _last_speaker(memory: Memory, i: int) -> Ids:
    """Whoever or whatever text spoke in the sentences before, `la même source` being anybody or any body."""
    sentence = memory.frame.sentence(i)
    told = (ids for k in range(sentence - 1, max(-1, sentence - LOOK_BACK), -1) for ids in _voices(memory, k) if ids)
    return next(told, ())


def _voices(memory: Memory, sentence: int) -> tuple[Ids, Ids]:
    return memory.said.get(sentence, ()), memory.texts.get(sentence, ())


def _members(memory: Memory, start: int, end: int) -> Iterator[Bounds]:
    """The coordinated parts of a phrase; clauses in it left out, what stands in brackets never split."""
    a, depth = start, 0
    inside = {k for first, last, _ in memory.names.beginning(start, end) for k in range(first + 1, last)}
    for i in range(start, end):
        word = memory.doc[i].lower_
        depth += (word == "(") - (word == ")")
        if i > a and (is_relative(memory.doc[i]) or _opens_participle(memory, i, end)):
            yield a, i
            return
        joining = word in {",", "et", "puis"} or memory.doc[i : i + 2].text.lower() in {"ainsi que", "ainsi qu'"}
        if depth == 0 and joining and i not in inside:
            if a < i:
                yield a, i
            a = i + 1 + (word == "ainsi")
    if a < end:
        yield a, end


def _opens_participle(memory: Memory, i: int, end: int) -> bool:
    """Whether the comma at `i` opens a participle about the name before it (`le Conseil, réuni à Oslo sous`)."""
    return memory.doc[i].text == "," and i + 2 < end and is_form(memory.doc[i + 1], "Part")


def _member(memory: Memory, start: int, end: int) -> Ids:
    """The actors that one part of a coordination means."""
    start, end = trimmed(memory.doc, start, end)
    if start >= end:
        return ()
    first = memory.doc[start].lower_
    if _is_self(memory, start):
        return _last_person(memory, start)
    if first in SINGULAR or first in PLURAL or first == "nous":
        return pronoun(memory, start)
    description = [plain(token) for token in memory.doc[start:end]]
    if {"dernier", "derniere"} & set(description[:3]):
        return latest(memory, start, "f" if "derniere" in description else "m")
    known = memory.names.at(start, end)
    if known is not None and memory.names.is_person(known) and _is_meant(memory, known, start, end):
        gender = ARTICLES.get(first)
        if gender is None or memory.names.gender[known] in {gender, None}:
            return (known,)
    head = next((k for k in range(len(description)) if _is_noun(memory, start + k)), None)
    if head is None:
        return memory.names.leading(start, end)
    number = next((NUMBERS[w] for w in description[:3] if w in NUMBERS), None)
    if number or description[0] in PLURAL_ARTICLES:
        group = _plural(memory, description[head:], start, end, number)
        if group or number:
            return group
    return (
        memory.names.leading(start, end)
        or _company(memory, description[head], start, end)
        or body(memory.names, start, end)
        or _singular(memory, description[head:], start, end)
    )


def _company(memory: Memory, noun: str, start: int, end: int) -> Ids:
    """The one company or body that a phrase names behind its noun (`la compagnie pétrolière nationale Sonara`)."""
    if noun not in folded("company"):
        return ()
    bodies = [(a, b, id) for a, b, id in memory.names.beginning(start, end) if memory.names.is_organisation(id)]
    closes = len(bodies) == 1 and bodies[0][1] == end
    return (bodies[0][2],) if closes and memory.doc[bodies[0][0] - 1].lower_ not in {"de", "d'", "du", "des"} else ()


def _is_meant(memory: Memory, id: str, start: int, end: int) -> bool:
    """Whether a person's words are the phrase itself, and not a complement inside it."""
    inside = [a for a, b, other in memory.names.beginning(start, end) if other == id and b <= end]
    return not inside or not all(memory.names.governed(a, start) for a in inside)


def _is_noun(memory: Memory, i: int) -> bool:
    word = plain(memory.doc[i])
    if word in NUMBERS or word in {"monsieur", "madame", "m.", "mme", "meme", "ancien", "ancienne", "nouveau"}:
        return False
    return memory.doc[i].pos_ in {"NOUN", "PROPN", "ADJ"} or word in folded("side", "leader", "member", "anyone")


def _singular(memory: Memory, description: list[str], start: int, end: int) -> Ids:
    """The person that a description in the singular means, or the state that an unnamed office stands for."""
    states = _states_in(memory, start, end)
    if description[0] in folded("side"):
        if memory.doc[start].lower_ in {"son", "sa", "mon", "notre", "leur"}:
            return _own_state(memory, start)
        if description == ["gouvernement"] and memory.doc[start].lower_ == "le":
            return home(memory.names)
        if description[0] == "delegation" and not states:
            return memory.names.within(start, end, memory.names.is_organisation)[:1]
        return states if len(states) == 1 else ()
    if description[0] == "homologue":
        return _counterpart(memory, start, states)
    if description[0] == "source":
        same = plain(memory.doc[start + 1]) == "meme" or (len(description) == 1 and memory.doc[start].lower_ == "la")
        return _last_speaker(memory, start) if same else ()
    if description[0] in folded("institution") and memory.doc[start].lower_ in {"l'", "le", "cette", "cet", "ce"}:
        return _taken_up(memory, start)
    if description[0] in folded("written"):
        return _issuer_of(memory, description, start, end)
    if description[0] in folded("epithet") and memory.doc[start].lower_ in {"le", "la", "l'", "ce", "cet", "cette"}:
        return _same_person(memory, description, start, states)
    fitting = [person for person in _known(memory, end - 1) if fits(person, description)]
    bodies = memory.names.within(start, end, memory.names.is_organisation)
    theirs = bodies and not any(person.organisation in bodies for person in fitting) and _holds_office(description)
    if theirs and _is_unnamed(memory, fitting, bodies, start):
        return _named_behind(memory, end) or bodies[:1]
    if states:
        countries = {getattr(memory.names.actors[id], "country", None) for id in states}
        fitting = [person for person in fitting if person.country in countries]
    gender = ARTICLES.get(memory.doc[start].lower_)
    if gender:
        fitting = [person for person in fitting if memory.names.gender[person.id] in {gender, None}]
        fitting = [person for person in fitting if memory.names.gender[person.id] == gender] or fitting
    fitting = [person for person in fitting if titled(person, description)] or fitting
    if len(fitting) == 1:
        return (fitting[0].id,)
    if fitting:
        return recent(memory, [person.id for person in fitting], start)
    if description[0] in {"pape", "pontife"} or " ".join(description).startswith(("saint pere", "souverain pontife")):
        pope = memory.names.actors.state("VAT")
        return (pope,) if pope else ()
    if description[0] == "secretaire" and "general" in description[1:2] and not states and not fitting:
        return named_body(memory.names, start, end)
    if not names_office(description) or len(memory.names.within(start, end)) > len(states):
        return ()  # no office, or one with somebody or some body other than a state
    return states[:1] or (home(memory.names) if governs(description) else ())


def _same_person(memory: Memory, description: list[str], at: int, states: Ids) -> Ids:
    """The last person to speak, whom `le responsable` or `le dirigeant chinois` takes up, nothing else being added."""
    if len(description) > 1 + bool(states):
        return ()
    last = [memory.names.actors[id] for id in _last_person(memory, at)]
    countries = {getattr(memory.names.actors[id], "country", None) for id in states}
    return tuple(p.id for p in last if isinstance(p, Person) and (not countries or p.country in countries))


def _taken_up(memory: Memory, at: int) -> Ids:
    """The organisation that `l'organisation` takes up: the one that spoke or acted last, else the only one named."""
    sentence = memory.frame.sentence(at)
    for k in range(sentence - 1, max(-1, sentence - LOOK_BACK), -1):
        for ids in (memory.said.get(k, ()), memory.main_subject(k)):
            if len(ids) == 1 and memory.names.is_organisation(ids[0]):
                return ids
    named = {id for a, _, id in memory.names.spans if a < at and memory.names.is_organisation(id)}
    return tuple(named) if len(named) == 1 else ()


def _holds_office(description: list[str]) -> bool:
    return names_office(description) or description[0] in folded("delegate")


def _is_unnamed(memory: Memory, fitting: Sequence[Person], bodies: Ids, at: int) -> bool:
    """Whether none of the holders of such an office can be the one of the organisation: each has a state of his own.

    One named in the same sentence may well be in apposition.
    """
    own = {getattr(memory.names.actors[id], "country", None) for id in bodies}
    here = memory.names.within(*memory.frame.sentences[memory.frame.sentence(at)])
    return all(p.country is not None and p.country not in own and p.id not in here for p in fitting)


def _named_behind(memory: Memory, end: int) -> Ids:
    """The person in apposition to the phrase that ends at `end`, before the verb (`le chef du parti, M. X, a`)."""
    if end >= len(memory.doc) or memory.doc[end].text != ",":
        return ()
    verb = next((i for i in range(end, len(memory.doc)) if is_form(memory.doc[i], "Fin")), end)
    return memory.names.within(end, verb, memory.names.is_person)[:1]


def _issuer_of(memory: Memory, description: list[str], start: int, end: int) -> Ids:
    """Who speaks in a text: both sides of a joint one, whom it is of, else the state that issues the document."""
    if {"conjoint", "conjointe", "commun", "commune"} & set(description[:3]):
        return sides(memory, start)
    of = next((i for i in range(start + 1, end - 1) if _is_of(memory, i)), None)
    if of is not None:
        bodies = memory.names.within(of, end, memory.names.is_organisation)[:1]  # `du bureau de presse du ministère X`
        return memory.names.leading(of, end) or _member(memory, of, end) or bodies or _own_state(memory, start)
    known = (a.id for a in memory.names.actors.actors if isinstance(a, Organisation) and a.code)
    if {"final", "finale"} & set(description[:3]) and (summit := next(known, None)):
        return (summit,)  # the organisation whose summit it closes
    return _issuer(memory)


def _is_of(memory: Memory, i: int) -> bool:
    """Whether the words from `i` say whose a text is (no `communiqué de presse`)."""
    return memory.doc[i].lower_ in {"de", "du", "des"} and plain(memory.doc[i + 1]) != "presse"


def _issuer(memory: Memory) -> Ids:
    """Who issues the document: the organisation that the first subject is or acts for, else the home state."""
    opening_sentences = range(min(FIRST, len(memory.frame.sentences)))
    first = next((ids for k in opening_sentences if (ids := memory.main_subject(k))), ())
    opening = memory.names.actors[first[0]] if first else None
    if opening is not None and memory.names.is_organisation(opening.id):
        return (opening.id,)
    acting = getattr(opening, "organisation", None)
    return (acting,) if acting and not getattr(opening, "country", None) else home(memory.names)


def _own_state(memory: Memory, at: int) -> Ids:
    """`son pays`, `notre gouvernement`: the state that the last speaker or subject acts for."""
    owner = next((memory.names.actors[id] for id in _last_person(memory, at)), None)
    country = getattr(owner, "country", None)
    state = memory.names.actors.state(country) if country else None
    return (state,) if state else ()


def _known(memory: Memory, at: int) -> Sequence[Person]:
    """The persons named so far; in a headline, where nobody is named yet, those named later too."""
    end = memory.frame.sentences[memory.frame.sentence(at)][1]
    headline = memory.doc[end - 1].text not in {".", "!", "?", "»"}
    return memory.names.by_first_mention(at) or (memory.names.persons if headline else ())


def _plural(memory: Memory, description: list[str], start: int, end: int, number: int | None) -> Ids:
    """The actors that a description in the plural means: the sides, the holders of an office, or those who met."""
    head = description[0]
    if head in folded("side"):
        of_body = _of_body(memory, description[1:], start, end) if description[1:2] == ["membres"] else ()
        if of_body:
            return of_body
        named = _states_in(memory, start, end)
        if len(named) < 2 and "conflit" in description:
            return _warring(memory)
        if len(named) == 1 and head == "autorites":
            return named
        return named if len(named) > 1 else sides(memory, start, number)
    if head in folded("member"):
        of_body = _of_body(memory, description, start, end)
        return of_body or memory.groups.get(head.rstrip("s")) or assembly(memory.names, memory.frame.sentences)
    key = head.rstrip("s")
    persons = holders(memory.names, description, before=start, number=number)
    if not persons:
        persons = listed(memory.names, head)
    if not persons:
        later = holders(memory.names, description, before=len(memory.doc) - 1, number=None)
        persons = later if len(later) == (number or 2) else ()
    if len(persons) > 1:
        memory.groups[key] = persons
        return persons
    known = (
        memory.groups.get(key, ()) or anchored(memory.names, head, number) or _of_body(memory, description, start, end)
    )
    unnamed = number is not None and names_office(description) and not persons
    return known or (sides(memory, start, number) if unnamed else ())


def _of_body(memory: Memory, description: list[str], start: int, end: int) -> Ids:
    """The organisation whose unnamed members or officers the phrase is of (`les ministres du Forum des îles`)."""
    if not names_office(description) and description[0] not in folded("leader", "member"):
        return ()
    bodies = memory.names.within(start, end, memory.names.is_organisation)
    of = next((i for i in range(start + 1, end - 1) if memory.doc[i].lower_ in {"de", "du"}), None)
    if not bodies and of is not None:  # `les membres du Conseil`, after `le Conseil de sécurité`
        bodies = body(memory.names, of if memory.doc[of].lower_ == "du" else of + 1, end)
    if _states_in(memory, start, end):
        return ()
    memory.collectives.update(bodies[:1])
    return bodies[:1]


def sides(memory: Memory, at: int, number: int | None = None) -> Ids:
    """The states that `les deux parties` are: the last ones told together, else those of the persons who meet."""
    wanted = number or 2
    sentence = memory.frame.sentence(at)
    for k in range(sentence, max(-1, sentence - LOOK_BACK), -1):
        ids = memory.subjects.get(k, ())
        if len(ids) == wanted and all(memory.names.is_state(id) for id in ids):
            return ids
    countries = dict.fromkeys(p.country for p in memory.names.by_first_mention(at) if p.country)
    states = [id for country in countries if (id := memory.names.actors.state(country))]
    if len(states) > max(wanted, 2 if number else 3):
        together = _named_together(memory, at, wanted)
        if together:
            return together
    if len(states) < wanted:
        states += [s.id for s in memory.names.states if s.id not in states]
    if number is not None:
        return tuple(states[:number]) if len(states) >= number else ()
    return tuple(states) if len(states) in {2, 3} else ()


def _named_together(memory: Memory, at: int, number: int) -> Ids:
    """The states of the persons named in the last sentence that names persons of just so many."""
    sentence = memory.frame.sentence(at)
    for k in range(sentence, max(-1, sentence - LOOK_BACK), -1):
        start, end = memory.frame.sentences[k]
        persons = [memory.names.actors[id] for id in memory.names.within(start, min(end, at), memory.names.is_person)]
        countries = dict.fromkeys(country for p in persons if (country := getattr(p, "country", None)))
        states = [id for country in countries if (id := memory.names.actors.state(country))]
        if len(states) == number:
            return tuple(states)
    return ()


def _warring(memory: Memory) -> Ids:
    """`les parties au conflit`: the two or three states that none of the persons acts for."""
    mediating = {person.country for person in memory.names.persons}
    states = tuple(state.id for state in memory.names.states if state.country not in mediating)
    return states if len(states) in {2, 3} else ()


def _counterpart(memory: Memory, at: int, states: Ids) -> Ids:
    """`son homologue (kazakh)`: of the country named, of like office, and not the last subject; unnamed, the state."""
    subject = next((memory.names.actors[id] for id in _last_person(memory, at)), None)
    others = [p for p in memory.names.persons if p.country and p is not subject]
    if states:
        countries = {getattr(memory.names.actors[id], "country", None) for id in states}
        others = [p for p in others if p.country in countries]
        if not others:
            return states if len(states) == 1 else ()
    if isinstance(subject, Person) and subject.office:
        alike = [p for p in others if p.office == subject.office and p.country != subject.country]
        others = alike or others
    if len(others) > 1:
        others = [p for p in others if any(_alike(p, q) for q in memory.names.persons)]
    return (others[0].id,) if len(others) == 1 else ()


def _alike(one: Person, other: Person) -> bool:
    return one.office == other.office and one.country != other.country
