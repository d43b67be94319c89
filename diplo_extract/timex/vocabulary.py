"""The words that dates are made of: surface form -> kind of token and its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.timex.fold import unaccented, words
from diplo_extract.timex.numbers import ORDINALS, QUANTITIES

__all__ = ["MONTHS", "Value", "vocabulary"]

Value = int | float | str | tuple[int | str | None, ...] | None

MONTHS = words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
_ABBREVIATIONS = {"janv": 1, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "oct": 10, "nov": 11, "déc": 12}
_WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
_UNITS = {
    "S": "secondes", "MIN": "minute minutes", "H": "heure heures", "D": "jour jours journée journées",
    "W": "semaine semaines", "M": "mois", "Q": "trimestre trimestres", "HY": "semestre semestres",
    "Y": "an ans année années", "DE": "décennie décennies", "CE": "siècle siècles", "ML": "millénaire millénaires",
    "WE": "week-end week-ends weekend weekends",
}  # fmt: skip
_DAYPARTS = {"MO": "matin matinée matins", "AF": "après-midi", "EV": "soir soirée soirs", "NI": "nuit nuits"}
_SEASONS = {"SP": "printemps", "SU": "été étés", "FA": "automne", "WI": "hiver hivers"}
_EVERY = {
    "P1Y": "annuel annuelle annuels annuelles annuellement",
    "P6M": "semestriel semestrielle semestriels semestrielles biannuel biannuelle biannuels biannuelles",
    "P3M": "trimestriel trimestrielle trimestriels trimestrielles trimestriellement",
    "P2M": "bimestriel bimestrielle bimestriels bimestrielles",
    "P1M": "mensuel mensuelle mensuels mensuelles mensuellement",
    "P2W": "bimensuel bimensuelle bimensuels bimensuelles",
    "P1W": "hebdomadaire hebdomadaires hebdomadairement bihebdomadaire bihebdomadaires",
    "P1D": "quotidiennement journellement",
    "P2Y": "biennal biennale biennaux biennales bisannuel bisannuelle bisannuels bisannuelles",
}  # fmt: skip
_MODS = {"START": "début débuts", "MID": "milieu mi", "END": "fin"}
_DEICTICS = {0: "aujourd'hui", -1: "hier", 1: "demain", -2: "avant-hier", 2: "après-demain"}
_ANCHORED = {1: "lendemain", -1: "veille", -2: "avant-veille", 2: "surlendemain"}
_WORDS = {
    "le": "le la l' les", "dem": "ce cet cette ces", "de": "de d' du", "des": "des", "a": "à au aux", "en": "en",
    "dans": "dans", "depuis": "depuis", "since": "dès", "avant": "avant", "apres": "après", "jusque": "jusqu' jusque",
    "entre": "entre", "et": "et", "vers": "vers", "ici": "ici", "courant": "courant", "meme": "même",
    "chaque": "chaque", "tous": "tous toutes", "tout": "tout toute", "fois": "fois", "par": "par", "sur": "sur",
    "few": "quelques plusieurs", "pour": "pour", "half": "demi demie", "quarter": "quart", "quarters": "quarts",
    "il": "il", "y": "y", "ya": "ya", "has": "a avait", "voici": "voici voilà", "plus": "plus", "moins": "moins",
    "later": "tard", "earlier": "tôt auparavant", "local": "locale locales",
    "qui": "qui", "suit": "suit suivra", "whole": "entier entière",
    "next": "prochain prochaine prochains prochaines",
    "last": "dernier dernière derniers dernières passé passée passés passées",
    "after": "suivant suivante suivants suivantes", "before": "précédent précédente précédents précédentes",
    "elapsed": "écoulé écoulée écoulés écoulées", "fortnight": "quinzaine",
    "about": "environ vers autour",
    "ci": "ci",
}  # fmt: skip


@cache
def vocabulary() -> Mapping[str, tuple[str, Value]]:
    """Form in lower case -> (kind, value). A form without its accents is known too, unless it spells another word."""
    words = dict(_entries())
    bare = {unaccented(form): entry for form, entry in words.items()}
    not_dates = {"a", "des", "passe", "passes"}
    return MappingProxyType({form: entry for form, entry in bare.items() if form not in not_dates} | words)


def _entries() -> Iterator[tuple[str, tuple[str, Value]]]:
    yield from ((name, ("month", month)) for month, name in enumerate(MONTHS, start=1))
    yield from ((name, ("abbr", month)) for name, month in _ABBREVIATIONS.items())
    yield from ((name, ("weekday", day)) for day, name in enumerate(_WEEKDAYS, start=1))
    coded: dict[str, Mapping[str, str] | Mapping[int, str]] = {
        "unit": _UNITS, "daypart": _DAYPARTS, "season": _SEASONS, "every": _EVERY, "mod": _MODS,
        "deictic": _DEICTICS, "anchored": _ANCHORED,
    }  # fmt: skip
    for kind, table in coded.items():
        for value, names in table.items():
            yield from ((name, (kind, value)) for name in names.split())
    yield from ((word, ("first" if value == 1 else "ordinal", value)) for word, value in ORDINALS.items())
    yield from ((f"{name}s", ("weekdays", day)) for day, name in enumerate(_WEEKDAYS, start=1))
    yield from ((word, ("quantity", value)) for word, value in QUANTITIES.items())
    yield "midi", ("noon", 12)
    yield "minuit", ("noon", 0)
    for kind, names in _WORDS.items():
        yield from ((name, (kind, None)) for name in names.split())
    for row in read_rows("holidays"):
        yield from ((form.lower(), ("holiday", row["code"])) for form in forms(row["forms"]))
