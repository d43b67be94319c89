"""How much a text shows of each state that it may be at home in, as points from several kinds of evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from diplo_extract.lexicon.countries import state_forms
from diplo_extract.lexicon.places import country_of_city
from diplo_extract.linking.mentions import Found
from diplo_extract.linking.persons.individuals import Individual
from diplo_extract.linking.persons.posts import GOVERNING, TOWN, Post, Posts
from diplo_extract.linking.words import words

__all__ = ["host_of", "states_shown"]

SPOKEN_OF = 3
"""Points of a state for each place in the text that speaks of it, tells of its missions or receives in its town."""

A_PLACE = 1
"""Points where it is only a place, is addressed, or sends the guests."""

LEFT_OUT, TOLD = 4, 2
"""Points for a title that leaves out a state which the document tells elsewhere, and off for one that names it."""

MINISTERS_OF_ONE = 4
"""Points for the one state that has ministers in the text, where the others only have ambassadors."""

_SEAT = re.compile(r"\b(?:[Pp]alais|[Pp]rimature|[Pp]résidence)\b[^,.;\n]{0,30}?,?\s+(?:à|de)\s+" + TOWN)
"""The town of a palace or of a government's seat, where its holders receive."""
_RECEIVES = re.compile(
    r"\b(?:(?:a|ont|avait)(?:\s+\w+ment)?,?\s+(?:reçu|accueilli)|reçoit|reçoivent|accueille|recevra)\b[^.;\n]{0,120}?\sà\s+"
    rf"{TOWN}|\bpri(?:s|ses?)\b[^.;\n]{{0,30}}?\sà\s+{TOWN},?\s[^.;\n]{{0,20}}\bfonctions\b"
)
"""Who receives, or takes office, does so at home: the town, in one of the two groups."""
_LIVES = re.compile(r"\b(?:résidence|résid[^\W\d_]+|basée?s?|domicili[^\W\d_]+|poste)\s+à\s+$")
_HOST_IN = re.compile(rf"\b[Àà]\s+{TOWN},\s[^.;\n]{{0,80}}?\b(?:a|ont)\s+(?:reçu|accueilli)\b")
_WITHIN = re.compile(r"\b(?:locataire\s+de|au|à|à\s+l'|à\s+la|aux|dans\s+l[ea])\s*$", re.IGNORECASE)
_ABROAD = re.compile(r"\ben\s+(?:marge|visite|déplacement|mission|séjour)\b|\b(?:ambassade|consulat)\s")
_LEADS = re.compile(
    r"\b(?:condui|prés[ie]d|dirig|m[èe]n)[^\W\d_]*\s(?:[^.;\n]{0,60}?\s)?(?:la|sa)\s+d[ée]l[ée]gation\s+$",
    re.IGNORECASE,
)
"""What makes a delegation that of the house (`il conduit la délégation sénégalaise`)."""

_COMES = re.compile(
    r"\blettres\s+de\s+créances?\b|\bcopies\s+figurées\b|\bfin\s+de\s+(?:sa\s+|leur\s+)?mission\b", re.IGNORECASE
)

_OF = re.compile(r"\s(?:de\s+la|de\s+l'|du|des|de|d')\s*$")
_SENT_TO = re.compile(r"\s(?:à|au|aux|en|(?:auprès|près)\s+(?:de\s+la|de\s+l'|du|de|le|la)|près)\s+(?=[A-ZÀ-Þ])")
_ACCREDITED = re.compile(
    r"(?:,?\s+(?:nouvellement|récemment|désormais))?,?\s+accréditée?s?"
    r"\s+(?:à|au|aux|en|(?:auprès|près)\s+(?:de\s+la|de\s+l'|des?|du|la|le))\s+(?=[A-ZÀ-Þ])"
)
_JOINED = re.compile(r"-|\s+et\s+(?:l[ea]\s+|les\s+|l'|aux?\s+)?")
_ELSEWHERE = re.compile(
    r"(?:\b(?:en|aux?|(?:à|depuis)\s+l[ae]|avec\s+l[ae]|aux?\s+peuples?|provenance\s+d[eu](?:\s+la)?)\s+"
    r"|\bavec\s+l'|\(|\b[Dd]élégations?\s[^.,;\n]{0,20})$"
)
"""What stands before a state where things happen, to which words are addressed or from which guests come."""


def states_shown(people: Sequence[Individual], posts: Posts) -> Counter[str]:
    """The points of each state, which may fall below zero; a state that nothing shows has none.

    A text speaks of its own state, tells of the ambassadors sent from or to it, and leaves it out of the titles of its
    own people, while it names the states of the others.
    """
    shown = Counter[str]()
    beside = _Beside(people)
    for state in posts.named:
        if not posts.covers(state.start, state.end) and not beside.has(state):
            shown[state.id] += _points(state, posts)
    for person in people:
        if person.country is not None:
            shown[person.country] += person.bare * (LEFT_OUT if person.bare > 0 else TOLD)
    for country in (*_of_missions(posts), *_receiving(posts), *_credentials(posts)):
        shown[country] += SPOKEN_OF
    for country in _of_guests(posts):
        shown[country] -= SPOKEN_OF
    for country in _partners(people, posts):
        shown[country] += SPOKEN_OF
    if (ruled := _of_ministers(people, posts)) is not None:
        shown[ruled] += MINISTERS_OF_ONE
    return shown


