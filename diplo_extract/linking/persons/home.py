"""The state of those whose title names none: `le Premier ministre` in a communiqué of one country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from diplo_extract.lexicon.countries import state_forms
from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.lexicon.places import country_of_city
from diplo_extract.linking.mentions import Found, Span
from diplo_extract.linking.persons.individuals import Individual
from diplo_extract.linking.persons.posts import TOWN, Posts
from diplo_extract.linking.persons.shown import host_of, states_shown
from diplo_extract.linking.words import folded

__all__ = ["place_at_home"]

HEADER = 400
"""The letterhead and the date line stand in so many first characters."""

HOME_SHOWN = 3
"""Points from which on a state may be the one at home: as many as for one place that speaks of it."""

HOME_PREVAILS = 1.5
"""A state prevails when more than so many times as much is shown of it as of any other that is open."""

_SOLE = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "parliament_head"}
"""Offices with one holder in a state."""

_NATIONAL = _SOLE | {"deputy_head", "minister", "parliamentarian", "spokesperson", "official", "military", "ambassador"}
_NATIONAL |= {"monarch_family"}
_ALSO_FOREIGN = {"ambassador", "military", "official"}
"""Offices that a text may leave without a state where it tells of guests, too."""
_OF_BODIES = {"deputy_secretary_general"}
"""Heads of titles that belong to bodies of states rather than to a state."""
_LETTERHEAD = re.compile(
    r"^[\s*—–-]*(?:(?:ministère|présidence|gouvernement|ambassade|cabinet|service|consulat|mission|assemblée|primature)\b.*)$"
    r"|^\s*(?:république|royaume|fédération|état|union|principauté|confédération)\b[^.,;]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_DATELINE = re.compile(
    r"^\s*(?:[Ll]e\s+\d{1,2}(?:er)?\s+[^\W\d_]+\s+\d{4}\s+[–—-]\s+)?(?:[A-Z]{2,8}\s+(?=[A-ZÀ-Þ][\w'-]*[a-zß-ÿ]))?"
    + TOWN
    + r"\s*(?:\([^)\n]{1,24}\)\s*)?"
    r"(?:,?\s*(?:le\s+)?\d{1,2}(?:er)?\s+[^\W\d_]|,\s*(?:lun|mar|mer|jeu|ven|sam|dim)|,\s+le\s|,\s*\d|\s[-–—]\s|\.\s)",
    re.MULTILINE,
)
_IN_TOWN = re.compile(rf"\s*[ÀA]\s+{TOWN},\s+")
_MET_IN = re.compile(
    rf"\b(?:reçue?s?|accueillie?s?)\s+à\s+{TOWN}\s+par\s+[^.;\n]{{0,60}}$"
    rf"|\bà\s+{TOWN}\s+(?:pour\s+y?|où\s+(?:il|elle|ils)(?:\s+[^\W\d_]+){{0,2}}|afin\s+d(?:e\s+y?|'y))\s*"
    r"(?:rencontr|s'entreten|être\s+reçu|avoir\s+un|voir)[^.;\n]{0,60}$"
    rf"|\b(?:escale|étape)\s+de\s+{TOWN}\s[^.;\n]{{0,120}}"
    r"\b(?:rencontre|entretien|entrevue)[^.;\n]{0,60}$"
)
"""Where somebody who travels is received, or stops: the town, in one of the three groups."""
_SEATS = {"AUT", "BEL", "CHE", "ETH"}
"""States in whose towns organisations have their seats: who speaks from there need not be at home."""
_EMBASSY = re.compile(r"\bambassade\s+(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')$", re.IGNORECASE)
_RECEPTION = re.compile(
    r"\breçue?s?\b|\breçoit\b|\baudience\b|\baccueilli|\bcréance|\bvisite\s+de\s+courtoisie\b", re.IGNORECASE
)
_BY_PRONOUN = re.compile(r"[^.;\n]{0,60}?\b(?:il|elle|ils|elles)\s", re.IGNORECASE)
_RECEIVED = re.compile(
    r"\b(?:reçue?s?|accueillie?s?|audience)\b[^.;\n]{0,60}\b(?:par|avec)\b|\b(?:s'entre|s'est\s+entretenu|rencontr|aura)\w*|\bentretiens?\s+avec\b",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"\b(?:[Vv]isite|[Dd]éplacement|[Vv]oyage|[Ss]éjour)(?:\s+(?:de|d'|du)\s*[^\W\d_]+|\s+[^\W\d_]+){0,2}(?:\s+de\s+[\w-]+\s+(?:jours|heures))?\s+"
    rf"(?:(?:au|en|aux)\s+|à\s+(?={TOWN}))"
)
"""A visit, up to the state, or to the capital that is told instead of it: the town in the group."""

_VISITOR = re.compile(r"\s+(?:de\s+la\s+|de\s+l'|du\s+|de\s+|d')(?=[^,.;\n]{0,60}[A-ZÀ-Þ])")
"""Between the state and the title of who visits it (`la visite au Togo du président X`)."""
_VISITING = re.compile(r",?\s+(?:qui|(?:alors\s+|actuellement\s+)?en|venue?|arrivée?)\s")


def place_at_home(people: Sequence[Individual], posts: Posts, held: Set[Span], *, issuer: str | None) -> None:
    """Gives their country to the holders of national posts whose titles name none, where the document plainly tells.

    `held` has the spans of the titles that stand beside names; `issuer` is the state in whose name the document speaks.
    """
    home = issuer or _of_letterhead(posts) or _of_dateline(people, posts)
    visit = _of_visit(posts)
    shown = states_shown(people, posts)
    houses = {p.country for p in people if "monarch" in p.heads and p.country}
    reigning = houses.pop() if len(houses) == 1 else None
    presided = {p.country for p in people if "president" in p.heads and p.office == "head_of_state"}
    guest = _guest(visit, people, posts) if visit else None
    for person in sorted(people, key=lambda person: person.superior is not None):
        if person.country is not None or person.organisation is not None or person.international:
            continue
        if person.superior is not None and (person.superior.country or person.superior.organisation):
            person.country = person.superior.country
            continue
        if (person.office not in _NATIONAL and not person.former) or person.heads & _OF_BODIES:
            continue
        taken = {p.country for p in people if _is_rival(p, person)} if person.office in _SOLE else set()
        visitor = visit is not None and (person is guest if guest else person.spans[0][0] < visit.end)
        if person.office in _SOLE and _meets_holder(person, posts, held):
            taken.add(home or _most_shown(shown, taken))
        own = (reigning or home) if person.office == "monarch_family" else home
        own = None if "assistant_secretary" in person.heads else own
        taken |= presided if person.heads & {"prince", "monarch"} else set()
        barred = taken | ({visit.id} if visit and visitor else set())
        open_to = visit is not None and (shown[visit.id] >= 0 or shown[visit.id] == max(shown.values()))
        hosting = open_to and not visitor and _is_met(person, posts)
        visited = visit.id if visit and hosting else None
        there = _of_town(person, posts) or _of_mission(person, posts)
        host = next((host for host in (there, own, visited) if host and host not in taken), None)
        if host is None and (person.office not in _ALSO_FOREIGN or _serves_state(person)):
            host = _most_shown(shown, barred)
        person.country = host
    if len(states := {state.id for state in posts.states}) == 2:
        for person in people:
            if person.country is None and not person.international and person.office in _SOLE:
                abroad = {visit.id} if visit and person is guest else set()
                person.country = _other_side(person, states - abroad, people, posts)


def _other_side(person: Individual, states: Set[str], people: Sequence[Individual], posts: Posts) -> str | None:
    """The one of two states in a text about these which has the post of somebody open, and is told in one sentence.

    `Le Président Macky Sow a reçu … ; la France, a dit le Président Luc Morin, restera aux côtés du Sénégal`.
    """
    open_to = states - {other.country for other in people if _is_rival(other, person)}
    sentences = [(posts.sentence(start), posts.sentence_end(start)) for start, _ in person.spans]
    told = {state.id for start, end in sentences for state in posts.states_in(start, end)}
    return next(iter(open_to)) if len(open_to) == 1 and open_to <= told else None


def _is_rival(other: Individual, person: Individual) -> bool:
    """Whether two offices are one in a state: a parliament may have two chambers, each with its head."""
    return other.office == person.office and (person.office != "parliament_head" or other.title == person.title)


def _meets_holder(person: Individual, posts: Posts, held: Set[Span]) -> bool:
    """Whether a sentence tells of somebody beside the holder at home (`le chef de l'État a reçu le président X`)."""
    for start, _ in person.spans:
        told = posts.starting(posts.sentence(start), start)
        if not any(post.span in held and start - 3 <= post.span[1] <= start for post in told):
            continue
        for post in told:
            alone = post.span not in held and post.country is None and not post.office.head.plural
            if alone and post.office.office == person.office and post.words != person.title:
                return True
    return False


def _is_met(person: Individual, posts: Posts) -> bool:
    """Whether a sentence tells of somebody and of a meeting (`il sera reçu par le Premier ministre X`)."""
    sentences = (posts.text[posts.sentence(start) : posts.sentence_end(start)] for start, _ in person.spans)
    return any(_RECEIVED.search(sentence) for sentence in sentences)


def _serves_state(person: Individual) -> bool:
    """Whether the title names an organ of the state (`secrétaire général du gouvernement`)."""
    return not folded("state_organ").isdisjoint(re.findall(r"\w+", fold(person.title or "")))


def _of_town(person: Individual, posts: Posts) -> str | None:
    """The country of the town where somebody receives a visitor: `À Tbilissi, il sera reçu par le Premier ministre X`.

    The visitor must be meant by a pronoun, so that `À New York, le ministre X` stays at home; but a counterpart is met
    where one travels.
    """
    for start, _ in person.spans:
        met = _MET_IN.search(posts.text, posts.sentence(start), start)
        if met is not None and person.office in _SOLE:
            return country_of_city(met[1] or met[2] or met[3])
        visit = _IN_TOWN.match(posts.text, posts.sentence(start))
        if visit is None or visit.end() > start:
            continue
        received = _BY_PRONOUN.match(posts.text, visit.end()) and _RECEIVED.search(posts.text, visit.end(), start)
        if received or "counterpart" in person.heads:
            return country_of_city(visit[1])
    return None


def _of_mission(person: Individual, posts: Posts) -> str | None:
    """The state to which an ambassador is sent whom somebody of a government receives; that of an ambassador's embassy.

    `L'ambassadeur du Japon au Togo a été reçu par le Premier ministre X` tells the first; `L'ambassade du Togo … le
    chargé d'affaires, X` the second, where no other embassy is named.
    """
    if person.office == "ambassador":
        embassies = {state.id for state in posts.states if _is_of_embassy(state, posts)}
        return embassies.pop() if len(embassies) == 1 else None
    for start, _ in person.spans:
        sentence, end = posts.sentence(start), posts.sentence_end(start)
        sent = [post for post in posts.starting(sentence, end) if post.office.office == "ambassador"]
        hosts = {host for post in sent if (host := host_of(post, posts))}
        if len(hosts) == 1 and person.office in _SOLE and _RECEPTION.search(posts.text, sentence, end):
            return hosts.pop()
    return None


def _is_of_embassy(state: Found, posts: Posts) -> bool:
    """Whether the words before a state make it the one that an embassy serves (`l'ambassade du Togo`)."""
    return _EMBASSY.search(posts.text, max(0, state.start - 24), state.start) is not None


def _of_letterhead(posts: Posts) -> str | None:
    for line in _LETTERHEAD.finditer(posts.text, 0, HEADER):
        for state in posts.states:
            if line.start() <= state.start and state.end <= line.end() and state.label in ("name", "official"):
                return state.id
    return None


def _of_dateline(people: Sequence[Individual], posts: Posts) -> str | None:
    """The country of the town in the date line, where the text speaks of that country, or leaves it to its capital."""
    line = _DATELINE.search(posts.text, 0, HEADER)
    if line is None:
        return None
    town = line[1] if not line[1].isupper() else line[1].title()
    country = country_of_city(town)
    if not posts.states or any(state.id == country for state in posts.states):
        return country
    capital = state_forms().get(town)
    abroad = country in _SEATS or any(person.international or person.organisation for person in people)
    return country if capital and capital.label == "capital" and not abroad else None


def _of_visit(posts: Posts) -> Found | None:
    """The state that is visited: its own people, who come after the visitor, are named without it."""
    for visit in _VISIT.finditer(posts.text):
        for state in posts.states_in(visit.end(), visit.end()):
            if state.label in ("name", "official"):
                return state
        town = state_forms().get(visit[1]) if visit[1] else None
        if town is not None and town.label == "capital" and town.default:
            return Found(visit.end(), visit.end(1), "capital", town.default)
    return None


def _guest(visit: Found, people: Sequence[Individual], posts: Posts) -> Individual | None:
    """The person whose visit it is (`la visite au Togo du président X`, `X, qui effectuait sa visite en Roumanie`)."""
    if (owner := _VISITOR.match(posts.text, visit.end)) and (named := _named_at(people, owner.end())):
        return named
    start = posts.sentence(visit.start)
    ends = [(end, person) for person in people for a, end in person.spans if start <= a and end <= visit.start]
    if not ends:
        return None
    end, person = max(ends, key=lambda item: item[0])
    return person if _VISITING.match(posts.text, end) else None


def _named_at(people: Sequence[Individual], at: int) -> Individual | None:
    """The person whose name starts next behind an offset, no further away than a title."""
    near = [(start, i) for i, person in enumerate(people) for start, _ in person.spans if at <= start < at + 60]
    return people[min(near)[1]] if near else None


def _most_shown(shown: Counter[str], barred: Set[str | None]) -> str | None:
    """The state that is shown most, those that are barred left aside; None where another one comes near."""
    first, second = (Counter({s: n for s, n in shown.items() if s not in barred}).most_common(2) + [("", 0)] * 2)[:2]
    return first[0] if first[1] >= HOME_SHOWN and first[1] > HOME_PREVAILS * second[1] else None
