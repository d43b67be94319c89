"""What looks temporal and is not: numbers of documents, counts, ages, scores, names of persons and streets."""

from __future__ import annotations

import re

from diplo_extract.timex.fold import one_of, words
from diplo_extract.timex.rules import Hit
from diplo_extract.timex.vocabulary import vocabulary

__all__ = [
    "abbreviated",
    "aged",
    "bounded",
    "counted",
    "first_of_years",
    "fraction",
    "name_of_feast",
    "name_of_month",
    "no_bare_day",
    "no_day",
    "no_daypart",
    "no_days_between",
    "no_duration",
    "no_season",
    "no_weekday",
    "no_year",
    "numbered",
    "score",
    "several_years",
    "short_year",
    "south",
    "told_daypart",
    "unlicensed_year",
]

_NUMBERED_THINGS = one_of(
    "n[o°º]s? num[ée]ros? num r[ée]solutions? d[ée]cisions? articles? art d[ée]crets? arr[êe]t[ée]s? "
    "r[èe]glements? directives? circulaires? paragraphes? par alin[ée]as? points? annexes? chapitres? sections? "
    "pages? pp? lignes? vols? volume tomes? chambres? salles? bureaux? (?<!feuille_de_)routes? rn rd bo[îi]te bp "
    "code cedex bus postes? dossiers? mod[èe]les? brigades? bataillons? r[ée]giments? normes? iso formulaires? "
    "version lots? matricule loi ordonnance note r[ée]f[ée]rence ref mandat question projet amendement item "
    "document comm? add rev s a agendas? visions? objectifs? onu boeing airbus t[ée]l[ée]phone t[ée]l fax "
    "classes? radio cha[iî]ne groupe appel tva siret iban cas"
)
_NUMBERED = re.compile(rf"(?:\b{_NUMBERED_THINGS}\s*[.:/-]?\s*(?:n[o°º.]s?\s*)?|[#§°º]\s*)$")
_LIST_OF_NUMBERS = re.compile(
    r"\b(?:n[o°º]s?|r[ée]solutions?|d[ée]cisions?|articles?|art\.|paragraphes?|points?|annexes?)"
    r"\s+[\d(][\d\s,()]{0,40}(?:et|ou|à|,)\s*(?:la\s+)?$"
)
_RESOLUTION_YEAR = re.compile(
    r"(?:r[ée]solutions?|d[ée]cisions?|comm?\.?|communiqu[ée]|rapport|document|art(?:icle|\.)|[/.]\w{1,8}|n[o°º])"
    r"[\s\d.,/()a-zéè°º-]{0,60}\d\s?\($"
)
_MEASURED = one_of(
    "% ‰ ° € \\$ £ ¥ km m2 m² kg ha\\b mw gw kw pour[_-]cent hectares? millions? milliards? milliers? euros? "
    "dollars? yuans? dirhams? francs? livres? roubles? tonnes? barils? m[èe]tres? kilom[èe]tres? kilos? "
    "personnes? points? fois voix pays [ée]tats? places? degr[ée]s?"
)
_COUNTED = re.compile(rf"\s*{_MEASURED}(?!\w)")
_PLURAL = re.compile(r"\s+(?:[a-zéèêàâîïôûç]{2,}[-'])?(?P<noun>[a-zéèêàâîïôûç]{3,}[sx])(?!\w)")
_NO_COUNT = frozenset(
    words(
        "dans sans vers mais plus puis alors sous nous vous mois ans dès très lors depuis ils elles aux jours "
        "heures après voix pas les des ces ses mes leurs tous toutes prochains derniers passés suivants "
        "précédents dernières prochaines hors envers malgré ailleurs jamais toujours moins relatifs relatives"
    )
)
_QUANTITY = one_of(
    "quelques? environ pr[èe]s_de plus_de moins_de plus_d' au_moins total_de nombre_de moyenne_de compt\\w+"
)
_QUANTITY_CUE = re.compile(rf"\b{_QUANTITY}\s+$")
_NO_YEAR_AFTER = one_of(
    "a à est sont ont les aux des dont ces soit seulement par avec sur contre le la un une "
    "[^\\W\\d_]{2,}(?:ent|ait|aient)"
)
_REJECTED_CUE = re.compile(rf"(?:\b(?:{_QUANTITY}|{_NO_YEAR_AFTER})|^|[:=<>+*/,])\s*$")
_BEFORE_YEAR = one_of(
    "en depuis dès an ann[ée]es? jusqu'(?:en|à) d'ici(?:_à)? horizon fin d[ée]but courant avant après "
    "exercice p[ée]riode"
)
_FIRM_CUE = re.compile(rf"\b{_BEFORE_YEAR}(?:\s+(?:l'|la))?\s*-?\s*$")
_COMPARED = one_of("rapport remont\\w+ post[ée]rieure?s? ant[ée]rieure?s? compar\\w+ sup[ée]rieure?s? relati\\w+")
_YEAR_CUE = re.compile(
    rf"(?:\b(?:de|d'|du|pour|entre|vers|mi-|pendant|durant|que|mars|plan|avec|{_COMPARED} à)\s?|\()$"
)
_YEAR_ACTS = re.compile(
    r"\s+(?:est|a été|a vu|sera|fut|fût|marque|marquera|restera|aura|étant|s'annonce|s'est|devra|doit|verra)\b"
)
_SUSTAINABLE = re.compile(r"\b(?:développement durable|odd)\b[^.;\d]{0,12} à l'horizon $")
"""The Agenda 2030 under its official name, `Programme de développement durable à l'horizon 2030`."""

