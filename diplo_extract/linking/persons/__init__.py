"""Links mentions of persons into actors: one per individual, with title, office, country and organisation."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.lexicon.gazetteer import level
from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import Mentions, read_mentions, text_of
from diplo_extract.linking.persons.descriptions import introduce, place_by_description, refer
from diplo_extract.linking.persons.home import place_at_home
from diplo_extract.linking.persons.individuals import Individual, gather
from diplo_extract.linking.persons.posts import Posts
from diplo_extract.linking.persons.settling import assign, read_again
from diplo_extract.record import Confidence

__all__ = ["link_persons"]

CONFIDENCE: dict[str, Confidence] = {
    "person.title": "high",
    "person.civility": "high",
    "person.full_name": "medium",
    "person.name": "low",
}
"""How sure a person is: a title or a civility tells one; a full name without either is likely, one word is not."""


def link_persons(
    doc: Doc,
    mentions: Mentions,
    organisations: list[ActorDraft],
    *,
    issuer: str | None = None,
) -> list[ActorDraft]:
    """One draft per individual, under the fullest form of the name, with all its mentions.

    `issuer` is the state in whose name the document speaks, None where the document does not tell it.
    """
    given = text_of(doc)
    text = level(given)
    people = gather(text, [(found.start, found.end) for found in mentions.persons])
    posts = Posts(text, mentions, read_mentions(doc).states, organisations)
    held = assign(people, posts)
    for _ in range(2):  # who is at home tells whom the descriptions of others can mean
        introduce(people, posts, held)
        place_by_description(people, posts, held)
        place_at_home(people, posts, held, issuer=issuer)
    for person in people:
        read_again(person)
    refer(people, posts)
    return [
        ActorDraft(
            "person",
            given[person.fullest[0] : person.fullest[1]].replace("\n", " "),
            person.spans,
            references=person.references,
            country=person.country,
            title=person.title,
            office=person.office,  # type: ignore[arg-type]  # the rows of offices.csv are checked against the schema
            organisation=person.organisation,
            rule=(rule := _rule(person, given)),
            confidence=CONFIDENCE[rule],
        )
        for person in people
    ]


def _rule(person: Individual, text: str) -> str:
    """The strongest evidence for a person: a title, a civility (which tells the gender), two words, a name."""
    if person.title is not None:
        return "person.title"
    if person.gender is not None:
        return "person.civility"
    return "person.full_name" if len(text[slice(*person.fullest)].split()) > 1 else "person.name"
