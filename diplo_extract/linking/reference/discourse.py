"""The reader's memory of who was talked about, and noun phrases and pronouns resolved against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from diplo_extract.linking.actors import ActorIndex
from diplo_extract.linking.clauses import Bounds, Frame, trimmed
from diplo_extract.linking.mentions import Found
from diplo_extract.linking.reference.names import Ids, Names
from diplo_extract.linking.reference.pronouns import LOOK_BACK, PLURAL, SINGULAR, latest, pronoun, recent
from diplo_extract.linking.reference.roles import (
    adopting_body,
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
from diplo_extract.linking.words import folded, is_form, is_relative, plain
from diplo_extract.record import Person

__all__ = ["Discourse"]

NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7}
ARTICLES = {"le": "m", "la": "f", "monsieur": "m", "madame": "f", "un": "m", "une": "f"}
PLURAL_ARTICLES = frozenset({"les", "des", "aux", "ces", "nos", "leurs", "ses", "tous", "toutes"})
CLIMBED = frozenset(
    {"conj", "xcomp", "ccomp", "aux:tense", "aux:pass", "cop", "advcl", "parataxis", "acl", "appos", "fixed", "dep"}
)
"""Relations over which a verb shares the subject of its governor."""


class Discourse:
    """The actors of a document as a reader meets them, sentence after sentence.

    Ask in textual order, and `note` each speaker when found: pronouns lean on what was read before.
    """

    def __init__(self, doc: Doc, *, frame: Frame, actors: ActorIndex, titles: Sequence[Found]) -> None:
        self.doc = doc
        self.frame = frame
        self.names = Names(doc, actors=actors, titles=titles)
        self.subjects: dict[int, Ids] = {}
        self.said: dict[int, Ids] = {}
        self.groups: dict[str, Ids] = {}
        self.collectives: set[str] = set()
        self.genders: dict[int, str | None] = {}
        self._ends: dict[int, int] = {}

    def note(self, at: int, speakers: Ids) -> None:
        """Remembers who spoke in the sentence of token `at`: a later pronoun means the speaker first."""
        if speakers:
            self.said[self.frame.sentence(at)] = speakers

    def remember(self, at: int, actors: Ids) -> None:
        """Remembers who acted in the sentence of token `at`, where the parser knows no subject."""
        sentence = self.frame.sentence(at)
        if not self.main_subject(sentence):
            self.subjects[sentence] = actors

    def assemble(self, actors: Ids) -> None:
        """Remembers who met, for `les participants` and the like."""
        for noun in ("participant", "membre"):
            self.groups.setdefault(noun, tuple(dict.fromkeys(actors)))

    # ---------------------------------------------------------------- subjects

    def subject_of(self, verb: int, *, before: int, floor: int | None = None) -> Ids:
        """The actors that are the subject of the verb at token `verb`, whose group begins at `before`.

        Before a first verb the whole stretch is the subject: where the parser breaks a name, and for a verb in the
        plural whose subjects it does not see all.
        """
        span = self.subject_span(verb, floor=floor)
        found = self.resolve(span[0], min(span[1], before)) if span else ()
        start = max(floor or 0, self.frame.sentences[self.frame.sentence(verb)][0])
        if start >= before or any(is_form(token, "Fin") for token in self.doc[start:before]):
            return found
        if found and any(
            "Plur" in t.morph.get("Number", []) and is_form(t, "Fin") for t in self.doc[before : verb + 1]
        ):
            wider = (self.names.persons_in(start, before), self.resolve(start, before))
            return next((several for several in wider if set(found) < set(several)), found)
        broken = span is None or self.doc[span[1] - 1].pos_ == "PROPN"
        return found or (self.resolve(start, before) if broken else ())

    def subject_span(self, verb: int, *, floor: int | None = None) -> Bounds | None:
        """The noun phrase to the left of the verb at `verb` that is its subject; None where nothing stands there.

        The parser is believed where it knows a subject to the left, else the stretch before the verb is taken.
        """
        start = self.frame.sentences[self.frame.sentence(verb)][0]
        floor = start if floor is None else max(start, floor)
        token = self.doc[verb]
        for _ in range(6):
            subjects = [c for c in token.children if self._is_subject(c, floor, verb)]
            if subjects:
                head = subjects[-1]
                return max(floor, head.left_edge.i), min(verb, head.right_edge.i + 1)
            if token.head is token or token.dep_ not in CLIMBED:
                break
            token = token.head
        for i in range(verb - 1, floor - 1, -1):
            if self.doc[i].lower_ in {"il", "elle", "ils", "elles"}:
                return i, i + 1
        return (floor, verb) if floor < verb else None

    def _is_subject(self, token: Token, floor: int, verb: int) -> bool:
        if not token.dep_.startswith("nsubj") or not floor <= token.i < verb:
            return False
        verbal = token.head
        return (
            token.lower_ != "nous" or verbal.text.endswith(("ons", "mmes")) or verbal.morph.get("Person", []) == ["1"]
        )

    def main_subject(self, sentence: int) -> Ids:
        """The actors that the main clause of a sentence is about; empty where that is not settled."""
        if sentence not in self.subjects:
            self.subjects[sentence] = ()  # a pronoun that leads back to its own sentence finds nobody
            self.subjects[sentence] = self._find_subject(sentence)
        return self.subjects[sentence]

    def _find_subject(self, sentence: int) -> Ids:
        start, end = self.frame.sentences[sentence]
        for token in self.doc[start:end]:
            if token.i < token.head.i and token.dep_.startswith("nsubj"):
                if token.head.dep_ not in {"ROOT", "conj", "parataxis"}:
                    continue
                if token.lower_ == "on" and any(child.dep_ == "aux:tense" for child in token.head.children):
                    return self.sides(token.i)  # who met: `on s'est félicité des bonnes relations`
                found = self.resolve(max(start, token.left_edge.i), min(end, token.right_edge.i + 1, token.head.i))
                if found:
                    self.genders[sentence] = ARTICLES.get(token.left_edge.lower_) or _grammatical(token)
                    self._ends[sentence] = token.right_edge.i + 1
                    return found
        return ()

    def antecedent(self, relative: int) -> Ids:
        """The actor before the relative pronoun at `relative`: the person named last, else the actor named last."""
        start = self.frame.sentences[self.frame.sentence(relative)][0]
        near = [id for a, b, id in self.names.spans if max(start, relative - 14) <= a and b <= relative]
        persons = [id for id in near if self.names.is_person(id)]
        return tuple(persons[-1:] or near[-1:])

    def adopting(self) -> Ids:
        """The body in whose name a resolution is written; empty for any other document."""
        if "adopting" not in self.groups:
            self.groups["adopting"] = adopting_body(self.names, self.frame.sentences)
        return self.groups["adopting"]

    # ---------------------------------------------------------------- noun phrases

    def resolve(self, start: int, end: int) -> Ids:
        """The actors that the noun phrase `start`..`end` means, coordinated ones all of them; empty: not settled."""
        start, end = trimmed(self.doc, start, end)
        while end > start and self.doc[end - 1].text in {",", ";", ":", "–", "—"}:
            end -= 1
        if start >= end:
            return ()
        named = self.names.persons_in(start, end)
        if named:
            itself = next((i for i in range(start, end) if self._is_self(i)), None)
            return named if itself is None else tuple(dict.fromkeys((*named, *self._last_person(itself))))
        holders_of_office = self._by_countries(start, end)
        if holders_of_office:
            return holders_of_office
        found: list[str] = []
        for a, b in self._members(start, end):
            found += self._member(a, b)
        return tuple(dict.fromkeys(found))

    def _by_countries(self, start: int, end: int) -> Ids:
        """`les ministres du Kazakhstan, de l'Azerbaïdjan et de la Géorgie`: the one holder that each country has."""
        description = [plain(token) for token in self.doc[start:end]]
        if description[0] not in PLURAL_ARTICLES or len(description) < 4 or not names_office(description[1:]):
            return ()
        countries = [getattr(self.names.actors[id], "country", None) for id in self._states_in(start, end)]
        fitting = [[p.id for p in self.names.persons if p.country == c and fits(p, description[1:])] for c in countries]
        return tuple(ids[0] for ids in fitting) if len(fitting) > 1 and all(len(ids) == 1 for ids in fitting) else ()

    def _states_in(self, start: int, end: int) -> Ids:
        return self.names.within(start, end, self.names.is_state)

    def _is_self(self, i: int) -> bool:
        """Whether `lui-même` or `elle-même` stands at `i`."""
        following = self.doc[i + 1].lower_ if i + 1 < len(self.doc) else ""
        word = self.doc[i].lower_
        return word in {"lui-même", "elle-même"} or (word in {"lui", "elle"} and following in {"-même", "même"})

    def _last_person(self, i: int) -> Ids:
        """The single speaker or subject of this sentence or of the last ones."""
        sentence = self.frame.sentence(i)
        for k in range(sentence, max(-1, sentence - LOOK_BACK), -1):
            subject = self.main_subject(k)
            before = k < sentence or self._ends.get(k, i) < i  # no phrase refers to itself
            for ids in (self.said.get(k, ()), subject if before else ()):
                if len(ids) == 1:
                    return ids
        return ()

    def _last_speaker(self, i: int) -> Ids:
        """Whoever spoke in the sentences before, `la même source` being anybody or any body."""
        sentence = self.frame.sentence(i)
        return next(
            (self.said[k] for k in range(sentence - 1, max(-1, sentence - LOOK_BACK), -1) if k in self.said), ()
        )

    def _members(self, start: int, end: int) -> Iterator[Bounds]:
        """The coordinated parts of a phrase; relative clauses left out, what stands in brackets never split."""
        a, depth = start, 0
        inside = {k for first, last, _ in self.names.spans if start <= first for k in range(first + 1, last)}
        for i in range(start, end):
            word = self.doc[i].lower_
            depth += (word == "(") - (word == ")")
            if is_relative(self.doc[i]) and i > a:
                yield a, i
                return
            joining = word in {",", "et", "puis"} or self.doc[i : i + 2].text.lower() in {"ainsi que", "ainsi qu'"}
            if depth == 0 and joining and i not in inside:
                if a < i:
                    yield a, i
                a = i + 1 + (word == "ainsi")
        if a < end:
            yield a, end

    def _member(self, start: int, end: int) -> Ids:
        """The actors that one part of a coordination means."""
        start, end = trimmed(self.doc, start, end)
        if start >= end:
            return ()
        first = self.doc[start].lower_
        if self._is_self(start):
            return self._last_person(start)
        if first in SINGULAR or first in PLURAL or first == "nous":
            return pronoun(self, start)
        description = [plain(token) for token in self.doc[start:end]]
        if {"dernier", "derniere"} & set(description[:3]):
            return latest(self, start, "f" if "derniere" in description else "m")
        known = self.names.at(start, end)
        if known is not None and self.names.is_person(known) and self._is_meant(known, start, end):
            gender = ARTICLES.get(first)
            if gender is None or self.names.gender[known] in {gender, None}:
                return (known,)
        head = next((k for k in range(len(description)) if self._is_noun(start + k)), None)
        if head is None:
            return self.names.leading(start, end)
        number = next((NUMBERS[w] for w in description[:3] if w in NUMBERS), None)
        if number or description[0] in PLURAL_ARTICLES:
            group = self._plural(description[head:], start, end, number)
            if group or number:
                return group
        return (
            self.names.leading(start, end)
            or body(self.names, start, end)
            or self._singular(description[head:], start, end)
        )

    def _is_meant(self, id: str, start: int, end: int) -> bool:
        """Whether a person's words are the phrase itself, and not a complement inside it."""
        inside = [a for a, b, other in self.names.spans if other == id and start <= a and b <= end]
        return not inside or not all(self.names.governed(a, start) for a in inside)

    def _is_noun(self, i: int) -> bool:
        word = plain(self.doc[i])
        if word in NUMBERS or word in {"monsieur", "madame", "m.", "mme", "meme", "ancien", "ancienne", "nouveau"}:
            return False
        return self.doc[i].pos_ in {"NOUN", "PROPN", "ADJ"} or word in folded("side", "leader", "member", "anyone")

    def _singular(self, description: list[str], start: int, end: int) -> Ids:
        """The person that a description in the singular means, or the state that an unnamed office stands for."""
        states = self._states_in(start, end)
        if description[0] in folded("side"):
            if self.doc[start].lower_ in {"son", "sa", "mon", "notre", "leur"}:
                return self._own_state(start)
            if description == ["gouvernement"] and self.doc[start].lower_ == "le":
                return home(self.names)
            return states if len(states) == 1 else ()
        if description[0] == "homologue":
            return self._counterpart(start, states)
        if description[0] == "source":
            return self._last_speaker(start) if plain(self.doc[start + 1]) == "meme" else ()
        if description[0] in {"communique", "texte", "declaration"}:
            return self._issuer_of(description, start, end)
        fitting = [person for person in self._known(end - 1) if fits(person, description)]
        if states:
            countries = {getattr(self.names.actors[id], "country", None) for id in states}
            fitting = [person for person in fitting if person.country in countries]
        gender = ARTICLES.get(self.doc[start].lower_)
        if gender:
            fitting = [person for person in fitting if self.names.gender[person.id] in {gender, None}]
            fitting = [person for person in fitting if self.names.gender[person.id] == gender] or fitting
        fitting = [person for person in fitting if titled(person, description)] or fitting
        if len(fitting) == 1:
            return (fitting[0].id,)
        if fitting:
            return recent(self, [person.id for person in fitting], start)
        if description[0] in {"pape", "pontife"} or description[:2] in (["saint", "pere"], ["souverain", "pontife"]):
            pope = self.names.actors.state("VAT")
            return (pope,) if pope else ()
        if description[0] == "secretaire" and "general" in description[1:2] and not states and not fitting:
            return named_body(self.names, start, end)
        if not names_office(description) or len(self.names.within(start, end)) > len(states):
            return ()  # no office, or one with somebody or some body other than a state
        return states[:1] or (home(self.names) if governs(description) else ())

    def _issuer_of(self, description: list[str], start: int, end: int) -> Ids:
        """Who speaks in a text: both sides of a joint one, whom it is of, else the state that issues the document."""
        if {"conjoint", "conjointe", "commun", "commune"} & set(description[:3]):
            return self.sides(start)
        of = next((i for i in range(start + 1, end - 1) if self.doc[i].lower_ in {"de", "du", "des"}), None)
        if of is not None:
            return self.names.leading(of, end) or self._member(of, end)
        return home(self.names) if len(description) == 1 else ()

    def _own_state(self, at: int) -> Ids:
        """`son pays`, `notre gouvernement`: the state that the last speaker or subject acts for."""
        owner = next((self.names.actors[id] for id in self._last_person(at)), None)
        country = getattr(owner, "country", None)
        state = self.names.actors.state(country) if country else None
        return (state,) if state else ()

    def _known(self, at: int) -> Sequence[Person]:
        """The persons named so far; in a headline, where nobody is named yet, those named later too."""
        end = self.frame.sentences[self.frame.sentence(at)][1]
        headline = self.doc[end - 1].text not in {".", "!", "?", "»"}
        return self.names.by_first_mention(at) or (self.names.persons if headline else ())

    def _plural(self, description: list[str], start: int, end: int, number: int | None) -> Ids:
        """The actors that a description in the plural means: the sides, the holders of an office, or those who met."""
        head = description[0]
        if head in folded("side"):
            of_body = self._of_body(description[1:], start, end) if description[1:2] == ["membres"] else ()
            if of_body:
                return of_body
            named = self._states_in(start, end)
            if len(named) < 2 and "conflit" in description:
                return self._warring()
            if len(named) == 1 and head == "autorites":
                return named
            return named if len(named) > 1 else self.sides(start, number)
        if head in folded("member"):
            of_body = self._of_body(description, start, end)
            return of_body or self.groups.get(head.rstrip("s")) or assembly(self.names, self.frame.sentences)
        key = head.rstrip("s")
        persons = holders(self.names, description, before=start, number=number)
        if not persons:
            persons = listed(self.names, head)
        if not persons:
            later = holders(self.names, description, before=len(self.doc) - 1, number=None)
            persons = later if len(later) == (number or 2) else ()
        if len(persons) > 1:
            self.groups[key] = persons
            return persons
        known = self.groups.get(key, ()) or anchored(self.names, head, number) or self._of_body(description, start, end)
        unnamed = number is not None and names_office(description) and not persons
        return known or (self.sides(start, number) if unnamed else ())

    def _of_body(self, description: list[str], start: int, end: int) -> Ids:
        """The organisation whose unnamed members or officers the phrase is of (`les ministres du Forum des îles`)."""
        if not names_office(description) and description[0] not in folded("leader", "member"):
            return ()
        bodies = self.names.within(start, end, self.names.is_organisation)
        of = next((i for i in range(start + 1, end - 1) if self.doc[i].lower_ in {"de", "du"}), None)
        if not bodies and of is not None:  # `les membres du Conseil`, after `le Conseil de sécurité`
            bodies = body(self.names, of if self.doc[of].lower_ == "du" else of + 1, end)
        if self._states_in(start, end):
            return ()
        self.collectives.update(bodies[:1])
        return bodies[:1]

    def sides(self, at: int, number: int | None = None) -> Ids:
        """The states that `les deux parties` are: the last ones told together, else those of the persons who meet."""
        wanted = number or 2
        sentence = self.frame.sentence(at)
        for k in range(sentence, max(-1, sentence - LOOK_BACK), -1):
            ids = self.subjects.get(k, ())
            if len(ids) == wanted and all(self.names.is_state(id) for id in ids):
                return ids
        countries = dict.fromkeys(p.country for p in self.names.by_first_mention(at) if p.country)
        states = [id for country in countries if (id := self.names.actors.state(country))]
        if len(states) < wanted:
            states += [s.id for s in self.names.states if s.id not in states]
        if number is not None:
            return tuple(states[:number]) if len(states) >= number else ()
        return tuple(states) if len(states) in {2, 3} else ()

    def _warring(self) -> Ids:
        """`les parties au conflit`: the two or three states that none of the persons acts for."""
        mediating = {person.country for person in self.names.persons}
        states = tuple(state.id for state in self.names.states if state.country not in mediating)
        return states if len(states) in {2, 3} else ()

    def _counterpart(self, at: int, states: Ids) -> Ids:
        """`son homologue (kazakh)`: of the country named, of like office, and not the last subject."""
        subject = next((self.names.actors[id] for id in self._last_person(at)), None)
        others = [p for p in self.names.persons if p.country and p is not subject]
        if states:
            countries = {getattr(self.names.actors[id], "country", None) for id in states}
            others = [p for p in others if p.country in countries]
        if isinstance(subject, Person) and subject.office:
            alike = [p for p in others if p.office == subject.office and p.country != subject.country]
            others = alike or others
        if len(others) > 1:
            others = [p for p in others if any(self._alike(p, q) for q in self.names.persons)]
        return (others[0].id,) if len(others) == 1 else ()

    def _alike(self, one: Person, other: Person) -> bool:
        return one.office == other.office and one.country != other.country


def _grammatical(noun: Token) -> str | None:
    """The gender of a noun, as the analysis has it (`personnalités`: f); None where it knows none."""
    return {"Masc": "m", "Fem": "f"}.get(next(iter(noun.morph.get("Gender", [])), ""))