_SEASON_NAME = re.compile(r"\s+(?:arabe|de prague|berbère|des peuples|érable)")
_SEASON_GAMES = re.compile(
    r"\b(?:jeux|olympiques|paralympiques|jo|sports?|classiques|station|vélo\w*|universiade) d'$|-d'$"
)
_BEEN = re.compile(
    r"\b(?:a|ai|ont|avons|avait|avaient|ayant|avoir|aura|auront|n'a|n'ont|jamais|pas|déjà|aurait|toujours) $"
)
_SUMMER_CUE = re.compile(
    r"(?:\b(?:l|d|qu)'|\b(?:en|début|fin|mi|chaque|un|plein|cet|avant|prochain|dernier|même|et|ou|le|de)[ -])$"
)
_AFTER_YEAR = re.compile(r"\s*(?:$|[,.;:)!?\n](?!\d)|(?:et|à|en|la|le|les|au|par|pour|dans) )")
_AGE = re.compile(
    r"(?:\b(?:morte?|décédée?|disparue?) à |\bâgée?s? d[e'] ?(?:plus de |moins de |environ )?|\bâge de (?:plus de )?"
    r"|\b(?:jeunes?|enfants?|hommes?|femmes?|filles?|garçons?|adultes?|personnes?|mineurs?) (?:de )?"
    r"(?:(?:plus|moins) de )?)"
    r"(?:\w+ (?:à|et) )?$"
)
_TITLE = re.compile(
    r"\b(?:mme|mmes|m|mm|mlle|dr|pr|madame|monsieur|docteur|général|colonel|ambassadrice|ambassadeur|ministre|présidente?|famille|prénom)\.?\s+$"
)
_FEAST_NAME = re.compile(
    r"(?:\b(?:[iî]les?|pères?|marchés?|sapins?|arbres?|crèches?|cadeaux?|chants?|contes?) (?:de |d'|de l')?|-)$"
)
_FEAST_CUE = re.compile(
    r"\b(?:pour|avant|après|depuis|dès|vers|lors|joyeux|à|de|le|la|ce|durant|pendant|entre|fêter|et|l'|au|du) ?$"
)
_NAMED_AFTER_DAYS = one_of(
    "rue avenue av boulevard bd bld place quai square pont esplanade stade palais école lycée aéroport cité camp "
    "quartier rond-point mouvement parti coalition alliance force opération hôpital"
)
_STREET = re.compile(rf"\b{_NAMED_AFTER_DAYS}\s+(?:du|de la|de l'|de|des|d')?\s*$")
_DAY_ENDS = re.compile(
    r"\s*(?:$|[.;:)!?](?!\d)|,(?!\d)(?! (?:rue|avenue|boulevard|place|quai|bd|av))"
    r"|\s(?:à|au|aux|en|dans|par|et le|et au|pour|lors|vers)\s)"
)
_HELD = re.compile(r"\b(?:\w{3,}ra|\w{3,}ront|tenue?s?|prévue?s?|attendue?s?|signée?s?|adoptée?s?|annoncée?s?) le $")
_BOUND = re.compile(r"\b(?:(?:à partir|à compter|à dater) du|jusqu'au|au plus tard le|d'ici le) $")
_THEN = re.compile(r"\s(?:sera|seront|a|ont|aura|auront|est|sont|avait|permettra|et|devra|devrait|pour)\s(?!\d)")
_RANKED = re.compile(
    r"\b(?:articles?|points?|pages?|chapitres?|num[ée]ros?|places?|rangs?|pass\w+|gliss\w+|lignes?|salles?"
    r"|paragraphes?|canal|canaux|stands?|arrondissements?|d[ée]partements?)\b[^.;]{0,16}$"
)