class _Beside:
    """Where the names of persons begin and end, by the country of the person."""

    def __init__(self, people: Sequence[Individual]) -> None:
        own = [(person.country, span) for person in people if person.country for span in person.spans]
        self._before = {(country, start - gap) for country, (start, _) in own for gap in range(13)}
        self._after = {(country, end + gap) for country, (_, end) in own for gap in range(13)}

    def has(self, state: Found) -> bool:
        """Whether a state stands beside one who acts for it, in a list of ambassadors (`du Mali, S.E. X`)."""
        return (state.id, state.end) in self._before or (state.id, state.start) in self._after


def _points(state: Found, posts: Posts) -> int:
    if _LEADS.search(posts.text, max(0, state.start - 90), state.start):
        return 2 * SPOKEN_OF
    return A_PLACE if _is_elsewhere(state, posts) else SPOKEN_OF


def _is_elsewhere(state: Found, posts: Posts) -> bool:
    """Whether a state is only told as a place, as one that is addressed, or as the one from which guests come."""
    before = posts.text[max(0, state.start - 32) : state.start]
    last = _OF.sub("", before.lower()).split()[-1:]
    return bool(_ELSEWHERE.search(before)) or not words("stage").isdisjoint(last)


def _credentials(posts: Posts) -> Iterator[str]:
    """The states to which ambassadors are sent, where a text tells how they come and go."""
    if _COMES.search(posts.text):
        ambassadors = (post for post in posts.outer if post.office.office == "ambassador")
        yield from {host for post in ambassadors if (host := host_of(post, posts))}


def _receiving(posts: Posts) -> Iterator[str]:
    """The countries of the palaces, and of the capitals, in which somebody receives or takes office."""
    for site in posts.sites:
        country = country_of_city(site.id)
        if country and _WITHIN.search(posts.text, max(0, site.start - 16), site.start):
            yield country
    for seat in _SEAT.finditer(posts.text):
        if receiving := country_of_city(seat[1]):
            yield receiving
    for hit in (*_RECEIVES.finditer(posts.text), *_HOST_IN.finditer(posts.text)):
        town = state_forms().get(hit[hit.lastindex or 0])
        start = posts.sentence(hit.start())
        if (
            town is not None
            and not _LIVES.search(posts.text, start, hit.start(hit.lastindex or 0))
            and town.label == "capital"
            and town.default
            and not _ABROAD.search(hit.string, start, hit.end())
        ):
            yield town.default


def _of_ministers(people: Sequence[Individual], posts: Posts) -> str | None:
    """The one state whose ministers a text names, if it names ambassadors of other states that are sent to no third."""
    ruling = {p.country for p in people if p.office in GOVERNING and p.country}
    sent = {p.country for p in people if p.office == "ambassador" and p.country} - ruling
    thirds = {host for post in posts.outer if post.office.office == "ambassador" and (host := host_of(post, posts))}
    alone = len(ruling) == 1 and not ruling & _of_guests(posts)
    return next(iter(ruling)) if alone and sent and thirds <= ruling else None


def _partners(people: Sequence[Individual], posts: Posts) -> Iterator[str]:
    """The states that a text joins with one that titles of its people name (`le Luxembourg et l'Allemagne`)."""
    told = Counter[str]()
    for person in people:
        if person.country is not None:
            told[person.country] += person.bare
    for first, second in pairwise(posts.named):
        if _JOINED.fullmatch(posts.text, first.end, second.start):
            if told[first.id] < 0 <= told[second.id]:
                yield second.id
            elif told[second.id] < 0 <= told[first.id]:
                yield first.id


def _of_guests(posts: Posts) -> Set[str]:
    """The states of ambassadors whose host is not named, as it is at home with them, and of envoys."""
    sent = [post for post in posts.outer if post.office.office in ("ambassador", "envoy") and not post.office.former]
    return {post.country for post in sent if post.country and not post.office.head.plural and not host_of(post, posts)}


def host_of(post: Post, posts: Posts) -> str | None:
    """The state to which an ambassador is sent (`ambassadeur du Japon au Togo`, `… à Lomé`); None if none is named."""
    sent = _SENT_TO.search(posts.text, *post.span)
    end = post.span[1]
    if sent is None and (sent := _ACCREDITED.match(posts.text, end)):
        end = sent.end() + 40
    if sent is None:
        return None
    named = next((state.id for state in posts.states_in(sent.end(), sent.end())), None)
    return named or country_of_city(posts.text[sent.end() : end])


def _of_missions(posts: Posts) -> list[str]:
    """The states that missions tell of, once for each: one that sends to several, else the hosts of unnamed senders.

    With these the one host to which several send. Ambassadors of one state in the plural are its own.
    """
    ambassadors = [post for post in posts.outer if post.office.office == "ambassador"]
    missions = [(post.country, host) for post in ambassadors if (host := host_of(post, posts))]
    own = [state.id for post in ambassadors if post.office.head.plural for state in _adjectives(post, posts)]
    own = own if len(set(own)) == 1 else []
    received = [host for sender, host in missions if sender is None]
    missions = [(sender, host) for sender, host in missions if sender is not None]
    senders, hosts = {sender for sender, _ in missions}, {host for _, host in missions}
    if len(hosts) > len(senders) == 1 or len(set(received)) > 1:
        return own + ([sender for sender, _ in missions if sender is not None] if len(senders) == 1 else [])
    return own + received + ([host for _, host in missions] if len(senders) > len(hosts) == 1 else [])


def _adjectives(post: Post, posts: Posts) -> list[Found]:
    """The states that a post names by their adjectives (`ambassadeurs gabonais`)."""
    return [state for state in posts.states_in(*post.span) if state.label == "demonym" and state.end <= post.span[1]]