def numbered(hit: Hit) -> bool:
    """Whether the number of a document, article, room and the like."""
    before = hit.before(80)
    return bool(_NUMBERED.search(before[-30:]) or _LIST_OF_NUMBERS.search(before))


def counted(hit: Hit) -> bool:
    """Whether a count or measure: something countable or a unit follows."""
    after = hit.after(30)
    if _COUNTED.match(after):
        return True
    noun = _PLURAL.match(after)
    return noun is not None and noun["noun"] not in _NO_COUNT and not noun["noun"].endswith(("és", "ées"))


def fraction(hit: Hit) -> bool:
    """Whether `3/4`, `24/7`, `12/20` stands for a share, a score or a shift: no article, no date before or after it."""
    return not re.search(
        r"(?:^|[\n(|:]|\b(?:le|au|du|des|les|dès|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s|\bà\s\d{1,2}h\d{0,2}\s)\s*$",
        hit.before(16),
    ) or counted(hit)


def no_day(hit: Hit) -> bool:
    """Whether a day and month name a street, a party, a movement: `place du 11 Novembre`, `opération 4 mars`."""
    return not (hit.has("y") or hit.has("wd")) and _STREET.search(hit.before(30)) is not None


def no_year_apart(hit: Hit) -> bool:
    """Whether the number behind `4 juillet,` is no year: text goes on after it (`le 4 juillet, 2016 tonnes de riz`)."""
    return re.match(r" *(?:$|[\n,.;:)|/-]|(?:à|at) \d)", hit.after(8)) is None


def no_bare_day(hit: Hit) -> bool:
    """Whether `le 8` cannot be a day: a number of something, a rank, an hour, an address."""
    after = hit.after(40)
    if hit.has("p") or re.match(r"\s+courant\b", after) or hit.text("core").endswith("courant"):
        return False
    if not _DAY_ENDS.match(after) and not (_HELD.search(hit.before(24)) and _THEN.match(after)):
        return True
    return bool(
        re.search(r"\d\s*[,.]?\s*le $|(?:rue|avenue|boulevard|est|sont|être|était|pour|contre) le $", hit.before(20))
    )


def bounded(hit: Hit) -> bool:
    """Whether what stands before a number makes it a day: a time from which or until which something lasts."""
    return _BOUND.search(hit.before(24)) is not None


def no_days_between(hit: Hit) -> bool:
    """Whether `du 3 au 7` tells no days: something countable follows, or numbered things stand before."""
    return not _DAY_ENDS.match(hit.after(40)) or bool(_RANKED.search(hit.before(40)))


def no_season(hit: Hit) -> bool:
    """Whether a season is none: `printemps arabe`, `été` the participle, games of summer or winter."""
    before = hit.before(40)
    if _SEASON_NAME.match(hit.after(14)) or _SEASON_GAMES.search(before):
        return True
    if hit.value("s") != "SU" or hit.has("p") or hit.has("dem") or re.match(r"\s+(?:de\s+)?\d{4}\b", hit.after(10)):
        return False
    return _BEEN.search(before) is not None or not _SUMMER_CUE.search(before)


def no_weekday(hit: Hit) -> bool:
    """Whether the weekday belongs to a name: `Vendredi saint`, `Black Friday`, a newspaper."""
    return bool(re.match(r"\s+(?:saint\b|noir\b)", hit.after(8)) or _TITLE.search(hit.before(16)))


def name_of_month(hit: Hit) -> bool:
    """Whether the month is a name: of a person (`Avril Haines`, `Mme Juin`), a place (`Champ-de-Mars`), the planet."""
    before, after = hit.before(24), hit.after(24)
    if (re.search(r"[\w'’]-$", before) and not re.search(r"\bmi-$", before)) or re.match(
        r"-(?!début|mi|fin)[^\W\d]", after
    ):
        return True
    if _TITLE.search(before) or (
        re.search(r"\b(?:planète|dieu|champ de|sur|vers|journal|village|province|général) $", before)
        and hit.text("m") == "mars"
    ):
        return True
    return hit.capitalised() and (hit.capital_after() or hit.capital_before())


def name_of_feast(hit: Hit) -> bool:
    """Whether the feast is a person's name (`Noël Kouadio`, `M. Pascal Noël`), or an island's."""
    before = hit.before(20)
    if hit.text("f") == "ascension" and not hit.capitalised():
        return True
    if hit.capital_after() or _TITLE.search(before) or _FEAST_NAME.search(before) or hit.after(1) == "-":
        return True
    return hit.capital_before() and not _FEAST_CUE.search(before)


def no_year(hit: Hit) -> bool:
    """Whether a number of four digits is no year: a document's number or year, a count, a sum, a programme's name."""
    before, after = hit.before(90), hit.after(40)
    if re.match(r"[-/]\d{1,2}(?!\d)|[-/][a-z]|\s?[°%]", after) or (
        re.search(r"[\w]-$|[$€£/.]$|(?<!\w)\d{1,3} $", before)
        and not re.search(r"\b(?:mi|\d{4})-$|(?:19|20)\d\d[/]$", before)
    ):
        return True
    if _SUSTAINABLE.search(before):
        return True
    if hit.has("unit"):
        return False
    if _NUMBERED.search(before[-30:]) or _LIST_OF_NUMBERS.search(before) or _RESOLUTION_YEAR.search(before):
        return True
    if _FIRM_CUE.search(before[-20:]):
        return _COUNTED.match(after) is not None and not re.match(r"\s+(?:pays|[ée]tats?|places?|points?)", after)
    return _QUANTITY_CUE.search(before[-20:]) is not None or counted(hit)


def unlicensed_year(hit: Hit) -> bool:
    """Whether nothing before a number tells that it is a year: it is one then only beside another date."""
    before = hit.before(40)
    if _FIRM_CUE.search(before) or _YEAR_CUE.search(before):
        return False
    if _YEAR_ACTS.match(hit.after(16)):
        return False
    return _REJECTED_CUE.search(before) is not None or not re.search(r"[^\W\d_]['’]?\s+$", before)


def several_years(hit: Hit) -> bool:
    """Whether the word before a year is a plural: `années 1990` is a decade, `année 1990` a year."""
    return hit.text("unit") in ("années", "annees")


def first_of_years(hit: Hit) -> bool:
    """Whether a year follows that begins no decade, as in `années 2020 et 2021`: then the first is none either."""
    return re.match(r"\s*(?:et|ou|à|,|-|/)\s*\d{3}[1-9](?!\d)", hit.after(12)) is not None


def short_year(hit: Hit) -> int | None:
    """The year that two digits after a month tell (`mai 68`, `3 juillet 24`), None where they count something else."""
    digits = hit.text("y2")
    if len(digits) != 2 or not digits.isdigit() or counted(hit):
        return None
    value = int(digits)
    if value <= 31 and not _AFTER_YEAR.match(hit.after(12)):
        return None
    return value + (2000 if value < 50 else 1900)


def abbreviated(hit: Hit) -> bool:
    """Whether the month is abbreviated, so that the dot after it belongs to it."""
    word = hit.text("m").rstrip(". ")
    return word == "sept" or vocabulary().get(word, ("", None))[0] == "abbr"


def aged(hit: Hit) -> bool:
    """Whether a number of years is somebody's age: `âgé de 45 ans`, `, 45 ans,`."""
    before, after = hit.before(50), hit.after(20)
    if _AGE.search(before):
        return True
    return bool(re.search(r"[^\W\d_], $", before) and re.match(r"\s*,", after) and hit.capital_before(2))


_DURING = one_of(
    "pendant durant de d' en après dans pour depuis moins_d' plus_d' sur quelque peine près_d' presque encore "
    "il_y_a voici avant sous à passé duré dure durera dureront exactement environ ou et"
)
_DURATIVE = re.compile(rf"\b{_DURING}\s?$")
_IN_THE_COURSE = one_of("dans au_cours_de en (?:fin|début|milieu)_d(?:e|') tard_dans avant vers")
_COURSE = re.compile(rf"\b{_IN_THE_COURSE} ?(?:la |le |l')?$")


def no_duration(hit: Hit, unit: str) -> bool:
    """Whether a number and a unit of time measure no time: an age, an anniversary, an order, `un jour` for some day."""
    before, after = hit.before(50), hit.after(30)
    if unit == "Y" and aged(hit):
        return True
    if re.match(r"\s+(?:de l'onu|du mois de)\b", after) or re.search(r"\b\d+[ ]?/$|\d[.,]$", before):
        return True
    if re.search(r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix) $", before) and not hit.text("n")[:1].isdigit():
        return True
    if unit == "H" and re.match(r"\s*/\s*\d|\s+sur\s+(?:\d|vingt)", after):
        return True
    if unit in ("WE",) or (hit.text("n") == "un" and unit == "D" and not _DURATIVE.search(before)):
        return unit != "WE"
    if hit.text("n") in ("un", "une") and unit in ("D", "Y", "H", "W", "MIN", "S") and hit.text("unit") != "an":
        return not (
            _DURATIVE.search(before)
            or re.match(
                r"\s*(?:$|[.,;)]|et demie?|durant|plus |jour pour|après|avant|suffi|est suffi|de plus|avec)", after
            )
        )
    return False


def score(hit: Hit) -> bool:
    """Whether `2:15` is a verse, a ratio or a score: no hour is told so after a name or before a count."""
    return bool(
        re.search(
            r"\b(?:ratio|score|verset|sourate|coran|échelle|matthieu|jean|luc|marc|genèse|psaume) (?:de )?$",
            hit.before(16),
        )
    )


def south(hit: Hit) -> bool:
    """Whether `midi` is the South: `le Midi de la France`."""
    return (
        hit.capitalised()
        and hit.before(4).strip() != ""
        and hit.value("noon") == 12
        and bool(re.search(r"\ble $|\bdu $", hit.before(4)))
    )


def no_daypart(hit: Hit) -> bool:
    """Whether a part of the day is no time: a name (`Le Soir`), a train of night, a habit."""
    return (hit.capitalised() and hit.text("dp") == "soir") or bool(
        re.search(r"\bde $|-$|\btable $", hit.before(8)) and hit.text("dp") == "nuit"
    )


def told_daypart(hit: Hit) -> bool:
    """Whether a part of the day alone is one of the day told: `dans la soirée`, `L'après-midi, …`."""
    before, after = hit.before(24), hit.after(3)
    if _COURSE.search(before):
        return True
    return bool(re.search(r"(?:^|[.!?\n»] *)(?:la |le |l')$", before) and after.startswith(","))
